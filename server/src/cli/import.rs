//! `import jgrants`: from files or from the portal, with a bar and a report. `import frame`: from files, with a report.

use std::time::Duration;

use app::backend::Contents;
use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::{FrameArguments, JgrantsArguments};
use super::failure::Failure;
use super::{Console, load_seed_if_empty};
use crate::import::frame;
use crate::import::jgrants::{KEYWORDS, Listing, Manners, Report, Step, import_files, import_portal};
use crate::store::{NewFrame, Store};

pub(super) async fn jgrants(
    arguments: &JgrantsArguments,
    store: &Store,
    today: NaiveDate,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    load_seed_if_empty(store, console).await?;
    let report = match &arguments.url {
        Some(base) => portal(arguments, base, store, today).await?,
        None => import_files(store, &arguments.files, arguments.complete, today).await?,
    };
    console.say(&report);
    match report.failed.len() {
        0 => Ok(()),
        count => Err(Failure::NotAllImported(count)),
    }
}

pub(super) async fn frame(
    arguments: &FrameArguments,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    load_seed_if_empty(store, console).await?;
    let reading = frame::Reading { as_of: arguments.as_of.clone(), without_size: arguments.without_size };
    let read = frame::read(&arguments.files, &reading, &store.current()).map_err(Failure::FrameSlips)?;
    let new = NewFrame {
        frame: &read.frame,
        unit: read.unit,
        sources: &read.sources,
        imported_by: arguments.by.trim(),
    };
    let version = store.import_frame(&new).await?;
    console.say(&read.report);
    console.say(format_args!("版 {version} として取り込みました。これからの重み付けは、この版を使います。"));
    Ok(())
}

async fn portal(
    arguments: &JgrantsArguments,
    base: &str,
    store: &Store,
    today: NaiveDate,
) -> Result<Report, Failure> {
    let keywords = match arguments.keywords.as_slice() {
        [] => KEYWORDS.map(str::to_owned).to_vec(),
        given => given.to_vec(),
    };
    let listing = Listing {
        base: base.to_owned(),
        keywords,
        complete: arguments.complete || arguments.keywords.is_empty(),
        manners: Manners { delay: Duration::from_secs_f64(arguments.delay), ..Manners::default() },
    };
    let bar = bar();
    let mut show = |step: Step| match step {
        Step::Listing { done, of } => place(&bar, "一覧", done, of),
        Step::Details { done, of } => place(&bar, "詳細", done, of),
    };
    let report = import_portal(store, &listing, today, &mut show).await;
    bar.finish_and_clear();
    Ok(report?)
}

fn place(bar: &ProgressBar, what: &'static str, done: usize, of: usize) {
    bar.set_message(what);
    bar.set_length(of as u64);
    bar.set_position(done as u64);
}

/// Only on a terminal; otherwise it stays silent.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:40} {human_pos} / {human_len} 件（残り {eta}）");
    let bar = ProgressBar::new(0);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
