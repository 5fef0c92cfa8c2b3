//! What a business sees: from the start to the result.

mod already;
mod check;
pub mod flow;
mod home;
mod question;
mod result;

pub use check::CheckPage;
pub use home::{HomePage, PrivacyPage};
pub use question::{QuestionPage, ResumePage};
pub use result::ResultPage;
