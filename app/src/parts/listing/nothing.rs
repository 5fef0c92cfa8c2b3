//! Nothing was found: which limit to take away.

use leptos::prelude::*;

use super::form::Listing;
use crate::words::{catalogue, search as words};

/// Each filter and each word that would show something if it alone were taken away, with how much.
pub fn nothing_found(listing: &Listing) -> AnyView {
    let address = &listing.address;
    let facets = listing.facets.iter().filter_map(|facet| {
        let choice = facet.chosen()?;
        Some((words::limit(facet.label, &choice.label), facet.all, address.without(facet.name)))
    });
    let single = listing.words.iter().enumerate().zip(&listing.without_words);
    let single = single.map(|((place, word), count)| {
        let rest = listing.words.written_without(place);
        (words::without_word(word.written()), *count, address.changed("q", &rest))
    });
    let links: Vec<_> = facets
        .chain(single)
        .filter(|(_, count, _)| *count > 0)
        .map(|(limit, count, href)| {
            view! {
                <li>
                    <a href=href>{limit} {words::TAKE_AWAY}</a>
                    {words::would_show(count)}
                </li>
            }
        })
        .collect();
    let loosen = if links.is_empty() { words::LOOSEN_NOTHING } else { words::LOOSEN };
    view! {
        <div class="empty">
            <p class="empty__title">{catalogue::NONE_TITLE}</p>
            <p>{loosen}</p>
            <ul>{links}</ul>
            <p>
                <a href=address.path().to_owned()>{catalogue::SHOW_ALL}</a>
            </p>
        </div>
    }
    .into_any()
}
