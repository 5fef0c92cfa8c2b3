//! Text as it is searched: one width, one case, one kana; words that must all occur.

use std::iter::Peekable;

use unicode_normalization::UnicodeNormalization;

/// So much of a word must be left for its last ー to be left out.
const SHORTEST_STEM: usize = 3;

/// A text with the differences taken out that people do not mean: NFKC (full and half width, ㈱, combining marks),
/// lower case, katakana as hiragana. Dashes are one, and ー after kana; ヴァ is ば, ヵ and ヶ (and the ケ of 3ケ月)
/// are か.
#[must_use]
pub fn folded(text: &str) -> String {
    let seen = text.chars().filter(|letter| !is_invisible(*letter)).map(combining);
    let mut letters = seen.nfkc().flat_map(char::to_lowercase).peekable();
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        before = plain_letter(before, letter, &mut letters);
        plain.push(before);
    }
    plain
}

/// Leaves no trace on paper: zero-width spaces and joiners, soft hyphens, variation selectors (葛󠄀 is 葛).
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
        || ('\u{e0100}'..='\u{e01ef}').contains(&letter)
}

/// The voicing marks that stand for themselves join the letter before them, as their half-width twins do.
fn combining(letter: char) -> char {
    match letter {
        '゛' => '\u{3099}',
        '゜' => '\u{309a}',
        _ => letter,
    }
}

/// One letter, by what stands before and after it.
fn plain_letter(before: char, letter: char, after: &mut Peekable<impl Iterator<Item = char>>) -> char {
    match letter {
        'ヵ' | 'ヶ' | 'ゕ' | 'ゖ' => 'か',
        'ケ' if counts(before) && after.peek().copied().is_some_and(is_kanji) => 'か',
        'ヴ' | 'ゔ' => voiced(after),
        'ヷ' => 'ば',
        'ヸ' => 'び',
        'ヹ' => 'べ',
        'ヺ' => 'ぼ',
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
        '-' | '‐' | '–' | '—' | '―' | '−' | '─' => {
            if is_kana(before) {
                'ー'
            } else {
                '-'
            }
        }
        _ => letter,
    }
}

/// ヴァ ヴィ ヴェ ヴォ as ば び べ ぼ, ヴュ as びゅ, ヴ alone as ぶ.
fn voiced(after: &mut Peekable<impl Iterator<Item = char>>) -> char {
    let (letter, swallow) = match after.peek() {
        Some('ァ' | 'ぁ') => ('ば', true),
        Some('ィ' | 'ぃ') => ('び', true),
        Some('ェ' | 'ぇ') => ('べ', true),
        Some('ォ' | 'ぉ') => ('ぼ', true),
        Some('ュ' | 'ゅ') => ('び', false),
        _ => ('ぶ', false),
    };
    if swallow {
        after.next();
    }
    letter
}

/// After these a ケ before a kanji is read か: 3ケ月, 数ケ所.
fn counts(letter: char) -> bool {
    letter.is_ascii_digit() || "一二三四五六七八九十百何数".contains(letter)
}

fn is_kanji(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// Hiragana (katakana is hiragana by now) or ー.
fn is_kana(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ゖ' | 'ー')
}

/// Text to be searched, folded once. Its parts are kept apart: no word is found across two of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchText(String);

impl SearchText {
    #[must_use]
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> SearchText {
        let mut text = String::new();
        for part in parts {
            text.push_str(&folded(part));
            text.push('\n');
        }
        text.shrink_to_fit();
        SearchText(text)
    }

    /// Folded, for a store that looks for [`Word::folded`] in it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn contains(&self, word: &Word) -> bool {
        self.0.contains(word.folded.as_str())
    }
}

/// One word of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    written: String,
    folded: String,
}

impl Word {
    /// The last ー of a longer word may be left out in the text (サーバー, サーバ: both are in use).
    fn of(written: &str) -> Option<Word> {
        let mut folded: String = folded(written).split_whitespace().collect();
        let stem = folded.trim_end_matches('ー');
        if stem.chars().count() >= SHORTEST_STEM {
            folded.truncate(stem.len());
        }
        (!folded.is_empty()).then(|| Word { written: written.to_owned(), folded })
    }

    /// As it stands in a [`SearchText`].
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// As it was typed.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }
}

/// Words that must all occur, in whatever width, case and kana. A word of one or two letters counts like any other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<Word>);

impl Words {
    /// The words of what somebody typed, apart by spaces of any width, each once.
    #[must_use]
    pub fn of(text: &str) -> Words {
        let mut words: Vec<Word> = Vec::new();
        for word in text.split_whitespace().filter_map(Word::of) {
            if words.iter().all(|known| known.folded != word.folded) {
                words.push(word);
            }
        }
        Words(words)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Word> {
        self.0.iter()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As typed, with one space between.
    #[must_use]
    pub fn written(&self) -> String {
        self.joined(|_| true)
    }

    /// As typed, without the word at this place.
    #[must_use]
    pub fn written_without(&self, place: usize) -> String {
        self.joined(|other| other != place)
    }

    fn joined(&self, keeps: impl Fn(usize) -> bool) -> String {
        let kept =
            self.0.iter().enumerate().filter(|(place, _)| keeps(*place)).map(|(_, word)| word.written());
        kept.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_do_not_mean_makes_no_difference() {
        for (one, other) in [
            ("ｲﾝﾎﾞｲｽ", "いんぼいす"),
            ("インボイス", "いんぼいす"),
            ("ＩＴ導入", "it導入"),
            ("Wi‐Fi", "wi-fi"),
            ("㈱", "(株)"),
            ("サーバー", "さーばー"),
            ("サ−バ―", "ｻｰﾊﾞｰ"),
            ("か゛ん", "がん"),
            ("ハ゜ソコン", "パソコン"),
            ("ヴァイオリン", "ばいおりん"),
            ("ヴィラ・ヴォーカル・ヴェール", "びら・ぼーかる・べーる"),
            ("インタヴュー、ラヴ", "いんたびゅー、らぶ"),
            ("ゔぃ", "ビ"),
            ("1ヶ月・２ヵ月・3ケ月・４か月", "1か月・2か月・3か月・4か月"),
            ("数ケ所", "数か所"),
            ("葛\u{e0100}城", "葛城"),
            ("サー\u{200b}バー", "サーバー"),
            ("ヽヾ", "ゝゞ"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn what_people_mean_stays() {
        for (text, plain) in [
            ("3ケース", "3けーす"),
            ("ケア", "けあ"),
            ("2026-11-22", "2026-11-22"),
            ("A-1", "a-1"),
            ("データ", "でーた"),
            ("はひふ ばびぶ", "はひふ ばびぶ"),
            ("補助金（通常枠）", "補助金(通常枠)"),
        ] {
            assert_eq!(folded(text), plain, "{text}");
        }
        assert_ne!(folded("病院"), folded("美容院"));
        assert_ne!(folded("コード"), folded("こど"));
    }

    #[test]
    fn words_are_apart_by_spaces_and_each_counts_once() {
        let words = Words::of("　ＩＴ　導入 it\t補助 ");
        assert_eq!(words.written(), "ＩＴ 導入 補助");
        assert_eq!(words.written_without(1), "ＩＴ 補助");
        assert!(Words::of(" \u{3000}\u{200b} ").is_empty());
    }

    #[test]
    fn a_word_is_found_within_one_part() {
        let text = SearchText::of(["商工会", "計画とサーバの更新"]);
        let found = |word: &str| Words::of(word).iter().all(|word| text.contains(word));
        for word in ["商", "工会", "計画", "さーば", "サーバー", "商工　更新", ""] {
            assert!(found(word), "{word}");
        }
        for word in ["会計", "バー", "サーバーの", "商工 融資"] {
            assert!(!found(word), "{word}");
        }
    }
}
