//! `menus export`, `menus import`: menus as spreadsheets.

use std::collections::BTreeSet;
use std::path::Path;

use app::words::{drafts as words, menu_tables};
use domain::content::Content;
use domain::draft::{Origin, differences};

use super::Console;
use super::arguments::MenusCommand;
use super::failure::Failure;
use crate::spreadsheet::{self, Change, Fault, Format, Proposal};
use crate::store::{self, Basis, Confirmation, Store, StoreError, TableSource};

pub(super) async fn run(
    command: &MenusCommand,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    match command {
        MenusCommand::Export { file, shift_jis } => export(file, *shift_jis, store, console).await,
        MenusCommand::Import { file, confirm } => import(file, *confirm, store, console).await,
    }
}

fn format(file: &Path, shift_jis: bool) -> Option<Format> {
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    match (ending.as_str(), shift_jis) {
        ("xlsx", false) => Some(Format::Xlsx),
        ("csv", false) => Some(Format::Csv),
        ("csv", true) => Some(Format::CsvShiftJis),
        _ => None,
    }
}

async fn export(
    file: &Path,
    shift_jis: bool,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let format = format(file, shift_jis).ok_or(Failure::TableFormat)?;
    let content = content(&store.basis().await?)?;
    let bytes = spreadsheet::write(&content, format, store.today()).map_err(Failure::TableWrite)?;
    std::fs::write(file, bytes).map_err(|error| Failure::File(file.to_owned(), error))?;
    console.say(format_args!(
        "支援メニュー {} 件を {} に書き出しました。",
        content.menus.len(),
        file.display()
    ));
    Ok(())
}

fn content(basis: &Basis) -> Result<Content, Failure> {
    let checked = Content::check(&basis.sources);
    checked.map_err(|findings| StoreError::StoredContent { errors: findings.len() }.into())
}

async fn import(file: &Path, confirm: bool, store: &Store, console: &mut Console<'_>) -> Result<(), Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::File(file.to_owned(), error))?;
    let basis = store.basis().await?;
    let proposal = spreadsheet::looked_at(&bytes, &basis.sources).map_err(|fault| match fault {
        Fault::File(fault) => Failure::TableRead(fault),
        Fault::Slips(slips) => Failure::TableSlips(slips),
        Fault::Stored(errors) => StoreError::StoredContent { errors }.into(),
    })?;
    let waiting = store.waiting(Origin::Spreadsheet).await?;
    show(&proposal, &waiting, &content(&basis)?, console);
    if proposal.changes.is_empty() {
        return Ok(());
    }
    if !confirm {
        console.say("まだ何も取り込んでいません。下書きにするには --confirm を付けます。");
        return Ok(());
    }
    let proposals: Vec<store::Proposal> = proposal.changes.iter().map(proposed).collect();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    match store.propose_table(basis.revision, &proposals, TableSource::File(&name)).await? {
        Confirmation::Done => {
            console
                .say(format_args!("下書き {} 件を作りました。公開は /office/drafts で。", proposals.len()));
            Ok(())
        }
        Confirmation::Changed | Confirmation::Gone => Err(Failure::Overtaken),
    }
}

fn proposed(change: &Change) -> store::Proposal {
    store::Proposal { document: change.after.clone(), notes: change.notes(), conflicts: Vec::new() }
}

/// What would change, menu by menu. `waiting`: those that have a draft already.
fn show(proposal: &Proposal, waiting: &BTreeSet<String>, content: &Content, console: &mut Console<'_>) {
    for change in &proposal.changes {
        let found = differences(change.before.as_ref(), &change.after);
        let title = menu_tables::menu(&change.name, &change.id);
        let kind =
            if change.before.is_none() { words::NEW_MENU.to_owned() } else { words::count(found.len()) };
        console.say(format_args!("{title}：{kind}"));
        let replaces = waiting.contains(&change.id).then(|| menu_tables::REPLACES.to_owned());
        for note in change.notes().into_iter().chain(replaces) {
            console.say(format_args!("  注意：{note}"));
        }
        for difference in found {
            let said = |value: &Option<serde_json::Value>| match value {
                Some(value) => words::value(content, &difference.field, value),
                None => words::NOTHING.to_owned(),
            };
            let field = words::field(&difference.field);
            console.say(format_args!(
                "  {field}：{} → {}",
                said(&difference.before),
                said(&difference.after)
            ));
        }
    }
    if !proposal.passed_over.is_empty() {
        console.say(menu_tables::passed_over(&proposal.passed_over));
    }
    let new = proposal.changes.iter().filter(|change| change.before.is_none()).count();
    console.say(menu_tables::counts(proposal.changes.len() - new, new, proposal.unchanged));
    if proposal.changes.is_empty() {
        console.say(menu_tables::NOTHING_CHANGES);
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use app::backend::Drafts;

    use super::*;
    use crate::clock::SystemClock;
    use crate::content::{Checked, Files};

    /// A folder with a database in it, gone when the test is over.
    struct Desk {
        folder: PathBuf,
        store: Store,
    }

    impl Desk {
        async fn new(name: &str) -> Desk {
            let folder = std::env::temp_dir().join(format!("dx-menus-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).expect("a temporary folder");
            let url = format!("sqlite://{}?mode=rwc", folder.join("dx-shindan.db").display());
            let store = Store::connect(&url, Arc::new(SystemClock)).await.expect("the database opens");
            store.migrate().await.expect("the tables are made");
            let Checked { sources, content } = Files::seed().check().expect("a seed without errors");
            store.load_content(&sources, &content).await.expect("the seed loads");
            Desk { folder, store }
        }

        fn file(&self, name: &str) -> PathBuf {
            self.folder.join(name)
        }

        /// What a command says, or what stops it.
        async fn said(&self, command: MenusCommand) -> Result<String, String> {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let mut console = Console { out: &mut out, err: &mut err };
            let done = run(&command, &self.store, &mut console).await;
            done.map(|()| String::from_utf8(out).expect("UTF-8")).map_err(|failure| failure.to_string())
        }

        async fn export(&self, name: &str, shift_jis: bool) -> Result<String, String> {
            self.said(MenusCommand::Export { file: self.file(name), shift_jis }).await
        }

        async fn import(&self, name: &str, confirm: bool) -> Result<String, String> {
            self.said(MenusCommand::Import { file: self.file(name), confirm }).await
        }

        /// The CSV with a text in the place of another.
        fn edit(&self, name: &str, before: &str, after: &str) {
            let text = std::fs::read_to_string(self.file("menus.csv")).expect("exported");
            assert!(text.contains(before), "{before}");
            std::fs::write(self.file(name), text.replacen(before, after, 1)).expect("written");
        }

        async fn drafts(&self) -> usize {
            self.store.open_drafts().await.expect("the store answers").len()
        }
    }

    impl Drop for Desk {
        fn drop(&mut self) {
            let _gone = std::fs::remove_dir_all(&self.folder);
        }
    }

    #[tokio::test]
    async fn what_is_written_is_read_back_without_a_difference() {
        let desk = Desk::new("round-trip").await;
        for (name, shift_jis) in [("menus.xlsx", false), ("menus.csv", false), ("SJIS.CSV", true)] {
            let said = desk.export(name, shift_jis).await.expect("written");
            assert!(said.starts_with("支援メニュー 64 件を "), "{said}");
            let said = desk.import(name, true).await.expect("read");
            assert_eq!(
                said,
                format!("{}\n{}\n", menu_tables::counts(0, 0, 64), menu_tables::NOTHING_CHANGES)
            );
        }
        for (name, shift_jis) in [("menus.txt", false), ("menus", false), ("menus.xlsx", true)] {
            let refused = desk.export(name, shift_jis).await.expect_err("no such format");
            assert!(refused.starts_with("ファイルの名前は .xlsx か .csv で終えます。"), "{refused}");
        }
    }

    #[tokio::test]
    async fn differences_are_shown_and_become_drafts_when_confirmed() {
        let desk = Desk::new("confirm").await;
        desk.export("menus.csv", false).await.expect("written");
        desk.edit("edited.csv", ",2026-08-25,", ",2026-08-31,");
        let said = desk.import("edited.csv", false).await.expect("read");
        assert!(said.contains("  受付の終わり：2026年8月25日（火） → 2026年8月31日（月）\n"), "{said}");
        assert!(
            said.ends_with("まだ何も取り込んでいません。下書きにするには --confirm を付けます。\n"),
            "{said}"
        );
        assert_eq!(desk.drafts().await, 0);
        for replaces in [false, true] {
            let said = desk.import("edited.csv", true).await.expect("read");
            assert_eq!(said.contains(menu_tables::REPLACES), replaces, "{said}");
            assert!(said.ends_with("下書き 1 件を作りました。公開は /office/drafts で。\n"), "{said}");
            assert_eq!(desk.drafts().await, 1);
        }
    }

    #[tokio::test]
    async fn errors_are_said_at_once_and_stop_everything() {
        let desk = Desk::new("errors").await;
        desk.export("menus.csv", false).await.expect("written");
        desk.edit("edited.csv", ",2026-08-25,", ",2026-08-32,");
        let failed = desk.import("edited.csv", true).await.expect_err("a slip");
        assert!(
            failed.starts_with("「支援メニュー」3行目 H列「受付の終わり」：「2026-08-32」は"),
            "{failed}"
        );
        assert!(failed.ends_with("直す所が 1 か所あります。何も取り込んでいません。"), "{failed}");
        assert_eq!(desk.drafts().await, 0);
        std::fs::write(desk.file("empty.csv"), "").expect("written");
        assert_eq!(desk.import("empty.csv", true).await, Err("ファイルが空です。".to_owned()));
        let missing = desk.import("nowhere.csv", true).await.expect_err("no file");
        assert!(missing.contains("nowhere.csv を開けません"), "{missing}");
    }
}
