//! 「この端末から忘れる」

use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::parts::load::backend;
use crate::visitor;

/// Lets the browser forget the diagnosis at hand. The diagnosis itself stays as it is.
#[server(prefix = "/do", endpoint = "forget")]
pub async fn forget_diagnosis() -> Result<(), ServerFnError> {
    visitor::forget(&backend());
    super::redirect(Ok("/menus".to_owned()));
    Ok(())
}
