//! Tiers and rates of a menu, as tables.

use domain::amount::rates as rates_of;
use domain::document::{AmountTier, MenuDocument};
use leptos::prelude::*;

use crate::parts::table::Table;
use crate::words::catalogue as words;
use crate::words::format::yen;

/// The tiers of the amount; nothing where there are none.
pub fn tiers(menu: &MenuDocument) -> Option<impl IntoView + use<>> {
    let amount = |value: Option<u64>| value.map_or(words::NO_FIGURE.to_owned(), yen);
    let tiers = &menu.amount_tiers;
    let with_least = tiers.iter().any(|tier| tier.min_yen.is_some());
    let with_wage = tiers.iter().any(|tier| tier.max_yen_with_wage_increase.is_some());
    let head = |shown: bool, text: &'static str| {
        shown.then(|| view! { <th scope="col" class="table__num">{text}</th> })
    };
    let cell = |shown: bool, value: Option<u64>| {
        shown.then(|| view! { <td class="table__num">{amount(value)}</td> })
    };
    let rows: Vec<_> = tiers
        .iter()
        .map(|tier| {
            view! {
                <tr>
                    <th scope="row">{tier_name(tier)}</th>
                    {cell(with_least, tier.min_yen)}
                    {cell(true, tier.max_yen)}
                    {cell(with_wage, tier.max_yen_with_wage_increase)}
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let head = view! {
            <th scope="col">{words::TIER}</th>
            {head(with_least, words::MIN)}
            {head(true, words::MAX)}
            {head(with_wage, words::TIER_WAGE)}
        };
        table("tiers", [words::TIERS, words::TIERS_CAPTION], head.into_any(), rows.into_any())
    })
}

/// By what a tier is told apart.
pub fn tier_name(tier: &AmountTier) -> String {
    let parts = [
        words::people(tier.employees_min, tier.employees_max),
        words::processes(tier.processes_min, tier.processes_max),
        tier.case.clone().unwrap_or_default(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The rates with their cases; nothing where none is known.
pub fn rates(menu: &MenuDocument) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = rates_of(menu)
        .into_iter()
        .map(|rate| {
            view! {
                <tr>
                    <th scope="row">{rate.when.unwrap_or(words::EVERY_CASE).to_owned()}</th>
                    <td class="table__num">{words::fraction(rate.num, rate.den)}</td>
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let head = view! {
            <th scope="col">{words::CASE}</th>
            <th scope="col" class="table__num">{words::RATE}</th>
        };
        table("rates", [words::RATES, words::RATES_CAPTION], head.into_any(), rows.into_any())
    })
}

/// A table under its title.
fn table(
    id: &'static str,
    [title, caption]: [&'static str; 2],
    head: AnyView,
    rows: AnyView,
) -> impl IntoView {
    view! {
        <h2 class="section__title">{title}</h2>
        <Table id caption head>
            <tbody>{rows}</tbody>
        </Table>
    }
}
