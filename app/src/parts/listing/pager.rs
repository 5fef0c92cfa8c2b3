//! How much was found, and the way from page to page.

use domain::search::Page;
use leptos::prelude::*;

use super::address::Address;
use crate::words::{catalogue, search as words};

/// How many were found of how many, and which of them stand here.
pub fn count_line<T>(page: &Page<T>, of_all: usize) -> AnyView {
    let [count, of_all] = catalogue::of_all(page.total, of_all);
    view! {
        <p class="result-count" role="status">
            <b>{count}</b>
            {of_all}
            {words::span(page.span(), page.total)}
        </p>
    }
    .into_any()
}

/// Links to the pages before and after; nothing where there is only one.
pub fn pager<T>(page: &Page<T>, address: &Address) -> Option<AnyView> {
    let (number, pages) = (page.number, page.pages);
    let link = |to: usize, rel: &'static str, label: &'static str| {
        view! {
            <li>
                <a class="pager__link" rel=rel href=address.page(to)>{label}</a>
            </li>
        }
    };
    (pages > 1).then(|| {
        view! {
            <nav class="pager" aria-label=words::PAGES>
                <ul class="pager__list">
                    {(number > 1).then(|| link(number - 1, "prev", words::PREVIOUS))}
                    <li>
                        <span class="pager__link" aria-current="page">{words::page_of(number, pages)}</span>
                    </li>
                    {(number < pages).then(|| link(number + 1, "next", words::NEXT))}
                </ul>
            </nav>
        }
        .into_any()
    })
}
