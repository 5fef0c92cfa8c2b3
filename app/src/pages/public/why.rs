//! `/menus/{id}/why`: why a menu fits or does not, one sentence per condition.

use chrono::NaiveDate;
use domain::matching::Verdict;
use domain::menu::Menu;
use leptos::prelude::*;

use super::menu::answer_missing;
use crate::pages::business::flow;
use crate::parts::at_hand::{AtHand, at_hand};
use crate::parts::catalogue::{badges, source_line};
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::judgement::{as_written, reasons};
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
            None => page(menu, today, for_anyone(menu, content.questionnaire.minutes)),
        })
    })
}

fn page(menu: &Menu, today: NaiveDate, body: AnyView) -> AnyView {
    let document = &menu.document;
    let name = document.name.clone();
    let back = flow::menu_path(menu.id());
    let body = view! {
        {badges(menu, menu.reception.window(today))}
        <h1 class="page__title">{words::page_title(&name)}</h1>
        {body}
        {source_line(&document.source_url, document.as_of.as_deref(), Some(document.source_kind))}
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
    let seen_by = at_hand.seen_by();
    let missing = seen_by.missing(menu);
    view! {
        <p class="lead">
            {words::YOUR_VERDICT} " " <b>{labels::judged(&judgement)}</b>
        </p>
        <p>{words::standing(judgement.verdict, judgement.near_miss, &missing)}</p>
        <h2 class="section__title">{words::REASON}</h2>
        {reasons}
        {none.then(|| view! { <p>{catalogue::NO_CONDITIONS}</p> })}
        {(judgement.verdict == Verdict::NeedsInfo).then(|| answer_missing(menu, at_hand, &missing))}
    }
    .into_any()
}

/// Without a diagnosis: what is asked, and the way to learn the rest.
fn for_anyone(menu: &Menu, minutes: u64) -> AnyView {
    let conditions = as_written(menu);
    let none = conditions.is_none();
    view! {
        <h2 class="section__title">{words::ASKED}</h2>
        {conditions}
        {none.then(|| view! { <p>{catalogue::NO_CONDITIONS}</p> })}
        <div class="callout">
            <p>
                <b>{words::NO_DIAGNOSIS}</b>
            </p>
            <p>{words::no_diagnosis_text(minutes)}</p>
        </div>
        <form class="actions" method="post" action="/do/start">
            <button class="button button--primary" type="submit">
                {home::START}
            </button>
        </form>
    }
    .into_any()
}
