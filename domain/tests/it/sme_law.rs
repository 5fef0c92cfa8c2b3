//! 中小企業基本法 第2条 as a table: every group and form, both sides of every line, and what would settle an unknown.
//!
//! The lines are written out here by hand from the law (中小企業庁「中小企業・小規模企業者の定義」):
//!
//! | group | capital (yen) | employees | small |
//! |---|---|---|---|
//! | 製造業その他 | 3億 | 300 | 20 |
//! | 卸売業 | 1億 | 100 | 5 |
//! | サービス業 | 5千万 | 100 | 5 |
//! | 小売業 | 5千万 | 50 | 5 |

use domain::facts::{FactName, Facts};
use domain::sme_law::{SmeFact, SmeLaw};
use domain::truth::Truth::{self, False, True, Unknown};
use serde_json::{Value, json};

use crate::seed::{content, facts};

/// A business of a group by its industry, and the group's lines.
struct Line {
    industry: Value,
    capital: u64,
    employees: u64,
    small: u64,
}

fn lines() -> [Line; 4] {
    let line = |industry, capital, employees, small| Line { industry, capital, employees, small };
    [
        line(json!({"industry": "E"}), 300_000_000, 300, 20),
        line(json!({"industry": "I", "industry_code": "52"}), 100_000_000, 100, 5),
        line(json!({"industry": "L"}), 50_000_000, 100, 5),
        line(json!({"industry": "I", "industry_code": "58"}), 50_000_000, 50, 5),
    ]
}

impl Line {
    fn with(&self, more: Value) -> Facts {
        let mut all = self.industry.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        facts(&all)
    }
}

fn holds(fact: SmeFact, facts: &Facts) -> Truth {
    SmeLaw::new(facts, &content().industries).holds(fact)
}

fn sme(written: Value) -> Truth {
    holds(SmeFact::Sme, &facts(&written))
}

fn small(written: Value) -> Truth {
    holds(SmeFact::SmallEnterprise, &facts(&written))
}

fn needs(fact: SmeFact, written: &Value) -> Vec<&'static str> {
    let facts = facts(written);
    let law = SmeLaw::new(&facts, &content().industries);
    law.needs(fact).iter().map(|name| name.as_str()).collect()
}

#[test]
fn a_corporation_is_an_sme_by_its_capital_or_by_its_people() {
    for line in lines() {
        let (c, e) = (line.capital, line.employees);
        for (capital, employees, truth) in [
            (json!(c), json!(e), True),
            (json!(c), json!(e + 1), True),
            (json!(c + 1), json!(e), True),
            (json!(c + 1), json!(e + 1), False),
            (json!(0), json!(9_999), True),
            (json!(100_000_000_000_u64), json!(0), True),
            (json!(c), json!(null), True),
            (json!(c + 1), json!(null), Unknown),
            (json!(null), json!(e), True),
            (json!(null), json!(e + 1), Unknown),
            (json!(null), json!(null), Unknown),
        ] {
            let mut said =
                json!({"legal_form": "corporation", "capital_yen": capital, "employees": employees});
            said.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            assert_eq!(holds(SmeFact::Sme, &line.with(said.clone())), truth, "{} {said}", line.industry);
        }
    }
}

#[test]
fn a_sole_proprietor_is_an_sme_by_people_alone() {
    for line in lines() {
        let (c, e) = (line.capital, line.employees);
        for (said, truth) in [
            (json!({"employees": e}), True),
            (json!({"employees": e + 1}), False),
            (json!({"employees": e + 1, "capital_yen": c}), False),
            (json!({"capital_yen": c}), Unknown),
            (json!({}), Unknown),
        ] {
            let mut said = said;
            said["legal_form"] = json!("sole_proprietor");
            assert_eq!(holds(SmeFact::Sme, &line.with(said.clone())), truth, "{} {said}", line.industry);
        }
    }
}

#[test]
fn with_the_form_unknown_it_holds_what_corporation_and_sole_proprietor_agree_on() {
    for line in lines() {
        let (c, e) = (line.capital, line.employees);
        for (said, truth) in [
            (json!({"employees": e}), True),
            (json!({"employees": e, "capital_yen": c + 1}), True),
            (json!({"employees": e + 1}), Unknown),
            (json!({"employees": e + 1, "capital_yen": c}), Unknown),
            (json!({"employees": e + 1, "capital_yen": c + 1}), False),
            (json!({"capital_yen": c}), Unknown),
            (json!({"capital_yen": c + 1}), Unknown),
            (json!({}), Unknown),
        ] {
            assert_eq!(holds(SmeFact::Sme, &line.with(said.clone())), truth, "{} {said}", line.industry);
        }
    }
}

#[test]
fn small_is_a_matter_of_people_alone() {
    for line in lines() {
        for form in
            [json!({"legal_form": "corporation"}), json!({"legal_form": "sole_proprietor"}), json!({})]
        {
            for (said, truth) in [
                (json!({"employees": 0}), True),
                (json!({"employees": line.small}), True),
                (json!({"employees": line.small + 1}), False),
                (json!({"employees": line.small + 1, "capital_yen": 0}), False),
                (json!({"capital_yen": 0}), Unknown),
                (json!({}), Unknown),
            ] {
                let mut said = said;
                said.as_object_mut().unwrap().extend(form.as_object().unwrap().clone());
                let truth_here = holds(SmeFact::SmallEnterprise, &line.with(said.clone()));
                assert_eq!(truth_here, truth, "{} {said}", line.industry);
            }
        }
    }
}

#[test]
fn a_known_association_npo_or_other_form_stays_unknown_and_nothing_would_settle_it() {
    for line in lines() {
        for form in ["association", "npo", "other"] {
            for said in [
                json!({"employees": 1, "capital_yen": 1}),
                json!({"employees": 9_999, "capital_yen": 100_000_000_000_u64}),
                json!({}),
            ] {
                let mut said = said;
                said["legal_form"] = json!(form);
                let facts = line.with(said);
                let law = SmeLaw::new(&facts, &content().industries);
                for fact in [SmeFact::Sme, SmeFact::SmallEnterprise] {
                    assert_eq!(law.holds(fact), Unknown, "{form}");
                    assert!(law.needs(fact).is_empty(), "{form}");
                }
            }
        }
    }
}

/// Each code's group shows in where its lines are: (industry, capital line, employees line, small line).
#[test]
fn every_code_falls_under_its_own_line() {
    let (other, wholesale, service, retail) =
        ((300_000_000, 300, 20), (100_000_000, 100, 5), (50_000_000, 100, 5), (50_000_000, 50, 5));
    let mut table = vec![
        // Divisions to which one line applies as a whole, and their exceptions.
        ("A", None, other),
        ("B", None, other),
        ("C", None, other),
        ("D", None, other),
        ("E", None, other),
        ("E", Some("19"), other),
        ("E", Some("15"), other),
        ("F", None, other),
        ("G", None, other),
        ("G", Some("37"), other),
        ("G", Some("38"), service),
        ("G", Some("39"), service),
        ("G", Some("391"), service),
        ("G", Some("40"), other),
        ("G", Some("41"), other),
        ("G", Some("411"), service),
        ("G", Some("412"), service),
        ("G", Some("413"), other),
        ("G", Some("414"), other),
        ("G", Some("415"), service),
        ("G", Some("416"), service),
        ("H", None, other),
        ("J", None, other),
        ("K", None, other),
        ("K", Some("69"), other),
        ("K", Some("692"), other),
        ("K", Some("693"), service),
        ("K", Some("70"), service),
        ("K", Some("701"), service),
        ("L", None, service),
        ("M", Some("75"), service),
        ("M", Some("751"), service),
        ("M", Some("76"), retail),
        ("M", Some("77"), retail),
        ("N", None, service),
        ("N", Some("78"), service),
        ("N", Some("79"), service),
        ("N", Some("791"), other),
        ("N", Some("792"), service),
        ("N", Some("80"), service),
        ("O", None, service),
        ("P", None, service),
        ("Q", None, service),
        ("R", None, service),
        ("T", None, other),
    ];
    table.extend(["50", "51", "52", "53", "54", "55", "521"].map(|code| ("I", Some(code), wholesale)));
    table.extend(["56", "57", "58", "59", "60", "61", "561"].map(|code| ("I", Some(code), retail)));
    for (industry, code, (capital, employees, small_employees)) in table {
        let of = |more: Value| {
            let mut all = json!({"industry": industry});
            if let Some(code) = code {
                all["industry_code"] = json!(code);
            }
            all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            all
        };
        let (sole, corporation) = ("sole_proprietor", "corporation");
        let name = format!("{industry} {code:?}");
        assert_eq!(sme(of(json!({"legal_form": sole, "employees": employees}))), True, "{name}");
        assert_eq!(sme(of(json!({"legal_form": sole, "employees": employees + 1}))), False, "{name}");
        let large =
            |capital: u64| json!({"legal_form": corporation, "employees": 9_999, "capital_yen": capital});
        assert_eq!(sme(of(large(capital))), True, "{name}");
        assert_eq!(sme(of(large(capital + 1))), False, "{name}");
        assert_eq!(small(of(json!({"legal_form": sole, "employees": small_employees}))), True, "{name}");
        assert_eq!(small(of(json!({"legal_form": sole, "employees": small_employees + 1}))), False, "{name}");
    }
}

#[test]
fn where_the_division_does_not_settle_it_every_possible_group_must_agree() {
    // I: wholesale (1億, 100, 5) or retail (5千万, 50, 5). M: service (5千万, 100, 5) or retail (5千万, 50, 5).
    for (said, truth) in [
        (json!({"industry": "I", "legal_form": "corporation", "employees": 50}), True),
        (json!({"industry": "I", "legal_form": "corporation", "employees": 51}), Unknown),
        (json!({"industry": "I", "legal_form": "sole_proprietor", "employees": 100}), Unknown),
        (json!({"industry": "I", "legal_form": "sole_proprietor", "employees": 101}), False),
        (json!({"industry": "I", "legal_form": "corporation", "capital_yen": 50_000_000}), True),
        (
            json!({"industry": "I", "legal_form": "corporation", "capital_yen": 50_000_001, "employees": 101}),
            Unknown,
        ),
        (
            json!({"industry": "I", "legal_form": "corporation", "capital_yen": 100_000_001, "employees": 101}),
            False,
        ),
        (json!({"industry": "M", "legal_form": "corporation", "employees": 40}), True),
        (json!({"industry": "M", "employees": 40}), True),
        (json!({"industry": "M", "employees": 50}), True),
        (json!({"industry": "M", "employees": 51}), Unknown),
        (json!({"industry": "M", "legal_form": "sole_proprietor", "employees": 51}), Unknown),
        (json!({"industry": "M", "legal_form": "sole_proprietor", "employees": 101}), False),
        (
            json!({"industry": "M", "legal_form": "corporation", "employees": 101, "capital_yen": 50_000_000}),
            True,
        ),
        (
            json!({"industry": "M", "legal_form": "corporation", "employees": 101, "capital_yen": 50_000_001}),
            False,
        ),
    ] {
        assert_eq!(sme(said.clone()), truth, "{said}");
    }
    // Both groups draw the small line at 5.
    for industry in ["I", "M"] {
        assert_eq!(small(json!({"industry": industry, "employees": 5})), True);
        assert_eq!(small(json!({"industry": industry, "employees": 6})), False);
    }
}

#[test]
fn an_industry_not_known_may_fall_under_any_of_the_four_lines() {
    for (said, truth) in [
        (json!({"legal_form": "corporation", "employees": 50}), True),
        (json!({"legal_form": "corporation", "employees": 51}), Unknown),
        (json!({"legal_form": "sole_proprietor", "employees": 300}), Unknown),
        (json!({"legal_form": "sole_proprietor", "employees": 301}), False),
        (json!({"legal_form": "corporation", "capital_yen": 50_000_000}), True),
        (json!({"legal_form": "corporation", "employees": 301, "capital_yen": 300_000_001}), False),
        (json!({"employees": 50}), True),
        (json!({}), Unknown),
    ] {
        assert_eq!(sme(said.clone()), truth, "{said}");
    }
    assert_eq!(small(json!({"employees": 5})), True);
    assert_eq!(small(json!({"employees": 6})), Unknown);
    assert_eq!(small(json!({"employees": 20})), Unknown);
    assert_eq!(small(json!({"employees": 21})), False);
}

#[test]
fn public_service_is_outside_the_law() {
    for said in [
        json!({"industry": "S", "legal_form": "corporation", "employees": 1, "capital_yen": 1}),
        json!({"industry": "S", "industry_code": "97", "legal_form": "sole_proprietor", "employees": 9_999}),
        json!({"industry": "S"}),
    ] {
        assert_eq!(sme(said.clone()), Unknown);
        assert_eq!(small(said.clone()), Unknown);
        assert!(needs(SmeFact::Sme, &said).is_empty());
        assert!(needs(SmeFact::SmallEnterprise, &said).is_empty());
    }
}

/// A code that the table does not have says no more than its division.
#[test]
fn an_unlisted_code_leaves_the_division_to_say() {
    let corporation =
        json!({"industry": "L", "industry_code": "000", "legal_form": "corporation", "employees": 100});
    assert_eq!(sme(corporation), True);
    let restaurant_or_hotel = json!({"industry": "M", "industry_code": "000", "employees": 51});
    assert_eq!(sme(restaurant_or_hotel), Unknown);
}

#[test]
fn needs_are_the_smallest_set_that_settles_it() {
    // Hand-written: what is known → what would settle sme, what would settle small_enterprise.
    for (said, for_sme, for_small) in [
        // Settled, one way or the other.
        (json!({"industry": "E", "legal_form": "corporation", "employees": 12}), vec![], vec![]),
        (
            json!({"industry": "I", "industry_code": "52", "legal_form": "sole_proprietor", "employees": 120}),
            vec![],
            vec![],
        ),
        // A wholesaler with 120 people: only the capital is left.
        (
            json!({"industry": "I", "industry_code": "52", "legal_form": "corporation", "employees": 120}),
            vec!["capital_yen"],
            vec![],
        ),
        // Wholesale or retail not said: with 120 people the capital's line still depends on it.
        (
            json!({"industry": "I", "legal_form": "corporation", "employees": 120}),
            vec!["industry_code", "capital_yen"],
            vec![],
        ),
        // … with a capital between the lines it depends on nothing else,
        (
            json!({"industry": "I", "legal_form": "corporation", "employees": 120, "capital_yen": 80_000_000}),
            vec!["industry_code"],
            vec![],
        ),
        // … and a sole proprietor's capital does not matter.
        (
            json!({"industry": "I", "legal_form": "sole_proprietor", "employees": 80}),
            vec!["industry_code"],
            vec![],
        ),
        // Hotel or restaurant: the capital's line is the same, so with 120 people only the capital matters,
        (
            json!({"industry": "M", "legal_form": "corporation", "employees": 120}),
            vec!["capital_yen"],
            vec![],
        ),
        // … with 80 people a hotel is an SME for certain, a restaurant by its capital.
        (
            json!({"industry": "M", "legal_form": "corporation", "employees": 80}),
            vec!["industry_code", "capital_yen"],
            vec![],
        ),
        (
            json!({"industry": "M", "legal_form": "corporation", "employees": 80, "capital_yen": 60_000_000}),
            vec!["industry_code"],
            vec![],
        ),
        // The people are not known.
        (json!({"industry": "E", "legal_form": "sole_proprietor"}), vec!["employees"], vec!["employees"]),
        (
            json!({"industry": "E", "legal_form": "corporation"}),
            vec!["employees", "capital_yen"],
            vec!["employees"],
        ),
        (
            json!({"industry": "E", "legal_form": "corporation", "capital_yen": 300_000_001}),
            vec!["employees"],
            vec!["employees"],
        ),
        (
            json!({"industry": "E", "legal_form": "corporation", "capital_yen": 300_000_000}),
            vec![],
            vec!["employees"],
        ),
        (
            json!({"industry": "M", "legal_form": "sole_proprietor"}),
            vec!["industry_code", "employees"],
            vec!["employees"],
        ),
        // The form is not known.
        (json!({"industry": "E", "employees": 400}), vec!["legal_form", "capital_yen"], vec![]),
        (json!({"industry": "E", "employees": 400, "capital_yen": 1}), vec!["legal_form"], vec![]),
        (json!({"industry": "E", "employees": 400, "capital_yen": 300_000_001}), vec![], vec![]),
        (json!({"industry": "E"}), vec!["employees", "legal_form", "capital_yen"], vec!["employees"]),
        (json!({"industry": "E", "capital_yen": 300_000_001}), vec!["employees"], vec!["employees"]),
        // The industry is not known.
        (json!({"legal_form": "corporation", "employees": 20}), vec![], vec!["industry"]),
        (json!({"legal_form": "corporation", "employees": 50}), vec![], vec![]),
        (json!({"legal_form": "sole_proprietor", "employees": 51}), vec!["industry"], vec![]),
        (json!({"legal_form": "corporation", "employees": 51}), vec!["industry", "capital_yen"], vec![]),
        (json!({"legal_form": "corporation", "employees": 301}), vec!["industry", "capital_yen"], vec![]),
        (
            json!({"legal_form": "sole_proprietor"}),
            vec!["industry", "employees"],
            vec!["industry", "employees"],
        ),
        (
            json!({}),
            vec!["industry", "employees", "legal_form", "capital_yen"],
            vec!["industry", "employees"],
        ),
    ] {
        assert_eq!(needs(SmeFact::Sme, &said), for_sme, "sme {said}");
        assert_eq!(needs(SmeFact::SmallEnterprise, &said), for_small, "small {said}");
    }
}

/// The order of facts is the order in which the questionnaire asks, so that needs come in asking order.
#[test]
fn facts_are_named_in_asking_order() {
    let asked_by = |fact: FactName| {
        let question = content().questionnaire.question_for(fact)?;
        content().questionnaire.questions.iter().position(|other| other.id == question.id)
    };
    let places: Vec<usize> = FactName::ALL.into_iter().filter_map(asked_by).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(places.len(), FactName::ALL.len() - 3, "all but the prefecture and the two derived ones");
}
