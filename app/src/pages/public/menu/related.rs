//! Menus that are much alike, and cases where the like has helped.

use std::cmp::Reverse;

use chrono::NaiveDate;
use domain::content::Content;
use domain::menu::Menu;
use domain::window::Window;
use leptos::prelude::*;

use crate::pages::business::flow;
use crate::parts::catalogue::{Heading, case_card};
use crate::words::{catalogue as words, labels};

/// At most this many of each.
const RELATED: usize = 3;
const SIMILAR: usize = 5;

/// Menus for the same pains and solutions that are not closed, the most alike first.
pub fn menus(content: &Content, menu: &Menu, today: NaiveDate) -> Option<impl IntoView + use<>> {
    let document = &menu.document;
    let mut alike: Vec<_> = content
        .menus
        .iter()
        .filter(|other| other.id() != menu.id())
        .map(|other| {
            (other.likeness(&document.pains, &document.solutions), other.reception.window(today), other)
        })
        .filter(|(likeness, window, _)| *likeness > 0 && *window != Window::Closed)
        .collect();
    alike.sort_by_key(|(likeness, window, other)| (Reverse(*likeness), *window, other.id()));
    let items: Vec<_> = alike
        .into_iter()
        .take(SIMILAR)
        .map(|(_, window, other)| {
            let about =
                words::kind_and_window(labels::menu_kind(other.document.kind), labels::window(window));
            view! {
                <li>
                    <a href=flow::menu_path(other.id())>{other.document.name.clone()}</a>
                    " "
                    <span class="wait-list__note">{about}</span>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" id="similar">
                <h2 class="section__title">{words::SIMILAR_MENUS}</h2>
                <ul class="plain-list plain-list--spaced">{items}</ul>
            </section>
        }
    })
}

/// Cases with the same pains and solutions, the most alike first.
pub fn cases(content: &Content, menu: &Menu) -> Option<impl IntoView + use<>> {
    let mut cases: Vec<_> = content
        .cases
        .iter()
        .map(|case| &case.document)
        .map(|case| (menu.likeness(&case.pains, &case.solutions), case))
        .filter(|(likeness, _)| *likeness > 0)
        .collect();
    cases.sort_by_key(|(likeness, case)| (Reverse(*likeness), &case.id));
    let cards: Vec<_> =
        cases.into_iter().take(RELATED).map(|(_, case)| case_card(case, Heading::Third)).collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="print-hide section" id="cases">
                <h2 class="section__title">{words::RELATED_CASES}</h2>
                <div class="cards">{cards}</div>
            </section>
        }
    })
}
