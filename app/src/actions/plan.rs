//! 「書き入れる」 for a figure of the plans.

#![expect(clippy::too_many_arguments, reason = "the fields of one form, by the names that the browser sends")]

use domain::access::Act;
use domain::plan::{Field, RawFigures, Series, years};
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::officer;
use crate::backend::{Entered, PlanEntry};
use crate::pages::office::{plan_entered_path, plan_retry_path};
use crate::refusal::Refusal;

/// Most that goes back to the form in the address, in bytes before they are written for one (which makes of each up to
/// three): proxies pass addresses of 8 KB.
const MOST_BACK: usize = 2_000;

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
    let backend = officer(Act::EditContent)?;
    let content = backend.contents.current();
    let series = Series::of(&content.plan_records, &place.indicator).ok_or(Refusal::BadForm)?;
    if !years(backend.clock.today()).contains(&place.year) {
        return Err(Refusal::BadForm);
    }
    let Ok(figures) = raw.read(series.first()) else { return back(&place, &raw, None) };
    let entry = PlanEntry {
        indicator: place.indicator.clone(),
        fiscal_year: place.year.clone(),
        figures,
        seen: place.seen.clone(),
    };
    match backend.plans.enter(&entry).await? {
        Entered::Done => Ok(plan_entered_path(&entry.indicator)),
        said @ (Entered::Changed | Entered::Unfit) => back(&place, &raw, Some(said)),
        Entered::NoSuchIndicator => Err(Refusal::BadForm),
    }
}

/// Back to the form, with what was typed and what stood there when it was opened.
fn back(place: &Place, raw: &RawFigures, said: Option<Entered>) -> Result<String, Refusal> {
    let typed: usize = Field::ALL.into_iter().map(|field| raw.get(field).len()).sum();
    if typed + place.seen.len() > MOST_BACK {
        return Err(Refusal::TooLarge);
    }
    Ok(plan_retry_path([&place.indicator, &place.year, &place.seen], raw, said))
}
