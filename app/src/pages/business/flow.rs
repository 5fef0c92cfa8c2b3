//! Which question comes next, and the addresses of a diagnosis.

use domain::answer::{RawAnswer, Readings, read_all};
use domain::history::carried;
use domain::matching::Business;
use domain::menu::Menu;
use domain::missing;
use domain::questionnaire::{Question, QuestionKind};

use crate::backend::{DiagnosisKey, NoticeToken, ResumeCode};
use crate::parts::load::Opened;

/// Where a visitor came from to give or change an answer, and returns to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    Check,
    /// The menu of this id, for which the answer was missing.
    Menu(String),
}

const CHECK: &str = "check";
const MENU: &str = "menu:";
/// An address does not grow longer than this by what somebody makes up.
const LONGEST_ID: usize = 200;

impl Back {
    /// Whether there is such a menu is for the content to say; here it only must have the form of an id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Back> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'+');
        match text.strip_prefix(MENU) {
            Some(id) if !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(plain) => {
                Some(Back::Menu(id.to_owned()))
            }
            Some(_) => None,
            None => (text == CHECK).then_some(Back::Check),
        }
    }
}

impl std::fmt::Display for Back {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Back::Check => f.write_str(CHECK),
            Back::Menu(id) => write!(f, "{MENU}{id}"),
        }
    }
}

#[must_use]
pub fn diagnosis_path(key: &DiagnosisKey) -> String {
    format!("/diagnosis/{}", key.as_str())
}

#[must_use]
pub fn question_path(key: &DiagnosisKey, question: &str, back: Option<&Back>) -> String {
    let path = format!("{}/{question}", diagnosis_path(key));
    match back {
        // Of all that may stand in an id, only the plus means something else in a query.
        Some(back) => format!("{path}?back={}", back.to_string().replace('+', "%2B")),
        None => path,
    }
}

#[must_use]
pub fn menu_path(menu: &str) -> String {
    format!("/menus/{menu}")
}

#[must_use]
pub fn why_path(menu: &str) -> String {
    format!("/menus/{menu}/why")
}

#[must_use]
pub fn check_path(key: &DiagnosisKey) -> String {
    format!("{}/check", diagnosis_path(key))
}

#[must_use]
pub fn keying_path(key: &DiagnosisKey) -> String {
    format!("{}/keying", diagnosis_path(key))
}

#[must_use]
pub fn later_path(key: &DiagnosisKey) -> String {
    format!("{}/later", diagnosis_path(key))
}

/// Where one asks to be told by mail.
#[must_use]
pub fn notices_path(key: &DiagnosisKey) -> String {
    format!("{}/notices", diagnosis_path(key))
}

/// Where one asks an agency for advice.
#[must_use]
pub fn ask_path(key: &DiagnosisKey) -> String {
    format!("{}/ask", diagnosis_path(key))
}

/// Where a subscription is seen and changed.
#[must_use]
pub fn subscription_path(token: &NoticeToken) -> String {
    format!("/notices/{}", token.as_str())
}

/// Where a subscriber tells what became of support.
#[must_use]
pub fn asked_afterwards_path(token: &NoticeToken) -> String {
    format!("{}/afterwards", subscription_path(token))
}

/// After asking.
pub const NOTICES_SENT: &str = "/notices/sent";
/// After ending a subscription; for those that there are not, too.
pub const NOTICES_ENDED: &str = "/notices/ended";
/// After confirming too late.
pub const NOTICES_LATE: &str = "/notices/late";

/// Where codes are typed.
pub const RESUME: &str = "/resume";

/// The address of a QR code; it opens nothing without the number.
#[must_use]
pub fn resume_link(code: &ResumeCode) -> String {
    format!("{RESUME}/{}", code.as_str())
}

#[must_use]
pub fn result_path(key: &DiagnosisKey) -> String {
    format!("{}/result", diagnosis_path(key))
}

/// Where it is told what became of support.
#[must_use]
pub fn afterwards_path(key: &DiagnosisKey) -> String {
    format!("{}/afterwards", diagnosis_path(key))
}

/// Where a business decides which agency may see what.
#[must_use]
pub fn share_path(key: &DiagnosisKey) -> String {
    format!("{}/share", diagnosis_path(key))
}

/// The comparison with the earlier ones.
#[must_use]
pub fn history_path(key: &DiagnosisKey) -> String {
    format!("{}/history", diagnosis_path(key))
}

/// Is this the question whose second step depends on the first?
#[must_use]
pub fn asks_industry(opened: &Opened, question: &str) -> bool {
    let question = opened.content.questionnaire.question(question);
    question.is_some_and(|question| matches!(question.kind, QuestionKind::Industry))
}

/// The visible questions and the place of one among them.
#[must_use]
pub fn visible<'a>(opened: &'a Opened, readings: &'a Readings) -> Vec<&'a Question> {
    opened.content.questionnaire.interpret(&readings.answers).visible
}

/// Where a visitor goes who opens the diagnosis: on with what has not been asked, or to the check page.
#[must_use]
pub fn resume(opened: &Opened) -> String {
    if opened.diagnosis.submitted_at.is_some() {
        return result_path(&opened.key);
    }
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    match not_asked_yet(opened, &readings) {
        Some(question) => question_path(&opened.key, &question, None),
        None => check_path(&opened.key),
    }
}

/// Where to go after an answer that counts. On a change, what it newly opened is asked before returning; for a menu,
/// what is still missing for that menu and has not just been passed.
#[must_use]
pub fn after(opened: &Opened, readings: &Readings, question: &str, back: Option<&Back>) -> String {
    let next = match back {
        Some(Back::Check) => not_asked_yet(opened, readings),
        Some(Back::Menu(id)) => match opened.content.menu(id) {
            Some(menu) => return towards_menu(opened, readings, menu, Some(question)),
            None => None,
        },
        None => {
            let visible = visible(opened, readings);
            let place = visible.iter().position(|q| q.id == question);
            place.and_then(|place| visible.get(place + 1)).map(|q| q.id.clone())
        }
    };
    match next {
        Some(next) => question_path(&opened.key, &next, back),
        None => check_path(&opened.key),
    }
}

/// The first question that is missing for a menu, of those behind `passed`; the menu's page when none is left.
/// What was passed is not asked twice: 「わからない」 is an answer.
#[must_use]
pub fn towards_menu(opened: &Opened, readings: &Readings, menu: &Menu, passed: Option<&str>) -> String {
    let questions = &opened.content.questionnaire.questions;
    let place = |id: &str| questions.iter().position(|question| question.id == id);
    let behind = passed.and_then(place);
    let content = &opened.content;
    let answers = content.questionnaire.interpret(&readings.answers);
    let business = Business::of_answers(&answers, &content.industries);
    let missing = missing::for_menu(&content.questionnaire, &business, menu);
    match missing.questions.into_iter().find(|question| place(&question.id) > behind) {
        Some(next) => question_path(&opened.key, &next.id, Some(&Back::Menu(menu.id().to_owned()))),
        None => menu_path(menu.id()),
    }
}

fn not_asked_yet(opened: &Opened, readings: &Readings) -> Option<String> {
    let visible = visible(opened, readings);
    visible.into_iter().map(|q| q.id.clone()).find(|id| !opened.diagnosis.answers.contains_key(id))
}

/// What was answered the last time, a while ago.
#[must_use]
pub fn proposal(opened: &Opened, question: &Question) -> Option<RawAnswer> {
    let previous = opened.diagnosis.previous.as_ref()?;
    let mut answers =
        carried(&previous.content.questionnaire, &opened.content.questionnaire, &previous.answers);
    answers.remove(&question.id).filter(|raw| matches!(question.read_form(raw, &opened.content), Ok(Some(_))))
}
