//! `notices run`: looks what subscribers are to be told, and writes the mails.

use super::Console;
use super::failure::Failure;
use crate::config::Config;
use crate::notices::{Found, tell};
use crate::store::{Mailed, Store};

pub(super) async fn run(config: &Config, store: &Store, console: &mut Console<'_>) -> Result<(), Failure> {
    let Found { notices, mailed } = tell(store, config.base_url.as_str()).await?;
    let Mailed { subscriptions, mails } = mailed;
    store.clear_subscriptions().await?;
    if notices == 0 && subscriptions == 0 {
        console.say("いま知らせることはありません。");
        return Ok(());
    }
    console.say(format_args!("新しく知らせること {notices} 件。{mails} 通のメールを、送る列に入れました。"));
    Ok(())
}
