//! `/open-data/…`: frozen files, and the catalogue. The router's own, since no page is rendered.
//!
//! A file of a version never changes: it may be kept for ever, and its checksum is its strong tag. Any site may read it.

use app::backend::{Backend, FrozenFile, Unavailable};
use app::refusal::Refusal;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use domain::publication::Set;
use serde_json::Value;

use super::{File, dcat};
use crate::api::{has_already, may_read, open_to_all};
use crate::router::refuse;

/// A year. Whatever stands between must leave the bytes as they are: the tag is theirs.
const FOR_EVER: &str = "public, max-age=31536000, immutable, no-transform";
/// What may change with the next publication.
const ASK_AGAIN: &str = "public, no-cache, no-transform";
const JSON_LD: &str = "application/ld+json; charset=utf-8";

pub fn router(backend: Backend) -> Router {
    Router::new()
        .route("/open-data/catalog.jsonld", get(catalogue).options(may_read))
        .route("/open-data/{set}/{file}", get(latest).options(may_read))
        .route("/open-data/{set}/{version}/{file}", get(frozen).options(may_read))
        .layer(map_response(open_to_all))
        .with_state(backend)
}

async fn catalogue(State(backend): State<Backend>, asked: HeaderMap) -> Response {
    let Ok(publications) = backend.publications.publications().await else {
        return refuse(Refusal::Unavailable);
    };
    let modified = publications.iter().map(|publication| publication.published_at).max();
    let catalogue: Value = dcat::catalogue(&publications, &backend.base_url);
    let Ok(body) = serde_json::to_vec_pretty(&catalogue) else { return refuse(Refusal::Unavailable) };
    let file = File { name: String::new(), media_type: JSON_LD, body };
    let sent = Sent { tag: file.sha256(), media_type: JSON_LD, kept: ASK_AGAIN, modified };
    if sent.is_known(&asked) { sent.not_modified() } else { sent.with(file.body) }
}

/// Leads to the latest version.
async fn latest(
    State(backend): State<Backend>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    let Some((set, file)) = path.ok().and_then(|Path((set, file))| Some((Set::parse(&set)?, file))) else {
        return refuse(Refusal::PageNotFound);
    };
    let Ok(latest) = backend.publications.latest(&set).await else {
        return refuse(Refusal::Unavailable);
    };
    match latest.filter(|latest| latest.files.iter().any(|known| known.name == file)) {
        Some(latest) => {
            let place = latest.path_of(&file);
            let headers = [(header::LOCATION, place), (header::CACHE_CONTROL, ASK_AGAIN.to_owned())];
            (StatusCode::FOUND, headers).into_response()
        }
        None => refuse(Refusal::PageNotFound),
    }
}

async fn frozen(
    State(backend): State<Backend>,
    method: Method,
    asked: HeaderMap,
    path: Result<Path<(String, String, String)>, PathRejection>,
) -> Response {
    let named = path
        .ok()
        .and_then(|Path((set, version, file))| Some((Set::parse(&set)?, version_number(&version)?, file)));
    let Some(named) = named else { return refuse(Refusal::PageNotFound) };
    match frozen_answer(&backend, &method, &asked, named).await {
        Ok(Some(answer)) => answer,
        Ok(None) => refuse(Refusal::PageNotFound),
        Err(Unavailable) => refuse(Refusal::Unavailable),
    }
}

/// What is in the file is read only if it is sent. `None`: there is no such file.
async fn frozen_answer(
    backend: &Backend,
    method: &Method,
    asked: &HeaderMap,
    (set, version, name): (Set, u32, String),
) -> Result<Option<Response>, Unavailable> {
    let Some(found) = backend.publications.frozen_file(&set, version, &name).await? else { return Ok(None) };
    let FrozenFile { file, published_at } = found;
    let (tag, media_type) = (file.sha256, file.media_type.as_str());
    let sent = Sent { tag, media_type, kept: FOR_EVER, modified: Some(published_at) };
    if sent.is_known(asked) {
        return Ok(Some(sent.not_modified()));
    }
    if method == Method::HEAD {
        let length = [(header::CONTENT_LENGTH, file.bytes.to_string())];
        return Ok(Some((length, sent.with(Vec::new())).into_response()));
    }
    let body = backend.publications.frozen_body(&set, version, &name).await?;
    Ok(body.map(|body| sent.with(body)))
}

/// `v3`, written in this one way.
fn version_number(text: &str) -> Option<u32> {
    let number: u32 = text.strip_prefix('v')?.parse().ok()?;
    (format!("v{number}") == text).then_some(number)
}

/// What is said of a body.
struct Sent<'a> {
    tag: String,
    media_type: &'a str,
    kept: &'static str,
    modified: Option<DateTime<Utc>>,
}

impl Sent<'_> {
    fn tag(&self) -> String {
        format!("\"{}\"", self.tag)
    }

    /// Does the asker have it already?
    fn is_known(&self, asked: &HeaderMap) -> bool {
        has_already(asked, &self.tag())
    }

    fn headers(&self) -> AppendHeaders<Vec<(HeaderName, String)>> {
        let mut headers = vec![(header::ETAG, self.tag()), (header::CACHE_CONTROL, self.kept.to_owned())];
        headers.extend(self.modified.map(|at| (header::LAST_MODIFIED, http_date(at))));
        AppendHeaders(headers)
    }

    fn not_modified(&self) -> Response {
        (StatusCode::NOT_MODIFIED, self.headers()).into_response()
    }

    fn with(&self, body: Vec<u8>) -> Response {
        ([(header::CONTENT_TYPE, self.media_type.to_owned())], self.headers(), body).into_response()
    }
}

/// As HTTP writes dates: `Sun, 22 Nov 2026 01:00:00 GMT`.
fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
