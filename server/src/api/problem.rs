//! Refusals as RFC 9457 problem documents, in Japanese.

use app::words::api::{FieldProblem, Refusal};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::answer::AnswerProblem;
use serde::Serialize;
use utoipa::ToSchema;

/// A body of 64 KiB has room for thousands of mistakes; nobody reads more than these.
const MAX_ERRORS: usize = 50;
/// Longest name of a field that is repeated, in characters.
const MAX_FIELD: usize = 80;

/// 断った理由（RFC 9457）
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// 問題の種類。`/api#` のあとは変わらない名前
    #[serde(rename = "type")]
    kind: &'static str,
    /// 種類を表す短い文
    title: &'static str,
    /// HTTPの状態コード
    status: u16,
    /// 今回の理由
    detail: String,
    /// 項目ごとの理由（50件まで）
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldError>,
}

/// 項目ひとつの理由
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// 項目の場所。例：`facts.employees`、`answers.q10`
    field: String,
    /// 理由の文
    reason: String,
    /// 理由の種類。変わらない名前
    code: &'static str,
}

/// Collects what is wrong with the fields of one request.
#[derive(Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    pub fn add(&mut self, field: impl AsRef<str>, problem: &FieldProblem) {
        if self.0.len() < MAX_ERRORS {
            self.0.push(FieldError {
                field: field.as_ref().chars().take(MAX_FIELD).collect(),
                reason: problem.sentence(),
                code: field_code(problem),
            });
        }
    }

    /// Keeps the value, or the reason why there is none.
    pub fn note<T>(&mut self, field: impl AsRef<str>, read: Result<T, FieldProblem>) -> Option<T> {
        read.map_err(|problem| self.add(field, &problem)).ok()
    }

    /// # Errors
    /// The refusal with all that was collected, if anything was.
    pub fn refuse_if_any(self, refusal: Refusal) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let words: Vec<(&str, &str)> =
            self.0.iter().map(|error| (error.field.as_str(), error.reason.as_str())).collect();
        let detail = refusal.detail(&words);
        Err(Problem { detail, errors: self.0, ..Problem::new(refusal) })
    }
}

impl Problem {
    pub fn new(refusal: Refusal) -> Problem {
        let (kind, status) = kind_and_status(&refusal);
        let detail = refusal.detail(&[]);
        Problem { kind, title: refusal.title(), status: status.as_u16(), detail, errors: Vec::new() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn kind_and_status(refusal: &Refusal) -> (&'static str, StatusCode) {
    match refusal {
        Refusal::MalformedJson { .. } | Refusal::EmptyBody => {
            ("/api#malformed-json", StatusCode::BAD_REQUEST)
        }
        Refusal::NotUtf8 { .. } => ("/api#not-utf8", StatusCode::BAD_REQUEST),
        Refusal::NotJson => ("/api#not-json", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        Refusal::Unreadable => ("/api#unreadable", StatusCode::BAD_REQUEST),
        Refusal::TooLarge { .. } => ("/api#too-large", StatusCode::PAYLOAD_TOO_LARGE),
        Refusal::BadBody => ("/api#bad-body", StatusCode::UNPROCESSABLE_ENTITY),
        Refusal::BadQuery => ("/api#bad-query", StatusCode::BAD_REQUEST),
        Refusal::NoSuchMenu(_) => ("/api#no-such-menu", StatusCode::NOT_FOUND),
        Refusal::NoSuchIndicator(_) => ("/api#no-such-indicator", StatusCode::NOT_FOUND),
        Refusal::NoSuchPath => ("/api#no-such-path", StatusCode::NOT_FOUND),
        Refusal::MethodNotAllowed => ("/api#method-not-allowed", StatusCode::METHOD_NOT_ALLOWED),
        Refusal::Internal => ("/api#internal", StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn field_code(problem: &FieldProblem) -> &'static str {
    match problem {
        FieldProblem::UnknownField => "unknown_field",
        FieldProblem::UnknownParameter => "unknown_parameter",
        FieldProblem::Missing => "missing",
        FieldProblem::Repeated => "repeated",
        FieldProblem::NotAnObject => "not_an_object",
        FieldProblem::NotAList => "not_a_list",
        FieldProblem::NotAText => "not_a_text",
        FieldProblem::NotABool => "not_a_bool",
        FieldProblem::NotACount => "not_a_count",
        FieldProblem::NotADate => "not_a_date",
        FieldProblem::TooGreat { .. } => "too_great",
        FieldProblem::TooLong { .. } => "too_long",
        FieldProblem::BrokenText => "broken_text",
        FieldProblem::NoSuchValue(_) => "no_such_value",
        FieldProblem::Contradicts { .. } => "contradiction",
        FieldProblem::NotAsDerived { .. } => "not_as_derived",
        FieldProblem::Answer(problem) => answer_code(problem),
    }
}

fn answer_code(problem: &AnswerProblem) -> &'static str {
    match problem {
        AnswerProblem::Required => "required",
        AnswerProblem::UnknownQuestion => "unknown_question",
        AnswerProblem::UnknownOption(_) => "unknown_option",
        AnswerProblem::OnlyOne => "only_one",
        AnswerProblem::TooMany { .. } => "too_many",
        AnswerProblem::ExclusiveWithOthers { .. } => "exclusive_with_others",
        AnswerProblem::NotANumber(_) => "not_a_number",
        AnswerProblem::OutOfRange { .. } => "out_of_range",
        AnswerProblem::UnknownMunicipality(_) => "unknown_municipality",
        AnswerProblem::UnknownIndustry(_) => "unknown_industry",
        AnswerProblem::CodeOfOtherDivision { .. } => "code_of_other_division",
        AnswerProblem::WrongType => "wrong_type",
    }
}
