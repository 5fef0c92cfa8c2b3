//! The tables behind officers' charts as files: `/office/indicators/{id}/table.csv`, `.xlsx`, and the same of the months.

use std::collections::HashMap;

use app::backend::Backend;
use app::refusal::Refusal;
use app::survey::{self, Asked};
use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::get;

use super::download::{self, Download};
use super::{explain, office_door};
use crate::spreadsheet::{Format, Table};
use crate::survey_table::{of_reading, of_trend};

/// Closed to everybody but this machine.
pub fn router(backend: Backend) -> Router {
    Router::new()
        .route("/office/indicators/{id}/{file}", get(show))
        .layer(from_fn(office_door::only_here))
        .layer(from_fn(office_door::mark))
        .with_state(backend)
}

type Parameters = HashMap<String, String>;

async fn show(
    State(backend): State<Backend>,
    path: Result<Path<(String, String)>, PathRejection>,
    query: Result<Query<Parameters>, QueryRejection>,
) -> Response {
    let (Ok(Path((id, file))), Ok(Query(query))) = (path, query) else {
        return explain::refuse(Refusal::BadForm);
    };
    written(&backend, &id, &file, &query).await.unwrap_or_else(explain::refuse)
}

async fn written(backend: &Backend, id: &str, file: &str, query: &Parameters) -> Result<Response, Refusal> {
    let (what, ending) = file.split_once('.').ok_or(Refusal::PageNotFound)?;
    let format = match ending {
        "csv" => Format::Csv,
        "xlsx" => Format::Xlsx,
        _ => return Err(Refusal::PageNotFound),
    };
    let value =
        |name: &'static str| query.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let asked = Asked::read(id, backend.clock.today(), value);
    let table = table(backend, what, asked.clone()).await?;
    let bytes = table.written(format).map_err(|_| Refusal::Unavailable)?;
    let name = format!("{}.{ending}", asked.name(what));
    download::attached(Download { name, content_type: format.content_type(), bytes })
}

async fn table(backend: &Backend, what: &str, asked: Asked) -> Result<Table, Refusal> {
    let content = backend.contents.current();
    match what {
        "table" => Ok(of_reading(&survey::read_weighted(backend, &content, asked).await?)),
        "trend" => Ok(of_trend(&asked, &survey::trend(backend, &content, &asked).await?)),
        _ => Err(Refusal::PageNotFound),
    }
}
