//! Another address for an account: a link to the new one, a notice to the former one.

use chrono::{DateTime, Utc};

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// To the new address. `link`: where it leads; `expires_at`: until when it changes anything.
#[must_use]
pub fn change_address(base_url: &str, link: &str, expires_at: DateTime<Utc>) -> Letter {
    Draft::new("メールアドレスを変えるリンク（DXかんたん診断 ひろしま）")
        .paragraph("診断の一覧を開くメールアドレスを、このアドレスに変えるように頼まれました。")
        .link("開いて、ボタンを押してください", link)
        .fact("使える時間", format!("{}まで（一度だけ使えます）", super::moment(expires_at)))
        .paragraph("一覧を開いている端末で押してください。")
        .paragraph("頼んだ覚えがなければ、このまま捨ててください。リンクを開くだけでは、なにも起きません。")
        .foot(super::foot(base_url))
        .finish()
}

/// To the former address; the new one is not named. `at`: when it changed.
#[must_use]
pub fn address_changed(base_url: &str, at: DateTime<Utc>) -> Letter {
    Draft::new("メールアドレスが変わりました（DXかんたん診断 ひろしま）")
        .paragraph("診断の一覧を開くメールアドレスが、このアドレスから別のアドレスに変わりました。これからは、このアドレスでは開けません。")
        .fact("変わった時", super::moment(at))
        .paragraph(
            "心当たりがないときは、だれかがあなたの一覧を開いた端末を使ったおそれがあります。広島県のDX推進の担当へお知らせください。",
        )
        .foot(super::foot(base_url))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_address_gets_the_link_and_the_former_one_the_time() {
        let at = "2026-11-22T01:05:00Z".parse().expect("an instant");
        let base = "https://shindan.example.jp";
        let link = "https://shindan.example.jp/me/link/0123456789abcdef0123456789abcdef";
        let (new, former) = (change_address(base, link, at), address_changed(base, at));
        assert!(new.text.contains(link) && new.html.contains(link));
        assert!(!former.text.contains("/me/link/") && former.text.contains("11月22日 10時05分"));
    }
}
