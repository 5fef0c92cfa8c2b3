//! Menus that wait for an officer: all of them, and one with what it would change.

use domain::access::Act;
use domain::content::{Content, ContentFinding};
use domain::draft::differences;
use domain::window::japan_day;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{Draft, Imported, Previewed};
use crate::pages::business::flow;
use crate::parts::catalogue::{badges, facts};
use crate::parts::differences::difference_table;
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::load::{office, segment, show};
use crate::refusal::Refusal;
use crate::words::catalogue;
use crate::words::content::problem;
use crate::words::drafts::{self as words, Said};
use crate::words::format::date;
use crate::words::{notices, office};

/// `/office/drafts`
#[component]
pub fn DraftsPage() -> impl IntoView {
    let backend = match office(Act::EditContent) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let said = said();
    show(async move {
        let content = backend.contents.current();
        let drafts = backend.drafts.open_drafts().await?;
        let (vanished, noted) = (backend.imports.vanished().await?, backend.imports.noted().await?);
        let none = drafts.is_empty().then(|| view! { <p class="empty">{words::NONE}</p> });
        let cards: Vec<_> = drafts.iter().map(card).collect();
        Ok(view! {
            <OfficeFrame title=words::TITLE>
                <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                {said.map(said_note)}
                {none}
                <div class="cards">{cards}</div>
                {vanished_list(&content, &vanished)}
                {noted_list(&content, &noted)}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// What the button did that led here, as the address says.
fn said() -> Option<Said> {
    use_query_map().with_untracked(|query| query.get("said").as_deref().and_then(Said::parse))
}

fn said_note(said: Said) -> impl IntoView {
    let class = if said.is_good_news() { "callout callout--success" } else { "callout callout--warning" };
    view! {
        <div class=class role="status">
            <p>{said.sentence()}</p>
        </div>
    }
}

fn card(draft: &Draft) -> impl IntoView + use<> {
    let changes = match &draft.published {
        Some(published) => words::count(differences(Some(published), &draft.document).len()),
        None => words::NEW_MENU.to_owned(),
    };
    view! {
        <article class="menu-card menu-card--plain">
            <h2 class="menu-card__title">
                <a href=format!("/office/drafts/{}", draft.id)>{draft.name().to_owned()}</a>
            </h2>
            <p class="menu-card__meta">{about(draft)}</p>
            <p>{changes}</p>
        </article>
    }
}

/// Where it comes from, and since when it waits.
fn about(draft: &Draft) -> String {
    let since = words::since(&date(japan_day(draft.created_at)));
    catalogue::beside(words::origin(draft.origin), &since)
}

fn vanished_list(content: &Content, vanished: &[Imported]) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = vanished
        .iter()
        .filter_map(|imported| {
            let menu = content.menu(&imported.menu_id)?;
            let since = imported.vanished_at.map(japan_day).map(date)?;
            let seen = words::vanished(&date(japan_day(imported.last_seen)), &since);
            Some(view! {
                <li>
                    <a href=flow::menu_path(menu.id())>{menu.document.name.clone()}</a>
                    <span class="menu-card__meta">{seen}</span>
                </li>
            })
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 class="section__title">{words::VANISHED}</h2>
                <p class="section__lead">{words::VANISHED_LEAD}</p>
                <ul class="plain-list plain-list--spaced">{items}</ul>
            </section>
        }
    })
}

/// At most so many are listed; the others follow when these are done.
const NOTED: usize = 50;

fn noted_list(content: &Content, noted: &[Imported]) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = noted
        .iter()
        .take(NOTED)
        .filter_map(|imported| {
            let menu = content.menu(&imported.menu_id)?;
            let notes: Vec<_> = imported.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
            Some(view! {
                <li>
                    <a href=flow::menu_path(menu.id())>{menu.document.name.clone()}</a>
                    <ul class="plain-list">{notes}</ul>
                </li>
            })
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 class="section__title">{words::NOTED}</h2>
                <p class="section__lead">{words::noted(noted.len(), items.len())}</p>
                <ul class="plain-list plain-list--spaced">{items}</ul>
            </section>
        }
    })
}

/// `/office/drafts/{id}`
#[component]
pub fn DraftPage() -> impl IntoView {
    let backend = match office(Act::EditContent) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (id, said) = (segment("id").parse::<i64>(), said());
    show(async move {
        let id = id.map_err(|_| Refusal::PageNotFound)?;
        let (content, today) = (backend.contents.current(), backend.clock.today());
        let previewed = backend.drafts.draft(id).await?.ok_or(Refusal::PageNotFound)?;
        let Previewed { draft, checked } = previewed;
        let fits = checked.is_ok();
        let told = match &checked {
            Ok(menu) => Some(notices::would_tell(backend.notices.would_tell(menu).await?)),
            Err(_) => None,
        };
        let preview = match checked {
            Ok(menu) => {
                let standing = menu.reception.standing(today);
                view! {
                    <h2 class="section__title">{words::PREVIEW}</h2>
                    <div class="menu-card menu-card--plain">
                        {badges(&menu, standing.window)} <p class="menu-card__summary">{menu.document.summary.clone()}</p>
                        {facts(&menu, standing)}
                    </div>
                }
                .into_any()
            }
            Err(findings) => found(&findings).into_any(),
        };
        let title = words::title_of(draft.name());
        Ok(view! {
            <OfficeFrame title=title.clone()>
                <Crumbs parent=("/office/drafts", words::TITLE) here=draft.name() />
                <h1 class="page__title">{title}</h1>
                <p class="lead">{about(&draft)}</p>
                {said.map(said_note)}
                {draft.stale.then(|| view! { <div class="callout callout--warning"><p>{words::STALE}</p></div> })}
                {notes(&draft)}
                {changes(&content, &draft)}
                {preview}
                {told.map(|told| view! { <p>{told}</p> })}
                {buttons(&draft, fits)}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// What speaks against publishing it.
fn found(findings: &[ContentFinding]) -> impl IntoView + use<> {
    let items: Vec<_> = findings
        .iter()
        .map(|finding| {
            let place = words::place(finding.file.name(), &finding.entry, &finding.field);
            view! { <li>{words::at(&place)} {problem(&finding.problem)}</li> }
        })
        .collect();
    view! {
        <div class="error-summary">
            <h2 class="error-summary__title">{words::FINDINGS}</h2>
            <ul class="plain-list">{items}</ul>
        </div>
    }
}

/// What the officer should look at.
fn notes(draft: &Draft) -> Option<impl IntoView + use<>> {
    let conflicts = (!draft.conflicts.is_empty()).then(|| words::conflicts(&draft.conflicts));
    let items: Vec<_> =
        draft.notes.iter().cloned().chain(conflicts).map(|note| view! { <li>{note}</li> }).collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="callout callout--warning">
                <h2>{words::NOTES}</h2>
                <ul class="plain-list">{items}</ul>
            </div>
        }
    })
}

/// Field by field: before and after; of a new menu all that it says.
fn changes(content: &Content, draft: &Draft) -> impl IntoView + use<> {
    let title = if draft.published.is_none() { words::ALL_FIELDS } else { words::CHANGES };
    view! {
        <section class="section">
            <h2 class="section__title">{title}</h2>
            {difference_table(content, "differences", draft.name(), draft.published.as_ref(), &draft.document)}
        </section>
    }
}

/// Without the first button when it cannot be published.
fn buttons(draft: &Draft, fits: bool) -> impl IntoView + use<> {
    let id = draft.id.to_string();
    let publish = fits.then(|| {
        view! {
            <form method="post" action="/do/publish-drafts">
                <input type="hidden" name="draft[]" value=id.clone() />
                <button class="button button--primary" type="submit">{words::PUBLISH}</button>
            </form>
        }
    });
    let published = draft.published.as_ref().map(|_| {
        let href = flow::menu_path(&draft.menu_id);
        view! { <a class="button button--quiet" href=href>{words::SEE_PUBLISHED}</a> }
    });
    view! {
        <div class="actions">
            {publish}
            <form method="post" action="/do/discard-drafts">
                <input type="hidden" name="draft[]" value=id />
                <button class="button button--secondary" type="submit">{words::DISCARD}</button>
            </form>
            {published}
        </div>
    }
}
