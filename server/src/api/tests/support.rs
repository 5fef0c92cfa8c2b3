//! The interface on 2026-11-22, Japan's day, with nothing stored.

mod accounts;
mod agencies;
mod clients;
mod requests;
mod staff;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use app::backend::{
    AgencyCode, Attempt, AuditEntry, AuditQuery, Audits, Backend, Clock, CodeMail, CodeMailed, Comment,
    Confirmed, Contents, CountQuery, Counts, Decided, Diagnoses, Diagnosis, DiagnosisKey, Draft, Drafts,
    Entered, Fitting, Frames, FrozenFile, Gaps, Imported, ImportedFrame, Imports, Keeping, KeptCode,
    MailQueue, MailWay, Mails, Matching, MenuTables, NewWarning, NoticeToken, Notices, Passages, Passed,
    Past, PlanEntry, Plans, Populations, Previewed, Publication, Publications, Resent, Resumed, Resumptions,
    Said, Saved, SentTable, SoFar, Submitted, Subscribed, Subscription, TableFormat, Teller, Tellings, Told,
    ToldByAll, Unavailable, Wanted, Warning, Wish,
};
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{DateTime, Utc};
use domain::answer::{RawAnswer, RawAnswers};
use domain::content::{Content, Row, Sources};
use domain::indicator::{Dimension, Period};
use domain::menu::Menu;
use domain::notice::Choices;
use domain::passage::{Helpful, Passage};
use domain::publication::Set;
use domain::search::Page;
use domain::statistic::Counted;
use serde_json::Value;
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("readable"))
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Field, code of every error of a problem document.
    pub fn errors(&self) -> Vec<(String, String)> {
        let text = |error: &Value, key: &str| error[key].as_str().expect("a text").to_owned();
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(error, "field"), text(error, "code"))).collect()
    }
}

pub async fn send(request: Request<Body>) -> Answer {
    let response = crate::api::router(backend()).oneshot(request).await.expect("infallible");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("readable").to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

pub async fn get(path: &str) -> Answer {
    send(Request::get(path).body(Body::empty()).expect("a request")).await
}

pub async fn post(path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    send(request.body(body.into()).expect("a request")).await
}

pub async fn post_json(path: &str, body: &Value) -> Answer {
    post(path, body.to_string()).await
}

/// A refusal: problem+json, its status inside too, words in Japanese.
pub fn assert_problem(answer: &Answer, status: u16, case: &str) {
    assert_eq!(answer.status.as_u16(), status, "{case}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{case}");
    let problem = answer.json();
    assert_eq!(problem["status"], status, "{case}");
    assert!(problem["type"].as_str().is_some_and(|kind| kind.starts_with("/api#")), "{case}");
    for key in ["title", "detail"] {
        let text = problem[key].as_str().expect("a text");
        assert!(text.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{case}: {text}");
    }
}

pub fn content() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    CONTENT.get_or_init(|| Arc::new(Content::check(&seed()).expect("the seed is sound"))).clone()
}

fn seed() -> Sources {
    let toml = |text: &str| toml::from_str(text).expect("TOML");
    Sources {
        questionnaire: toml(include_str!("../../../seed/questionnaire.toml")),
        menus: toml(include_str!("../../../seed/support_menus.toml")),
        cases: toml(include_str!("../../../seed/cases.toml")),
        indicators: toml(include_str!("../../../seed/indicators.toml")),
        lead_times: toml(include_str!("../../../seed/lead_times.toml")),
        municipalities: rows(include_str!("../../../seed/municipalities.csv")),
        industries: rows(include_str!("../../../seed/industries.csv")),
    }
}

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().expect("CSV")
}

pub fn backend() -> Backend {
    Backend {
        contents: Arc::new(Fixed),
        diagnoses: Arc::new(Fixed),
        counts: Arc::new(Fixed),
        drafts: Arc::new(Fixed),
        imports: Arc::new(Fixed),
        menu_tables: Arc::new(Fixed),
        populations: Arc::new(Fixed),
        frames: Arc::new(Fixed),
        audits: Arc::new(Fixed),
        publications: Arc::new(Fixed),
        plans: Arc::new(Fixed),
        passages: Arc::new(Fixed),
        tellings: Arc::new(Fixed),
        mails: Arc::new(Fixed),
        mail_way: MailWay::default(),
        resumptions: Arc::new(Fixed),
        notices: Arc::new(Fixed),
        accounts: Arc::new(Fixed),
        sign_ins: Arc::new(Fixed),
        sign_ons: Arc::new(Fixed),
        enrolments: Arc::new(Fixed),
        rosters: Arc::new(Fixed),
        consents: Arc::new(Fixed),
        clients: Arc::new(Fixed),
        agencies: Arc::new(Fixed),
        requests: Arc::new(Fixed),
        acting: Arc::new(Fixed),
        interface: Arc::new(crate::api::Local::new(Arc::new(Fixed), Arc::new(Fixed), Arc::new(Fixed))),
        clock: Arc::new(Fixed),
        fresh: domain::freshness::FreshDays::default(),
        https: false,
        base_url: "".into(),
    }
}

struct Fixed;

impl Clock for Fixed {
    /// 00:30 of the 22nd in Japan.
    fn now(&self) -> DateTime<Utc> {
        "2026-11-21T15:30:00Z".parse().expect("an instant")
    }
}

impl Contents for Fixed {
    fn current(&self) -> Arc<Content> {
        content()
    }
}

#[async_trait]
impl Mails for Fixed {
    async fn mail_queue(&self, _: usize) -> Result<MailQueue, Unavailable> {
        Err(Unavailable)
    }
    async fn resend(&self, _: i64) -> Result<Resent, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Populations for Fixed {
    async fn matching(&self, _: &[Menu], _: bool) -> Result<Vec<Matching>, Unavailable> {
        Err(Unavailable)
    }
    async fn fitting(&self, _: &Arc<Content>, _: &[usize], _: bool) -> Result<Fitting, Unavailable> {
        Err(Unavailable)
    }
    async fn gaps(&self, _: bool) -> Result<Gaps, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Publications for Fixed {
    async fn publications(&self) -> Result<Vec<Publication>, Unavailable> {
        Err(Unavailable)
    }

    async fn latest(&self, _: &Set) -> Result<Option<Publication>, Unavailable> {
        Err(Unavailable)
    }

    async fn frozen_file(&self, _: &Set, _: u32, _: &str) -> Result<Option<FrozenFile>, Unavailable> {
        Err(Unavailable)
    }

    async fn frozen_body(&self, _: &Set, _: u32, _: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Frames for Fixed {
    async fn frame(&self) -> Result<Option<ImportedFrame>, Unavailable> {
        Err(Unavailable)
    }
}

/// The interface stores nothing: whatever it asked of these would fail.
#[async_trait]
impl Diagnoses for Fixed {
    async fn start(&self) -> Result<DiagnosisKey, Unavailable> {
        Err(Unavailable)
    }

    async fn start_at(&self, _: &AgencyCode) -> Result<DiagnosisKey, Unavailable> {
        Err(Unavailable)
    }

    async fn find(&self, _: &DiagnosisKey) -> Result<Option<Diagnosis>, Unavailable> {
        Err(Unavailable)
    }

    async fn save_answer(&self, _: &DiagnosisKey, _: &str, _: &RawAnswer) -> Result<Saved, Unavailable> {
        Err(Unavailable)
    }

    async fn save_answers(&self, _: &DiagnosisKey, _: &RawAnswers) -> Result<Saved, Unavailable> {
        Err(Unavailable)
    }

    async fn submit(&self, _: &DiagnosisKey) -> Result<Submitted, Unavailable> {
        Err(Unavailable)
    }

    async fn begin_again(&self, _: &DiagnosisKey) -> Result<Option<DiagnosisKey>, Unavailable> {
        Err(Unavailable)
    }

    async fn earlier(&self, _: &DiagnosisKey) -> Result<Vec<Past>, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Counts for Fixed {
    async fn counts(&self, _: &CountQuery<'_>, _: &[Dimension]) -> Result<Vec<Counted>, Unavailable> {
        Err(Unavailable)
    }

    async fn over_time(
        &self,
        _: &str,
        _: &[Period],
        _: bool,
    ) -> Result<BTreeMap<Period, Vec<Counted>>, Unavailable> {
        Err(Unavailable)
    }

    async fn with_submissions(&self, _: &[Period], _: bool) -> Result<Vec<Period>, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Drafts for Fixed {
    async fn open_drafts(&self) -> Result<Vec<Draft>, Unavailable> {
        Err(Unavailable)
    }

    async fn draft(&self, _: i64) -> Result<Option<Previewed>, Unavailable> {
        Err(Unavailable)
    }

    async fn publish(&self, _: &[i64]) -> Result<Decided, Unavailable> {
        Err(Unavailable)
    }

    async fn discard(&self, _: &[i64]) -> Result<Decided, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Audits for Fixed {
    async fn entries(&self, _: &AuditQuery) -> Result<Page<AuditEntry>, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Plans for Fixed {
    async fn enter(&self, _: &PlanEntry) -> Result<Entered, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Passages for Fixed {
    async fn passed(&self, _: &Period, _: bool) -> Result<Passed, Unavailable> {
        Err(Unavailable)
    }

    async fn said(&self, _: bool) -> Result<Passage, Unavailable> {
        Err(Unavailable)
    }

    fn menu_opened(&self, _: &DiagnosisKey) {}

    async fn say_helpful(&self, _: &DiagnosisKey, _: Helpful) -> Result<Said, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Tellings for Fixed {
    async fn told(&self, _: &Teller) -> Result<Option<SoFar>, Unavailable> {
        Err(Unavailable)
    }

    async fn tell(&self, _: &Teller, _: &Told) -> Result<Said, Unavailable> {
        Err(Unavailable)
    }

    async fn told_by_all(&self) -> Result<ToldByAll, Unavailable> {
        Err(Unavailable)
    }

    async fn comment(&self, _: &DiagnosisKey, _: &str) -> Result<Said, Unavailable> {
        Err(Unavailable)
    }

    async fn own_comment(&self, _: &DiagnosisKey) -> Result<Option<String>, Unavailable> {
        Err(Unavailable)
    }

    async fn comments(&self, _: usize) -> Result<Page<Comment>, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Notices for Fixed {
    async fn subscribe(&self, _: &Wish) -> Result<Subscribed, Unavailable> {
        Err(Unavailable)
    }

    fn is_address(&self, _: &str) -> bool {
        false
    }

    async fn is_confirmable(&self, _: &NoticeToken) -> Result<bool, Unavailable> {
        Err(Unavailable)
    }

    async fn confirm(&self, _: &NoticeToken) -> Result<Option<NoticeToken>, Unavailable> {
        Err(Unavailable)
    }

    async fn subscription(&self, _: &NoticeToken) -> Result<Option<Subscription>, Unavailable> {
        Err(Unavailable)
    }

    async fn change(&self, _: &NoticeToken, _: Choices) -> Result<bool, Unavailable> {
        Err(Unavailable)
    }

    async fn end(&self, _: &NoticeToken) -> Result<(), Unavailable> {
        Err(Unavailable)
    }

    async fn would_tell(&self, _: &Menu) -> Result<u64, Unavailable> {
        Err(Unavailable)
    }

    async fn would_warn(&self, _: &[String]) -> Result<u64, Unavailable> {
        Err(Unavailable)
    }

    async fn warnings(&self) -> Result<Vec<Warning>, Unavailable> {
        Err(Unavailable)
    }

    async fn publish_warning(&self, _: &NewWarning) -> Result<(), Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Resumptions for Fixed {
    async fn keep(&self, _: &DiagnosisKey, _: Wanted) -> Result<Keeping, Unavailable> {
        Err(Unavailable)
    }

    async fn code(&self, _: &DiagnosisKey) -> Result<Option<KeptCode>, Unavailable> {
        Err(Unavailable)
    }

    async fn mail_code(&self, _: &CodeMail) -> Result<CodeMailed, Unavailable> {
        Err(Unavailable)
    }

    async fn resume(&self, _: &Attempt) -> Result<Resumed, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Imports for Fixed {
    async fn of_menu(&self, _: &str) -> Result<Option<Imported>, Unavailable> {
        Err(Unavailable)
    }

    async fn vanished(&self) -> Result<Vec<Imported>, Unavailable> {
        Err(Unavailable)
    }

    async fn noted(&self) -> Result<Vec<Imported>, Unavailable> {
        Err(Unavailable)
    }
}

/// Menus of an answer by id.
pub fn menus_by_id(answer: &Value) -> BTreeMap<String, Value> {
    let menus = answer["menus"].as_array().expect("a list");
    menus.iter().map(|menu| (menu["id"].as_str().expect("an id").to_owned(), menu.clone())).collect()
}

#[async_trait]
impl MenuTables for Fixed {
    async fn written(&self, _: TableFormat) -> Result<Vec<u8>, Unavailable> {
        Err(Unavailable)
    }

    async fn keep(&self, _: &str, _: Vec<u8>) -> Result<String, Unavailable> {
        Err(Unavailable)
    }

    async fn sent(&self, _: &str) -> Result<Option<SentTable>, Unavailable> {
        Err(Unavailable)
    }

    async fn confirm(&self, _: &str, _: &str) -> Result<Confirmed, Unavailable> {
        Err(Unavailable)
    }

    async fn throw_away(&self, _: &str) -> Result<(), Unavailable> {
        Err(Unavailable)
    }
}
