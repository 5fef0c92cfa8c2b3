//! Which agencies a business is led to, and in which order.

use std::collections::BTreeSet;

use domain::agency::{Field, Kind, Wanted, fitting};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

const TOWNS: [&str; 4] = ["34100", "34202", "34207", "34209"];
const PAINS: [&str; 4] = ["paperwork", "labor-shortage", "sales-decline", "old-system"];

#[derive(Debug, Clone)]
struct Agency {
    name: &'static str,
    field: Field,
    load: u64,
}

fn agency(name: &'static str, towns: &[&str], pains: &[&str], load: u64) -> Agency {
    let set = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
    Agency { name, field: Field { municipalities: set(towns), pains: set(pains) }, load }
}

fn names(agencies: &[Agency], municipality: Option<&str>, pains: &[&str]) -> Vec<&'static str> {
    let pains: Vec<String> = pains.iter().map(|pain| (*pain).to_owned()).collect();
    let wanted = Wanted { municipality, pains: &pains };
    fitting(agencies, wanted, |one| (&one.field, one.load)).into_iter().map(|one| one.name).collect()
}

#[test]
fn near_comes_before_far_and_skill_before_others() {
    let all = [
        agency("県", &[], &[], 0),
        agency("県・帳票", &[], &["paperwork"], 0),
        agency("三次", &["34209"], &[], 0),
        agency("三次・人手", &["34209"], &["labor-shortage"], 0),
        agency("三次と呉・帳票", &["34202", "34209"], &["paperwork"], 0),
        agency("呉", &["34202"], &["paperwork"], 0),
    ];
    for (municipality, pains, expected) in [
        // One that is for fewer places is there for this one.
        (Some("34209"), &[][..], &["三次", "三次・人手", "三次と呉・帳票", "県", "県・帳票"][..]),
        (Some("34209"), &["paperwork"], &["三次と呉・帳票", "三次", "三次・人手", "県・帳票", "県"]),
        (
            Some("34209"),
            &["labor-shortage", "paperwork"],
            &["三次・人手", "三次と呉・帳票", "三次", "県・帳票", "県"],
        ),
        (Some("34202"), &["paperwork"], &["呉", "三次と呉・帳票", "県・帳票", "県"]),
        // Nobody names the place.
        (Some("34100"), &["paperwork"], &["県・帳票", "県"]),
        // The place is not known: those for the whole prefecture are surely right, the others may be.
        (None, &["paperwork"], &["県・帳票", "県", "呉", "三次と呉・帳票", "三次", "三次・人手"]),
    ] {
        assert_eq!(names(&all, municipality, pains), expected, "{municipality:?} {pains:?}");
    }
}

#[test]
fn of_those_that_fit_alike_the_less_busy_come_first() {
    let all =
        [agency("多忙", &["34209"], &[], 5), agency("暇", &["34209"], &[], 1), agency("県", &[], &[], 0)];
    assert_eq!(names(&all, Some("34209"), &[]), ["暇", "多忙", "県"]);
}

/// Who is for one town only does not get all that is asked there.
#[test]
fn load_counts_before_the_number_of_places() {
    let of = |one: u64, two: u64, all: u64| {
        [
            agency("県", &[], &["paperwork"], all),
            agency("三次だけ", &["34209"], &["paperwork"], one),
            agency("三次と呉", &["34202", "34209"], &["paperwork"], two),
        ]
    };
    for (loads, pains, expected) in [
        ((0, 0, 0), &["paperwork"][..], ["三次だけ", "三次と呉", "県"]),
        ((1, 0, 0), &["paperwork"], ["三次と呉", "三次だけ", "県"]),
        ((1, 1, 0), &["paperwork"], ["三次だけ", "三次と呉", "県"]),
        ((0, 1, 0), &["paperwork"], ["三次だけ", "三次と呉", "県"]),
        // Near before far, whatever there is to do.
        ((9, 8, 0), &["paperwork"], ["三次と呉", "三次だけ", "県"]),
        ((5, 4, 0), &[], ["三次と呉", "三次だけ", "県"]),
    ] {
        let (one, two, all) = loads;
        assert_eq!(names(&of(one, two, all), Some("34209"), pains), expected, "{loads:?} {pains:?}");
    }
    let skilled = [
        agency("三次と呉・帳票", &["34202", "34209"], &["paperwork"], 9),
        agency("三次", &["34209"], &[], 0),
    ];
    assert_eq!(
        names(&skilled, Some("34209"), &["paperwork"]),
        ["三次と呉・帳票", "三次"],
        "skill before load"
    );
}

#[test]
fn alike_in_everything_they_stay_as_they_came() {
    let all = [agency("い", &[], &[], 0), agency("ろ", &[], &[], 0), agency("は", &[], &[], 0)];
    assert_eq!(names(&all, Some("34209"), &["paperwork"]), ["い", "ろ", "は"]);
}

#[test]
fn every_kind_leads_back_from_its_code() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.code()), Some(kind));
    }
    assert_eq!(Kind::parse("銀行"), None);
}

fn some_agencies() -> impl Strategy<Value = Vec<Agency>> {
    let ids = |all: [&'static str; 4]| btree_set(select(all.to_vec()).prop_map(str::to_owned), 0..=all.len());
    let one = (ids(TOWNS), ids(PAINS), 0..3_u64).prop_map(|(municipalities, pains, load)| Agency {
        name: "",
        field: Field { municipalities, pains },
        load,
    });
    vec(one, 0..8)
}

proptest! {
    /// Only those that fit alike, and are as busy, may change places.
    #[test]
    fn the_order_does_not_depend_on_how_they_came(
        agencies in some_agencies(),
        town in proptest::option::of(select(TOWNS.to_vec())),
        pains in btree_set(select(PAINS.to_vec()), 0..=PAINS.len()),
        seed in any::<u64>(),
    ) {
        let pains: Vec<String> = pains.into_iter().map(str::to_owned).collect();
        let wanted = Wanted { municipality: town, pains: &pains };
        let told = |agencies: &[Agency]| -> Vec<_> {
            let found = fitting(agencies, wanted, |one| (&one.field, one.load));
            found.into_iter().map(|one| one.field.fit(wanted, one.load)).collect()
        };
        let mut shuffled = agencies.clone();
        let turns = seed as usize % agencies.len().max(1);
        shuffled.rotate_left(turns);
        if seed % 2 == 0 {
            shuffled.reverse();
        }
        prop_assert_eq!(told(&agencies), told(&shuffled));
    }

    /// Whoever is left out works elsewhere, and nobody comes twice.
    #[test]
    fn all_that_work_there_are_found(agencies in some_agencies(), town in select(TOWNS.to_vec())) {
        let wanted = Wanted { municipality: Some(town), pains: &[] };
        let found = fitting(&agencies, wanted, |one| (&one.field, one.load)).len();
        let works = |one: &&Agency| {
            one.field.municipalities.is_empty() || one.field.municipalities.contains(town)
        };
        prop_assert_eq!(found, agencies.iter().filter(works).count());
    }
}
