//! Showing a result to an agency: agreeing, taking it back, who looked, and what agencies write.

use chrono::{DateTime, Utc};
use domain::caseload::{Channel, ProposalState};
use domain::consent::{Covers, Standing, Term, last_day};
use domain::window::{japan_day, japan_time};

use super::format::date;
use crate::backend::{HelpedBy, LookAt};

pub const TITLE: &str = "結果を支援機関に見せる";
pub const LEAD: &str = "だれに、何を、いつまで見せるかは、あなたが決めます。いつでもやめられます。支援員が見た日は、この画面に残ります。";
pub const SECTION: &str = "支援員に見せる";
pub const SECTION_TEXT: &str =
    "商工会などの支援員に、この結果を見せて、助言をもらえます。見せるかどうかは、あなたが決めます。";
pub const GO: &str = "見せる相手と中身を決める";

pub const CODE_TITLE: &str = "支援員が目の前にいるとき";
pub const CODE_TEXT: &str = "6けたの数字を出して、支援員に伝えます。数字だけでは、何も見られません。支援員が入れたあと、あなたが決めます。";
pub const MAKE_CODE: &str = "6けたの数字を出す";
pub const MAKE_CODE_AGAIN: &str = "新しい数字を出す";
pub const CODE_TELL: &str = "この数字を、支援員に伝えてください。";
pub const CODE_NEXT: &str = "支援員が入れたら、ここを押す";
pub const OTHER_AGENCY: &str = "思っていた機関とちがうときは、同意しないでください。新しい数字を出すと、いまの数字は使えなくなり、この機関は出なくなります。";
pub const OTHER_AGENCY_CODE: &str = "ちがう機関なら、新しい数字を出す";

pub const NAMED_TITLE: &str = "相手を選んで見せる";
pub const NO_AGENCIES: &str = "選べる支援機関は、まだありません。";
pub const AGENCY: &str = "見せる支援機関";
pub const CHOOSE_AGENCY: &str = "（選んでください）";
pub const COVERS: &str = "見せるもの";
pub const RESULT: &str = "結果（段階、所在地・業種・従業員数、困りごと、合う支援とその理由）は、いつも見せます。前の診断と、これからの診断の結果も入ります。";
pub const RESULT_ALWAYS: &str = "ほかに見せるものがあれば、選んでください。";
pub const ANSWERS: &str = "ひとつひとつの答え（いっしょに答え直すこともできます）";
pub const CONTACT: &str = "連絡先（下に書いたもの）";
pub const NAME: &str = "お店・会社の名前";
pub const NAME_HINT: &str = "書かなくても見せられます。支援員が、だれの結果かわかります。";
pub const CONTACT_FIELD: &str = "連絡先";
pub const CONTACT_HINT: &str = "電話かメール。「連絡先」を選んだときだけ見せます。";
pub const TERM: &str = "いつまで";
/// What a business agrees to, with what it is to show: the text whose version is `domain::consent::TEXT_VERSION`.
pub const AGREEMENT: &str = "この支援機関の支援員が、選んだものを、選んだ期間だけ見て、わたしへの助言に使うことに同意します。支援機関は、ほかの目的に使ったり、ほかの人に渡したりしません。期間のあとは見られなくなりますが、支援機関が書いた記録と、取り出したファイルは、支援機関に残ります。";
pub const AGREE: &str = "同意して見せる";
pub const NO_AGENCY_CHOSEN: &str = "見せる支援機関を選んでください";
pub const CONTACT_MISSING: &str = "連絡先を書くか、「連絡先」の選択を外してください";
pub const LONG_NAME: &str = "名前は、60文字までで書いてください";
pub const LONG_CONTACT: &str = "連絡先は、100文字までで書いてください";

pub const OVER_TITLE: &str = "前に見せた相手";
pub const NONE_GIVEN: &str = "いまは、だれにも見せていません。";
pub const SEES: &str = "見せているもの";
pub const SINCE: &str = "同意した日";
pub const UNTIL: &str = "見せる期間";
pub const LOOKS: &str = "見た記録";
pub const NO_LOOKS: &str = "まだ見ていません";
pub const REVOKE: &str = "見せるのをやめる";

pub const ADVICE_TITLE: &str = "支援員から";
pub const PROPOSED: &str = "すすめられた支援";
pub const MARK: &str = "このあと、どうなりましたか";
pub const MARK_KEEP: &str = "知らせる";
pub const MARK_STATE: &str = "進み具合：";
pub const MARK_CLOSED: &str =
    "この支援機関には、いま見せていません。知らせるには、もう一度、見せることに同意してください。";
pub const MENU_GONE: &str = "（いまは載っていない支援）";

/// What was done, over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Given,
    Revoked,
    /// Nobody has typed the digits, or they are over.
    NoCode,
    NoSuchAgency,
}

impl Said {
    pub const ALL: [Said; 4] = [Said::Given, Said::Revoked, Said::NoCode, Said::NoSuchAgency];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::Given => "given",
            Said::Revoked => "revoked",
            Said::NoCode => "no-code",
            Said::NoSuchAgency => "no-such-agency",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn is_good_news(self) -> bool {
        matches!(self, Said::Given | Said::Revoked)
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::Given => "同意を受け付けました。支援員は、いまから見られます。",
            Said::Revoked => "見せるのをやめました。支援員は、もう見られません。",
            Said::NoCode => {
                "支援員がまだ数字を入れていないか、時間が過ぎました。もう一度、新しい数字を出してください。"
            }
            Said::NoSuchAgency => "その支援機関は、いま選べません。ほかの相手を選んでください。",
        }
    }
}

/// How answers came about, for the business to read.
#[must_use]
pub fn answered_with(by: &HelpedBy) -> String {
    match by.channel {
        Channel::Together => format!("{}の支援員といっしょに答えました。", by.agency),
        Channel::Paper => format!("紙の答えを、{}の支援員が入れました。", by.agency),
    }
}

/// What became of saying how far a proposal has come, over what agencies have written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkSaid {
    Told,
    /// The agency sees nothing of this business any more.
    NotShared,
}

impl MarkSaid {
    pub const ALL: [MarkSaid; 2] = [MarkSaid::Told, MarkSaid::NotShared];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            MarkSaid::Told => "1",
            MarkSaid::NotShared => "not-shared",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<MarkSaid> {
        MarkSaid::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            MarkSaid::Told => "支援機関に知らせました。",
            MarkSaid::NotShared => "知らせていません。この支援機関には、いま見せていません。",
        }
    }
}

/// `この数字は 14時05分まで使えます`
#[must_use]
pub fn code_until(at: DateTime<Utc>) -> String {
    format!("{}まで使えます。", japan_time(at).format("%-H時%M分"))
}

/// Somebody has typed the digits.
#[must_use]
pub fn typed_by(agency: &str) -> String {
    format!("{agency}の支援員が、数字を入れました。見せるものを決めて、「{AGREE}」を押してください。")
}

#[must_use]
pub fn term(term: Term) -> &'static str {
    match term {
        Term::ThreeMonths => "3か月",
        Term::SixMonths => "6か月",
        Term::Year => "1年",
    }
}

/// What an agency sees.
#[must_use]
pub fn covers(covers: Covers) -> String {
    let parts = [Some("結果"), covers.answers.then_some("答え"), covers.contact.then_some("連絡先")];
    parts.into_iter().flatten().collect::<Vec<_>>().join("・")
}

/// `2027年11月23日（火）まで`
#[must_use]
pub fn until(expires_at: DateTime<Utc>) -> String {
    format!("{}まで", date(last_day(expires_at)))
}

/// Why it is over.
#[must_use]
pub fn over(standing: Standing, revoked_at: Option<DateTime<Utc>>, expires_at: DateTime<Utc>) -> String {
    match (standing, revoked_at) {
        (Standing::Revoked, Some(at)) => format!("{}に終わりました", date(japan_day(at))),
        _ => format!("{}で期限が来ました", date(last_day(expires_at))),
    }
}

/// What was done with what was shown.
#[must_use]
pub fn look_at(what: LookAt) -> &'static str {
    match what {
        LookAt::Result => "結果を見ました",
        LookAt::Answers => "ひとつひとつの答えを見ました",
        LookAt::Sheet => "訪問の準備の紙を開きました",
        LookAt::Table => "一覧のファイルに入れて保存しました",
        LookAt::Together => "あなたと答える画面を開きました",
    }
}

/// `◯◯商工会の支援員が、2026年11月22日（日）10時05分に、結果を見ました`
#[must_use]
pub fn looked(agency: &str, at: DateTime<Utc>, what: LookAt) -> String {
    let time = japan_time(at);
    format!("{agency}の支援員が、{}{}に、{}", date(time.date()), time.format("%-H時%M分"), look_at(what))
}

/// More looks than are shown.
#[must_use]
pub fn more_looks(count: u64) -> String {
    format!("ほかに{count}回")
}

/// `事業者1（三次市）の ◯◯商工会に`, for those who hear a button alone.
#[must_use]
pub fn to(whose: Option<&str>, agency: &str) -> String {
    let whose = whose.map(|whose| format!("{whose}の")).unwrap_or_default();
    format!("{whose}{agency}に")
}

/// Over the consents of one of several businesses.
#[must_use]
pub fn given_by(whose: Option<&str>) -> String {
    match whose {
        Some(whose) => format!("{whose}の結果を見せている相手"),
        None => "見せている相手".to_owned(),
    }
}

/// How far a proposed menu has come.
#[must_use]
pub fn proposal(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Proposed => "これから考える",
        ProposalState::Applied => "申し込んだ",
        ProposalState::Adopted => "採択された・使えた",
        ProposalState::NotAdopted => "不採択・申し込まない",
    }
}

/// Under words of an agency.
#[must_use]
pub fn written(agency: &str, at: DateTime<Utc>) -> String {
    format!("{agency}　{}", date(japan_day(at)))
}

#[cfg(test)]
mod tests {
    use domain::consent::TEXT_VERSION;

    use super::*;

    #[test]
    fn every_code_leads_back_and_has_words() {
        for said in Said::ALL {
            assert_eq!(Said::parse(said.code()), Some(said));
            assert!(said.sentence().ends_with('。'));
        }
        for said in MarkSaid::ALL {
            assert_eq!(MarkSaid::parse(said.code()), Some(said));
            assert!(said.sentence().ends_with('。'));
        }
        for what in LookAt::ALL {
            assert_eq!(LookAt::parse(what.code()), Some(what));
            assert!(!look_at(what).is_empty());
        }
        assert_eq!(covers(Covers { answers: true, contact: false }), "結果・答え");
    }

    /// What businesses have agreed to, version by version, as their consents keep it. When the test below fails, the text on
    /// the page is no longer the one that was agreed to: put the former words back; or, if they are to change, raise
    /// `domain::consent::TEXT_VERSION`, add the new text here as one more version, and leave the older ones as they are, for
    /// they say what was agreed to under them.
    const AGREED_TO: [(i32, [&str; 4]); 1] = [(
        1,
        [
            "この支援機関の支援員が、選んだものを、選んだ期間だけ見て、わたしへの助言に使うことに同意します。支援機関は、ほかの目的に使ったり、ほかの人に渡したりしません。期間のあとは見られなくなりますが、支援機関が書いた記録と、取り出したファイルは、支援機関に残ります。",
            "結果（段階、所在地・業種・従業員数、困りごと、合う支援とその理由）は、いつも見せます。前の診断と、これからの診断の結果も入ります。",
            "ひとつひとつの答え（いっしょに答え直すこともできます）",
            "連絡先（下に書いたもの）",
        ],
    )];

    #[test]
    fn whoever_changes_what_is_agreed_to_raises_its_version() {
        let versions = AGREED_TO.map(|(version, _)| version);
        assert!(
            versions.into_iter().eq(1..=TEXT_VERSION),
            "{versions:?}: one text for each up to {TEXT_VERSION}"
        );
        let (_, newest) = AGREED_TO[AGREED_TO.len() - 1];
        assert_eq!(
            [AGREEMENT, RESULT, ANSWERS, CONTACT],
            newest,
            "the text changed, and its version did not"
        );
    }
}
