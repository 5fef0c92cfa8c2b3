//! The questionnaire on paper.

use domain::condition::{Comparison, Scalar, Test};
use domain::content::Content;
use domain::expression::Expression;
use domain::facts::{FactName, FactValue};
use domain::questionnaire::{Question, QuestionKind};

use super::facts::value_text;
use super::labels;

pub const TITLE: &str = "紙の調査票";
pub const LEAD: &str = "ウェブの診断と同じ設問です。ブラウザーの「印刷」で、A4の紙に出せます。";
pub const HOW: [&str; 4] = [
    "□に印を付けるか、下線の上に数字を書いてください。",
    "「一つ」は一つだけ、「いくつでも」はいくつでも選べます。「5つまで」のように書いてあるときは、その数までです。",
    "「※必須」の設問は、わからないときも「わからない」に印を付けてください。",
    "「〜のとき」と書いてある設問は、あてはまるときだけ答えてください。",
];
pub const HOW_TITLE: &str = "答え方";
pub const NO_NAME: &str = "お名前、会社名、電話番号、メールアドレスは書かないでください。答えの使いみちは、ウェブの「回答の扱い」と同じです。";
pub const ONE: &str = "一つ";
pub const ANY: &str = "いくつでも";
pub const NUMBER: &str = "数字";

/// How many options may be chosen.
#[must_use]
pub fn up_to(max: usize) -> String {
    if max <= 9 { format!("{max}つまで") } else { format!("{max}個まで") }
}

/// Which questionnaire it is: answers are read by the version that asked.
#[must_use]
pub fn version(id: &str, version: u32) -> String {
    format!("調査票 {id} 第{version}版")
}

#[must_use]
pub fn finer(division: &str) -> String {
    format!("「{division}」を選んだとき、どれに近いですか（一つ）。")
}

/// When a question is to be answered, by the numbers of the questions that decide it.
#[must_use]
pub fn when(content: &Content, expression: &Expression) -> String {
    format!("{}とき、答えてください。", said(content, expression))
}

fn said(content: &Content, expression: &Expression) -> String {
    match expression {
        Expression::Comparison(comparison) => compared(content, comparison),
        Expression::All(parts) => joined(content, parts, "、しかも、"),
        Expression::Any(parts) => joined(content, parts, "、または、"),
    }
}

fn joined(content: &Content, parts: &[Expression], joint: &str) -> String {
    let part = |part: &Expression| match part {
        Expression::Comparison(_) => said(content, part),
        Expression::All(_) | Expression::Any(_) => format!("（{}）", said(content, part)),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(joint)
}

fn compared(content: &Content, comparison: &Comparison) -> String {
    let fact = comparison.fact();
    let question = content.questionnaire.question_for(fact.asked_as());
    let subject = question.map_or_else(|| labels::fact(fact).to_owned(), |question| question.id.clone());
    let names = |values: &[Scalar]| quoted(values.iter().map(|value| scalar(content, question, fact, value)));
    match comparison.test() {
        Test::OneOf(values) if values.len() == 1 => format!("{subject}が{}の", names(values)),
        Test::OneOf(values) => format!("{subject}が{}のどれかの", names(values)),
        Test::NoneOf(values) => format!("{subject}が{}でない", names(values)),
        Test::AtLeast(bound) => format!("{subject}が{bound}{}以上の", unit(question)),
        Test::AtMost(bound) => format!("{subject}が{bound}{}以下の", unit(question)),
        Test::ContainsAny(ids) => {
            let label = |id: &String| {
                let choice = question.and_then(|question| question.choice(id));
                choice.map_or_else(|| id.clone(), |choice| choice.label.clone())
            };
            format!("{subject}で{}のどれかを選んだ", quoted(ids.iter().map(label)))
        }
    }
}

fn quoted(names: impl Iterator<Item = String>) -> String {
    names.map(|name| format!("「{name}」")).collect()
}

fn unit(question: Option<&Question>) -> &str {
    match question.map(|question| &question.kind) {
        Some(QuestionKind::Number { unit, .. }) => unit,
        _ => "",
    }
}

/// A value as the question's options call it, if it has any.
fn scalar(content: &Content, question: Option<&Question>, fact: FactName, value: &Scalar) -> String {
    let value = match value {
        Scalar::Text(text) => FactValue::Text(text.clone()),
        Scalar::Bool(value) => FactValue::Bool(*value),
        Scalar::Number(number) => return number.to_string(),
    };
    let choices = question.map_or(&[][..], Question::choices);
    let yields = choices.iter().filter(|choice| choice.yields.contains(&(fact, value.clone())));
    let labels: Vec<&str> = yields.map(|choice| choice.label.as_str()).collect();
    if labels.is_empty() { value_text(content, fact, &value) } else { labels.join("」「") }
}
