//! What a cost would bring: a form without a script, and a table of every tier and rate.

use domain::amount::{CostProblem, Estimate, Grant, estimates, parse_cost, rates};
use domain::document::MenuKind;
use domain::menu::Menu;
use leptos::prelude::*;

use super::amounts::tier_name;
use crate::pages::business::flow;
use crate::parts::error::{field_error, requirement};
use crate::parts::table::Table;
use crate::words::estimate as words;

/// A cost as it was typed, and what it means.
pub struct Asked {
    text: String,
    cost: Result<u64, CostProblem>,
}

/// Longer than any cost; what is beyond is not shown again.
const LONGEST: usize = 100;

impl Asked {
    /// What was sent, if the form was.
    pub fn read(text: Option<String>) -> Option<Asked> {
        let text: String = text?.chars().take(LONGEST).collect();
        let cost = parse_cost(&text);
        Some(Asked { text, cost })
    }

    /// Why it is not worked with, in a sentence.
    pub fn problem(&self) -> Option<String> {
        self.cost.err().map(words::problem)
    }
}

/// Does the menu's page have the form? Only where a rate is known.
pub fn is_offered(menu: &Menu) -> bool {
    !rates(&menu.document).is_empty()
}

/// Where money comes back, or may.
pub fn section(menu: &Menu, asked: Option<&Asked>) -> Option<AnyView> {
    let pays = matches!(menu.document.kind, MenuKind::Subsidy | MenuKind::GrantEmployment);
    let title = view! {
        <h2 class="section__title">{words::TITLE}</h2>
    };
    match (is_offered(menu), pays) {
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
        <form class="form print-hide" method="get" action=flow::menu_path(menu.id()) novalidate>
            <div class=class>
                <label class="number-field" for="cost">
                    <span class="number-field__label">{words::COST} " " {requirement(true)}</span>
                    <span class="hint">
                        {words::counted_by(menu.document.amount_unit)} {words::HINT}
                    </span>
                    {problem.map(|problem| field_error("cost-error", problem))}
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
    let head = view! {
        <th scope="col">{words::CASE}</th>
        <th scope="col" class="table__num">{words::GRANT}</th>
        {with_wage.then(|| view! { <th scope="col" class="table__num">{words::GRANT_WITH_WAGE}</th> })}
    };
    Some(
        view! {
            <Table id="estimate" caption=words::caption(cost) focus=true head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
            <p class="table-note">{words::NOTE}</p>
        }
        .into_any(),
    )
}

fn row(estimate: &Estimate<'_>, with_wage: bool) -> impl IntoView + use<> {
    let tier = estimate.tier.map(tier_name).filter(|name| !name.is_empty());
    let raised = with_wage.then(|| match estimate.with_wage_increase {
        Some(raised) => cell(raised).into_any(),
        None => view! { <td></td> }.into_any(),
    });
    view! {
        <tr>
            <th scope="row">
                {tier.map(|name| view! { <b>{name}</b> " " })} {words::rate(estimate.rate)}
            </th>
            {cell(estimate.grant)}
            {raised}
        </tr>
    }
}

/// An amount stands in its column; why there is none is a sentence.
fn cell(grant: Grant) -> impl IntoView {
    let class = matches!(grant, Grant::Yen { .. }).then_some("table__num");
    view! { <td class=class>{words::grant(grant)}</td> }
}
