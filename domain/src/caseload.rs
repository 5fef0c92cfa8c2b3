//! Caseload (担当先): the clients of an agency, those first for whom something is due.

use chrono::NaiveDate;

use crate::matching::{Business, Verdict};
use crate::menu::Menu;

/// The last day of an application that a client could make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub day: NaiveDate,
    /// Id of the menu.
    pub menu: String,
}

/// The nearest last day among the menus that are open on a day and that the business is eligible for.
#[must_use]
pub fn next_deadline(business: &Business, menus: &[Menu], today: NaiveDate) -> Option<Deadline> {
    let dated = menus.iter().filter_map(|menu| {
        let standing = menu.reception.standing(today);
        let day = standing.round.closes.filter(|_| standing.window.takes_applications())?;
        Some((day, menu))
    });
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by_key(|(day, menu)| (*day, menu.id()));
    let eligible = |(_, menu): &&(NaiveDate, &Menu)| business.verdict(menu).0 == Verdict::Eligible;
    dated.iter().find(eligible).map(|(day, menu)| Deadline { day: *day, menu: menu.id().to_owned() })
}

/// What is due for a client, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// On this day: a to-do, or the last day of an application.
    On(NaiveDate),
    /// Nothing has a day.
    Never,
}

impl Due {
    /// The first of what has a day.
    #[must_use]
    pub fn first(days: impl IntoIterator<Item = NaiveDate>) -> Due {
        days.into_iter().min().map_or(Due::Never, Due::On)
    }

    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Due::On(day) => Some(day),
            Due::Never => None,
        }
    }
}

/// How far a menu has come that an agency proposed (提案した支援メニュー).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProposalState {
    Proposed,
    Applied,
    Adopted,
    /// Applied for, and refused; or the business does without it.
    NotAdopted,
}

impl ProposalState {
    pub const ALL: [ProposalState; 4] =
        [ProposalState::Proposed, ProposalState::Applied, ProposalState::Adopted, ProposalState::NotAdopted];

    /// As it is stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ProposalState::Proposed => "proposed",
            ProposalState::Applied => "applied",
            ProposalState::Adopted => "adopted",
            ProposalState::NotAdopted => "not-adopted",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<ProposalState> {
        ProposalState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// How a diagnosis was answered that an adviser has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Together, in one place or by telephone.
    Together,
    /// Keyed in from a sheet of paper.
    Paper,
}

impl Channel {
    pub const ALL: [Channel; 2] = [Channel::Together, Channel::Paper];

    /// As it is stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Channel::Together => "together",
            Channel::Paper => "paper",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.code() == code)
    }
}
