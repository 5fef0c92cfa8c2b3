//! 中小企業基本法 第2条: who is a 中小企業者 (SME) and who a 小規模企業者 (small enterprise), three-valued.
//!
//! Source: 中小企業基本法 (昭和38年法律第154号) 第2条第1項・第5項, and 中小企業庁「中小企業・小規模企業者の定義」.
//! Orders of single programmes that widen the lines (ゴム製品 900人, 旅館業 200人 …) are deliberately not applied:
//! they bind only the programme that says so.

use serde::Serialize;

use crate::facts::{FactName, Facts};
use crate::industry::Industries;
use crate::truth::Truth;

/// The four lines of business that the law tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SmeGroup {
    ManufacturingOther,
    Wholesale,
    Service,
    Retail,
}

/// The law's lines for one group; each is inclusive (以下).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmeLimits {
    /// Yen.
    pub capital_max: u64,
    /// People employed all the time (常時使用する従業員).
    pub employees_max: u64,
    /// People, for 小規模企業者.
    pub small_employees_max: u64,
}

impl SmeGroup {
    pub const ALL: [SmeGroup; 4] =
        [SmeGroup::ManufacturingOther, SmeGroup::Wholesale, SmeGroup::Service, SmeGroup::Retail];

    #[must_use]
    pub fn parse(name: &str) -> Option<SmeGroup> {
        match name {
            "manufacturing_other" => Some(SmeGroup::ManufacturingOther),
            "wholesale" => Some(SmeGroup::Wholesale),
            "service" => Some(SmeGroup::Service),
            "retail" => Some(SmeGroup::Retail),
            _ => None,
        }
    }

    /// 第2条第1項 and 第5項.
    #[must_use]
    pub fn limits(self) -> SmeLimits {
        let (capital_max, employees_max, small_employees_max) = match self {
            SmeGroup::ManufacturingOther => (300_000_000, 300, 20),
            SmeGroup::Wholesale => (100_000_000, 100, 5),
            SmeGroup::Service => (50_000_000, 100, 5),
            SmeGroup::Retail => (50_000_000, 50, 5),
        };
        SmeLimits { capital_max, employees_max, small_employees_max }
    }
}

/// The two derived facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SmeFact {
    Sme,
    SmallEnterprise,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Corporation,
    SoleProprietor,
    /// association, npo, other: each programme has its own rule.
    OutsideTheLaw,
    Unknown,
}

/// What the law looks at, as far as it is known of one business. Derives both facts, and says what would settle them.
#[derive(Debug, Clone)]
pub struct SmeLaw {
    /// Every possible group; none for a business outside the law (公務).
    groups: Vec<SmeGroup>,
    division_known: bool,
    form: Form,
    employees: Option<u64>,
    capital: Option<u64>,
}

impl SmeLaw {
    #[must_use]
    pub fn new(facts: &Facts, industries: &Industries) -> SmeLaw {
        let (division, code) = (facts.text(FactName::Industry), facts.text(FactName::IndustryCode));
        SmeLaw {
            groups: industries.possible_groups(division, code),
            division_known: division.is_some(),
            form: match facts.text(FactName::LegalForm) {
                Some("corporation") => Form::Corporation,
                Some("sole_proprietor") => Form::SoleProprietor,
                Some(_) => Form::OutsideTheLaw,
                None => Form::Unknown,
            },
            employees: facts.number(FactName::Employees),
            capital: facts.number(FactName::CapitalYen),
        }
    }

    #[must_use]
    pub fn holds(&self, fact: SmeFact) -> Truth {
        Truth::unanimous(self.groups.iter().map(|group| self.holds_in(fact, group.limits())))
    }

    fn holds_in(&self, fact: SmeFact, limits: SmeLimits) -> Truth {
        match self.form {
            Form::Corporation => self.of_corporation(fact, limits),
            Form::SoleProprietor => self.of_sole_proprietor(fact, limits),
            Form::Unknown => {
                Truth::unanimous([self.of_corporation(fact, limits), self.of_sole_proprietor(fact, limits)])
            }
            Form::OutsideTheLaw => Truth::Unknown,
        }
    }

    /// 資本金の額又は…従業員の数が…以下: either line is enough.
    fn of_corporation(&self, fact: SmeFact, limits: SmeLimits) -> Truth {
        match fact {
            SmeFact::Sme => {
                at_most(self.capital, limits.capital_max).or(at_most(self.employees, limits.employees_max))
            }
            SmeFact::SmallEnterprise => at_most(self.employees, limits.small_employees_max),
        }
    }

    fn of_sole_proprietor(&self, fact: SmeFact, limits: SmeLimits) -> Truth {
        match fact {
            SmeFact::Sme => at_most(self.employees, limits.employees_max),
            SmeFact::SmallEnterprise => at_most(self.employees, limits.small_employees_max),
        }
    }

    /// The facts still unknown whose values could change the verdict: the smallest set that would settle it,
    /// in asking order. Empty if it is settled, or if no answer could settle it (an association, say).
    #[must_use]
    pub fn needs(&self, fact: SmeFact) -> Vec<FactName> {
        if self.holds(fact) != Truth::Unknown {
            return Vec::new();
        }
        let open = self.possibilities();
        let cases = open.cases();
        let changes = |with: &dyn Fn(Case) -> Case| {
            cases.iter().any(|&case| with(case).holds(fact) != case.holds(fact))
        };
        let industry = if self.division_known { FactName::IndustryCode } else { FactName::Industry };
        let matters = [
            (industry, open.groups.iter().any(|&group| changes(&|case| Case { group, ..case }))),
            (
                FactName::Employees,
                open.employees.iter().any(|&employees| changes(&|case| Case { employees, ..case })),
            ),
            (FactName::LegalForm, open.forms.iter().any(|&form| changes(&|case| Case { form, ..case }))),
            (
                FactName::CapitalYen,
                open.capitals.iter().any(|&capital| changes(&|case| Case { capital, ..case })),
            ),
        ];
        matters.into_iter().filter_map(|(name, matters)| matters.then_some(name)).collect()
    }

    /// What is unknown, by the values on both sides of every line; what is known, by itself.
    fn possibilities(&self) -> Possibilities {
        Possibilities {
            groups: self.groups.clone(),
            forms: match self.form {
                Form::Corporation => vec![KnownForm::Corporation],
                Form::SoleProprietor => vec![KnownForm::SoleProprietor],
                Form::Unknown => vec![KnownForm::Corporation, KnownForm::SoleProprietor],
                Form::OutsideTheLaw => Vec::new(),
            },
            employees: self.employees.map_or_else(
                || both_sides(|limits| [limits.employees_max, limits.small_employees_max]),
                |known| vec![known],
            ),
            capitals: self
                .capital
                .map_or_else(|| both_sides(|limits| [limits.capital_max]), |known| vec![known]),
        }
    }
}

fn at_most(value: Option<u64>, limit: u64) -> Truth {
    Truth::from(value.map(|value| value <= limit))
}

/// The values just on and just over every line.
fn both_sides<const N: usize>(lines: impl Fn(SmeLimits) -> [u64; N]) -> Vec<u64> {
    let mut values: Vec<u64> = SmeGroup::ALL
        .iter()
        .flat_map(|group| lines(group.limits()))
        .flat_map(|line| [line, line + 1])
        .collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// How each thing that the law looks at could turn out.
struct Possibilities {
    groups: Vec<SmeGroup>,
    forms: Vec<KnownForm>,
    employees: Vec<u64>,
    capitals: Vec<u64>,
}

#[derive(Clone, Copy)]
enum KnownForm {
    Corporation,
    SoleProprietor,
}

/// One way in which all of it could turn out: here the law says yes or no.
#[derive(Clone, Copy)]
struct Case {
    group: SmeGroup,
    form: KnownForm,
    employees: u64,
    capital: u64,
}

impl Possibilities {
    fn cases(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        for &group in &self.groups {
            for &form in &self.forms {
                for &employees in &self.employees {
                    cases.extend(self.capitals.iter().map(|&capital| Case {
                        group,
                        form,
                        employees,
                        capital,
                    }));
                }
            }
        }
        cases
    }
}

impl Case {
    fn holds(self, fact: SmeFact) -> bool {
        let limits = self.group.limits();
        let by_capital = matches!(self.form, KnownForm::Corporation) && self.capital <= limits.capital_max;
        match fact {
            SmeFact::Sme => by_capital || self.employees <= limits.employees_max,
            SmeFact::SmallEnterprise => self.employees <= limits.small_employees_max,
        }
    }
}
