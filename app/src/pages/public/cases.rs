//! `/cases` and `/cases/{id}`.

mod query;

use domain::content::Content;
use domain::document::CaseExample;
use domain::search::{CaseFacet, CaseOrder, CaseSearch, CasesFound};
use domain::window::Window;
use leptos::prelude::*;

use crate::pages::business::flow;
use crate::parts::at_hand::{AtHand, at_hand};
use crate::parts::catalogue::{Heading, case_card, case_meta, pain_tags, solution_tags, source_line};
use crate::parts::frame::{Crumbs, Frame, Place, Width};
use crate::parts::listing::{Asked, Listing, chosen, count_line, nothing_found, pager, search_form, whose};
use crate::parts::load::{backend, segment, show};
use crate::parts::refused::Refused;
use crate::refusal::Refusal;
use crate::words::{catalogue as words, labels, search as listed};
use query::{CaseQuery, Sort};

/// `/cases`
#[component]
pub fn CasesPage() -> impl IntoView {
    let (backend, asked) = (backend(), Asked::of_address());
    show(async move {
        let hand = at_hand(&backend).await?;
        Ok(list(&backend.contents.current(), hand.as_ref(), &asked))
    })
}

fn list(content: &Content, hand: Option<&AtHand>, asked: &Asked) -> AnyView {
    let query = CaseQuery::read(asked, content, hand.is_some());
    let search =
        CaseSearch { cases: &content.cases, questionnaire: &content.questionnaire, filter: &query.filter };
    let CasesFound { hits, counts } = search.run();
    let order = match (query.sort, hand) {
        (Sort::Closest, Some(hand)) => CaseOrder::Closest(&hand.business),
        _ => CaseOrder::Newest,
    };
    let page = search.page(hits, order, query.page);
    let listing = Listing {
        address: query.address(),
        label: listed::CASES_FORM,
        words: query.filter.words.clone(),
        without_words: (0..query.filter.words.iter().len()).map(|place| counts.without_word(place)).collect(),
        facets: CaseFacet::ALL.map(|facet| query.facet(facet, content, &counts)).into(),
        orders: query.orders(hand.is_some()),
    };
    let cards: Vec<_> =
        page.items.iter().map(|case| case_card(&case.document, Heading::Second).into_any()).collect();
    let title = listed::title(words::CASES_TITLE, page.number);
    let body = view! {
        <h1 class="page__title">{words::CASES_TITLE}</h1>
        <p class="lead">{words::CASES_LEAD}</p>
        {hand.map(|hand| whose(&hand.opened.key, listed::ORDER_OF))}
        {search_form(&listing)}
        {count_line(&page, content.cases.len())}
        {chosen(&listing)}
        {cards.is_empty().then(|| nothing_found(&listing))}
        <div class="cards">{cards}</div>
        {pager(&page, &listing.address)}
    };
    view! { <Frame title=title place=Place::Cases>{body}</Frame> }.into_any()
}

/// `/cases/{id}`
#[component]
pub fn CasePage() -> impl IntoView {
    let backend = backend();
    let content = backend.contents.current();
    match content.case(&segment("id")) {
        Some(case) => detail(&content, &case.document, backend.clock.today()).into_any(),
        None => view! { <Refused refusal=Refusal::PageNotFound /> }.into_any(),
    }
}

fn detail(content: &Content, case: &CaseExample, today: chrono::NaiveDate) -> impl IntoView + use<> {
    let story = [(words::ISSUE, &case.issue), (words::ACTION, &case.action), (words::EFFECT, &case.effect)];
    let story = story.map(|(heading, text)| {
        view! {
            <h2 class="section__title">{heading}</h2>
            <p>{text.clone()}</p>
        }
    });
    let body = view! {
            <Crumbs parent=("/cases", words::CASES_TITLE) here=case.company.clone() />
            <article class="article">
                <p class="case-card__meta">{case_meta(case)}</p>
                <h1 class="page__title">{case.company.clone()}</h1>
                {story}
                <h2 class="section__title">{words::FOR_PAINS}</h2>
                {pain_tags(content, &case.pains)}
                <h2 class="section__title">{words::WITH_SOLUTIONS}</h2>
                {solution_tags(content, &case.solutions)}
                {case
                    .note
                    .clone()
                    .map(|note| {
                        view! {
                            <h2 class="section__title">{words::CASE_NOTE}</h2>
                            <p>{note}</p>
                        }
                    })}
                {source_line(&case.source_url, case.as_of.as_deref(), None)}
                <p class="table-note">{labels::verified(case.verified)}</p>
            </article>
            {related_menus(content, case, today)}
    };
    view! { <Frame title=case.company.clone() place=Place::Cases width=Width::Narrow>{body}</Frame> }
}

/// At most this many.
const RELATED: usize = 5;

/// Menus that are not closed and meet the same pains with the same solutions.
fn related_menus(
    content: &Content,
    case: &CaseExample,
    today: chrono::NaiveDate,
) -> Option<impl IntoView + use<>> {
    let open = content.menus.iter().filter(|menu| menu.reception.window(today) != Window::Closed);
    let mut menus: Vec<_> = open
        .map(|menu| (menu.likeness(&case.pains, &case.solutions), menu))
        .filter(|(likeness, _)| *likeness > 0)
        .collect();
    menus.sort_by_key(|(likeness, menu)| (std::cmp::Reverse(*likeness), menu.id()));
    let items: Vec<_> = menus
        .into_iter()
        .take(RELATED)
        .map(|(_, menu)| {
            view! {
                <li>
                    <a href=flow::menu_path(menu.id())>{menu.document.name.clone()}</a>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 class="section__title">{words::RELATED_MENUS}</h2>
                <ul class="plain-list plain-list--spaced">{items}</ul>
            </section>
        }
    })
}
