//! 「下書きにする」 and 「やめる」 for a spreadsheet of menus. The file itself is sent to the router
//! (`server/src/router/menu_tables.rs`).

use domain::access::Act;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use super::officer;
use crate::backend::Confirmed;
use crate::pages::office::{MENU_TABLES, menu_table_path};
use crate::refusal::Refusal;
use crate::words::drafts::Said;

/// Makes drafts of what a file would change, if that is what was shown.
#[server(prefix = "/do", endpoint = "confirm-menu-table")]
pub async fn confirm_menu_table(
    #[server(default)] id: Option<String>,
    #[server(default)] seal: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(confirm(id, seal).await);
    Ok(())
}

/// Throws a file away.
#[server(prefix = "/do", endpoint = "drop-menu-table")]
pub async fn drop_menu_table(#[server(default)] id: Option<String>) -> Result<(), ServerFnError> {
    super::redirect(throw_away(id).await);
    Ok(())
}

async fn confirm(id: Option<String>, seal: Option<String>) -> Result<String, Refusal> {
    let (backend, id) = (officer(Act::EditContent)?, well_formed(id)?);
    let seal = seal.ok_or(Refusal::BadForm)?;
    Ok(match backend.menu_tables.confirm(&id, &seal).await? {
        Confirmed::Done => format!("/office/drafts?said={}", Said::Proposed.code()),
        Confirmed::Changed => format!("{}?said=changed", menu_table_path(&id)),
        Confirmed::Gone => format!("{MENU_TABLES}?said=gone"),
    })
}

async fn throw_away(id: Option<String>) -> Result<String, Refusal> {
    let backend = officer(Act::EditContent)?;
    backend.menu_tables.throw_away(&well_formed(id)?).await?;
    Ok(MENU_TABLES.to_owned())
}

/// The id in a form: it stands in an address again, so nothing else may pass.
fn well_formed(id: Option<String>) -> Result<String, Refusal> {
    let is_formed = |id: &String| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
    id.filter(is_formed).ok_or(Refusal::BadForm)
}
