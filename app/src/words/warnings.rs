//! Warnings about information security, for officers who publish them.

pub const TITLE: &str = "セキュリティの注意を知らせる";
pub const SEE: &str = "セキュリティの注意をメールで知らせる";
pub const LEAD: &str =
    "お知らせの申し込みで「情報セキュリティの注意」を選んだ事業者に、業種をしぼってメールで知らせます。";
pub const FORM: &str = "知らせる内容";
pub const TITLE_FIELD: &str = "題名";
pub const TITLE_HINT: &str = "60文字まで。メールの件名にも出ます。";
pub const TEXT_FIELD: &str = "本文";
pub const TEXT_HINT: &str = "400文字まで。何が起きていて、何をすればよいかを、はじめに書いてください。";
pub const URL_FIELD: &str = "くわしく書いてあるページ";
pub const URL_HINT: &str = "https:// で始まるアドレス（IPA や県警など）。";
pub const DIVISIONS_FIELD: &str = "知らせる業種";
pub const DIVISIONS_HINT: &str =
    "一つも選ばなければ、すべての業種です。業種がわからない事業者には、いつも知らせます。";
pub const CHECK: &str = "確かめる";
pub const PREVIEW: &str = "公開する前の確かめ";
/// Between two names.
pub const JOINT: &str = "、";
pub const PUBLISH: &str = "公開して知らせる";
/// Between a day and what stands beside it; between a name and its value.
pub const BESIDE: &str = "　";
pub const COLON: &str = "：";
pub const ALL: &str = "すべての業種";
pub const PUBLISHED: &str = "公開しました。数秒のうちに、メールを送る列に入ります。";
pub const LIST: &str = "これまでに知らせたもの";
pub const NONE: &str = "まだありません。";
pub const TITLE_WRONG: &str = "題名を60文字までで書いてください";
pub const TEXT_WRONG: &str = "本文を400文字までで書いてください";
pub const URL_WRONG: &str = "https:// で始まるアドレスを書いてください";

/// What an officer is told before publishing.
#[must_use]
pub fn would_tell(count: u64) -> String {
    match count {
        0 => "公開しても、いまメールを送る相手はいません。".to_owned(),
        count => format!("公開すると、{count}件にメールを送ります。"),
    }
}
