//! Figures of the two plans: what they say, and the form in which officers enter them.

use domain::document::{PlanDirection, PlanRecord, PlanRole};
use domain::plan::{Field, LONGEST_TEXT, Outcome, Slip};

use super::format::{fiscal_year, partial_date};

pub const TITLE: &str = "計画の指標と目標";
pub const SEE: &str = "計画の指標（目標と実績）を見る・書き入れる";
pub const LEAD: &str = "県の二つの計画の、年度ごとの目標と実績です。数えた値ではなく、資料から書き入れた値です。書き入れた数字は、すぐに /api/v1/indicators から、だれでも読めます。";
pub const LEGEND: &str = "– は、資料に数字がないことを示します（0ではありません）。達成・未達は、同じ年度に目標と実績の数字が両方あるときだけ出します。";
pub const NOT_SURVEYED: &str = "診断の回答から数えた割合とは調べ方が違います。続きの値としては読めません。";
pub const YEAR: &str = "年度";
pub const TARGET: &str = "目標";
pub const ACTUAL: &str = "実績";
pub const OUTCOME: &str = "結果";
pub const NO_YEAR: &str = "年度の記載なし";
pub use super::format::NO_FIGURE;
pub const CUMULATIVE: &str = "累計";
/// What most figures are for.
pub const FOLLOWED: &str = "年度ごとに追う数";
pub const APPROX: &str = "約";
pub const SOURCE: &str = "出典";
pub const ENTER: &str = "数字を書き入れる・直す";
pub const CHOOSE_YEAR: &str = "どの年度の数字ですか";
pub const OPEN_YEAR: &str = "この年度を開く";
pub const SAVE: &str = "書き入れる";
pub const APPROX_FIELD: &str = "実績は「約」の数（資料に「約」とある）";
pub const CHANGED: &str = "あなたが書いている間に、この年度の数字が変わりました。まだ何も書き入れていません。上の表のいまの数字を見て、もう一度押してください。";
pub const UNFIT: &str = "いまの「中身」（支援メニューや設問などのファイル）に直すところがあり、数字を書き入れられませんでした。書いたものは下に残っています。ファイルを直して読み込んでから、もう一度押してください。";
pub const ENTERED: &str = "書き入れました。数秒のうちに、だれでも読めるデータ（/api/v1/indicators）にも出ます。だれが何を変えたかは「操作の記録」に残ります。";
pub const SECTIONS: &str = "計画と柱";

/// A plan by its id; the id itself if it is none that we know.
#[must_use]
pub fn plan(id: &str) -> &str {
    match id {
        "hiroshima-dx-acceleration-plan" => "広島県DX加速プラン",
        "hiroshima-admin-digital-action-plan" => "広島県行政デジタル化推進アクションプラン",
        other => other,
    }
}

/// 「令和6年度」, with the period that the source names, if any.
#[must_use]
pub fn year(record: &PlanRecord) -> String {
    let year = record.fiscal_year.as_deref().map_or_else(|| NO_YEAR.to_owned(), fiscal_year);
    match &record.period {
        Some(period) => format!("{year}（{period}）"),
        None => year,
    }
}

/// What a figure is for, where it is not simply followed from year to year.
#[must_use]
pub fn role(role: PlanRole) -> Option<&'static str> {
    match role {
        PlanRole::Kpi => None,
        PlanRole::Output => Some("実績だけの数"),
        PlanRole::Progress => Some("途中経過"),
        PlanRole::Reference => Some("参考値"),
    }
}

/// In sign and word.
#[must_use]
pub fn outcome(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Achieved) => "✓ 達成",
        Some(Outcome::NotAchieved) => "△ 未達",
        None => NO_FIGURE,
    }
}

#[must_use]
pub fn direction(direction: PlanDirection) -> &'static str {
    match direction {
        PlanDirection::Higher => "高いほどよい",
        PlanDirection::Lower => "低いほどよい",
        PlanDirection::Achieved => "できたかどうか",
    }
}

/// Beside the heading of an indicator.
#[must_use]
pub fn unit(unit: &str, direction: PlanDirection) -> String {
    format!("単位：{unit}・{}", self::direction(direction))
}

/// Over the table of an indicator.
#[must_use]
pub fn caption(name: &str) -> String {
    format!("{name}の目標と実績")
}

/// 「出典（令和5年度・令和6年度）」
#[must_use]
pub fn source_of(years: &[String]) -> String {
    format!("{SOURCE}（{}）", years.join("・"))
}

/// Beside the name of a field.
#[must_use]
pub fn in_unit(unit: &str) -> String {
    format!("（{unit}）")
}

/// When a source was current.
#[must_use]
pub fn as_of(text: &str) -> String {
    format!("{}の資料", partial_date(text))
}

/// The title of the form's page.
#[must_use]
pub fn title_of(name: &str) -> String {
    format!("{name}：{ENTER}")
}

/// Over the form.
#[must_use]
pub fn form_title(year: &str) -> String {
    format!("{}の数字", fiscal_year(year))
}

#[must_use]
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Target => TARGET,
        Field::Actual => ACTUAL,
        Field::Source => "出典（資料の名前と、その中の場所）",
        Field::Url => "出典のアドレス",
        Field::AsOf => "いつの資料か",
        Field::Note => "注意",
    }
}

/// Below the name of a field.
#[must_use]
pub fn hint(field: Field, in_words: bool) -> &'static str {
    match field {
        Field::Target | Field::Actual if in_words => "ことばで書きます（例：策定）。資料になければ空のまま。",
        Field::Target => "資料になければ空のまま。",
        Field::Actual => "まだ無ければ空のまま。0 と書くと 0 になります。",
        Field::Source => "例：計画の振り返り資料（令和8年11月）／人材育成の促進",
        Field::Url => "https:// で始まるもの",
        Field::AsOf => "2026、2026-11、2026-11-05 のどれか",
        Field::Note => "読む人に知らせたいことがあれば。",
    }
}

/// What is wrong, naming the field: the same on top of the page and at the field.
#[must_use]
pub fn slip(at: Field, slip: Slip) -> String {
    let field = match at {
        Field::Source => SOURCE,
        other => field(other),
    };
    match slip {
        Slip::Empty => format!("「{field}」を書いてください。"),
        Slip::NoFigure => "「目標」か「実績」のどちらかを書いてください。".to_owned(),
        Slip::NotANumber => format!("「{field}」は、0以上の数字で書いてください（例：56.4）。"),
        Slip::NotAShare => format!("「{field}」は割合です。0から100までの数字で書いてください。"),
        Slip::TooLarge => format!("「{field}」の数字が大きすぎます。"),
        Slip::TooLong => format!("「{field}」は{LONGEST_TEXT}文字までです。"),
        Slip::NotAnAddress => {
            format!("「{field}」は https:// か http:// で始め、空白を入れずに書いてください。")
        }
        Slip::NotADate => {
            format!("「{field}」は、2026、2026-11、2026-11-05 のどれかの形で書いてください。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words() {
        for at in Field::ALL {
            for one in Slip::ALL {
                assert!(slip(at, one).ends_with('。'), "{at:?} {one:?}");
            }
            assert!(!field(at).is_empty() && !hint(at, true).is_empty() && !hint(at, false).is_empty());
        }
        for one in PlanDirection::ALL {
            assert!(!direction(*one).is_empty());
        }
    }
}
