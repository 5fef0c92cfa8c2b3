//! The pages of a support agency: what it says of itself, who of it may sign in, what it prints.

mod form;
mod members;
mod poster;
mod profile;
mod staff;

use leptos::prelude::*;

use crate::door::Managing;
use crate::pages::office::agency_path;
use crate::words::agencies::Said;

pub use form::{kind_options, profile_form};
pub use members::{Members, members};
pub use poster::PosterPage;
pub use profile::ProfilePage;
pub use staff::StaffPage;

/// Where those of an agency begin.
pub const AGENCY: &str = "/agency";
/// What one's own agency says of itself.
pub const PROFILE: &str = "/agency/profile";
/// Who of it may sign in.
pub const STAFF: &str = "/agency/staff";
/// What it prints for those who come to it.
pub const POSTER: &str = "/agency/poster";

/// Where whoever manages an agency sees what it says of itself.
#[must_use]
pub fn profile_place(managing: &Managing) -> String {
    if managing.is_own { PROFILE.to_owned() } else { agency_path(managing.agency) }
}

/// Where they see who of it may sign in.
#[must_use]
pub fn staff_place(managing: &Managing) -> String {
    if managing.is_own { STAFF.to_owned() } else { agency_path(managing.agency) }
}

/// Where a diagnosis begins at an agency's place.
#[must_use]
pub fn start_path(code: &str) -> String {
    format!("/start/{code}")
}

/// What was done.
pub fn note(said: Said) -> AnyView {
    view! {
        <div class="callout callout--success" role="status">
            <p>{said.sentence()}</p>
        </div>
    }
    .into_any()
}
