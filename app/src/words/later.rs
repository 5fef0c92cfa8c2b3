//! Going on later, and elsewhere: the page with the code, and the page that asks for it.

use domain::second_fact::SecondFact;

pub const LATER: &str = "続きはあとで";
pub const LATER_RESULT: &str = "あとで開くためのコードを出す";
pub const LATER_RESULT_TEXT: &str =
    "ほかの端末や、来年また開くときのために、短いコードとQRコードを出せます。";
pub const TITLE: &str = "続きを開くコード";
pub const LEAD: &str =
    "ここまでの答えは保存されています。下のコードで、この端末でも、ほかの端末でも、続きから開けます。";
pub const CODE: &str = "コード";
pub const QR: &str = "続きを開くページのQRコード";
pub const QR_TEXT: &str = "スマートフォンのカメラで読むと、コードの入ったページが開きます。";
pub const PLACE: &str = "開く所";
pub const ASKED: &str = "いっしょに聞くこと";
pub const UNTIL: &str = "使える日まで";
pub const KEEP_APART: &str = "紙に写すか、このページを印刷して、お手元に置いてください。コードと、いっしょに聞く数字の両方を知っている人は、答えを見たり直したりできます。";
pub const THIS_DEVICE: &str =
    "このコードは何度でも使えます。この端末で開いているページも、そのまま使えます。";
pub const GO_ON: &str = "いま続きに戻る";
pub const MAIL_TITLE: &str = "コードをメールで受け取る";
pub const MAIL_TEXT: &str = "コードと、開く所を送ります。いっしょに聞く数字は書きません。メールアドレスは、送ったあと、決めた日数で消します。";
pub const MAIL: &str = "メールを送る";
pub const MAIL_SENT: &str = "メールを送りました。数分たっても届かないときは、迷惑メールの入れ物と、アドレスの書きまちがいを見てください。";
pub const MAIL_TOO_OFTEN: &str =
    "メールを送れる数を超えたため、いまは送れません。時間をおいて（長くて1日）、もう一度押してください。";
pub const RENEW_TITLE: &str = "コードをなくしたとき・人に見られたとき";
pub const RENEW_TEXT: &str = "新しいコードを出すと、前のコードは、すぐに使えなくなります。";
pub const RENEW: &str = "新しいコードに替える";
pub const OUTDATED: &str =
    "コードを出したあとで、いっしょに聞く数字の答えが変わっています。いまのままでは、前の数字を聞きます。";
pub const REFRESH: &str = "いまの答えに合わせる（コードは同じ）";
pub const NO_CODE_LEAD: &str =
    "ここまでの答えは保存されています。短いコードを出すと、この端末でも、ほかの端末でも、続きから開けます。";
pub const MAKE: &str = "コードを出す";
pub const NUMBER_LEAD: &str = "コードだけでは開けないように、続きを開くときに、診断で答えた数字をいっしょに聞きます。まだ人数に答えていないので、ここで答えてください。診断の設問と同じものです。";
pub const NUMBER_UNKNOWN: &str = "人数がわからないときは、コードは出せません。この診断のページのアドレスを控えておくと、続きから開けます。";
pub const NO_NUMBER_SUBMITTED: &str = "送信した答えに、コードといっしょに聞ける数字（働いている人の数か、事業の年数）がないため、コードは出せません。結果のページのアドレスを控えてください。";

pub const BY_SESSION: &str = "この診断は、メールアドレスの一覧に入っています。どの端末でも、メールで一覧を開けば、続きから進めます。コードはいりません。";
pub const BY_SESSION_CODE: &str = "前に出したコードがあれば、それも使えます。";

pub const RESUME_TITLE: &str = "コードで続きを開く";
pub const RESUME_LEAD: &str = "「続きはあとで」を押したときに出たコードと数字を入れてください。";
pub const CODE_HINT: &str =
    "12文字の英字と数字です。区切りの線や、大文字・小文字は、どちらでもかまいません。";
pub const NUMBER: &str = "いっしょに聞くと書いてあった数字";
pub const NUMBER_HINT: &str = "コードを出したときに答えていた、働いている人の数です。コードのページに「事業を始めて何年か」と書いてあったときは、その年数です。";
pub const OPEN: &str = "続きを開く";
pub const HELP_TITLE: &str = "開けないとき";
pub const HELP: [&str; 4] = [
    "文字の写しちがいがないか、確かめてください。Oと0、Iと1のような似た字は、どちらで入れても同じに読みます。",
    "数字は、コードを出したときの答えです。あとで人数の答えを変えたときは、変える前の数を入れてみてください。",
    "新しいコードに替えたときは、前のコードでは開けません。使える日を過ぎたコードでも開けません。",
    "はじめに使った端末で、診断のページのアドレスを開けば、コードがなくても続けられます。",
];
pub const WITH_CODE: &str = "コードで続きを開く";

pub const CODE_WRONG: &str = "コードは12文字の英字と数字で入れてください";
pub const NUMBER_WRONG: &str = "数字で入れてください（例：12）";
pub const UNFIT: &str =
    "このコードと数字の組み合わせでは開けませんでした。コードと数字を、もう一度確かめてください";
pub const TOO_OFTEN: &str =
    "まちがいが続いたため、いまは受け付けていません。時間をおいて（長くて1日）、もう一度入れてください";

/// What is asked for together with a code.
#[must_use]
pub fn second_fact(second: SecondFact) -> &'static str {
    match second {
        SecondFact::Employees => "働いている人の数（コードを出したときの答え）",
        SecondFact::YearsInBusiness => "事業を始めて何年か（コードを出したときの答え）",
    }
}
