//! `GET /api/v1/indicators` and `/indicators/{id}`: what is measured, the plans' own figures, and what is published.
//!
//! Figures of the survey are read from the frozen files of open data, and from nowhere else: whoever asks, in whatever
//! pieces, learns what those files tell (statistics.md §4). The plans' figures are of public papers (each names its source),
//! and are told as officers have entered them.
#![expect(unused_qualifications, reason = "written by utoipa's macros")]

use app::backend::{Publication, Unavailable, latest_of_each};
use app::words::api::{FieldProblem, Refusal};
use app::words::open_data::columns::SURVEY;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use domain::document::{Measure, PlanRecord, SurveyIndicator};
use domain::indicator::{Dimension, Period};
use domain::plan::Series;
use domain::publication::Set;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::cache::{Freshness, answer};
use super::local::Local;
use super::problem::{FieldErrors, Problem};
use super::query::Parameters;
use super::schema;

/// 指標の一覧
#[derive(Serialize, ToSchema)]
pub struct IndicatorList<'a> {
    /// 診断の回答から数える指標。計画の指標とは調べ方がちがい、つなげて読めない
    survey: Vec<SurveyIndicatorView<'a>>,
    /// 県の計画の指標
    plan: Vec<PlanIndicatorView<'a>>,
    /// 数字を公開している期間（新しい順）。公開した数字は変わらない
    published: Vec<PublishedPeriod>,
}

/// 診断の回答から数える指標
#[derive(Serialize, ToSchema)]
pub struct SurveyIndicatorView<'a> {
    id: &'a str,
    label: &'a str,
    definition: &'a str,
    question_id: &'a str,
    #[schema(schema_with = schema::measure_kind)]
    measure: &'static str,
}

/// 県の計画の指標
#[derive(Serialize, ToSchema)]
pub struct PlanIndicatorView<'a> {
    id: &'a str,
    name: &'a str,
    /// 計画の id
    plan: &'a str,
    /// 計画の中の場所
    section: &'a str,
    unit: &'a str,
    /// higher_is_better は高いほどよい
    direction: &'static str,
    /// 年度順
    figures: Vec<PlanFigureView<'a>>,
}

/// 計画の指標の、ひとつの年度の数字。無いものは null で、0 ではない
#[derive(Serialize, ToSchema)]
pub struct PlanFigureView<'a> {
    /// R6 は令和6年度
    fiscal_year: Option<&'a str>,
    /// 年度でない期間
    period: Option<&'a str>,
    target: Option<f64>,
    /// 数でない目標
    target_state: Option<&'a str>,
    actual: Option<f64>,
    /// 数でない実績
    actual_state: Option<&'a str>,
    /// およその数か
    approx: bool,
    /// はじめからの積み上げか
    cumulative: bool,
    source_url: &'a str,
    as_of: &'a str,
    note: Option<&'a str>,
}

/// 数字を公開している期間の、いちばん新しい版
#[derive(Serialize, ToSchema)]
pub struct PublishedPeriod {
    /// R8 は令和8年度、R8-Q1 はその第1四半期、2026-11 は月
    period: String,
    #[schema(value_type = String, format = Date)]
    from: NaiveDate,
    /// この日を含む
    #[schema(value_type = String, format = Date)]
    to: NaiveDate,
    version: u32,
    #[schema(value_type = String, format = DateTime)]
    published_at: DateTime<Utc>,
    /// この版について知っておくこと
    note: String,
    /// 全部の数字の入ったファイル。変わらない
    url: String,
}

/// 診断の指標ひとつの、公開した数字
#[derive(Serialize, ToSchema)]
pub struct IndicatorFigures<'a> {
    indicator: SurveyIndicatorView<'a>,
    /// まだどの期間も公開していなければ null
    published: Option<PublishedPeriod>,
    figures: Vec<FigureView>,
}

/// 数字ひとつ。隠した数は "x"、答えた数が 0 のときの割合は "n/a"
#[derive(Serialize, Deserialize, ToSchema)]
pub struct FigureView {
    /// share は指標そのものの割合、share_strict はより厳しい割合、option は選択肢ごと
    measure: String,
    option_id: Option<String>,
    option_label: Option<String>,
    /// all は全体
    breakdown: String,
    /// 規模の id、産業の大分類の文字、JIS 5桁。all は全体、unknown は答えのない事業者
    group_code: String,
    group_name: String,
    #[schema(schema_with = schema::number_or_mark)]
    answered: Value,
    #[schema(schema_with = schema::number_or_mark)]
    count: Value,
    /// 割合（%）
    #[schema(schema_with = schema::number_or_mark)]
    share_percent: Value,
    /// 秘匿、回答なし
    note: Option<String>,
}

/// A row of the frozen file.
#[derive(Deserialize)]
struct FrozenRow {
    indicator_id: String,
    #[serde(flatten)]
    figure: FigureView,
}

/// The parameters, for the description alone.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Filters {
    /// 公開している期間（例：R8-Q1）。省けばいちばん新しいもの
    period: Option<String>,
    #[param(value_type = Option<schema::Breakdown>, inline)]
    breakdown: Option<String>,
}

/// What stands for no breakdown, in files and here.
pub const NO_BREAKDOWN: &str = "all";

/// 指標の一覧
///
/// 県の計画の数字はここに全部あります。診断の数字は、指標ごとに読んでください。
#[utoipa::path(
    get,
    path = "/api/v1/indicators",
    tag = "指標",
    operation_id = "indicators",
    responses((status = 200, description = "一覧", body = IndicatorList), schema::QueryRefusals),
)]
pub async fn list(
    State(interface): State<Local>,
    asked: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    parameters.refuse_all()?;
    let publications = interface.publications.publications().await.map_err(unavailable)?;
    let content = interface.contents.current();
    let list = IndicatorList {
        survey: content.questionnaire.indicators.iter().map(survey_view).collect(),
        plan: Series::all(&content.plan_records).iter().map(plan_view).collect(),
        published: latest_of_each(&publications).into_iter().filter_map(published_period).collect(),
    };
    answer(&asked, &list, Freshness::AskAgain)
}

/// 診断の指標ひとつの、公開した数字
///
/// 公開した期間の数字だけです。好きな期間や分け方では数えません（1社の答えが分からないように）。
#[utoipa::path(
    get,
    path = "/api/v1/indicators/{id}",
    tag = "指標",
    operation_id = "indicator",
    params(("id" = String, Path, description = "診断の指標の id"), Filters),
    responses(
        (status = 200, description = "公開した数字", body = IndicatorFigures),
        (status = 404, description = "その id の指標はない", body = Problem, content_type = "application/problem+json"),
        schema::QueryRefusals,
    ),
)]
pub async fn show(
    State(interface): State<Local>,
    asked: HeaderMap,
    id: Result<Path<String>, PathRejection>,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let content = interface.contents.current();
    let id = id.map(|Path(id)| id).unwrap_or_default();
    let indicator = content.questionnaire.indicators.iter().find(|indicator| indicator.id == id);
    let indicator = indicator.ok_or_else(|| Problem::new(Refusal::NoSuchIndicator(id)))?;
    let publications = interface.publications.publications().await.map_err(unavailable)?;
    let choice = Choice::read(parameters, &latest_of_each(&publications))?;
    let figures = match choice.publication {
        Some(publication) => figures(&interface, publication, indicator, choice.breakdown.as_deref()).await?,
        None => Vec::new(),
    };
    let published = choice.publication.and_then(published_period);
    let shown = IndicatorFigures { indicator: survey_view(indicator), published, figures };
    answer(&asked, &shown, Freshness::AskAgain)
}

/// What of the published figures is asked for.
struct Choice<'a> {
    publication: Option<&'a Publication>,
    /// None: all of them.
    breakdown: Option<String>,
}

impl<'a> Choice<'a> {
    /// `latest` begins with the latest period.
    fn read(parameters: Parameters, latest: &[&'a Publication]) -> Result<Choice<'a>, Problem> {
        let mut errors = FieldErrors::default();
        let values = parameters.known(&["period", "breakdown"], &mut errors);
        let mut periods = latest.iter().copied().filter(|publication| publication.set != Set::Catalogue);
        let publication = match values.get("period") {
            None => periods.next(),
            Some(code) => {
                let found = Period::parse(code).and_then(|period| {
                    periods.find(|publication| publication.set == Set::Period(period.clone()))
                });
                errors.note("period", found.ok_or_else(|| FieldProblem::NoSuchValue(code.clone())))
            }
        };
        let breakdown = values.get("breakdown").and_then(|name| {
            let known = name == NO_BREAKDOWN || Dimension::parse(name).is_some();
            let known = known.then(|| name.clone());
            errors.note("breakdown", known.ok_or_else(|| FieldProblem::NoSuchValue(name.clone())))
        });
        errors.refuse_if_any(Refusal::BadQuery)?;
        Ok(Choice { publication, breakdown })
    }
}

async fn figures(
    interface: &Local,
    publication: &Publication,
    indicator: &SurveyIndicator,
    breakdown: Option<&str>,
) -> Result<Vec<FigureView>, Problem> {
    let body = interface
        .publications
        .frozen_body(&publication.set, publication.version, &survey_file())
        .await
        .map_err(unavailable)?;
    let Some(body) = body else {
        tracing::error!(set = publication.set.code(), "a publication has no file of the survey");
        return Err(Problem::new(Refusal::Internal));
    };
    let rows: Vec<FrozenRow> = serde_json::from_slice(&body).map_err(|error| {
        tracing::error!(%error, set = publication.set.code(), "a frozen file cannot be read");
        Problem::new(Refusal::Internal)
    })?;
    let rows = rows.into_iter().filter(|row| row.indicator_id == indicator.id).map(|row| row.figure);
    Ok(rows.filter(|figure| breakdown.is_none_or(|wanted| figure.breakdown == wanted)).collect())
}

fn survey_file() -> String {
    format!("{}.json", SURVEY.name)
}

fn unavailable(_: Unavailable) -> Problem {
    Problem::new(Refusal::Internal)
}

fn survey_view(indicator: &SurveyIndicator) -> SurveyIndicatorView<'_> {
    let SurveyIndicator { id, label, definition, from_question, .. } = indicator;
    SurveyIndicatorView {
        id,
        label,
        definition,
        question_id: from_question,
        measure: match indicator.measure {
            Measure::Share { .. } => "share",
            Measure::Distribution => "distribution",
            Measure::PerOption => "per_option",
        },
    }
}

fn plan_view<'a>(series: &Series<'a>) -> PlanIndicatorView<'a> {
    let first = series.first();
    PlanIndicatorView {
        id: &first.indicator,
        name: &first.name,
        plan: &first.plan,
        section: &first.section,
        unit: &first.unit,
        direction: first.direction.as_str(),
        figures: series.records().iter().copied().map(plan_figure).collect(),
    }
}

fn plan_figure(record: &PlanRecord) -> PlanFigureView<'_> {
    PlanFigureView {
        fiscal_year: record.fiscal_year.as_deref(),
        period: record.period.as_deref(),
        target: record.target,
        target_state: record.target_state.as_deref(),
        actual: record.actual,
        actual_state: record.actual_state.as_deref(),
        approx: record.approx.unwrap_or(false),
        cumulative: record.cumulative,
        source_url: &record.source_url,
        as_of: &record.as_of,
        note: record.note.as_deref(),
    }
}

/// None for what is no period.
fn published_period(publication: &Publication) -> Option<PublishedPeriod> {
    let Set::Period(period) = &publication.set else { return None };
    let (from, to) = period.first_and_last()?;
    Some(PublishedPeriod {
        period: period.code(),
        from,
        to,
        version: publication.version,
        published_at: publication.published_at,
        note: publication.note.clone(),
        url: publication.path_of(&survey_file()),
    })
}
