//! `/office/plan/{indicator}`: a year is chosen, its figures are entered. What was typed and does not count comes back
//! in the address (nothing personal is in it), and is read again here.

use domain::access::Act;
use domain::document::{PlanDirection, PlanRecord};
use domain::plan::{Field, LONGEST_TEXT, RawFigures, Series, Slip, years};
use leptos::prelude::*;

use super::{PATH, figures};
use crate::backend::{Entered, seen};
use crate::parts::error::{self, error_summaries, field_error, requirement};
use crate::parts::frame::{Crumbs, OfficeFrame, Width};
use crate::parts::listing::{Asked, option, select, with_query};
use crate::parts::load::{office, segment};
use crate::parts::refused::Refused;
use crate::refusal::Refusal;
use crate::words::format::fiscal_year;
use crate::words::plan as words;

/// The field for what stood there when the form was opened.
const SEEN: &str = "seen";

/// Where the page of an indicator is.
#[must_use]
pub fn plan_entry_path(indicator: &str) -> String {
    format!("{PATH}/{indicator}")
}

/// The same with what was typed, what stood there when the form was opened, and why it was not entered if the fields
/// do not say so themselves. What has changed meanwhile is seen on the page that says so.
#[must_use]
pub fn plan_retry_path(
    [indicator, year, seen]: [&str; 3],
    raw: &RawFigures,
    said: Option<Entered>,
) -> String {
    let typed = Field::ALL.into_iter().map(|field| (field.as_str(), raw.get(field)));
    let approx = raw.approx.then_some(("approx", "1"));
    let seen = (said != Some(Entered::Changed)).then_some((SEEN, seen));
    let said = said.and_then(said_code).map(|code| ("said", code));
    let pairs = std::iter::once(("year", year)).chain(typed).chain(approx).chain(seen).chain(said);
    with_query(&plan_entry_path(indicator), pairs)
}

/// Why nothing was entered, as it stands in the address.
fn said_code(said: Entered) -> Option<&'static str> {
    match said {
        Entered::Changed => Some("changed"),
        Entered::Unfit => Some("unfit"),
        Entered::Done | Entered::NoSuchIndicator => None,
    }
}

/// `/office/plan/{indicator}`
#[component]
pub fn PlanEntryPage() -> impl IntoView {
    let backend = match office(Act::EditContent) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let content = backend.contents.current();
    let Some(series) = Series::of(&content.plan_records, &segment("indicator")) else {
        return view! { <Refused refusal=Refusal::PageNotFound /> }.into_any();
    };
    let years = years(backend.clock.today());
    let asked = Asked::of_address();
    let year = asked.value("year").filter(|year| years.iter().any(|known| known == year));
    let form = year.map(|year| Form::of(&series, year, &asked));
    let problems = form.as_ref().map(|form| form.problems.clone()).unwrap_or_default();
    let wrong = !problems.is_empty();
    let summary = wrong.then(|| {
        let sentences = problems.iter().map(|(field, slip)| (field.as_str(), words::slip(*field, *slip)));
        error_summaries(sentences.collect())
    });
    let said = [(Entered::Changed, words::CHANGED), (Entered::Unfit, words::UNFIT)];
    let said = said.into_iter().find(|(said, _)| said_code(*said) == asked.value("said"));
    let said = said.map(|(_, sentence)| {
        view! { <div class="callout callout--warning" role="status"><p>{sentence}</p></div> }
    });
    let (table, chooser) = (figures(&series), year_form(&series, &years, year));
    let form = form.map(|form| form.view(&series));
    let name = series.first().name.clone();
    let title = words::title_of(&name);
    view! {
        <OfficeFrame title=error::title(&title, wrong) width=Width::Narrow>
            {summary}
            <Crumbs parent=(PATH, words::TITLE) here=name.clone() />
            <h1 class="page__title">{title}</h1>
            {said}
            {table}
            {chooser}
            {form}
        </OfficeFrame>
    }
    .into_any()
}

/// Chooses the year whose figures are to be entered.
fn year_form(series: &Series<'_>, years: &[String], chosen: Option<&str>) -> impl IntoView + use<> {
    let options: Vec<_> =
        years.iter().map(|year| option(year, fiscal_year(year), chosen == Some(year.as_str()))).collect();
    view! {
        <form class="filters" method="get" action=plan_entry_path(&series.first().indicator)>
            <div class="filters__grid">
                {select("year", words::CHOOSE_YEAR, options.into_any())}
                <button class="button button--secondary" type="submit">{words::OPEN_YEAR}</button>
            </div>
        </form>
    }
}

/// The figures of one year in their fields.
struct Form {
    year: String,
    raw: RawFigures,
    problems: Vec<(Field, Slip)>,
    /// What stood there when the form was opened: a form that comes back does not know what has come since.
    seen: String,
}

impl Form {
    /// What was typed, if the address says it; else what stands there.
    fn of(series: &Series<'_>, year: &str, asked: &Asked) -> Form {
        let stands = series.in_year(year);
        let typed = asked.has(Field::Target.as_str());
        let raw = if typed { self::typed(asked) } else { stands.map(RawFigures::of).unwrap_or_default() };
        let problems = if typed { raw.read(series.first()).err().unwrap_or_default() } else { Vec::new() };
        let seen = if typed && asked.has(SEEN) { asked.raw(SEEN).to_owned() } else { seen(stands) };
        Form { year: year.to_owned(), raw, problems, seen }
    }

    fn view(&self, series: &Series<'_>) -> impl IntoView + use<> {
        let first = series.first();
        let fields = Field::ALL.into_iter().map(|field| {
            // Beside the figure that it is of.
            let approx = (field == Field::Actual).then(|| self.approx());
            view! {
                {self.field(field, first)}
                {approx}
            }
        });
        let fields: Vec<_> = fields.collect();
        view! {
            <form class="form section" method="post" action="/do/plan-figure" novalidate>
                <h2 class="section__title">{words::form_title(&self.year)}</h2>
                <input type="hidden" name="indicator" value=first.indicator.clone() />
                <input type="hidden" name="year" value=self.year.clone() />
                <input type="hidden" name=SEEN value=self.seen.clone() />
                {fields}
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::SAVE}</button>
                </div>
            </form>
        }
    }

    fn approx(&self) -> impl IntoView + use<> {
        view! {
            <label class="choice" for="approx">
                <input
                    class="choice__input"
                    type="checkbox"
                    id="approx"
                    name="approx"
                    value="1"
                    checked=self.raw.approx
                />
                {words::APPROX_FIELD}
            </label>
        }
    }

    fn field(&self, field: Field, sibling: &PlanRecord) -> impl IntoView + use<> {
        let id = field.as_str();
        let in_words = sibling.direction == PlanDirection::Achieved;
        let required = matches!(field, Field::Source | Field::Url | Field::AsOf);
        let unit = matches!(field, Field::Target | Field::Actual) && !in_words;
        let unit = unit.then(|| words::in_unit(&sibling.unit));
        let problem = self.problems.iter().find(|(at, _)| *at == field);
        let problem = problem.map(|(_, slip)| field_error(error_id(field), words::slip(field, *slip)));
        let wrong = problem.is_some();
        view! {
            <label class="text-field" for=id>
                <span class="text-field__label">
                    {words::field(field)} {unit} " " {requirement(required)}
                </span>
                <span class="hint">{words::hint(field, in_words)}</span>
                {problem}
                <input
                    class="input"
                    type="text"
                    id=id
                    name=id
                    maxlength=LONGEST_TEXT
                    value=self.raw.get(field).to_owned()
                    aria-invalid=wrong.then_some("true")
                />
            </label>
        }
    }
}

fn error_id(field: Field) -> &'static str {
    match field {
        Field::Target => "target-error",
        Field::Actual => "actual-error",
        Field::Source => "source-error",
        Field::Url => "url-error",
        Field::AsOf => "as_of-error",
        Field::Note => "note-error",
    }
}

fn typed(asked: &Asked) -> RawFigures {
    let text = |field: Field| asked.raw(field.as_str()).to_owned();
    RawFigures {
        target: text(Field::Target),
        actual: text(Field::Actual),
        approx: asked.has("approx"),
        source: text(Field::Source),
        url: text(Field::Url),
        as_of: text(Field::AsOf),
        note: text(Field::Note),
    }
}
