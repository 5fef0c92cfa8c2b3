//! `demo`: puts made-up respondents in, batch by batch, and shows how far it is.

use app::backend::Action;
use chrono::NaiveDate;
use domain::content::Content;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::arguments::DemoArguments;
use super::failure::Failure;
use super::{Console, load_seed_if_empty};
use crate::demo::businesses;
use crate::store::{Store, StoreError};

/// So many in one transaction.
const BATCH: usize = 1_000;

pub(super) async fn fill(
    arguments: &DemoArguments,
    store: &Store,
    today: NaiveDate,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    load_seed_if_empty(store, console).await?;
    let content = published(store).await?;
    let count = arguments.businesses.unwrap_or_default();
    store.note(Action::FillDemo, "", &json!({ "businesses": count, "seed": arguments.seed })).await?;
    let bar = progress(count);
    let mut made_up = businesses(arguments.seed, count as usize, &content, today);
    loop {
        let batch: Vec<_> = made_up.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let stored = batch.len();
        store.insert_made_up(batch).await?;
        bar.inc(stored as u64);
    }
    bar.finish_and_clear();
    console.say(format_args!(
        "作りものの事業者 {count} 件を入れました（種 {}）。消すのは dx-shindan demo --clear です。",
        arguments.seed
    ));
    Ok(())
}

/// What is published now, checked again.
async fn published(store: &Store) -> Result<Content, Failure> {
    let sources = store.content_sources().await?.ok_or(StoreError::NothingPublished)?;
    let checked = Content::check(&sources);
    checked.map_err(|found| Failure::Content(found.into_iter().map(Into::into).collect()))
}

/// Only on a terminal; otherwise it stays silent.
fn progress(count: u32) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {human_pos} / {human_len} 件（残り {eta}）");
    let bar = ProgressBar::new(count.into());
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
