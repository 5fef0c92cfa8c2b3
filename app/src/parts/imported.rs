//! What a menu's page says beside the menu's own fields if it was imported, and the source's own text.

use domain::document::RoundDocument;
use domain::draft::Origin;
use domain::menu::Menu;
use domain::window::japan_day;
use leptos::prelude::*;

use super::load::backend;
use crate::backend::Imported;
use crate::words::catalogue::from_to;
use crate::words::format::date;
use crate::words::imported as words;

/// The source's text, how the menu stands there, and whom to cite; nothing for a menu that has neither.
/// What the store cannot say now is left out: the rest of the page does not depend on it.
pub fn imported(menu: &Menu) -> impl IntoView + use<> {
    let (backend, id) = (backend(), menu.id().to_owned());
    view! {
        {rounds(&menu.document.rounds)}
        {menu.document.detail_html.clone().map(detail)}
        <Suspense>
            {Suspend::new(async move { backend.imports.of_menu(&id).await.ok().flatten().map(|i| standing(&i)) })}
        </Suspense>
    }
}

/// Rounds that the page's table of dates cannot tell of: those without a date yet, or with others' dates only one, whose
/// name may tell the hour.
fn rounds(rounds: &[RoundDocument]) -> Option<impl IntoView + use<>> {
    let is_undated = |round: &RoundDocument| round.opens.is_none() && round.closes.is_none();
    let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok()).map(date);
    let items: Vec<_> = rounds
        .iter()
        .map(|round| {
            let (opens, closes) = (day(&round.opens), day(&round.closes));
            let dated = from_to(opens.as_deref(), closes.as_deref());
            let told = if is_undated(round) { words::NO_DATES.to_owned() } else { dated };
            view! { <li>{words::round(round.name.as_deref().unwrap_or_default(), &told)}</li> }
        })
        .collect();
    (rounds.len() == 1 || rounds.iter().any(is_undated)).then(|| {
        view! {
            <h2 class="section__title">{words::ROUNDS}</h2>
            <ul class="plain-list">{items}</ul>
        }
    })
}

/// Checked with the content: [`domain::detail_html`] says what it may hold.
fn detail(html: String) -> impl IntoView {
    view! {
        <h2 class="section__title">{words::DETAIL}</h2>
        <div class="detail" inner_html=html></div>
    }
}

fn standing(imported: &Imported) -> impl IntoView + use<> {
    let cite = match imported.origin {
        Origin::Jgrants => Some(words::CITE_JGRANTS),
        Origin::Spreadsheet => None,
    };
    let warnings = [
        imported.changed.then(|| words::CHANGED.to_owned()),
        imported.vanished_at.map(|since| words::vanished(&date(japan_day(since)))),
    ];
    let warnings: Vec<_> = warnings
        .into_iter()
        .flatten()
        .map(|warning| view! { <div class="callout callout--warning"><p>{warning}</p></div> })
        .collect();
    let seen = words::last_seen(&date(japan_day(imported.last_seen)));
    view! {
        {warnings}
        <p class="table-note">{cite} {seen}</p>
    }
}
