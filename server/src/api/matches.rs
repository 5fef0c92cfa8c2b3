//! `POST /api/v1/matches`: one business against the whole catalogue.

use app::words::api::{FieldProblem, Refusal};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use domain::content::Content;
use domain::facts::{FactName, FactValue};
use domain::matching::{Business, ConditionVerdict, Judgement, Verdict};
use domain::window::Window;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::body::{JsonObject, day, refuse_unknown, required_object};
use super::condition::ConditionAndVerdict;
use super::facts::{SaidFacts, read_pains};
use super::local::Local;
use super::problem::{FieldErrors, Problem};
use super::schema;

/// 事業者ひとつと、その日の、全メニューの判定
#[derive(Serialize, ToSchema)]
pub struct MatchAnswer<'a> {
    /// 判定した日（日本の日付）
    #[schema(value_type = String, format = Date)]
    on: NaiveDate,
    derived: Derived,
    /// 先に結果の画面が勧めるもの（順位どおり）、そのあとに残りすべて（id 順）
    menus: Vec<MatchedMenu<'a>>,
}

/// 中小企業基本法による区分。わからないときは null
#[derive(Serialize, ToSchema)]
pub struct Derived {
    /// 中小企業者か
    #[schema(required = true)]
    sme: Option<bool>,
    /// 小規模企業者か
    #[schema(required = true)]
    small_enterprise: Option<bool>,
}

/// メニューひとつの判定
#[derive(Serialize, ToSchema)]
pub struct MatchedMenu<'a> {
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
    /// 困りごととの近さ
    relevance: usize,
    conditions: Vec<JudgedCondition<'a>>,
}

/// 条件ひとつの判定
#[derive(Serialize, ToSchema)]
pub struct JudgedCondition<'a> {
    #[serde(flatten)]
    judged: ConditionAndVerdict<'a>,
    /// 画面に出す理由の文
    text: &'a str,
}

/// A request, read.
pub struct MatchRequest {
    said: SaidFacts,
    pains: FactValue,
    pub on: Option<NaiveDate>,
}

/// 事業者の事実と困りごとから、全メニューの可否・理由・順位を出す
///
/// 何も保存しません。わからない事実は書かないか null にします。同じキーが二度あれば後のものを使います。
/// `sme` と `small_enterprise` は計算するので書かなくてよく、書くなら計算と同じ値に限ります。
/// `/api/v1/score` の `facts` と `pains` をそのまま渡せます。
#[utoipa::path(
    post,
    path = "/api/v1/matches",
    tag = "診断",
    request_body(
        content = schema::MatchRequest,
        example = json!({
            "facts": {"municipality": "34207", "industry": "E", "employees": 12, "legal_form": "corporation"},
            "pains": ["paperwork", "labor-shortage"],
            "on": "2026-11-22",
        }),
    ),
    responses((status = 200, description = "判定", body = MatchAnswer), schema::BodyRefusals),
)]
pub async fn judge(
    State(interface): State<Local>,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let content = interface.contents.current();
    let request = MatchRequest::read(&body, &content)?;
    let on = request.on.unwrap_or_else(|| interface.clock.today());
    let business = request.business(&content)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(MatchAnswer::new(&business, &content, on)))
        .into_response())
}

impl MatchRequest {
    /// Reads a body.
    ///
    /// # Errors
    /// Every field that does not fit.
    pub fn read(body: &Map<String, Value>, content: &Content) -> Result<MatchRequest, Problem> {
        let mut errors = FieldErrors::default();
        refuse_unknown(body, &["facts", "pains", "on"], &mut errors);
        let facts = required_object(body, "facts", &mut errors);
        let said = facts.map(|facts| SaidFacts::read(facts, content, &mut errors)).unwrap_or_default();
        let pains = body.get("pains").ok_or(FieldProblem::Missing);
        let pains = errors.note("pains", pains.and_then(|pains| read_pains(pains, content)));
        let on = errors.note("on", read_on(body.get("on"))).flatten();
        let pains = pains.unwrap_or_else(|| FactValue::from([]));
        if said.get(FactName::Pains).is_some_and(|inner| *inner != pains) {
            errors.add("facts.pains", &FieldProblem::Contradicts { other: "pains" });
        }
        errors.refuse_if_any(Refusal::BadBody)?;
        Ok(MatchRequest { said, pains, on })
    }

    /// No pains at the top say as little as in the answer of `/score`: none chosen, or not asked.
    ///
    /// # Errors
    /// When a derived fact is said to be other than the law says.
    pub fn business(self, content: &Content) -> Result<Business, Problem> {
        let mut facts = self.said.facts();
        let pains = match &self.pains {
            FactValue::Set(pains) => pains.clone(),
            _ => Default::default(),
        };
        if !pains.is_empty() {
            facts.learn(FactName::Pains, self.pains);
        }
        let business = Business::new(facts, pains, &content.questionnaire, &content.industries);
        let mut errors = FieldErrors::default();
        self.said.refuse_underived(business.facts(), &mut errors);
        errors.refuse_if_any(Refusal::BadBody)?;
        Ok(business)
    }
}

/// Left out or `null`: today.
fn read_on(value: Option<&Value>) -> Result<Option<NaiveDate>, FieldProblem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => day(text).map(Some),
        Some(_) => Err(FieldProblem::NotADate),
    }
}

impl<'a> MatchAnswer<'a> {
    fn new(business: &'a Business, content: &'a Content, on: NaiveDate) -> MatchAnswer<'a> {
        let matches = business.match_all(&content.menus, on);
        let derived = |fact| match business.facts().get(fact) {
            Some(FactValue::Bool(value)) => Some(*value),
            _ => None,
        };
        MatchAnswer {
            on,
            derived: Derived {
                sme: derived(FactName::Sme),
                small_enterprise: derived(FactName::SmallEnterprise),
            },
            menus: matches.offered.into_iter().chain(matches.others).map(MatchedMenu::from).collect(),
        }
    }
}

impl<'a> From<Judgement<'a>> for MatchedMenu<'a> {
    fn from(judgement: Judgement<'a>) -> MatchedMenu<'a> {
        MatchedMenu {
            id: judgement.menu.id(),
            verdict: judgement.verdict,
            near_miss: judgement.near_miss,
            window: judgement.standing.window,
            days_left: judgement.standing.days_left,
            relevance: judgement.relevance,
            conditions: judgement.conditions().map(JudgedCondition::from).collect(),
        }
    }
}

impl<'a> From<ConditionVerdict<'a>> for JudgedCondition<'a> {
    fn from(verdict: ConditionVerdict<'a>) -> JudgedCondition<'a> {
        JudgedCondition { judged: ConditionAndVerdict::from(&verdict), text: &verdict.condition.text }
    }
}
