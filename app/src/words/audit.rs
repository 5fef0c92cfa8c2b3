//! The audit log: who did what, and what it changed.

use chrono::NaiveDateTime;
use domain::access::Role;
use domain::caseload::{Channel, ProposalState};
use domain::content::Content;
use domain::document::{PlanDirection, PlanRole};
use serde_json::Value;

use super::format::{date, fiscal_year};
use super::{account, agencies, clients, drafts, mail, plan, staff, warnings};
use crate::backend::{Action, Actor, Device, MailFault};

pub const TITLE: &str = "操作の記録";
pub const SEE: &str = "操作の記録を見る";
pub const LEAD: &str = "公開・取り込み・作り直しなど県の担当者がしたことと、支援機関の支援員が担当先のためにしたことの記録です。支援員が書いたことば、事業者の名前・連絡先・答えは入りません。記録は、ふつう、したことと同時に書かれます。取り込みは終わったときに、作りものの回答は入れる前に書きます。この画面から直すことも消すこともできません。一件ずつ前の記録とつながっていて、あとから書きかえると分かります。";
pub const WHO_NOTE: &str = "画面でしたことは、サインインした人のメールアドレスで記録します（サインインができる前のものは「この機械から」）。命令でしたことは、--by で書いた名前か、その機械での利用者の名前で記録します。";
pub const FORM: &str = "記録をしぼりこむ";
pub const ACTION: &str = "したこと";
pub const ACTOR: &str = "した人（アドレスか名前の一部）";
pub const WORDS: &str = "ことば（対象と、前後の内容）";
pub const SUBJECT: &str = "対象（支援メニューの id、アドレス、担当先の番号など）";
pub const FROM: &str = "この日から";
pub const UNTIL: &str = "この日まで";
pub const ALL: &str = "すべて";
pub const SHOW: &str = "しぼりこむ";
pub const NONE: &str = "当てはまる記録はありません。条件をへらして、もう一度さがしてください。";
pub const FIELD: &str = "欄";
pub const CONTENT: &str = "内容";
pub const BEFORE: &str = "前";
pub const AFTER: &str = "後";

/// What was done.
#[must_use]
pub fn action(action: Action) -> &'static str {
    match action {
        Action::PublishMenu => "支援メニューを公開した",
        Action::DiscardDraft => "下書きを捨てた",
        Action::RenewDraft => "下書きを、いまの公開の内容に合わせて作り直した",
        Action::SendMenuTable => "支援メニューの表を送った",
        Action::ThrowAwayMenuTable => "送った表を捨てた",
        Action::ConfirmMenuTable => "支援メニューの表を下書きにした",
        Action::ImportJgrants => "Jグランツから取り込んだ",
        Action::ImportFrame => "母集団の表を取り込んだ",
        Action::PublishOpenData => "オープンデータを公開した",
        Action::LoadContent => "中身のファイルを取り込んだ",
        Action::EnterPlanFigure => "計画の数字を書き入れた",
        Action::RebuildRollUp => "集計を作り直した",
        Action::RebuildPopulation => "事業者の台帳を作り直した",
        Action::FillDemo => "作りものの回答を入れた",
        Action::ClearDemo => "作りものの回答を消した",
        Action::SendTestMail => "試しのメールを送る列に入れた",
        Action::ResendMail => "送れなかったメールをもう一度送る列に入れた",
        Action::PublishWarning => "セキュリティの注意を知らせた",
        Action::AddAgency => "支援機関を加えた",
        Action::ChangeAgency => "支援機関の紹介を変えた",
        Action::CloseAgency => "支援機関を閉じた",
        Action::ReopenAgency => "支援機関をまた開いた",
        Action::InviteStaff => "職員・支援員を招いた",
        Action::EnrolStaff => "招きを受けて、パスワードとアプリを登録した",
        Action::ChangeStaffRole => "職員・支援員の役割を変えた",
        Action::DisableStaff => "職員・支援員を使えなくした",
        Action::ChangePassword => "自分のパスワードを変えた",
        Action::ChangeApp => "自分のアプリを登録し直した",
        Action::UseRecoveryCode => "予備のコードを使った",
        Action::SignIn => "サインインした",
        Action::LinkSignOn => "県の共通サインインを、はじめて使った",
        Action::EndSession => "サインインを切った",
        Action::ConfirmStaff => "大事な操作の前に、本人か確かめた",
        Action::LockOut => "まちがいが続いたので、受け付けを止めた",
        Action::AnswerRequest => "相談の申し込みを連絡済みにした",
        Action::OfferRequest => "相談の申し込みを、ほかの機関に渡してよいか聞いた",
        Action::TypeShareCode => "事業者の6けたの数字を入れた",
        Action::AnswerWithClient => "事業者と答え始めた",
        Action::AdviseClient => "担当先に、記録か助言を書いた",
        Action::AddClientTask => "担当先の「すること」を加えた",
        Action::TickClientTask => "担当先の「すること」を、済みにしたか、まだに戻した",
        Action::ProposeMenu => "担当先に、支援メニューをすすめた",
        Action::ChangeProposal => "すすめた支援の進み具合を変えた",
        Action::TakeCaseload => "担当先の一覧をファイルに取り出した",
    }
}

/// Who did it.
#[must_use]
pub fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Program => "プログラム".to_owned(),
        Actor::ThisMachine => "この機械から".to_owned(),
        Actor::Staff { address, .. } => address.clone(),
        Actor::Command(name) => format!("{name}（命令）"),
    }
}

/// `2026年11月22日（日）10:05`
#[must_use]
pub fn when(at: NaiveDateTime) -> String {
    format!("{}{}", date(at.date()), at.time().format("%H:%M"))
}

/// The place of an entry in the log.
#[must_use]
pub fn number(number: i64) -> String {
    format!("記録 {number}")
}

/// Over the fields of an entry; its number tells it from another of the same minute.
#[must_use]
pub fn changes(place: Option<i64>, action: &str, when: &str) -> String {
    let place = place.map(|place| format!("（{}）", number(place))).unwrap_or_default();
    format!("{action}：{when}{place}")
}

/// The summary of the folded fields.
#[must_use]
pub fn fields(count: usize, is_change: bool) -> String {
    if is_change { format!("変わった所 {count} か所") } else { format!("内容 {count} 欄") }
}

#[must_use]
pub fn count(total: usize) -> String {
    format!("{total}件の記録")
}

/// The way to a field of an entry in words.
#[must_use]
pub fn field(way: &str) -> String {
    let step = |step: &str| match step {
        "menus" => "支援メニュー".to_owned(),
        "cases" => "事例".to_owned(),
        "plan_records" => "計画の数値".to_owned(),
        "questionnaire" => "設問票が変わった".to_owned(),
        "lead_times" => "準備にかかる日数が変わった".to_owned(),
        "tables" => "市町と産業が変わった".to_owned(),
        "kept" => "ファイルのほかから来てそのままのもの".to_owned(),
        "revision" => "中身の番号".to_owned(),
        "added" => "追加".to_owned(),
        "changed" => "変更".to_owned(),
        "removed" => "削除".to_owned(),
        "moved" => "並べ替え".to_owned(),
        "new" => "新しい".to_owned(),
        "completed" => "説明を補った".to_owned(),
        "drafted" => "下書きにした".to_owned(),
        "unchanged" => "変わらない".to_owned(),
        "vanished" => "見当たらない".to_owned(),
        "failed" => "できなかった".to_owned(),
        "version" => "版".to_owned(),
        "unit" => "単位".to_owned(),
        "bytes" => "大きさ（バイト）".to_owned(),
        "files" => "ファイル".to_owned(),
        "note" => "ひとこと".to_owned(),
        "totals" => "合計".to_owned(),
        "diagnoses" => "数えた診断".to_owned(),
        "businesses" => "事業者".to_owned(),
        "seed" => "さいころの種".to_owned(),
        "target" | "target_state" => plan::TARGET.to_owned(),
        "actual" | "actual_state" => plan::ACTUAL.to_owned(),
        "approx" => "約の数".to_owned(),
        "source_location" => "出典の名前".to_owned(),
        "fiscal_year" => plan::YEAR.to_owned(),
        "indicator" => "指標".to_owned(),
        "plan" => "計画".to_owned(),
        "section" => "柱".to_owned(),
        "direction" => "よい向き".to_owned(),
        "cumulative" => plan::CUMULATIVE.to_owned(),
        "role" => "位置づけ".to_owned(),
        "to" => mail::TO.to_owned(),
        "reason" => mail::WHY.to_owned(),
        "answered" => mail::ANSWERED.to_owned(),
        "attempts" => mail::ATTEMPTS.to_owned(),
        "title" => warnings::TITLE_FIELD.to_owned(),
        "divisions" => warnings::DIVISIONS_FIELD.to_owned(),
        "staff_role" => "役割".to_owned(),
        "agency" => "支援機関".to_owned(),
        "codes_left" => "残りの予備のコード".to_owned(),
        "device" => "端末".to_owned(),
        "by" => "確かめ方".to_owned(),
        "sessions_ended" => "切ったサインイン".to_owned(),
        "locked" => "受け付けを止めたもの".to_owned(),
        "visible" => clients::VISIBLE.to_owned(),
        "task" => "「すること」の番号".to_owned(),
        "done" => "済んだ".to_owned(),
        "menu" => "支援メニュー".to_owned(),
        "proposal_state" => clients::STATE.to_owned(),
        "channel" => clients::CHANNEL.to_owned(),
        "clients" => "取り出した担当先".to_owned(),
        other => agencies::logged(other).map_or_else(|| drafts::field(other), str::to_owned),
    };
    way.split('.').map(step).collect::<Vec<_>>().join(" の")
}

/// A value of a field of an entry in words.
#[must_use]
pub fn value(content: &Content, way: &str, value: &Value) -> String {
    let coded = value.as_str().and_then(|text| {
        let of_work = || of_staff(way, text).or_else(|| of_client(content, way, text));
        of_plan(way, text).or_else(|| of_mail(way, text)).or_else(of_work)
    });
    let coded = coded.or_else(|| agencies::logged_value(content, way, value));
    coded.unwrap_or_else(|| drafts::value(content, way, value))
}

/// What a code of a plan's figure stands for.
fn of_plan(field: &str, text: &str) -> Option<String> {
    match field {
        "plan" => Some(plan::plan(text).to_owned()),
        "direction" => PlanDirection::parse(text).map(|direction| plan::direction(direction).to_owned()),
        "role" => PlanRole::parse(text).map(|role| plan::role(role).unwrap_or(plan::FOLLOWED).to_owned()),
        "fiscal_year" => Some(fiscal_year(text)),
        _ => None,
    }
}

/// What a code of a mail stands for.
fn of_mail(field: &str, text: &str) -> Option<String> {
    let fault = MailFault::parse(text).filter(|_| field == "reason");
    fault.map(|fault| mail::fault(fault).to_owned())
}

/// What a code of a role, a device, or a way in stands for.
fn of_staff(field: &str, text: &str) -> Option<String> {
    let told = match field {
        "staff_role" => staff::role(Role::parse(text)?),
        "device" => account::device(Device::parse(text)),
        "locked" => staff::locked(text)?,
        "by" => staff::proved_by(text)?,
        _ => return None,
    };
    Some(told.to_owned())
}

/// What a code or an id of an adviser's work stands for.
fn of_client(content: &Content, field: &str, text: &str) -> Option<String> {
    match field {
        "menu" => content.menu(text).map(|menu| menu.document.name.clone()),
        "proposal_state" => ProposalState::parse(text).map(|state| clients::proposal(state).to_owned()),
        "channel" => Channel::parse(text).map(|channel| clients::channel(Some(channel)).to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_and_has_words() {
        for one in Action::ALL {
            assert_eq!(Action::parse(one.code()), Some(one));
            assert!(action(one).ends_with(['た', 'だ']), "{one:?}");
        }
        let staff = Actor::Staff { id: 7, address: "hanako@example.jp".to_owned() };
        for one in [Actor::Program, Actor::ThisMachine, staff, Actor::Command("係".to_owned())] {
            assert_eq!(Actor::parse(&one.code()), Some(one.clone()));
            assert!(!actor(&one).is_empty());
        }
        for broken in ["staff:1", "staff:x:hanako@example.jp", "business:1"] {
            assert_eq!(Actor::parse(broken), None);
        }
    }

    #[test]
    fn codes_of_plan_figures_are_told_in_words() {
        for one in PlanDirection::ALL {
            assert_eq!(of_plan("direction", one.as_str()).as_deref(), Some(plan::direction(*one)));
        }
        for one in PlanRole::ALL {
            assert_ne!(of_plan("role", one.as_str()).as_deref(), Some(one.as_str()), "{one:?}");
        }
        let plan = of_plan("plan", "hiroshima-dx-acceleration-plan");
        assert_eq!(plan.as_deref(), Some("広島県DX加速プラン"));
        assert_eq!(of_plan("fiscal_year", "R8").as_deref(), Some("令和8年度"));
        assert_eq!(of_plan("name", "kpi"), None, "a name is no code");
    }

    #[test]
    fn ways_are_told_in_words() {
        for (way, told) in [
            ("menus.added", "支援メニュー の追加"),
            ("conditions[2].value", "条件 2 の値"),
            ("revision", "中身の番号"),
        ] {
            assert_eq!(field(way), told);
        }
    }
}
