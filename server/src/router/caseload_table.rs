//! The clients of one's agency as a file: `/agency/clients.csv` and `/agency/clients.xlsx`, narrowed down as the page is.

use std::collections::HashMap;

use app::backend::{Adviser, Backend, SignedIn};
use app::caseload::query;
use app::refusal::Refusal;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::access::Act;

use super::download::{self, Download};
use super::{explain, office_door};
use crate::office_table::caseload;
use crate::spreadsheet::Format;

pub fn router(backend: &Backend) -> Router {
    let file = |format: Format| {
        // HEAD takes nothing along, and is no look.
        get(move |backend, signed_in, asked| async move {
            show(format, backend, signed_in, asked).await.unwrap_or_else(explain::refuse)
        })
        .head(|| async { StatusCode::METHOD_NOT_ALLOWED })
    };
    let files = Router::new()
        .route("/agency/clients.csv", file(Format::Csv))
        .route("/agency/clients.xlsx", file(Format::Xlsx));
    office_door::guarded(files, backend, Act::SeeClients)
}

async fn show(
    format: Format,
    Extension(backend): Extension<Backend>,
    Extension(signed_in): Extension<SignedIn>,
    asked: Result<Query<HashMap<String, String>>, QueryRejection>,
) -> Result<Response, Refusal> {
    let adviser: Adviser = signed_in.member.adviser().ok_or(Refusal::NotPermitted(Act::SeeClients))?;
    let Query(asked) = asked.map_err(|_| Refusal::BadForm)?;
    let value = |name: &str| asked.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let clients = backend.clients.take_caseload(adviser, &query(value, 1)).await?;
    let table = caseload::of(&clients);
    let bytes = table.written(format).map_err(|_| Refusal::Unavailable)?;
    let name = format!("clients-{}.{}", backend.clock.today(), format.ending());
    download::attached(Download { name, content_type: format.content_type(), bytes })
}
