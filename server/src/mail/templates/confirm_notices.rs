//! Asks an address whether it wants to be told. Whoever typed the address may not be its owner.

use app::words::notices::chosen;
use domain::notice::Choices;

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// `token`: confirms, once somebody presses a button on the page to which it leads.
#[must_use]
pub fn confirm_notices(base_url: &str, token: &str, choices: Choices) -> Letter {
    let mut draft = Draft::new("お知らせの申し込みを確かめてください（DXかんたん診断 ひろしま）")
        .paragraph("このメールアドレスに、次のお知らせを送るように申し込みがありました。")
        .paragraph(chosen(choices).iter().map(|line| format!("・{line}")).collect::<Vec<_>>().join("\n"))
        .paragraph(
            "まだ申し込みは終わっていません。下のページを開いて、「お知らせを受け取る」を押してください。",
        )
        .link("申し込みを確かめる", format!("{base_url}/notices/confirm/{token}"));
    draft = draft
        .paragraph("3日のうちに押されなければ、申し込みはなかったことになり、メールアドレスは消します。")
        .paragraph("心当たりがなければ、このまま捨ててください。お知らせは届きません。");
    draft.foot(super::foot(base_url)).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_was_asked_for_and_how_to_confirm() {
        let choices = Choices { new: true, near: true, weekly: true, ..Choices::default() };
        let letter = confirm_notices("https://shindan.example.jp", "0123", choices);
        for said in [&letter.text, &letter.html] {
            assert!(said.contains("https://shindan.example.jp/notices/confirm/0123"), "{said}");
            assert!(said.contains("3日のうちに") && said.contains("心当たりがなければ"), "{said}");
            assert!(chosen(choices).iter().all(|line| said.contains(line)), "{said}");
        }
    }
}
