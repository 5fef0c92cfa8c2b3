//! Support agencies: their list, what they say of themselves, a diagnosis that begins at their place.

use domain::agency::Kind;
use domain::content::Content;
use serde_json::Value;

use super::format::thousands;
use crate::backend::ProfileField;

pub const TITLE: &str = "相談できる所";
pub const LEAD: &str = "商工会議所・商工会・金融機関など、デジタルのことも相談できる所です。費用がかかるかは、はじめに聞いてください。";
pub const NEAR_LEAD: &str = "近くの、困りごとに合う所です。相談するかどうかは、あなたが決めます。";
pub const SEE_ALL: &str = "相談できる所をすべて見る";
pub const FILTER: &str = "場所でしぼりこむ";
pub const TOWN: &str = "市町";
pub const ALL_TOWNS: &str = "すべての市町";
pub const SHOW: &str = "しぼりこむ";
pub const NONE: &str = "まだ掲載している支援機関がありません。";
pub const NONE_HERE: &str = "この市町の相談先は、まだ掲載していません。市町を「すべて」にして見てください。";
pub const COLON: &str = "：";
pub const BROWSE: &str = "相談できる所をさがす";
pub const BROWSE_TEXT: &str = "近くの商工会議所・商工会・金融機関など。";

pub const KIND: &str = "種類";
pub const ABOUT: &str = "どんな所か";
pub const PLACE: &str = "住所";
pub const PHONE: &str = "電話";
pub const MAIL: &str = "メール";
pub const URL: &str = "ホームページ";
pub const HOURS: &str = "開いている時間";
pub const CONTACT_NOTE: &str = "連絡のしかた";
pub const MUNICIPALITIES: &str = "受け持つ市町";
pub const PAINS: &str = "とくに相談にのれる困りごと";
pub const WHOLE_PREFECTURE: &str = "県内全域";

pub const START_TITLE: &str = "DXかんたん診断";
pub const START_SHOWN: &str = "この機関に、答えや結果が自動で見えることはありません。見せるかどうかは、終わったあとに、あなたが決めます。ここから始めたことだけは、見せる先に出すために、診断に書きとめます。";
pub const START: &str = "はじめる";
pub const SHARE: &str = "結果を見せるか決める";

pub const EMBED_BUTTON: &str = "DXかんたん診断をはじめる（新しいタブで開きます）";

pub const MANAGE_TITLE: &str = "支援機関";
pub const MANAGE_SEE: &str = "支援機関を加える・閉じる";
pub const MANAGE_LEAD: &str = "相談先として出す機関です。紹介は、機関の管理者が自分で直せます。閉じると、どの一覧にも出なくなり、その機関の人はサインインできなくなり、返事待ちの相談は終わります。紹介と支援員は残り、また開けます。";
pub const NAME: &str = "名前";
pub const NAME_HINT: &str = "例：三次広域商工会。100文字まで";
pub const NAME_WRONG: &str = "名前は改行なしで100文字以内で書いてください";
pub const NAME_TAKEN: &str = "その名前の機関は、もうあります";
pub const KIND_WRONG: &str = "種類を選んでください";
pub const CHOOSE: &str = "選んでください";
pub const ADD_TITLE: &str = "加える";
pub const ADD: &str = "支援機関を加える";
pub const STATE: &str = "ようす";
pub const OPEN: &str = "開いている";
pub const CLOSED: &str = "閉じている";
pub const UNFILLED: &str = "開いている（紹介がまだないので、事業者には出していません）";
pub const MEMBERS: &str = "サインインできる人";
pub const OPEN_REQUESTS: &str = "返事待ちの相談";
pub const CLOSE: &str = "閉じる";
pub const REOPEN: &str = "また開く";
pub const CLOSED_NOTE: &str = "この機関は閉じています。一覧に出ず、支援員はサインインできません。";
pub const NO_AGENCIES: &str = "まだありません。";

pub const PROFILE_TITLE: &str = "機関の紹介";
pub const PROFILE_LEAD: &str = "事業者が見ます。種類と、住所・電話・メール・ホームページのどれか一つがあると、「相談できる所」に出ます。";
pub const NAME_NOTE: &str = "名前を変えるときは、県の担当者に頼んでください。";
pub const ABOUT_HINT: &str = "何を相談できるか、だれでも使えるか。400文字まで";
pub const PLACE_HINT: &str = "例：三次市十日市東3丁目1番1号。100文字まで";
pub const PHONE_HINT: &str = "例：0824-00-0000";
pub const MAIL_HINT: &str = "相談を受けるアドレス。ホームページに出してよいもの";
pub const URL_HINT: &str = "https:// か http:// で始まるもの";
pub const HOURS_HINT: &str = "例：平日 8時30分〜17時15分。100文字まで";
pub const CONTACT_NOTE_HINT: &str = "例：まず電話で、診断の結果があるとお話しください。200文字まで";
pub const MUNICIPALITIES_HINT: &str = "一つも選ばないと、県内全域を受け持つことになります。";
pub const PAINS_HINT: &str = "一つも選ばないと、すべての困りごとが対象になります。";
pub const SAVE: &str = "紹介を保存する";
pub const DROP: &str = "直すのをやめて、保存してあるものに戻す";
pub const TYPED_KEPT: &str = "まだ保存していません。書いたものは、下に残してあります。";

pub const STAFF_TITLE: &str = "支援員";
pub const STAFF_LEAD: &str =
    "この機関の人です。支援員は事業者の相談にのり、支援機関の管理者は、紹介と支援員も直せます。";
pub const NO_STAFF: &str = "まだだれもいません。";
pub const CONFIRM_FIRST: &str =
    "招く・役割を変える・使えなくするには、先に、パスワードと数字をもう一度入れてください。";
pub const CONFIRM: &str = "本人か確かめて、続ける";

/// For those who hear the two lines.
pub const EMBED_CODE: &str = "ホームページに貼る2行";
pub const EMBED_TITLE: &str = "自分のホームページから診断を始めてもらう";
pub const EMBED_TEXT: &str = "下の2行を、ホームページの出したい所にそのまま貼ります。診断を始めるボタンになります。押した人の答えや結果が、自動で見えることはありません。";
pub const ADDRESS: &str = "診断を始めるアドレス";
pub const POSTER: &str = "窓口に貼る紙（A4、QRコード）を開く";
pub const NO_CODE: &str = "紹介を一度保存すると、ここに貼るための2行が出ます。";

pub const POSTER_TITLE: &str = "窓口に貼る紙";
pub const POSTER_NOTE: &str = "ブラウザーの「印刷」で、A4の紙に出せます。";
pub const QR: &str = "診断を始めるページのQRコード";

/// What kind of agency.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::ChamberOfCommerce => "商工会議所",
        Kind::CommerceSociety => "商工会",
        Kind::Bank => "金融機関",
        Kind::Yorozu => "よろず支援拠点",
        Kind::ItCoordinator => "ITコーディネータ",
        Kind::Other => "そのほか",
    }
}

/// What a field is called.
#[must_use]
pub fn field(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Kind => KIND,
        ProfileField::About => ABOUT,
        ProfileField::Place => PLACE,
        ProfileField::Phone => PHONE,
        ProfileField::Mail => MAIL,
        ProfileField::Url => URL,
        ProfileField::Hours => HOURS,
        ProfileField::ContactNote => CONTACT_NOTE,
        ProfileField::Municipalities => MUNICIPALITIES,
        ProfileField::Pains => PAINS,
    }
}

/// What is to be typed there.
#[must_use]
pub fn hint(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Kind => "",
        ProfileField::About => ABOUT_HINT,
        ProfileField::Place => PLACE_HINT,
        ProfileField::Phone => PHONE_HINT,
        ProfileField::Mail => MAIL_HINT,
        ProfileField::Url => URL_HINT,
        ProfileField::Hours => HOURS_HINT,
        ProfileField::ContactNote => CONTACT_NOTE_HINT,
        ProfileField::Municipalities => MUNICIPALITIES_HINT,
        ProfileField::Pains => PAINS_HINT,
    }
}

/// What is wrong with it.
#[must_use]
pub fn problem(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Kind => KIND_WRONG,
        ProfileField::About => "「どんな所か」を、400文字までにしてください",
        ProfileField::Place => "住所は改行なしで100文字以内で書いてください",
        ProfileField::Phone => "電話番号を、数字とハイフンで書いてください（例：0824-00-0000）",
        ProfileField::Mail => "メールアドレスの形が違います（例：soudan@example.jp）",
        ProfileField::Url => "ホームページのアドレスを、https:// か http:// から書いてください",
        ProfileField::Hours => "開いている時間は改行なしで100文字以内で書いてください",
        ProfileField::ContactNote => "「連絡のしかた」を、200文字までにしてください",
        ProfileField::Municipalities => "受け持つ市町を、出ている中から選んでください",
        ProfileField::Pains => "困りごとを、出ている中から選んでください",
    }
}

/// What a diagnosis is, to somebody who meets it at an agency's place.
#[must_use]
pub fn start_lead(questions: usize, minutes: u64) -> String {
    format!(
        "やさしい質問（多くて{questions}問）に答えると、いまの段階と、まずやること、使える支援が分かります。{minutes}分ほどで終わります。"
    )
}

/// On the sheet for the counter.
#[must_use]
pub fn poster_lines(minutes: u64) -> [String; 3] {
    [
        format!("{minutes}分ほどで、いまの段階と、まずやることが分かります。"),
        "無料です。名前はいりません。".to_owned(),
        "答えや結果は、見せると決めた人にだけ見えます。".to_owned(),
    ]
}

/// Whose place it is.
#[must_use]
pub fn place_of(agency: &str) -> String {
    format!("{agency}のご案内")
}

/// On the result of a diagnosis that was begun at an agency's place.
#[must_use]
pub fn begun_at(agency: &str) -> String {
    format!("{agency}から始めた診断です。結果を見せるかどうかは、あなたが決めます。")
}

/// How many requests of it wait for an answer.
#[must_use]
pub fn open_requests(count: u64) -> String {
    format!("{}件", thousands(count))
}

/// Before it is closed: what ends with it.
#[must_use]
pub fn closing_ends(count: u64) -> String {
    format!(
        "閉じると、返事待ちの相談{}件も終わります。メールアドレスを書いた事業者には、ほかの支援機関に申し込めることをメールで知らせます。電話番号だけの事業者には、メールが行きません。できれば、閉じる前に、この機関から連絡してもらってください。",
        thousands(count)
    )
}

/// How many can sign in, and how many have not enrolled yet.
#[must_use]
pub fn members(enrolled: usize, invited: usize) -> String {
    if invited == 0 {
        format!("{enrolled}人")
    } else {
        format!("{enrolled}人（ほかに、招いた人 {invited}人）")
    }
}

/// How many agencies are shown.
#[must_use]
pub fn count(shown: usize) -> String {
    format!("{shown}か所")
}

/// A name of several municipalities.
#[must_use]
pub fn towns(names: &[&str]) -> String {
    if names.is_empty() { WHOLE_PREFECTURE.to_owned() } else { names.join("、") }
}

/// What a field of a profile is called in the audit log.
#[must_use]
pub fn logged(way: &str) -> Option<&'static str> {
    way.strip_prefix("agency_").and_then(ProfileField::parse).map(field)
}

/// What codes and ids of a profile stand for there.
#[must_use]
pub fn logged_value(content: &Content, way: &str, value: &Value) -> Option<String> {
    let named = |id: &str| match way {
        "agency_municipalities" => content.municipality(id).map(|town| town.name.clone()),
        _ => content.questionnaire.pain(id).map(|pain| pain.label.clone()),
    };
    match way {
        "agency_kind" => Some(kind(Kind::parse(value.as_str()?)?).to_owned()),
        "agency_municipalities" | "agency_pains" => {
            let ids = value.as_array()?.iter().filter_map(Value::as_str);
            let names = ids.map(|id| named(id).unwrap_or_else(|| id.to_owned()));
            Some(names.collect::<Vec<_>>().join("、"))
        }
        _ => None,
    }
}

/// What was done, or is wrong, over a page of an agency's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Added,
    Saved,
    Dropped,
    Closed,
    Reopened,
}

impl Said {
    pub const ALL: [Said; 5] = [Said::Added, Said::Saved, Said::Dropped, Said::Closed, Said::Reopened];

    /// As it stands in the address; none is that of another word there.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Said::Added => "added",
            Said::Saved => "saved",
            Said::Dropped => "dropped",
            Said::Closed => "closed",
            Said::Reopened => "reopened",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.code() == code)
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Said::Added => "加えました。次に、紹介を書き、支援機関の管理者を招いてください。",
            Said::Saved => "紹介を保存しました。",
            Said::Dropped => "保存してあるものに戻しました。",
            Said::Closed => "閉じました。その機関の人のサインインは切れました。",
            Said::Reopened => "また開きました。",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::staff;

    #[test]
    fn every_code_has_words() {
        for said in Said::ALL {
            assert_eq!(Said::parse(said.code()), Some(said));
            assert!(said.sentence().ends_with('。'));
            assert_eq!(staff::Said::parse(said.code()), None, "they share the name in the address");
        }
        for one in ProfileField::ALL {
            assert!(!field(one).is_empty() && !problem(one).is_empty());
            assert_eq!(logged(&format!("agency_{}", one.code())), Some(field(one)));
        }
    }
}
