//! What can be wrong with content. The sentences are in `app/src/words`.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::shape;
use crate::condition::ComparisonError;
use crate::expression::ExpressionError;

/// The files that make up the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentFile {
    Municipalities,
    Industries,
    Questionnaire,
    Menus,
    Cases,
    Indicators,
    LeadTimes,
}

impl ContentFile {
    pub const ALL: [ContentFile; 7] = [
        ContentFile::Municipalities,
        ContentFile::Industries,
        ContentFile::Questionnaire,
        ContentFile::Menus,
        ContentFile::Cases,
        ContentFile::Indicators,
        ContentFile::LeadTimes,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ContentFile::Municipalities => "municipalities.csv",
            ContentFile::Industries => "industries.csv",
            ContentFile::Questionnaire => "questionnaire.toml",
            ContentFile::Menus => "support_menus.toml",
            ContentFile::Cases => "cases.toml",
            ContentFile::Indicators => "indicators.toml",
            ContentFile::LeadTimes => "lead_times.toml",
        }
    }
}

/// One error: where it is and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentFinding {
    pub file: ContentFile,
    /// Id of the entry, or its place (`#3`) where it has none.
    pub entry: String,
    pub field: String,
    pub problem: ContentProblem,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ContentProblem {
    #[error("wrong shape: {0}")]
    Shape(String),
    #[error("must not be empty")]
    Empty,
    #[error("appears twice: {0}")]
    Duplicate(String),
    #[error("leads nowhere: {0}")]
    UnknownReference(String),
    #[error("not an id: {0}")]
    BadId(String),
    #[error("not a date: {0}")]
    BadDate(String),
    #[error("closes before it opens")]
    ClosesBeforeOpens,
    #[error("rounds stand beside opens or closes")]
    RoundsBesideDates,
    #[error("not a web address: {0}")]
    BadUrl(String),
    #[error("condition {number}: {error}")]
    Condition { number: usize, error: ComparisonError },
    #[error("{text}: {error}")]
    Expression { text: String, error: ExpressionError },
    #[error("asks for {0}, which no earlier question yields")]
    NotAskedBefore(String),
    #[error("not a rule for scores: {0}")]
    ScoreRule(String),
    #[error("points outside 0 to 4: {0}")]
    Points(u64),
    #[error("unknown fact: {0}")]
    UnknownFact(String),
    #[error("{value} is no value of {fact}")]
    FactValue { fact: String, value: String },
    #[error("ranges must follow each other without gap or overlap")]
    Ranges,
    #[error("minimum above maximum")]
    Range,
    #[error("days must rise from minimum to maximum, to {max} at most")]
    Days { max: u64 },
    #[error("differs from the law: expected {0}")]
    Law(String),
    #[error("unsupported: {0}")]
    Unsupported(String),
    /// Only the few elements of [`crate::detail_html`] may stand in a text that is shown as HTML.
    #[error("HTML beyond the few elements that are shown")]
    Html,
    /// The id is that of a menu that was imported: two sources would quarrel over it.
    #[error("the id of an imported menu: {0}")]
    ImportedId(String),
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<ContentFinding>,
    /// Fields that stand for something unreadable: what else is said of them is noise.
    mended: BTreeSet<(ContentFile, String, String)>,
}

impl Findings {
    pub(super) fn into_vec(self) -> Vec<ContentFinding> {
        let Findings { mut found, mended } = self;
        let field = |f: &ContentFinding| f.field.split(['.', '[']).next().unwrap_or_default().to_owned();
        found.retain(|f| {
            matches!(f.problem, ContentProblem::Shape(_))
                || !mended.contains(&(f.file, f.entry.clone(), field(f)))
        });
        found
    }

    pub(super) fn at<'a>(&'a mut self, file: ContentFile, entry: &str) -> Place<'a> {
        Place { findings: self, file, entry: entry.to_owned() }
    }
}

/// Is it an address that a link may lead to?
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && !url.contains(char::is_whitespace)
}

/// An entry of a file: findings made here carry its name.
pub(super) struct Place<'a> {
    findings: &'a mut Findings,
    file: ContentFile,
    entry: String,
}

impl Place<'_> {
    pub(super) fn report(&mut self, field: &str, problem: ContentProblem) {
        let finding =
            ContentFinding { file: self.file, entry: self.entry.clone(), field: field.to_owned(), problem };
        self.findings.found.push(finding);
    }

    /// Says that a field was unreadable and that something else stands in its place from here on.
    pub(super) fn mended(&mut self, field: &str) {
        self.findings.mended.insert((self.file, self.entry.clone(), field.to_owned()));
    }

    pub(super) fn require(&mut self, holds: bool, field: &str, problem: impl FnOnce() -> ContentProblem) {
        if !holds {
            self.report(field, problem());
        }
    }

    pub(super) fn text(&mut self, field: &str, text: &str) {
        self.require(!text.trim().is_empty(), field, || ContentProblem::Empty);
    }

    /// Lower-case letters, digits and hyphens (and `_`, which option ids use): safe in addresses and files.
    pub(super) fn id(&mut self, id: &str) {
        let plain =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_' || b == b'+';
        self.require(!id.is_empty() && id.bytes().all(plain), "id", || ContentProblem::BadId(id.to_owned()));
    }

    pub(super) fn url(&mut self, field: &str, url: &str) {
        self.require(is_web_address(url), field, || ContentProblem::BadUrl(url.to_owned()));
    }

    /// References of a list, each to something that exists, none twice.
    pub(super) fn references<'i>(
        &mut self,
        field: &str,
        ids: impl IntoIterator<Item = &'i String>,
        exists: impl Fn(&str) -> bool,
    ) {
        let mut seen = BTreeSet::new();
        for id in ids {
            self.require(exists(id), field, || ContentProblem::UnknownReference(id.clone()));
            self.require(seen.insert(id.clone()), field, || ContentProblem::Duplicate(id.clone()));
        }
    }
}

/// Reads the entries of a list, each on its own: one bad entry does not hide the others.
pub(super) fn entries<T: DeserializeOwned>(
    file: ContentFile,
    document: &Value,
    key: &str,
    findings: &mut Findings,
) -> Vec<T> {
    let items: &[Value] = match document.get(key) {
        Some(Value::Array(items)) => items,
        Some(_) => {
            findings.at(file, key).report(key, ContentProblem::Shape("list expected".to_owned()));
            &[]
        }
        None => &[],
    };
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = item.get("id").and_then(Value::as_str).map(str::to_owned);
        let entry = id.clone().unwrap_or_else(|| format!("{key} #{}", index + 1));
        let mut place = findings.at(file, &entry);
        if let Some(id) = id {
            place.id(&id);
            place.require(seen.insert(id.clone()), "id", || ContentProblem::Duplicate(id));
        }
        read.extend(shape::read(item, &mut place));
    }
    read
}

/// Refuses top-level keys that nobody reads.
pub(super) fn known_keys(file: ContentFile, document: &Value, keys: &[&str], findings: &mut Findings) {
    let Some(object) = document.as_object() else {
        findings.at(file, "-").report("-", ContentProblem::Shape("table expected".to_owned()));
        return;
    };
    for key in object.keys().filter(|key| !keys.contains(&key.as_str())) {
        findings.at(file, "-").report(key, ContentProblem::Shape(format!("unknown key `{key}`")));
    }
}
