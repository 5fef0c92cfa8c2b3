//! The browser's files: the islands' code, the style sheet, the icon.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use leptos::config::LeptosOptions;
use tower::ServiceBuilder;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

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
        let kept = if self.options.hash_files { FOREVER } else { HOUR };
        let cached = |value: HeaderValue| {
            // A file that is missing now may be there in a moment.
            let found = move |response: &Response| response.status().is_success().then(|| value.clone());
            ServiceBuilder::new()
                .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, found))
                .map_response(|response: axum::http::Response<_>| response.map(Body::new))
        };
        Router::new()
            .nest_service("/pkg", cached(kept).service(pkg))
            .route_service("/favicon.svg", cached(HOUR).service(icon))
    }
}
