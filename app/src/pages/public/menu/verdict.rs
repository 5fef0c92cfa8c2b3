//! How a menu stands for the business at hand, and the one button that asks for what is missing.

use chrono::NaiveDate;
use domain::matching::Verdict;
use domain::menu::Menu;
use domain::missing::Missing;
use domain::window::Window;
use leptos::prelude::*;

use crate::pages::business::flow::{self, Back};
use crate::parts::at_hand::AtHand;
use crate::words::{labels, why as words};

/// The verdict, what it was made from, and the way on.
pub fn box_of(menu: &Menu, at_hand: &AtHand, today: NaiveDate) -> AnyView {
    let judgement = at_hand.business.judge(menu, today);
    let class = match judgement.verdict {
        Verdict::Eligible if judgement.standing.window != Window::Closed => "callout callout--success",
        Verdict::NeedsInfo => "callout callout--warning",
        Verdict::Eligible | Verdict::NotEligible => "callout",
    };
    let seen_by = at_hand.seen_by();
    let missing = seen_by.missing(menu);
    let submitted = at_hand.opened.diagnosis.submitted_at.is_some();
    let (from, to, href) = if submitted {
        (words::FROM_SUBMITTED, words::SEE_RESULT, flow::result_path(&at_hand.opened.key))
    } else {
        (words::FROM_OPEN, words::GO_ON, flow::diagnosis_path(&at_hand.opened.key))
    };
    view! {
        <div class=class>
            <p>
                {words::YOUR_VERDICT} " "
                <b class="verdict">{labels::judged(&judgement)}</b>
            </p>
            <p>{words::standing(judgement.verdict, judgement.near_miss, &missing)}</p>
            <p class="print-hide">
                {from} " " <a href=href>{to}</a>
            </p>
            {(judgement.verdict == Verdict::NeedsInfo).then(|| answer_missing(menu, at_hand, &missing))}
        </div>
    }
    .into_any()
}

/// 「足りない◯問に答える」; nothing where no question would settle it. A submitted diagnosis does not change: then a new
/// one begins from its answers.
pub fn answer_missing(menu: &Menu, at_hand: &AtHand, missing: &Missing<'_>) -> Option<AnyView> {
    let first = missing.questions.first()?;
    let text = words::answer_missing(missing.questions.len());
    let key = &at_hand.opened.key;
    Some(if at_hand.opened.diagnosis.submitted_at.is_some() {
        view! {
            <p class="hint print-hide">{words::ANSWERS_STAY}</p>
            <form class="actions" method="post" action="/do/again">
                <input type="hidden" name="key" value=key.as_str().to_owned() />
                <input type="hidden" name="menu" value=menu.id().to_owned() />
                <button class="button button--primary" type="submit">
                    {text}
                </button>
            </form>
        }
        .into_any()
    } else {
        let href = flow::question_path(key, &first.id, Some(&Back::Menu(menu.id().to_owned())));
        view! {
            <p class="actions">
                <a class="button button--primary" href=href>
                    {text}
                </a>
            </p>
        }
        .into_any()
    })
}
