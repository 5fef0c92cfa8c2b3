//! Drafts of menus: what would change, in words that officers use.

use chrono::NaiveDate;
use domain::condition::Operator;
use domain::content::Content;
use domain::document::{AmountUnit, MenuKind, ProviderLevel, SourceKind, Verified};
use domain::draft::Origin;
use domain::facts::FactName;
use domain::window::Window;
use serde_json::Value;

use super::format::{date, thousands, yen};
use super::labels;

pub const TITLE: &str = "支援メニューの下書き";
pub const LEAD: &str =
    "取り込みや表計算のファイルから来た変更です。「公開する」を押すまで、利用者の画面は変わりません。";
pub const NONE: &str = "確認を待っている下書きはありません。";
pub const VANISHED: &str = "取り込み元に見当たらないもの";
pub const VANISHED_LEAD: &str = "取り込み元の一覧から消えた支援メニューです。公開は続いています。";
pub const NOTED: &str = "取り込んだままで、確かめてほしいもの";
pub const NOTES: &str = "確かめてほしいこと";
pub const FINDINGS: &str = "このままでは公開できません";
pub const PREVIEW: &str = "公開したあとの見え方";
pub const CHANGES: &str = "変わる所";
pub const ALL_FIELDS: &str = "内容";
pub const FIELD: &str = "欄";
pub const CONTENT: &str = "内容";
pub const BEFORE: &str = "いま公開中";
pub const AFTER: &str = "変えたあと";
pub const NOTHING: &str = "（なし）";
pub const PUBLISH: &str = "公開する";
pub const DISCARD: &str = "捨てる";
pub const STALE: &str = "この下書きができたあとで、公開中の支援メニューが変わりました。「公開する」を押すと、いまの内容に合わせて下書きを作り直し、もう一度お見せします。";
pub const NEW_MENU: &str = "新しい支援メニュー";
pub const SEE_PUBLISHED: &str = "公開中のページを見る";
pub const SEE_DRAFTS: &str = "支援メニューの下書きを見る";

/// What became of a button that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Published,
    Discarded,
    Gone,
    Same,
    Anew,
    Unfit,
    /// An officer has confirmed what a spreadsheet would change.
    Proposed,
}

impl Said {
    pub const ALL: [Said; 7] =
        [Said::Published, Said::Discarded, Said::Gone, Said::Same, Said::Anew, Said::Unfit, Said::Proposed];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::Published => "published",
            Said::Discarded => "discarded",
            Said::Gone => "gone",
            Said::Same => "same",
            Said::Anew => "anew",
            Said::Unfit => "unfit",
            Said::Proposed => "proposed",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn is_good_news(self) -> bool {
        matches!(self, Said::Published | Said::Discarded | Said::Proposed)
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::Published => "公開しました。利用者の画面は数秒のうちに変わります。",
            Said::Discarded => "下書きを捨てました。公開中の内容は変わっていません。",
            Said::Gone => {
                "その下書きはもうありません。ほかの人が済ませたか、新しい下書きに替わりました。何も変えていません。"
            }
            Said::Same => "公開中の内容と同じになったため、下書きは要らなくなりました。",
            Said::Anew => {
                "公開中の支援メニューが先に変わっていたか、同じ支援メニューの別の下書きと食いちがうため、公開しませんでした。いまの内容に合わせて下書きを作り直しました。下の変わる所を確かめて、一件ずつ、もう一度押してください。"
            }
            Said::Unfit => "中身の検査で直す所が見つかったため、何も公開していません。",
            Said::Proposed => {
                "表の中身を下書きにしました。まだ公開されていません。確かめて「公開する」を押してください。"
            }
        }
    }
}

#[must_use]
pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Jgrants => "Jグランツからの取り込み",
        Origin::Spreadsheet => "表計算のファイル",
    }
}

#[must_use]
pub fn title_of(name: &str) -> String {
    format!("下書き：{name}")
}

#[must_use]
pub fn count(changes: usize) -> String {
    format!("変わる所 {changes} か所")
}

/// Over the table of what would change, or of all that a new menu says.
#[must_use]
pub fn differences(menu: &str, is_new: bool) -> String {
    format!("「{menu}」の{}", if is_new { ALL_FIELDS } else { CHANGES })
}

#[must_use]
pub fn since(day: &str) -> String {
    format!("{day}から")
}

#[must_use]
pub fn conflicts(fields: &[String]) -> String {
    let fields: Vec<String> = fields.iter().map(|way| format!("「{}」", field(way))).collect();
    format!(
        "{}は、公開中の支援メニューか別の下書きでも、ちがう内容に直されています。この下書きを公開すると、この下書きの内容になります。",
        fields.join("")
    )
}

#[must_use]
pub fn noted(all: usize, shown: usize) -> String {
    let rest = if shown < all {
        format!("{all}件のうち{shown}件を出しています。")
    } else {
        format!("{all}件。")
    };
    format!(
        "新しく取り込んで、そのまま公開しているものです。{rest}直して「確かめ方」を変えると、ここから消えます。"
    )
}

#[must_use]
pub fn vanished(last_seen: &str, since: &str) -> String {
    format!("（最後に見たのは{last_seen}、見当たらなくなったのは{since}）")
}

/// Where something stands in the content.
#[must_use]
pub fn place(file: &str, entry: &str, way: &str) -> String {
    format!("{file} ［{entry}］ {}", field(way))
}

/// A place, before what is said of it.
#[must_use]
pub fn at(place: &str) -> String {
    format!("{place}：")
}

/// The way to a field in words: `conditions[2].value` → 「条件 2 の値」.
#[must_use]
pub fn field(way: &str) -> String {
    let step = |step: &str| {
        let (name, place) = step.split_once('[').unwrap_or((step, ""));
        match place.trim_end_matches(']') {
            "" => field_name(name).to_owned(),
            place => format!("{} {place}", field_name(name)),
        }
    };
    way.split('.').map(step).collect::<Vec<_>>().join(" の")
}

/// What a field is called.
#[must_use]
pub fn field_name(name: &str) -> &str {
    match name {
        "id" => "id",
        "name" => "名前",
        "provider" => "実施する所",
        "provider_level" => "実施する所の種類",
        "kind" => "種類",
        "status" => "受付の様子",
        "summary" => "説明",
        "max_amount_yen" | "max_yen" => "上限",
        "min_amount_yen" | "min_yen" => "下限",
        "max_yen_with_wage_increase" => "賃上げをするときの上限",
        "amount_unit" => "金額の単位",
        "subsidy_rate" => "補助の割合",
        "subsidy_rate_num" => "割合の分子",
        "subsidy_rate_den" => "割合の分母",
        "subsidy_rates" => "割合の区分",
        "amount_tiers" => "金額の区分",
        "eligible_costs" => "対象になる費用",
        "pains" => "困りごと",
        "solutions" => "解決策",
        "conditions" => "条件",
        "opens" => "受付の始まり",
        "closes" => "受付の終わり",
        "rounds" => "募集回",
        "url" => "案内のページ",
        "note" => "注意と、確かめた範囲",
        "detail_html" => "くわしい説明",
        "source_url" => "出典",
        "source_kind" => "出典の種類",
        "as_of" => "出典の日付",
        "verified" => "確かめ方",
        "fact" => "事実",
        "op" => "比べ方",
        "value" => "値",
        "level" => "必須か",
        "text" => "文",
        "num" => "分子",
        "den" => "分母",
        "when" => "どんなとき",
        "employees_min" => "人数の下限",
        "employees_max" => "人数の上限",
        "processes_min" => "工程の下限",
        "processes_max" => "工程の上限",
        "case" => "場合",
        other => other,
    }
}

/// A value of a field in words.
#[must_use]
pub fn value(content: &Content, way: &str, value: &Value) -> String {
    let last = way.rsplit('.').next().unwrap_or(way);
    let name = last.split('[').next().unwrap_or(last);
    match value {
        Value::Null => NOTHING.to_owned(),
        Value::Bool(true) => "はい".to_owned(),
        Value::Bool(false) => "いいえ".to_owned(),
        Value::Number(number) => match number.as_u64() {
            Some(amount) if name.contains("_yen") => yen(amount),
            Some(number) => thousands(number),
            None => number.to_string(),
        },
        Value::String(text) => coded(content, name, text).unwrap_or_else(|| text.clone()),
        Value::Array(items) => {
            items.iter().map(|item| self::value(content, name, item)).collect::<Vec<_>>().join("、")
        }
        Value::Object(table) => {
            let part = |(key, item): (&String, &Value)| {
                format!("{}：{}", field_name(key), self::value(content, key, item))
            };
            table.iter().map(part).collect::<Vec<_>>().join("／")
        }
    }
}

/// What a code of a closed list, an id or a date stands for.
fn coded(content: &Content, name: &str, text: &str) -> Option<String> {
    let questionnaire = &content.questionnaire;
    let known = match name {
        "kind" => labels::menu_kind(MenuKind::parse(text)?),
        "provider_level" => labels::provider_level(ProviderLevel::parse(text)?),
        "source_kind" => labels::source_kind(SourceKind::parse(text)?),
        "verified" => labels::verified(Verified::parse(text)?),
        "amount_unit" => labels::amount_unit(Some(AmountUnit::parse(text)?)),
        "fact" => labels::fact(FactName::parse(text)?),
        "op" => operator(Operator::parse(text)?),
        "pains" => &questionnaire.pain(text)?.label,
        "solutions" => &questionnaire.solution(text)?.label,
        "opens" | "closes" => return Some(date(text.parse::<NaiveDate>().ok()?)),
        // What the provider says of the reception is called as the window that follows from it.
        "status" => labels::window(Window::parse(text)?),
        "level" => level(text),
        _ => return None,
    };
    Some(known.to_owned())
}

/// How much a condition weighs.
#[must_use]
pub fn level(level: &str) -> &'static str {
    match level {
        "required" => "必須",
        _ => "合うとなお良い",
    }
}

/// How a condition compares.
#[must_use]
pub fn operator(operator: Operator) -> &'static str {
    match operator {
        Operator::Eq => "同じ",
        Operator::Ne => "同じでない",
        Operator::In => "どれか",
        Operator::NotIn => "どれでもない",
        Operator::Gte => "以上",
        Operator::Lte => "以下",
        Operator::ContainsAny => "どれかを含む",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_told_in_words() {
        for (way, told) in [
            ("closes", "受付の終わり"),
            ("rounds[2].closes", "募集回 2 の受付の終わり"),
            ("conditions[1]", "条件 1"),
            ("conditions[10].value", "条件 10 の値"),
        ] {
            assert_eq!(field(way), told);
        }
    }

    #[test]
    fn every_code_leads_back_to_its_sentence() {
        for said in Said::ALL {
            assert_eq!(Said::parse(said.code()), Some(said));
            assert!(said.sentence().ends_with('。'));
        }
    }
}
