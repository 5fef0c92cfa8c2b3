//! `/office/funnel`: how far diagnoses come, where people leave, how long it takes, whether it helps.

use domain::access::Act;
use domain::content::Content;
use domain::indicator::Period;
use domain::passage::{Helpful, Passage, Step};
use domain::plan::Series;
use domain::weighting::Share;
use leptos::prelude::*;

use super::{made_up_note, plan};
use crate::backend::Passed;
use crate::parts::bar::Bar;
use crate::parts::downloads::{downloads, table_address};
use crate::parts::figures::count;
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::Asked;
use crate::parts::load::{office, show};
use crate::parts::survey::period_form;
use crate::parts::table::Table;
use crate::survey::recent_periods;
use crate::words::format::{self, percent, thousands};
use crate::words::{funnel as words, office};

/// Where the page is.
const PATH: &str = "/office/funnel";
/// The plan's indicator that stands beside the satisfaction.
const PLAN: &str = "eapply-satisfaction";

/// `/office/funnel`
#[component]
pub fn FunnelPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let asked = Asked::of_address();
    let (made_up, period) = (asked.has("made_up"), asked.value("period").and_then(Period::parse));
    show(async move {
        let content = backend.contents.current();
        let periods = recent_periods(backend.clock.today());
        let period = period.unwrap_or(Period::Ever);
        let passed = backend.passages.passed(&period, made_up).await?;
        let Passed { all, .. } = &passed;
        let said = backend.passages.said(made_up).await?;
        let name = format::period(&period);
        let none = (all.count(&Step::Started) == 0).then(|| view! { <p class="empty">{words::NONE}</p> });
        let code = period.code();
        let file = move |ending| {
            let address = table_address(PATH, ending).and("period", Some(code.as_str()));
            address.and("made_up", made_up.then_some("1")).page(1)
        };
        let body = view! {
            <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
            <h1 class="page__title">{words::TITLE}</h1>
            <p class="lead">{words::LEAD}</p>
            {made_up_note(PATH, made_up)}
            {period_form(PATH, &periods, &period, made_up)}
            <p class="table-note">{words::COHORT}</p>
            {none}
            {steps(&content, all, &name)}
            {time(all, content.questionnaire.small_cell_threshold, made_up)}
            {left(&content, &passed, &name)}
            {downloads(file, words::SHEET)}
            {satisfaction(&content, &said)}
        };
        Ok(view! { <OfficeFrame title=words::TITLE>{body}</OfficeFrame> }.into_any())
    })
    .into_any()
}

/// Each step, with its part of those who started.
fn steps(content: &Content, all: &Passage, period: &str) -> impl IntoView + use<> {
    let started = all.count(&Step::Started);
    let steps = words::steps(content).into_iter();
    let rows: Vec<_> = steps.map(|(name, step)| step_row(name, all.count(&step), started)).collect();
    let head = view! {
        <th scope="col">{words::STEP}</th>
        <th scope="col" class="table__num">{words::COUNT}</th>
        <th scope="col" class="table__num">{words::OF_STARTED}</th>
        <td class="table__bar"></td>
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::STEPS}</h2>
            <Table id="steps" caption=words::caption(words::STEPS, period) head=head.into_any()>
                <tbody>
                    {rows}
                    <tr>
                        <th scope="row">{words::ASKED_AGENCY}</th>
                        <td class="table__num">{words::NO_FIGURE}</td>
                        <td class="table__num">{words::NO_FIGURE}</td>
                        <td class="table__bar"></td>
                    </tr>
                </tbody>
            </Table>
            <p class="table-note">{words::STEPS_NOTE} " " {words::NO_AGENCY} " " {words::NOT_HIDDEN}</p>
        </section>
    }
}

fn step_row(name: String, reached: u64, started: u64) -> impl IntoView {
    let share = (started > 0).then(|| office::percent(&percent(reached, started)));
    let bar = (started > 0).then(|| reached * 100 / started);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="table__num">
                <b>{thousands(reached)}</b>
            </td>
            <td class="table__num">{share.unwrap_or_else(|| words::NO_FIGURE.to_owned())}</td>
            <td class="table__bar">{bar.map(|value| view! { <Bar value mark=None /> })}</td>
        </tr>
    }
}

fn time(all: &Passage, k: u64, made_up: bool) -> impl IntoView + use<> {
    let told = match all.median_minutes(k) {
        _ if made_up => words::NO_TIME_MADE_UP.to_owned(),
        Some(minutes) => words::median(minutes),
        None if all.count(&Step::Submitted) == 0 => words::NO_TIME.to_owned(),
        None => words::few_times(k),
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::TIME}</h2>
            <p>{told}</p>
        </section>
    }
}

/// After which question people leave, the most first.
fn left(content: &Content, passed: &Passed, period: &str) -> impl IntoView + use<> {
    let rows: Vec<_> = passed
        .left
        .iter()
        .map(|(question, count)| {
            view! {
                <tr>
                    <th scope="row">{words::last_answered(content, question.as_deref())}</th>
                    <td class="table__num">
                        <b>{thousands(*count)}</b>
                    </td>
                </tr>
            }
        })
        .collect();
    let head = view! {
        <th scope="col">{words::LEFT_AFTER}</th>
        <th scope="col" class="table__num">{words::LEFT_COUNT}</th>
    };
    let table = if rows.is_empty() {
        view! { <p>{words::NOBODY_LEFT}</p> }.into_any()
    } else {
        view! {
            <Table id="left" caption=words::caption(words::LEFT, period) head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
        }
        .into_any()
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::LEFT}</h2>
            <p class="table-note">{words::LEFT_RULE}</p>
            {table}
            <p class="table-note">{words::answering(passed.answering)}</p>
        </section>
    }
}

/// What was said of results ever, beside the plan's own figures.
fn satisfaction(content: &Content, said: &Passage) -> impl IntoView + use<> {
    let shown = said.satisfaction(content.questionnaire.small_cell_threshold);
    let caption = words::caption(words::ASK, &format::period(&Period::Ever));
    let told = match (shown.said, shown.yes) {
        (Some(0), _) => words::NO_WORD.to_owned(),
        (Some(said), yes) => match yes.and_then(|yes| Share::of(yes, said)) {
            Some(share) => words::share(share),
            None => format!("{} {}", words::said(&thousands(said)), words::FEW),
        },
        (None, _) => words::FEW.to_owned(),
    };
    let others = shown.others.map(|others| others.map(Some)).unwrap_or_default();
    let rows: Vec<_> = Helpful::ALL
        .into_iter()
        .zip([shown.yes, others[0], others[1]])
        .map(|(helpful, amount)| {
            view! {
                <tr>
                    <th scope="row">{words::helpful(helpful)}</th>
                    <td class="table__num">{count(amount)}</td>
                </tr>
            }
        })
        .collect();
    let head = view! {
        <th scope="col">{words::ANSWER}</th>
        <th scope="col" class="table__num">{words::COUNT}</th>
    };
    let table = (shown.said != Some(0)).then(|| {
        view! {
            <Table id="satisfaction" caption=caption head=head.into_any()>
                <tbody>{rows}</tbody>
            </Table>
            <p class="table-note">{office::SUPPRESSED_NOTE}</p>
        }
    });
    let plan = Series::of(&content.plan_records, PLAN).map(|series| {
        view! {
            <div class="plan">
                <h3 class="plan__title">{words::PLAN} {series.first().name.clone()}</h3>
                {plan::figures(&series)}
                <p class="plan__note">{words::PLAN_NOTE}</p>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 class="section__title">{words::SATISFACTION}</h2>
            <p class="table-note">{words::EVER_ONLY}</p>
            <p>{told}</p>
            {table}
            {plan}
        </section>
    }
}
