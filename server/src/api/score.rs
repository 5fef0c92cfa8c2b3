//! `POST /api/v1/score`: what a set of answers means, and where the business stands.

use std::collections::BTreeMap;

use app::words::api::{FieldProblem, Refusal};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::answer::AnswerProblem;
use domain::content::Content;
use domain::facts::Facts;
use domain::matching::Business;
use domain::questionnaire::Answers;
use domain::scoring::{self, Exact};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::body::{JsonObject, refuse_unknown, required_object};
use super::local::Local;
use super::problem::{FieldErrors, Problem};
use super::schema;

/// 答えの意味と点数
#[derive(Serialize, ToSchema)]
pub struct ScoreAnswer<'a> {
    /// 設問票の版
    version: u32,
    #[schema(value_type = schema::Facts)]
    facts: Facts,
    /// 困りごとの id。「とくにない」と未回答は、どちらも空（`facts.pains` の有無で区別できる）
    pains: Vec<String>,
    dimensions: Vec<ScoredDimension<'a>>,
    /// 総合点（0〜100、小数第1位まで）。答えが無ければ null
    #[schema(required = true)]
    total: Option<f64>,
    /// 段階の id。総合点が無ければ null
    #[schema(required = true)]
    level: Option<&'a str>,
    /// 見える設問の id（設問票の順）
    visible: Vec<&'a str>,
}

/// 分野ひとつの点
#[derive(Serialize, ToSchema)]
pub struct ScoredDimension<'a> {
    /// 分野の id
    id: &'a str,
    /// 点（0〜100、小数第1位まで）。答えが無ければ null で、0点ではない
    #[schema(required = true)]
    score: Option<f64>,
}

/// 設問票への答えから、事実・分野ごとの点・段階を出す
///
/// 何も保存しません。答えの書き方：一つ選ぶ設問は選択肢の id、いくつか選ぶ設問は id の配列（`[]` は未回答と同じ）、
/// 数の設問は整数、市町は JIS コード、仕事の種類は大分類の文字か、中分類・小分類をつけた `"I:56"`。
/// 見えない設問への答えは、数えず、誤りにもしません。同じキーが二度あれば後のものを使います。
#[utoipa::path(
    post,
    path = "/api/v1/score",
    tag = "診断",
    request_body(
        content = schema::ScoreRequest,
        example = json!({
            "answers": {"q01": "34207", "q02": "E", "q03": 12, "q04": "corporation", "q07": "some", "q10": ["paperwork"]},
        }),
    ),
    responses((status = 200, description = "点数", body = ScoreAnswer), schema::BodyRefusals),
)]
pub async fn score(
    State(interface): State<Local>,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let content = interface.contents.current();
    let answers = read_answers(&body, &content)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(ScoreAnswer::new(&answers, &content))).into_response())
}

fn read_answers(body: &Map<String, Value>, content: &Content) -> Result<Answers, Problem> {
    let mut errors = FieldErrors::default();
    refuse_unknown(body, &["answers"], &mut errors);
    let written = required_object(body, "answers", &mut errors);
    let answers = written.map(|written| valid_answers(written, content, &mut errors)).unwrap_or_default();
    errors.refuse_if_any(Refusal::BadBody)?;
    Ok(answers)
}

/// Reads what can be read; what cannot is an error only where the question is visible.
fn valid_answers(written: &Map<String, Value>, content: &Content, errors: &mut FieldErrors) -> Answers {
    let mut answers = Answers::new();
    let mut problems: BTreeMap<&str, AnswerProblem> = BTreeMap::new();
    for (id, value) in written {
        match content.questionnaire.question(id).map(|question| question.read_json(value, content)) {
            None => errors.add(path(id), &FieldProblem::Answer(AnswerProblem::UnknownQuestion)),
            Some(Ok(None)) => {}
            Some(Ok(Some(answer))) => {
                answers.insert(id.clone(), answer);
            }
            Some(Err(problem)) => {
                problems.insert(id, problem);
            }
        }
    }
    for question in content.questionnaire.interpret(&answers).visible {
        if let Some(problem) = problems.remove(question.id.as_str()) {
            errors.add(path(&question.id), &FieldProblem::Answer(problem));
        }
    }
    answers
}

fn path(question: &str) -> String {
    format!("answers.{question}")
}

impl<'a> ScoreAnswer<'a> {
    fn new(answers: &'a Answers, content: &'a Content) -> ScoreAnswer<'a> {
        let questionnaire = &content.questionnaire;
        let interpretation = questionnaire.interpret(answers);
        let scores = scoring::score(&interpretation);
        let pains = interpretation.pains();
        let visible = interpretation.visible.iter().map(|question| question.id.as_str()).collect();
        let business = Business::new(interpretation.facts, pains.clone(), questionnaire, &content.industries);
        ScoreAnswer {
            version: questionnaire.version,
            facts: business.facts().clone(),
            pains,
            dimensions: scores
                .dimensions
                .iter()
                .map(|dimension| ScoredDimension { id: dimension.id, score: dimension.score.map(rounded) })
                .collect(),
            total: scores.total.map(rounded),
            level: scores.level.map(|level| level.id.as_str()),
            visible,
        }
    }
}

/// Half up, to one decimal.
#[expect(clippy::cast_precision_loss, reason = "at most 1000 tenths")]
fn rounded(score: Exact) -> f64 {
    scoring::tenths(score) as f64 / 10.0
}
