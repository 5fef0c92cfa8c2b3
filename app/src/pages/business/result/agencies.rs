//! 「相談できる所」: the agencies that fit a business best, and the one at whose place it began.

use domain::agency::{Wanted, fitting};
use domain::content::Content;
use domain::facts::FactName;
use domain::questionnaire::Interpretation;
use leptos::prelude::*;

use super::SHOWN;
use crate::backend::{Agency, AgencyEntry, Backend, DiagnosisKey};
use crate::pages::business::flow;
use crate::pages::public::AGENCIES;
use crate::parts::agency_card::agency_card;
use crate::parts::catalogue::Heading;
use crate::parts::load::Opened;
use crate::refusal::Refusal;
use crate::words::agencies as words;

/// What is shown of agencies.
pub struct Nearby {
    /// The best first.
    fitting: Vec<Agency>,
    /// The diagnosis was begun at its place.
    origin: Option<AgencyEntry>,
}

/// # Errors
/// When the store does not answer.
pub async fn load(
    backend: &Backend,
    opened: &Opened,
    answers: &Interpretation<'_>,
) -> Result<Nearby, Refusal> {
    let listed = backend.agencies.listed().await?;
    let pains = answers.pains();
    let wanted = Wanted { municipality: answers.facts.text(FactName::Municipality), pains: &pains };
    let found = fitting(&listed, wanted, |agency| (&agency.profile.field, 0));
    let fitting = found.into_iter().take(SHOWN).cloned().collect();
    Ok(Nearby { fitting, origin: backend.agencies.origin(&opened.key).await? })
}

/// Whose place it was; nothing has been shown to them.
pub fn origin(nearby: &Nearby, key: &DiagnosisKey) -> Option<AnyView> {
    let agency = nearby.origin.as_ref()?;
    Some(
        view! {
            <div class="callout print-hide">
                <p>{words::begun_at(&agency.name)}</p>
                <p>
                    <a href=flow::share_path(key)>{words::SHARE}</a>
                </p>
            </div>
        }
        .into_any(),
    )
}

/// Nothing where no agency fits.
pub fn agencies(nearby: &Nearby, content: &Content) -> Option<AnyView> {
    let cards: Vec<_> =
        nearby.fitting.iter().map(|agency| agency_card(agency, content, Heading::Third)).collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="section" id="agencies">
                <h2 class="section__title">{words::TITLE}</h2>
                <p class="section__lead">{words::NEAR_LEAD}</p>
                <ul class="contacts">{cards}</ul>
                <p class="print-hide">
                    <a href=AGENCIES>{words::SEE_ALL}</a>
                </p>
            </section>
        }
        .into_any()
    })
}
