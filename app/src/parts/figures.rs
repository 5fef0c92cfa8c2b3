//! Numbers that may be suppressed, in the cells of tables.

use domain::statistic::Figure;
use domain::weighting::Share;
use leptos::prelude::*;

use super::bar::Bar;
use crate::words::format::{percent, thousands};
use crate::words::{office as words, survey};

/// A count that is shown, or the sign that stands in its place.
pub fn count(count: Option<u64>) -> AnyView {
    count.map_or_else(|| suppressed().into_any(), |count| thousands(count).into_any())
}

/// A part of those who answered, in percent; the sign that stands in its place, or none where nobody answered.
pub fn share(figure: Figure) -> AnyView {
    match figure {
        Figure { answered: Some(_), met: Some(_) } | Figure { answered: Some(0), .. } => {
            share_text(figure).into_any()
        }
        _ => suppressed().into_any(),
    }
}

/// The same as plain text, for charts.
#[must_use]
pub fn share_text(figure: Figure) -> String {
    match (figure.met, figure.answered) {
        (_, Some(0)) => words::NO_FIGURE.to_owned(),
        (Some(met), Some(answered)) => words::percent(&percent(met, answered)),
        _ => words::SUPPRESSED.to_owned(),
    }
}

/// The share with the interval below it.
pub fn share_and_interval(figure: Figure) -> AnyView {
    let interval = figure.share().map(|Share { interval, .. }| {
        view! { <span class="table__sub">{survey::interval(interval)}</span> }
    });
    view! { <b>{share(figure)}</b> " " {interval} }.into_any()
}

/// The share as a bar with its interval; nothing where there is none to show.
pub fn share_bar(figure: Figure) -> Option<AnyView> {
    let Share { share, interval, .. } = figure.share()?;
    let whisker = (hundredth(interval.low), hundredth(interval.high));
    Some(view! { <Bar value=hundredth(share) mark=None whisker=Some(whisker) /> }.into_any())
}

/// How dark the share is drawn: five shades of twenty percent each.
#[must_use]
pub fn shade(figure: Figure) -> Option<u64> {
    let (met, answered) = (figure.met?, figure.answered.filter(|answered| *answered > 0)?);
    Some((met * SHADES / answered).min(SHADES - 1))
}

/// How many shades there are, and how many percent one spans.
pub const SHADES: u64 = 5;
pub const SHADE: u64 = 20;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn hundredth(share: f64) -> u64 {
    (share * 100.0).round() as u64
}

/// The sign that stands in the place of what is hidden.
pub fn suppressed() -> impl IntoView {
    view! { <abbr class="suppressed" title=words::SUPPRESSED_TITLE>{words::SUPPRESSED}</abbr> }
}
