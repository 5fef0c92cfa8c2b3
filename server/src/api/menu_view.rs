//! A support menu as the interface shows it: as it was written, and where its window stands on a day.

use chrono::NaiveDate;
use domain::amount::{Rate, rates};
use domain::document::{
    AmountTier, AmountUnit, ConditionLevel, MenuKind, ProviderLevel, SourceKind, Verified,
};
use domain::menu::{Condition, Menu};
use domain::window::{Round, Status, Window};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::schema;

/// 支援メニュー。null は「不明か定めなし」で、0円・無期限ではない
#[derive(Serialize, ToSchema)]
pub struct MenuView<'a> {
    id: &'a str,
    name: &'a str,
    /// 出す組織の名前
    provider: &'a str,
    #[schema(value_type = schema::ProviderLevel)]
    provider_level: ProviderLevel,
    #[schema(value_type = schema::MenuKind)]
    kind: MenuKind,
    summary: &'a str,
    #[schema(value_type = schema::Status)]
    status: Status,
    /// 受付の始まり（日本の日付）。募集回がいくつかあれば、その日に効く回のもの
    #[schema(value_type = Option<String>, format = Date, required = true)]
    opens: Option<NaiveDate>,
    /// 申し込める最後の日（日本の日付）
    #[schema(value_type = Option<String>, format = Date, required = true)]
    closes: Option<NaiveDate>,
    /// 募集回のすべて（時の順）。日付のわからない支援では空
    rounds: Vec<RoundView>,
    #[schema(value_type = schema::Window)]
    window: Window,
    /// 締切までの日数。当日は 0、過ぎたら負
    #[schema(required = true)]
    days_left: Option<i64>,
    /// 上限（円）
    #[schema(required = true)]
    max_amount_yen: Option<u64>,
    /// 下限（円）
    #[schema(required = true)]
    min_amount_yen: Option<u64>,
    #[schema(value_type = Option<schema::AmountUnit>, required = true)]
    amount_unit: Option<AmountUnit>,
    /// 補助の割合の文
    #[schema(required = true)]
    subsidy_rate: Option<&'a str>,
    /// 割合の区分。場合ごとに違わなければ一つ
    subsidy_rates: Vec<RateView<'a>>,
    /// 金額の区分
    amount_tiers: Vec<TierView<'a>>,
    /// 対象の費用（代表例）
    eligible_costs: &'a [String],
    /// 困りごとの id
    pains: &'a [String],
    /// 解決策の id
    solutions: &'a [String],
    conditions: Vec<ConditionView<'a>>,
    /// 利用者に見せる案内先
    url: &'a str,
    #[schema(required = true)]
    note: Option<&'a str>,
    /// 内容を読んだ場所
    source_url: &'a str,
    #[schema(value_type = schema::SourceKind)]
    source_kind: SourceKind,
    /// 出典の日付（年・年月だけのこともある）
    #[schema(required = true)]
    as_of: Option<&'a str>,
    #[schema(value_type = schema::Verified)]
    verified: Verified,
}

/// 募集回。両端の日をふくむ
#[derive(Serialize, ToSchema)]
pub struct RoundView {
    #[schema(value_type = Option<String>, format = Date, required = true)]
    opens: Option<NaiveDate>,
    #[schema(value_type = Option<String>, format = Date, required = true)]
    closes: Option<NaiveDate>,
}

/// 補助の割合
#[derive(Serialize, ToSchema)]
pub struct RateView<'a> {
    /// 分子
    num: u64,
    /// 分母
    den: u64,
    /// どんなとき。どの場合も同じ割合なら null
    #[schema(required = true)]
    when: Option<&'a str>,
}

/// 金額の区分。人数・工程・場合のどれかで分かれる
#[derive(Serialize, ToSchema)]
pub struct TierView<'a> {
    #[schema(required = true)]
    employees_min: Option<u64>,
    #[schema(required = true)]
    employees_max: Option<u64>,
    #[schema(required = true)]
    processes_min: Option<u64>,
    #[schema(required = true)]
    processes_max: Option<u64>,
    #[schema(required = true)]
    case: Option<&'a str>,
    #[schema(required = true)]
    min_yen: Option<u64>,
    #[schema(required = true)]
    max_yen: Option<u64>,
    /// 賃上げをするときの上限（円）
    #[schema(required = true)]
    max_yen_with_wage_increase: Option<u64>,
}

/// 条件
#[derive(Serialize, ToSchema)]
pub struct ConditionView<'a> {
    #[schema(value_type = schema::FactName)]
    fact: &'static str,
    #[schema(value_type = schema::Operator)]
    op: &'a str,
    /// 比べる値
    #[schema(value_type = Value)]
    value: &'a Value,
    #[schema(value_type = schema::ConditionLevel)]
    level: ConditionLevel,
    /// 画面に出す理由の文
    text: &'a str,
}

impl<'a> MenuView<'a> {
    pub fn new(menu: &'a Menu, on: NaiveDate) -> MenuView<'a> {
        let document = &menu.document;
        let standing = menu.reception.standing(on);
        MenuView {
            id: &document.id,
            name: &document.name,
            provider: &document.provider,
            provider_level: document.provider_level,
            kind: document.kind,
            summary: &document.summary,
            status: document.status,
            opens: standing.round.opens,
            closes: standing.round.closes,
            rounds: menu.reception.rounds().iter().map(RoundView::from).collect(),
            window: standing.window,
            days_left: standing.days_left,
            max_amount_yen: document.max_amount_yen,
            min_amount_yen: document.min_amount_yen,
            amount_unit: document.amount_unit,
            subsidy_rate: document.subsidy_rate.as_deref(),
            subsidy_rates: rates(document).into_iter().map(RateView::from).collect(),
            amount_tiers: document.amount_tiers.iter().map(TierView::from).collect(),
            eligible_costs: &document.eligible_costs,
            pains: &document.pains,
            solutions: &document.solutions,
            conditions: menu.conditions.iter().map(ConditionView::from).collect(),
            url: &document.url,
            note: document.note.as_deref(),
            source_url: &document.source_url,
            source_kind: document.source_kind,
            as_of: document.as_of.as_deref(),
            verified: document.verified,
        }
    }
}

impl From<&Round> for RoundView {
    fn from(round: &Round) -> RoundView {
        RoundView { opens: round.opens, closes: round.closes }
    }
}

impl<'a> From<Rate<'a>> for RateView<'a> {
    fn from(rate: Rate<'a>) -> RateView<'a> {
        RateView { num: rate.num, den: rate.den, when: rate.when }
    }
}

impl<'a> From<&'a AmountTier> for TierView<'a> {
    fn from(tier: &'a AmountTier) -> TierView<'a> {
        TierView {
            employees_min: tier.employees_min,
            employees_max: tier.employees_max,
            processes_min: tier.processes_min,
            processes_max: tier.processes_max,
            case: tier.case.as_deref(),
            min_yen: tier.min_yen,
            max_yen: tier.max_yen,
            max_yen_with_wage_increase: tier.max_yen_with_wage_increase,
        }
    }
}

impl<'a> From<&'a Condition> for ConditionView<'a> {
    fn from(condition: &'a Condition) -> ConditionView<'a> {
        ConditionView {
            fact: condition.comparison.fact().as_str(),
            op: &condition.op,
            value: &condition.value,
            level: condition.level,
            text: &condition.text,
        }
    }
}
