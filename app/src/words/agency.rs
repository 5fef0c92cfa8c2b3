//! The pages of a support agency.

pub const TITLE: &str = "支援機関のページ";
pub const CASELOAD: &str = "担当先";
pub const REQUESTS: &str = "相談の申し込み";
pub const PROFILE: &str = "機関の紹介";
pub const STAFF: &str = "支援員";
