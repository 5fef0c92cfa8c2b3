//! Somebody is asked to enrol as staff.

use chrono::{DateTime, Utc};

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// `link`: where it leads; `expires_at`: until when one can enrol by it.
#[must_use]
pub fn invite_staff(base_url: &str, link: &str, expires_at: DateTime<Utc>) -> Letter {
    Draft::new("職員・支援員としての登録（DXかんたん診断 ひろしま）")
        .paragraph("県の担当者・管理者か、支援機関の管理者が、あなたを DXかんたん診断 ひろしま の職員・支援員として招きました。")
        .link("開いて、登録してください", link)
        .fact("使える時間", format!("{}まで（一度だけ使えます）", super::moment(expires_at)))
        .paragraph("パスワードを決めて、スマートフォンの認証アプリを登録します。5分ほどかかります。")
        .paragraph("このメールを人に転送しないでください。心当たりがなければ、このまま捨ててください。リンクを開くだけでは、なにも起きません。")
        .foot(super::foot(base_url))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leads_where_it_should_and_says_until_when() {
        let until = "2026-11-25T15:05:00Z".parse().expect("an instant");
        let link = "https://shindan.example.jp/staff/enrol/0123456789abcdef0123456789abcdef";
        let letter = invite_staff("https://shindan.example.jp", link, until);
        for said in [&letter.text, &letter.html] {
            assert!(said.contains(link) && said.contains("11月26日 00時05分"), "{said}");
        }
    }
}
