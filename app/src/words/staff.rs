//! Staff: being asked in, enrolling, signing in, one's own sessions, and who may sign in.

use domain::access::{Act, Role};

use crate::backend::{EnrolFault, SignOnFault, SignOnFor, StaffState, Weakness};

pub const SIGN_IN_TITLE: &str = "職員・支援員のサインイン";
pub const SIGN_IN_LEAD: &str =
    "県の職員と、支援機関の支援員のためのページです。診断をする方は、サインインしなくても使えます。";
pub const ADDRESS: &str = "メールアドレス";
pub const ADDRESS_HINT: &str = "招かれたときのアドレス。例：hanako@example.jp";
pub const PASSWORD: &str = "パスワード";
pub const PASSWORD_HINT: &str = "登録のときに決めたもの";
pub const NEXT: &str = "次へ";
pub const WRONG_PASSWORD: &str = "メールアドレスかパスワードが違います";
pub const TOO_OFTEN: &str =
    "まちがいが続いたので、しばらく受け付けません。1時間ほどおいて、もう一度ためしてください";
pub const NO_INVITATION: &str = "パスワードやアプリをなくしたときは、招いた人（県の担当者・管理者か、支援機関の管理者）に、もう一度招いてもらってください。";

pub const CODE_TITLE: &str = "アプリの数字";
pub const CODE_LEAD: &str =
    "登録した認証アプリに出ている、6けたの数字を入れてください。5分のうちに進んでください。";
pub const CODE: &str = "6けたの数字";
pub const CODE_HINT: &str =
    "アプリを使えないときは、予備のコード（abcd-efgh-…）を入れます。予備のコードは、一つが一度だけ使えます。";
pub const WRONG_CODE: &str = "数字が合わないか、もう使われました。次の数字が出るのを待って、入れてください";
pub const SIGN_IN: &str = "サインインする";

pub const ENROL_TITLE: &str = "登録する";
pub const ENROL_LEAD: &str =
    "パスワードを決めます。次のページで、数字を出すアプリを登録すると、使えるようになります。";
pub const FOR: &str = "メールアドレス";
pub const NEW_PASSWORD: &str = "新しいパスワード";
pub const NEW_PASSWORD_HINT: &str = "12文字から128文字まで。記号や大文字を混ぜる必要はありません。いくつかの言葉をつなげると、長くて覚えやすくなります。";
pub const AGAIN: &str = "新しいパスワード（もう一度）";
pub const AGAIN_HINT: &str = "打ちまちがいがないか、確かめるため";
pub const APP_TITLE: &str = "数字を出すアプリを登録する";
pub const APP_LEAD: &str = "スマートフォンの認証アプリ（Google Authenticator、Microsoft Authenticator など）で、下のQRコードを読み取ってください。";
pub const QR: &str = "認証アプリに登録するQRコード";
pub const SECRET: &str = "読み取れないときに、アプリに打ち込む文字";
pub const APP_CODE_HINT: &str = "登録すると、アプリに出ます。30秒ごとに変わります。";
pub const ENROL: &str = "登録を終える";

pub const CODES_TITLE: &str = "予備のコード";
pub const CODES_LEAD: &str = "アプリを使えなくなったときに、数字の代わりに使います。いまだけ出ています。印刷するか書きうつして、ほかの人の目にふれない所に置いてください。";
pub const CODES_NOTE: &str = "一つが一度だけ使えます。前に出した予備のコードは、もう使えません。";
pub const CODES_GONE: &str =
    "予備のコードは、もう出せません。なくしたときは、アプリを登録し直すと、新しいものが出ます。";
pub const CODES_KEPT: &str = "控えたので、先へ進む";

pub const OWN_TITLE: &str = "自分のサインイン";
pub const OWN: &str = "自分のサインイン・パスワード";
pub const SESSIONS_TITLE: &str = "サインインしている端末";
pub const SESSIONS_TEXT: &str = "知らない端末があれば、切って、パスワードを変えてください。30分使わないか、12時間たつと、自動で切れます。";
pub const END_THIS: &str = "サインアウトする";
pub const CHANGE_TITLE: &str = "パスワードとアプリ";
pub const CHANGE_PASSWORD: &str = "パスワードを変える";
pub const CHANGE_APP: &str = "アプリを登録し直す";
pub const CHANGE_NOTE: &str = "変えると、ほかの端末のサインインは切れます。";
/// For somebody who comes by the prefecture's sign-on alone.
pub const NOT_ENROLLED: &str = "パスワードとアプリは、登録していません。県の共通サインインが止まったときにも入れるようにするには、県の管理者に、もう一度招いてもらってください。";
pub const SAVE_PASSWORD: &str = "変える";
pub const NEW_APP_LEAD: &str = "新しいアプリ（または新しいスマートフォン）を手元に用意してから、押してください。QRコードが出ます。新しいアプリの数字を入れるまでは、いまのアプリが使えます。";
pub const NEW_APP: &str = "QRコードを出す";
pub const SAVE_APP: &str = "このアプリにする";

pub const CONFIRM_TITLE: &str = "本人か確かめます";
pub const CONFIRM_LEAD: &str =
    "大事な操作の前に、もう一度、本人か確かめます。確かめると、10分のあいだは、続けてできます。";
pub const CONFIRM_BY_PASSWORD: &str = "パスワードと、アプリの数字を入れてください。";
pub const CONFIRM: &str = "確かめる";
pub const WRONG_CONFIRM: &str = "パスワードか数字が違います。前に使った数字は使えません";

pub const ROSTER_TITLE: &str = "職員と支援員";
pub const ROSTER_SEE: &str = "職員と支援員を見る・招く";
pub const ROSTER_LEAD: &str = "サインインできる人です。「いま使っている」は、切れていないサインインで最後に使った時です。役割を変えると、その人の次の操作から変わります。使えなくすると、すぐに切れます。使えなくした人をもう一度招くと、登録し直せば、また入れるようになります。";
pub const ROLE: &str = "役割";
pub const AGENCY: &str = "支援機関";
pub const NO_AGENCY: &str = "なし（県の職員）";
pub const STATE: &str = "ようす";
pub const LAST_SEEN: &str = "いま使っている";
pub const YOU: &str = "（あなた）";
pub const CHANGE_ROLE: &str = "役割を変える";
pub const DISABLE: &str = "使えなくする";
pub const INVITE_AGAIN: &str = "もう一度招く";
/// For somebody who was disabled.
pub const LET_IN_AGAIN: &str = "また使えるようにして、もう一度招く";
pub const INVITE_TITLE: &str = "招く";
pub const INVITE_TEXT: &str = "登録のリンクを、メールで送ります。リンクは72時間、一度だけ使えます。";
pub const INVITE_HINT: &str = "例：hanako@example.jp。ひとりに一つの、本人だけが読めるアドレス";
pub const INVITE: &str = "招くメールを送る";
pub const ROLES_TITLE: &str = "役割ごとに、できること";

/// What somebody is.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Officer => "県の担当者",
        Role::Analyst => "県の分析担当",
        Role::Editor => "県の編集担当",
        Role::Admin => "県の管理者",
        Role::Adviser => "支援員",
        Role::AgencyAdmin => "支援機関の管理者",
    }
}

/// What may be done, as the object of 「できる」.
#[must_use]
pub fn act(act: Act) -> &'static str {
    match act {
        Act::ReadFigures => "集計を見ること",
        Act::ExportFigures => "集計をファイルで取り出すこと",
        Act::EditContent => "支援メニューと計画の数字を直すこと",
        Act::Warn => "セキュリティの注意を知らせること",
        Act::ReadTold => "事業者からの知らせを読むこと",
        Act::ManageMail => "メールの送信を見て、送り直すこと",
        Act::ReadAudit => "操作の記録を見ること",
        Act::ManageAgencies => "支援機関を加え、その支援員を招くこと",
        Act::ManageOwnAgency => "自分の機関の紹介を直し、支援員を招くこと",
        Act::SeeClients => "同意した事業者の結果を見て、支援すること",
        Act::ManageStaff => "職員と支援員を招き、役割を変え、使えなくすること",
    }
}

/// Why somebody may not, and who may.
#[must_use]
pub fn only(permitted: Act) -> String {
    let roles: Vec<&str> = permitted.permitted().map(role).collect();
    format!(
        "{}ができるのは、{}です。必要なときは、その役割の人に頼んでください。",
        act(permitted),
        roles.join("・")
    )
}

#[must_use]
pub fn state(state: StaffState) -> &'static str {
    match state {
        StaffState::Invited => "招いた（まだ登録していない）",
        StaffState::Active => "使える",
        StaffState::Disabled => "使えない",
    }
}

/// What is not taken any more after too many errors, by its code in the audit log.
#[must_use]
pub fn locked(code: &str) -> Option<&'static str> {
    match code {
        "password" => Some("パスワード"),
        "code" => Some("アプリの数字"),
        "confirm" => Some("本人か確かめるページ"),
        _ => None,
    }
}

/// By what somebody has proved who they are, by its code in the audit log.
#[must_use]
pub fn proved_by(code: &str) -> Option<&'static str> {
    (code == "sign-on").then_some("県の共通サインイン")
}

/// What is wrong with a password.
#[must_use]
pub fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::TooShort => "パスワードは、12文字以上にしてください",
        Weakness::TooLong => "パスワードは、128文字までにしてください",
        Weakness::Common => "そのパスワードは、よく使われていて、すぐに当てられます。別のものにしてください",
        Weakness::Obvious => "メールアドレスの名前や、この診断の名前を、パスワードに入れないでください",
        Weakness::NotTheSame => "二つのパスワードが違います。もう一度入れてください",
    }
}

/// Over the way to the prefecture's sign-on, by what its people call it.
#[must_use]
pub fn sign_on_title(name: &str) -> String {
    format!("{name}を使う方")
}

#[must_use]
pub fn sign_on_text(why: SignOnFor) -> &'static str {
    match why {
        SignOnFor::SignIn => "招かれた県の職員は、ふだんのサインインで入れます。上の欄には、何も入れません。",
        SignOnFor::Confirm => {
            "ふだんのサインインのページで、もう一度パスワードなどを聞かれます。終わると、続きに進みます。"
        }
    }
}

#[must_use]
pub fn sign_on(why: SignOnFor, name: &str) -> String {
    match why {
        SignOnFor::SignIn => format!("{name}で入る"),
        SignOnFor::Confirm => format!("{name}で確かめる"),
    }
}

/// Why somebody does not get in by the prefecture's sign-on, by what its people call it, and what they can do.
#[must_use]
pub fn sign_on_fault(fault: SignOnFault, name: &str) -> String {
    match fault {
        SignOnFault::Down => {
            format!("いまは、{name}を使えません。少し待って、もう一度ためしてください。くり返すときは、県の管理者に知らせてください。")
        }
        SignOnFault::Stopped => {
            format!("{name}のページで、とりやめになりました。続けるときは、もう一度はじめてください。")
        }
        SignOnFault::Lost => {
            "10分を過ぎたか、別のブラウザーか、もう使われたアドレスです。もう一度、はじめからためしてください。".to_owned()
        }
        SignOnFault::TooOften => {
            "うまくいかないことが続いたので、しばらく受け付けません。1時間ほどおいて、もう一度ためしてください。".to_owned()
        }
        SignOnFault::Unknown => {
            format!("{name}では、まだ入れません。招かれたときのアドレスと同じか、県の管理者に確かめてください。支援機関の方は、パスワードで入れます。")
        }
        SignOnFault::NotProven => {
            format!("{name}から、2つ目の確認（スマートフォンなど）をしたことが伝わりませんでした。入るには、県の管理者にもう一度招いてもらい、パスワードとアプリを登録してください。")
        }
        SignOnFault::NotAskedAgain => {
            format!("{name}から、いま確かめたことが伝わりませんでした。もう一度ためしてください。くり返すときは、県の管理者に知らせてください。")
        }
        SignOnFault::SomebodyElse => {
            "いまサインインしている人とは、別の人でした。自分のサインインで確かめてください。".to_owned()
        }
    }
}

/// Why a link does not let one enrol.
#[must_use]
pub fn enrol_fault(fault: EnrolFault) -> &'static str {
    match fault {
        EnrolFault::Unknown => {
            "そのリンクは使えません。アドレスの一部が欠けたか、そのあとに新しいリンクが送られました。招いた人（県の担当者・管理者か、支援機関の管理者）に、もう一度招いてもらってください。"
        }
        EnrolFault::Expired => {
            "リンクが使える72時間を過ぎました。招いた人（県の担当者・管理者か、支援機関の管理者）に、もう一度招いてもらってください。"
        }
        EnrolFault::Used => "そのリンクは、もう使われました。登録がすんでいれば、下からサインインできます。",
    }
}

/// Before a button that does something with somebody, for those who hear it without its row.
#[must_use]
pub fn whom(address: &str) -> String {
    format!("{address} を")
}

/// Before what somebody has.
#[must_use]
pub fn whose(address: &str) -> String {
    format!("{address} の")
}

/// What was done, or is wrong, over a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    SignedOut,
    /// The session is over, or there was none.
    Over,
    /// Too long after the password.
    Late,
    Ended,
    PasswordChanged,
    Invited,
    InvitedAgain,
    RoleChanged,
    Disabled,
    LastAdmin,
    Taken,
    NoSuchAgency,
    OtherSide,
}

impl Said {
    pub const ALL: [Said; 13] = [
        Said::SignedOut,
        Said::Over,
        Said::Late,
        Said::Ended,
        Said::PasswordChanged,
        Said::Invited,
        Said::InvitedAgain,
        Said::RoleChanged,
        Said::Disabled,
        Said::LastAdmin,
        Said::Taken,
        Said::NoSuchAgency,
        Said::OtherSide,
    ];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::SignedOut => "signed-out",
            Said::Over => "over",
            Said::Late => "late",
            Said::Ended => "ended",
            Said::PasswordChanged => "password-changed",
            Said::Invited => "invited",
            Said::InvitedAgain => "invited-again",
            Said::RoleChanged => "role-changed",
            Said::Disabled => "disabled",
            Said::LastAdmin => "last-admin",
            Said::Taken => "taken",
            Said::NoSuchAgency => "no-such-agency",
            Said::OtherSide => "other-side",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn is_good_news(self) -> bool {
        match self {
            Said::SignedOut
            | Said::Ended
            | Said::PasswordChanged
            | Said::Invited
            | Said::InvitedAgain
            | Said::RoleChanged
            | Said::Disabled => true,
            Said::Over
            | Said::Late
            | Said::LastAdmin
            | Said::Taken
            | Said::NoSuchAgency
            | Said::OtherSide => false,
        }
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::SignedOut => "サインアウトしました。",
            Said::Over => {
                "サインインが切れています。もう一度サインインしてください。いま何かを送ったときは、まだ受け付けていないので、もう一度送ってください。"
            }
            Said::Late => "5分を過ぎたか、別のブラウザーです。もう一度、パスワードから入れてください。",
            Said::Ended => "その端末をサインアウトしました。",
            Said::PasswordChanged => "パスワードを変えました。ほかの端末のサインインは切れました。",
            Said::Invited => "招くメールを送ります。届いたかは「メールの送信」で見られます。",
            Said::InvitedAgain => "新しいリンクをメールで送ります。前のリンクは、もう使えません。",
            Said::RoleChanged => "役割を変えました。",
            Said::Disabled => "使えなくしました。その人のサインインは切れました。",
            Said::LastAdmin => "ただひとりの管理者は、変えられません。先に、別の人を管理者にしてください。",
            Said::Taken => "そのアドレスの人は、もう一覧にいます。",
            Said::NoSuchAgency => "支援員には、支援機関を選んでください。県の職員では、選びません。",
            Said::OtherSide => "県の職員と支援機関の人は、入れかえられません。別のアドレスで招いてください。",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words() {
        for said in Said::ALL {
            assert_eq!(Said::parse(said.code()), Some(said));
            assert!(said.sentence().ends_with('。'));
            assert_eq!(Weakness::parse(said.code()), None, "they share the name in the address");
        }
        for fault in SignOnFault::ALL {
            assert_eq!(SignOnFault::parse(fault.code()), Some(fault));
            assert!(sign_on_fault(fault, "県の共通サインイン").ends_with('。'));
            assert_eq!(Said::parse(fault.code()), None, "they share the name in the address");
        }
        for one in Weakness::ALL {
            assert_eq!(Weakness::parse(one.code()), Some(one));
            assert!(!weakness(one).is_empty());
        }
    }

    #[test]
    fn a_refusal_names_who_may() {
        assert!(only(Act::ManageStaff).contains("できるのは、県の管理者です"));
        assert!(only(Act::ExportFigures).contains("県の担当者・県の分析担当・県の管理者"));
    }
}
