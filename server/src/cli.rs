//! The commands. Every sentence of theirs goes through the one writer that [`run`] is handed.

mod arguments;
mod audit;
mod demo;
mod failure;
mod import;
mod links;
mod mail;
mod menus;
mod notices;
mod publish;
mod staff;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use app::backend::{Actor, Clock};
use clap::Parser;

use crate::clock::SystemClock;
use crate::config::{Config, os_user};
use crate::content::{Checked, Files};
use crate::store::{Changes, Kept, LoadReport, Publication, Store};
use crate::{logging, serve};
use arguments::{
    Arguments, Command, ContentCommand, ImportCommand, NoticesCommand, PopulationCommand, RollUpCommand,
};
use failure::Failure;

/// Who does what nobody else is known to do.
const NAMELESS: &str = "cli";

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// It could not be done; for `content check`: there are errors.
    Failed,
    /// The command line says nothing that we know.
    Misused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::Failed => ExitCode::FAILURE,
            Outcome::Misused => ExitCode::from(2),
        }
    }
}

/// Where a command says what it has to say: results to `out`, complaints to `err`.
pub struct Console<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
}

impl Console<'_> {
    /// A reader that has gone (`| head`) is no error of ours.
    fn say(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.out, "{line}");
    }

    fn complain(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.err, "{line}");
    }
}

/// Runs the command that the arguments (the program's name first) name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Outcome {
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => return arguments::explain(&error, console),
    };
    match execute(parsed, console) {
        Ok(()) => Outcome::Done,
        Err(failure) => {
            console.complain(failure);
            Outcome::Failed
        }
    }
}

fn execute(Arguments { command, by, .. }: Arguments, console: &mut Console<'_>) -> Result<(), Failure> {
    let command = command.unwrap_or(Command::Serve);
    if let Command::Content(ContentCommand::Check { folder }) = &command {
        return check(folder.as_deref(), console);
    }
    let config = Config::from_env()?;
    logging::start(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = open(&config).await?;
        match command {
            Command::Serve => serve(config, store, console).await,
            command => with_store(command, by, config, store, console).await,
        }
    })
}

/// Everything but `content check` needs the database, in today's shape. `by`: who does it, if they say.
async fn with_store(
    command: Command,
    by: Option<String>,
    config: Config,
    store: Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let named = by.clone().or_else(os_user).unwrap_or_else(|| NAMELESS.to_owned());
    let store = store.acting_as(Actor::Command(named.clone()));
    match command {
        Command::Serve => {}
        Command::Migrate => {
            console.say(format_args!("データベースの表をそろえました（{}）。", config.database_url))
        }
        Command::Content(ContentCommand::Check { folder }) => check(folder.as_deref(), console)?,
        Command::Content(ContentCommand::Load { folder }) => load(&folder, &store, console).await?,
        Command::Content(ContentCommand::Links(asked)) => {
            links::check(&asked, &store, config.base_url.as_str(), console).await?;
        }
        Command::Mail(command) => mail::run(&command, &config, &store, console).await?,
        Command::Notices(NoticesCommand::Run) => notices::run(&config, &store, console).await?,
        Command::Menus(command) => menus::run(&command, &store, console).await?,
        Command::Demo(demo) if demo.clear => {
            let count = store.clear_made_up().await?;
            console.say(format_args!("作りものの事業者 {count} 件を消しました。"));
        }
        Command::Demo(demo) => demo::fill(&demo, &store, SystemClock.today(), console).await?,
        Command::Import(ImportCommand::Jgrants(arguments)) => {
            import::jgrants(&arguments, &store, SystemClock.today(), console).await?;
        }
        Command::Import(ImportCommand::Frame(arguments)) => {
            import::frame(&arguments, by.as_deref().unwrap_or_default(), &store, console).await?;
        }
        Command::Publish(arguments) => publish::run(&arguments, &store, console).await?,
        Command::Staff(command) => staff::run(&command, &config, &store, console).await?,
        Command::Agency(command) => staff::run_agency(&command, &store, console).await?,
        Command::Audit(command) => audit::run(&command, &store, console).await?,
        Command::RollUp(RollUpCommand::Rebuild) => {
            let count = store.rebuild_roll_up().await?;
            console.say(format_args!("回答 {count} 件から、集計を作り直しました。"));
        }
        Command::Population(PopulationCommand::Rebuild) => {
            let count = store.rebuild_population().await?;
            console.say(format_args!("事業者 {count} 者の台帳を、回答から作り直しました。"));
        }
    }
    Ok(store.close().await?)
}

/// The database, brought to the shape that this version knows; its folder is made where it is missing.
async fn open(config: &Config) -> Result<Store, Failure> {
    std::fs::create_dir_all(&config.data_dir)
        .map_err(|error| Failure::DataDir(config.data_dir.clone(), error))?;
    let store = Store::connect(config.database_url.expose(), Arc::new(SystemClock)).await?;
    store.migrate().await?;
    Ok(store)
}

async fn serve(config: Config, store: Store, console: &mut Console<'_>) -> Result<(), Failure> {
    let worker = mail::worker(&config, &store)?;
    load_seed_if_empty(&store, console).await?;
    let base_url = config.base_url.as_str();
    serve::serve(&config, &store, worker, |address| {
        console.say(format_args!("開きました：{base_url}（待ち受けは {address}、止めるには Ctrl+C）"));
    })
    .await?;
    Ok(store.close().await?)
}

/// Puts the starting content into a database that has none.
async fn load_seed_if_empty(store: &Store, console: &mut Console<'_>) -> Result<(), Failure> {
    if store.content_sources().await?.is_none() {
        let Checked { sources, content } = Files::seed().check().map_err(Failure::Content)?;
        store.load_content(&sources, &content).await?;
        console.say("はじめの中身を入れました。");
    }
    store.refresh_content().await?;
    Ok(())
}

/// `content check`: the files of a folder, or the embedded ones.
fn check(folder: Option<&Path>, console: &mut Console<'_>) -> Result<(), Failure> {
    let files = folder.map_or_else(Files::seed, Files::in_folder);
    let Checked { content, .. } = files.check().map_err(Failure::Content)?;
    console.say(format_args!(
        "誤りはありません（設問 {}・支援メニュー {}・事例 {}・計画の数値 {}・準備にかかる日数 {}・市町 {}・産業の大分類 {}）。",
        content.questionnaire.questions.len(),
        content.menus.len(),
        content.cases.len(),
        content.plan_records.len(),
        content.lead_times.len(),
        content.municipalities.len(),
        content.industries.divisions().count(),
    ));
    Ok(())
}

async fn load(folder: &Path, store: &Store, console: &mut Console<'_>) -> Result<(), Failure> {
    let Checked { sources, content } = Files::in_folder(folder).check().map_err(Failure::Content)?;
    let report = store.load_content(&sources, &content).await?;
    say_loaded(&report, content.questionnaire.version, console);
    Ok(())
}

fn say_loaded(report: &LoadReport, version: u32, console: &mut Console<'_>) {
    let publication = match report.questionnaire {
        Publication::New => "新しく公開しました",
        Publication::Again => "前に公開した版に戻しました",
        Publication::Unchanged => "変わりません",
    };
    console.say(format_args!("設問 版{version}：{publication}"));
    for (what, changes) in
        [("支援メニュー", report.menus), ("事例", report.cases), ("計画の数値", report.plan_records)]
    {
        let Changes { added, changed, removed, unchanged, moved } = changes;
        console.say(format_args!(
            "{what}：追加 {added}、変更 {changed}、削除 {removed}、そのまま {unchanged}（うち並べ替え {moved}）"
        ));
    }
    let Kept { imported, edited, not_taken, entered, figures_not_taken } = &report.kept;
    if imported + edited > 0 {
        console.say(format_args!(
            "支援メニューのうち、取り込んだもの {imported} 件と、県が直したもの {edited} 件は、そのままです。"
        ));
    }
    if *entered > 0 {
        console.say(format_args!("計画の数値のうち、県が書き入れたもの {entered} 件は、そのままです。"));
    }
    let not_taken: Vec<&str> = not_taken.iter().chain(figures_not_taken).map(String::as_str).collect();
    if !not_taken.is_empty() {
        console
            .say(format_args!("県が直したため、ファイルの内容を使わなかったもの：{}", not_taken.join("、")));
    }
    for (what, changed) in
        [("準備にかかる日数", report.lead_times_changed), ("市町と産業", report.tables_changed)]
    {
        console.say(format_args!("{what}：{}", if changed { "変わりました" } else { "変わりません" }));
    }
    if report.recounted > 0 {
        console.say(format_args!("回答 {} 件から、集計を作り直しました。", report.recounted));
    }
}

#[cfg(test)]
mod tests;
