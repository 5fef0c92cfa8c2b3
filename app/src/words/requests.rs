//! Requests for advice: how a business asks, what an agency does, what officers see of it.

use domain::content::Content;
use domain::request::State;

use super::format::{date, thousands};
use crate::backend::OTHER_TOPIC;
use chrono::NaiveDate;

// On the result page, and for the business.
pub const SECTION: &str = "支援機関に相談する";
pub const SECTION_TEXT: &str =
    "近くの支援機関に、相談を申し込めます。お金はかかりません。担当の人から連絡が来ます。";
pub const ASK: &str = "相談したい";
pub const TITLE: &str = "相談を申し込む";
pub const LEAD: &str =
    "送ると、あなたの市町と相談の内容に合う支援機関に届きます。担当の人から、電話かメールで連絡があります。";
pub const OWN: &str = "これまでの申し込み";
pub const FORM: &str = "新しく申し込む";
pub const TOPIC: &str = "何について相談しますか";
pub const OTHER: &str = "その他";
pub const TEXT: &str = "相談したいこと";
pub const TEXT_HINT: &str = "500字まで。困っていること、やってみたいことを、そのまま書いてください。";
pub const NAME: &str = "お名前（会社や店の名前でもかまいません）";
pub const NAME_HINT: &str = "連絡のときに、お呼びする名前です。";
pub const PHONE: &str = "電話番号";
pub const PHONE_HINT: &str = "電話かメールの、どちらか一つは書いてください。例：082-123-4567";
pub const MAIL: &str = "メールアドレス";
pub const MAIL_HINT: &str = "書くと、受け付けたお知らせも届きます。例：hanako@example.jp";
pub const SEEN: &str = "支援機関が見るのは、このページに書いたこと（相談の内容、お名前、連絡先）だけです。診断の答えと結果は見られません。県の担当者は、だれが何を相談したかを見ません。返事が早いかどうかの数字だけを見ます。";
pub const SEND: &str = "申し込む";
pub const BACK: &str = "結果に戻る";

pub const NO_TOPIC: &str = "何についての相談かを選んでください";
pub const NO_TEXT: &str = "相談したいことを書いてください";
pub const LONG_TEXT: &str = "相談したいことは、500字までにしてください";
pub const NO_NAME: &str = "お名前を書いてください";
pub const LONG_NAME: &str = "お名前は、60字までにしてください";
pub const NO_CONTACT: &str = "電話番号かメールアドレスを書いてください";
pub const BAD_PHONE: &str = "電話番号を確かめてください（例：082-123-4567）";
pub const BAD_MAIL: &str = "メールアドレスを確かめてください（例：hanako@example.jp）";

pub const NOBODY: &str =
    "いま、ここから申し込める支援機関がありません。電話や窓口では相談できます。下の一覧から選んでください。";
pub const TO_AGENCIES: &str = "支援機関の一覧";
pub const TO_CONSULTATIONS: &str = "相談できる窓口をさがす";
pub const ENOUGH: &str =
    "返事を待っている申し込みが3件あります。どれかに連絡があるか、取り下げると、また申し込めます。";

pub const RECEIVER: &str = "送った先";
pub const RECEIVER_PHONE: &str = "送った先の電話";
pub const ASKED_ON: &str = "申し込んだ日";
pub const ANSWERED_ON: &str = "連絡があった日";
pub const STATE: &str = "いまの状況";
pub const WITHDRAW: &str = "取り下げる";
pub const YES: &str = "はい、渡してよい";
pub const NO: &str = "いいえ、このままにする";

// For the agency.
pub const DESK_LEAD: &str = "事業者からの相談の申し込みです。連絡したら「連絡しました」を押してください。3・7・14営業日を過ぎても押されないと、次の営業日の朝に、機関の人全員にメールで知らせます。";
pub const WAITING: &str = "返事を待っている申し込み";
pub const OFFERED: &str = "ほかの機関に渡してよいか、事業者に聞いている申し込み";
pub const ANSWERED: &str = "連絡した申し込み";
pub const NONE_WAITING: &str = "返事を待っている申し込みはありません。";
pub const NONE_OFFERED: &str = "聞いている申し込みはありません。";
pub const NONE_ANSWERED: &str = "連絡した申し込みは、まだありません。";
pub const FROM: &str = "申し込んだ人";
pub const ABOUT: &str = "相談の種類";
pub const GOT_ON: &str = "届いた日";
pub const WAITED: &str = "待っている日数（営業日）";
pub const TOOK: &str = "連絡までの日数（営業日）";
pub const ANSWERED_BY: &str = "連絡した人";
pub const CONTENT: &str = "相談の内容";
pub const NOT_GIVEN: &str = "（書いていません）";
pub const MARK: &str = "連絡しました";
pub const MARK_TITLE: &str = "連絡したら";
pub const MARK_TEXT: &str =
    "押すと、返事待ちの数から外れ、催促のメールが止まります。県には、何営業日で連絡したかだけが伝わります。";
pub const OFFER_TITLE: &str = "ほかの機関のほうがよいとき";
pub const OFFER_TEXT: &str = "渡してよいかを、まず事業者に聞きます。事業者が「はい」と答えるまでは、この機関が担当のままで、相手の機関には何も伝わりません。メールアドレスのない事業者には、電話で、結果のページの「相談したい」から答えるように伝えてください。";
pub const OFFER_TO: &str = "渡したい機関";
pub const OFFER: &str = "事業者に聞く";
pub const NO_OTHERS: &str = "渡せる機関は、いまほかにありません。";
pub const RESULT_TITLE: &str = "この事業者の診断の結果";
pub const RESULT_TEXT: &str = "申し込みだけでは、答えも結果も見られません。見るには、事業者の同意が要ります。会ったときや電話のときに、事業者の画面に出る6けたの数字を聞いて、「担当先を増やす」のページに入れてください。";
pub const TO_NEW_CLIENT: &str = "担当先を増やす";

// For officers.
pub const RESPONSES: &str = "支援機関の返事の早さ";
pub const SEE_RESPONSES: &str = "支援機関が、相談の申し込みに何日で連絡したかを見る";
pub const RESPONSES_LEAD: &str = "相談の申し込みが届いてから、支援機関が連絡済みにするまでの営業日です。届いた日の次の営業日を1日目と数えます。だれが何を相談したかは、ここにはありません。";
pub const PERIOD: &str = "期間";
pub const LATELY: &str = "この90日";
pub const EVER: &str = "これまで全部";
pub const AGENCY: &str = "支援機関";
pub const COUNT_ANSWERED: &str = "連絡した";
pub const IN_TIME: &str = "3営業日のうちに連絡した";
pub const MEDIAN: &str = "連絡までの営業日（中央値）";
pub const COUNT_WAITING: &str = "いま返事待ち";
pub const LONGEST: &str = "いちばん長い返事待ち（営業日）";
pub const HANDED_OVER: &str = "ほかの機関に渡した";
pub const NO_AGENCIES: &str = "支援機関は、まだありません。";
pub const WITHDRAWN_NOTE: &str = "事業者が取り下げた申し込みと、支援機関が閉じて終わった申し込みは数えません。ほかの機関に渡した申し込みは、受け取った日から、受け取った機関のものとして数えます。返事待ちは、期間にかかわらず、いまのものです。";
pub const SHEET: &str = "返事の早さ";
pub const COLUMNS: [&str; 8] =
    [PERIOD, AGENCY, COUNT_ANSWERED, IN_TIME, MEDIAN, COUNT_WAITING, LONGEST, HANDED_OVER];

/// The name of what a request is about.
#[must_use]
pub fn topic(content: &Content, id: &str) -> String {
    if id == OTHER_TOPIC {
        return OTHER.to_owned();
    }
    content.questionnaire.pain(id).map_or_else(|| id.to_owned(), |pain| pain.label.clone())
}

/// Where all requests would go.
#[must_use]
pub fn goes_to(agency: &str) -> String {
    format!("{agency}に送ります")
}

/// How it stands, for the business.
#[must_use]
pub fn state(state: State) -> &'static str {
    match state {
        State::Waiting => "返事待ち",
        State::Answered => "連絡がありました",
        State::Offered => "ほかの機関に渡してよいか、お答えください",
        State::Withdrawn => "取り下げました",
        State::Closed => "この支援機関では、受けられなくなりました",
    }
}

/// That the agency was closed, and where to ask again.
#[must_use]
pub fn closed(agency: &str) -> String {
    format!(
        "{agency}は受け付けをやめたので、この申し込みに返事はできません。相談したいときは、このページからもう一度申し込んでください。ほかの支援機関に届きます。"
    )
}

/// The question to the business.
#[must_use]
pub fn offer(agency: &str, other: &str) -> String {
    format!(
        "{agency}は、{other}のほうが力になれると考えています。申し込みの内容（このページに書いたこと）を、{other}に渡してもよいですか。"
    )
}

#[must_use]
pub fn working_days(days: u32) -> String {
    format!("{days}営業日")
}

/// A heading with how many there are.
#[must_use]
pub fn counted(what: &str, count: usize) -> String {
    format!("{what}（{}件）", thousands(count as u64))
}

/// The title of an agency's page of one request.
#[must_use]
pub fn request_title(name: &str) -> String {
    format!("{name}さんの相談")
}

/// That the business is being asked.
#[must_use]
pub fn asked_about(other: &str) -> String {
    format!("{other}に渡してよいか、事業者に聞いています。返事があるまでは、この機関が担当のままです。")
}

/// Over the open ones on the result page.
#[must_use]
pub fn asked(agency: &str, day: NaiveDate) -> String {
    format!("{}に、{agency}に申し込みました", date(day))
}

/// The caption of the officers' table.
#[must_use]
pub fn caption(lately: bool) -> String {
    format!("{RESPONSES}（{}）", if lately { LATELY } else { EVER })
}

/// What a form came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Sent,
    TooMany,
    TooOften,
    NoAgency,
    Withdrawn,
    HandedOver,
    Kept,
    Over,
    Answered,
    Asked,
}

impl Said {
    pub const ALL: [Said; 10] = [
        Said::Sent,
        Said::TooMany,
        Said::TooOften,
        Said::NoAgency,
        Said::Withdrawn,
        Said::HandedOver,
        Said::Kept,
        Said::Over,
        Said::Answered,
        Said::Asked,
    ];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::Sent => "sent",
            Said::TooMany => "too-many",
            Said::TooOften => "too-often",
            Said::NoAgency => "no-agency",
            Said::Withdrawn => "withdrawn",
            Said::HandedOver => "handed-over",
            Said::Kept => "kept",
            Said::Over => "over",
            Said::Answered => "answered",
            Said::Asked => "asked",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn is_good_news(self) -> bool {
        !matches!(self, Said::TooMany | Said::TooOften | Said::NoAgency | Said::Over)
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::Sent => "申し込みを送りました。担当の人からの連絡をお待ちください。",
            Said::TooMany => ENOUGH,
            Said::TooOften => {
                "同じ所からの送信が続いたので、いまは送れません。1時間ほどたってから、もう一度押してください。書いたことは残っています。"
            }
            Said::NoAgency => NOBODY,
            Said::Withdrawn => "申し込みを取り下げました。",
            Said::HandedOver => "申し込みを渡しました。これからは、新しい機関から連絡があります。",
            Said::Kept => "このままにしました。いまの機関からの連絡をお待ちください。",
            Said::Over => {
                "ほかの人が先に操作したので、状況が変わっていました。いまの状況を確かめてください。"
            }
            Said::Answered => "連絡済みにしました。",
            Said::Asked => "事業者に聞きました。答えがあるまで、お待ちください。",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_and_has_words() {
        for one in Said::ALL {
            assert_eq!(Said::parse(one.code()), Some(one));
            assert!(!one.sentence().is_empty());
        }
        for one in State::ALL {
            assert!(!state(one).is_empty());
        }
        assert_eq!(Said::parse(""), None);
    }
}
