//! `/office/afterwards`: what businesses told afterwards, as counts; and their words, whose nobody knows.

use std::cmp::Reverse;

use domain::access::Act;
use domain::application::{Funnel, Hindrance};
use domain::content::Content;
use domain::search::Page;
use domain::window::japan_day;
use leptos::prelude::*;

use crate::backend::{Comment, ToldByAll};
use crate::pages::business::flow::menu_path;
use crate::parts::figures::count;
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{Address, Asked, pager};
use crate::parts::load::{office, show};
use crate::parts::table::Table;
use crate::words::{afterwards as words, format, office, search};

/// Where the page is.
pub const PATH: &str = "/office/afterwards";

/// `/office/afterwards`
#[component]
pub fn ToldPage() -> impl IntoView {
    let backend = match office(Act::ReadTold) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let asked = Asked::of_address();
    show(async move {
        let content = backend.contents.current();
        let told = backend.tellings.told_by_all().await?;
        let comments = backend.tellings.comments(asked.page()).await?;
        Ok(view! {
            <OfficeFrame title=search::title(words::ALL_TITLE, comments.number)>
                <Crumbs parent=("/office", office::TITLE) here=words::ALL_TITLE />
                <h1 class="page__title">{words::ALL_TITLE}</h1>
                <p class="lead">{words::ALL_LEAD}</p>
                {by_menu(&content, &told)}
                {hindrances(&content, &told)}
                <p class="table-note">{office::SUPPRESSED_NOTE}</p>
                {said(&comments)}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// The menus that most was told of first; those of which it may not be told last.
fn by_menu(content: &Content, told: &ToldByAll) -> impl IntoView + use<> {
    let k = content.questionnaire.small_cell_threshold;
    let mut menus: Vec<(&str, Funnel)> =
        told.by_menu.iter().map(|(menu, applications)| (menu.as_str(), applications.funnel(k))).collect();
    menus.sort_by_key(|(menu, funnel)| (Reverse(funnel.said), *menu));
    let rows: Vec<_> = menus.iter().map(|(menu, funnel)| row(content, menu, funnel)).collect();
    let columns = [words::TOLD, words::APPLIED, words::DECIDED, words::ADOPTED]
        .map(|name| view! { <th scope="col" class="table__num">{name}</th> });
    let head = view! {
        <th scope="col">{words::MENU}</th>
        {columns}
    };
    let body = if rows.is_empty() {
        view! { <p>{words::NOBODY}</p> }.into_any()
    } else {
        view! {
            <Table id="by-menu" class="table table--wide" caption=words::BY_MENU_CAPTION head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
        }
        .into_any()
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::BY_MENU}</h2>
            {body}
        </section>
    }
}

fn row(content: &Content, menu: &str, funnel: &Funnel) -> impl IntoView + use<> {
    let name = match content.menu(menu) {
        Some(menu) => view! { <a href=menu_path(menu.id())>{menu.document.name.clone()}</a> }.into_any(),
        None => view! { {menu.to_owned()} " " {words::GONE} }.into_any(),
    };
    let cells = [funnel.said, funnel.applied, funnel.decided, funnel.adopted]
        .map(|amount| view! { <td class="table__num">{count(amount)}</td> });
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cells}
        </tr>
    }
}

/// Each count stands alone: what they add up to is told nowhere.
fn hindrances(content: &Content, told: &ToldByAll) -> Option<impl IntoView + use<>> {
    let k = content.questionnaire.small_cell_threshold;
    let rows: Vec<_> = Hindrance::ALL
        .into_iter()
        .map(|one| {
            let amount = told.hindrances.get(&one).copied().unwrap_or(0);
            view! {
                <tr>
                    <th scope="row">{words::hindrance(one)}</th>
                    <td class="table__num">{count((amount >= k).then_some(amount))}</td>
                </tr>
            }
        })
        .collect();
    let head = view! {
        <th scope="col">{words::HINDRANCE}</th>
        <th scope="col" class="table__num">{words::COUNT}</th>
    };
    (!told.hindrances.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 class="section__title">{words::HINDRANCES}</h2>
                <Table id="hindrances" caption=words::HINDRANCES_CAPTION head=head.into_any()>
                    <tbody>{rows}</tbody>
                </Table>
            </section>
        }
    })
}

fn said(comments: &Page<Comment>) -> impl IntoView + use<> {
    let items: Vec<_> = comments
        .items
        .iter()
        .map(|comment| {
            view! {
                <li class="wait-list__item">
                    {comment.text.clone()}
                    <span class="wait-list__note">{format::date(japan_day(comment.written_at))}</span>
                </li>
            }
        })
        .collect();
    let body = if items.is_empty() {
        view! { <p>{words::NO_COMMENTS}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::COMMENTS}</h2>
            {body}
            {pager(comments, &Address::new(PATH))}
        </section>
    }
}
