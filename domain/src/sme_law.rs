//! 中小企業基本法 第2条: who is a 中小企業者 (SME) and who a 小規模企業者 (small enterprise), three-valued.
//!
//! Source: 中小企業基本法 (昭和38年法律第154号) 第2条第1項・第5項, and 中小企業庁「中小企業・小規模企業者の定義」.
//! Orders of single programmes that widen the lines (ゴム製品 900人, 旅館業 200人 …) are deliberately not applied:
//! they bind only the programme that says so.

use std::sync::OnceLock;

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

/// What the law looks at. `groups` holds every possible group; none for a business outside the law (公務).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Basis {
    groups: Vec<SmeGroup>,
    form: Form,
    employees: Option<u64>,
    capital: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Corporation,
    SoleProprietor,
    /// association, npo, other: each programme has its own rule.
    OutsideTheLaw,
    Unknown,
}

/// Derives both facts of one business, and says what would settle them.
#[derive(Debug)]
pub struct SmeLaw<'a> {
    facts: &'a Facts,
    basis: Basis,
    needs: [OnceLock<Vec<FactName>>; 2],
}

impl<'a> SmeLaw<'a> {
    #[must_use]
    pub fn new(facts: &'a Facts, industries: &Industries) -> SmeLaw<'a> {
        let groups =
            industries.possible_groups(facts.text(FactName::Industry), facts.text(FactName::IndustryCode));
        let form = match facts.text(FactName::LegalForm) {
            Some("corporation") => Form::Corporation,
            Some("sole_proprietor") => Form::SoleProprietor,
            Some(_) => Form::OutsideTheLaw,
            None => Form::Unknown,
        };
        let basis = Basis {
            groups,
            form,
            employees: facts.number(FactName::Employees),
            capital: facts.number(FactName::CapitalYen),
        };
        SmeLaw { facts, basis, needs: [OnceLock::new(), OnceLock::new()] }
    }

    #[must_use]
    pub fn holds(&self, fact: SmeFact) -> Truth {
        self.basis.holds(fact)
    }

    /// The facts still unknown whose values could change the verdict: the smallest set that would settle it.
    /// Empty if it is settled, or if no answer could settle it (an association, say).
    #[must_use]
    pub fn needs(&self, fact: SmeFact) -> &[FactName] {
        self.needs[fact as usize].get_or_init(|| self.find_needs(fact))
    }

    fn find_needs(&self, fact: SmeFact) -> Vec<FactName> {
        if self.holds(fact) != Truth::Unknown || self.basis.form == Form::OutsideTheLaw {
            return Vec::new();
        }
        let unknown = [
            (FactName::Industry, self.facts.get(FactName::Industry).is_none() && self.basis.groups.len() > 1),
            (
                FactName::IndustryCode,
                self.facts.get(FactName::Industry).is_some() && self.basis.groups.len() > 1,
            ),
            (FactName::Employees, self.basis.employees.is_none()),
            (FactName::LegalForm, self.basis.form == Form::Unknown),
            (FactName::CapitalYen, self.basis.capital.is_none()),
        ];
        let completions = self.basis.completions();
        unknown
            .into_iter()
            .filter(|&(name, open)| open && matters(name, fact, &completions, &self.basis))
            .map(|(name, _)| name)
            .collect()
    }
}

/// Could another value of `name` alone change the verdict of some completion?
fn matters(name: FactName, fact: SmeFact, completions: &[Basis], known: &Basis) -> bool {
    completions.iter().any(|one| {
        let verdict = one.holds(fact);
        one.variants(name, known).iter().any(|other| other.holds(fact) != verdict)
    })
}

impl Basis {
    fn holds(&self, fact: SmeFact) -> Truth {
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

    /// Every way in which the unknown facts could turn out, by representatives on both sides of each line.
    fn completions(&self) -> Vec<Basis> {
        let mut all = vec![self.clone()];
        for name in [FactName::Industry, FactName::Employees, FactName::LegalForm, FactName::CapitalYen] {
            all = all.iter().flat_map(|basis| basis.variants(name, self)).collect();
        }
        all
    }

    /// This basis with each value that `name` could have, as far as `known` leaves it open.
    fn variants(&self, name: FactName, known: &Basis) -> Vec<Basis> {
        let with = |change: &dyn Fn(&mut Basis)| {
            let mut basis = self.clone();
            change(&mut basis);
            basis
        };
        match name {
            FactName::Industry | FactName::IndustryCode => {
                known.groups.iter().map(|group| with(&|b| b.groups = vec![*group])).collect()
            }
            FactName::Employees if known.employees.is_none() => {
                sides(|l| [l.employees_max, l.small_employees_max])
                    .map(|n| with(&|b| b.employees = Some(n)))
                    .collect()
            }
            FactName::CapitalYen if known.capital.is_none() => {
                sides(|l| [l.capital_max, l.capital_max]).map(|n| with(&|b| b.capital = Some(n))).collect()
            }
            FactName::LegalForm if known.form == Form::Unknown => {
                [Form::Corporation, Form::SoleProprietor].map(|form| with(&|b| b.form = form)).to_vec()
            }
            _ => vec![self.clone()],
        }
    }
}

fn at_most(value: Option<u64>, limit: u64) -> Truth {
    Truth::from(value.map(|value| value <= limit))
}

/// The values just on and just over every line.
fn sides(lines: impl Fn(SmeLimits) -> [u64; 2]) -> impl Iterator<Item = u64> {
    let mut values: Vec<u64> = SmeGroup::ALL
        .iter()
        .flat_map(|group| lines(group.limits()))
        .flat_map(|line| [line, line + 1])
        .collect();
    values.sort_unstable();
    values.dedup();
    values.into_iter()
}
