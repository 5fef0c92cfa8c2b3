//! A slip in a TOML file: the sentence, the line, and a caret under the place.

use std::ops::Range;

/// Where the reader of TOML stumbled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxSlip {
    /// The reader's own words.
    pub message: String,
    /// The line as it stands in the file.
    pub text: String,
    /// The bytes of the line that it stumbled over.
    pub span: Range<usize>,
}

/// What the reader says, by the beginning of its message; the first that fits.
const SAID: [(&str, &str); 17] = [
    ("duplicate key", "同じ項目が二度書かれています。"),
    ("string values must be quoted", "文字は \" で囲みます。"),
    ("missing opening quote", "文字の始めの \" がありません。"),
    ("missing value", "= の右に値がありません。"),
    ("key with no value", "= と値がありません。"),
    ("missing assignment", "= がありません。"),
    ("extra `=`", "= が余分です。"),
    ("extra assignment", "= が余分です。"),
    ("missing comma", "「,」がありません。"),
    ("extra comma", "「,」が余分です。"),
    ("unclosed array table", "見出しが ]] で閉じていません。"),
    ("unclosed table", "見出しが ] で閉じていません。"),
    ("unclosed array", "[ が ] で閉じていません。"),
    ("unclosed inline table", "{ が } で閉じていません。"),
    ("invalid basic string", "文字が \" で閉じていません。"),
    ("unexpected content", "値の後に余分な文字があります。"),
    ("unexpected leading zero", "数の頭に 0 は付けられません（番号なら \" で囲みます）。"),
];

/// Three lines: what is wrong, the line, the carets.
pub(super) fn sentence(slip: &SyntaxSlip) -> String {
    let nothing_there = slip.text.get(slip.span.clone()).is_some_and(|text| text.trim().is_empty());
    let begins = |begin: &str| slip.message.starts_with(begin);
    let unquoted_nothing = begins("string values must be quoted") && nothing_there;
    let said = SAID
        .iter()
        .find(|(begin, _)| if unquoted_nothing { *begin == "missing value" } else { begins(begin) });
    let said = said.map_or_else(
        || format!("TOML の書き方が違います（{}）。", slip.message),
        |(_, said)| (*said).to_owned(),
    );
    format!("{said}\n{}", super::expression::pointed(&slip.text, &slip.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_shown_under_the_line() {
        let slip = SyntaxSlip { message: "missing value".to_owned(), text: "text = ".to_owned(), span: 5..6 };
        assert_eq!(sentence(&slip), "= の右に値がありません。\n    text = \n         ^");
    }
}
