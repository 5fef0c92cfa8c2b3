//! `/menus/{id}/why`: why a menu fits or does not, one sentence per condition.

use chrono::NaiveDate;
use domain::document::ConditionLevel;
use domain::matching::Verdict;
use domain::menu::Menu;
use leptos::prelude::*;

use super::menu::answer_missing;
use crate::pages::business::flow;
use crate::parts::at_hand::{AtHand, at_hand};
use crate::parts::catalogue::badges;
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::judgement::reasons;
use crate::parts::load::{backend, segment, show};
use crate::refusal::Refusal;
use crate::words::{catalogue, home, labels, why as words};

/// `/menus/{id}/why`
#[component]
pub fn WhyPage() -> impl IntoView {
    let (backend, id) = (backend(), segment("id"));
    show(async move {
        let content = backend.contents.current();
        let menu = content.menu(&id).ok_or(Refusal::PageNotFound)?;
        let today = backend.clock.today();
        Ok(match at_hand(&backend).await? {
            Some(at_hand) => page(menu, today, for_business(menu, &at_hand, today)),
            None => page(menu, today, for_anyone(menu)),
        })
    })
}

fn page(menu: &Menu, today: NaiveDate, body: AnyView) -> AnyView {
    let name = menu.document.name.clone();
    let back = flow::menu_path(menu.id());
    let body = view! {
        {badges(menu, menu.reception.window(today))}
        <h1 class="page__title">{words::page_title(&name)}</h1>
        {body}
        <div class="actions">
            <a class="button button--secondary" href=back>
                {words::BACK_TO_MENU}
            </a>
        </div>
    };
    view! {
        <Frame title=words::page_title(&name) place=Place::Menus width=Width::Narrow>
            {body}
        </Frame>
    }
    .into_any()
}

fn for_business(menu: &Menu, at_hand: &AtHand, today: NaiveDate) -> AnyView {
    let judgement = at_hand.business.judge(menu, today);
    let reasons = reasons(&judgement, &at_hand.opened.content);
    let none = reasons.is_none();
    view! {
        <p class="lead">
            {words::YOUR_VERDICT} " " <b>{labels::verdict(judgement.verdict, judgement.near_miss)}</b>
        </p>
        <p>{words::standing(judgement.verdict, judgement.near_miss)}</p>
        <h2 class="section__title">{words::REASON}</h2>
        {reasons}
        {none.then(|| view! { <p>{catalogue::NO_CONDITIONS}</p> })}
        {(judgement.verdict == Verdict::NeedsInfo).then(|| answer_missing(menu, at_hand))}
    }
    .into_any()
}

/// Without a diagnosis: what is asked, and the way to learn the rest.
fn for_anyone(menu: &Menu) -> AnyView {
    let items: Vec<_> = menu
        .conditions
        .iter()
        .map(|condition| {
            let preferred = (condition.level == ConditionLevel::Preferred).then_some(catalogue::PREFERRED);
            view! { <li>{condition.text.clone()} {preferred}</li> }
        })
        .collect();
    let none = items.is_empty();
    view! {
        <h2 class="section__title">{words::ASKED}</h2>
        {if none {
            view! { <p>{catalogue::NO_CONDITIONS}</p> }.into_any()
        } else {
            view! { <ul class="plain-list plain-list--spaced">{items}</ul> }.into_any()
        }}
        <div class="callout">
            <p>
                <b>{words::NO_DIAGNOSIS}</b>
            </p>
            <p>{words::NO_DIAGNOSIS_TEXT}</p>
        </div>
        <form class="actions" method="post" action="/do/start">
            <button class="button button--primary" type="submit">
                {home::START}
            </button>
        </form>
    }
    .into_any()
}
