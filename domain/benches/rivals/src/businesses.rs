//! Made-up businesses: the same ones in every run, some facts of each unknown.

use domain::content::Content;
use domain::facts::{FactName, FactValue, Facts, LEGAL_FORMS, SECURITY_ACTIONS};
use domain::indicator::Breakdown;
use domain::questionnaire::Question;

/// One in so many facts is unknown.
const UNKNOWN: u64 = 7;

/// SplitMix64 (Steele, Lea, Flood 2014): short, and the same everywhere.
pub struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ word >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ word >> 31
    }

    fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll() % sides as u64).expect("below a usize")
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Small numbers are as common as large ones are rare: evenly spread in their number of digits.
    fn size(&mut self, most_bits: u32) -> u64 {
        let bits = 1 + self.roll() % u64::from(most_bits);
        self.roll() & ((1 << bits) - 1)
    }
}

/// What there is to choose from.
pub struct Vocabulary {
    municipalities: Vec<String>,
    divisions: Vec<(String, Vec<String>)>,
    sets: Vec<(FactName, Vec<String>)>,
}

impl Vocabulary {
    /// The seed's own lists, and 1,718 made-up municipalities of all 47 prefectures beside its 23: the country has 1,741.
    pub fn of(content: &Content) -> Vocabulary {
        let own = content.municipalities.iter().map(|municipality| municipality.code.clone());
        let others = (0..1_718).map(|n| format!("{:02}{:03}", n % 47 + 1, 700 + n / 47));
        let divisions = content.industries.divisions().map(|row| {
            let letter = row.division.to_string();
            let codes = content.industries.finer(&letter).flat_map(|row| row.codes.clone()).collect();
            (letter, codes)
        });
        let options =
            |question: &Question| question.choices().iter().map(|choice| choice.id.clone()).collect();
        let sets = [FactName::Wants, FactName::Pains, FactName::Tools].map(|fact| {
            (fact, content.questionnaire.question_for(fact).map(options).expect("the seed asks for it"))
        });
        Vocabulary {
            municipalities: own.chain(others).collect(),
            divisions: divisions.collect(),
            sets: sets.into(),
        }
    }

    /// The facts of `count` businesses; half of them stand in Hiroshima, where most menus of the seed are.
    pub fn businesses(&self, count: usize) -> impl Iterator<Item = Facts> {
        let mut dice = Dice(1);
        (0..count).map(move |_| self.business(&mut dice))
    }

    fn business(&self, dice: &mut Dice) -> Facts {
        let mut facts = Facts::default();
        let mut learn = |dice: &mut Dice, fact, value: FactValue| {
            if !dice.roll().is_multiple_of(UNKNOWN) {
                facts.learn(fact, value);
            }
        };
        let near = if dice.roll().is_multiple_of(2) { 23 } else { self.municipalities.len() };
        let municipality = dice.one_of(&self.municipalities[..near]).as_str().into();
        learn(dice, FactName::Municipality, municipality);
        let (division, codes) = dice.one_of(&self.divisions);
        learn(dice, FactName::Industry, division.as_str().into());
        if !codes.is_empty() && dice.roll().is_multiple_of(2) {
            let code = dice.one_of(codes).as_str().into();
            learn(dice, FactName::IndustryCode, code);
        }
        let form = LEGAL_FORMS[[0, 0, 0, 1, 1, 2, 3, 4][dice.below(8)]];
        learn(dice, FactName::LegalForm, form.into());
        let action = *dice.one_of(&SECURITY_ACTIONS);
        learn(dice, FactName::SecurityAction, action.into());
        for (fact, most_bits) in
            [(FactName::Employees, 13), (FactName::YearsInBusiness, 8), (FactName::CapitalYen, 36)]
        {
            let number = dice.size(most_bits).into();
            learn(dice, fact, number);
        }
        for fact in [
            FactName::HasItStaff,
            FactName::DeclaredReskilling,
            FactName::GbizidPrime,
            FactName::WageIncreasePlan,
        ] {
            let value = dice.roll().is_multiple_of(2).into();
            learn(dice, fact, value);
        }
        for (fact, options) in &self.sets {
            let chosen = (0..dice.below(5)).map(|_| dice.one_of(options).clone()).collect();
            learn(dice, *fact, FactValue::Set(chosen));
        }
        facts
    }
}

/// Where they stand in the breakdowns.
pub fn place(facts: &Facts, content: &Content) -> Breakdown {
    let size = facts.number(FactName::Employees).and_then(|n| content.questionnaire.size_class(n));
    Breakdown {
        employee_size: size.map(|class| class.id.clone()),
        industry: facts.text(FactName::Industry).map(str::to_owned),
        municipality: facts.text(FactName::Municipality).map(str::to_owned),
    }
}
