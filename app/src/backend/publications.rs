//! Open data as it has been published: frozen, byte for byte.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::publication::Set;

use super::Unavailable;

/// A version of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub set: Set,
    /// From 1.
    pub version: u32,
    pub published_at: DateTime<Utc>,
    /// What is to be known about this version; often empty.
    pub note: String,
    /// In their order.
    pub files: Vec<PublishedFile>,
}

/// The latest version of each set: the latest periods first, the catalogue last.
#[must_use]
pub fn latest_of_each(publications: &[Publication]) -> Vec<&Publication> {
    let mut latest: BTreeMap<&Set, &Publication> = BTreeMap::new();
    for publication in publications {
        let known = latest.entry(&publication.set).or_insert(publication);
        if publication.version > known.version {
            *known = publication;
        }
    }
    latest.into_values().rev().collect()
}

/// A file, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    /// In hexadecimal digits.
    pub sha256: String,
}

/// A file with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileBody {
    pub file: PublishedFile,
    pub published_at: DateTime<Utc>,
    pub body: Vec<u8>,
}

/// Open data. Nothing of it ever changes; a correction is another version.
#[async_trait]
pub trait Publications: Send + Sync {
    /// All versions of all sets, the latest first.
    async fn publications(&self) -> Result<Vec<Publication>, Unavailable>;

    async fn published_file(
        &self,
        set: &Set,
        version: u32,
        name: &str,
    ) -> Result<Option<FileBody>, Unavailable>;
}
