//! What the product writes to people: one function for each kind of mail. A new kind gets a file here and a code in
//! `app::backend::MailKind`.

mod confirm_notices;
mod notices;
mod resume_code;
mod test;

pub use confirm_notices::confirm_notices;
pub use notices::{MenuNews, News, WarningNews, Why, notices, unsubscribe_url};
pub use resume_code::resume_code;
pub use test::test;

/// Who writes; stands before the address in 「差出人」.
pub(super) const SENDER_NAME: &str = "DXかんたん診断 ひろしま";

/// Below every letter.
fn foot(base_url: &str) -> String {
    format!(
        "{SENDER_NAME}（広島県）\n{base_url}\nこのメールには、開いたことやリンクを押したことを調べる仕掛けはありません。"
    )
}
