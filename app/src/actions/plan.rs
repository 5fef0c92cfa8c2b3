//! 「書き入れる」 for a figure of the plans. Until officers can sign in, only from the server's own machine.

#![expect(clippy::too_many_arguments, reason = "the fields of one form, by the names that the browser sends")]

use domain::indicator::Period;
use domain::plan::{RawFigures, Series};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::{Entered, PlanEntry};
use crate::pages::office::{plan_entered_path, plan_retry_path};
use crate::parts::load::{backend, is_on_this_machine};
use crate::refusal::Refusal;

/// Longest that a field may be to be shown again, in bytes: a form of ours cannot send so much.
const LONGEST: usize = 2_000;

/// Lets a figure stand, or leads back to the form with what was typed.
#[server(prefix = "/do", endpoint = "plan-figure")]
pub async fn enter_plan_figure(
    #[server(default)] indicator: Option<String>,
    #[server(default)] year: Option<String>,
    #[server(default)] target: Option<String>,
    #[server(default)] actual: Option<String>,
    #[server(default)] approx: Option<String>,
    #[server(default)] source: Option<String>,
    #[server(default)] url: Option<String>,
    #[server(default)] as_of: Option<String>,
    #[server(default)] note: Option<String>,
    /// What stood there when the form was opened.
    #[server(default)]
    seen: Option<String>,
) -> Result<(), ServerFnError> {
    let raw = RawFigures {
        target: target.unwrap_or_default(),
        actual: actual.unwrap_or_default(),
        approx: approx.is_some(),
        source: source.unwrap_or_default(),
        url: url.unwrap_or_default(),
        as_of: as_of.unwrap_or_default(),
        note: note.unwrap_or_default(),
    };
    let place = Place {
        indicator: indicator.unwrap_or_default(),
        year: year.unwrap_or_default(),
        seen: seen.unwrap_or_default(),
    };
    super::redirect(enter(place, raw).await);
    Ok(())
}

/// Which figure a form is about.
struct Place {
    indicator: String,
    year: String,
    seen: String,
}

async fn enter(place: Place, raw: RawFigures) -> Result<String, Refusal> {
    if !is_on_this_machine() {
        return Err(Refusal::OfficeOnlyHere);
    }
    if domain::plan::Field::ALL.into_iter().any(|field| raw.get(field).len() > LONGEST) {
        return Err(Refusal::TooLarge);
    }
    let backend = backend();
    let content = backend.contents.current();
    let Place { indicator, year, seen } = place;
    let series = Series::of(&content.plan_records, &indicator).ok_or(Refusal::BadForm)?;
    if !matches!(Period::parse(&year), Some(Period::FiscalYear { .. })) {
        return Err(Refusal::BadForm);
    }
    let Ok(figures) = raw.read(series.first()) else {
        return Ok(plan_retry_path(&indicator, &year, &raw, false));
    };
    let entry = PlanEntry { indicator, fiscal_year: year, figures, seen };
    Ok(match backend.plans.enter(&entry).await? {
        Entered::Done => plan_entered_path(&entry.indicator),
        Entered::Changed => plan_retry_path(&entry.indicator, &entry.fiscal_year, &raw, true),
        Entered::NoSuchIndicator => return Err(Refusal::BadForm),
    })
}
