//! What has changed, part by part.

use domain::content::Content;
use domain::document::LevelDocument;
use domain::history::{OfferChanges, PainChanges, Pair, Progress, ScoreChange};
use domain::matching::Judgement;
use domain::scoring::{Exact, whole};
use leptos::prelude::*;

use crate::pages::business::flow;
use crate::parts::said::said;
use crate::parts::table::Table;
use crate::words::{history as words, labels};

/// Stage, total and dimensions, then and now.
pub fn progress(progress: &Progress<'_>) -> impl IntoView + use<> {
    let label = |level: Option<&LevelDocument>| level.map_or(words::NO_STAGE.to_owned(), |l| l.label.clone());
    let points = |total: Option<Exact>| total.map_or(words::NO_STAGE.to_owned(), |t| words::points(whole(t)));
    let level = progress.level.map(|level| words::from_to(&label(level.before), &label(level.now)));
    let total = progress.total.map(|total| words::from_to(&points(total.before), &points(total.now)));
    let facts = [(words::STAGE, level), (words::TOTAL, total)].map(|(name, value)| {
        view! {
            <div class="summary-list__row">
                <dt class="summary-list__key">{name}</dt>
                <dd class="summary-list__value">{value.unwrap_or(words::NOT_COMPARABLE.to_owned())}</dd>
            </div>
        }
    });
    let rows: Vec<_> = progress.dimensions.iter().map(dimension).collect();
    let head = view! {
        <th scope="col">{words::FIELD}</th>
        <th scope="col" class="table__num">{words::BEFORE}</th>
        <th scope="col" class="table__num">{words::NOW}</th>
        <th scope="col" class="table__num">{words::CHANGE}</th>
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::STAGE}</h2>
            <dl class="summary-list">{facts}</dl>
        </section>
        <section class="section">
            <h2 class="section__title">{words::FIELDS}</h2>
            <Table id="fields" caption=words::FIELDS_CAPTION head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
        </section>
    }
}

fn dimension(change: &ScoreChange<'_>) -> AnyView {
    let text = |score: Option<Exact>| score.map_or(words::UNANSWERED.to_owned(), |s| whole(s).to_string());
    let label = change.label.to_owned();
    let now = text(change.now);
    let cells = match change.before {
        None => view! {
            <td>{words::NOT_COMPARABLE}</td>
            <td class="table__num">{now}</td>
            <td class="table__num">{words::NO_DIFFERENCE}</td>
        }
        .into_any(),
        Some(before) => {
            let difference = before.zip(change.now).map(|(b, n)| words::difference(whole(b), whole(n)));
            view! {
                <td class="table__num">{text(before)}</td>
                <td class="table__num">{now}</td>
                <td class="table__num">
                    <b>{difference.unwrap_or(words::NO_DIFFERENCE.to_owned())}</b>
                </td>
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{label}</th>
            {cells}
        </tr>
    }
    .into_any()
}

/// Pains that are gone, go on, are new.
pub fn pains(content: &Content, changes: Option<&PainChanges<'_>>) -> impl IntoView + use<> {
    let body = match changes {
        None => view! { <p>{words::PAINS_UNKNOWN}</p> }.into_any(),
        Some(changes) if *changes == PainChanges::default() => {
            view! { <p>{words::PAINS_NONE}</p> }.into_any()
        }
        Some(changes) => {
            let groups = [
                (words::GONE, &changes.gone),
                (words::NEW, &changes.new),
                (words::NOT_ASKED_BEFORE, &changes.not_asked_before),
                (words::STAYED, &changes.stayed),
            ];
            let label = |id: &&str| content.questionnaire.pain(id).map(|pain| pain.label.clone());
            groups
                .map(|(title, ids)| group(title, ids.iter().filter_map(label).map(IntoAny::into_any)))
                .into_any()
        }
    };
    section(words::PAINS, body)
}

/// What has become usable, what has opened, what no longer fits.
pub fn offers(changes: &OfferChanges<'_>) -> impl IntoView + use<> {
    let groups =
        [(words::GAINED, &changes.gained), (words::OPENED, &changes.opened), (words::LOST, &changes.lost)];
    let none = groups.iter().all(|(_, judgements)| judgements.is_empty());
    let groups = groups.map(|(title, judgements)| group(title, judgements.iter().map(offer)));
    let body = view! {
        <p class="section__lead">{words::OFFERS_LEAD}</p>
        {none.then(|| view! { <p>{words::OFFERS_NONE}</p> })}
        {groups}
    };
    section(words::OFFERS, body.into_any())
}

/// With the way to its conditions, each judged by the answers of now.
fn offer(judgement: &Judgement<'_>) -> AnyView {
    let document = &judgement.menu.document;
    view! {
        <a href=flow::why_path(&document.id)>{document.name.clone()}</a>
        {format!("（{}）", labels::window(judgement.standing.window))}
    }
    .into_any()
}

/// Questions with another answer, and those that do not compare.
pub fn answers(content: &Content, pair: &Pair<'_>) -> impl IntoView + use<> {
    let changed: Vec<_> = pair
        .answered_otherwise()
        .into_iter()
        .map(|question| {
            let raw = pair.raw(&question.id);
            view! {
                <tr>
                    <th scope="row">{question.text.clone()}</th>
                    <td>{said(content, question, raw.before)}</td>
                    <td>{said(content, question, raw.now)}</td>
                </tr>
            }
        })
        .collect();
    let head = view! {
        <th scope="col">{words::QUESTION}</th>
        <th scope="col">{words::BEFORE}</th>
        <th scope="col">{words::NOW}</th>
    };
    let table = if changed.is_empty() {
        view! { <p>{words::ANSWERS_NONE}</p> }.into_any()
    } else {
        view! {
            <Table id="answers" caption=words::ANSWERS_CAPTION head=head.into_any()>
                <tbody>{changed}</tbody>
            </Table>
        }
        .into_any()
    };
    let new: Vec<_> = pair.not_comparable().iter().map(|q| q.text.clone().into_any()).collect();
    let lead = (!new.is_empty()).then(|| view! { <p>{words::NEW_QUESTIONS_LEAD}</p> });
    section(
        words::ANSWERS,
        view! { {table} {group(words::NEW_QUESTIONS, new.into_iter())} {lead} }.into_any(),
    )
}

fn section(title: &'static str, body: AnyView) -> impl IntoView {
    view! {
        <section class="section">
            <h2 class="section__title">{title}</h2>
            {body}
        </section>
    }
}

/// A list under its name; nothing where there is nothing.
fn group(title: &'static str, items: impl Iterator<Item = AnyView>) -> Option<AnyView> {
    let items: Vec<_> = items.map(|item| view! { <li>{item}</li> }).collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="verdict-group">
                <h3 class="verdict-group__title">{title}</h3>
                <ul class="plain-list plain-list--spaced">{items}</ul>
            </div>
        }
        .into_any()
    })
}
