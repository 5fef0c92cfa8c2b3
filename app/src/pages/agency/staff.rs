//! `/agency/staff`: who of one's own agency may sign in.

use leptos::prelude::*;

use super::with_members;
use crate::pages::staff::{NOT_AN_ADDRESS, note, said};
use crate::parts::error;
use crate::parts::field::summary;
use crate::parts::frame::{AgencyFrame, AgencyPlace};
use crate::parts::load::{managing, show, signed_in};
use crate::words::account::ADDRESS_WRONG;
use crate::words::agencies as words;
use crate::words::staff::Said;

/// `/agency/staff`
#[component]
pub fn StaffPage() -> impl IntoView {
    let managing = match managing(None) {
        Ok(managing) => managing,
        Err(closed) => return closed,
    };
    let Some(member) = signed_in().map(|signed_in| signed_in.member) else { return ().into_any() };
    let said = said();
    let problem = (said.as_deref() == Some(NOT_AN_ADDRESS)).then_some(ADDRESS_WRONG);
    show(async move {
        let (managed, members) = with_members(&managing, &member, problem).await?;
        Ok(view! {
            <AgencyFrame title=error::title(words::STAFF_TITLE, problem.is_some()) place=AgencyPlace::Staff>
                {summary("address", problem)}
                <h1 class="page__title">{words::STAFF_TITLE}</h1>
                {said.as_deref().and_then(Said::parse).map(note)}
                <p class="lead">
                    <b>{managed.agency.name}</b>
                </p>
                {members}
            </AgencyFrame>
        }
        .into_any())
    })
    .into_any()
}
