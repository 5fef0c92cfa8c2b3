//! Schemas that are lists of the domain's words, and those of requests, which are read by hand.
//! The words come from the domain, so that the description cannot fall behind.

use std::borrow::Cow;

use app::words;
use domain::condition;
use domain::document;
use domain::facts::{self, FactKind};
use domain::indicator::Dimension;
use domain::truth::Truth;
use domain::window;
use utoipa::openapi::schema::{AdditionalProperties, SchemaType};
use utoipa::openapi::{Array, KnownFormat, Object, ObjectBuilder, Ref, RefOr, Schema, SchemaFormat, Type};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

use super::problem::Problem;

macro_rules! closed_list {
    ($($name:ident $description:literal = $words:expr;)+) => { $(
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = $words.into_iter().map(str::to_owned);
                let list = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words));
                list.description(Some($description)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+ };
}

closed_list! {
    FactName "事実の名前" = facts::FactName::ALL.map(|fact| fact.as_str());
    Operator "比べ方" = condition::Operator::ALL.map(|op| op.as_str());
    ConditionLevel "required は満たさないと使えない。preferred は合うと順位が上がるだけ" = ["required", "preferred"];
    ConditionVerdict "満たす、満たさない、まだわからない" = [Truth::True, Truth::False, Truth::Unknown].map(condition_verdict);
    MenuVerdict "使える、まだわからない、使えない" = ["eligible", "needs_info", "not_eligible"];
    Window "受付：受付中、通年、これから、不明、終了" = window::Window::ALL.map(|window| window.as_str());
    Status "出典が言う受付の様子。日付があれば window が正しい" = ["open", "rolling", "closed", "unknown"];
    MenuKind "支援の種類" = document::MenuKind::ALL.iter().map(|kind| kind.as_str());
    ProviderLevel "出す組織" = document::ProviderLevel::ALL.iter().map(|level| level.as_str());
    AmountUnit "金額の単位。無ければ1申請あたり" = document::AmountUnit::ALL.iter().map(|unit| unit.as_str());
    Breakdown "分け方。all は全体" = [super::indicators::NO_BREAKDOWN].into_iter().chain(Dimension::ALL.map(Dimension::as_str));
    SourceKind "出典の種類" = document::SourceKind::ALL.iter().map(|kind| kind.as_str());
    Verified "確かめ方" = document::Verified::ALL.iter().map(|verified| verified.as_str());
}

/// The verdict on one condition, as the interface spells it.
pub fn condition_verdict(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "met",
        Truth::False => "not_met",
        Truth::Unknown => "unknown",
    }
}

macro_rules! by_hand {
    ($($name:ident = $schema:expr;)+) => { $(
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                $schema.into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }

            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                schemas.push((Facts::name().into_owned(), Facts::schema()));
            }
        }
    )+ };
}

by_hand! {
    Facts = facts_object();
    MatchRequest = closed_object()
        .property("facts", Ref::from_schema_name("Facts"))
        .property("pains", described(Array::new(text()), "困りごとの id"))
        .property("on", nullable_day())
        .required("facts")
        .required("pains");
    ScoreRequest = closed_object()
        .property("answers", answers())
        .required("answers");
}

fn closed_object() -> ObjectBuilder {
    ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

fn text() -> Object {
    Object::with_type(Type::String)
}

fn described(mut array: Array, description: &str) -> Array {
    array.description = Some(description.to_owned());
    array
}

/// How an indicator is counted.
pub fn measure_kind() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(["share", "distribution", "per_option"]))
        .description(Some("割合、選択肢に分かれる数、選択肢ごとの割合"))
}

/// A number of a publication, or what stands for one that is hidden or is none.
pub fn number_or_mark() -> Schema {
    let mark = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["x", "n/a"]));
    utoipa::openapi::schema::OneOfBuilder::new().item(Object::with_type(Type::Number)).item(mark).into()
}

fn nullable_day() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
        .description(Some("判定する日（日本の日付）。省けば今日"))
}

fn answers() -> ObjectBuilder {
    let forms = utoipa::openapi::schema::OneOfBuilder::new()
        .item(text())
        .item(Array::new(text()))
        .item(ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)));
    ObjectBuilder::new()
        .additional_properties(Some(AdditionalProperties::RefOr(RefOr::T(Schema::from(forms)))))
        .description(Some("設問の id から答えへ。設問と選択肢は /api/v1/questionnaire にあります"))
}

fn facts_object() -> ObjectBuilder {
    let all = facts::FactName::ALL.into_iter();
    all.fold(
        closed_object().description(Some("わかっている事実だけを書く。null はわからない")),
        |object, fact| object.property(fact.as_str(), fact_schema(fact)),
    )
}

fn fact_schema(fact: facts::FactName) -> RefOr<Schema> {
    let or_null = |kind| SchemaType::from_iter([kind, Type::Null]);
    let description = Some(words::api::fact(fact));
    let object = ObjectBuilder::new().description(description);
    match fact.kind() {
        FactKind::Bool => object.schema_type(or_null(Type::Boolean)).into(),
        FactKind::Number => object.schema_type(or_null(Type::Integer)).minimum(Some(0)).into(),
        FactKind::Text => object
            .schema_type(or_null(Type::String))
            .enum_values(vocabulary(fact).map(|words| words.iter().map(|word| Some(*word)).chain([None])))
            .into(),
        FactKind::Set => {
            let mut set = described(Array::new(text()), words::api::fact(fact));
            set.schema_type = or_null(Type::Array);
            set.unique_items = true;
            RefOr::T(Schema::Array(set))
        }
    }
}

fn vocabulary(fact: facts::FactName) -> Option<&'static [&'static str]> {
    match fact {
        facts::FactName::LegalForm => Some(&facts::LEGAL_FORMS),
        facts::FactName::SecurityAction => Some(&facts::SECURITY_ACTIONS),
        _ => None,
    }
}

/// What a POST can be refused for.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only its schema is used")]
pub enum BodyRefusals {
    /// JSONとして読めない、または文字が UTF-8 ではない
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// 本文が 64 KiB を超えている
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// Content-Type が application/json ではない
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(Problem),
    /// 知らない項目、型や値の誤り、食い違い。項目ごとの理由が errors に入る
    #[response(status = 422, content_type = "application/problem+json")]
    BadBody(Problem),
}

/// What a GET can be refused for.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only its schema is used")]
pub enum QueryRefusals {
    /// 知らない絞り込み、または値の誤り
    #[response(status = 400, content_type = "application/problem+json")]
    BadQuery(Problem),
}
