//! `/agencies`: the support agencies that businesses can turn to, by municipality.

use domain::agency::{Wanted, fitting};
use domain::content::Content;
use leptos::prelude::*;

use crate::backend::Agency;
use crate::parts::agency_card::agency_card;
use crate::parts::catalogue::Heading;
use crate::parts::frame::{Frame, Width};
use crate::parts::listing::{Asked, option, select};
use crate::parts::load::{backend, show};
use crate::words::agencies as words;

/// Where the page is.
pub const AGENCIES: &str = "/agencies";
const TOWN: &str = "municipality";

/// `/agencies`
#[component]
pub fn AgenciesPage() -> impl IntoView {
    let (backend, asked) = (backend(), Asked::of_address());
    show(async move {
        let content = backend.contents.current();
        let listed = backend.agencies.listed().await?;
        let town = asked.value(TOWN).and_then(|code| content.municipality(code));
        let town = town.map(|town| town.code.as_str());
        Ok(list(&content, &listed, town))
    })
}

/// Those of a municipality: its own first, then those for the whole prefecture. All of them by name otherwise.
fn list(content: &Content, listed: &[Agency], town: Option<&str>) -> AnyView {
    let shown: Vec<&Agency> = match town {
        Some(_) => {
            let wanted = Wanted { municipality: town, pains: &[] };
            fitting(listed, wanted, |agency| (&agency.profile.field, 0))
        }
        None => listed.iter().collect(),
    };
    let none = match (shown.is_empty(), town) {
        (false, _) => None,
        (true, Some(_)) if !listed.is_empty() => Some(words::NONE_HERE),
        (true, _) => Some(words::NONE),
    };
    let cards: Vec<_> = shown.iter().map(|agency| agency_card(agency, content, Heading::Second)).collect();
    let body = view! {
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::LEAD}</p>
        {(!listed.is_empty()).then(|| form(content, town))}
        {match none {
            Some(none) => view! { <p class="empty">{none}</p> }.into_any(),
            None => {
                view! {
                    <p class="result-count" role="status">
                        <b>{words::count(shown.len())}</b>
                    </p>
                    <ul class="contacts">{cards}</ul>
                }
                    .into_any()
            }
        }}
    };
    view! { <Frame title=words::TITLE width=Width::Narrow>{body}</Frame> }.into_any()
}

fn form(content: &Content, town: Option<&str>) -> AnyView {
    let towns: Vec<_> = content
        .municipalities
        .iter()
        .map(|one| option(&one.code, one.name.clone(), town == Some(one.code.as_str())))
        .collect();
    let options = view! { <option value="">{words::ALL_TOWNS}</option> {towns} };
    view! {
        <form class="filters" method="get" action=AGENCIES role="search" aria-label=words::FILTER>
            {select(TOWN, words::TOWN, options.into_any())}
            <button class="button button--secondary" type="submit">{words::SHOW}</button>
        </form>
    }
    .into_any()
}
