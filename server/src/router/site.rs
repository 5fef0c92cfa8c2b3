//! The browser's files: the islands' code, the style sheet, the icon.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use leptos::config::LeptosOptions;
use tower_http::services::{ServeDir, ServeFile};

/// The name that the build gives the files; cargo-leptos calls it output-name.
const OUTPUT_NAME: &str = "dx-shindan";
const PKG: &str = "pkg";
/// Names with a hash never change their content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Where the files are, and how pages ask for them.
#[derive(Debug, Clone)]
pub struct Site {
    root: PathBuf,
    pub options: LeptosOptions,
}

impl Site {
    /// The files below `root`; their names carry hashes when the build has left its list beside the binary.
    #[must_use]
    pub fn new(root: &Path, hash_list: &Path) -> Site {
        let options = LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root(root.to_string_lossy().as_ref())
            .site_pkg_dir(PKG)
            .hash_files(hash_list.is_file())
            .build();
        Site { root: root.to_owned(), options }
    }

    /// Serves them, from the compressed copies where the browser takes those.
    pub fn files(&self) -> Router {
        let pkg = ServeDir::new(self.root.join(PKG)).precompressed_br().precompressed_gzip();
        let icon = ServeFile::new(self.root.join("favicon.svg"));
        Router::new().nest_service("/pkg", pkg).route_service("/favicon.svg", icon).layer(from_fn(keep))
    }
}

/// Says how long what is there may be kept. What is missing may be there in a moment, from a newer instance.
async fn keep(request: Request, next: Next) -> Response {
    let kept = if has_hash(request.uri().path()) { FOREVER } else { HOUR };
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, kept);
    }
    response
}

/// `…/dx-shindan.<hash>.css`; the plain names stand beside them.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let hash = name.strip_prefix(OUTPUT_NAME).and_then(|rest| rest.strip_prefix('.')?.rsplit_once('.'));
    hash.is_some_and(|(hash, _)| hash.len() >= 16)
}
