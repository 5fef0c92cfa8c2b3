//! One run: read, put on top of what is known, hand over to the store in parts.
//!
//! Each part is one transaction, and doing it again changes nothing: a run that was cut off is simply run again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use app::backend::Action;
use chrono::NaiveDate;
use domain::content::Content;
use domain::draft::{Origin, alike};
use serde_json::{Map, Value};

use super::answer::{self, Raw, Unread};
use super::fetch::{Ask, KEYWORD_CHARS, Manners, NoAnswer, Portal};
use super::menu::{Made, made, menu_id};
use super::record::{BadRecord, Record, has_detail, on_top};
use super::report::{Failed, Report, Told};
use crate::store::{Known, Reading, Store, StoreError, Taken, Turned};

const SYSTEM: Origin = Origin::Jgrants;
/// Records of one transaction.
const PART: usize = 50;

/// What makes a run impossible; all else is told in its report.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A keyword that the API does not take.
    #[error("keyword {0:?}")]
    Keyword(String),
    /// Not an address of a web server.
    #[error("base {0:?}")]
    Base(String),
}

/// How to ask the portal.
#[derive(Debug, Clone)]
pub struct Listing {
    pub base: String,
    /// What is listed under any of these.
    pub keywords: Vec<String>,
    /// The keywords together bring everything: what is not listed has vanished.
    pub complete: bool,
    pub manners: Manners,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Of the lists.
    Listing { done: usize, of: usize },
    /// Of the details.
    Details { done: usize, of: usize },
}

/// Imports files that hold answers of the API: lists, details, in any order. `complete`: together they list
/// everything that there is.
///
/// # Errors
/// When nothing is published yet, or the database does not answer; parts that were taken in stay.
pub async fn import_files(
    store: &Store,
    files: &[PathBuf],
    complete: bool,
    today: NaiveDate,
) -> Result<Report, Problem> {
    let mut run = Run::new(store, today).await?;
    let outcome = run.files(files, complete).await;
    run.end(outcome).await
}

/// Asks the portal for lists, then for the detail of each record in them.
///
/// # Errors
/// As [`import_files`]; and when the portal's address or a keyword cannot be used, before anything is asked.
pub async fn import_portal(
    store: &Store,
    listing: &Listing,
    today: NaiveDate,
    step: &mut dyn FnMut(Step),
) -> Result<Report, Problem> {
    let is_address = ["https://", "http://"].iter().any(|scheme| listing.base.starts_with(scheme));
    if !is_address {
        return Err(Problem::Base(listing.base.clone()));
    }
    if let Some(bad) = listing.keywords.iter().find(|word| !KEYWORD_CHARS.contains(&word.chars().count())) {
        return Err(Problem::Keyword(bad.clone()));
    }
    let mut run = Run::new(store, today).await?;
    let outcome = run.portal(listing, step).await;
    run.end(outcome).await
}

fn read_file(file: &Path) -> Result<Vec<Raw>, String> {
    let opened = File::open(file).map_err(|error| format!("開けません（{error}）"))?;
    answer::read(opened).map_err(|unread| match unread {
        Unread::Slip(slip) => slip.to_string(),
        Unread::Broken(error) => format!("読めません（{error}）"),
    })
}

struct Run<'a> {
    store: &'a Store,
    content: Content,
    today: NaiveDate,
    known: BTreeMap<String, Known>,
    /// To be taken in; of one record the answer that says most comes last.
    read: Vec<Record>,
    /// Ids of all that was read, also of what could not be taken.
    listed: BTreeSet<String>,
    /// A list or a file is missing, or holds something without an id: what is not listed may be there all the same.
    gaps: bool,
    report: Report,
}

impl<'a> Run<'a> {
    async fn new(store: &'a Store, today: NaiveDate) -> Result<Run<'a>, StoreError> {
        let sources = store.content_sources().await?.ok_or(StoreError::NothingPublished)?;
        let content = Content::check(&sources);
        Ok(Run {
            store,
            content: content.map_err(|found| StoreError::StoredContent { errors: found.len() })?,
            today,
            known: store.known_records(SYSTEM).await?,
            read: Vec::new(),
            listed: BTreeSet::new(),
            gaps: false,
            report: Report::default(),
        })
    }

    async fn files(&mut self, files: &[PathBuf], complete: bool) -> Result<(), StoreError> {
        let mut records = Vec::new();
        for file in files {
            let what = file.display().to_string();
            match read_file(file) {
                Ok(raw) => records.extend(self.records(&what, raw)),
                Err(why) => self.unlisted(&what, why),
            }
        }
        // What says most is put on top of the rest.
        records.sort_by_key(Record::rank);
        self.read.extend(records);
        self.take_in_all().await?;
        if complete {
            self.compare().await?;
        }
        Ok(())
    }

    async fn portal(&mut self, listing: &Listing, step: &mut dyn FnMut(Step)) -> Result<(), StoreError> {
        let mut portal = Portal::new(&listing.base, listing.manners.clone());
        let mut listed: BTreeMap<String, Record> = BTreeMap::new();
        for (done, keyword) in listing.keywords.iter().enumerate() {
            step(Step::Listing { done, of: listing.keywords.len() });
            let what = format!("一覧「{keyword}」");
            match portal.ask(&Ask::List(keyword.clone())).await {
                Ok(raw) => {
                    let records =
                        self.records(&what, raw).into_iter().map(|record| (record.id.clone(), record));
                    listed.extend(records);
                }
                Err(why) => self.unlisted(&what, sentence(&why)),
            }
        }
        let of = listed.len();
        for (done, (id, record)) in listed.into_iter().enumerate() {
            step(Step::Details { done, of });
            self.read.push(record);
            let detail = self.detail(&mut portal, &id).await;
            self.read.extend(detail);
            if done % PART == PART - 1 {
                self.take_in_all().await?;
            }
        }
        step(Step::Details { done: of, of });
        self.take_in_all().await?;
        if listing.complete {
            self.compare().await?;
        }
        Ok(())
    }

    /// Writes the run down, also one that was broken off: its parts stay.
    async fn end(self, outcome: Result<(), StoreError>) -> Result<Report, Problem> {
        self.store.note(Action::ImportJgrants, "", &self.report.told()).await?;
        outcome?;
        Ok(self.report)
    }

    fn failed(&mut self, what: &str, why: impl Into<String>) {
        self.report.failed.push(Failed { what: what.to_owned(), why: why.into() });
    }

    /// A whole list or file could not be read.
    fn unlisted(&mut self, what: &str, why: String) {
        self.gaps = true;
        self.failed(what, why);
    }

    /// The good records of an answer; the bad ones are reported.
    fn records(&mut self, what: &str, raw: Vec<Raw>) -> Vec<Record> {
        let mut good = Vec::new();
        for (place, raw) in raw.into_iter().enumerate() {
            match Record::read(raw) {
                Ok(record) => {
                    self.listed.insert(record.id.clone());
                    good.push(record);
                }
                Err(BadRecord { id, slip }) => {
                    self.gaps |= id.is_none();
                    let which = id.clone().unwrap_or_else(|| format!("{} 番目", place + 1));
                    self.listed.extend(id);
                    self.failed(&format!("{what} の {which}"), slip.to_string());
                }
            }
        }
        good
    }

    /// The detail of a record in version 2; where there is none, in version 1.
    async fn detail(&mut self, portal: &mut Portal, id: &str) -> Option<Record> {
        let what = format!("詳細 {id}");
        let mut answer = portal.ask(&Ask::Detail { version: 2, id: id.to_owned() }).await;
        if answer == Err(NoAnswer::Status(404)) {
            answer = portal.ask(&Ask::Detail { version: 1, id: id.to_owned() }).await;
        }
        match answer {
            Ok(raw) => {
                let mut records = self.records(&what, raw);
                let own = records.iter().position(|record| record.id == id);
                if own.is_none()
                    && self.report.failed.last().is_none_or(|failed| !failed.what.starts_with(&what))
                {
                    self.failed(&what, "その id の公募が返ってきません");
                }
                own.map(|place| records.swap_remove(place))
            }
            Err(why) => {
                self.failed(&what, sentence(&why));
                None
            }
        }
    }

    /// Hands over what was read, part by part.
    async fn take_in_all(&mut self) -> Result<(), StoreError> {
        let mut records: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
        for Record { id, fields } in std::mem::take(&mut self.read) {
            let so_far = records.remove(&id);
            records.insert(id, on_top(so_far.as_ref(), &fields));
        }
        let (mut seen, mut readings) = (Vec::new(), Vec::new());
        for (id, fields) in records {
            match self.reading(&id, &fields) {
                Some(reading) => readings.push(reading),
                None => seen.push(id),
            }
        }
        self.store.seen(SYSTEM, &seen).await?;
        self.report.unchanged += seen.len();
        for part in readings.chunks(PART) {
            let taken = self.store.take_in(SYSTEM, part).await?;
            for (reading, taken) in part.iter().zip(taken) {
                self.tell(reading, taken);
            }
        }
        Ok(())
    }

    /// What a record says now; none if that is what is known. An unchanged record may say something else than it did:
    /// a closing that was far off has come near, or industries of other names have been loaded.
    fn reading(&self, id: &str, fields: &Map<String, Value>) -> Option<Reading> {
        let known = self.known.get(id);
        let before = known.and_then(|known| known.record.as_object());
        let record = on_top(before, fields);
        let Made { mut document, notes } = made(&record, &self.content, self.today);
        if let Some(known) = known {
            keep_date(&mut document, &known.taken);
            if before == Some(&record) && alike(Some(&document), Some(&known.taken)) {
                return None;
            }
        }
        let completes = before.is_some_and(|before| completes(before, &record));
        Some(Reading {
            source_id: id.to_owned(),
            document,
            notes,
            completes,
            before: known.map(|known| known.record.clone()),
            record: Value::Object(record),
        })
    }

    fn tell(&mut self, reading: &Reading, taken: Taken) {
        let told = Told {
            menu_id: menu_id(&reading.source_id),
            name: reading.document["name"].as_str().unwrap_or_default().to_owned(),
        };
        match taken {
            Taken::New => self.report.new.push(told),
            Taken::Completed => self.report.completed.push(told),
            Taken::Drafted(_) => self.report.changed.push(told),
            Taken::Unchanged => self.report.unchanged += 1,
            Taken::Turned(why) => {
                let why = turned(&why);
                self.failed(&format!("公募 {}（{}）", reading.source_id, told.name), why);
            }
        }
    }

    /// Marks what a complete listing lacks.
    async fn compare(&mut self) -> Result<(), StoreError> {
        let why = if self.gaps {
            Some("読めなかった一覧があります。")
        } else if self.listed.is_empty() {
            Some("一覧が0件でした。")
        } else {
            None
        };
        if let Some(why) = why {
            self.report.not_compared = Some(why.to_owned());
            return Ok(());
        }
        for id in self.store.mark_vanished(SYSTEM, &self.listed).await? {
            let name = self.known.get(&id).and_then(|known| known.taken["name"].as_str()).unwrap_or_default();
            let told = Told { menu_id: menu_id(&id), name: name.to_owned() };
            self.report.vanished.push(told);
        }
        Ok(())
    }
}

/// Is it the first detail of a record that was known from a list alone, and takes nothing back?
fn completes(before: &Map<String, Value>, record: &Map<String, Value>) -> bool {
    let stays = |(key, value): (&String, &Value)| value.is_null() || alike(record.get(key), Some(value));
    !has_detail(before) && has_detail(record) && before.iter().all(stays)
}

/// A day on which nothing but the day would differ is not worth a draft.
fn keep_date(document: &mut Value, before: &Value) {
    let mut dated = document.clone();
    dated["as_of"] = before["as_of"].clone();
    if alike(Some(&dated), Some(before)) {
        *document = dated;
    }
}

fn turned(why: &Turned) -> String {
    match why {
        Turned::IdTaken => "同じ id の支援メニューが、もうあります".to_owned(),
        Turned::Meanwhile => "ほかの取り込みが同時に進んでいました。もう一度実行してください".to_owned(),
        Turned::Unfit(findings) => {
            let told = findings.iter().map(|finding| {
                format!("{}：{}", finding.field, app::words::content::problem(&finding.problem))
            });
            format!("中身の検査に通りません（{}）", told.collect::<Vec<_>>().join(" "))
        }
    }
}

fn sentence(why: &NoAnswer) -> String {
    match why {
        NoAnswer::Status(status) => format!("サーバーが {status} を返しました"),
        NoAnswer::Timeout => "時間内に答えがありません".to_owned(),
        NoAnswer::TooLarge => "答えが大きすぎます".to_owned(),
        NoAnswer::Connection(reason) => format!("つながりません（{reason}）"),
        NoAnswer::Slip(slip) => slip.to_string(),
    }
}
