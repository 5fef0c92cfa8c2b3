//! What DX推進課 sees. Every page asks for somebody who may, by `office` of `parts/load.rs`.

mod agencies;
mod audit;
mod dashboard;
mod drafts;
mod fitting;
mod freshness;
mod funnel;
mod gaps;
mod indicator;
mod mail;
mod menu_tables;
mod plan;
mod responses;
mod roster;
mod told;
mod warnings;

use domain::access::Act;
use domain::content::Content;
use domain::document::PlanRecord;
use domain::indicator::{Breakdown, COMPLETED, DIAGNOSES, Period, SUBMITTED};
use leptos::prelude::*;

use crate::backend::{Backend, CountQuery};
use crate::pages::staff::OWN;
use crate::parts::frame::OfficeFrame;
use crate::parts::listing::Asked as Parameters;
use crate::parts::load::{may, office, show};
use crate::parts::stat::stat;
use crate::parts::survey::period_form;
use crate::refusal::Refusal;
use crate::survey::{Asked, periods_with_answers};
use crate::words::format::{fiscal_year, thousands};
use crate::words::{
    afterwards as told_words, agencies as agencies_words, audit as audit_words, drafts as drafts_words,
    freshness as freshness_words, funnel as funnel_words, mail as mail_words, menu_tables as tables_words,
    plan as plan_words, requests as requests_words, staff as staff_words, warnings as warnings_words,
};
use crate::words::{office as words, survey as survey_words};

use dashboard::Sections;

pub use agencies::{AGENCIES, AgenciesPage, AgencyForm, AgencyPage, agency_path};
pub use audit::AuditPage;
pub use drafts::{DraftPage, DraftsPage};
pub use fitting::{FittingBusinessesPage, FittingMenusPage};
pub use freshness::FreshnessPage;
pub use funnel::FunnelPage;
pub use gaps::{GapPage, GapsPage};
pub use indicator::IndicatorPage;
pub use mail::{MAIL, MailPage, mail_said_path};
pub use menu_tables::{MENU_TABLES, MenuTablePage, MenuTablesPage, menu_table_path};
pub use plan::{PlanEntryPage, PlanPage, plan_entered_path, plan_retry_path};
pub use responses::ResponsesPage;
pub use roster::{ROSTER, RosterPage};
pub use told::ToldPage;
pub use warnings::{RawWarning, WARNINGS, WarningsPage};

/// Where officers begin.
pub const OFFICE: &str = "/office";
/// Their pages: for what, where, and how the list calls them.
const WORK: [(Act, &str, &str); 14] = [
    (Act::ReadFigures, "/office/menus", words::fitting::SEE_LIST),
    (Act::ReadFigures, "/office/gaps", words::gaps::SEE),
    (Act::EditContent, "/office/drafts", drafts_words::SEE_DRAFTS),
    (Act::EditContent, MENU_TABLES, tables_words::SEE_TABLES),
    (Act::ReadFigures, "/office/freshness", freshness_words::SEE),
    (Act::ReadFigures, "/office/plan", plan_words::SEE),
    (Act::ReadFigures, "/office/funnel", funnel_words::SEE),
    (Act::ReadFigures, responses::PATH, requests_words::SEE_RESPONSES),
    (Act::ReadTold, told::PATH, told_words::SEE),
    (Act::Warn, WARNINGS, warnings_words::SEE),
    (Act::ManageMail, MAIL, mail_words::SEE),
    (Act::ManageAgencies, AGENCIES, agencies_words::MANAGE_SEE),
    (Act::ReadAudit, "/office/audit", audit_words::SEE),
    (Act::ManageStaff, ROSTER, staff_words::ROSTER_SEE),
];

/// The survey indicators that the page opens on: the review asks for them first.
const FIRST: [&str; 2] = ["survey-dx-need-rate", "survey-dx-uptake-rate"];
/// The plan's indicator that stands beside them.
const PLAN: &str = "dx-need-rate";

/// `/office`
#[component]
pub fn OfficePage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let parameters = Parameters::of_address();
    show(async move {
        let content = backend.contents.current();
        let asked = |indicator| Asked::read(indicator, backend.clock.today(), |name| parameters.value(name));
        let [need, uptake] = FIRST.map(asked);
        let (period, made_up) = (need.period.clone(), need.made_up);
        let sums = Sums::load(&backend, made_up).await?;
        let periods = periods_with_answers(&backend, made_up).await?;
        let sections = Sections::load(&backend, &content, [need, uptake]).await?;
        Ok(view! {
            <OfficeFrame title=words::TITLE>
                <h1 class="page__title">{words::TITLE}</h1>
                {made_up_note("/office", made_up)}
                {work()}
                <dl class="stats">
                    {stat(words::COMPLETED, thousands(sums.completed).into_any(), words::BUSINESSES)}
                    {stat(words::SUBMITTED, thousands(sums.submitted).into_any(), words::TIMES)}
                </dl>
                {plan(&content)}
                {period_form("/office", &periods, &period, made_up)}
                <p class="lead">{survey_words::counted(&period, backend.clock.today())}</p>
                {sections.shown()}
                <p class="table-note">{survey_words::INTERVAL_NOTE}</p>
                <p class="table-note">{words::SUPPRESSED_NOTE}</p>
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// The pages that whoever looks may open.
fn work() -> impl IntoView {
    let mine = WORK.into_iter().filter(|(act, ..)| may(*act));
    let items: Vec<_> =
        mine.map(|(_, address, name)| view! { <li><a href=address>{name}</a></li> }).collect();
    view! {
        <nav class="section" aria-label=words::WORK>
            <ul class="plain-list plain-list--spaced">
                {items} <li><a href=OWN>{staff_words::OWN}</a></li>
            </ul>
        </nav>
    }
}

/// Says whose numbers these are, and leads to the others'.
fn made_up_note(path: &str, made_up: bool) -> impl IntoView + use<> {
    let (real, made_up_too) = (path.to_owned(), format!("{path}?made_up=1"));
    if made_up {
        view! {
            <div class="callout callout--warning">
                <p>
                    <b>{words::MADE_UP}</b>
                    {words::MADE_UP_TEXT} " " <a href=real>{words::SEE_REAL}</a>
                </p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <p>
                <a href=made_up_too>{words::SEE_MADE_UP}</a>
            </p>
        }
        .into_any()
    }
}

/// Numbers over all time: of diagnoses, not of answers, and shown whatever they are, as the funnel's steps are.
struct Sums {
    completed: u64,
    submitted: u64,
}

impl Sums {
    async fn load(backend: &Backend, made_up: bool) -> Result<Sums, Refusal> {
        let within = Breakdown::default();
        let query = CountQuery { indicator: DIAGNOSES, period: Period::Ever, within, made_up };
        let counts = backend.counts.counts(&query, &[]).await?;
        let of = |counter: &str| counts.iter().filter(|c| c.counter == counter).map(|c| c.amount).sum();
        Ok(Sums { completed: of(COMPLETED), submitted: of(SUBMITTED) })
    }
}

/// The plan's own figures, apart, with the note that they were surveyed differently.
fn plan(content: &Content) -> impl IntoView + use<> {
    let records: Vec<_> =
        content.plan_records.iter().filter(|record| record.indicator == PLAN).map(plan_record).collect();
    view! {
        <section class="plan" aria-labelledby="plan-title">
            <h2 class="plan__title" id="plan-title">{words::PLAN}</h2>
            <dl class="stats">{records}</dl>
            <p class="plan__note">{words::PLAN_NOTE}</p>
        </section>
    }
}

fn plan_record(record: &PlanRecord) -> impl IntoView + use<> {
    let year = record.fiscal_year.as_deref().map(fiscal_year);
    let actual = record.actual.map_or(words::NO_FIGURE.to_owned(), |actual| actual.to_string());
    view! {
        <div class="stat stat--plan">
            <dt class="stat__label">{year} {words::code(record.fiscal_year.as_deref())}</dt>
            <dd class="stat__number">{actual} <span class="stat__unit">{record.unit.clone()}</span></dd>
        </div>
    }
}
