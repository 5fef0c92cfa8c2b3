//! Keeping diagnoses by a mail address: asking for a link, the link, the list, and deleting.

use chrono::{DateTime, Utc};
use domain::window::{japan_day, japan_time};

use super::format::date;
use crate::backend::{Device, LinkFault};

pub const SAVE: &str = "メールで保存する";
pub const SAVE_TEXT: &str = "メールアドレスで保存すると、ほかの端末でも、コードなしで一覧から開けます。";
pub const CLAIM: &str = "この診断を自分の一覧に加える";
pub const CLAIM_TEXT: &str = "この端末では一覧を開いています。メールなしで、この診断を加えられます。";
pub const OWNED: &str = "この診断は、あなたの一覧に入っています。";
pub const TO_LIST: &str = "診断の一覧を見る";
pub const OPEN_SAVED: &str = "メールで保存した診断を開く";

pub const SIGN_IN_TITLE: &str = "メールで診断を保存する・開く";
pub const SIGN_IN_LEAD: &str = "メールアドレスに、一度だけ使えるリンクを送ります。はじめての方も、前に保存した方も、同じ所から進めます。合言葉は作りません。";
pub const SAVE_TITLE: &str = "この診断をメールで保存する";
pub const SAVE_LEAD: &str = "メールアドレスに、一度だけ使えるリンクを送ります。リンクを開いてボタンを押すと、この診断があなたの一覧に入り、どの端末からも開けます。";
pub const ADDRESS: &str = "メールアドレス";
pub const ADDRESS_HINT: &str = "例：hanako@example.jp。リンクを送ることと、一覧を開くことだけに使います。";
pub const SEND: &str = "リンクを送る";
pub const ADDRESS_WRONG: &str = "メールアドレスを、半角で、@を入れて書いてください（例：hanako@example.jp）";

pub const SENT_TITLE: &str = "メールを見てください";
pub const SENT_LEAD: &str =
    "入れたアドレスに、リンクの入ったメールを送ります。10分のうちに開いて、ボタンを押してください。";
pub const SENT_SAME: &str = "この端末のこのブラウザーで開くと、すぐに進めます。";
pub const CODE_TITLE: &str = "ほかの端末でメールを開くとき";
pub const CODE_TEXT: &str =
    "開いたページで、この6けたの数字を入れてください。このページは、閉じずに置いてください。";
pub const CODE: &str = "6けたの数字";
pub const SENT_HELP_TITLE: &str = "届かないとき";
pub const SENT_HELP: [&str; 3] = [
    "アドレスの打ちまちがいがないか、確かめてください。",
    "迷惑メールに入っていないか、見てください。",
    "送れる数には限りがあります。一つのアドレスへは1日に5通まで、同じ所からは1時間に20通までで、それをこえると届きません。時間をおいて、もう一度送ってください。",
];
pub const ASK_AGAIN: &str = "もう一度、アドレスを入れる";

pub const LINK_TITLE: &str = "ボタンを押すと進みます";
pub const LINK_LEAD: &str = "押すと、この端末で診断の一覧が開きます。リンクは一度だけ使えます。";
pub const LINK_PRESS: &str = "一覧を開く";
pub const CODE_LEAD: &str = "リンクを頼んだのとは別のブラウザーで開いています。頼んだ画面に出ている6けたの数字を入れて、押してください。";
pub const CODE_HINT: &str = "5回まちがえると、このリンクは使えなくなります。";
pub const CODE_WRONG: &str = "数字が合いません。頼んだ画面の6けたの数字を、もう一度見てください";
pub const CODE_ELSE: &str = "頼んだ画面をもう開けないときは、この端末で、もう一度リンクを頼んでください。";
pub const CHANGE_LEAD: &str = "押すと、このメールを受け取ったアドレスが、一覧を開くアドレスになります。";
pub const CHANGE_PRESS: &str = "メールアドレスを変える";

pub const TITLE: &str = "診断の一覧";
pub const LEAD: &str = "メールアドレスで保存した診断です。どの端末からも、ここから開けます。";
pub const NOTHING: &str = "まだ、診断が入っていません。";
pub const ADD_TEXT: &str = "診断の結果のページで「この診断を自分の一覧に加える」を押すと、ここに入ります。一覧に入れた事業者の診断は、前のものも、これからのものも入ります。";
pub const STARTED: &str = "はじめた日";
pub const SENT_ON: &str = "送信した日";
pub const STATE: &str = "ようす";
pub const OPEN: &str = "開く";
pub const AGAIN: &str = "もう一度診断する";
pub const NOT_SENT: &str = "まだ";
pub const NO_STAGE: &str = "段階を出せません";
pub const DELETE_ONE: &str = "消す";
pub const DELETE_BUSINESS: &str = "この事業者の診断をすべて消す";

pub const ADDRESS_TITLE: &str = "一覧を開くメールアドレス";
pub const CHANGE_TEXT: &str = "変えるときは、新しいアドレスにリンクを送ります。この端末で開いて、ボタンを押すと変わり、いまのアドレスに知らせが届きます。";
pub const NEW_ADDRESS: &str = "新しいメールアドレス";
pub const NEW_ADDRESS_HINT: &str = "例：hanako@example.jp";

pub const SESSIONS_TITLE: &str = "一覧を開いている端末";
pub const SESSIONS_TEXT: &str = "知らない端末があれば、切ってください。その端末から開いた診断も、開けなくなります。30日使わないか、90日たつと、自動で切れます。";
pub const DEVICE: &str = "端末";
pub const SINCE: &str = "開いた日";
pub const LAST_SEEN: &str = "最後に使った日";
pub const THIS_DEVICE: &str = "（この端末）";
pub const END: &str = "切る";
pub const END_THIS: &str = "この端末で一覧を閉じる";
pub const END_OTHERS: &str = "ほかの端末をすべて切る";

pub const TAKE_TITLE: &str = "自分のデータを取り出す";
pub const TAKE_TEXT: &str = "ここにあるものすべて（アドレス、端末、診断の設問と答え、支援機関への同意と見られた記録、支援員からの助言）を、一つのファイル（JSON）で取り出せます。診断の結果は、それぞれの結果のページから、A4の紙やPDFに印刷できます。";
pub const TAKE: &str = "ファイルを取り出す";

pub const DELETE_TITLE: &str = "すべて消す";
pub const DELETE_TEXT: &str = "一覧と、一覧に入っている診断と、メールアドレスを消せます。";
pub const DELETE_GO: &str = "消す前の確認へ";
pub const DELETE_PAGE: &str = "消す前の確認";
pub const GOES: &str = "消えるもの";
pub const STAYS: &str = "残るもの";
pub const GOES_ALL: [&str; 5] = [
    "メールアドレスと、一覧を開いている端末の記録、このアドレスへのお知らせの登録",
    "一覧に入っている診断のすべての答えと結果、続きを開くコード。診断のアドレスでも、もう開けません",
    "その事業者が書いたひとことと、申し込みのその後。その診断についてのお知らせの登録",
    "支援機関への同意と見られた記録、相談の申し込み。支援員が書いた助言・記録・すること",
    "県の集計のうち、この診断の分。集計の数から引かれます",
];
pub const GOES_BUSINESS: [&str; 4] = [
    "この事業者の診断の、すべての答えと結果、続きを開くコード。診断のアドレスでも、もう開けません",
    "この事業者が書いたひとことと、申し込みのその後。この事業者の診断についてのお知らせの登録",
    "支援機関への同意と見られた記録、相談の申し込み。支援員が書いた助言・記録・すること",
    "県の集計のうち、この診断の分。集計の数から引かれます",
];
pub const GOES_DIAGNOSIS: [&str; 1] =
    ["この途中の診断の答えと、続きを開くコード。診断のアドレスでも、もう開けません"];
pub const STAYS_PUBLISHED: &str = "終わった期間の、公開ずみのオープンデータの数。区分ごとの数だけで、だれの答えかはわかりません。少ない数は出していません";
pub const SHARED: &str =
    "ほかの方も同じ診断を一覧に入れているときは、その方の一覧からも消え、その方へのお知らせも終わります。";
pub const NO_WAY_BACK: &str =
    "消したものは、元に戻せません。残しておきたいときは、先にファイルを取り出してください。";
pub const SURE: &str = "元に戻せないことを確かめました";
pub const SURE_MISSING: &str = "消すときは、確かめたしるしを付けてください";
pub const DELETE: &str = "消す";
pub const KEEP: &str = "消さずに一覧へ戻る";

/// What a browser is called.
#[must_use]
pub fn device(device: Device) -> &'static str {
    match device {
        Device::Iphone => "iPhone",
        Device::Ipad => "iPad",
        Device::Android => "Android",
        Device::Windows => "Windows のパソコン",
        Device::Mac => "Mac",
        Device::Other => "そのほかの端末",
    }
}

/// Why a link does nothing, and what to do.
#[must_use]
pub fn link_fault(fault: LinkFault) -> &'static str {
    match fault {
        LinkFault::Unknown => {
            "そのリンクは見つかりません。アドレスの一部が欠けたか、古いリンクです。下から、もう一度頼んでください。"
        }
        LinkFault::Expired => {
            "リンクが使える10分を過ぎました。なにも変わっていません。下から、もう一度頼んでください。"
        }
        LinkFault::Used => {
            "そのリンクは、もう使われました。リンクは一度だけ使えます。この端末で開くときは、下から、もう一度頼んでください。"
        }
        LinkFault::TooManyTries => {
            "数字のまちがいが5回続いたので、そのリンクは使えなくなりました。下から、もう一度頼んでください。"
        }
        LinkFault::NotSignedIn => {
            "メールアドレスを変えるリンクは、一覧を開いている端末で押してください。この端末でするときは、先に、いまのアドレスで一覧を開いてください。"
        }
        LinkFault::Taken => {
            "そのアドレスでは、別の一覧が開かれています。変えられませんでした。そのアドレスで一覧を開くか、別のアドレスにしてください。"
        }
    }
}

/// What was done, or has to be done first, over the pages of the list and of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    SignedOut,
    /// The session is over.
    Over,
    Erased,
    ErasedPart,
    Claimed,
    LinkSent,
    AddressChanged,
    Ended,
    Revoked,
}

impl Said {
    pub const ALL: [Said; 9] = [
        Said::SignedOut,
        Said::Over,
        Said::Erased,
        Said::ErasedPart,
        Said::Claimed,
        Said::LinkSent,
        Said::AddressChanged,
        Said::Ended,
        Said::Revoked,
    ];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::SignedOut => "signed-out",
            Said::Over => "over",
            Said::Erased => "erased",
            Said::ErasedPart => "erased-part",
            Said::Claimed => "claimed",
            Said::LinkSent => "link-sent",
            Said::AddressChanged => "address-changed",
            Said::Ended => "ended",
            Said::Revoked => "revoked",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn is_good_news(self) -> bool {
        self != Said::Over
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::SignedOut => "この端末で一覧を閉じました。",
            Said::Over => "この端末では、一覧が開かれていません。下から、もう一度リンクを頼んでください。",
            Said::Erased => "すべて消しました。ご利用ありがとうございました。",
            Said::ErasedPart => "消しました。",
            Said::Claimed => "診断を一覧に加えました。",
            Said::LinkSent => {
                "新しいアドレスにリンクを送ります。10分のうちに、この端末で開いて、ボタンを押してください。届かないときは、アドレスと迷惑メールを確かめてください。一つのアドレスへ送れるのは、1日に5通までです。"
            }
            Said::AddressChanged => "メールアドレスを変えました。前のアドレスに知らせを送りました。",
            Said::Ended => "切りました。",
            Said::Revoked => "見せるのをやめました。支援員は、もう見られません。",
        }
    }
}

/// Over the diagnoses of one of several businesses.
#[must_use]
pub fn business(number: usize, place: Option<&str>) -> String {
    match place {
        Some(place) => format!("事業者{number}（{place}）"),
        None => format!("事業者{number}"),
    }
}

#[must_use]
pub fn day(at: DateTime<Utc>) -> String {
    date(japan_day(at))
}

/// For those who hear a button without its row.
#[must_use]
pub fn of_day(at: DateTime<Utc>) -> String {
    format!("{}{}からの診断を", date(japan_day(at)), japan_time(at).format("%H:%M"))
}

#[must_use]
pub fn of_device(device: &str, since: DateTime<Utc>) -> String {
    format!("{device}（{}から）を", date(japan_day(since)))
}

/// How far a diagnosis is.
#[must_use]
pub fn under_way(answered: usize) -> String {
    format!("途中（{answered}問に答えた）")
}

/// `012 345`
#[must_use]
pub fn grouped_code(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((first, rest)) => format!("{first} {rest}"),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words() {
        for said in Said::ALL {
            assert_eq!(Said::parse(said.code()), Some(said));
            assert!(!said.sentence().is_empty());
            assert_eq!(LinkFault::parse(said.code()), None, "they share the name in the address");
        }
        for fault in LinkFault::ALL {
            assert!(!link_fault(fault).is_empty());
        }
        assert_eq!(grouped_code("012345"), "012 345");
    }
}
