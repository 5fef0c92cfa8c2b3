//! `/office/freshness`: menus that may be out of date, for those who mend the catalogue.

use domain::access::Act;
use domain::content::Content;
use domain::freshness::{Doubt, doubts};
use domain::menu::Menu;
use domain::search::Page;
use leptos::prelude::*;

use crate::backend::Backend;
use crate::pages::business::flow;
use crate::parts::catalogue::host;
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{Address, Asked, count_line, pager};
use crate::parts::load::office;
use crate::words::{catalogue, freshness as words, office, search};

/// `/office/freshness`
#[component]
pub fn FreshnessPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    list(&backend, &backend.contents.current(), &Asked::of_address())
}

/// A menu with its gravest reason in front.
struct Doubtful<'a> {
    menu: &'a Menu,
    doubts: Vec<Doubt>,
}

/// The doubtful menus by reason, the oldest first within each.
fn doubtful<'a>(backend: &Backend, content: &'a Content) -> Vec<Doubtful<'a>> {
    let today = backend.clock.today();
    let judged =
        content.menus.iter().map(|menu| Doubtful { menu, doubts: doubts(menu, today, backend.fresh) });
    let mut found: Vec<_> = judged.filter(|one| !one.doubts.is_empty()).collect();
    found.sort_by(|a, b| (&a.doubts, a.menu.id()).cmp(&(&b.doubts, b.menu.id())));
    found
}

fn list(backend: &Backend, content: &Content, asked: &Asked) -> AnyView {
    let all = doubtful(backend, content);
    let total = all.len();
    let chosen = asked.value("reason");
    let kinds = kinds(&all, chosen);
    let has = |one: &Doubtful<'_>| one.doubts.iter().any(|doubt| Some(doubt.kind()) == chosen);
    let known = chosen.is_some_and(|chosen| Doubt::KINDS.contains(&chosen));
    let shown: Vec<_> = all.into_iter().filter(|one| !known || has(one)).collect();
    let page = Page::of(shown, asked.page());
    let rows: Vec<_> = page.items.iter().map(row).collect();
    let address = Address::new("/office/freshness").and("reason", chosen.filter(|_| known));
    let body = view! {
        <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::LEAD}</p>
        <p class="table-note">{words::rule(backend.fresh.0)} " " {words::LINKS_HINT}</p>
        {kinds}
        {count_line(&page, total)}
        {if rows.is_empty() {
            view! { <p>{words::NONE}</p> }.into_any()
        } else {
            view! { <ul class="wait-list">{rows}</ul> }.into_any()
        }}
        {pager(&page, &address)}
    };
    view! { <OfficeFrame title=words::TITLE>{body}</OfficeFrame> }.into_any()
}

/// Each kind of reason with its number, as links.
fn kinds(all: &[Doubtful<'_>], chosen: Option<&str>) -> AnyView {
    let links: Vec<_> = Doubt::KINDS
        .iter()
        .filter_map(|kind| {
            let of_kind = |one: &&Doubtful<'_>| one.doubts.iter().any(|doubt| doubt.kind() == *kind);
            let count = all.iter().filter(of_kind).count();
            let here = (chosen == Some(*kind)).then_some("page");
            (count > 0).then(|| {
                view! {
                    <li>
                        <a href=format!("/office/freshness?reason={kind}") aria-current=here>
                            {search::counted(words::kind(kind), count)}
                        </a>
                    </li>
                }
            })
        })
        .collect();
    view! {
        <nav class="toc" aria-label=words::REASON>
            <ul class="toc__list">
                <li>
                    <a href="/office/freshness">{words::ALL_REASONS}</a>
                </li>
                {links}
            </ul>
        </nav>
    }
    .into_any()
}

fn row(one: &Doubtful<'_>) -> AnyView {
    let document = &one.menu.document;
    let reasons: Vec<String> = one.doubts.iter().map(|doubt| words::doubt(*doubt)).collect();
    view! {
        <li class="wait-list__item">
            <a href=flow::menu_path(&document.id)>{document.name.clone()}</a>
            <span class="wait-list__note">
                {reasons.join(words::JOINT)}
                <span>
                    {catalogue::SOURCE}
                    <a href=document.source_url.clone() rel="noreferrer">{host(&document.source_url).to_owned()}</a>
                </span>
            </span>
        </li>
    }
    .into_any()
}
