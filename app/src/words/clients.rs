//! An agency's clients: the list, the page of one, the sheet for a visit, answering together.

use chrono::{DateTime, NaiveDate, Utc};
use domain::caseload::{Channel, Due, ProposalState};
use domain::window::japan_day;

use super::format::{date, month_and_day};
use crate::backend::{CaseloadOnly, CaseloadOrder};

pub const TITLE: &str = "担当先";
pub const LEAD: &str = "結果を見せることに同意した事業者です。締切やすることの日が近い順に出ます。";
pub const NONE: &str = "担当先は、まだありません。事業者に結果の画面から同意してもらうと、ここに出ます。";
pub const NONE_FOUND: &str = "当てはまる担当先はありません。条件をへらして、もう一度さがしてください。";
pub const NEW: &str = "担当先を増やす";
pub const FORM: &str = "担当先をさがす";
pub const WORDS: &str = "名前";
pub const MUNICIPALITY: &str = "市町";
pub const LEVEL: &str = "段階";
pub const ONLY: &str = "しぼりこみ";
pub const ORDER: &str = "並び順";
pub const ALL: &str = "すべて";
pub const SHOW: &str = "さがす";
pub const FILE: &str = "一覧のファイル";
pub const FILE_NOTE: &str = "同意の範囲だけが入ります。取り出したことは、事業者の画面に残ります。";
pub const CHANGE: &str = "前回から";
pub const DEADLINE: &str = "次の締切";
pub const TASKS: &str = "すること";
pub const LAST_CONTACT: &str = "最後の記録";
pub const SUBMITTED: &str = "診断した日";
pub const CONSENT_UNTIL: &str = "見られる期限";
pub const NO_STANDING: &str = "段階はまだ出ていません";
pub const NEVER: &str = "まだありません";
pub const SAME: &str = "同じ";
pub const FIRST_TIME: &str = "はじめて";
pub const NOT_COMPARABLE: &str = "くらべられません";

pub const NEW_TITLE: &str = "担当先を増やす";
pub const CODE_TITLE: &str = "事業者の6けたの数字を入れる";
pub const CODE_LEAD: &str = "事業者に、結果の画面の「見せる相手と中身を決める」から、6けたの数字を出してもらってください。入れると、事業者の画面に、この機関の名前が出ます。事業者が「同意して見せる」を押すと、担当先に出ます。";
pub const CODE: &str = "6けたの数字";
pub const CODE_HINT: &str = "例：012 345";
pub const CODE_SEND: &str = "入れる";
pub const CODE_WRONG: &str = "その数字はないか、時間が過ぎています。事業者に、もう一度出してもらってください";
pub const CODE_TOO_OFTEN: &str = "まちがいが続いたので、1時間ほどおいて、もう一度ためしてください";
pub const CODE_ASKED: &str =
    "受け付けました。事業者の画面で「支援員が入れたら、ここを押す」を押して、同意してもらってください。";
pub const FIRST_TITLE: &str = "はじめての事業者と答える";
pub const FIRST_LEAD: &str = "まだ診断をしていない事業者と、この端末でいっしょに答えるか、紙の答えを入力します。終わったら、結果の画面の続きのコードを渡してください。この機関が後から見るには、事業者の同意が要ります。";
pub const FIRST_TOGETHER: &str = "いっしょに答え始める";
pub const FIRST_PAPER: &str = "紙の答えを入力する";

pub const SEE_ANSWERS: &str = "ひとつひとつの答えを見る";
pub const SEE_SHEET: &str = "訪問の準備の紙";
pub const TOGETHER: &str = "いっしょに答え直す";
pub const PAPER: &str = "紙の答えを入れる";
pub const NO_DIAGNOSIS: &str = "送信された診断が、まだありません。";
pub const CONTACT: &str = "連絡先";
pub const NOT_COVERED: &str = "同意に含まれていません";
pub const COVERS: &str = "同意の範囲";
pub const PLACE: &str = "所在地";
pub const INDUSTRY: &str = "業種";
pub const SIZE: &str = "従業員";
pub const CHANNEL: &str = "答えかた";
pub const ALONE: &str = "事業者が自分で";
pub const CHANGES_TITLE: &str = "前回からの変化";
pub const CHANGES_NONE: &str = "くらべられる前の診断は、ありません。";
pub const OPENED_TITLE: &str = "前に見たときから、始まった支援";
pub const OPENED_NONE: &str = "新しく始まった、使える支援はありません。";
pub const NEAR_TITLE: &str = "あと一歩の支援";
pub const NEAR_LEAD: &str = "自分で変えられる条件だけが残っています。支援員の助言が、いちばん効く所です。";
pub const NEAR_NONE: &str = "あと一歩の支援は、いまはありません。";
pub const ELIGIBLE_TITLE: &str = "いま使える支援";
pub const ELIGIBLE_NONE: &str = "いま使える支援は、ありません。";
pub const BY: &str = "まで";
pub const PROPOSE: &str = "すすめる";
pub const PROPOSED: &str = "すすめた";
pub const PROPOSALS_TITLE: &str = "すすめた支援";
pub const PROPOSALS_NONE: &str = "まだ、すすめていません。";
pub const STATE: &str = "進み具合";
pub const KEEP_STATE: &str = "変える";
pub const BY_BUSINESS: &str = "（事業者が知らせた）";
pub const TASKS_TITLE: &str = "すること";
pub const TASKS_NONE: &str = "いまは、ありません。";
pub const TASK: &str = "すること";
pub const TASK_HINT: &str = "例：見積もりの取り方を電話で伝える（200文字まで）";
pub const TASK_DAY: &str = "いつまで";
pub const TASK_DAY_HINT: &str = "例：2026-12-15。決まっていなければ、空のまま";
pub const OWNER: &str = "だれが";
pub const ADD_TASK: &str = "「すること」に加える";
pub const TASK_EMPTY: &str = "することを、200文字までで書いてください";
pub const TASK_BAD_DAY: &str = "日付を、2026-12-15 のように書いてください";
pub const DONE: &str = "済みにする";
pub const UNDONE: &str = "未完了に戻す";
pub const NOTES_TITLE: &str = "記録と助言";
pub const NOTES_NONE: &str = "まだ、ありません。";
pub const NOTE: &str = "書くこと";
pub const NOTE_HINT: &str = "1,000文字まで";
pub const VISIBLE: &str = "事業者にも見せる（助言）";
pub const HIDDEN: &str = "この機関の中だけ（記録）";
pub const SHOWN_TO: &str = "見せる相手";
pub const WRITE: &str = "残す";
pub const NOTE_EMPTY: &str = "書くことを、1,000文字までで入れてください";
pub const HISTORY_TITLE: &str = "これまでの診断";
pub const HISTORY_CAPTION: &str = "送信された診断";
pub const DAY: &str = "送信した日";
pub const TO_CLIENT: &str = "担当先のページへ戻る";
pub const ANSWERS_TITLE: &str = "ひとつひとつの答え";
pub const SHEET_TITLE: &str = "訪問の準備";
pub const SHEET_PAINS: &str = "困りごとと、最初の一歩";
pub const SHEET_DEADLINES: &str = "締切の近い、使える支援";
pub const SHEET_NOTES: &str = "最近の記録";
pub const INSIDE: &str = "（機関の中だけ）";
pub const SHEET_FREE: &str = "訪問のメモ";
pub const PRINT: &str = "ブラウザーの「印刷」で、A4の紙1枚に出ます。";

/// The columns of the file.
pub const COLUMNS: [&str; 16] = [
    "番号",
    "名前",
    "連絡先",
    "市町コード",
    "市町",
    "業種",
    "従業員",
    "段階",
    "前回から（段階）",
    "診断した日",
    "次の締切",
    "締切の支援",
    "すること（件）",
    "することの日",
    "最後の記録",
    "見られる期限",
];

/// What was done, or what is wrong, over the page of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Noted,
    Added,
    Ticked,
    Unticked,
    Proposed,
    Moved,
    NoteEmpty,
    TaskEmpty,
    BadDay,
}

impl Said {
    pub const ALL: [Said; 9] = [
        Said::Noted,
        Said::Added,
        Said::Ticked,
        Said::Unticked,
        Said::Proposed,
        Said::Moved,
        Said::NoteEmpty,
        Said::TaskEmpty,
        Said::BadDay,
    ];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::Noted => "noted",
            Said::Added => "added",
            Said::Ticked => "ticked",
            Said::Unticked => "unticked",
            Said::Proposed => "proposed",
            Said::Moved => "moved",
            Said::NoteEmpty => "note-empty",
            Said::TaskEmpty => "task-empty",
            Said::BadDay => "bad-day",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The id of the field that is wrong.
    #[must_use]
    pub fn field(self) -> Option<&'static str> {
        match self {
            Said::NoteEmpty => Some("note"),
            Said::TaskEmpty => Some("task"),
            Said::BadDay => Some("due"),
            Said::Noted | Said::Added | Said::Ticked | Said::Unticked | Said::Proposed | Said::Moved => None,
        }
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::Noted => "記録・助言を残しました。",
            Said::Added => "「すること」に加えました。",
            Said::Ticked => "「すること」を済みにしました。",
            Said::Unticked => "「すること」を未完了に戻しました。",
            Said::Proposed => "支援をすすめました。",
            Said::Moved => "すすめた支援の進み具合を変えました。",
            Said::NoteEmpty => NOTE_EMPTY,
            Said::TaskEmpty => TASK_EMPTY,
            Said::BadDay => TASK_BAD_DAY,
        }
    }
}

/// How a client is called.
#[must_use]
pub fn name(name: &str, id: i64) -> String {
    if name.is_empty() { format!("名前なし（{id}）") } else { name.to_owned() }
}

/// Steps since the diagnosis before.
#[must_use]
pub fn change(is_first: bool, steps: Option<i64>) -> String {
    match steps {
        None if is_first => FIRST_TIME.to_owned(),
        None => NOT_COMPARABLE.to_owned(),
        Some(0) => SAME.to_owned(),
        Some(steps) if steps > 0 => format!("{steps}段階 上がった"),
        Some(steps) => format!("{}段階 下がった", steps.abs()),
    }
}

/// `12月15日（火） ものづくり補助金`
#[must_use]
pub fn deadline(day: NaiveDate, menu: &str) -> String {
    format!("{} {menu}", month_and_day(day))
}

#[must_use]
pub fn tasks(count: u64, next: Option<NaiveDate>) -> String {
    match next {
        Some(day) => format!("{count}件（いちばん早い日は{}）", month_and_day(day)),
        None => format!("{count}件"),
    }
}

/// `あと3日`, `2日過ぎています`
#[must_use]
pub fn due(due: Due, today: NaiveDate) -> Option<String> {
    let days = due.day()?.signed_duration_since(today).num_days();
    Some(match days {
        0 => "今日まで".to_owned(),
        days if days > 0 => format!("あと{days}日"),
        days => format!("{}日過ぎています", -days),
    })
}

#[must_use]
pub fn only(only: CaseloadOnly) -> &'static str {
    match only {
        CaseloadOnly::DueSoon => "2週間のうちに何かある",
        CaseloadOnly::WithTasks => "することがある",
        CaseloadOnly::Ending => "30日のうちに見られなくなる",
    }
}

#[must_use]
pub fn order(order: CaseloadOrder) -> &'static str {
    match order {
        CaseloadOrder::Due => "締切・することの近い順",
        CaseloadOrder::Contact => "長く記録のない順",
        CaseloadOrder::Name => "名前の順",
    }
}

#[must_use]
pub fn channel(channel: Option<Channel>) -> &'static str {
    match channel {
        None => ALONE,
        Some(Channel::Together) => "支援員といっしょに",
        Some(Channel::Paper) => "紙から支援員が入力",
    }
}

#[must_use]
pub fn proposal(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Proposed => "すすめた",
        ProposalState::Applied => "申し込んだ",
        ProposalState::Adopted => "採択された・使えた",
        ProposalState::NotAdopted => "不採択・申し込まない",
    }
}

/// Under words that were written down.
#[must_use]
pub fn written(by: &str, at: DateTime<Utc>, visible: bool) -> String {
    let to = if visible { "事業者にも見せる" } else { "機関の中だけ" };
    format!("{}　{by}　{to}", date(japan_day(at)))
}

#[must_use]
pub fn task_note(owner: &str, due_on: Option<NaiveDate>) -> String {
    match due_on {
        Some(day) => format!("{}まで　{owner}", date(day)),
        None => owner.to_owned(),
    }
}

#[must_use]
pub fn employees(count: u64) -> String {
    format!("{count}人")
}

/// `36件の担当先（5,000件のうち）`
#[must_use]
pub fn count(found: usize, of_all: usize) -> String {
    if found == of_all { format!("{of_all}件") } else { format!("{found}件（{of_all}件のうち）") }
}

/// For those who hear a button without its row.
#[must_use]
pub fn whose(what: &str) -> String {
    format!("{what}：")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_and_has_words() {
        for said in Said::ALL {
            assert_eq!(Said::parse(said.code()), Some(said));
            assert!(!said.sentence().is_empty());
        }
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let on = |day| Due::On(NaiveDate::from_ymd_opt(2026, 11, day).expect("a day"));
        assert_eq!(due(on(26), today).as_deref(), Some("あと3日"));
        assert_eq!(due(on(23), today).as_deref(), Some("今日まで"));
        assert_eq!(due(on(21), today).as_deref(), Some("2日過ぎています"));
        assert_eq!(due(Due::Never, today), None);
        assert_eq!(change(false, Some(-1)), "1段階 下がった");
        assert_ne!(change(true, None), change(false, None));
        assert_eq!(name("", 12), "名前なし（12）");
    }
}
