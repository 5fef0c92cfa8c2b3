//! The interface without a network: for the page to try it, which answers as the network would.

use std::sync::Arc;

use app::backend::{Clock, Contents, Interface, Publications};
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt;

/// All that the interface looks at: content, figures that are published, and the day.
#[derive(Clone)]
pub struct Local {
    pub(super) contents: Arc<dyn Contents>,
    pub(super) publications: Arc<dyn Publications>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Local {
    #[must_use]
    pub fn new(
        contents: Arc<dyn Contents>,
        publications: Arc<dyn Publications>,
        clock: Arc<dyn Clock>,
    ) -> Local {
        Local { contents, publications, clock }
    }

    /// None only if the path is no path.
    async fn answer(&self, path: &str, body: String) -> Option<(u16, String)> {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(body)).ok()?;
        let response = super::routes(self.clone()).oneshot(request).await.ok()?;
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.ok()?;
        Some((status, readable(&body)))
    }
}

#[async_trait]
impl Interface for Local {
    async fn post(&self, path: &str, body: String) -> (u16, String) {
        let failed = || (StatusCode::INTERNAL_SERVER_ERROR.as_u16(), String::new());
        self.answer(path, body).await.unwrap_or_else(failed)
    }
}

/// JSON over several lines; anything else as it is.
fn readable(body: &[u8]) -> String {
    let pretty = serde_json::from_slice(body).and_then(|value: Value| serde_json::to_string_pretty(&value));
    pretty.unwrap_or_else(|_| String::from_utf8_lossy(body).into_owned())
}
