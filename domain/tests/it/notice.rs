//! What is told, when, and to whom: as tables.

use std::collections::BTreeSet;

use domain::content::Content;
use domain::matching::Verdict;
use domain::menu::Menu;
use domain::notice::{
    Ahead, Choices, Fit, Happening, Reminder, Told, concerns, day as notice_day, digest_day, morning,
    occasions,
};
use serde_json::{Value, json};

use crate::seed::{day, sources};

fn menus(menus: &[(&str, Value)]) -> Vec<Menu> {
    let menu = |(id, said): &(&str, Value)| {
        let mut menu = json!({
            "id": id, "name": id, "provider": "県", "provider_level": "prefecture", "kind": "subsidy",
            "status": "unknown", "summary": "試し", "pains": ["paperwork"], "solutions": [], "conditions": [],
            "url": "https://example.jp/", "source_url": "https://example.jp/", "source_kind": "none",
            "verified": "general",
        });
        menu.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        menu
    };
    let mut sources = sources();
    sources.menus["menu"] = menus.iter().map(menu).collect();
    sources.lead_times = json!({});
    Content::check(&sources).expect("sound menus").menus.to_vec()
}

/// The keys of what happens to a menu that opens and closes on these days, looked at from one day to another.
fn keys(rounds: Value, until: &str, today: &str) -> Vec<String> {
    let menus = menus(&[("m", rounds)]);
    let announced = BTreeSet::from(["m".to_owned()]);
    let told = Told { announced: &announced, until: day(until) };
    let key = |occasion: &domain::notice::Occasion<'_>| match occasion.happening {
        Happening::Closes { before, .. } => format!("{} {before}", occasion.key()),
        _ => occasion.key(),
    };
    occasions(&menus, told, day(today)).iter().map(key).collect()
}

#[test]
fn first_and_last_days_are_told_on_their_day() {
    let round = || json!({"opens": "2026-11-05", "closes": "2026-12-15"});
    for (until, today, expected) in [
        ("2026-11-03", "2026-11-04", vec![]),
        ("2026-11-04", "2026-11-05", vec!["opens:m:2026-11-05"]),
        // The menus may have changed on a day that was looked at before.
        ("2026-11-05", "2026-11-05", vec!["opens:m:2026-11-05"]),
        ("2026-11-05", "2026-11-06", vec![]),
        // Nobody looked for some days.
        ("2026-11-01", "2026-11-08", vec!["opens:m:2026-11-05"]),
        ("2026-11-08", "2026-11-09", vec!["closes:m:2026-12-15 36"]),
        ("2026-11-14", "2026-11-15", vec!["closes:m:2026-12-15 30"]),
        ("2026-11-24", "2026-11-25", vec!["closes:m:2026-12-15 20"]),
        ("2026-11-30", "2026-12-01", vec!["closes:m:2026-12-15 14"]),
        ("2026-12-01", "2026-12-02", vec!["closes:m:2026-12-15 13"]),
        ("2026-12-07", "2026-12-08", vec!["closes:m:2026-12-15 7"]),
        ("2026-12-06", "2026-12-15", vec!["closes:m:2026-12-15 7"]),
        // Too late to tell.
        ("2026-12-06", "2026-12-16", vec![]),
        // The clock was set back.
        ("2026-12-20", "2026-12-08", vec!["closes:m:2026-12-15 7"]),
    ] {
        assert_eq!(keys(round(), until, today), expected, "{until} – {today}");
    }
}

#[test]
fn each_round_is_told_by_itself() {
    let rounds = json!({"rounds": [
        {"name": "一", "opens": "2026-11-05", "closes": "2026-11-20"},
        {"name": "二", "opens": "2026-12-01", "closes": "2026-12-28"},
    ]});
    assert_eq!(keys(rounds.clone(), "2026-11-12", "2026-11-13"), ["closes:m:2026-11-20 7"]);
    assert_eq!(keys(rounds, "2026-11-30", "2026-12-01"), ["opens:m:2026-12-01"]);
}

#[test]
fn a_menu_is_news_once_unless_it_is_over() {
    let menus = menus(&[
        ("known", json!({"opens": "2026-11-22", "closes": "2026-12-20"})),
        ("open", json!({"opens": "2026-11-22", "closes": "2026-11-29"})),
        ("upcoming", json!({"opens": "2027-01-05"})),
        ("rolling", json!({"status": "rolling"})),
        ("unknown", json!({})),
        ("over", json!({"closes": "2026-11-21"})),
        ("shut", json!({"status": "closed"})),
    ]);
    let announced = BTreeSet::from(["known".to_owned(), "withdrawn".to_owned()]);
    let told = Told { announced: &announced, until: day("2026-11-22") };
    let keys: Vec<String> = occasions(&menus, told, day("2026-11-22")).iter().map(|one| one.key()).collect();
    assert_eq!(keys, ["opens:known:2026-11-22", "new:open", "new:upcoming", "new:rolling", "new:unknown"]);
}

#[test]
fn who_gets_a_mail_a_week_is_told_of_an_end_as_early_as_was_asked() {
    let closes = |before| Happening::Closes { last: day("2026-12-15"), before };
    for (ahead, at_once, weekly) in [(Ahead::Week, 7, 13), (Ahead::Fortnight, 14, 20), (Ahead::Month, 30, 36)]
    {
        for (is_weekly, before) in [(false, at_once), (true, weekly)] {
            let choices = Choices { closing: Some(ahead), weekly: is_weekly, ..Choices::default() };
            let wanted: Vec<u64> = (0..=40).filter(|before| choices.want(closes(*before))).collect();
            assert_eq!(wanted, [before], "{ahead:?}");
        }
    }
    // The Monday that follows is six days later at most.
    for on in 1..=7 {
        let found = day(&format!("2026-12-{on:02}"));
        let days = digest_day(found, true).signed_duration_since(found).num_days();
        assert!((0..=6).contains(&days), "{found}: {days}");
    }
}

#[test]
fn everybody_is_told_what_was_chosen_and_nothing_else() {
    let happenings = [
        Happening::New,
        Happening::Opens(day("2026-11-22")),
        Happening::Closes { last: day("2026-11-29"), before: 7 },
    ];
    let wanted = |choices: Choices| happenings.map(|happening| choices.want(happening));
    let nothing = Choices::default();
    assert_eq!(wanted(nothing), [false; 3]);
    assert_eq!(wanted(Choices { new: true, ..nothing }), [true, false, false]);
    assert_eq!(wanted(Choices { opening: true, ..nothing }), [false, true, false]);
    assert_eq!(wanted(Choices { closing: Some(Ahead::Week), ..nothing }), [false, false, true]);
    for (choices, empty) in [
        (nothing, true),
        (Choices { near: true, weekly: true, ..nothing }, true),
        (Choices { security: true, ..nothing }, false),
        (Choices { reminder: Some(Reminder::Year), ..nothing }, false),
    ] {
        assert_eq!(choices.are_empty(), empty, "{choices:?}");
    }
}

#[test]
fn a_near_miss_is_told_only_where_wanted() {
    for (near, verdict, near_miss, fit) in [
        (false, Verdict::Eligible, false, Some(Fit::Eligible)),
        (true, Verdict::Eligible, false, Some(Fit::Eligible)),
        (false, Verdict::NotEligible, true, None),
        (true, Verdict::NotEligible, true, Some(Fit::Near)),
        (true, Verdict::NotEligible, false, None),
        (true, Verdict::NeedsInfo, false, None),
    ] {
        assert_eq!(
            Choices { near, ..Choices::default() }.fit(verdict, near_miss),
            fit,
            "{verdict:?} {near_miss}"
        );
    }
}

#[test]
fn a_day_of_notices_begins_at_seven_in_japan() {
    for (now, expected) in [
        ("2026-11-21T21:59:59Z", "2026-11-21"),
        ("2026-11-21T22:00:00Z", "2026-11-22"),
        ("2026-11-22T21:59:59Z", "2026-11-22"),
    ] {
        assert_eq!(notice_day(now.parse().unwrap()), day(expected), "{now}");
    }
    assert_eq!(morning(day("2026-11-22")).to_rfc3339(), "2026-11-21T22:00:00+00:00");
}

#[test]
fn a_digest_goes_out_on_mondays() {
    // The 23rd of November 2026 is a Monday.
    for (found, day_begins, digest) in [
        ("2026-11-22", true, "2026-11-23"),
        ("2026-11-22", false, "2026-11-23"),
        ("2026-11-23", true, "2026-11-23"),
        ("2026-11-23", false, "2026-11-30"),
        ("2026-11-24", true, "2026-11-30"),
    ] {
        assert_eq!(digest_day(day(found), day_begins), day(digest), "{found} {day_begins}");
    }
}

#[test]
fn a_reminder_falls_on_the_same_day_or_the_last_of_a_shorter_month() {
    for (reminder, ordered, expected) in [
        (Reminder::Quarter, "2026-11-22", "2027-02-22"),
        (Reminder::Quarter, "2026-11-30", "2027-02-28"),
        (Reminder::Quarter, "2027-11-30", "2028-02-29"),
        (Reminder::HalfYear, "2026-08-31", "2027-02-28"),
        (Reminder::HalfYear, "2026-11-22", "2027-05-22"),
        (Reminder::Year, "2028-02-29", "2029-02-28"),
        (Reminder::Year, "2026-11-22", "2027-11-22"),
    ] {
        assert_eq!(reminder.day(day(ordered)), day(expected), "{reminder:?} {ordered}");
    }
}

#[test]
fn a_warning_concerns_its_divisions_and_whose_is_not_known() {
    let some = ["E".to_owned(), "M".to_owned()];
    for (divisions, industry, expected) in [
        (&[][..], Some("A"), true),
        (&[][..], None, true),
        (&some[..], Some("E"), true),
        (&some[..], Some("A"), false),
        (&some[..], None, true),
    ] {
        assert_eq!(concerns(divisions, industry), expected, "{divisions:?} {industry:?}");
    }
}

#[test]
fn what_a_form_sends_is_read_back() {
    for ahead in Ahead::ALL {
        assert_eq!(Ahead::parse(&ahead.days().to_string()), Some(ahead));
    }
    for reminder in Reminder::ALL {
        assert_eq!(Reminder::parse(&reminder.months().to_string()), Some(reminder));
    }
    assert_eq!((Ahead::parse("8"), Reminder::parse("")), (None, None));
    let choices = Choices {
        new: true,
        closing: Some(Ahead::Month),
        reminder: Some(Reminder::Year),
        ..Choices::default()
    };
    let written = serde_json::to_string(&choices).unwrap();
    assert_eq!(serde_json::from_str::<Choices>(&written).unwrap(), choices);
    // Of an older version, and of a newer one.
    let other = r#"{"new":true,"closing":"month","reminder":"year","pigeons":true}"#;
    assert_eq!(serde_json::from_str::<Choices>(other).unwrap(), choices);
}
