//! How businesses pass through the product, for officers; and the press by which they say whether it helped.

use domain::content::Content;
use domain::passage::{Helpful, MOST_MINUTES, Step};
use domain::weighting::Share;

use super::format::{percent_of, thousands};
use super::survey;

pub const TITLE: &str = "診断の進みぐあいと満足度";
pub const SEE: &str = "診断の進みぐあい（どこでやめるか）と満足度を見る";
pub const LEAD: &str =
    "診断をはじめた方が、どこまで進み、どこでやめたか。結果が役に立ったか。だれのことかは、わかりません。";
pub const COHORT: &str = "その期間に「はじめた」診断が、いままでにどこまで進んだかです。前の答えを引きついだ答え直しは、設問の一部しか通らないので入れません。";
pub const NONE: &str = "この期間にはじめた診断は、まだありません。";
pub const STEPS: &str = "どこまで進んだか";
pub const STEP: &str = "段階";
pub const COUNT: &str = "件数";
pub const OF_STARTED: &str = "はじめた診断のうち";
pub const STARTED: &str = "はじめた";
pub const SUBMITTED: &str = "送信した";
pub const OPENED_MENU: &str = "支援メニューを開いた";
pub const ASKED_AGENCY: &str = "支援機関に相談した";
pub use super::format::NO_FIGURE;
pub const STEPS_NOTE: &str = "まとまりの段階は、その中の設問に一つでも答えた診断の数です。「支援メニューを開いた」は、送信したあと、同じブラウザーで支援メニューのページをどれか一つでも開いた診断の数です（どれを、いつ開いたかは残しません。リンクを先に読みに来る機械は数えません）。";
pub const NO_AGENCY: &str =
    "「支援機関に相談した」は、支援機関のページができるまで数えられません。0 ではありません。";
pub const NOT_HIDDEN: &str =
    "この表と「どこでやめたか」は、診断の件数です。何と答えたかの数ではないので、少なくても隠しません。";
pub const TIME: &str = "送信までの時間";
pub const NO_TIME: &str = "送信した診断がまだないので、時間はわかりません。";
pub const NO_TIME_MADE_UP: &str = "作りものの診断は、はじまりと終わりが同じ時刻なので、時間はわかりません。どこでやめたか、支援メニューを開いたか、役に立ったかも、作りものにはありません。";
pub const LEFT: &str = "どこでやめたか";
pub const LEFT_RULE: &str = "送信していない診断のうち、最後の答えから1日たったものを「やめた」と数えます。一問も答えていないものは、はじめた時から数えます。あとで続きを答えれば、数は減ります。";
pub const LEFT_AFTER: &str = "最後に答えた設問";
pub const LEFT_COUNT: &str = "やめた件数";
pub const NOBODY_LEFT: &str = "やめた診断はありません。";
pub const UNANSWERED: &str = "（一問も答えていない）";
pub const SATISFACTION: &str = "満足度：結果は役に立ちましたか";
pub const EVER_ONLY: &str = "満足度は、いつも「これまで全部」で出します。月や年度に分けると、隠した少ない数が引き算でわかってしまうためです。答え直した診断の答えも入ります。";
pub const HELPFUL: &str = "役に立った";
pub const ANSWER: &str = "答え";
pub const NO_WORD: &str = "「役に立ちましたか」に答えたものは、まだありません。";
pub const FEW: &str = "答えた数が少ないか、答えがそろいすぎているため、割合は出しません。";
pub const PLAN: &str = "計画の目標：";
pub const PLAN_NOTE: &str = "計画の値は、電子申請システムの利用者への調査です。診断の「役に立ちましたか」とは、相手も聞き方も違います。続きの値としては読めません。";

/// Over the buttons on the result page.
pub const ASK: &str = "この結果は役に立ちましたか";
pub const ASK_TEXT: &str =
    "ひとつ押すだけです。あとから押し直せます。お名前は聞きません。この診断の回答といっしょに残ります。";
pub const THANKS: &str = "ありがとうございます。あなたの答え：";

/// A sheet's name in a file, and the heads of its columns.
pub const SHEET: &str = "診断の進みぐあい";
pub const COLUMNS: [&str; 6] = ["期間", "回答者", "表", "段階・設問のID", "段階・設問", "件数"];
/// In a file, those who have not left.
pub const ANSWERING: &str = "いま答えている途中";

/// The steps that diagnoses pass, by name, in their order.
#[must_use]
pub fn steps(content: &Content) -> Vec<(String, Step)> {
    let sections = content.questionnaire.sections.iter();
    let sections = sections.map(|section| (section.label.clone(), Step::Section(section.id.clone())));
    let last = [(SUBMITTED, Step::Submitted), (OPENED_MENU, Step::OpenedMenu)];
    let last = last.map(|(name, step)| (name.to_owned(), step));
    std::iter::once((STARTED.to_owned(), Step::Started)).chain(sections).chain(last).collect()
}

/// The question after which people leave; its id if it is asked no more, `None` if they answered nothing.
#[must_use]
pub fn last_answered(content: &Content, question: Option<&str>) -> String {
    let Some(id) = question else { return UNANSWERED.to_owned() };
    content.questionnaire.question(id).map_or_else(|| id.to_owned(), |question| question.text.clone())
}

/// On the button, and in the tables.
#[must_use]
pub fn helpful(helpful: Helpful) -> &'static str {
    match helpful {
        Helpful::Yes => "はい",
        Helpful::Neither => "どちらともいえない",
        Helpful::No => "いいえ",
    }
}

/// Over a table.
#[must_use]
pub fn caption(what: &str, period: &str) -> String {
    format!("{what}（{period}にはじめた診断）")
}

#[must_use]
pub fn answering(count: u64) -> String {
    format!("{ANSWERING}（最後の答えか、はじめた時から1日以内）：{count}件")
}

/// The middle of the times.
#[must_use]
pub fn median(minutes: u32) -> String {
    let told =
        if minutes >= MOST_MINUTES { format!("{MOST_MINUTES}分以上") } else { format!("約{minutes}分") };
    format!(
        "はじめてから送信まで、まん中の値（中央値）は {told}。1分きざみ（切り捨て）で数え、{MOST_MINUTES}分より長いものは一つにまとめています。途中で休んだ時間も入ります。"
    )
}

/// In place of the middle of the times.
#[must_use]
pub fn few_times(least: u64) -> String {
    format!("送信した診断が{least}件になるまで、時間は出しません。")
}

/// The share of those who said yes, with its interval.
#[must_use]
pub fn share(Share { share, n, interval }: Share) -> String {
    let (percent, said, range) = (percent_of(share), thousands(n), survey::interval(interval));
    format!("{HELPFUL}：{percent}%（n＝{said}、95%の範囲 {range}）")
}

/// How many said something, where no share is told.
#[must_use]
pub fn said(count: &str) -> String {
    format!("答えた数（n）：{count}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words() {
        for one in Helpful::ALL {
            assert!(!helpful(one).is_empty());
        }
    }
}
