//! 「この結果は役に立ちましたか」

use domain::passage::Helpful;
use leptos::prelude::*;
use leptos::server_fn::ServerFnError;

use crate::backend::Said;
use crate::pages::business::flow;
use crate::parts::load::backend;
use crate::refusal::Refusal;

/// Keeps what the reader of a result says of it, in place of what was said before.
#[server(prefix = "/do", endpoint = "helpful")]
pub async fn say_helpful(
    #[server(default)] key: Option<String>,
    #[server(default)] helpful: Option<String>,
) -> Result<(), ServerFnError> {
    super::redirect(say(key, helpful).await);
    Ok(())
}

async fn say(key: Option<String>, helpful: Option<String>) -> Result<String, Refusal> {
    let key = super::parse_key(key)?;
    let helpful = helpful.as_deref().and_then(Helpful::parse).ok_or(Refusal::BadForm)?;
    match backend().passages.say_helpful(&key, helpful).await? {
        Said::Stored => Ok(format!("{}#helpful", flow::result_path(&key))),
        Said::NotFound => Err(Refusal::DiagnosisNotFound),
    }
}
