//! What a business sees: from the start to the result.

mod afterwards;
mod already;
mod ask;
mod check;
mod come_back;
pub mod flow;
mod history;
mod home;
mod keying;
mod later;
mod notices;
mod paper;
mod question;
mod result;
mod share;
mod start;

pub use afterwards::{AfterwardsPage, AskedAfterwardsPage, told_path};
pub use ask::{AskPage, SentRequest, UNFIT as UNFIT_REQUEST, asked_path, note};
pub use check::CheckPage;
pub use come_back::{CodeLinkPage, ComeBackPage, NotOpened};
pub use history::{HistoryPage, sections as history_sections};
pub use home::{HomePage, PrivacyPage};
pub use keying::KeyingPage;
pub use later::{LaterPage, code_mailed_path};
pub use notices::{
    ConfirmPage, EndedPage, LatePage, NoticesPage, NoticesSentPage, OwnPage, OwnSaid, Sent as SentNotices,
    Unfit as UnfitNotices, UnsubscribePage,
};
pub use paper::PaperPage;
pub use question::{QuestionPage, ResumePage};
pub use result::{LONGEST_COMMENT, ResultPage};
pub use share::{
    Fault as ShareFault, Form as ShareForm, LONGEST_CONTACT as LONGEST_SHARED_CONTACT,
    LONGEST_NAME as LONGEST_SHARED_NAME, SharePage, Taker, given_section, share_said_path,
};
pub use start::StartPage;
