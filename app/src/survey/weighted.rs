//! The weighted share beside the plain one (statistics.md §3), where a frame was imported.

use std::collections::BTreeMap;

use domain::indicator::{Breakdown, Dimension};
use domain::statistic::Statistic;
use domain::weighting::{Frame, Respondents, Rules, Unit, Weighted, estimate};

use super::{Asked, Line, counts};
use crate::backend::{Backend, FrameSource, ImportedFrame};
use crate::refusal::Refusal;

/// The frame, and those who answered as the frame divides them.
#[derive(Debug, Clone)]
pub struct Weighing {
    pub said: FrameSaid,
    frame: Frame,
    /// By series.
    respondents: Vec<Vec<Respondents>>,
    rules: Rules,
}

/// What a frame says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameSaid {
    pub unit: Unit,
    pub sources: Vec<FrameSource>,
    /// What is weighted by.
    pub dimensions: Vec<Dimension>,
}

pub(super) async fn weighing(
    backend: &Backend,
    statistic: &Statistic<'_>,
    asked: &Asked,
) -> Result<Option<Weighing>, Refusal> {
    let Some(imported) = backend.frames.frame().await? else { return Ok(None) };
    let ImportedFrame { frame, unit, sources, .. } = imported;
    let Some((pair, frame)) = frame.by_pair() else { return Ok(None) };
    let counted = counts(backend, statistic, asked, &pair).await?;
    let respondents =
        statistic.series.iter().map(|series| statistic.respondents(series, &pair, &counted)).collect();
    let dimensions = frame.dimensions().into_iter().collect();
    let said = FrameSaid { unit, sources, dimensions };
    Ok(Some(Weighing { said, frame, respondents, rules: Rules::default() }))
}

impl Weighing {
    /// The weighted shares of a line, by series. None where the plain one is hidden, where the frame does not tell that
    /// part of the businesses, or where its margins cannot be met.
    pub(super) fn of(&self, by: &[Dimension], line: &Line) -> Vec<Option<Weighted>> {
        let groups =
            by.iter().zip(&line.at).filter_map(|(dimension, group)| Some((*dimension, group.as_ref()?)));
        let groups: BTreeMap<Dimension, String> =
            groups.map(|(dimension, group)| (dimension, group.id.clone())).collect();
        let part = Breakdown::at(groups);
        let frame = self.frame.within(&part);
        let shown = line.figures.iter().map(|figure| figure.share().is_some());
        let weighted = |(respondents, shown): (&Vec<Respondents>, bool)| {
            let frame = frame.as_ref().filter(|_| shown)?;
            let here: Vec<Respondents> =
                respondents.iter().filter(|one| stands_in(&one.at, &part)).cloned().collect();
            estimate(&here, Some(frame), self.rules).weighted?.ok()
        };
        self.respondents.iter().zip(shown).map(weighted).collect()
    }
}

/// Within the part, as far as it sets limits.
fn stands_in(at: &Breakdown, part: &Breakdown) -> bool {
    Dimension::ALL.into_iter().all(|dimension| match dimension.of(part) {
        Some(group) => dimension.of(at) == Some(group),
        None => true,
    })
}
