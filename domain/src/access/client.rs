//! What somebody of an agency may do with a client (事業者), under the consent that it gave.

use chrono::{DateTime, Utc};

use super::{Act, Actor, Reason, may};
use crate::consent::{Consent, Covers, Standing};

/// What somebody of an agency wants of a client (事業者) under its consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAct {
    /// Level, what fits, what changed, what the agency itself has written down.
    SeeResult,
    /// Each answer as it was given.
    SeeAnswers,
    /// How to reach the business.
    SeeContact,
    /// Notes, to-dos, proposals.
    Advise,
    /// Beginning a diagnosis from the former answers, and answering it with the client.
    AnswerTogether,
}

impl ClientAct {
    pub const ALL: [ClientAct; 5] = [
        ClientAct::SeeResult,
        ClientAct::SeeAnswers,
        ClientAct::SeeContact,
        ClientAct::Advise,
        ClientAct::AnswerTogether,
    ];

    /// As it stands in docs/ACCESS.md.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ClientAct::SeeResult => "see-result",
            ClientAct::SeeAnswers => "see-answers",
            ClientAct::SeeContact => "see-contact",
            ClientAct::Advise => "advise",
            ClientAct::AnswerTogether => "answer-together",
        }
    }

    /// Is it under what the business agreed to?
    #[must_use]
    pub fn is_covered(self, covers: Covers) -> bool {
        match self {
            ClientAct::SeeResult | ClientAct::Advise => true,
            ClientAct::SeeAnswers | ClientAct::AnswerTogether => covers.answers,
            ClientAct::SeeContact => covers.contact,
        }
    }
}

/// Why somebody may not do something with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientReason {
    /// Whatever client it were.
    Role(Reason),
    /// The business never agreed that this agency sees anything; nor is it told that there is such a business.
    NoConsent,
    /// The business has taken it back.
    Revoked,
    /// The time that the business gave is over.
    Expired,
    /// The business agreed to less.
    NotCovered,
    /// The business is answering by itself: what it has not sent is its own.
    UnderWay,
}

/// May they do this with a client, under the latest consent that it gave to their agency, at this moment?
///
/// # Errors
/// Why not.
pub fn may_with_client(
    actor: Actor,
    act: ClientAct,
    consent: Option<&Consent>,
    now: DateTime<Utc>,
) -> Result<(), ClientReason> {
    may(actor, Act::SeeClients).map_err(ClientReason::Role)?;
    let own = consent.filter(|consent| actor.agency() == Some(consent.agency));
    let consent = own.ok_or(ClientReason::NoConsent)?;
    match consent.standing(now) {
        Standing::Revoked => Err(ClientReason::Revoked),
        Standing::Expired => Err(ClientReason::Expired),
        Standing::Holds if act.is_covered(consent.covers) => Ok(()),
        Standing::Holds => Err(ClientReason::NotCovered),
    }
}
