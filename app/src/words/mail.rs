//! The outbox, for officers: what waits, what was not sent, and why.

use crate::backend::{MailFault, MailKind};

pub const TITLE: &str = "メールの送信";
pub const SEE: &str = "メールの送信（待っているもの、送れなかったもの）を見る";
pub const LEAD: &str =
    "送るメールは、いったん列に並び、順に送られます。相手が受け取れないときは、間をあけて何度か試します。";
pub const WAITING: &str = "待っている";
pub const PARKED: &str = "送れなかった";
pub const SENT: &str = "送った";
pub const MAILS: &str = "通";
pub const PRIVACY: &str =
    "宛先は、はじめの一文字とドメインだけを出します。件名と本文は、この画面には出しません。";
pub const IN_FILES: &str = "設定 DX_SMTP_URL がないので、メールは届きません。代わりに、データのフォルダーの outbox に、ファイル（.eml）で書かれます。";
pub const TRY: &str =
    "届くかどうかは、命令 dx-shindan mail test --to アドレス で、試しのメールを送って確かめられます。";

pub const QUEUE: &str = "待っているメール";
pub const NOTHING_WAITS: &str = "待っているメールはありません。";
pub const NOT_SENT: &str = "送れなかったメール";
pub const NOT_SENT_LEAD: &str = "もう試していないものです。わけを見て、直ったら「もう一度送る」を押してください。はじめから試し直します。";
pub const NOTHING_PARKED: &str = "送れなかったメールはありません。";

pub const NUMBER: &str = "番号";
pub const KIND: &str = "種類";
pub const TO: &str = "宛先";
pub const SINCE: &str = "列に入った時";
pub const NEXT: &str = "次に試す時";
pub const WHEN_PARKED: &str = "やめた時";
pub const ATTEMPTS: &str = "試した回数";
pub const WHY: &str = "送れなかったわけ";
pub const DO: &str = "すること";
pub const BEING_SENT: &str = "いま送っている";
pub const NOT_TRIED: &str = "まだ試していない";
pub const FORGOTTEN: &str = "（消しました）";
pub const ANSWERED: &str = "相手の答え";
pub const RESEND: &str = "もう一度送る";
pub const CANNOT_RESEND: &str = "宛先と本文を消したので、送れません";

/// What a mail is about; a code that only another version knows stands as it is.
#[must_use]
pub fn kind(code: &str) -> String {
    match MailKind::parse(code) {
        Some(MailKind::Test) => "試しのメール".to_owned(),
        Some(MailKind::ConfirmNotices) => "お知らせの申し込みの確かめ".to_owned(),
        Some(MailKind::Notices) => "お知らせ".to_owned(),
        Some(MailKind::ResumeCode) => "続きを開くコード".to_owned(),
        Some(MailKind::SignIn) => "一覧を開くリンク".to_owned(),
        Some(MailKind::ChangeAddress) => "メールアドレスを変えるリンク".to_owned(),
        Some(MailKind::AddressChanged) => "メールアドレスが変わったお知らせ".to_owned(),
        Some(MailKind::InviteStaff) => "職員・支援員を招くリンク".to_owned(),
        Some(MailKind::NewRequest) => "支援機関への、新しい相談の知らせ".to_owned(),
        Some(MailKind::RequestReminder) => "支援機関への、返事待ちの相談の知らせ".to_owned(),
        Some(MailKind::RequestReceived) => "事業者への、相談を受け付けた知らせ".to_owned(),
        Some(MailKind::RequestOffered) => "事業者への、相談先を変えてよいかの問い合わせ".to_owned(),
        Some(MailKind::RequestClosed) => "事業者への、支援機関が閉じて相談が終わった知らせ".to_owned(),
        None => code.to_owned(),
    }
}

/// Why it did not go, with what the server answered.
#[must_use]
pub fn why(code: &str, status: Option<u16>) -> String {
    let why = MailFault::parse(code).map_or(code, |known| fault(known));
    match status {
        Some(status) => format!("{why}（{ANSWERED} {status}）"),
        None => why.to_owned(),
    }
}

/// Why it did not go.
#[must_use]
pub fn fault(fault: MailFault) -> &'static str {
    match fault {
        MailFault::Unreachable => "メールサーバーにつながらない",
        MailFault::NotEncrypted => "メールサーバーとの通信を暗号化できない（証明書か、TLS の設定）",
        MailFault::NotSignedIn => "メールサーバーの利用者か合言葉が違う",
        MailFault::TimedOut => "メールサーバーが、時間内に答えない",
        MailFault::BrokenOff => "受け取られる前に、通信が切れた",
        MailFault::Deferred => "あとで送るように言われた",
        MailFault::Refused => "受け取りを断られた（宛先がないなど）",
        MailFault::BadAddress => "宛先が、メールアドレスとして使えない",
        MailFault::NotWritten => "ファイルに書けない",
    }
}

/// Over the first of many that wait.
#[must_use]
pub fn first_of(shown: usize, waiting: u64) -> String {
    format!("はじめの{shown}通（全部で{waiting}通）")
}

#[must_use]
pub fn parked(count: usize) -> String {
    format!("{count}通")
}

/// On the button, for those who hear it without the row.
#[must_use]
pub fn of_number(id: i64) -> String {
    format!("番号 {id} の")
}

/// For how long what is kept.
#[must_use]
pub fn kept(days: u16) -> String {
    format!(
        "送ったか、やめてから{days}日たつと、宛先・件名・本文を消します（日数は設定 DX_MAIL_KEEP_DAYS）。番号と時刻は残ります。"
    )
}

/// What pressing the button came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Resent,
    Gone,
}

impl Said {
    const ALL: [Said; 2] = [Said::Resent, Said::Gone];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::Resent => "resent",
            Said::Gone => "gone",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn is_good_news(self) -> bool {
        self == Said::Resent
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::Resent => "もう一度送る列に入れました。数秒のうちに試します。",
            Said::Gone => {
                "そのメールは、もう送れなかったものの中にありません。ほかの人が先に押したか、宛先と本文を消したあとです。"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words() {
        for one in MailKind::ALL {
            assert_ne!(kind(one.code()), one.code());
        }
        for one in MailFault::ALL {
            assert_ne!(why(one.code(), None), one.code());
        }
        for one in Said::ALL {
            assert_eq!(Said::parse(one.code()), Some(one));
            assert!(!one.sentence().is_empty());
        }
        assert_eq!(why("refused", Some(550)), "受け取りを断られた（宛先がないなど）（相手の答え 550）");
        assert_eq!(why("of-a-newer-version", None), "of-a-newer-version");
    }
}
