//! The sections of the result page, in their order.

use domain::content::Content;
use domain::indicator::TOTAL;
use domain::matching::Judgement;
use domain::scoring::{Scores, whole};
use leptos::prelude::*;

use super::peers::Peers;
use crate::backend::{DiagnosisKey, KeyOf, Standing};
use crate::pages::account;
use crate::pages::business::flow;
use crate::parts::bar::Bar;
use crate::parts::catalogue::{Heading, case_card, solution_tags};
use crate::parts::load::Opened;
use crate::parts::radar::{Radar, Spoke};
use crate::parts::table::Table;
use crate::words::{consent, later, notices, result as words};

/// The level as headline, with the way from the first to the last.
pub fn level(scores: &Scores<'_>, content: &Content) -> impl IntoView + use<> {
    let now = scores.level.map(|level| level.id.clone());
    let steps: Vec<_> = content
        .questionnaire
        .levels
        .iter()
        .enumerate()
        .map(|(n, level)| {
            let here = now.as_ref() == Some(&level.id);
            let class =
                format!("level__step level__step--{}{}", n + 1, if here { " level__step--now" } else { "" });
            view! {
                <li class=class aria-current=here.then_some("step")>
                    <span class="level__label">{level.label.clone()}</span>
                    {here.then(|| view! { <span class="level__here">{words::HERE}</span> })}
                </li>
            }
        })
        .collect();
    let headline = scores.level.map(|level| {
        view! {
            {words::STAGE_OPEN}
            <span class="level__name">{level.label.clone()}</span>
            {words::STAGE_CLOSE}
        }
    });
    view! {
        <section class="level">
            <h1 class="level__title">
                <span class="level__kicker">{words::TITLE}</span>
                " "
                {match headline {
                    Some(headline) => headline.into_any(),
                    None => words::NO_STAGE.into_any(),
                }}
            </h1>
            {scores
                .total
                .map(|total| {
                    view! {
                        <p class="level__total">
                            {words::TOTAL} " " <b class="level__number">{whole(total)}</b> " " {words::POINTS}
                            <span class="level__max">{words::OF_HUNDRED}</span>
                        </p>
                    }
                })}
            <ol class="level__steps" aria-label=words::FOUR_STAGES>{steps}</ol>
            {scores.level.map(|level| view! { <p class="level__text">{words::stage_text(&level.id)}</p> })}
            <p class="level__text">{words::SCORE_NOTE}</p>
        </section>
    }
}

/// The way to what has changed since the last time.
pub fn earlier(key: &DiagnosisKey) -> impl IntoView + use<> {
    view! {
        <p class="print-hide">
            <a href=flow::history_path(key)>{words::EARLIER}</a>
        </p>
    }
}

/// Links to the sections.
pub fn contents() -> impl IntoView {
    let links = [
        ("#dimensions", words::DIMENSIONS),
        ("#pains", words::PAINS),
        ("#menus", words::MENUS),
        ("#cases", words::CASES),
        ("#contacts", words::CONTACTS),
    ];
    view! {
        <nav class="toc" aria-label=words::TOC>
            <ul class="toc__list">
                {links
                    .map(|(href, label)| {
                        view! {
                            <li>
                                <a href=href>{label}</a>
                            </li>
                        }
                    })}
            </ul>
        </nav>
    }
}

/// The dimensions as radar and table, beside the peers.
pub fn dimensions(scores: &Scores<'_>, peers: Option<&Peers>) -> impl IntoView + use<> {
    let mean = |id: &str| peers.and_then(|peers| peers.means.get(id).copied());
    let spokes: Vec<Spoke> = scores
        .dimensions
        .iter()
        .map(|d| Spoke { label: d.label.to_owned(), own: d.score.map(whole), peers: mean(d.id) })
        .collect();
    let rows: Vec<_> = spokes.iter().map(|spoke| row(spoke, peers.is_some())).collect();
    let peers_head =
        peers.is_some().then(|| view! { <th scope="col" class="table__num">{words::PEERS}</th> });
    let head = view! {
        <th scope="col">{words::FIELD}</th>
        <th scope="col" class="table__num">{words::YOURS}</th>
        <td class="table__bar"></td>
        {peers_head}
    };
    view! {
        <section class="section" id="dimensions">
            <h2 class="section__title">{words::DIMENSIONS}</h2>
            {peers_line(peers)}
            <div class="dimensions">
                <Radar spokes />
                <Table
                    id="dimensions-table"
                    caption=words::DIMENSIONS_CAPTION
                    class="table table--dimensions"
                    head=head.into_any()
                >
                    <tbody>{rows}</tbody>
                </Table>
            </div>
        </section>
    }
}

fn row(spoke: &Spoke, with_peers: bool) -> impl IntoView + use<> {
    let number = |value: Option<u64>, none: &'static str| match value {
        Some(value) => value.into_any(),
        None => none.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{spoke.label.clone()}</th>
            <td class="table__num">
                <b>{number(spoke.own, words::UNANSWERED)}</b>
            </td>
            <td class="table__bar">{spoke.own.map(|value| view! { <Bar value mark=spoke.peers /> })}</td>
            {with_peers.then(|| view! { <td class="table__num">{number(spoke.peers, words::NO_FIGURE)}</td> })}
        </tr>
    }
}

fn peers_line(peers: Option<&Peers>) -> impl IntoView + use<> {
    let Some((peers, mean)) = peers.and_then(|peers| Some((peers, *peers.means.get(TOTAL)?))) else {
        return view! { <p class="peers">{words::PEERS_TOO_FEW}</p> }.into_any();
    };
    let [group, count, are, mean] = words::peers(&peers.group, peers.others, mean);
    view! {
        <p class="peers">
            {group} <b>{count}</b> {are} <b>{mean}</b> {words::SENTENCE_END}
        </p>
    }
    .into_any()
}

/// Each pain with its first step and what helps.
pub fn pains(content: &Content, pains: &[String]) -> impl IntoView + use<> {
    let items: Vec<_> = pains
        .iter()
        .filter_map(|id| content.questionnaire.pain(id))
        .enumerate()
        .map(|(n, pain)| {
            view! {
                <li class="pain">
                    <h3 class="pain__title">
                        <span class="pain__number" aria-hidden="true">{n + 1}</span>
                        {pain.label.clone()}
                    </h3>
                    <p class="first-step">
                        <span class="first-step__label">{words::FIRST_STEP}</span>
                        {pain.first_step.clone()}
                    </p>
                    <div class="pain__solutions">
                        <p class="pain__label">{words::HELPFUL}</p>
                        {solution_tags(content, &pain.solutions)}
                    </div>
                </li>
            }
        })
        .collect();
    let none = items.is_empty();
    view! {
        <section class="section" id="pains">
            <h2 class="section__title">{words::PAINS}</h2>
            {if none {
                view! { <p>{words::NO_PAINS}</p> }.into_any()
            } else {
                view! {
                    <p class="section__lead">{words::PAINS_LEAD}</p>
                    <ol class="pains">{items}</ol>
                }
                    .into_any()
            }}
        </section>
    }
}

/// Cases alike.
pub fn cases(cases: &[&domain::case::Case]) -> impl IntoView + use<> {
    let cards: Vec<_> = cases.iter().map(|case| case_card(&case.document, Heading::Third)).collect();
    let none = cards.is_empty();
    view! {
        <section class="print-hide section" id="cases">
            <h2 class="section__title">{words::CASES}</h2>
            {if none {
                view! {
                    <p>
                        <a href="/cases">{words::ALL_CASES}</a>
                    </p>
                }
                    .into_any()
            } else {
                view! {
                    <p class="section__lead">{words::CASES_LEAD}</p>
                    <div class="cards">{cards}</div>
                }
                    .into_any()
            }}
        </section>
    }
}

/// Whom to ask.
pub fn contacts(contacts: &[&Judgement<'_>]) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = contacts
        .iter()
        .map(|judgement| {
            let document = &judgement.menu.document;
            view! {
                <li class="contact">
                    <h3 class="contact__name">
                        <a href=flow::menu_path(&document.id)>{document.name.clone()}</a>
                    </h3>
                    <p>{document.provider.clone()}</p>
                    <p>{document.summary.clone()}</p>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" id="contacts">
                <h2 class="section__title">{words::CONTACTS}</h2>
                <p class="section__lead">{words::CONTACTS_LEAD}</p>
                <ul class="contacts">{items}</ul>
            </section>
        }
    })
}

/// To be shown to an agency.
pub fn share(key: &DiagnosisKey) -> impl IntoView + use<> {
    view! {
        <section class="print-hide section" aria-labelledby="share-title">
            <h2 class="section__title" id="share-title">{consent::SECTION}</h2>
            <p>{consent::SECTION_TEXT}</p>
            <p class="actions">
                <a class="button button--secondary" href=flow::share_path(key)>{consent::GO}</a>
            </p>
        </section>
    }
}

/// To be told by mail of what fits.
pub fn notices(key: &DiagnosisKey) -> impl IntoView + use<> {
    view! {
        <section class="print-hide section" aria-labelledby="notices-title">
            <h2 class="section__title" id="notices-title">{notices::SECTION}</h2>
            <p>{notices::SECTION_TEXT}</p>
            <p class="actions">
                <a class="button button--secondary" href=flow::notices_path(key)>{notices::ASK}</a>
            </p>
        </section>
    }
}

/// How to come back to this page.
pub fn keep(opened: &Opened, standing: Standing) -> impl IntoView + use<> {
    let key = &opened.key;
    // What a session has opened has no code of its own.
    let with_code = (opened.diagnosis.by == KeyOf::Own).then(|| {
        view! {
            <p>{later::LATER_RESULT_TEXT}</p>
            <form class="actions" method="post" action="/do/later">
                <input type="hidden" name="key" value=key.as_str().to_owned() />
                <button class="button button--secondary" type="submit">{later::LATER_RESULT}</button>
            </form>
        }
    });
    let keep_address = (opened.diagnosis.by == KeyOf::Own).then(|| view! { <p>{words::KEEP_TEXT}</p> });
    view! {
        <section class="print-hide section keep" aria-labelledby="keep-title">
            <h2 class="section__title" id="keep-title">{words::KEEP}</h2>
            {keep_address}
            {with_code}
            {account::offer(key, standing)}
            <p class="print-hint">{words::PRINT}</p>
        </section>
    }
}
