//! 「この支援に合う事業者は何者か」: how many businesses fit a menu, and where they stand. For officers, before publishing.

use domain::access::Act;
use domain::content::Content;
use domain::indicator::Dimension;
use domain::menu::Menu;
use domain::search::Page;
use domain::window::japan_time;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::made_up_note;
use crate::fitting::{Figures, Shown};
use crate::pages::business::flow::menu_path;
use crate::parts::downloads::{downloads, table_address};
use crate::parts::figures::count as shown_count;
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{Address, Asked, count_line, pager};
use crate::parts::load::{office, segment, show};
use crate::parts::stat::stat;
use crate::parts::table::Table as DataTable;
use crate::refusal::Refusal;
use crate::survey::groups;
use crate::words::office::gaps::as_of;
use crate::words::office::{self as office_words, fitting as words};
use crate::words::survey as survey_words;

const LIST: &str = "/office/menus";

/// `/office/menus`
#[component]
pub fn FittingMenusPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (made_up, asked) = (asks_for_made_up(), Asked::of_address());
    show(async move {
        let content = backend.contents.current();
        // Every menu is matched with everybody: only those that are shown.
        let page = Page::of((0..content.menus.len()).collect(), asked.page());
        let address = Address::new(LIST).and("made_up", made_up.then_some("1"));
        let fitting = backend.populations.fitting(&content, &page.items, made_up).await?;
        let rows: Vec<_> = page
            .items
            .iter()
            .zip(&fitting.matched)
            .map(|(place, matching)| {
                list_row(&content.menus[*place], Shown::of(&content, matching).total(), made_up)
            })
            .collect();
        let time = as_of(japan_time(fitting.as_of));
        Ok(view! {
            <OfficeFrame title=words::LIST_TITLE>
                <Crumbs parent=("/office", office_words::TITLE) here=words::LIST_TITLE.to_owned() />
                <h1 class="page__title">{words::LIST_TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                <p>{time}</p>
                {made_up_note(LIST, made_up)}
                {count_line(&page, content.menus.len())}
                <DataTable
                    id="menus"
                    class="table table--wide"
                    caption=words::LIST_CAPTION
                    head=head(words::MENU)
                >
                    <tbody>{rows}</tbody>
                </DataTable>
                {pager(&page, &address)}
                <p class="table-note">{words::SUPPRESSED_NOTE}</p>
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// `/office/menus/{id}/businesses`
#[component]
pub fn FittingBusinessesPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (id, made_up) = (segment("id"), asks_for_made_up());
    show(async move {
        let content = backend.contents.current();
        let menu = content.menu(&id).ok_or(Refusal::PageNotFound)?;
        let matched = backend.populations.matching(std::slice::from_ref(menu), made_up).await?;
        let shown = Shown::of(&content, &matched.into_iter().next().unwrap_or_default());
        let tables: Vec<_> =
            Dimension::ALL.into_iter().map(|dimension| table(&content, dimension, &shown)).collect();
        let (name, path, public) = (menu.document.name.clone(), businesses_path(menu), menu_path(menu.id()));
        let page = path.clone();
        let file = move |ending| table_address(&page, ending).and("made_up", made_up.then_some("1")).page(1);
        Ok(view! {
            <OfficeFrame title=words::TITLE>
                <Crumbs parent=(LIST, words::LIST_TITLE) here=name.clone() />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">
                    <a href=public>{name}</a>
                </p>
                <p>{words::LEAD}</p>
                {made_up_note(&path, made_up)}
                {stats(shown.total())}
                {tables}
                {downloads(file, words::SHEET)}
                <p class="table-note">{words::SUPPRESSED_NOTE}</p>
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn asks_for_made_up() -> bool {
    use_query_map().with_untracked(|query| query.get("made_up").is_some())
}

fn businesses_path(menu: &Menu) -> String {
    format!("{LIST}/{}/businesses", menu.id())
}

fn head(first: &'static str) -> AnyView {
    let columns: Vec<_> = Figures::default()
        .each()
        .into_iter()
        .map(|(name, _)| view! { <th scope="col" class="table__num">{name}</th> })
        .collect();
    view! {
        <th scope="col">{first}</th>
        {columns}
    }
    .into_any()
}

fn cells(figures: Figures) -> Vec<AnyView> {
    let cell = |(_, count)| view! { <td class="table__num">{shown_count(count)}</td> }.into_any();
    figures.each().into_iter().map(cell).collect()
}

fn list_row(menu: &Menu, total: Figures, made_up: bool) -> impl IntoView + use<> {
    let query = if made_up { "?made_up=1" } else { "" };
    let path = businesses_path(menu) + query;
    view! {
        <tr>
            <th scope="row">
                <a href=path>{menu.document.name.clone()}</a>
            </th>
            {cells(total)}
        </tr>
    }
}

fn stats(total: Figures) -> impl IntoView {
    let each = total.each().map(|(label, number)| stat(label, shown_count(number), office_words::BUSINESSES));
    view! { <dl class="stats">{each}</dl> }
}

fn table(content: &Content, dimension: Dimension, shown: &Shown) -> impl IntoView + use<> {
    let caption = match dimension {
        Dimension::EmployeeSize => words::BY_SIZE,
        Dimension::Industry => words::BY_INDUSTRY,
        Dimension::Municipality => words::BY_MUNICIPALITY,
    };
    let first = survey_words::dimension(dimension);
    let row = |name: String, figures: Figures| {
        let cells = cells(figures);
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells}
            </tr>
        }
        .into_any()
    };
    let groups = groups(content, dimension).into_iter().enumerate();
    let rows: Vec<_> =
        groups.map(|(place, group)| row(group.name, shown.of_group(dimension, place))).collect();
    let total = row(office_words::WHOLE.to_owned(), shown.total());
    view! {
        <section class="section">
            <DataTable id=format!("by-{}", dimension.as_str()) caption head=head(first)>
                <tbody>{total} {rows}</tbody>
            </DataTable>
        </section>
    }
}
