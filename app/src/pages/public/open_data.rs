//! `/open-data` and `/open-data/how-to`: what has been published, and how to use it. Only frozen files are told of.

use domain::indicator::Period;
use domain::publication::Set;
use domain::window::japan_day;
use leptos::prelude::*;

use crate::backend::{Publication, PublishedFile, latest_of_each};
use crate::parts::frame::{Crumbs, Frame};
use crate::parts::load::{backend, show};
use crate::parts::table::Table;
use crate::words::open_data as words;
use crate::words::open_data::columns::{Column, DATASETS, Dataset, SURVEY};

const PAGE: &str = "/open-data";

/// `/open-data`
#[component]
pub fn OpenDataPage() -> impl IntoView {
    let backend = backend();
    show(async move {
        let publications = backend.publications.publications().await?;
        let k = backend.contents.current().questionnaire.small_cell_threshold;
        Ok(page(&publications, k))
    })
}

fn page(publications: &[Publication], k: u64) -> AnyView {
    let latest = latest_of_each(publications);
    let nothing_yet = latest.is_empty();
    let sets: Vec<_> = latest.iter().map(|one| set(one, publications)).collect();
    let rules: Vec<_> = words::suppression(k).into_iter().map(|rule| view! { <li>{rule}</li> }).collect();
    view! {
        <Frame title=words::TITLE>
            <h1 class="page__title">{words::TITLE}</h1>
            <p class="lead">{words::LEAD}</p>
            <ul class="plain-list plain-list--spaced">
                <li><a href="/open-data/how-to">{words::HOW_TO}</a></li>
                <li><a href="/open-data/catalog.jsonld">{words::CATALOGUE_LINK}</a></li>
            </ul>
            <h2 class="section__title">{words::SETS}</h2>
            {nothing_yet
                .then(|| {
                    view! {
                        <div class="callout">
                            <p><b>{words::NOTHING_YET}</b></p>
                            <p>{words::NOTHING_YET_TEXT}</p>
                        </div>
                    }
                })}
            {sets}
            <h2 class="section__title">{words::LICENCE}</h2>
            <p>{words::LICENCE_TEXT} " " <a href=words::LICENCE_URL>{words::LICENCE_LINK}</a></p>
            <p>{words::CREDIT}</p>
            <h2 class="section__title">{words::SUPPRESSION}</h2>
            <ul>{rules}</ul>
            <h2 class="section__title">{words::DICTIONARY}</h2>
            <p>{words::FORMAT_NOTE}</p>
            {DATASETS.map(dictionary)}
        </Frame>
    }
    .into_any()
}

fn said(publication: &Publication) -> String {
    words::version(publication.version, japan_day(publication.published_at))
}

fn set(publication: &Publication, all: &[Publication]) -> AnyView {
    let (code, name) = (publication.set.code(), words::set(&publication.set));
    let rows: Vec<_> = publication.files.iter().map(|file| row(publication, file)).collect();
    let head = view! {
        <th scope="col">{words::FILE}</th>
        <th scope="col" class="table__num">{words::SIZE}</th>
        <th scope="col">{words::CHECKSUM}</th>
    };
    let older: Vec<_> = all
        .iter()
        .filter(|other| other.set == publication.set && other.version != publication.version)
        .map(older)
        .collect();
    let note = Some(publication.note.clone()).filter(|note| !note.is_empty());
    view! {
        <section class="section" id=code.clone()>
            <h3>{name.clone()}</h3>
            <p>{words::about(&publication.set)}</p>
            <p class="table-note">{said(publication)}</p>
            {note.map(|note| view! { <p>{note}</p> })}
            <Table
                id=format!("files-{code}")
                caption=words::files(&name, publication.version)
                head=head.into_any()
            >
                <tbody>{rows}</tbody>
            </Table>
            {(!older.is_empty())
                .then(|| {
                    view! {
                        <details class="fold">
                            <summary class="fold__summary">{words::OLDER}</summary>
                            <ul>{older}</ul>
                        </details>
                    }
                })}
        </section>
    }
    .into_any()
}

fn row(publication: &Publication, file: &PublishedFile) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><a href=publication.path_of(&file.name)>{file.name.clone()}</a></th>
            <td class="table__num">{words::bytes(file.bytes)}</td>
            <td><code>{file.sha256.clone()}</code></td>
        </tr>
    }
}

fn older(publication: &Publication) -> impl IntoView + use<> {
    let files: Vec<_> = publication
        .files
        .iter()
        .map(|file| view! { " " <a href=publication.path_of(&file.name)>{file.name.clone()}</a> })
        .collect();
    let note = publication.note.clone();
    view! { <li>{said(publication)} " " {note} {files}</li> }
}

fn dictionary(dataset: Dataset) -> impl IntoView + use<> {
    let row = |column: &'static Column| {
        view! {
            <tr>
                <th scope="row"><code>{column.name}</code></th>
                <td>{column.kind}</td>
                <td>{column.title}</td>
                <td>{column.description}</td>
            </tr>
        }
    };
    let head = view! {
        <th scope="col">{words::COLUMN}</th>
        <th scope="col">{words::KIND}</th>
        <th scope="col">{words::MEANING}</th>
        <th scope="col">{words::DETAILS}</th>
    };
    view! {
        <Table
            id=format!("columns-{}", dataset.name)
            caption=words::dictionary(dataset.name, dataset.title)
            head=head.into_any()
        >
            <tbody>{dataset.columns.iter().map(row).collect::<Vec<_>>()}</tbody>
        </Table>
    }
}

/// `/open-data/how-to`
#[component]
pub fn HowToPage() -> impl IntoView {
    let backend = backend();
    show(async move {
        let publications = backend.publications.publications().await?;
        let mut latest = latest_of_each(&publications).into_iter();
        let newest = latest.find(|one| matches!(one.set, Set::Period(_)));
        Ok(how_to(newest.map(|one| one.set.code()), &backend.base_url))
    })
}

/// Of the newest period; of an example, where there is none.
fn how_to(code: Option<String>, base: &str) -> AnyView {
    let is_example = code.is_none();
    let example = Period::Quarter { fiscal_year: 2026, quarter: 1 };
    let code = code.unwrap_or_else(|| example.code());
    let address = format!("{base}{PAGE}/{code}/{}.csv", SURVEY.name);
    let ways = [
        (words::EXCEL, "excel", words::EXCEL_STEPS.to_vec(), address.clone()),
        (words::R, "r", vec![words::R_NOTE], words::r_lines(&address)),
        (words::PYTHON, "python", vec![words::PYTHON_NOTE], words::python_lines(&address)),
    ];
    let ways = ways.map(|(name, id, steps, lines)| {
        let steps: Vec<_> = steps.into_iter().map(|step| view! { <li>{step}</li> }).collect();
        view! {
            <h2 class="section__title" id=id>{name}</h2>
            <ul>{steps}</ul>
            <pre class="code-box" tabindex="0" role="region" aria-labelledby=id>
                <code>{lines}</code>
            </pre>
        }
    });
    view! {
        <Frame title=words::HOW_TO_TITLE>
            <Crumbs parent=(PAGE, words::TITLE) here=words::HOW_TO_TITLE />
            <h1 class="page__title">{words::HOW_TO_TITLE}</h1>
            <p class="lead">{words::HOW_TO_LEAD}</p>
            {is_example.then(|| view! { <p>{words::HOW_TO_EXAMPLE}</p> })}
            {ways}
        </Frame>
    }
    .into_any()
}
