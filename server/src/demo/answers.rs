//! What a made-up business answers: question by question, as far as each is visible after the answers before it.
//! Questions and options that the studio has added since are answered too, by their points or at random.

use domain::answer::{RawAnswer, RawAnswers, read_all};
use domain::content::Content;
use domain::facts::FactName;
use domain::questionnaire::{Choice, Question, QuestionKind};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::assumptions::{ACHES, AT_HOME, DIFFICULTIES, LEANS, OTHER_DIFFICULTY, OTHER_LEAN, WAGES};
use super::chance::{manages, normal, pick, pick_several};
use super::profile::Profile;

/// Required questions without an option 「わからない」 are passed over so seldom.
const DECLINES: f64 = 0.004;
/// Optional questions are passed over so often.
const SKIPS: f64 = 0.04;
/// A company does not know its capital so often.
const CAPITAL_UNKNOWN: f64 = 0.12;
/// 「とくにない」 in place of any pain.
const NO_PAIN: f64 = 0.05;

pub(super) fn draw(dice: &mut ChaCha8Rng, profile: &Profile, content: &Content) -> RawAnswers {
    let mut answers = RawAnswers::new();
    let mut pains = Vec::new();
    for question in &content.questionnaire.questions {
        if !is_visible(question, &answers, content) {
            continue;
        }
        let Some(raw) = answer(dice, question, profile, &pains) else { continue };
        if question.fact == Some(FactName::Pains) {
            pains.clone_from(&raw.values);
        }
        answers.insert(question.id.clone(), raw);
    }
    answers
}

fn is_visible(question: &Question, answers: &RawAnswers, content: &Content) -> bool {
    question.visible_if.is_none() || {
        let readings = read_all(answers, content);
        content.questionnaire.interpret(&readings.answers).visible.iter().any(|seen| seen.id == question.id)
    }
}

/// An answer, or none where the question is passed over.
fn answer(
    dice: &mut ChaCha8Rng,
    question: &Question,
    profile: &Profile,
    pains: &[String],
) -> Option<RawAnswer> {
    let declined = RawAnswer { values: Vec::new(), declined: true };
    match (question.required, question.offers_unknown()) {
        (true, false) if dice.random_bool(DECLINES) => return Some(declined),
        (false, true) if dice.random_bool(SKIPS) => return None,
        (false, false) if dice.random_bool(SKIPS) => return Some(declined).filter(|_| dice.random_bool(0.5)),
        _ => {}
    }
    let values = match &question.kind {
        QuestionKind::Municipality => profile.municipality.clone().into_iter().collect(),
        QuestionKind::Industry => vec![profile.industry.clone()],
        QuestionKind::Number { min, max, .. } => {
            if question.fact == Some(FactName::CapitalYen) && dice.random_bool(CAPITAL_UNKNOWN) {
                return Some(declined);
            }
            vec![number(dice, question, profile, *min, *max)]
        }
        QuestionKind::Single { options } => vec![single(dice, question, options, profile)],
        QuestionKind::Multi { options, max_choices } => {
            let most = max_choices.unwrap_or(options.len());
            match question.fact {
                Some(FactName::Pains) => pains_of(dice, options, profile, most),
                Some(FactName::Wants) => wants_of(dice, options, pains, most),
                _ => managed(dice, options, profile, most),
            }
        }
    };
    Some(RawAnswer { values, declined: false })
}

/// A number, mostly typed plainly, now and then as people write it.
fn number(dice: &mut ChaCha8Rng, question: &Question, profile: &Profile, min: u64, max: u64) -> String {
    let value = match question.fact {
        Some(FactName::Employees) => profile.employees,
        Some(FactName::YearsInBusiness) => profile.years,
        Some(FactName::CapitalYen) if dice.random_bool(0.6) => return format!("{}万", profile.capital),
        Some(FactName::CapitalYen) => profile.capital * 10_000,
        _ => dice.random_range(min..=max.min(min.saturating_add(100))),
    };
    let plain = value.clamp(min, max).to_string();
    if dice.random_bool(0.04) { plain.chars().map(full_width).collect() } else { plain }
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|n| char::from_u32(u32::from('０') + n)).unwrap_or(digit)
}

fn single(dice: &mut ChaCha8Rng, question: &Question, options: &[Choice], profile: &Profile) -> String {
    let unknown = options.iter().find(|option| option.unknown);
    let doubt = if profile.maturity < 0.8 { 0.10 } else { 0.04 };
    if let Some(unknown) = unknown.filter(|_| dice.random_bool(doubt)) {
        return unknown.id.clone();
    }
    let target = target(dice, question, profile);
    let weighed: Vec<(&str, f64)> = options
        .iter()
        .filter(|option| !option.unknown)
        .map(|option| (option.id.as_str(), weight(question, option, profile, target)))
        .collect();
    if weighed.is_empty() { String::new() } else { (*pick(dice, &weighed)).to_owned() }
}

/// The points that the business is near in this question.
fn target(dice: &mut ChaCha8Rng, question: &Question, profile: &Profile) -> f64 {
    let lean = LEANS.iter().find(|lean| lean.question == question.id).unwrap_or(&OTHER_LEAN);
    normal(dice, lean.offset + lean.slope * profile.maturity, lean.deviation).clamp(0.0, 4.0)
}

fn weight(question: &Question, option: &Choice, profile: &Profile, target: f64) -> f64 {
    match question.fact {
        Some(FactName::LegalForm) => f64::from(u8::from(option.id == profile.legal_form)),
        Some(FactName::WageIncreasePlan) => {
            let found = WAGES.iter().find(|(id, ..)| *id == option.id);
            found.map_or(
                1.0,
                |&(_, with_people, alone)| if profile.employees > 0 { with_people } else { alone },
            )
        }
        _ => points(option).map_or(1.0, |points| (-((points - target) / 0.4).powi(2) / 2.0).exp().max(1e-9)),
    }
}

/// Mean of an option's points over its dimensions.
#[expect(clippy::cast_precision_loss, reason = "points are 0 to 4")]
fn points(option: &Choice) -> Option<f64> {
    let (sum, count) = (option.scores.values().sum::<u64>(), option.scores.len());
    (count > 0).then(|| sum as f64 / count as f64)
}

/// Options that stand for something one uses or does: the easier, the likelier.
fn managed(dice: &mut ChaCha8Rng, options: &[Choice], profile: &Profile, most: usize) -> Vec<String> {
    if let Some(unknown) = options.iter().find(|option| option.unknown).filter(|_| dice.random_bool(0.08)) {
        return vec![unknown.id.clone()];
    }
    let mut chosen: Vec<String> = options
        .iter()
        .filter(|option| !option.unknown && !option.exclusive)
        .filter(|option| manages(dice, profile.maturity, difficulty(&option.id, profile)))
        .map(|option| option.id.clone())
        .collect();
    if chosen.iter().any(|id| id == "sa_two") {
        chosen.retain(|id| id != "sa_one");
    }
    chosen.truncate(most);
    or_none(chosen, options)
}

fn difficulty(option: &str, profile: &Profile) -> f64 {
    let usual = DIFFICULTIES.iter().find(|(id, _)| *id == option).map_or(OTHER_DIFFICULTY, |(_, at)| *at);
    let at_home =
        AT_HOME.iter().find(|(id, divisions, _)| *id == option && divisions.contains(&profile.division));
    usual - at_home.map_or(0.0, |(.., sooner)| *sooner)
}

/// The exclusive option where nothing was chosen.
fn or_none(chosen: Vec<String>, options: &[Choice]) -> Vec<String> {
    if !chosen.is_empty() {
        return chosen;
    }
    options
        .iter()
        .find(|option| option.exclusive && !option.unknown)
        .map(|option| option.id.clone())
        .into_iter()
        .collect()
}

fn pains_of(dice: &mut ChaCha8Rng, options: &[Choice], profile: &Profile, most: usize) -> Vec<String> {
    if dice.random_bool(NO_PAIN) {
        return or_none(Vec::new(), options);
    }
    let weighed: Vec<(String, f64)> = options
        .iter()
        .filter(|option| !option.exclusive && !option.unknown)
        .map(|option| (option.id.clone(), felt(&option.id, profile)))
        .collect();
    let count = *pick(dice, &[(1, 10.0), (2, 22.0), (3, 30.0), (4, 18.0), (5, 20.0)]);
    pick_several(dice, &weighed, count.min(most))
}

/// How much a business of this kind feels a pain.
fn felt(pain: &str, profile: &Profile) -> f64 {
    let Some(ache) = ACHES.iter().find(|ache| ache.pain == pain) else { return 0.5 };
    let at_home = if ache.industries.contains(&profile.division) { ache.times } else { 1.0 };
    let beginner = if profile.maturity < 1.2 { 1.8 } else { 0.7 };
    let kind = match pain {
        "paperwork" | "no-it-person" | "unknown-start" | "new-customers-online" => beginner,
        "data-unused" | "security-worry" | "old-system" => 1.0 / beginner,
        "labor-shortage" | "long-hours" | "skill-gap" | "wage-raise" if profile.employees == 0 => 0.1,
        "info-silo" if profile.employees > 20 => 2.0,
        "succession" if profile.years >= 25 => 2.5,
        _ => 1.0,
    };
    ache.weight * at_home * kind
}

/// One wants what would help against one's pains, and a little of everything.
fn wants_of(dice: &mut ChaCha8Rng, options: &[Choice], pains: &[String], most: usize) -> Vec<String> {
    let helps = |want: &str| {
        ACHES.iter().filter(|ache| ache.want == want && pains.contains(&ache.pain.to_owned())).count()
    };
    let weighed: Vec<(String, f64)> = options
        .iter()
        .filter(|option| !option.exclusive && !option.unknown)
        .map(|option| {
            (option.id.clone(), 0.3 + 2.0 * f64::from(u8::try_from(helps(&option.id)).unwrap_or(u8::MAX)))
        })
        .collect();
    let count = *pick(dice, &[(1, 20.0), (2, 35.0), (3, 28.0), (4, 12.0), (5, 5.0)]);
    pick_several(dice, &weighed, count.min(most))
}
