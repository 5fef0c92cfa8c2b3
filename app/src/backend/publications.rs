//! Open data as it has been published: frozen, byte for byte.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
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

impl Publication {
    /// The permanent address of one of its files, on this server.
    #[must_use]
    pub fn path_of(&self, file: &str) -> String {
        format!("/open-data/{}/v{}/{file}", self.set.code(), self.version)
    }
}

/// The latest version of each set: the periods that began last first, the catalogue last.
#[must_use]
pub fn latest_of_each(publications: &[Publication]) -> Vec<&Publication> {
    let mut latest: BTreeMap<&Set, &Publication> = BTreeMap::new();
    for publication in publications {
        let known = latest.entry(&publication.set).or_insert(publication);
        if publication.version > known.version {
            *known = publication;
        }
    }
    let mut latest: Vec<&Publication> = latest.into_values().collect();
    latest.sort_by_key(|publication| Reverse(first_day(&publication.set)));
    latest
}

fn first_day(set: &Set) -> Option<NaiveDate> {
    match set {
        Set::Period(period) => period.days().map(|(first, _)| first),
        Set::Catalogue => None,
    }
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

/// A file of a version that was asked for, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenFile {
    pub file: PublishedFile,
    pub published_at: DateTime<Utc>,
}

/// Open data. Nothing of it ever changes; a correction is another version.
#[async_trait]
pub trait Publications: Send + Sync {
    /// All versions of all sets, the latest first.
    async fn publications(&self) -> Result<Vec<Publication>, Unavailable>;

    /// The latest version of a set.
    async fn latest(&self, set: &Set) -> Result<Option<Publication>, Unavailable>;

    async fn frozen_file(
        &self,
        set: &Set,
        version: u32,
        name: &str,
    ) -> Result<Option<FrozenFile>, Unavailable>;

    /// What is in a file, byte for byte.
    async fn frozen_body(&self, set: &Set, version: u32, name: &str) -> Result<Option<Vec<u8>>, Unavailable>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(code: &str, version: u32) -> Publication {
        let set = Set::parse(code).expect("a set");
        let published_at = DateTime::UNIX_EPOCH;
        Publication { set, version, published_at, note: String::new(), files: Vec::new() }
    }

    #[test]
    fn the_latest_period_stands_first_whatever_its_length() {
        let all = [
            ("R7", 1),
            ("catalogue", 4),
            ("R8-Q1", 1),
            ("R8-Q1", 2),
            ("2026-07", 1),
            ("R6-Q4", 1),
            ("2026-08", 1),
        ];
        let all = all.map(|(code, number)| version(code, number));
        let latest: Vec<_> =
            latest_of_each(&all).into_iter().map(|one| (one.set.code(), one.version)).collect();
        let expected =
            [("2026-08", 1), ("2026-07", 1), ("R8-Q1", 2), ("R7", 1), ("R6-Q4", 1), ("catalogue", 4)];
        assert_eq!(latest, expected.map(|(code, number)| (code.to_owned(), number)));
    }
}
