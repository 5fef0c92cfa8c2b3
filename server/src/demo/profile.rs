//! Who a made-up business is, before it answers anything.

use domain::content::Content;
use domain::industry::IndustryRow;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::assumptions::{
    CAPITALS, FORMS, INDUSTRIES, Industry, MATURITY_DEVIATION, MATURITY_TREND, MUNICIPALITIES,
    OTHER_MUNICIPALITY, SIZES, mean_maturity,
};
use super::chance::{log_uniform, normal, pick};

#[derive(Debug)]
pub(super) struct Profile {
    /// As the form sends it; none if the content has no municipalities.
    pub(super) municipality: Option<String>,
    /// JSIC division letter.
    pub(super) division: String,
    /// As the form sends it: `I:56`, or the letter alone.
    pub(super) industry: String,
    pub(super) employees: u64,
    pub(super) years: u64,
    pub(super) legal_form: &'static str,
    /// 万円.
    pub(super) capital: u64,
    /// Hidden; on the scale of the points, 0 to 4, with some below and above.
    pub(super) maturity: f64,
}

impl Profile {
    /// `age`: how far back the diagnosis lies (1 = two years).
    pub(super) fn draw(dice: &mut ChaCha8Rng, content: &Content, age: f64) -> Profile {
        let industry = industry(dice, content);
        let (division, lean, shift) =
            industry.map_or(("T", 1.0, 0.0), |found| (found.division, found.size_lean, found.maturity));
        let employees = employees(dice, lean);
        Profile {
            municipality: municipality(dice, content),
            division: division.to_owned(),
            industry: with_finer_code(dice, content, division),
            employees,
            years: log_uniform(dice, 0, if employees > 50 { 110 } else { 80 }),
            legal_form: legal_form(dice, employees),
            capital: capital(dice, employees),
            maturity: maturity(dice, employees, shift, age),
        }
    }
}

fn municipality(dice: &mut ChaCha8Rng, content: &Content) -> Option<String> {
    let weight = |code: &str| {
        MUNICIPALITIES
            .iter()
            .find(|(listed, _)| *listed == code)
            .map_or(OTHER_MUNICIPALITY, |(_, weight)| *weight)
    };
    let places: Vec<(&str, f64)> =
        content.municipalities.iter().map(|place| (place.code.as_str(), weight(&place.code))).collect();
    (!places.is_empty()).then(|| (*pick(dice, &places)).to_owned())
}

fn industry(dice: &mut ChaCha8Rng, content: &Content) -> Option<&'static Industry> {
    let listed: Vec<(&Industry, f64)> = INDUSTRIES
        .iter()
        .filter(|industry| content.industries.division(industry.division).is_some())
        .map(|industry| (industry, industry.share))
        .collect();
    (!listed.is_empty()).then(|| *pick(dice, &listed))
}

/// The second step of the question: asked where the law draws other lines, and mostly answered.
fn with_finer_code(dice: &mut ChaCha8Rng, content: &Content, division: &str) -> String {
    let rows: Vec<(&IndustryRow, f64)> = content
        .industries
        .finer_that_matter(division)
        // The larger part of a division (小売, 飲食) is the one with the later codes.
        .enumerate()
        .map(|(index, row)| (row, if index == 0 { 1.0 } else { 3.0 }))
        .collect();
    let settled = content.industries.division(division).is_some_and(|row| row.group.is_some());
    let asked = !rows.is_empty() && dice.random_bool(if settled { 0.5 } else { 0.96 });
    match asked.then(|| pick(dice, &rows).codes.first()).flatten() {
        Some(code) => format!("{division}:{code}"),
        None => division.to_owned(),
    }
}

fn employees(dice: &mut ChaCha8Rng, lean: f64) -> u64 {
    let mut tilt = 1.0;
    let classes = SIZES.map(|(range, share)| {
        let weight = share * tilt;
        tilt *= lean;
        (range, weight)
    });
    let (min, max) = *pick(dice, &classes);
    log_uniform(dice, min, max)
}

fn legal_form(dice: &mut ChaCha8Rng, employees: u64) -> &'static str {
    let of_size = FORMS.iter().find(|(up_to, _)| employees <= *up_to);
    of_size.map_or("corporation", |(_, forms)| *pick(dice, forms))
}

fn capital(dice: &mut ChaCha8Rng, employees: u64) -> u64 {
    let from = if employees > 300 { 3 } else { 0 };
    *pick(dice, &CAPITALS[from..])
}

#[expect(clippy::cast_precision_loss, reason = "a number of people")]
fn maturity(dice: &mut ChaCha8Rng, employees: u64, shift: f64, age: f64) -> f64 {
    let mean = mean_maturity((employees as f64).ln_1p()) + shift - MATURITY_TREND * age;
    normal(dice, mean, MATURITY_DEVIATION)
}
