//! `GET /api/v1/questionnaire`: the published version, with all that can be answered spelt out.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::content::Content;
use domain::document::{Labelled, LevelDocument, Pain};
use domain::facts::{FactName, FactValue};
use domain::industry::IndustryRow;
use domain::questionnaire::{Choice, Question, QuestionKind};
use serde::Serialize;
use utoipa::ToSchema;

use super::cache::{Freshness, answer};
use super::local::Local;
use super::problem::Problem;
use super::query::Parameters;
use super::schema;

/// 公開している設問票
#[derive(Serialize, ToSchema)]
pub struct QuestionnaireView<'a> {
    id: &'a str,
    /// 版。公開した版は変わらない
    version: u32,
    title: &'a str,
    /// 答えるのにかかる分
    minutes: u64,
    /// 設問のまとまり（出す順）
    sections: Vec<Named<'a>>,
    /// 点をつける分野
    dimensions: Vec<Named<'a>>,
    /// 段階（低いほうから）
    levels: Vec<LevelView<'a>>,
    questions: Vec<QuestionView<'a>>,
    pains: Vec<PainView<'a>>,
    /// 解決策
    solutions: Vec<Named<'a>>,
}

/// 名前のあるもの
#[derive(Serialize, ToSchema)]
pub struct Named<'a> {
    id: &'a str,
    label: &'a str,
}

/// 段階
#[derive(Serialize, ToSchema)]
pub struct LevelView<'a> {
    id: &'a str,
    label: &'a str,
    /// この点から
    min: u64,
}

/// 困りごと
#[derive(Serialize, ToSchema)]
pub struct PainView<'a> {
    id: &'a str,
    label: &'a str,
    /// つながる解決策の id
    solutions: &'a [String],
    /// お金をかけずにできる最初の一歩
    first_step: &'a str,
}

/// 設問
#[derive(Serialize, ToSchema)]
pub struct QuestionView<'a> {
    id: &'a str,
    /// まとまりの id
    section: &'a str,
    /// single は一つ選ぶ、multi はいくつか選ぶ、number は数
    #[serde(rename = "type")]
    kind: &'static str,
    required: bool,
    text: &'a str,
    #[schema(required = true)]
    help: Option<&'a str>,
    /// 答えでわかる事実
    #[schema(value_type = Option<schema::FactName>, required = true)]
    fact: Option<&'static str>,
    /// 見える条件。null はいつも見える。前にある設問の事実だけを見て、わからない事実があれば見えない
    #[schema(required = true)]
    visible_if: Option<String>,
    /// 点をつける分野の id
    dimensions: &'a [String],
    options: Vec<OptionView<'a>>,
    /// 選べる数の上限
    #[schema(required = true)]
    max_choices: Option<usize>,
    /// 選んだ数（0から）に応じた点。ほかと一緒に選べない選択肢は数えない
    #[schema(required = true)]
    points_by_count: Option<Vec<u64>>,
    /// 数の下限
    #[schema(required = true)]
    min: Option<u64>,
    /// 数の上限
    #[schema(required = true)]
    max: Option<u64>,
    /// 数の単位
    #[schema(required = true)]
    unit: Option<&'a str>,
    /// 「わからない」以外で答えたとき、選ばなかったことからわかる事実
    #[schema(value_type = schema::Facts)]
    sets_otherwise: BTreeMap<&'static str, &'a FactValue>,
}

/// 選択肢
#[derive(Serialize, ToSchema)]
pub struct OptionView<'a> {
    /// 答えに書く値
    id: String,
    label: &'a str,
    /// 「わからない」
    unknown: bool,
    /// ほかと一緒に選べない
    exclusive: bool,
    /// 分野の id から点（0〜4）へ
    scores: BTreeMap<&'a str, u64>,
    /// 選ぶとわかる事実
    #[schema(value_type = schema::Facts)]
    sets: BTreeMap<&'static str, FactValue>,
    /// 仕事の種類の二段目。中小企業の基準が大分類と違う分類
    finer: Vec<FinerView<'a>>,
}

/// 仕事の種類の二段目
#[derive(Serialize, ToSchema)]
pub struct FinerView<'a> {
    /// 答えに書く値。codes のどれを使ってもよい
    id: String,
    label: &'a str,
    /// 中分類・小分類のコード
    codes: &'a [String],
}

/// 公開している設問票
///
/// 市町と仕事の種類の選択肢、仕事の種類の二段目も含みます。
#[utoipa::path(
    get,
    path = "/api/v1/questionnaire",
    tag = "設問と支援メニュー",
    operation_id = "questionnaire",
    responses((status = 200, description = "設問票", body = QuestionnaireView), schema::QueryRefusals),
)]
pub async fn show(
    State(interface): State<Local>,
    asked: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    parameters.refuse_all()?;
    answer(&asked, &QuestionnaireView::new(&interface.contents.current()), Freshness::Minutes)
}

impl<'a> QuestionnaireView<'a> {
    fn new(content: &'a Content) -> QuestionnaireView<'a> {
        let questionnaire = &content.questionnaire;
        let named = |list: &'a [Labelled]| list.iter().map(Named::from).collect();
        QuestionnaireView {
            id: &questionnaire.id,
            version: questionnaire.version,
            title: &questionnaire.title,
            minutes: questionnaire.minutes,
            sections: named(&questionnaire.sections),
            dimensions: named(&questionnaire.dimensions),
            levels: questionnaire.levels.iter().map(LevelView::from).collect(),
            questions: questionnaire.questions.iter().map(|q| QuestionView::new(q, content)).collect(),
            pains: questionnaire.pains.iter().map(PainView::from).collect(),
            solutions: named(&questionnaire.solutions),
        }
    }
}

impl<'a> QuestionView<'a> {
    fn new(question: &'a Question, content: &'a Content) -> QuestionView<'a> {
        let (kind, range) = match &question.kind {
            QuestionKind::Number { min, max, unit } => ("number", Some((*min, *max, unit.as_str()))),
            QuestionKind::Multi { .. } => ("multi", None),
            QuestionKind::Single { .. } | QuestionKind::Municipality | QuestionKind::Industry => {
                ("single", None)
            }
        };
        let max_choices = match question.kind {
            QuestionKind::Multi { max_choices, .. } => max_choices,
            _ => None,
        };
        QuestionView {
            id: &question.id,
            section: &question.section,
            kind,
            required: question.required,
            text: &question.text,
            help: question.help.as_deref(),
            fact: question.fact.map(FactName::as_str),
            visible_if: question.visible_if.as_ref().map(ToString::to_string),
            dimensions: &question.dimensions,
            options: options(question, content),
            max_choices,
            points_by_count: points_by_count(question),
            min: range.map(|(min, _, _)| min),
            max: range.map(|(_, max, _)| max),
            unit: range.map(|(_, _, unit)| unit),
            sets_otherwise: question.sets_otherwise.iter().map(|(fact, v)| (fact.as_str(), v)).collect(),
        }
    }
}

fn points_by_count(question: &Question) -> Option<Vec<u64>> {
    let rule = question.score_rule.as_ref()?;
    let countable = question.choices().iter().filter(|choice| !choice.exclusive && !choice.unknown).count();
    Some((0..=countable).map(|count| rule.points(count)).collect())
}

fn options<'a>(question: &'a Question, content: &'a Content) -> Vec<OptionView<'a>> {
    let plain = |id: &str, label: &'a str, fact: FactName| OptionView {
        id: id.to_owned(),
        label,
        unknown: false,
        exclusive: false,
        scores: BTreeMap::new(),
        sets: BTreeMap::from([(fact.as_str(), FactValue::from(id))]),
        finer: Vec::new(),
    };
    match question.kind {
        QuestionKind::Municipality => {
            let all = content.municipalities.iter();
            all.map(|m| plain(&m.code, &m.name, FactName::Municipality)).collect()
        }
        QuestionKind::Industry => content
            .industries
            .divisions()
            .map(|row| OptionView {
                finer: finer(row, content),
                ..plain(&row.division.to_string(), &row.name, FactName::Industry)
            })
            .collect(),
        _ => question.choices().iter().map(OptionView::from).collect(),
    }
}

fn finer<'a>(division: &'a IndustryRow, content: &'a Content) -> Vec<FinerView<'a>> {
    let letter = division.division;
    let rows = content.industries.finer_that_matter(&letter.to_string());
    rows.map(|row| FinerView {
        id: row.codes.first().map(|code| format!("{letter}:{code}")).unwrap_or_default(),
        label: &row.name,
        codes: &row.codes,
    })
    .collect()
}

impl<'a> From<&'a Choice> for OptionView<'a> {
    fn from(choice: &'a Choice) -> OptionView<'a> {
        OptionView {
            id: choice.id.clone(),
            label: &choice.label,
            unknown: choice.unknown,
            exclusive: choice.exclusive,
            scores: choice.scores.iter().map(|(dimension, points)| (dimension.as_str(), *points)).collect(),
            sets: choice.yields.iter().map(|(fact, value)| (fact.as_str(), value.clone())).collect(),
            finer: Vec::new(),
        }
    }
}

impl<'a> From<&'a Labelled> for Named<'a> {
    fn from(one: &'a Labelled) -> Named<'a> {
        Named { id: &one.id, label: &one.label }
    }
}

impl<'a> From<&'a LevelDocument> for LevelView<'a> {
    fn from(level: &'a LevelDocument) -> LevelView<'a> {
        LevelView { id: &level.id, label: &level.label, min: level.min }
    }
}

impl<'a> From<&'a Pain> for PainView<'a> {
    fn from(pain: &'a Pain) -> PainView<'a> {
        PainView {
            id: &pain.id,
            label: &pain.label,
            solutions: &pain.solutions,
            first_step: &pain.first_step,
        }
    }
}
