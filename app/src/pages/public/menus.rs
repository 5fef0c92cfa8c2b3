//! `/menus`

use domain::content::Content;
use domain::document::{MenuKind, ProviderLevel};
use domain::search::{MenuFilter, Words};
use domain::window::Window;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::parts::catalogue::menu_card;
use crate::parts::frame::{Frame, Place};
use crate::parts::load::backend;
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
    let mut menus: Vec<_> = admitted.map(|menu| (menu.reception.standing(today), menu)).collect();
    menus.sort_by_key(|(standing, menu)| {
        (standing.window, standing.round.closes.unwrap_or(chrono::NaiveDate::MAX), menu.id())
    });
    let [count, of_all] = words::of_all(menus.len(), content.menus.len());
    let none = menus.is_empty();
    let cards: Vec<_> = menus.into_iter().map(|(standing, menu)| menu_card(menu, standing)).collect();
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
