//! The code to go on with a diagnosis, which somebody has sent to an address: their own, one hopes.

use app::backend::KeptCode;
use app::words::format::date;
use app::words::later::second_fact;
use domain::window::japan_day;

use crate::mail::Letter;
use crate::mail::letter::Draft;

/// The number that is asked for with the code is not in it: whoever reads the mail by mistake opens nothing.
#[must_use]
pub fn resume_code(base_url: &str, kept: &KeptCode) -> Letter {
    Draft::new("診断の続きを開くコード（DXかんたん診断 ひろしま）")
        .paragraph("このメールアドレスに、診断の続きを開くコードを送るように頼まれました。")
        .fact("コード", kept.code.grouped())
        .fact("いっしょに聞くこと", second_fact(kept.second_fact))
        .fact("使える日まで", date(japan_day(kept.expires_at)))
        .link("続きを開く（数字を聞かれます）", format!("{base_url}/resume/{}", kept.code.as_str()))
        .paragraph("コードと数字の両方を知っている人は、答えを見たり直したりできます。このメールを人に転送しないでください。")
        .paragraph("心当たりがなければ、このまま捨ててください。数字を知らなければ、何も開けません。")
        .foot(super::foot(base_url))
        .finish()
}

#[cfg(test)]
mod tests {
    use app::backend::ResumeCode;
    use domain::second_fact::SecondFact;

    use super::*;

    #[test]
    fn it_has_the_code_and_not_the_number() {
        let kept = KeptCode {
            code: ResumeCode::from_number(123_456_789),
            second_fact: SecondFact::Employees,
            outdated: false,
            expires_at: "2027-12-27T00:00:00Z".parse().expect("an instant"),
        };
        let letter = resume_code("https://shindan.example.jp", &kept);
        for said in [&letter.text, &letter.html] {
            for part in [
                kept.code.grouped(),
                format!("https://shindan.example.jp/resume/{}", kept.code.as_str()),
                "働いている人の数".to_owned(),
                "2027年12月27日".to_owned(),
            ] {
                assert!(said.contains(&part), "{part}: {said}");
            }
        }
    }
}
