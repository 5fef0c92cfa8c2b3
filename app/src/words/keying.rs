//! The page on which answers on paper are keyed in.

pub const TITLE: &str = "紙の答えを入力する";
pub const LEAD: &str = "紙に書かれたとおりに入れてください。設問の番号は、紙と同じです。";
pub const BLANK_NOTE: &str =
    "何も書かれていない設問は、空のままにします。送ったあとで、直す所があれば示します。";
pub const NO_NAME: &str = "紙に名前や電話番号が書かれていても、入れないでください。";
pub const SEND: &str = "保存して確認へ";
pub const START: &str = "紙の答えを入力する";
pub const START_TITLE: &str = "集めた紙を入力する方へ";
pub const START_TEXT: &str = "この紙と同じ順の入力ページがあります。1枚につき1回「紙の答えを入力する」を押してください。1枚分を送ると、確認のページと結果へ進みます。";
pub const BLANK: &str = "（書かれていない）";

/// What is wrong, for the top of the page.
#[must_use]
pub fn at(question: &str, sentence: &str) -> String {
    format!("{question}：{sentence}")
}

/// A finer line of the industry, behind its division.
#[must_use]
pub fn finer(division: &str, finer: &str) -> String {
    format!("{division} ＞ {finer}")
}
