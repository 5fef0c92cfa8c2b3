//! What a cost would bring: a form without a script, and a table of every tier and rate.

use domain::amount::{CostProblem, Estimate, estimates, parse_cost, rates};
use domain::document::MenuKind;
use domain::menu::Menu;
use leptos::prelude::*;

use super::amounts::tier_name;
use crate::words::{common, estimate as words};

/// A cost as it was typed, and what it means.
pub struct Asked {
    text: String,
    cost: Result<u64, CostProblem>,
}

/// Longer than any cost; what is beyond is not shown again.
const LONGEST: usize = 100;

impl Asked {
    /// None where nothing was typed.
    pub fn read(text: Option<String>) -> Option<Asked> {
        let text: String = text?.chars().take(LONGEST).collect();
        let cost = parse_cost(&text);
        (!text.trim().is_empty()).then_some(Asked { text, cost })
    }

    /// Why it is not worked with, in a sentence.
    pub fn problem(&self) -> Option<String> {
        self.cost.err().map(words::problem)
    }
}

/// The same words as at the field, on top of the page.
pub fn error_summary(problem: String) -> AnyView {
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="error-summary">
            <h2 class="error-summary__title">{common::ERROR_SUMMARY}</h2>
            <ul class="error-summary__list">
                <li><a href="#cost">{problem}</a></li>
            </ul>
        </div>
    }
    .into_any()
}

/// Where money comes back, or may.
pub fn section(menu: &Menu, asked: Option<&Asked>) -> Option<AnyView> {
    let document = &menu.document;
    let known = !rates(document).is_empty();
    let pays = matches!(document.kind, MenuKind::Subsidy | MenuKind::GrantEmployment);
    let title = view! {
        <h2 class="section__title" id="calculator">
            {words::TITLE}
        </h2>
    };
    match (known, pays) {
        (true, _) => {
            Some(view! { {title} {form(menu, asked)} {asked.and_then(|a| answer(menu, a))} }.into_any())
        }
        (false, true) => Some(view! { {title} <p>{words::NO_RATE}</p> }.into_any()),
        (false, false) => None,
    }
}

fn form(menu: &Menu, asked: Option<&Asked>) -> impl IntoView + use<> {
    let typed = asked.map(|asked| asked.text.clone());
    let problem = asked.and_then(Asked::problem);
    let class = if problem.is_some() { "field field--error" } else { "field" };
    let invalid = problem.is_some().then_some("true");
    view! {
        <form class="form print-hide" method="get" action=format!("/menus/{}#calculator", menu.id()) novalidate>
            <div class=class>
                <label class="number-field" for="cost">
                    <span class="number-field__label">{words::COST}</span>
                    <span class="hint">
                        {words::counted_by(menu.document.amount_unit)} {words::HINT}
                    </span>
                    {problem
                        .map(|problem| {
                            view! {
                                <span class="field-error">
                                    <span class="visually-hidden">{common::ERROR_WORD}</span>
                                    {problem}
                                </span>
                            }
                        })}
                </label>
                <div class="number-field__box">
                    <input
                        class="input number-field__input"
                        id="cost"
                        name="cost"
                        type="text"
                        inputmode="text"
                        autocomplete="off"
                        aria-invalid=invalid
                        value=typed
                    />
                    {words::UNIT}
                    <button class="button button--secondary" type="submit">
                        {words::SEND}
                    </button>
                </div>
            </div>
        </form>
    }
}

fn answer(menu: &Menu, asked: &Asked) -> Option<AnyView> {
    let cost = asked.cost.ok()?;
    let estimates = estimates(&menu.document, cost);
    let with_wage = estimates.iter().any(|estimate| estimate.with_wage_increase.is_some());
    let rows: Vec<_> = estimates.iter().map(|estimate| row(estimate, with_wage)).collect();
    Some(
        view! {
            <div class="table-wrap" role="region" aria-labelledby="estimate-caption" tabindex="0">
                <table class="table" id="estimate">
                    <caption class="table__caption" id="estimate-caption">{words::caption(cost)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::CASE}</th>
                            <th scope="col" class="table__num">{words::GRANT}</th>
                            {with_wage
                                .then(|| view! { <th scope="col" class="table__num">{words::GRANT_WITH_WAGE}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="table-note">{words::NOTE}</p>
        }
        .into_any(),
    )
}

fn row(estimate: &Estimate<'_>, with_wage: bool) -> impl IntoView + use<> {
    let tier = estimate.tier.map(tier_name).filter(|name| !name.is_empty());
    let raised = estimate.with_wage_increase.map_or(String::new(), words::grant);
    view! {
        <tr>
            <th scope="row">
                {tier.map(|name| view! { <b>{name}</b> " " })} {words::rate(estimate.rate)}
            </th>
            <td class="table__num">{words::grant(estimate.grant)}</td>
            {with_wage.then(|| view! { <td class="table__num">{raised}</td> })}
        </tr>
    }
}
