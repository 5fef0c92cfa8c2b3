//! Support agencies (支援機関): what they say of themselves, and which of them a business is led to.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What kind of agency it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 商工会議所
    ChamberOfCommerce,
    /// 商工会
    CommerceSociety,
    /// 金融機関
    Bank,
    /// よろず支援拠点
    Yorozu,
    /// ITコーディネータ
    ItCoordinator,
    /// その他
    Other,
}

impl Kind {
    pub const ALL: [Kind; 6] = [
        Kind::ChamberOfCommerce,
        Kind::CommerceSociety,
        Kind::Bank,
        Kind::Yorozu,
        Kind::ItCoordinator,
        Kind::Other,
    ];

    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Kind::ChamberOfCommerce => "chamber_of_commerce",
            Kind::CommerceSociety => "commerce_society",
            Kind::Bank => "bank",
            Kind::Yorozu => "yorozu",
            Kind::ItCoordinator => "it_coordinator",
            Kind::Other => "other",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What an agency works on, as far as choosing one needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Codes of the municipalities that it works in; empty: the whole prefecture.
    pub municipalities: BTreeSet<String>,
    /// Ids of the pains (困りごと) that it is good at; empty: it has not said, and takes all.
    pub pains: BTreeSet<String>,
}

/// What is known of a business, or of what it asks, by which an agency is chosen.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Code of the municipality; none: not known.
    pub municipality: Option<&'a str>,
    /// Ids of pains.
    pub pains: &'a [String],
}

/// How well an agency fits; what sorts first fits best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// It names this municipality as its own, rather than the whole prefecture.
    near: Reverse<bool>,
    /// So many of the pains are among those that it says it is good at.
    shared: Reverse<usize>,
    /// Requests of it that are open: what is asked is shared out before it matters how many places one is for.
    load: u64,
    /// The fewer places an agency is for, the more it is there for this one.
    places: usize,
}

impl Field {
    /// How well it fits, with so many open requests; none: it does not work there. Of a business whose place is not known, every
    /// agency might be the one; those for the whole prefecture surely are.
    #[must_use]
    pub fn fit(&self, wanted: Wanted<'_>, load: u64) -> Option<Fit> {
        let everywhere = self.municipalities.is_empty();
        let near = match wanted.municipality {
            Some(code) if self.municipalities.contains(code) => true,
            Some(_) if everywhere => false,
            Some(_) => return None,
            None => everywhere,
        };
        let shared = wanted.pains.iter().filter(|pain| self.pains.contains(*pain)).count();
        let places = if everywhere { usize::MAX } else { self.municipalities.len() };
        Some(Fit { near: Reverse(near), shared: Reverse(shared), load, places })
    }
}

/// Those agencies that work where the business is, the best first: near before far, good at its pains before others, then those
/// with less to do, then those for fewer places, then as they came. `field` tells what one works on, and its load: how many of its
/// requests are open, the same for all where nothing is asked.
pub fn fitting<'a, T>(
    agencies: impl IntoIterator<Item = &'a T>,
    wanted: Wanted<'_>,
    field: impl Fn(&T) -> (&Field, u64),
) -> Vec<&'a T> {
    let fit = |agency: &'a T| {
        let (field, load) = field(agency);
        Some((field.fit(wanted, load)?, agency))
    };
    let mut found: Vec<_> = agencies.into_iter().filter_map(fit).collect();
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, agency)| agency).collect()
}
