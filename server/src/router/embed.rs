//! `/embed.js`: makes a link of `<div data-dx-shindan="code"></div>` on an agency's own pages, which begins a diagnosis there.
//! No frame: none of ours is shown in anybody's. The script asks for nothing, keeps nothing and tells nobody where it ran.

use app::backend::Backend;
use app::words::agencies::EMBED_BUTTON;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;

/// It stays for an hour in whatever cache: it changes with the program alone.
const CACHE: &str = "public, max-age=3600";

/// `BASE` and `LABEL` are put in front as strings of JSON. The code is checked to be nothing but letters and digits before it
/// stands in an address, and text is set as text; styles are set one by one, which no content policy forbids.
const SCRIPT: &str = r##"
  var FORM = /^[0-9a-hjkmnp-tv-z]{8}$/;
  var STYLE = {
    display: "inline-flex", alignItems: "center", minHeight: "48px", padding: "8px 24px", borderRadius: "8px",
    background: "#0017c1", color: "#ffffff", font: "bold 1rem/1.4 sans-serif", textDecoration: "none"
  };
  function replace(place) {
    var code = String(place.getAttribute("data-dx-shindan")).trim().toLowerCase();
    if (!FORM.test(code) || !place.parentNode) return;
    var link = document.createElement("a");
    link.href = BASE + "/start/" + code;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = LABEL;
    Object.keys(STYLE).forEach(function (name) { link.style[name] = STYLE[name]; });
    place.parentNode.replaceChild(link, place);
  }
  function all() {
    Array.prototype.forEach.call(document.querySelectorAll("div[data-dx-shindan]"), replace);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
"##;

pub fn router(backend: Backend) -> Router {
    Router::new().route("/embed.js", get(show)).with_state(backend)
}

async fn show(State(backend): State<Backend>) -> Response {
    let (base, label) = (json!(&*backend.base_url), json!(EMBED_BUTTON));
    let script = format!(
        "(function () {{\n  \"use strict\";\n  var BASE = {base};\n  var LABEL = {label};{SCRIPT}}})();\n"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, CACHE),
        // Pages that let in only what says that it may be let in.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    (headers, script).into_response()
}
