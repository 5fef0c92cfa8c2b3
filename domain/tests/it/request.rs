//! Requests for advice: how they go on, when reminders are due, how fast agencies answer, who is asked.

use chrono::Days;
use domain::agency::{Field, Wanted, fitting};
use domain::request::{REMIND_AFTER, Responses, State, Step, phone, reminders_due};
use proptest::prelude::*;

use crate::seed::{day, holidays};

#[test]
fn every_step_from_every_state() {
    use State::{Answered, Closed, Offered, Waiting, Withdrawn};
    for (step, expected) in [
        (Step::Answer, [Some(Answered), Some(Answered), Some(Answered), None, None]),
        (Step::Offer, [Some(Offered), None, Some(Offered), None, None]),
        (Step::Agree, [None, None, Some(Waiting), None, None]),
        (Step::Decline, [None, None, Some(Waiting), None, None]),
        (Step::Withdraw, [Some(Withdrawn), None, Some(Withdrawn), Some(Withdrawn), None]),
        (Step::Void, [None, None, Some(Waiting), None, None]),
        (Step::Close, [Some(Closed), None, Some(Closed), None, Some(Closed)]),
    ] {
        assert_eq!(State::ALL.map(|state| state.after(step)), expected, "{step:?}");
    }
    for state in State::ALL {
        assert_eq!(State::parse(state.code()), Some(state));
        for after in Step::ALL.into_iter().filter_map(|step| state.after(step)) {
            assert!(state.is_open() || after == state, "what is over stays so: {state:?} {after:?}");
        }
    }
    assert_eq!(State::parse(""), None);
}

#[test]
fn reminders_are_due_once_three_seven_and_fourteen_working_days_are_over() {
    let holidays = holidays();
    for (asked, today, due) in [
        // Asked on a Tuesday: the third working day is Friday, and over on Monday.
        ("2026-11-24", "2026-11-27", 0),
        ("2026-11-24", "2026-11-28", 0),
        ("2026-11-24", "2026-11-29", 0),
        ("2026-11-24", "2026-11-30", 1),
        ("2026-11-24", "2026-12-03", 1),
        ("2026-11-24", "2026-12-04", 2),
        ("2026-11-24", "2026-12-14", 2),
        ("2026-11-24", "2026-12-15", 3),
        ("2026-11-24", "2027-11-24", 3),
        // Asked on a Friday, Saturday, Sunday, or on the holiday after them (勤労感謝の日): Thursday is the third.
        ("2026-11-20", "2026-11-26", 0),
        ("2026-11-20", "2026-11-27", 1),
        ("2026-11-21", "2026-11-26", 0),
        ("2026-11-21", "2026-11-27", 1),
        ("2026-11-22", "2026-11-26", 0),
        ("2026-11-22", "2026-11-27", 1),
        ("2026-11-23", "2026-11-26", 0),
        ("2026-11-23", "2026-11-27", 1),
        // A day before, the holiday falls among the three.
        ("2026-11-19", "2026-11-25", 0),
        ("2026-11-19", "2026-11-26", 1),
        // Over the turn of the year.
        ("2026-12-25", "2027-01-05", 0),
        ("2026-12-25", "2027-01-06", 1),
    ] {
        assert_eq!(reminders_due(&holidays, day(asked), day(today)), due, "{asked} {today}");
    }
}

#[test]
fn how_fast_an_agency_answers() {
    let none = Responses::of([], []);
    assert_eq!((none.median(), none.longest_waiting(), none.in_time()), (None, None, 0));
    let some = Responses::of([9, 0, 3, 2], [1, 20]);
    assert_eq!((some.answered(), some.waiting()), (4, 2));
    assert_eq!((some.median(), some.in_time(), some.longest_waiting()), (Some(2), 3, Some(20)));
    assert_eq!(Responses::of([1, 5, 9], []).median(), Some(5));
}

/// Whoever answers on the third working day is in time, and is not reminded; on the next one, neither.
#[test]
fn an_answer_is_in_time_as_long_as_no_reminder_has_gone() {
    let holidays = holidays();
    for (asked, answered, in_time) in [
        ("2026-11-24", "2026-11-24", true),
        ("2026-11-24", "2026-11-27", true),
        ("2026-11-24", "2026-11-29", true),
        ("2026-11-24", "2026-11-30", false),
        ("2026-11-20", "2026-11-26", true),
        ("2026-11-20", "2026-11-27", false),
        ("2026-11-23", "2026-11-26", true),
        ("2026-11-23", "2026-11-27", false),
    ] {
        let (asked, answered) = (day(asked), day(answered));
        let took = holidays.working_days_between(asked, answered);
        assert_eq!(Responses::of([took], []).in_time() == 1, in_time, "{asked} {answered}");
        assert_eq!(reminders_due(&holidays, asked, answered) == 0, in_time, "{asked} {answered}");
    }
}

#[test]
fn numbers_are_read_as_people_type_them() {
    for (typed, read) in [
        (" 082-123-4567 ", "082-123-4567"),
        ("０８２（１２３）４５６７", "082(123)4567"),
        ("09012345678", "09012345678"),
        ("+81 90 1234 5678", "+81 90 1234 5678"),
        ("082ー123ー4567", "082ー123ー4567"),
    ] {
        assert_eq!(phone(typed).as_deref(), Some(read), "{typed}");
    }
    for typed in [
        "",
        "123",
        "電話してください",
        "082-123-4567 内線",
        "hanako@example.jp",
        "1234567890123456",
        "082\n1234567",
        "0 8 2 - - - - - - - - 123 4567",
    ] {
        assert_eq!(phone(typed), None, "{typed:?}");
    }
}

fn field(municipalities: &[&str], pains: &[&str]) -> Field {
    let set = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Field { municipalities: set(municipalities), pains: set(pains) }
}

#[test]
fn the_nearest_comes_first_then_who_is_good_at_it_then_who_has_less_to_do() {
    let agencies = [
        ("whole prefecture", field(&[], &["paperwork"]), 0),
        ("busy", field(&["34209"], &["paperwork"]), 9),
        ("free", field(&["34209"], &["paperwork"]), 1),
        ("of other things", field(&["34209"], &["security"]), 0),
        ("elsewhere", field(&["34207"], &["paperwork"]), 0),
    ];
    let names = |municipality, pains: &[&str]| {
        let pains: Vec<String> = pains.iter().map(|pain| (*pain).to_owned()).collect();
        let wanted = Wanted { municipality, pains: &pains };
        let found = fitting(&agencies, wanted, |(_, field, load)| (field, *load));
        found.into_iter().map(|(name, ..)| *name).collect::<Vec<_>>()
    };
    assert_eq!(names(Some("34209"), &["paperwork"]), ["free", "busy", "of other things", "whole prefecture"]);
    assert_eq!(names(Some("34209"), &["security"])[0], "of other things");
    assert_eq!(names(Some("34209"), &[])[0], "of other things", "who has least to do");
    assert_eq!(names(Some("34100"), &["paperwork"]), ["whole prefecture"]);
    assert_eq!(names(None, &["paperwork"])[0], "whole prefecture");
}

proptest! {
    #[test]
    fn reminders_never_become_fewer(asked in 0_u64..700, passed in 0_u64..60) {
        let (holidays, asked) = (holidays(), day("2025-01-01") + Days::new(asked));
        let due = |days| reminders_due(&holidays, asked, asked + Days::new(days));
        prop_assert!(due(passed) <= due(passed + 1));
        prop_assert!(due(passed) <= REMIND_AFTER.len());
        prop_assert_eq!(due(0), 0);
    }
}
