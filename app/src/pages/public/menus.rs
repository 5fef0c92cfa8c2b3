//! `/menus` and `/menus/{id}`.

use std::sync::Arc;

use domain::content::Content;
use domain::document::{AmountTier, ConditionLevel, MenuKind, ProviderLevel};
use domain::menu::Menu;
use domain::search::{MenuFilter, Words};
use domain::window::Window;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::parts::catalogue::{
    Heading, badges, case_card, days_left_badge, host, menu_card, pain_tags, reception, solution_tags,
    source_line,
};
use crate::parts::frame::{Crumbs, Frame, Place, Width};
use crate::parts::load::{backend, segment};
use crate::parts::refused::Refused;
use crate::refusal::Refusal;
use crate::words::format::yen;
use crate::words::{catalogue as words, labels};

/// What the list is narrowed to, as the address says; an unknown word narrows nothing.
fn filter_of_address() -> MenuFilter {
    use_query_map().with_untracked(|query| {
        let get = |name: &str| query.get(name).filter(|value| !value.is_empty());
        MenuFilter {
            words: Words::of(&get("q").unwrap_or_default()),
            kind: get("kind").as_deref().and_then(MenuKind::parse),
            provider_level: get("level").as_deref().and_then(ProviderLevel::parse),
            window: get("window").as_deref().and_then(Window::parse),
            pain: get("pain"),
            municipality: None,
        }
    })
}

/// `/menus`: every menu, those one can apply for first.
#[component]
pub fn MenusPage() -> impl IntoView {
    let backend = backend();
    let (content, today) = (backend.contents.current(), backend.clock.today());
    let filter = filter_of_address();
    let admitted = content.menus.iter().filter(|menu| filter.admits(menu, today));
    let mut menus: Vec<_> = admitted.map(|menu| (menu.reception.window(today), menu)).collect();
    menus.sort_by_key(|(window, menu)| (*window, menu.closes().unwrap_or(chrono::NaiveDate::MAX), menu.id()));
    let [count, of_all] = words::of_all(menus.len(), content.menus.len());
    let none = menus.is_empty();
    let cards: Vec<_> = menus
        .into_iter()
        .map(|(window, menu)| menu_card(menu, window, menu.reception.days_left(today)))
        .collect();
    view! {
        <Frame title=words::MENUS_TITLE place=Place::Menus>
            <h1 class="page__title">{words::MENUS_TITLE}</h1>
            <p class="lead">{words::MENUS_LEAD}</p>
            {filters(&content, &filter)}
            <p class="result-count" role="status">
                <b>{count}</b>
                {of_all}
            </p>
            {none
                .then(|| {
                    view! {
                        <div class="empty">
                            <p class="empty__title">{words::NONE_TITLE}</p>
                            <p>{words::NONE_TEXT}</p>
                            <p>
                                <a href="/menus">{words::SHOW_ALL}</a>
                            </p>
                        </div>
                    }
                })}
            <div class="cards">{cards}</div>
        </Frame>
    }
}

fn filters(content: &Content, filter: &MenuFilter) -> impl IntoView + use<> {
    let kinds =
        MenuKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), labels::menu_kind(*kind).to_owned()));
    let levels = ProviderLevel::ALL
        .iter()
        .map(|level| (level.as_str().to_owned(), labels::provider_level(*level).to_owned()));
    let windows =
        Window::ALL.iter().map(|window| (window.as_str().to_owned(), labels::window(*window).to_owned()));
    let pains = content.questionnaire.pains.iter().map(|pain| (pain.id.clone(), pain.label.clone()));
    let typed = use_query_map().with_untracked(|query| query.get("q"));
    view! {
        <form class="filters" method="get" action="/menus" role="search" aria-label=words::FILTER_LABEL>
            <label class="text-field filters__wide" for="q">
                <span class="text-field__label">{words::WORDS}</span>
                <input class="input" type="search" id="q" name="q" value=typed />
            </label>
            {select("kind", words::KIND, kinds.collect(), filter.kind.map(MenuKind::as_str))}
            {select("level", words::LEVEL, levels.collect(), filter.provider_level.map(ProviderLevel::as_str))}
            {select("window", words::WINDOW, windows.collect(), filter.window.map(Window::as_str))}
            {select("pain", words::PAIN, pains.collect(), filter.pain.as_deref())}
            <button class="button button--secondary" type="submit">{words::FILTER}</button>
        </form>
    }
}

fn select(
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: Option<&str>,
) -> impl IntoView + use<> {
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let selected = chosen == Some(value.as_str());
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect();
    view! {
        <label class="select-field" for=name>
            <span class="select-field__label">{label}</span>
            <select class="select" id=name name=name>
                <option value="">{words::ALL}</option>
                {options}
            </select>
        </label>
    }
}

/// `/menus/{id}`
#[component]
pub fn MenuPage() -> impl IntoView {
    let backend = backend();
    let (content, today) = (backend.contents.current(), backend.clock.today());
    match content.menu(&segment("id")) {
        Some(menu) => {
            let window = menu.reception.window(today);
            detail(&content, menu, window, menu.reception.days_left(today)).into_any()
        }
        None => view! { <Refused refusal=Refusal::PageNotFound /> }.into_any(),
    }
}

fn detail(
    content: &Arc<Content>,
    menu: &Menu,
    window: Window,
    days_left: Option<i64>,
) -> impl IntoView + use<> {
    let document = &menu.document;
    let body = view! {
            <Crumbs parent=("/menus", words::MENUS_TITLE) here=document.name.clone() />
            <article class="article">
                {badges(menu, window)} <h1 class="page__title">{document.name.clone()}</h1>
                <p class="lead">{document.summary.clone()}</p> {key_facts(menu, window, days_left)}
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

fn key_facts(menu: &Menu, window: Window, days_left: Option<i64>) -> impl IntoView + use<> {
    let document = &menu.document;
    let unit = labels::amount_unit(document.amount_unit);
    let amount = |yen_amount: Option<u64>| yen_amount.map(|amount| format!("{}{unit}", yen(amount)));
    let provider = format!("{}（{}）", document.provider, labels::provider_level(document.provider_level));
    let items: Vec<_> = [
        (words::PROVIDER, Some(provider)),
        (words::MAX, amount(document.max_amount_yen)),
        (words::MIN, amount(document.min_amount_yen)),
        (words::RATE, document.subsidy_rate.clone()),
        (words::RECEPTION, reception(menu, window)),
    ]
    .into_iter()
    .filter_map(|(name, text)| {
        let left = (name == words::RECEPTION && window == Window::Open).then_some(days_left).flatten();
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
