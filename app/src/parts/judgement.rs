//! A menu as judged for one business: card, conditions with their verdicts, what would settle or change them.

use domain::content::Content;
use domain::document::ConditionLevel;
use domain::matching::{Business, ConditionVerdict, Judgement};
use domain::menu::Menu;
use domain::missing::{self, Missing};
use domain::truth::Truth;
use leptos::prelude::*;

use super::catalogue::{badges, facts, source_line, verdict_class};
use crate::backend::DiagnosisKey;
use crate::pages::business::flow;
use crate::words::facts::value_text;
use crate::words::{catalogue, result as words, steps, why};

/// Whose judgement it is.
pub struct SeenBy<'a> {
    pub content: &'a Content,
    pub key: &'a DiagnosisKey,
    pub business: &'a Business,
}

impl SeenBy<'_> {
    /// What would settle a menu.
    #[must_use]
    pub fn missing(&self, menu: &Menu) -> Missing<'_> {
        missing::for_menu(&self.content.questionnaire, self.business, menu)
    }
}

/// A card with every condition's verdict.
pub fn card(judgement: &Judgement<'_>, seen_by: &SeenBy<'_>) -> AnyView {
    let content = seen_by.content;
    let menu = judgement.menu;
    let class = verdict_class(judgement);
    view! {
        <article class=class>
            {badges(menu, judgement.standing.window)}
            <h4 class="menu-card__title">
                <a href=flow::menu_path(menu.id())>{menu.document.name.clone()}</a>
            </h4>
            <p class="menu-card__summary">{menu.document.summary.clone()}</p>
            {judgement.near_miss.then(|| near_steps(judgement, content))}
            {facts(menu, judgement.standing)}
            {conditions(judgement, content)}
            {needs(judgement, seen_by)}
            {source_line(&menu.document.source_url, menu.document.as_of.as_deref(), Some(menu.document.source_kind))}
        </article>
    }
    .into_any()
}

/// What is left to do for a near miss.
fn near_steps(judgement: &Judgement<'_>, content: &Content) -> AnyView {
    let steps: Vec<_> = judgement
        .misses()
        .map(|miss| {
            let condition = miss.condition;
            let (label, step) = if condition.can_be_met_by_acting() {
                (words::NEAR, steps::towards(content, condition.comparison.fact()))
            } else {
                (words::ALREADY_DONE, None)
            };
            view! {
                <p class="near-step">
                    <span class="near-step__label">{label}</span>
                    {step.unwrap_or_else(|| condition.text.clone())}
                </p>
            }
        })
        .collect();
    steps.into_any()
}

/// All conditions, each with its verdict and, in short, why; nothing where there are none.
pub fn conditions(judgement: &Judgement<'_>, content: &Content) -> Option<AnyView> {
    let items: Vec<_> = judgement.conditions().map(|verdict| in_short(&verdict, content)).collect();
    listed(items)
}

/// All conditions, each with its verdict and a sentence that says why.
pub fn reasons(judgement: &Judgement<'_>, content: &Content) -> Option<AnyView> {
    let reason = |verdict: ConditionVerdict<'_>| {
        let sentence = why::why(&verdict, judgement.business(), content).sentence;
        condition(&verdict, view! { <span class="condition__text">{sentence}</span> }.into_any())
    };
    listed(judgement.conditions().map(reason).collect())
}

/// All conditions as they are written, without anybody to judge for; nothing where there are none.
pub fn as_written(menu: &Menu) -> Option<AnyView> {
    let items: Vec<_> = menu
        .conditions
        .iter()
        .map(|condition| {
            let preferred = (condition.level == ConditionLevel::Preferred).then_some(catalogue::PREFERRED);
            view! { <li>{condition.text.clone()} {preferred}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="plain-list plain-list--spaced">{items}</ul> }.into_any())
}

fn listed(items: Vec<AnyView>) -> Option<AnyView> {
    (!items.is_empty()).then(|| {
        view! {
            <ul class="conditions" aria-label=words::CONDITIONS>
                {items}
            </ul>
        }
        .into_any()
    })
}

fn in_short(verdict: &ConditionVerdict<'_>, content: &Content) -> AnyView {
    let fact = verdict.condition.comparison.fact();
    let why = match verdict.has {
        Some(value) => words::has_but_asked(&value_text(content, fact, value)),
        None if verdict.needs.is_empty() => words::NEEDS_NOBODY_CAN_TELL.to_owned(),
        None => words::because_unknown(fact),
    };
    let text = view! {
        <span class="condition__text">
            {verdict.condition.text.clone()} <span class="visually-hidden">{words::SPACE}</span>
        </span>
        <span class="condition__why">{why}</span>
    };
    condition(verdict, text.into_any())
}

/// One condition: mark, verdict in a word, and what is said of it.
fn condition(verdict: &ConditionVerdict<'_>, text: AnyView) -> AnyView {
    let preferred = verdict.condition.level == ConditionLevel::Preferred;
    let (class, mark, word) = match (preferred, verdict.truth) {
        (true, Truth::True) => ("condition condition--preferred", "+", words::PREFERRED),
        (true, Truth::False) => ("condition condition--unknown", "–", words::PREFERRED_NOT),
        (true, Truth::Unknown) => ("condition condition--unknown", "?", words::PREFERRED_UNKNOWN),
        (false, Truth::True) => ("condition condition--met", "○", words::MET),
        (false, Truth::False) if verdict.condition.comparison.fact().changes_by_acting() => {
            ("condition condition--not-met", "×", words::NOT_MET)
        }
        (false, Truth::False) => ("condition condition--not-met", "×", words::NOT_MET_FIXED),
        (false, Truth::Unknown) => ("condition condition--unknown", "?", words::UNKNOWN),
    };
    view! {
        <li class=class>
            <span class="condition__mark" aria-hidden="true">{mark}</span>
            <span class="condition__body">
                <span class="condition__word">
                    {word} <span class="visually-hidden">{words::COLON}</span>
                </span>
                {text}
            </span>
        </li>
    }
    .into_any()
}

/// Links to the questions that would settle what is unknown. Where none can be asked (the law leaves it to each
/// programme, which stands at the condition; or the question stays hidden with the answers as they are) the counter
/// has to tell.
fn needs(judgement: &Judgement<'_>, seen_by: &SeenBy<'_>) -> Option<AnyView> {
    if judgement.needs().is_empty() {
        return None;
    }
    let Missing { questions, counter } = seen_by.missing(judgement.menu);
    let links: Vec<_> = questions
        .iter()
        .map(|question| {
            let href = flow::question_path(seen_by.key, &question.id, Some(&flow::Back::Check));
            view! {
                <li>
                    <a href=href>{question.text.clone()}</a>
                </li>
            }
        })
        .collect();
    let none = links.is_empty();
    Some(
        view! {
            <div class="needs">
                {if none {
                    view! { <p class="needs__title">{words::NEEDS_COUNTER}</p> }.into_any()
                } else {
                    view! {
                        <p class="needs__title">{words::NEEDS}</p>
                        <ul class="needs__list">{links}</ul>
                        {counter.then(|| view! { <p>{words::NEEDS_COUNTER_TOO}</p> })}
                    }
                        .into_any()
                }}
            </div>
        }
        .into_any(),
    )
}
