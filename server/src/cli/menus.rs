//! `menus export`, `menus import`: menus as spreadsheets.

use std::path::Path;

use app::words::{drafts as words, menu_tables};
use domain::content::Content;
use domain::draft::differences;

use super::Console;
use super::arguments::MenusCommand;
use super::failure::Failure;
use crate::spreadsheet::{self, Change, Fault, Format, Proposal};
use crate::store::{self, Basis, Confirmation, Store, StoreError};

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
    show(&proposal, &content(&basis)?, console);
    if proposal.changes.is_empty() {
        return Ok(());
    }
    if !confirm {
        console.say("まだ何も取り込んでいません。下書きにするには --confirm を付けます。");
        return Ok(());
    }
    let proposals: Vec<store::Proposal> = proposal.changes.iter().map(proposed).collect();
    match store.propose_table(basis.revision, &proposals, None).await? {
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

/// What would change, menu by menu.
fn show(proposal: &Proposal, content: &Content, console: &mut Console<'_>) {
    for change in &proposal.changes {
        let found = differences(change.before.as_ref(), &change.after);
        let title = menu_tables::menu(&change.name, &change.id);
        let kind =
            if change.before.is_none() { words::NEW_MENU.to_owned() } else { words::count(found.len()) };
        console.say(format_args!("{title}：{kind}"));
        for note in change.notes() {
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
