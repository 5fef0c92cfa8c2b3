//! `/menus/{id}`

use domain::content::Content;
use domain::document::{AmountTier, ConditionLevel};
use domain::menu::Menu;
use domain::window::{Standing, Window};
use leptos::prelude::*;

use crate::parts::catalogue::{
    Heading, badges, case_card, days_left_badge, host, pain_tags, reception, solution_tags, source_line,
};
use crate::parts::frame::{Crumbs, Frame, Place, Width};
use crate::parts::load::{backend, segment};
use crate::parts::refused::Refused;
use crate::refusal::Refusal;
use crate::words::format::yen;
use crate::words::{catalogue as words, labels};

/// `/menus/{id}`
#[component]
pub fn MenuPage() -> impl IntoView {
    let backend = backend();
    let (content, today) = (backend.contents.current(), backend.clock.today());
    match content.menu(&segment("id")) {
        Some(menu) => detail(&content, menu, menu.reception.standing(today)).into_any(),
        None => view! { <Refused refusal=Refusal::PageNotFound /> }.into_any(),
    }
}

fn detail(content: &Content, menu: &Menu, standing: Standing) -> impl IntoView + use<> {
    let document = &menu.document;
    let body = view! {
            <Crumbs parent=("/menus", words::MENUS_TITLE) here=document.name.clone() />
            <article class="article">
                {badges(menu, standing.window)} <h1 class="page__title">{document.name.clone()}</h1>
                <p class="lead">{document.summary.clone()}</p> {key_facts(menu, standing)}
                {conditions(menu)} {tiers(&document.amount_tiers)} {rates(menu)}
                {(!document.eligible_costs.is_empty())
                    .then(|| {
                        let costs: Vec<_> = document
                            .eligible_costs
                            .iter()
                            .map(|cost| view! { <li>{cost.clone()}</li> })
                            .collect();
                        view! {
                            <h2 class="section__title">{words::COSTS}</h2>
                            <ul class="plain-list">{costs}</ul>
                        }
                    })} <h2 class="section__title">{words::FOR_PAINS}</h2> {pain_tags(content, &document.pains)}
                <h2 class="section__title">{words::WITH_SOLUTIONS}</h2>
                {solution_tags(content, &document.solutions)}
                {document
                    .note
                    .clone()
                    .map(|note| {
                        view! {
                            <h2 class="section__title">{words::NOTE}</h2>
                            <p>{note}</p>
                        }
                    })} <div class="callout callout--warning">
                    <p>
                        <b>{words::CAUTION}</b>
                        {words::SENTENCE_END}
                        {words::CAUTION_TEXT}
                    </p>
                </div>
                {crate::parts::imported::imported(menu)}
                {source_line(&document.source_url, document.as_of.as_deref(), Some(document.source_kind))}
                <p class="table-note">{labels::verified(document.verified)}</p> <div class="actions">
                    <a class="button button--primary" href=document.url.clone() rel="noreferrer">
                        {words::OFFICIAL}
                        {words::leads_to(host(&document.url))}
                    </a>
                    <a class="button button--secondary" href="/">{words::START}</a>
                </div>
            </article>
            {related_cases(content, menu)}
    };
    view! { <Frame title=document.name.clone() place=Place::Menus width=Width::Narrow>{body}</Frame> }
}

fn key_facts(menu: &Menu, standing: Standing) -> impl IntoView + use<> {
    let document = &menu.document;
    let unit = labels::amount_unit(document.amount_unit);
    let amount = |yen_amount: Option<u64>| yen_amount.map(|amount| format!("{}{unit}", yen(amount)));
    let provider = format!("{}（{}）", document.provider, labels::provider_level(document.provider_level));
    let items: Vec<_> = [
        (words::PROVIDER, Some(provider)),
        (words::MAX, amount(document.max_amount_yen)),
        (words::MIN, amount(document.min_amount_yen)),
        (words::RATE, document.subsidy_rate.clone()),
        (words::RECEPTION, reception(standing)),
    ]
    .into_iter()
    .filter_map(|(name, text)| {
        let left = (name == words::RECEPTION && standing.window == Window::Open)
            .then_some(standing.days_left)
            .flatten();
        let text = text?;
        Some(view! {
            <div class="facts__item">
                <dt>{name}</dt>
                <dd>{text} " " {left.map(days_left_badge)}</dd>
            </div>
        })
    })
    .collect();
    view! { <dl class="facts facts--wide">{items}</dl> }
}

fn conditions(menu: &Menu) -> impl IntoView + use<> {
    let items: Vec<_> = menu
        .conditions
        .iter()
        .map(|condition| {
            let preferred = (condition.level == ConditionLevel::Preferred).then_some(words::PREFERRED);
            view! { <li>{condition.text.clone()} {preferred}</li> }
        })
        .collect();
    view! {
        <h2 class="section__title">{words::CONDITIONS}</h2>
        {if items.is_empty() {
            view! { <p>{words::NO_CONDITIONS}</p> }.into_any()
        } else {
            view! { <ul class="plain-list plain-list--spaced">{items}</ul> }.into_any()
        }}
    }
}

fn tiers(tiers: &[AmountTier]) -> Option<impl IntoView + use<>> {
    let amount = |value: Option<u64>| value.map_or(words::NO_FIGURE.to_owned(), yen);
    let with_wage = tiers.iter().any(|tier| tier.max_yen_with_wage_increase.is_some());
    let rows: Vec<_> = tiers
        .iter()
        .map(|tier| {
            view! {
                <tr>
                    <th scope="row">{tier_name(tier)}</th>
                    <td class="table__num">{amount(tier.min_yen)}</td>
                    <td class="table__num">{amount(tier.max_yen)}</td>
                    {with_wage
                        .then(|| view! { <td class="table__num">{amount(tier.max_yen_with_wage_increase)}</td> })}
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="section__title">{words::TIERS}</h2>
            <div class="table-wrap" role="region" aria-labelledby="tiers-caption" tabindex="0">
                <table class="table">
                    <caption class="table__caption" id="tiers-caption">{words::TIERS_CAPTION}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::TIER}</th>
                            <th scope="col" class="table__num">{words::TIER_MIN}</th>
                            <th scope="col" class="table__num">{words::TIER_MAX}</th>
                            {with_wage
                                .then(|| view! { <th scope="col" class="table__num">{words::TIER_WAGE}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

fn tier_name(tier: &AmountTier) -> String {
    let parts = [
        words::people(tier.employees_min, tier.employees_max),
        words::processes(tier.processes_min, tier.processes_max),
        tier.case.clone().unwrap_or_default(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn rates(menu: &Menu) -> Option<impl IntoView + use<>> {
    let rates = &menu.document.subsidy_rates;
    let items: Vec<_> =
        rates.iter().map(|rate| view! { <li>{words::rate(rate.num, rate.den, &rate.when)}</li> }).collect();
    (items.len() > 1).then(|| {
        view! {
            <h2 class="section__title">{words::RATES}</h2>
            <ul class="plain-list">{items}</ul>
        }
    })
}

/// At most this many.
const RELATED: usize = 3;

fn related_cases(content: &Content, menu: &Menu) -> Option<impl IntoView + use<>> {
    let shares = |case: &&domain::document::CaseExample| {
        case.solutions.iter().any(|solution| menu.document.solutions.contains(solution))
            && case.pains.iter().any(|pain| menu.document.pains.contains(pain))
    };
    let cards: Vec<_> = content
        .cases
        .iter()
        .map(|case| &case.document)
        .filter(shares)
        .take(RELATED)
        .map(|case| case_card(case, Heading::Third))
        .collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 class="section__title">{words::RELATED_CASES}</h2>
                <div class="cards">{cards}</div>
            </section>
        }
    })
}
