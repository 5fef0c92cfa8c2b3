//! Requests for advice. What was asked, and by whom, stands in no mail: advisers read it after signing in.

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// To an adviser: their agency has got a request, from a business or from another agency.
#[must_use]
pub fn new_request(base_url: &str, agency: &str) -> Letter {
    Draft::new("新しい相談の申し込みがあります（DXかんたん診断 ひろしま）")
        .paragraph(format!("{agency}に、事業者から相談の申し込みがありました。"))
        .link("サインインして、申し込みを見る", desk(base_url))
        .paragraph("なるべく3営業日のうちに、電話かメールで連絡してください。連絡したら、上のページで「連絡しました」を押してください。")
        .paragraph("申し込みの中身は、このメールには書いていません。")
        .foot(super::foot(base_url))
        .finish()
}

/// To an adviser: so many working days are over, and a request still waits.
#[must_use]
pub fn request_reminder(base_url: &str, agency: &str, working_days: u32) -> Letter {
    Draft::new(format!("相談の申し込みが、{working_days}営業日を過ぎても返事を待っています（DXかんたん診断 ひろしま）"))
        .paragraph(format!(
            "{agency}への相談の申し込みの一つが、{working_days}営業日を過ぎても、返事を待っています。"
        ))
        .link("サインインして、申し込みを見る", desk(base_url))
        .paragraph("もう連絡したときは、上のページで「連絡しました」を押してください。受けられないときは、ほかの機関に渡してよいか、事業者に聞けます。")
        .foot(super::foot(base_url))
        .finish()
}

/// To the business: who has got its request.
#[must_use]
pub fn request_received(base_url: &str, agency: &str, phone: Option<&str>) -> Letter {
    let letter = Draft::new("相談の申し込みを受け付けました（DXかんたん診断 ひろしま）")
        .paragraph("このメールアドレスを連絡先にして、相談の申し込みがありました。")
        .fact("送った先", agency);
    let letter = match phone {
        Some(phone) => letter.fact("電話", phone),
        None => letter,
    };
    letter
        .paragraph("担当の人から、電話かメールで連絡があります。3営業日を過ぎても連絡がなければ、こちらから支援機関に、連絡するよう催促します。")
        .paragraph("取り下げるときは、診断の結果のページの「相談したい」から取り下げられます。")
        .paragraph("心当たりがなければ、このまま捨ててください。")
        .foot(super::foot(base_url))
        .finish()
}

/// To the business: may another agency take its request?
#[must_use]
pub fn request_offered(base_url: &str, agency: &str, other: &str) -> Letter {
    Draft::new("相談する先を変えてもよいですか（DXかんたん診断 ひろしま）")
        .paragraph(format!(
            "{agency}が、あなたの相談は{other}のほうが力になれると考えています。申し込みの内容を{other}に渡してもよいか、教えてください。"
        ))
        .paragraph("診断の結果のページを開いて、「相談したい」から答えてください。「はい」と答えるまで、何も渡しません。")
        .link("診断の結果を開く（コードで）", format!("{base_url}/resume"))
        .link("診断の結果を開く（メールで残した人）", format!("{base_url}/me"))
        .foot(super::foot(base_url))
        .finish()
}

/// To the business: the agency was closed, and does not answer any more what it was asked.
#[must_use]
pub fn request_closed(base_url: &str, agency: &str) -> Letter {
    Draft::new("申し込んだ相談に、支援機関が答えられなくなりました（DXかんたん診断 ひろしま）")
        .paragraph(format!(
            "{agency}は、DXかんたん診断での受け付けをやめました。申し込んだ相談に、{agency}から返事はできません。"
        ))
        .paragraph("ほかの支援機関に、もう一度申し込めます。診断の結果のページを開いて、「相談したい」から申し込んでください。前に書いたことは、ほかの機関には渡していません。")
        .link("診断の結果を開く（コードで）", format!("{base_url}/resume"))
        .link("診断の結果を開く（メールで残した人）", format!("{base_url}/me"))
        .link("支援機関の一覧（電話や窓口で相談する）", format!("{base_url}/agencies"))
        .paragraph("心当たりがなければ、このまま捨ててください。")
        .foot(super::foot(base_url))
        .finish()
}

fn desk(base_url: &str) -> String {
    format!("{base_url}/agency/requests")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://shindan.example.jp";

    #[test]
    fn advisers_are_led_to_their_page() {
        let letters = [new_request(BASE, "三次商工会議所"), request_reminder(BASE, "三次商工会議所", 7)];
        for letter in &letters {
            for said in [&letter.text, &letter.html] {
                assert!(said.contains("https://shindan.example.jp/agency/requests"), "{said}");
                assert!(said.contains("三次商工会議所"), "{said}");
            }
        }
        assert!(letters[1].subject.contains("7営業日"));
    }

    #[test]
    fn the_business_learns_who_has_it_and_who_might() {
        let received = request_received(BASE, "三次商工会議所", Some("0824-00-0000"));
        assert!(received.text.contains("三次商工会議所") && received.text.contains("電話：0824-00-0000"));
        assert!(!request_received(BASE, "三次商工会議所", None).text.contains("電話："));
        let offered = request_offered(BASE, "三次商工会議所", "よろず支援拠点");
        assert!(offered.text.contains("よろず支援拠点") && offered.text.contains(&format!("{BASE}/resume")));
        assert!(!offered.text.contains("/diagnosis/"), "no key stands in a mail");
        let closed = request_closed(BASE, "三次商工会議所");
        for said in [&closed.text, &closed.html] {
            assert!(said.contains("三次商工会議所") && !said.contains("/diagnosis/"), "{said}");
            for way in ["/resume", "/me", "/agencies"] {
                assert!(said.contains(&format!("{BASE}{way}")), "{way}: {said}");
            }
        }
    }
}
