//! Menus as spreadsheets for officers: `/office/menus.xlsx`, `/office/menus.csv`, and the form that sends one back.
//! The router's own, since no page is rendered: bytes go out, and a file comes in.

use app::actions;
use app::backend::{Backend, TableFormat};
use app::refusal::Refusal;
use app::words::menu_tables::NotSent;
use axum::Router;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Extension, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::access::Act;
use serde::Deserialize;

use super::download::{self, Download};
use super::explain;
use super::office_door;
use crate::spreadsheet::{Format, MAX_FILE_BYTES};

/// What a form needs beside its file.
const FORM_BYTES: usize = 16 * 1024;
/// The page with the form; below it that of each file.
const PAGE: &str = "/office/menus-table";
/// The field of the form.
const FILE: &str = "file";
/// Longer names are cut: they are only shown.
const NAME_CHARS: usize = 100;

/// The three addresses, for those who may edit menus.
pub fn router(backend: &Backend) -> Router {
    let tables = Router::new()
        .route("/office/menus.xlsx", get(xlsx))
        .route("/office/menus.csv", get(csv))
        .route(&format!("{}/menu-table", actions::PREFIX), post(send))
        .layer(DefaultBodyLimit::max(MAX_FILE_BYTES + FORM_BYTES));
    office_door::guarded(tables, backend, Act::EditContent)
}

async fn xlsx(Extension(backend): Extension<Backend>) -> Response {
    file(&backend, TableFormat::Xlsx, "xlsx").await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CsvQuery {
    encoding: Option<CsvEncoding>,
}

#[derive(Clone, Copy, Deserialize)]
enum CsvEncoding {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "shift_jis")]
    ShiftJis,
}

async fn csv(
    Extension(backend): Extension<Backend>,
    query: Result<Query<CsvQuery>, QueryRejection>,
) -> Response {
    let Ok(Query(CsvQuery { encoding })) = query else { return explain::refuse(Refusal::BadForm) };
    match encoding.unwrap_or(CsvEncoding::Utf8) {
        CsvEncoding::Utf8 => file(&backend, TableFormat::Csv, "csv").await,
        CsvEncoding::ShiftJis => file(&backend, TableFormat::CsvShiftJis, "csv").await,
    }
}

/// A file to be saved, named after the day.
async fn file(backend: &Backend, format: TableFormat, ending: &str) -> Response {
    let Ok(bytes) = backend.menu_tables.written(format).await else {
        return explain::refuse(Refusal::Unavailable);
    };
    let name = format!("menus-{}.{ending}", backend.clock.today());
    let content_type = Format::from(format).content_type();
    download::attached(Download { name, content_type, bytes }).unwrap_or_else(explain::refuse)
}

/// Keeps the file as it came, and leads to the page that says what is in it; or back to the form, which says why it
/// did not arrive.
async fn send(
    Extension(backend): Extension<Backend>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let Ok(form) = form else { return explain::refuse(Refusal::BadForm) };
    let why = match sent(form).await {
        Ok(Some((name, body))) if body.len() <= MAX_FILE_BYTES => {
            return match backend.menu_tables.keep(&name, body).await {
                Ok(id) => Redirect::to(&format!("{PAGE}/{id}")).into_response(),
                Err(_) => explain::refuse(Refusal::Unavailable),
            };
        }
        Ok(Some(_)) => NotSent::TooLarge,
        // A browser sends an empty file without a name when none was chosen.
        Ok(None) => NotSent::NoFile,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => NotSent::TooLarge,
        Err(_) => NotSent::Unreadable,
    };
    Redirect::to(&format!("{PAGE}?said={}", why.code())).into_response()
}

/// Name and bytes of the file in the form; none if no file was chosen.
async fn sent(mut form: Multipart) -> Result<Option<(String, Vec<u8>)>, MultipartError> {
    while let Some(field) = form.next_field().await? {
        if field.name() != Some(FILE) {
            continue;
        }
        let name: String =
            field.file_name().unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
        let body = field.bytes().await?.to_vec();
        if name.is_empty() && body.is_empty() {
            return Ok(None);
        }
        return Ok(Some((name.chars().take(NAME_CHARS).collect(), body)));
    }
    Ok(None)
}
