//! One condition with its verdict, as the answers about one menu and about all menus have it.

use domain::document::ConditionLevel;
use domain::matching::ConditionVerdict;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::schema;

/// 条件ひとつと、それが満たされているか
#[derive(Serialize, ToSchema)]
pub struct ConditionAndVerdict<'a> {
    #[schema(value_type = schema::FactName)]
    fact: &'static str,
    #[schema(value_type = schema::Operator)]
    op: &'a str,
    /// 比べる値
    #[schema(value_type = Value)]
    value: &'a Value,
    #[schema(value_type = schema::ConditionLevel)]
    level: ConditionLevel,
    #[schema(value_type = schema::ConditionVerdict)]
    verdict: &'static str,
    /// unknown のとき、何が分かれば決まるか
    #[schema(value_type = Vec<schema::FactName>)]
    needs: Vec<&'static str>,
}

impl<'a> From<&ConditionVerdict<'a>> for ConditionAndVerdict<'a> {
    fn from(verdict: &ConditionVerdict<'a>) -> ConditionAndVerdict<'a> {
        ConditionAndVerdict {
            fact: verdict.condition.comparison.fact().as_str(),
            op: &verdict.condition.op,
            value: &verdict.condition.value,
            level: verdict.condition.level,
            verdict: schema::condition_verdict(verdict.truth),
            needs: verdict.needs.iter().map(|fact| fact.as_str()).collect(),
        }
    }
}
