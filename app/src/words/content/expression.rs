//! An expression that cannot be read: the sentence, the text, and a caret under the place.

use std::ops::Range;

use domain::expression::{Expected, ExpressionError, ExpressionProblem};

/// Three lines: what is wrong, the text, the carets.
pub(super) fn sentence(text: &str, error: &ExpressionError) -> String {
    format!("{}\n{}", why(&error.problem), pointed(text, &error.span))
}

fn why(problem: &ExpressionProblem) -> String {
    match problem {
        ExpressionProblem::StrayCharacter => "式に使えない文字があります。「等しい」は == です。".to_owned(),
        ExpressionProblem::OpenText => "文字が \" で閉じていません。".to_owned(),
        ExpressionProblem::Expected(what) => format!("ここには{}が要ります。", expected(*what)),
        ExpressionProblem::UnknownFact => "この名前の事実はありません。".to_owned(),
        ExpressionProblem::Comparison(error) => super::comparison(error),
        ExpressionProblem::TooDeep => "かっこが深すぎます。".to_owned(),
    }
}

fn expected(what: Expected) -> &'static str {
    match what {
        Expected::Fact => "事実の名前",
        Expected::Operator => "比べ方（== != >= <= in, not in, contains_any）",
        Expected::Value => "値（\"文字\"・数・true・false・[一覧]）",
        Expected::ClosingParenthesis => "閉じかっこ ) ",
        Expected::CommaOrBracket => "「,」か「]」",
        Expected::End => "and か or か、式の終わり",
    }
}

/// The text with carets under the bytes of `span`; at least one.
pub(super) fn pointed(text: &str, span: &Range<usize>) -> String {
    let columns = |part: Option<&str>| part.map_or(0, |part| part.chars().map(columns_of).sum());
    let before = columns(text.get(..span.start));
    let under: usize = columns(text.get(span.clone()));
    format!("    {text}\n    {}{}", " ".repeat(before), "^".repeat(under.max(1)))
}

/// Columns that a character takes in a terminal: kana, kanji and full-width signs take two.
fn columns_of(character: char) -> usize {
    match character {
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 2,
        '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use domain::expression::Expression;

    fn shown(text: &str) -> String {
        super::sentence(text, &Expression::parse(text).expect_err("broken"))
    }

    #[test]
    fn carets_stand_under_what_is_wrong() {
        assert_eq!(shown("colour == 1"), "この名前の事実はありません。\n    colour == 1\n    ^^^^^^");
        assert_eq!(
            shown("employees >= "),
            "ここには値（\"文字\"・数・true・false・[一覧]）が要ります。\n    employees >= \n                 ^"
        );
    }

    #[test]
    fn full_width_characters_take_two_columns() {
        assert_eq!(super::pointed("業種 == 1", &(0..6)), "    業種 == 1\n    ^^^^");
        assert_eq!(super::pointed("業 x", &(4..5)), "    業 x\n       ^");
    }
}
