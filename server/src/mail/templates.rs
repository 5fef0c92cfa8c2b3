//! What the product writes to people: one function for each kind of mail. A new kind gets a file here and a code in
//! `app::backend::MailKind`.

mod change_address;
mod confirm_notices;
mod invite_staff;
mod notices;
mod request;
mod resume_code;
mod sign_in;
mod test;

use chrono::{DateTime, Utc};
use domain::window::japan_time;

pub use change_address::{address_changed, change_address};
pub use confirm_notices::confirm_notices;
pub use invite_staff::invite_staff;
pub use notices::{MenuNews, News, WarningNews, Why, notices, unsubscribe_url};
pub use request::{new_request, request_closed, request_offered, request_received, request_reminder};
pub use resume_code::resume_code;
pub use sign_in::sign_in;
pub use test::test;

/// Who writes; stands before the address in 「差出人」.
pub(super) const SENDER_NAME: &str = "DXかんたん診断 ひろしま";

/// Below every letter.
fn foot(base_url: &str) -> String {
    format!(
        "{SENDER_NAME}（広島県）\n{base_url}\nこのメールには、開いたことやリンクを押したことを調べる仕掛けはありません。"
    )
}

/// `11月22日 10時05分`, in Japan.
fn moment(at: DateTime<Utc>) -> String {
    japan_time(at).format("%-m月%-d日 %H時%M分").to_string()
}
