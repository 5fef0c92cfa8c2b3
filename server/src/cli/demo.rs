//! `demo`: puts made-up respondents in, batch by batch, and shows how far it is.

use app::backend::Action;
use chrono::NaiveDate;
use domain::content::Content;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::spawn_blocking;

use super::arguments::DemoArguments;
use super::failure::Failure;
use super::{Console, load_seed_if_empty};
use crate::demo::businesses;
use crate::store::{MadeUp, Store, StoreError};

/// So many are made up at a time.
const BATCH: usize = 2_000;
/// Batches of one transaction: most of its time goes into the roll-ups, whose rows the respondents share.
const PER_TRANSACTION: usize = 50;
/// Batches that are made up while earlier ones are written.
const AHEAD: usize = 2;

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
    let mut progress = Progress::new(count);
    let mut batches = made_up(arguments.seed, count as usize, content, today);
    let mut next = batches.recv().await;
    while let Some(first) = next {
        let mut filling = store.begin_made_up().await?;
        progress.advance(first.len(), console);
        filling.add(first).await?;
        for _ in 1..PER_TRANSACTION {
            let Some(batch) = batches.recv().await else { break };
            progress.advance(batch.len(), console);
            filling.add(batch).await?;
        }
        filling.commit().await?;
        next = batches.recv().await;
    }
    progress.bar.finish_and_clear();
    console.say(format_args!(
        "作りものの事業者 {count} 件を入れました（種 {}）。消すのは dx-shindan demo --clear です。",
        arguments.seed
    ));
    Ok(())
}

/// The respondents, made up in a thread of its own. It ends when nobody takes them any more.
fn made_up(seed: u64, count: usize, content: Content, today: NaiveDate) -> Receiver<Vec<MadeUp>> {
    let (sender, receiver) = channel(AHEAD);
    spawn_blocking(move || {
        let mut all = businesses(seed, count, &content, today);
        loop {
            let batch: Vec<MadeUp> = all.by_ref().take(BATCH).collect();
            if batch.is_empty() || sender.blocking_send(batch).is_err() {
                break;
            }
        }
    });
    receiver
}

/// What is published now, checked again.
async fn published(store: &Store) -> Result<Content, Failure> {
    let sources = store.content_sources().await?.ok_or(StoreError::NothingPublished)?;
    let checked = Content::check(&sources);
    checked.map_err(|found| Failure::Content(found.into_iter().map(Into::into).collect()))
}

/// How far it is: a bar on a terminal, else a line for each tenth of many.
struct Progress {
    bar: ProgressBar,
    count: u64,
    done: u64,
}

impl Progress {
    /// So many are few: they need no lines.
    const FEW: u64 = 20_000;

    fn new(count: u32) -> Progress {
        let bar = ProgressBar::new(count.into());
        let style = ProgressStyle::with_template("{bar:40} {human_pos} / {human_len} 件（残り {eta}）");
        let bar = match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        Progress { bar, count: count.into(), done: 0 }
    }

    fn advance(&mut self, by: usize, console: &mut Console<'_>) {
        let before = self.tenths();
        self.done += by as u64;
        self.bar.inc(by as u64);
        if self.bar.is_hidden() && self.count > Self::FEW && self.tenths() > before {
            console.complain(format_args!("{} / {} 件", self.done, self.count));
        }
    }

    fn tenths(&self) -> u64 {
        self.done * 10 / self.count.max(1)
    }
}
