//! 「診断をはじめる」

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::AgencyCode;
use crate::pages::business::flow;
use crate::parts::load::backend;
use crate::refusal::Refusal;
use crate::visitor;

/// Starts a diagnosis and leads to its first question.
#[server(prefix = "/do", endpoint = "start")]
pub async fn start_diagnosis(
    /// The code of the agency at whose place it begins; one that there is not changes nothing.
    #[server(default)]
    agency: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(start(agency).await);
    Ok(())
}

async fn start(agency: Option<String>) -> Result<String, Refusal> {
    let backend = backend();
    let key = match agency.as_deref().and_then(AgencyCode::parse) {
        Some(code) => backend.diagnoses.start_at(&code).await?,
        None => backend.diagnoses.start().await?,
    };
    visitor::remember(&backend, &key);
    Ok(flow::diagnosis_path(&key))
}
