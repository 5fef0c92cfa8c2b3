//! The comparison of a diagnosis with an earlier one.

pub const TITLE: &str = "前の診断とくらべる";
pub const NONE: &str =
    "くらべられる前の診断は、まだありません。しばらくして、また診断すると、ここで変わったことがわかります。";
pub const OTHER_VERSION: &str = "前の診断のあとで、設問が新しくなりました。前の答えを、いまの設問と点の付け方に当てはめ、同じように聞いた所だけをくらべています。";
pub const STAGE: &str = "段階";
pub const TOTAL: &str = "総合点";
pub const NO_STAGE: &str = "答えが足りません";
pub const FIELDS: &str = "分野ごとの点";
pub const FIELDS_CAPTION: &str = "前と今回の点（100点のうち）";
pub const FIELD: &str = "分野";
pub const BEFORE: &str = "前";
pub const NOW: &str = "今回";
pub const CHANGE: &str = "ちがい";
pub const NO_CHANGE: &str = "同じ";
pub const UNANSWERED: &str = "未回答";
pub const NOT_COMPARABLE: &str = "設問が変わったため、くらべられません";
pub const NO_DIFFERENCE: &str = "–";

pub const PAINS: &str = "困りごと";
pub const PAINS_UNKNOWN: &str = "困りごとを選んでいない回があるため、くらべられません。";
pub const PAINS_NONE: &str = "どちらの回でも、困りごとは選ばれていません。";
pub const GONE: &str = "挙がらなくなった困りごと";
pub const STAYED: &str = "続いている困りごと";
pub const NEW: &str = "新しく挙がった困りごと";
pub const NOT_ASKED_BEFORE: &str = "今回から選べるようになった困りごと";

pub const OFFERS: &str = "使える支援";
pub const OFFERS_LEAD: &str = "きょうの支援メニューに、前の答えと今回の答えを当てはめました。";
pub const OFFERS_NONE: &str = "使える支援に、変わりはありません。";
pub const GAINED: &str = "答えが変わって、条件に合うようになった支援";
pub const OPENED: &str = "前の診断のあとに、受付が始まった支援";
pub const LOST: &str = "条件に合うとは言えなくなった支援";
pub const REASON: &str = "わけを見る";

pub const ANSWERS: &str = "答えが変わった設問";
pub const ANSWERS_CAPTION: &str = "前の答えと今回の答え";
pub const ANSWERS_NONE: &str = "どちらの回にも答えた設問で、答えが変わったものはありません。";
pub const QUESTION: &str = "設問";
pub const NEW_QUESTIONS: &str = "くらべられない設問";
pub const NEW_QUESTIONS_LEAD: &str = "今回から聞いたか、選べる答えが変わった設問です。";

pub const ALL: &str = "これまでの診断";
pub const ALL_CAPTION: &str = "診断した日と、そのときの段階";
pub const DAY: &str = "診断した日";
pub const COMPARE: &str = "くらべる回";
pub const COMPARED: &str = "くらべている回";
pub const THIS: &str = "今回";
pub const WITH_THIS: &str = "この回とくらべる";
pub const SEE_RESULT: &str = "今回の結果を見る";

/// Which two are compared.
#[must_use]
pub fn lead(before: &str, now: &str) -> String {
    format!("{before}の診断と、{now}の診断をくらべています。")
}

/// Stage or total, then and now.
#[must_use]
pub fn from_to(before: &str, now: &str) -> String {
    if before == now { format!("{now}（前と同じ）") } else { format!("{before} から {now} へ") }
}

/// Stage and total of one diagnosis.
#[must_use]
pub fn stage(level: &str, total: &str) -> String {
    format!("{level}（{total}）")
}

#[must_use]
pub fn points(points: u64) -> String {
    format!("{points}点")
}

/// `+12`, `−5`, 「同じ」.
#[must_use]
pub fn difference(before: u64, now: u64) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("+{}", now - before),
        std::cmp::Ordering::Equal => NO_CHANGE.to_owned(),
        std::cmp::Ordering::Less => format!("−{}", before - now),
    }
}

/// For those who hear only the link.
#[must_use]
pub fn of_day(day: &str) -> String {
    format!("（{day}）")
}
