//! The officers' pages.

pub mod fitting;
pub mod gaps;

pub const TITLE: &str = "DXの必要性と取組";
pub const WORK: &str = "担当者の仕事";
pub const COMPLETED: &str = "診断を終えた事業者（これまで全部）";
pub const SUBMITTED: &str = "終わった診断（これまでの、のべ）";
pub const BUSINESSES: &str = "者";
pub const TIMES: &str = "件";
pub const MADE_UP: &str = "作りものの回答の数字です。";
pub const MADE_UP_TEXT: &str = "demo の命令で入れたもので、本当の事業者の数字にはまざりません。";
pub const SEE_REAL: &str = "本当の回答の数字を見る";
pub const SEE_MADE_UP: &str = "作りものの回答（demo）の数字を見る";
pub const PLAN: &str = "県の計画の数字：DXの必要性を感じている企業の割合";
pub const PLAN_NOTE: &str = "県の調査の値です。下の診断の数字とは調べ方が違うので、続きの値としては読めません。診断の数字は、自分から答えた事業者のうちの割合です。";
pub use super::format::NO_FIGURE;
pub const WHOLE: &str = "全体";
pub const SUPPRESSED: &str = "x";
pub const SUPPRESSED_TITLE: &str = "見せない数";
pub const SUPPRESSED_NOTE: &str = "x は、少なすぎるか、引き算でわかってしまうために隠した数です。全員が同じ答えの小さな区分も隠します。– は答えがないことを示します。";

pub const BY_SIZE: &str = "働いている人の数べつ";
pub const BY_INDUSTRY: &str = "仕事の種類べつ";
pub const BY_MUNICIPALITY: &str = "市町べつ";
pub const NEED_AND_UPTAKE: &str = "必要性を感じている割合と、取り組んでいる割合";
pub const OTHERS: &str = "そのほかの指標";
pub const OTHERS_CAPTION: &str = "そのほかの指標（回答した事業者のうち）";

/// An indicator, and by what it is broken down.
#[must_use]
pub fn titled(label: &str, by: &str) -> String {
    if by.is_empty() { label.to_owned() } else { format!("{label}：{by}") }
}

#[must_use]
pub fn code(fiscal_year: Option<&str>) -> String {
    fiscal_year.map(|code| format!("（{code}）")).unwrap_or_default()
}

#[must_use]
pub fn percent(number: &str) -> String {
    format!("{number}%")
}
