//! How many businesses there are, for weighting.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::weighting::{Frame, Unit};

use super::Unavailable;

/// A table that a frame was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameSource {
    pub file: String,
    /// The table's own title; the file's name if it has none.
    pub title: String,
    /// The day, month or year of its numbers: `2021-06-01`, `2021-06`, `2021`.
    pub as_of: String,
}

/// A frame as it was imported. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFrame {
    pub id: i64,
    pub frame: Frame,
    pub unit: Unit,
    pub sources: Vec<FrameSource>,
    /// Who imported it, as they called themselves; empty if they did not.
    pub imported_by: String,
    pub imported_at: DateTime<Utc>,
}

/// The numbers of all businesses.
#[async_trait]
pub trait Frames: Send + Sync {
    /// The frame that counts: the one that was imported last. Without one, no weighted figure is shown.
    async fn frame(&self) -> Result<Option<ImportedFrame>, Unavailable>;
}
