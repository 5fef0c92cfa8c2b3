//! `/menus`: search, filters with counts, order, pages; with a diagnosis at hand, what fits.

mod query;

use domain::content::Content;
use domain::search::{MenuFacet, MenuOrder, MenuSearch};
use leptos::prelude::*;

use crate::backend::Backend;
use crate::parts::at_hand::{AtHand, at_hand};
use crate::parts::catalogue::{MenuRow, menu_card};
use crate::parts::frame::{Frame, Place};
use crate::parts::listing::{Asked, Listing, chosen, count_line, nothing_found, pager, search_form, whose};
use crate::parts::load::{backend, show};
use crate::words::{catalogue as words, search as listed};
use query::{MenuQuery, Sort};

/// `/menus`
#[component]
pub fn MenusPage() -> impl IntoView {
    let (backend, asked) = (backend(), Asked::of_address());
    show(async move {
        let hand = at_hand(&backend).await?;
        let content = backend.contents.current();
        Ok(list(&backend, &content, hand.as_ref(), &asked))
    })
}

fn list(backend: &Backend, content: &Content, hand: Option<&AtHand>, asked: &Asked) -> AnyView {
    let today = backend.clock.today();
    let query = MenuQuery::read(asked, content, hand.is_some());
    let (menus, municipalities, filter) = (&content.menus, &content.municipalities, &query.filter);
    let found = MenuSearch { menus, municipalities, filter, on: today }.run();
    let order = match (query.sort, hand) {
        (Sort::Fits, Some(hand)) => MenuOrder::Fits(&hand.business),
        (Sort::Amount, _) => MenuOrder::Amount,
        (Sort::Newest, _) => MenuOrder::Newest,
        (Sort::Closing | Sort::Fits, _) => MenuOrder::ClosingSoon,
    };
    let (page, counts) = found.page(order, query.page, today);
    let listing = Listing {
        address: query.address(),
        label: words::FILTER_LABEL,
        words: filter.words.clone(),
        without_words: (0..filter.words.iter().len()).map(|place| counts.without_word(place)).collect(),
        facets: MenuFacet::ALL.map(|facet| query.facet(facet, content, &counts)).into(),
        orders: query.orders(hand.is_some()),
    };
    let cards: Vec<_> = page
        .items
        .iter()
        .map(|hit| {
            let judgement = hand.map(|hand| hand.business.judge(hit.menu, today));
            menu_card(&MenuRow { hit: *hit, judgement, on: today, fresh: backend.fresh })
        })
        .collect();
    let title = listed::title(words::MENUS_TITLE, page.number);
    let body = view! {
        <h1 class="page__title">{words::MENUS_TITLE}</h1>
        <p class="lead">{words::MENUS_LEAD}</p>
        {hand.map(|hand| whose(&hand.opened.key, listed::VERDICTS_OF))}
        {search_form(&listing)}
        {count_line(&page, menus.len())}
        {chosen(&listing)}
        {cards.is_empty().then(|| nothing_found(&listing))}
        <div class="cards">{cards}</div>
        {pager(&page, &listing.address)}
    };
    view! { <Frame title=title place=Place::Menus>{body}</Frame> }.into_any()
}
