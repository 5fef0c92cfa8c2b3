//! Why a request was refused, and the way on.

use std::borrow::Cow;

use super::staff;
use crate::refusal::Refusal;

/// Heading and explanation.
#[must_use]
pub fn sentences(refusal: Refusal) -> (&'static str, Cow<'static, str>) {
    let (heading, text) = match refusal {
        Refusal::PageNotFound => (
            "ページが見つかりません",
            "アドレスが変わったか、消されたかもしれません。答えた内容は消えていません。",
        ),
        Refusal::DiagnosisNotFound => (
            "診断が見つかりません",
            "アドレスの一部が欠けていないか確かめてください。見つからないときは、はじめから答えられます。",
        ),
        Refusal::BadForm => (
            "送られた内容を読めませんでした",
            "ブラウザーの「戻る」で前のページに戻り、もう一度送ってください。ほかの答えは残っています。",
        ),
        Refusal::TooLarge => (
            "送られた内容が大きすぎます",
            "ブラウザーの「戻る」で前のページに戻り、短くして送ってください。ほかの答えは残っています。",
        ),
        Refusal::CrossSite => (
            "ほかのサイトからの送信は受け付けません",
            "この診断のページを開き直して、もう一度送ってください。",
        ),
        Refusal::SignInFirst => (
            "サインインが必要です",
            "県の職員と支援員のためのページです。サインインしてから、もう一度開いてください。",
        ),
        Refusal::NotPermitted(act) => return ("あなたの役割では開けません", staff::only(act).into()),
        Refusal::ConsentRevoked => (
            "事業者が、見せるのをやめました",
            "この事業者の同意は終わりました。もう一度見るには、事業者に、あらためて同意してもらってください。",
        ),
        Refusal::ConsentExpired => (
            "同意の期限が過ぎました",
            "この事業者の同意は、期限が来て終わりました。もう一度見るには、事業者に、あらためて同意してもらってください。",
        ),
        Refusal::ConsentNotCovered => (
            "同意の範囲にありません",
            "この事業者は、ここまで見せることには同意していません。必要なときは、事業者に、同意し直してもらってください。",
        ),
        Refusal::ClientUnderWay => (
            "事業者が、次の診断に答えている途中です",
            "送信していない答えは、事業者だけのものです。事業者が送信してから、もう一度開いてください。",
        ),
        Refusal::OnOwnDevice => (
            "事業者の端末で決めてください",
            "職員や支援員がサインインしている端末では、事業者が決めること（見せることの同意、相談の申し込みなど）を受け付けません。結果の画面の「続きはあとで」のコードで、事業者の端末に結果を開いて、決めてもらってください。",
        ),
        Refusal::TooSlow => {
            ("時間がかかりすぎました", "少し待ってから、もう一度開いてください。答えた内容は残っています。")
        }
        Refusal::Unavailable => (
            "いまは使えません",
            "少し待ってから、もう一度開いてください。「次へ」を押す前までの答えは残っています。",
        ),
    };
    (heading, text.into())
}

pub const TO_TOP: &str = "トップへ";
pub const TO_MENUS: &str = "支援メニューをさがす";
pub const TO_SIGN_IN: &str = "職員・支援員のサインインへ";
