//! Question pages, the check page, and the page after submitting.

pub const NEXT: &str = "次へ";
pub const SAVE_AND_RETURN: &str = "保存して戻る";
pub const BACK: &str = "前へ戻る";
pub const CITIES: &str = "市";
pub const TOWNS: &str = "町";
pub const DONE: &str = "済み";
pub const NOW: &str = "いまここ";
pub const AHEAD: &str = "これから";
pub const PROGRESS: &str = "進みぐあい";
pub const SKIPPED: &str = "（答えていません）";
pub const NOT_YET: &str = "まだ答えていません";
pub const MUST_FIX: &str = "直してください";
pub const CHECK_TITLE: &str = "答えの確認";
pub const CHECK_LEAD: &str =
    "直したい所は「変更」を押してください。よければ、いちばん下の「送信して結果を見る」を押します。";
pub const CHECK_INCOMPLETE: &str = "まだ答えていない設問か、直すところがあります。";
pub const ANSWER_REST: &str = "続きに答える";
pub const CHANGE: &str = "変更";
pub const ANSWER: &str = "答える";
pub const SUBMIT: &str = "送信して結果を見る";
pub const SUBMIT_NOTE: &str =
    "送信すると、この答えは変えられません。あとで、この答えをもとに新しく答え直せます。";
pub const ALREADY_TITLE: &str = "この診断は送信ずみです";
pub const ALREADY_TEXT: &str =
    "送信した答えは変えられません。いまの答えを引きついで、新しい診断として答え直せます。";
pub const AGAIN: &str = "答えを引きついで答え直す";
pub const SEE_RESULT: &str = "結果を見る";
pub const DECLINED: &str = "いまの答え：わからない。このまま進むと、わからないのままです。";
pub const KEEP_ADDRESS: &str = "ここまでの答えは保存されています。「続きはあとで」を押すと、ほかの端末でも続きから開けるコードが出ます。";
pub const OTHER_KIND: &str = "どれでもない・わからない";
pub const COUNT_FIELD: &str = "数字";

/// Over a field that has what was answered the last time.
#[must_use]
pub fn proposed(day: &str) -> String {
    format!("{day}の答えを入れてあります。いまも同じなら、そのまま次へ進んでください。")
}

/// `25問のうち10問め`.
#[must_use]
pub fn count(total: usize, place: usize) -> String {
    format!("{total}問のうち{place}問め")
}

#[must_use]
pub fn detail_of(division: &str) -> String {
    format!("もう一つだけ選んでください。「{division}」のうち、どれに近いですか。")
}

#[must_use]
pub fn up_to(max: usize) -> String {
    format!("（{max}つまで）")
}

#[must_use]
pub fn section_state(section: &str, state: &str) -> String {
    format!("{section}（{state}）")
}

pub const CHOSEN: &str = "選んだ数：";

#[must_use]
pub fn too_many(max: usize) -> String {
    format!("。{max}つまでに減らしてください")
}

/// For those who hear only the link.
#[must_use]
pub fn about(question: &str) -> String {
    format!("：{question}")
}
