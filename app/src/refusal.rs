//! Why a request is refused. One type at the edge: a status, a code for the log, words for people.

use axum::http::StatusCode;
use domain::access::Act;

use crate::backend::Unavailable;

/// Every way in which a page or an action can refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    PageNotFound,
    DiagnosisNotFound,
    BadForm,
    TooLarge,
    CrossSite,
    /// Only for staff, and nobody is signed in.
    SignInFirst,
    /// Staff, but of another role.
    NotPermitted(Act),
    /// The business has taken its consent back.
    ConsentRevoked,
    /// Its time is over.
    ConsentExpired,
    /// The business agreed to less.
    ConsentNotCovered,
    /// The business is answering by itself.
    ClientUnderWay,
    /// Only on the business's own device, not where staff is signed in.
    OnOwnDevice,
    TooSlow,
    Unavailable,
}

impl Refusal {
    pub const ALL: [Refusal; 24] = [
        Refusal::PageNotFound,
        Refusal::DiagnosisNotFound,
        Refusal::BadForm,
        Refusal::TooLarge,
        Refusal::CrossSite,
        Refusal::SignInFirst,
        Refusal::NotPermitted(Act::ReadFigures),
        Refusal::NotPermitted(Act::ExportFigures),
        Refusal::NotPermitted(Act::EditContent),
        Refusal::NotPermitted(Act::Warn),
        Refusal::NotPermitted(Act::ReadTold),
        Refusal::NotPermitted(Act::ManageMail),
        Refusal::NotPermitted(Act::ReadAudit),
        Refusal::NotPermitted(Act::ManageAgencies),
        Refusal::NotPermitted(Act::ManageStaff),
        Refusal::NotPermitted(Act::ManageOwnAgency),
        Refusal::NotPermitted(Act::SeeClients),
        Refusal::ConsentRevoked,
        Refusal::ConsentExpired,
        Refusal::ConsentNotCovered,
        Refusal::ClientUnderWay,
        Refusal::OnOwnDevice,
        Refusal::TooSlow,
        Refusal::Unavailable,
    ];

    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Refusal::PageNotFound | Refusal::DiagnosisNotFound => StatusCode::NOT_FOUND,
            Refusal::BadForm => StatusCode::BAD_REQUEST,
            Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::SignInFirst => StatusCode::UNAUTHORIZED,
            Refusal::CrossSite
            | Refusal::NotPermitted(_)
            | Refusal::ConsentRevoked
            | Refusal::ConsentExpired
            | Refusal::ConsentNotCovered
            | Refusal::OnOwnDevice => StatusCode::FORBIDDEN,
            Refusal::ClientUnderWay => StatusCode::CONFLICT,
            Refusal::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The code in the address of its page and in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Refusal::PageNotFound => "page-not-found",
            Refusal::DiagnosisNotFound => "diagnosis-not-found",
            Refusal::BadForm => "bad-form",
            Refusal::TooLarge => "too-large",
            Refusal::CrossSite => "cross-site",
            Refusal::SignInFirst => "sign-in-first",
            Refusal::NotPermitted(act) => act.code(),
            Refusal::ConsentRevoked => "consent-revoked",
            Refusal::ConsentExpired => "consent-expired",
            Refusal::ConsentNotCovered => "consent-not-covered",
            Refusal::ClientUnderWay => "client-under-way",
            Refusal::OnOwnDevice => "on-own-device",
            Refusal::TooSlow => "too-slow",
            Refusal::Unavailable => "unavailable",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Refusal> {
        Refusal::ALL.into_iter().find(|refusal| refusal.code() == code)
    }

    /// Where its page is.
    #[must_use]
    pub fn path(self) -> String {
        format!("/refused/{}", self.code())
    }
}

impl From<Unavailable> for Refusal {
    fn from(_: Unavailable) -> Refusal {
        Refusal::Unavailable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_and_has_words() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::parse(refusal.code()), Some(refusal));
            let (heading, text) = crate::words::refusal::sentences(refusal);
            assert!(!heading.is_empty() && !text.is_empty());
        }
    }
}
