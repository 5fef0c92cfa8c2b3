//! What businesses tell afterwards: the page where they do, and the officers' page of all that was told.

use domain::application::{Application, Hindrance};

pub const TITLE: &str = "支援を使ってみて";
pub const LEAD: &str = "支援に申し込んだかどうか、どうなったかを教えてください。ひとつだけでもかまいません。県が、使いにくい支援を直すために数だけを見ます。";
pub const SEE_FORM: &str = "申し込んだ支援が、どうなったかを知らせる";
pub const NONE: &str = "いまの答えに合う支援がないため、お聞きすることはありません。";
pub const APPLICATION: &str = "どうなりましたか";
pub const HINDRANCE: &str = "いちばん困ったこと";
pub const NOTHING: &str = "とくにない";
pub const KEEP: &str = "知らせる";
pub const KEPT: &str = "受け取りました。ありがとうございます。";
pub const CHOOSE: &str = "「どうなりましたか」を選んでください";
pub const SEE_RESULT: &str = "結果に戻る";

pub const COMMENT: &str = "よければ、ひとことどうぞ";
pub const COMMENT_HINT: &str =
    "500文字まで。名前や電話番号は書かないでください。県の担当者が、だれのものか分からない形で読みます。";
pub const COMMENT_KEEP: &str = "送る";
pub const COMMENT_KEPT: &str = "ひとことを受け取りました。書き直すこともできます。";

pub const SEE: &str = "使った人の声（申し込みのその後、ひとこと）を見る";
pub const ALL_TITLE: &str = "使った人の声";
pub const ALL_LEAD: &str = "結果のページと、あとで送るメールで、事業者が知らせたことです。一つの支援メニューに、一事業者一回と数えます。";
pub const BY_MENU: &str = "申し込みのその後";
pub const BY_MENU_CAPTION: &str = "支援メニューごとの、事業者の数";
pub const MENU: &str = "支援メニュー";
pub const TOLD: &str = "知らせた";
pub const APPLIED: &str = "申し込んだ";
pub const DECIDED: &str = "決まった";
pub const ADOPTED: &str = "使えた";
pub const HINDRANCES: &str = "困ったこと";
pub const HINDRANCES_CAPTION: &str = "いちばん困ったことに選ばれた数（支援ごと）";
pub const COUNT: &str = "選ばれた数";
pub const NOBODY: &str = "まだ、だれも知らせていません。";
pub const COMMENTS: &str = "ひとこと";
pub const NO_COMMENTS: &str = "ひとことは、まだありません。";
pub const GONE: &str = "（いまはない支援）";

/// How far it has come, as the form says it.
#[must_use]
pub fn application(application: Application) -> &'static str {
    match application {
        Application::NotMade => "申し込んでいない",
        Application::Waiting => "申し込んで、結果を待っている",
        Application::Adopted => "採択された・使えた",
        Application::Refused => "採択されなかった・使えなかった",
    }
}

/// What stood in the way, as the form says it.
#[must_use]
pub fn hindrance(hindrance: Hindrance) -> &'static str {
    match hindrance {
        Hindrance::TooComplicated => "書類や手続きがむずかしい",
        Hindrance::NoTime => "準備する時間がない",
        Hindrance::TooLate => "締切に間に合わない",
        Hindrance::TooExpensive => "先に払うお金や、自分で出す分が重い",
        Hindrance::DoesNotFit => "やりたいことに合わない",
        Hindrance::NobodyToAsk => "聞ける人がいない",
        Hindrance::Other => "そのほか",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_choices_read_alike() {
        let mut said: Vec<&str> =
            Application::ALL.map(application).into_iter().chain(Hindrance::ALL.map(hindrance)).collect();
        let all = said.len();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), all);
    }
}
