//! 「公開して知らせる」 for a warning about information security.

use domain::access::Act;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::officer;
use crate::pages::office::{RawWarning, WARNINGS};
use crate::refusal::Refusal;

/// Publishes a warning; what does not count leads back to the form.
#[server(prefix = "/do", endpoint = "publish-warning")]
pub async fn publish_warning(
    #[server(default)] title: Option<String>,
    #[server(default)] text: Option<String>,
    #[server(default)] url: Option<String>,
    #[server(default)] division: Option<Vec<String>>,
) -> Result<(), ServerFnError> {
    let raw = RawWarning {
        title: title.unwrap_or_default(),
        text: text.unwrap_or_default(),
        url: url.unwrap_or_default(),
        divisions: division.unwrap_or_default(),
    };
    super::redirect(publish(&raw).await);
    Ok(())
}

async fn publish(raw: &RawWarning) -> Result<String, Refusal> {
    let backend = officer(Act::Warn)?;
    let read = raw.read(&backend.contents.current());
    // The form sends it only once it was looked at and counts.
    let warning = read.map_err(|_| Refusal::BadForm)?;
    backend.notices.publish_warning(&warning).await?;
    Ok(format!("{WARNINGS}?said=published"))
}
