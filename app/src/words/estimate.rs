//! The calculator of a menu's page.

use domain::amount::{CostProblem, Grant, Rate};
use domain::document::AmountUnit;

use super::format::{thousands, yen};

pub const TITLE: &str = "いくら戻るか、計算してみる";
pub const COST: &str = "かかる費用";
pub const UNIT: &str = "円";
pub const HINT: &str = "対象になる費用の合計です。「300万」「3,000,000」のどちらの書き方でも読めます。";
pub const SEND: &str = "計算する";
pub const NO_RATE: &str =
    "補助の割合がわからないので、計算できません。案内のページか公募要領で確かめてください。";
pub const CASE: &str = "区分と割合";
pub const GRANT: &str = "戻る額の目安";
pub const GRANT_WITH_WAGE: &str = "賃上げをするとき";
pub const NOTE: &str = "1円に満たない額は切り捨てました。実際の制度では、千円に満たない額を切り捨てることがよくあります。どの区分・割合になるか、どの費用が対象かは、公募要領で決まります。費用の一部にだけ掛かる割合もあります。";
pub const CAPPED: &str = "（上限）";

/// Why a cost is not worked with: one short sentence at the field.
#[must_use]
pub fn problem(problem: CostProblem) -> String {
    match problem {
        CostProblem::NotANumber => "費用を数字で入れてください（例：300万、3000000）".to_owned(),
        CostProblem::OutOfRange { max } => format!("1円から{}までの費用で入れてください", yen(max)),
    }
}

/// Over the table.
#[must_use]
pub fn caption(cost: u64) -> String {
    format!("費用が{}（{}円）のとき", yen(cost), thousands(cost))
}

/// What the cost is counted by, where that is not one application.
#[must_use]
pub fn counted_by(unit: Option<AmountUnit>) -> Option<&'static str> {
    match unit? {
        AmountUnit::PerPerson => Some("1人あたりの費用を入れてください。"),
        AmountUnit::PerYearPerOffice => Some("1事業所・1年あたりの費用を入れてください。"),
        AmountUnit::PerYearPerStudent => Some("1人・1年あたりの費用を入れてください。"),
    }
}

/// `2/3（原則）`
#[must_use]
pub fn rate(rate: Rate<'_>) -> String {
    let when = rate.when.map_or(String::new(), |when| format!("（{when}）"));
    format!("{}/{}{when}", rate.num, rate.den)
}

/// What comes back, or why nothing does.
#[must_use]
pub fn grant(grant: Grant) -> String {
    match grant {
        Grant::Yen { yen: amount, capped } => yen(amount) + if capped { CAPPED } else { "" },
        Grant::BelowLeast { least, cost_needed: Some(cost) } => {
            format!("下限の{}に届きません（費用が{}から）", yen(least), yen(cost))
        }
        Grant::BelowLeast { least, cost_needed: None } => format!("下限の{}に届きません", yen(least)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_limits_and_shortfalls_are_said() {
        for (given, text) in [
            (Grant::Yen { yen: 666_666, capped: false }, "66万6,666円"),
            (Grant::Yen { yen: 500_000, capped: true }, "50万円（上限）"),
            (
                Grant::BelowLeast { least: 50_000, cost_needed: Some(75_000) },
                "下限の5万円に届きません（費用が7万5,000円から）",
            ),
        ] {
            assert_eq!(grant(given), text);
        }
        assert_eq!(
            problem(CostProblem::OutOfRange { max: 1_000_000_000_000 }),
            "1円から1兆円までの費用で入れてください"
        );
    }
}
