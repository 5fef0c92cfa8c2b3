//! Why a menu fits or does not: one sentence per condition.

use domain::condition::Test;
use domain::content::Content;
use domain::document::ConditionLevel;
use domain::facts::FactName;
use domain::matching::{Business, ConditionVerdict, Verdict};
use domain::missing::{self, Missing};
use domain::truth::Truth;

use super::facts::value_text;
use super::{labels, result, steps};

pub const TITLE: &str = "条件ごとの理由";
pub const SEE: &str = "条件ごとの理由を見る";
pub const SEE_FOR_ALL: &str = "条件をひとつずつ見る";
pub const BACK_TO_MENU: &str = "この支援のページへ戻る";
pub const YOUR_VERDICT: &str = "あなたの診断では";
pub const FROM_SUBMITTED: &str = "送信した診断の答えから";
pub const FROM_OPEN: &str = "いま答えている診断の答えから";
pub const SEE_RESULT: &str = "診断の結果を見る";
pub const GO_ON: &str = "診断の続きへ";
pub const NO_DIAGNOSIS: &str = "自分に合うかは、診断に答えるとわかります";
pub const ASKED: &str = "求められること";
pub const ANSWERS_STAY: &str = "送信した答えは変わりません。答えを引きついだ新しい診断に書き足します。";
pub const ASKING_FOR: &str = "この支援に合うかを確かめています：";
pub const REASON: &str = "理由";

/// A condition's reason, in parts and as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What is asked.
    pub asked: String,
    /// What the business has; none where it is unknown.
    pub has: Option<String>,
    /// What would change or settle it; none where it is met.
    pub change: Option<String>,
    pub sentence: String,
}

/// The reason of one condition's verdict for a business.
#[must_use]
pub fn why(verdict: &ConditionVerdict<'_>, business: &Business, content: &Content) -> Why {
    let condition = verdict.condition;
    let fact = condition.comparison.fact();
    let asked = condition.text.clone();
    let has = verdict.has.map(|value| value_text(content, fact, value));
    let change = match verdict.truth {
        Truth::True => None,
        Truth::False => Some(what_changes(verdict, content)),
        Truth::Unknown => Some(what_settles(verdict, business, content)),
    };
    let lead = match condition.level {
        ConditionLevel::Required => "求められるのは",
        ConditionLevel::Preferred => "必須ではなく、合うとなお良いのは",
    };
    let sentence = match (&has, &change) {
        (Some(has), Some(change)) => {
            format!("{lead}「{asked}」ですが、いまの答えは「{has}」で、{change}。")
        }
        (Some(has), None) => format!("{lead}「{asked}」で、いまの答えは「{has}」なので、満たしています。"),
        (None, Some(change)) => format!("{lead}「{asked}」ですが、{}、{change}。", unknown(fact)),
        (None, None) => format!("{lead}「{asked}」です。"),
    };
    Why { asked, has, change, sentence }
}

fn unknown(fact: FactName) -> String {
    match fact {
        FactName::Sme => "中小企業にあたるかがまだわからず".to_owned(),
        FactName::SmallEnterprise => "小規模企業にあたるかがまだわからず".to_owned(),
        _ => format!("「{}」がまだわからず", labels::fact(fact)),
    }
}

/// What would meet a condition that is not met, or why nothing does.
fn what_changes(verdict: &ConditionVerdict<'_>, content: &Content) -> String {
    let condition = verdict.condition;
    let fact = condition.comparison.fact();
    if condition.can_be_met_by_acting() {
        return match steps::towards(content, fact) {
            Some(step) => format!("{step}と満たします"),
            None => "準備をすると満たします（やり方は窓口で聞けます）".to_owned(),
        };
    }
    if fact.changes_by_acting() {
        return "もう済んでいるので、あらためてすることはありません".to_owned();
    }
    fixed(fact, condition.comparison.test()).to_owned()
}

/// What cannot be changed by acting: said kindly, with the way that is left.
fn fixed(fact: FactName, test: &Test) -> &'static str {
    match (fact, test) {
        (FactName::Prefecture | FactName::Municipality, _) => {
            "事業所の場所で決まることなので、ほかの市町や県・国の支援をさがしてください"
        }
        (FactName::Industry | FactName::IndustryCode, _) => {
            "仕事の種類で決まることなので、ほかの支援をさがしてください"
        }
        (FactName::LegalForm, _) => "事業の形で決まることなので、ほかの支援をさがしてください",
        (FactName::Sme | FactName::SmallEnterprise | FactName::CapitalYen, _) => {
            "会社の大きさで決まることなので、ほかの支援をさがしてください"
        }
        (FactName::Employees, _) => "人数で決まることなので、人数が変わったら、また確かめてください",
        (FactName::YearsInBusiness, Test::AtLeast(_)) => "年数がたつと満たします",
        (FactName::YearsInBusiness, _) => {
            "始めて間もない事業者のための支援なので、ほかの支援をさがしてください"
        }
        (FactName::HasItStaff, _) => "デジタルを受け持つ人を決めると満たします",
        (FactName::Wants, _) => "考えが変わったら、答え直すと満たすことがあります",
        (FactName::Pains, _) => "困りごとが変わったら、答え直すと満たすことがあります",
        (FactName::Tools, _) => "使う道具が変わったら、答え直すと満たすことがあります",
        _ => "いまの答えのままでは満たしません",
    }
}

/// Which questions would settle what is unknown, or who can tell.
fn what_settles(verdict: &ConditionVerdict<'_>, business: &Business, content: &Content) -> String {
    if verdict.needs.is_empty() {
        return "制度ごとに決まりが違うので、窓口で確かめてください".to_owned();
    }
    let asked = missing::for_condition(&content.questionnaire, business, verdict.condition);
    if asked.is_empty() {
        return "いまの答えでは聞く設問がないので、窓口で確かめてください".to_owned();
    }
    let texts: Vec<&str> = asked.iter().map(|question| question.text.trim_end_matches('。')).collect();
    let texts = texts.join("」と「");
    // Some are asked only because they open the one that settles it.
    let settles = |fact: &FactName| asked.iter().any(|question| question.can_yield(fact.asked_as()));
    if verdict.needs.iter().all(settles) {
        format!("「{texts}」に答えると決まります")
    } else {
        format!("「{texts}」から順に答えると決まります")
    }
}

/// How the menu stands for a business, above the reasons.
#[must_use]
pub fn standing(verdict: Verdict, near_miss: bool, missing: &Missing<'_>) -> &'static str {
    match verdict {
        Verdict::Eligible => "必須の条件を、すべて満たしています。",
        Verdict::NeedsInfo => result::needs_info(!missing.questions.is_empty(), missing.counter),
        Verdict::NotEligible if near_miss => result::NEAR_LEAD,
        Verdict::NotEligible => "満たしていない条件があります。",
    }
}

/// The one button that asks for exactly what is missing.
#[must_use]
pub fn answer_missing(count: usize) -> String {
    format!("足りない{count}問に答える")
}

/// What answering takes and gives.
#[must_use]
pub fn no_diagnosis_text(minutes: u64) -> String {
    format!(
        "約{minutes}分です。お名前も登録もいりません。答えると、条件のひとつずつに、満たすかどうかと、その理由が出ます。"
    )
}

/// The title of the page.
#[must_use]
pub fn page_title(menu: &str) -> String {
    format!("{menu}：{TITLE}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_have_to_change_is_named() {
        let any = Test::ContainsAny(["x".to_owned()].into());
        for (fact, begin) in [
            (FactName::Wants, "考えが"),
            (FactName::Pains, "困りごとが"),
            (FactName::Tools, "使う道具が"),
            (FactName::Industry, "仕事の種類で"),
        ] {
            assert!(fixed(fact, &any).starts_with(begin), "{fact:?}");
        }
    }
}
