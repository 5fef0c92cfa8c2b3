//! Menus and cases.

pub const MENUS_TITLE: &str = "支援メニュー";
pub const MENUS_LEAD: &str =
    "国・広島県・市町・支援機関の支援です。診断に答えると、自分に合うかどうかもわかります。";
pub const CASES_TITLE: &str = "事例";
pub const CASES_LEAD: &str = "同じような困りごとを、デジタルの道具で変えた会社の話です。";
pub const FILTER: &str = "しぼりこむ";
pub const FILTER_LABEL: &str = "支援メニューをしぼりこむ";
pub const WORDS: &str = "ことば";
pub const KIND: &str = "種類";
pub const PAIN: &str = "困りごと";
pub const ALL: &str = "すべて";
pub const NONE_TITLE: &str = "合うものが見つかりません";
pub const SHOW_ALL: &str = "すべて見る";
pub const MAX: &str = "上限";
pub const MIN: &str = "下限";
pub const RATE: &str = "補助の割合";
pub const PROVIDER: &str = "実施する所";
pub const RECEPTION: &str = "受付";
pub const COSTS: &str = "対象になる費用";
pub const TIERS: &str = "金額の区分";
pub const TIER: &str = "区分";
pub const TIER_WAGE: &str = "賃上げをするとき";
pub const RATES: &str = "割合の区分";
pub const RATES_CAPTION: &str = "場合ごとの補助の割合";
pub const CASE: &str = "場合";
pub const EVERY_CASE: &str = "どの場合も";
pub const ROUNDS: &str = "募集回";
pub const ROUNDS_CAPTION: &str = "募集回ごとの受付の期間";
pub const ROUND: &str = "募集回";
pub const PERIOD: &str = "期間";
pub const ROUND_THAT_COUNTS: &str = "（いまの募集回）";
pub const SIMILAR_MENUS: &str = "似た支援";
pub const CONDITIONS: &str = "条件";
pub const NO_CONDITIONS: &str = "決まった条件はありません。";
pub const PREFERRED: &str = "（合うとなお良い）";
pub const NOTE: &str = "注意と、確かめた範囲";
pub const FOR_PAINS: &str = "こんな困りごとに";
pub const WITH_SOLUTIONS: &str = "解決策";
pub const CAUTION: &str = "最新の公募要領を確かめてください";
pub const CAUTION_TEXT: &str = "金額や条件は、公募の回ごとに変わります。";
pub const OFFICIAL: &str = "案内のページを開く";
pub const SOURCE: &str = "出典：";
pub const UNDATED: &str = "日付なし";
pub const ISSUE: &str = "困りごと";
pub const ACTION: &str = "したこと";
pub const EFFECT: &str = "どうなったか";
pub const CASE_NOTE: &str = "補足";
pub const RELATED_MENUS: &str = "この例と同じ困りごとに使える支援";
pub const RELATED_CASES: &str = "同じ困りごとを変えた会社の例";
pub const START: &str = "自分に合うか、診断で確かめる";

#[must_use]
pub fn leads_to(host: &str) -> String {
    format!("（{host} が開きます）")
}

#[must_use]
pub fn of_all(shown: usize, all: usize) -> [String; 2] {
    if shown == all {
        [all.to_string(), "件".to_owned()]
    } else {
        [shown.to_string(), format!("件（{all}件のうち）")]
    }
}

#[must_use]
pub fn from_to(opens: Option<&str>, closes: Option<&str>) -> String {
    match (opens, closes) {
        (Some(opens), Some(closes)) => format!("{opens} から {closes} まで"),
        (Some(opens), None) => format!("{opens} から"),
        (None, Some(closes)) => format!("{closes} まで"),
        (None, None) => String::new(),
    }
}

#[must_use]
pub fn people(min: Option<u64>, max: Option<u64>) -> String {
    range(min, max, "人")
}

#[must_use]
pub fn processes(min: Option<u64>, max: Option<u64>) -> String {
    range(min, max, "工程")
}

fn range(min: Option<u64>, max: Option<u64>, unit: &str) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min}〜{max}{unit}"),
        (Some(min), None) => format!("{min}{unit}以上"),
        (None, Some(max)) => format!("{max}{unit}以下"),
        (None, None) => String::new(),
    }
}

/// A name with what it belongs to.
#[must_use]
pub fn beside(name: &str, of: &str) -> String {
    format!("{name}（{of}）")
}

/// Beside a similar menu.
#[must_use]
pub fn kind_and_window(kind: &str, window: &str) -> String {
    format!("{kind}・{window}")
}

/// Between place, trade and size of a case.
pub const META_JOINT: &str = " ／ ";

#[must_use]
pub fn dated(date: &str) -> String {
    format!("（{date}）")
}

#[must_use]
pub fn dated_kind(date: &str, kind: &str) -> String {
    format!("（{date}・{kind}）")
}
pub const TIERS_CAPTION: &str = "区分ごとの金額";
pub use super::format::NO_FIGURE;
pub const SENTENCE_END: &str = "。";

#[must_use]
pub fn fraction(num: u64, den: u64) -> String {
    format!("{num}/{den}")
}
