//! Ids with their labels behind them, in brackets: `paperwork（紙や手書き、FAXの仕事が多い）`. Only the id is read back.

use app::words::labels;
use domain::content::Content;
use domain::facts::{FactName, FactValue};

use super::columns::Named;

/// Labels of what ids and codes stand for.
#[derive(Clone, Copy)]
pub struct Names<'a>(pub &'a Content);

impl Names<'_> {
    /// All ids of a kind with their labels, in the questionnaire's order.
    #[must_use]
    pub fn all(self, named: Named) -> Vec<(String, String)> {
        let questionnaire = &self.0.questionnaire;
        match named {
            Named::Pain => {
                questionnaire.pains.iter().map(|pain| (pain.id.clone(), pain.label.clone())).collect()
            }
            Named::Solution => {
                questionnaire.solutions.iter().map(|one| (one.id.clone(), one.label.clone())).collect()
            }
        }
    }

    /// The id with its label, where there is one.
    #[must_use]
    pub fn named(self, named: Named, id: &str) -> String {
        let label = match named {
            Named::Pain => self.0.questionnaire.pain(id).map(|pain| pain.label.clone()),
            Named::Solution => self.0.questionnaire.solution(id).map(|solution| solution.label.clone()),
        };
        with_label(id, label)
    }

    /// A value of a fact with its label, where there is one.
    #[must_use]
    pub fn value(self, fact: FactName, code: &str) -> String {
        let label = match fact {
            FactName::Municipality => self.0.municipality(code).map(|place| place.name.clone()),
            FactName::Industry => self.0.industries.division(code).map(|row| row.name.clone()),
            FactName::IndustryCode => self.0.industries.row_of_code(code).map(|row| row.name.clone()),
            FactName::Wants | FactName::Pains | FactName::Tools => {
                let question = self.0.questionnaire.question_for(fact);
                question.and_then(|question| question.choice(code)).map(|choice| choice.label.clone())
            }
            _ => labels::fact_value(fact, &FactValue::from(code)),
        };
        with_label(code, label)
    }
}

fn with_label(id: &str, label: Option<String>) -> String {
    label.map_or_else(|| id.to_owned(), |label| format!("{id}（{label}）"))
}

/// The text without what stands in brackets, full width or half width, brackets within brackets too.
#[must_use]
pub fn without_labels(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            // A label never runs on to the next line: a bracket that nobody closed swallows no other id.
            '\n' => {
                depth = 0;
                kept.push(character);
            }
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}

/// The ids in a text: one on each line, or parted by commas of any kind.
#[must_use]
pub fn ids(text: &str) -> Vec<String> {
    let plain = without_labels(text);
    let parts = plain.split(['\n', '、', ',', '，', ';', '；']);
    parts.map(super::reading::folded).filter(|id| !id.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_without_their_labels() {
        let written = "paperwork（紙や手書き、FAXの仕事が多い）\nｆｕｎｄｉｎｇ(お金(円)が足りない)\n\nold-system、long-hours,succession";
        assert_eq!(ids(written), ["paperwork", "funding", "old-system", "long-hours", "succession"]);
        assert_eq!(ids("a（開いたまま\nb"), ["a", "b"]);
        assert_eq!(ids(" \u{3000}"), Vec::<String>::new());
    }
}
