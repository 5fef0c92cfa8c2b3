//! Menus as spreadsheets: out, in, and what a file would change.

use domain::access::Act;
use domain::content::Content;
use domain::window::japan_day;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{ChangedMenu, SentTable, TableChanges, TableSlip};
use crate::parts::differences::difference_table;
use crate::parts::error::{self, error_summary, field_error, requirement};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::load::{office, segment, show};
use crate::refusal::Refusal;
use crate::words::drafts::at;
use crate::words::format::date;
use crate::words::menu_tables::{self as words, NotSent};
use crate::words::office;

/// Where the page is.
pub const MENU_TABLES: &str = "/office/menus-table";

/// Errors, and menus with their differences, that one page shows; a file may have thousands.
const SHOWN: usize = 200;

/// Where the page of a file is.
#[must_use]
pub fn menu_table_path(id: &str) -> String {
    format!("{MENU_TABLES}/{id}")
}

/// What the address says of what was done.
fn said() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("said"))
}

/// `/office/menus-table`
#[component]
pub fn MenuTablesPage() -> impl IntoView {
    if let Err(closed) = office(Act::EditContent) {
        return closed;
    }
    let said = said();
    let problem = said.as_deref().and_then(NotSent::parse).map(NotSent::sentence);
    let gone = (said.as_deref() == Some("gone")).then(|| {
        view! { <div class="callout callout--warning" role="status"><p>{words::GONE}</p></div> }
    });
    let steps = words::STEPS.map(|step| view! { <li>{step}</li> });
    view! {
        <OfficeFrame title=error::title(words::TITLE, problem.is_some())>
            {problem.map(|problem| error_summary("file", problem.to_owned()))}
            <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
            <h1 class="page__title">{words::TITLE}</h1>
            <p class="lead">{words::LEAD}</p>
            {gone}
            <section class="section">
                <h2 class="section__title">{words::OUT}</h2>
                <p class="section__lead">{words::OUT_LEAD}</p>
                <ul class="plain-list plain-list--spaced">
                    {file("/office/menus.xlsx", words::XLSX, words::XLSX_HINT)}
                    {file("/office/menus.csv", words::CSV, words::CSV_HINT)}
                    {file(
                        "/office/menus.csv?encoding=shift_jis",
                        words::CSV_SHIFT_JIS,
                        words::CSV_SHIFT_JIS_HINT,
                    )}
                </ul>
            </section>
            <section class="section">
                <h2 class="section__title">{words::HOW}</h2>
                <ul class="plain-list plain-list--spaced">{steps}</ul>
            </section>
            <section class="section">
                <h2 class="section__title">{words::IN}</h2>
                <p class="section__lead">{words::IN_LEAD}</p>
                {form(problem)}
            </section>
        </OfficeFrame>
    }
    .into_any()
}

fn file(href: &'static str, name: &'static str, hint: &'static str) -> impl IntoView {
    view! {
        <li>
            <a class="button" href=href>{name}</a>
            <span class="hint">{hint}</span>
        </li>
    }
}

fn form(problem: Option<&'static str>) -> impl IntoView {
    view! {
        <form method="post" action="/do/menu-table" enctype="multipart/form-data" novalidate>
            <label for="file">
                <b>{words::FILE}</b>
                " "
                {requirement(true)}
                <span class="hint">{words::FILE_HINT}</span>
                {problem.map(|problem| field_error("file-error", problem.to_owned()))}
            </label>
            <input
                class="input"
                type="file"
                id="file"
                name="file"
                accept=".xlsx,.csv"
                aria-invalid=problem.map(|_| "true")
            />
            <div class="actions">
                <button class="button button--primary" type="submit">{words::SEND}</button>
            </div>
        </form>
    }
}

/// `/office/menus-table/{id}`
#[component]
pub fn MenuTablePage() -> impl IntoView {
    let backend = match office(Act::EditContent) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (id, changed) = (segment("id"), said().as_deref() == Some("changed"));
    show(async move {
        let content = backend.contents.current();
        let SentTable { file_name, sent_at, read } =
            backend.menu_tables.sent(&id).await?.ok_or(Refusal::PageNotFound)?;
        let title = words::check_title(&file_name, read.is_ok());
        let changed = changed.then(|| {
            view! {
                <div class="callout callout--warning" role="status"><p>{words::CHANGED_MEANWHILE}</p></div>
            }
        });
        let body = match read {
            Ok(changes) => changes_of(&content, &id, &changes).into_any(),
            Err(slips) => slips_of(&id, &slips).into_any(),
        };
        Ok(view! {
            <OfficeFrame title=title.clone()>
                <Crumbs parent=(MENU_TABLES, words::TITLE) here=words::CHECK />
                <h1 class="page__title">{title}</h1>
                <p class="lead">{words::sent(&date(japan_day(sent_at)))}</p>
                {changed}
                {body}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// Everything that is wrong, each where Excel shows it.
fn slips_of(id: &str, slips: &[TableSlip]) -> impl IntoView + use<> {
    let items: Vec<_> = slips
        .iter()
        .take(SHOWN)
        .map(|TableSlip { place, sentence }| {
            let place = (!place.is_empty()).then(|| view! { <b>{at(place)}</b> });
            view! { <li>{place} {sentence.clone()}</li> }
        })
        .collect();
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="error-summary" autofocus>
            <h2 class="error-summary__title">{words::slips(slips.len())}</h2>
            <p>{words::NOTHING_IMPORTED}</p>
            <ul class="plain-list plain-list--spaced">{items}</ul>
            {more(slips.len())}
        </div>
        <div class="actions">
            <a class="button button--primary" href=MENU_TABLES>{words::SEND_AGAIN}</a>
            {button_to_drop(id)}
        </div>
    }
}

fn more(all: usize) -> Option<impl IntoView> {
    all.checked_sub(SHOWN).filter(|more| *more > 0).map(|more| view! { <p>{words::more(more)}</p> })
}

/// What would change, menu by menu, and the button that makes drafts of it.
fn changes_of(content: &Content, id: &str, changes: &TableChanges) -> impl IntoView + use<> {
    let TableChanges { menus, unchanged, passed_over, seal } = changes;
    let new = menus.iter().filter(|menu| menu.before.is_none()).count();
    let counts = words::counts(menus.len() - new, new, *unchanged);
    let passed_over = (!passed_over.is_empty()).then(|| {
        view! { <div class="callout callout--warning"><p>{words::passed_over(passed_over)}</p></div> }
    });
    let sections: Vec<_> =
        (1..).zip(menus.iter().take(SHOWN)).map(|(number, menu)| menu_of(content, number, menu)).collect();
    let confirm = (!menus.is_empty()).then(|| {
        view! {
            <p>{words::CONFIRM_NOTE}</p>
            <div class="actions">
                <form method="post" action="/do/confirm-menu-table">
                    <input type="hidden" name="id" value=id.to_owned() />
                    <input type="hidden" name="seal" value=seal.clone() />
                    <button class="button button--primary" type="submit">{words::CONFIRM}</button>
                </form>
                {button_to_drop(id)}
            </div>
        }
    });
    let nothing = menus.is_empty().then(|| {
        view! {
            <div class="callout"><p>{words::NOTHING_CHANGES}</p></div>
            <div class="actions">{button_to_drop(id)}</div>
        }
    });
    view! {
        <p><b>{counts}</b></p>
        {passed_over}
        {nothing}
        {confirm}
        {sections}
        {more(menus.len())}
    }
}

fn menu_of(content: &Content, number: usize, menu: &ChangedMenu) -> impl IntoView + use<> {
    let title = words::menu(&menu.name, &menu.id);
    let kind = if menu.before.is_none() { words::NEW } else { words::CHANGES };
    let notes: Vec<_> = menu.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
    let notes = (!notes.is_empty()).then(|| {
        view! { <div class="callout callout--warning"><ul class="plain-list">{notes}</ul></div> }
    });
    view! {
        <section class="section">
            <h2 class="section__title">{title.clone()}</h2>
            <p class="section__lead">{kind}</p>
            {notes}
            {difference_table(content, &format!("menu-{number}"), &title, menu.before.as_ref(), &menu.after)}
        </section>
    }
}

fn button_to_drop(id: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action="/do/drop-menu-table">
            <input type="hidden" name="id" value=id.to_owned() />
            <button class="button" type="submit">{words::THROW_AWAY}</button>
        </form>
    }
}
