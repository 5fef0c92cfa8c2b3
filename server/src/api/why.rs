//! `POST /api/v1/menus/{id}/why`: one business and one menu, and a sentence for each condition.

use app::words::api::Refusal;
use app::words::why::why;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use domain::content::Content;
use domain::matching::{Business, ConditionVerdict, Judgement, Verdict};
use domain::window::Window;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::JsonObject;
use super::condition::ConditionAndVerdict;
use super::local::Local;
use super::matches::MatchRequest;
use super::problem::Problem;
use super::schema;

/// 事業者ひとつから見た、メニューひとつの、条件ごとの理由
#[derive(Serialize, ToSchema)]
pub struct WhyAnswer<'a> {
    /// 判定した日（日本の日付）
    #[schema(value_type = String, format = Date)]
    on: NaiveDate,
    /// メニューの id
    id: &'a str,
    #[schema(value_type = schema::MenuVerdict)]
    verdict: Verdict,
    /// あと一歩：事業者が動けば変えられる条件だけが、満たされていない
    near_miss: bool,
    #[schema(value_type = schema::Window)]
    window: Window,
    /// 締切までの日数。当日は 0、過ぎたら負、締切がわからなければ null
    #[schema(required = true)]
    days_left: Option<i64>,
    conditions: Vec<ConditionReason<'a>>,
}

/// 条件ひとつの理由
#[derive(Serialize, ToSchema)]
pub struct ConditionReason<'a> {
    #[serde(flatten)]
    judged: ConditionAndVerdict<'a>,
    /// 何が求められているか
    asked: String,
    /// この事業者がどうであるか。わからなければ null
    #[schema(required = true)]
    has: Option<String>,
    /// 何をすれば、何に答えれば変わるか。満たしていれば null
    #[schema(required = true)]
    change: Option<String>,
    /// 上の三つを一つにした文
    sentence: String,
}

/// 事業者の事実から、メニューひとつが合う・合わない理由を、条件ごとに文で出す
///
/// 送る内容は `/api/v1/matches` と同じです。何も保存しません。
#[utoipa::path(
    post,
    path = "/api/v1/menus/{id}/why",
    tag = "診断",
    operation_id = "why",
    params(("id" = String, Path, description = "メニューの id")),
    request_body = schema::MatchRequest,
    responses(
        (status = 200, description = "条件ごとの理由", body = WhyAnswer),
        (status = 404, description = "その id のメニューはない", body = Problem, content_type = "application/problem+json"),
        schema::BodyRefusals,
    ),
)]
pub async fn explain(
    State(interface): State<Local>,
    id: Result<Path<String>, PathRejection>,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let content = interface.contents.current();
    let id = id.map(|Path(id)| id).unwrap_or_default();
    let menu = content.menu(&id).ok_or_else(|| Problem::new(Refusal::NoSuchMenu(id)))?;
    let request = MatchRequest::read(&body, &content)?;
    let on = request.on.unwrap_or_else(|| interface.clock.today());
    let business = request.business(&content)?;
    let answer = WhyAnswer::new(business.judge(menu, on), &content, on);
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

impl<'a> WhyAnswer<'a> {
    fn new(judgement: Judgement<'a>, content: &Content, on: NaiveDate) -> WhyAnswer<'a> {
        WhyAnswer {
            on,
            id: judgement.menu.id(),
            verdict: judgement.verdict,
            near_miss: judgement.near_miss,
            window: judgement.standing.window,
            days_left: judgement.standing.days_left,
            conditions: judgement.conditions().map(|v| reason(&v, judgement.business(), content)).collect(),
        }
    }
}

fn reason<'a>(verdict: &ConditionVerdict<'a>, business: &Business, content: &Content) -> ConditionReason<'a> {
    let why = why(verdict, business, content);
    ConditionReason {
        judged: ConditionAndVerdict::from(verdict),
        asked: why.asked,
        has: why.has,
        change: why.change,
        sentence: why.sentence,
    }
}
