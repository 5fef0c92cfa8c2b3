//! `/agency/poster`: a sheet for the counter, with the address at which a diagnosis begins there.

use leptos::prelude::*;

use super::{PROFILE, start_path};
use crate::parts::frame::{AgencyFrame, AgencyPlace};
use crate::parts::load::{managing, show};
use crate::parts::qr::Qr;
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::words::agencies as words;

/// `/agency/poster`
#[component]
pub fn PosterPage() -> impl IntoView {
    let managing = match managing(None) {
        Ok(managing) => managing,
        Err(closed) => return closed,
    };
    show(async move {
        let backend = &managing.backend;
        let managed = backend.agencies.managed(managing.agency).await?.ok_or(Refusal::PageNotFound)?;
        let Some(code) = managed.agency.code else {
            see_other(PROFILE);
            return Ok(().into_any());
        };
        let address = format!("{}{}", backend.base_url, start_path(code.as_str()));
        let minutes = backend.contents.current().questionnaire.minutes;
        let lines = words::poster_lines(minutes).map(|line| view! { <li>{line}</li> });
        Ok(view! {
            <AgencyFrame title=words::POSTER_TITLE place=AgencyPlace::Profile>
                <p class="print-hide">{words::POSTER_NOTE}</p>
                <section class="poster">
                    <h1 class="poster__title">{words::START_TITLE}</h1>
                    <p class="poster__agency">{words::place_of(&managed.agency.name)}</p>
                    <Qr address=address.clone() name=words::QR />
                    <ul class="poster__lines">{lines}</ul>
                    <p class="poster__address">{address}</p>
                </section>
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}
