//! Content files → checked content. Every error of every file is reported at once; with a single one nothing is loaded.

mod csv_file;
mod toml_file;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use app::words::content::{FileProblem, file_problem, problem};
use domain::content::{Content, ContentFile, ContentProblem, Row, Sources};
use serde_json::Value;

/// The starting content, embedded in the binary.
const SEED: [(ContentFile, &str); 7] = [
    (ContentFile::Municipalities, include_str!("../seed/municipalities.csv")),
    (ContentFile::Industries, include_str!("../seed/industries.csv")),
    (ContentFile::Questionnaire, include_str!("../seed/questionnaire.toml")),
    (ContentFile::Menus, include_str!("../seed/support_menus.toml")),
    (ContentFile::Cases, include_str!("../seed/cases.toml")),
    (ContentFile::Indicators, include_str!("../seed/indicators.toml")),
    (ContentFile::LeadTimes, include_str!("../seed/lead_times.toml")),
];

/// The seven files, read or not.
#[derive(Debug)]
pub struct Files(BTreeMap<ContentFile, Result<String, FileProblem>>);

/// Content that may be loaded: as it stands in the files, and checked.
#[derive(Debug)]
pub struct Checked {
    pub sources: Sources,
    pub content: Content,
}

/// One error: the file, the entry in it, the field of the entry, and what is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub file: ContentFile,
    /// Id of the entry; its line where it has none; `-` for the file as a whole.
    pub entry: String,
    pub field: String,
    pub problem: Problem,
}

/// An error of the file or of what is in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    File(FileProblem),
    Content(ContentProblem),
}

impl fmt::Display for Finding {
    /// `support_menus.toml ［some-menu］ closes：…`, and below it the place in the text where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match &self.problem {
            Problem::File(slip) => file_problem(slip),
            Problem::Content(slip) => problem(slip),
        };
        write!(f, "{} ［{}］ {}：{said}", self.file.name(), self.entry, self.field)
    }
}

impl Files {
    /// The starting content.
    #[must_use]
    pub fn seed() -> Files {
        Files(SEED.into_iter().map(|(file, text)| (file, Ok(text.to_owned()))).collect())
    }

    /// The files of a folder. What cannot be read is reported by [`Files::check`].
    #[must_use]
    pub fn in_folder(folder: &Path) -> Files {
        Files(ContentFile::ALL.into_iter().map(|file| (file, read(&folder.join(file.name())))).collect())
    }

    /// Checks everything.
    ///
    /// # Errors
    /// Every error found, file by file.
    pub fn check(&self) -> Result<Checked, Vec<Finding>> {
        let mut found = Vec::new();
        let sources = Sources {
            questionnaire: self.toml(ContentFile::Questionnaire, &mut found),
            menus: self.toml(ContentFile::Menus, &mut found),
            cases: self.toml(ContentFile::Cases, &mut found),
            indicators: self.toml(ContentFile::Indicators, &mut found),
            lead_times: self.toml(ContentFile::LeadTimes, &mut found),
            municipalities: self.csv(
                ContentFile::Municipalities,
                &["code5", "name", "kana", "type"],
                &mut found,
            ),
            industries: self.csv(ContentFile::Industries, &INDUSTRY_COLUMNS, &mut found),
        };
        match Content::check(&sources) {
            Ok(content) if found.is_empty() => Ok(Checked { sources, content }),
            Ok(_) => Err(found),
            Err(content_findings) => {
                let damaged: BTreeSet<ContentFile> = found.iter().map(|finding| finding.file).collect();
                let own = content_findings.into_iter().filter(|finding| !follows_from(finding, &damaged));
                found.extend(own.map(Finding::from));
                found.sort_by_key(|finding| finding.file);
                Err(found)
            }
        }
    }

    fn toml(&self, file: ContentFile, found: &mut Vec<Finding>) -> Value {
        let read = self.text(file).and_then(|text| toml_file::read(file, text));
        read.unwrap_or_else(|findings| {
            found.extend(findings);
            Value::Null
        })
    }

    fn csv(&self, file: ContentFile, columns: &[&str], found: &mut Vec<Finding>) -> Vec<Row> {
        let read = self.text(file).and_then(|text| csv_file::read(file, text, columns));
        read.unwrap_or_else(|findings| {
            found.extend(findings);
            Vec::new()
        })
    }

    fn text(&self, file: ContentFile) -> Result<&str, Vec<Finding>> {
        match self.0.get(&file) {
            Some(Ok(text)) => Ok(text),
            Some(Err(problem)) => Err(vec![Finding::of_file(file, "-", "-", problem.clone())]),
            None => Err(vec![Finding::of_file(file, "-", "-", FileProblem::Missing)]),
        }
    }
}

const INDUSTRY_COLUMNS: [&str; 8] = [
    "division",
    "level",
    "codes",
    "name",
    "sme_group",
    "sme_capital_max_yen",
    "sme_employees_max",
    "small_employees_max",
];

impl Finding {
    fn of_file(
        file: ContentFile,
        entry: impl Into<String>,
        field: impl Into<String>,
        slip: FileProblem,
    ) -> Self {
        Finding { file, entry: entry.into(), field: field.into(), problem: Problem::File(slip) }
    }
}

impl From<domain::content::ContentFinding> for Finding {
    fn from(finding: domain::content::ContentFinding) -> Finding {
        let domain::content::ContentFinding { file, entry, field, problem } = finding;
        Finding { file, entry, field, problem: Problem::Content(problem) }
    }
}

/// What is said of a file that could not be read, or of references into it, only repeats that.
/// (Of references into the questionnaire the domain says nothing when there is none.)
fn follows_from(finding: &domain::content::ContentFinding, damaged: &BTreeSet<ContentFile>) -> bool {
    let refers_to = match (finding.file, finding.field.as_str()) {
        (ContentFile::Cases, "industry") => Some(ContentFile::Industries),
        (ContentFile::LeadTimes, "menus") => Some(ContentFile::Menus),
        _ => None,
    };
    damaged.contains(&finding.file) || refers_to.is_some_and(|file| damaged.contains(&file))
}

fn read(path: &Path) -> Result<String, FileProblem> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => FileProblem::Missing,
        _ => FileProblem::Unreadable(error.to_string()),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| FileProblem::NotUtf8)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests;
