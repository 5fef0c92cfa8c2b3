//! The form of a list, and what is chosen in it.

use domain::search::Words;
use leptos::prelude::*;

use super::address::{Address, MAX_SEARCH};
use super::facet::{Facet, option, select};
use crate::words::{catalogue, search as words};

/// All that a list says of how it is searched.
#[derive(Debug, Clone)]
pub struct Listing {
    pub address: Address,
    /// What the form is called.
    pub label: &'static str,
    pub words: Words,
    /// How many there would be without each word.
    pub without_words: Vec<usize>,
    pub facets: Vec<Facet>,
    /// The orders: value, label, and whether it is this one.
    pub orders: Vec<(&'static str, &'static str, bool)>,
}

/// Words, filters and order. The filters are folded where there is little room; a form without scripts sends them all.
pub fn search_form(listing: &Listing) -> AnyView {
    let selects: Vec<_> = listing.facets.iter().map(Facet::select).collect();
    let orders: Vec<_> =
        listing.orders.iter().map(|(value, label, here)| option(value, (*label).to_owned(), *here)).collect();
    let narrowed = listing.facets.iter().filter(|facet| facet.chosen().is_some()).count();
    view! {
        <form class="filters" method="get" action=listing.address.path().to_owned() role="search" aria-label=listing.label>
            <div class="filters__words">
                <label class="text-field" for="q">
                    <span class="text-field__label">{catalogue::WORDS}</span>
                    <input
                        class="input"
                        type="search"
                        id="q"
                        name="q"
                        maxlength=MAX_SEARCH
                        value=listing.words.written()
                        aria-describedby="q-hint"
                    />
                </label>
                <button class="button button--primary" type="submit">{words::SEARCH}</button>
            </div>
            <p class="hint" id="q-hint">{words::WORDS_HINT}</p>
            <details class="filters__more">
                <summary class="fold__summary">{words::narrowed_by(narrowed)}</summary>
                <div class="filters__grid">
                    {selects} {select("sort", words::SORT, orders.into_any())}
                    <button class="button button--secondary" type="submit">{catalogue::FILTER}</button>
                </div>
            </details>
        </form>
    }
    .into_any()
}

/// What is chosen, each with a link that takes it away.
pub fn chosen(listing: &Listing) -> Option<AnyView> {
    let items: Vec<_> = listing
        .facets
        .iter()
        .filter_map(|facet| {
            let choice = facet.chosen()?;
            Some(view! {
                <li>
                    <a href=listing.address.without(facet.name)>
                        {words::limit(facet.label, &choice.label)} <span class="visually-hidden">{words::TAKE_AWAY}</span>
                        " " <span aria-hidden="true">{words::CROSS}</span>
                    </a>
                </li>
            })
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <nav class="toc" aria-label=words::CHOSEN>
                <ul class="toc__list">{items}</ul>
            </nav>
        }
        .into_any()
    })
}
