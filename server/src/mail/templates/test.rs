//! An officer tries whether mail arrives.

use chrono::{DateTime, Utc};
use domain::window::japan_time;

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// `at`: when it was asked for.
#[must_use]
pub fn test(base_url: &str, at: DateTime<Utc>) -> Letter {
    let at = japan_time(at).format("%Y年%-m月%-d日 %H時%M分").to_string();
    Draft::new("試しのメールです（DXかんたん診断 ひろしま）")
        .paragraph(
            "これは、メールが届くかどうかを確かめるための、試しのメールです。読めていれば、届いています。",
        )
        .paragraph(
            "文字の化けがないこと、差出人の名前が出ていること、迷惑メールに入っていないことも見てください。",
        )
        .fact("頼んだ時", at)
        .link("診断のページを開く", base_url)
        .paragraph("心当たりがなければ、このまま捨ててください。返事はいりません。")
        .foot(super::foot(base_url))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_when_it_was_asked_for_and_where_it_leads() {
        let at = "2026-11-22T01:05:00Z".parse().expect("an instant");
        let letter = test("https://shindan.example.jp", at);
        for said in [&letter.text, &letter.html] {
            assert!(said.contains("2026年11月22日 10時05分"), "{said}");
            assert!(said.contains("https://shindan.example.jp"), "{said}");
        }
    }
}
