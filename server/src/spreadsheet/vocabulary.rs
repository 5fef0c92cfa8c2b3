//! Codes of the content and the words that officers read and choose in their place.

use app::words::{drafts, labels};
use domain::condition::Operator;
use domain::document::{AmountUnit, MenuKind, ProviderLevel, SourceKind, Verified};
use domain::facts::FactName;
use domain::window::Window;

use super::reading::folded;

/// A closed list of codes. In a cell stands the word; the code is understood as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    ProviderLevel,
    Kind,
    Status,
    AmountUnit,
    SourceKind,
    Verified,
    Level,
    Fact,
    Operator,
}

impl Vocabulary {
    pub const ALL: [Vocabulary; 9] = [
        Vocabulary::ProviderLevel,
        Vocabulary::Kind,
        Vocabulary::Status,
        Vocabulary::AmountUnit,
        Vocabulary::SourceKind,
        Vocabulary::Verified,
        Vocabulary::Level,
        Vocabulary::Fact,
        Vocabulary::Operator,
    ];

    /// The field whose values these are, in the documents.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Vocabulary::ProviderLevel => "provider_level",
            Vocabulary::Kind => "kind",
            Vocabulary::Status => "status",
            Vocabulary::AmountUnit => "amount_unit",
            Vocabulary::SourceKind => "source_kind",
            Vocabulary::Verified => "verified",
            Vocabulary::Level => "level",
            Vocabulary::Fact => "fact",
            Vocabulary::Operator => "op",
        }
    }

    /// What the list is called: the heading of the columns that use it.
    #[must_use]
    pub fn title(self) -> &'static str {
        drafts::field_name(self.field())
    }

    /// Codes and words, in the order of the list.
    #[must_use]
    pub fn words(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Vocabulary::ProviderLevel => {
                ProviderLevel::ALL.iter().map(|one| (one.as_str(), labels::provider_level(*one))).collect()
            }
            Vocabulary::Kind => {
                MenuKind::ALL.iter().map(|one| (one.as_str(), labels::menu_kind(*one))).collect()
            }
            // What the provider says of the reception is called as the window that follows from it.
            Vocabulary::Status => [Window::Open, Window::Rolling, Window::Closed, Window::Unknown]
                .map(|one| (one.as_str(), labels::window(one)))
                .to_vec(),
            Vocabulary::AmountUnit => {
                let word = |unit| labels::amount_unit(Some(unit)).trim_matches(['（', '）']);
                AmountUnit::ALL.iter().map(|one| (one.as_str(), word(*one))).collect()
            }
            Vocabulary::SourceKind => {
                SourceKind::ALL.iter().map(|one| (one.as_str(), labels::source_kind(*one))).collect()
            }
            Vocabulary::Verified => {
                Verified::ALL.iter().map(|one| (one.as_str(), labels::verified(*one))).collect()
            }
            Vocabulary::Level => ["required", "preferred"].map(|code| (code, drafts::level(code))).to_vec(),
            Vocabulary::Fact => {
                FactName::ALL.iter().map(|fact| (fact.as_str(), labels::fact(*fact))).collect()
            }
            Vocabulary::Operator => {
                Operator::ALL.iter().map(|op| (op.as_str(), drafts::operator(*op))).collect()
            }
        }
    }

    /// The word for a code; a code that the list does not have stands for itself.
    #[must_use]
    pub fn word(self, code: &str) -> String {
        let words = self.words();
        let found = words.iter().find(|(known, _)| *known == code);
        found.map_or(code, |(_, word)| word).to_owned()
    }

    /// The code for what an officer wrote: the word or the code itself, in full or half width.
    #[must_use]
    pub fn code(self, written: &str) -> Option<&'static str> {
        let written = folded(written);
        let means = |(code, word): &(&str, &str)| *code == written || folded(word) == written;
        self.words().into_iter().find(means).map(|(code, _)| code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_leads_back_to_its_code() {
        for vocabulary in Vocabulary::ALL {
            let words = vocabulary.words();
            for (code, word) in &words {
                assert_eq!(vocabulary.code(word), Some(*code));
                assert_eq!(vocabulary.code(code), Some(*code));
                assert_eq!(vocabulary.word(code), *word);
            }
            let different: BTreeSet<_> = words.iter().map(|(_, word)| folded(word)).collect();
            assert_eq!(different.len(), words.len(), "{vocabulary:?}");
        }
    }

    #[test]
    fn words_are_understood_in_either_width() {
        assert_eq!(Vocabulary::Fact.code("仕事の種類(くわしく)"), Some("industry_code"));
        assert_eq!(Vocabulary::Kind.code("ＳＵＢＳＩＤＹ"), None);
        assert_eq!(Vocabulary::Kind.code("ｓｕｂｓｉｄｙ"), Some("subsidy"));
        assert_eq!(Vocabulary::Kind.code("助成"), None);
    }
}
