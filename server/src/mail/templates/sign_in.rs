//! A link that signs in. Whoever gets it may not have asked for it, so it says what happens if one does nothing.

use chrono::{DateTime, Utc};

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// `link`: where it leads; `expires_at`: until when it opens anything.
#[must_use]
pub fn sign_in(base_url: &str, link: &str, expires_at: DateTime<Utc>) -> Letter {
    Draft::new("診断の一覧を開くリンク（DXかんたん診断 ひろしま）")
        .paragraph("このメールアドレスで診断を保存する・開くための、リンクが頼まれました。")
        .link("開いて、ボタンを押してください", link)
        .fact("使える時間", format!("{}まで（一度だけ使えます）", super::moment(expires_at)))
        .paragraph(
            "頼んだ画面と同じブラウザーで開くと、すぐに進めます。ほかの端末で開いたときは、頼んだ画面に出ている6けたの数字を入れます。",
        )
        .paragraph("頼んだ覚えがなければ、このまま捨ててください。リンクを開くだけでは、なにも起きません。")
        .foot(super::foot(base_url))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leads_where_it_should_and_says_until_when() {
        let until = "2026-11-22T15:05:00Z".parse().expect("an instant");
        let link = "https://shindan.example.jp/me/link/0123456789abcdef0123456789abcdef";
        let letter = sign_in("https://shindan.example.jp", link, until);
        for said in [&letter.text, &letter.html] {
            assert!(said.contains(link) && said.contains("11月23日 00時05分"), "{said}");
        }
    }
}
