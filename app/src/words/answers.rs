//! Why an answer does not count: one short sentence at the field.

use domain::answer::AnswerProblem;

use super::format::thousands;

/// Longest piece of somebody's input that a sentence repeats, in characters.
const SHOWN: usize = 40;

/// What to do about it, in plain words. Exhaustive: a new problem does not compile without its sentence.
#[must_use]
pub fn sentence(problem: &AnswerProblem) -> String {
    match problem {
        AnswerProblem::Required => "答えてください。わからないときは「わからない」を選べます".to_owned(),
        AnswerProblem::UnknownQuestion => "この設問はありません".to_owned(),
        AnswerProblem::UnknownOption(id) => not_in_the_list(id, "選択肢"),
        AnswerProblem::OnlyOne => "1つだけ選んでください".to_owned(),
        AnswerProblem::TooMany { max, chosen } => {
            format!("{}まで選べます（いま{}）", pieces(*max), pieces(*chosen))
        }
        AnswerProblem::ExclusiveWithOthers { label } => {
            format!("「{label}」は、ほかの答えと一緒に選べません")
        }
        AnswerProblem::NotANumber(text) => not_a_count(text),
        AnswerProblem::OutOfRange { min, max } => {
            format!("{}から{}までの数字で入れてください", thousands(*min), thousands(*max))
        }
        AnswerProblem::UnknownMunicipality(text) => not_in_the_list(text, "広島県の市町の一覧"),
        AnswerProblem::UnknownIndustry(text) => not_in_the_list(text, "仕事の種類の一覧"),
        AnswerProblem::CodeOfOtherDivision { division, code } => {
            format!("「{}」は、仕事の種類「{division}」の分類にありません", shown(code))
        }
        AnswerProblem::WrongType => "答えの形が、この設問に合いません".to_owned(),
    }
}

fn not_in_the_list(text: &str, list: &str) -> String {
    if text.is_empty() {
        format!("{list}から選んでください")
    } else {
        format!("「{}」は{list}にありません。選び直してください", shown(text))
    }
}

/// A number that is no count (1.5, -3) wants another hint than a word.
fn not_a_count(text: &str) -> String {
    if text.parse::<f64>().is_ok_and(f64::is_finite) {
        "小数やマイナスは使えません。0以上の整数で入れてください（例：12）".to_owned()
    } else {
        "数字で入れてください（例：12）".to_owned()
    }
}

/// 5つ, but 12個: Japanese counts with つ only up to nine.
fn pieces(count: usize) -> String {
    if count <= 9 { format!("{count}つ") } else { format!("{count}個") }
}

/// Somebody's input, short enough for a sentence.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_its_sentence() {
        let cases = [
            (AnswerProblem::Required, "答えてください。わからないときは「わからない」を選べます"),
            (AnswerProblem::UnknownQuestion, "この設問はありません"),
            (AnswerProblem::UnknownOption("zzz".into()), "「zzz」は選択肢にありません。選び直してください"),
            (AnswerProblem::UnknownOption(String::new()), "選択肢から選んでください"),
            (AnswerProblem::OnlyOne, "1つだけ選んでください"),
            (AnswerProblem::TooMany { max: 5, chosen: 6 }, "5つまで選べます（いま6つ）"),
            (AnswerProblem::TooMany { max: 5, chosen: 12 }, "5つまで選べます（いま12個）"),
            (
                AnswerProblem::ExclusiveWithOthers { label: "とくにない".into() },
                "「とくにない」は、ほかの答えと一緒に選べません",
            ),
            (AnswerProblem::NotANumber("abc".into()), "数字で入れてください（例：12）"),
            (
                AnswerProblem::NotANumber("1.5".into()),
                "小数やマイナスは使えません。0以上の整数で入れてください（例：12）",
            ),
            (AnswerProblem::OutOfRange { min: 0, max: 9_999 }, "0から9,999までの数字で入れてください"),
            (
                AnswerProblem::OutOfRange { min: 0, max: 100_000_000_000 },
                "0から100,000,000,000までの数字で入れてください",
            ),
            (
                AnswerProblem::UnknownMunicipality("13101".into()),
                "「13101」は広島県の市町の一覧にありません。選び直してください",
            ),
            (
                AnswerProblem::UnknownIndustry("Z".into()),
                "「Z」は仕事の種類の一覧にありません。選び直してください",
            ),
            (
                AnswerProblem::CodeOfOtherDivision { division: "I".into(), code: "75".into() },
                "「75」は、仕事の種類「I」の分類にありません",
            ),
            (AnswerProblem::WrongType, "答えの形が、この設問に合いません"),
        ];
        for (problem, words) in cases {
            assert_eq!(sentence(&problem), words, "{problem:?}");
        }
    }

    #[test]
    fn long_input_is_cut_at_a_character() {
        let words = sentence(&AnswerProblem::UnknownOption("あ".repeat(10_000)));
        assert!(words.chars().count() < 80, "{words}");
        assert!(words.contains('…'));
    }
}
