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
    by: &str,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    load_seed_if_empty(store, console).await?;
    let reading = frame::Reading { as_of: arguments.as_of.clone(), without_size: arguments.without_size };
    let read = frame::read(&arguments.files, &reading, &store.current()).map_err(Failure::FrameSlips)?;
    let new = NewFrame { frame: &read.frame, unit: read.unit, sources: &read.sources, imported_by: by };
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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use app::backend::Frames;

    use super::*;
    use crate::clock::SystemClock;

    fn arguments(files: &[&str], without_size: bool) -> FrameArguments {
        let folder = Path::new("../tests/samples/frame");
        let files = files.iter().map(|file| folder.join(file)).collect();
        FrameArguments { files, as_of: None, without_size }
    }

    #[tokio::test]
    async fn a_frame_is_read_told_and_kept_or_refused_whole() {
        let folder = std::env::temp_dir().join(format!("dx-import-frame-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let url = format!("sqlite://{}?mode=rwc", folder.join("dx-shindan.db").display());
        let store = Store::connect(&url, Arc::new(SystemClock)).await.expect("the database opens");
        store.migrate().await.expect("the tables are made");
        let said = async |arguments: FrameArguments| {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let mut console = Console { out: &mut out, err: &mut err };
            let done = frame(&arguments, "DX推進課", &store, &mut console).await;
            done.map(|()| String::from_utf8(out).expect("UTF-8")).map_err(|failure| failure.to_string())
        };
        let refused = said(arguments(&["wrong_utf8.csv", "cross_census_classes_sjis.csv"], false)).await;
        let refused = refused.expect_err("refused");
        assert!(refused.contains("「wrong_utf8.csv」6行目 A列："), "{refused}");
        assert!(refused.contains("「cross_census_classes_sjis.csv」5行目 D列："), "{refused}");
        assert!(refused.ends_with("直す所が 6 か所あります。何も取り込んでいません。"), "{refused}");
        assert_eq!(store.frame().await.expect("the store answers"), None);

        let told = said(arguments(&["long_size_industry_utf8.csv"], false)).await.expect("imported");
        assert!(told.contains("［long_size_industry_utf8.csv］"), "{told}");
        assert!(told.contains("規模×産業：115 区分"), "{told}");
        assert!(told.contains("版 1 として取り込みました"), "{told}");
        let kept = store.frame().await.expect("the store answers").expect("a frame");
        assert_eq!(kept.imported_by, "DX推進課");
        store.close().await.expect("the database closes");
        let _gone = std::fs::remove_dir_all(&folder);
    }
}
