//! From what a file says to what it would change, and whether the catalogue stays sound with that.
//!
//! Cells are compared as they read, not as they are written: what is published is written to sheets and read back, and
//! only a field that then reads otherwise is taken over. So a cell that nobody has touched changes nothing, whatever
//! the notation of a cell cannot hold.

use std::collections::BTreeMap;

use app::words::menu_tables as words;
use domain::content::{Content, ContentFile, ContentFinding, ContentProblem, Sources};
use serde_json::Value;

use super::back::{Said, SaidOfField, SaidOfMenu, said};
use super::out::{Lists, unstamped};
use super::slip::{MAX_SLIPS, Problem, Slip, told};
use super::stamp;
use super::table::{Place, Table};

/// What is published: as it is stored, and checked.
pub struct Basis<'a> {
    pub sources: &'a Sources,
    pub content: &'a Content,
}

/// What a file without errors would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub changes: Vec<Change>,
    /// Menus of the file that would stay as they are.
    pub unchanged: usize,
    /// Sheets that were not read, by title.
    pub passed_over: Vec<String>,
}

/// A menu as it would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub id: String,
    pub name: String,
    pub before: Option<Value>,
    pub after: Value,
    /// Something else was published since the row was written: the change may undo that.
    pub stale: bool,
    /// Id of another menu of the same name: has an id been changed by mistake?
    pub same_name: Option<String>,
}

impl Change {
    /// What the officer should look at, in sentences.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let stale = self.stale.then(|| words::CHANGED_SINCE.to_owned());
        let same_name = self.same_name.as_deref().map(words::same_name);
        stale.into_iter().chain(same_name).collect()
    }
}

/// What the sheets would change.
///
/// # Errors
/// Every error, in the order of reading; then nothing of the file may be used.
pub fn proposal(tables: &[Table], basis: &Basis<'_>) -> Result<Proposal, Vec<Slip>> {
    let mut said = said(tables);
    if said.slips.len() > MAX_SLIPS {
        // The file was not read to its end: what the rest would change is not known.
        return Err(told(said.slips));
    }
    let current = Current::of(basis);
    let mut changes = Vec::new();
    let mut unchanged = 0;
    for menu in &said.menus {
        match current.change(menu, &said) {
            Ok(Some(change)) => changes.push(change),
            Ok(None) => unchanged += 1,
            Err(slip) => said.slips.push(*slip),
        }
    }
    said.slips.extend(unsound(&changes, &said, basis.sources));
    if said.slips.is_empty() {
        return Ok(Proposal { changes, unchanged, passed_over: said.passed_over });
    }
    Err(told(said.slips))
}

/// What is published, by id: as stored, and as it reads from sheets.
struct Current<'a> {
    stored: BTreeMap<&'a str, &'a Value>,
    read: BTreeMap<String, SaidOfMenu>,
}

impl<'a> Current<'a> {
    fn of(basis: &Basis<'a>) -> Current<'a> {
        let read = said(&unstamped(basis.content, Lists::OnSheets)).menus;
        Current {
            stored: entries(basis.sources)
                .filter_map(|menu| Some((menu.get("id")?.as_str()?, menu)))
                .collect(),
            read: read.into_iter().map(|menu| (menu.id.clone(), menu)).collect(),
        }
    }

    /// What a menu of the file would change; nothing if it reads as it is published.
    fn change(&self, menu: &SaidOfMenu, said: &Said) -> Result<Option<Change>, Box<Slip>> {
        let (stored, read) = (self.stored.get(menu.id.as_str()), self.read.get(&menu.id));
        let (Some(stored), Some(read)) = (stored, read) else { return self.new_menu(menu, said).map(Some) };
        let written = menu.stamp.as_ref().filter(|_| stamp::of(menu).is_some());
        if written.is_some() && stamp::of(menu).as_ref() == written {
            return Ok(None);
        }
        let mut after = Value::clone(stored);
        let mut differs = false;
        for (field, said) in &menu.fields {
            let before = read.fields.get(field).and_then(|said| said.value.as_ref());
            if before != said.value.as_ref() {
                differs = true;
                put(&mut after, field, said);
            }
        }
        let stale = written.is_some_and(|written| stamp::of(read).as_ref() != Some(written));
        let name = name(&after);
        let change = Change {
            id: menu.id.clone(),
            name,
            before: Some(Value::clone(stored)),
            after,
            stale,
            same_name: None,
        };
        // A field that cannot be read stands here as it is published, so that the rest is checked all the same.
        Ok((differs || !menu.broken.is_empty()).then_some(change))
    }

    fn new_menu(&self, menu: &SaidOfMenu, said: &Said) -> Result<Change, Box<Slip>> {
        let slip = |problem| Box::new(Slip { place: menu.place.clone(), problem });
        if !menu.among_menus {
            return Err(slip(Problem::UnknownMenu(menu.id.clone())));
        }
        if !said.without_column.is_empty() {
            return Err(slip(Problem::MissingForNew(said.without_column.clone())));
        }
        let mut after = serde_json::json!({ "id": menu.id, "pains": [], "solutions": [], "conditions": [] });
        for (field, said) in &menu.fields {
            put(&mut after, field, said);
        }
        let name = name(&after);
        let same = |(_, stored): &(&&str, &&Value)| !name.is_empty() && self::name(stored) == name;
        let same_name = self.stored.iter().find(same).map(|(id, _)| (*id).to_owned());
        Ok(Change { id: menu.id.clone(), name, before: None, after, stale: false, same_name })
    }
}

fn entries(sources: &Sources) -> impl Iterator<Item = &Value> {
    sources.menus.get("menu").and_then(Value::as_array).into_iter().flatten()
}

fn name(menu: &Value) -> String {
    menu.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn put(menu: &mut Value, field: &str, said: &SaidOfField) {
    if let Some(menu) = menu.as_object_mut() {
        match &said.value {
            Some(value) => drop(menu.insert(field.to_owned(), value.clone())),
            None => drop(menu.remove(field)),
        }
    }
}

/// What the catalogue would have against the changes, each at the cell that it comes from.
fn unsound(changes: &[Change], said: &Said, sources: &Sources) -> Vec<Slip> {
    let Err(findings) = Content::check(&with_changes(sources, changes)) else { return Vec::new() };
    let of = |id: &str| said.menus.iter().find(|menu| menu.id == id);
    let slips = findings.into_iter().filter_map(|finding| match of(&finding.entry) {
        Some(menu) if finding.file == ContentFile::Menus => slip(finding, menu),
        // Not of this file: the store holds what an earlier version let pass. Nothing to be done in a cell.
        _ => Some(Slip { place: Place::nowhere(), problem: Problem::Content(finding.problem) }),
    });
    slips.collect()
}

/// The content with the changed menus in the place of the published, and the new ones at the end.
#[must_use]
pub fn with_changes(sources: &Sources, changes: &[Change]) -> Sources {
    let changed: BTreeMap<&str, &Value> =
        changes.iter().map(|change| (change.id.as_str(), &change.after)).collect();
    let id = |menu: &Value| menu.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let kept = entries(sources).map(|menu| changed.get(id(menu).as_str()).copied().unwrap_or(menu));
    let new = changes.iter().filter(|change| change.before.is_none()).map(|change| &change.after);
    let menus: Vec<Value> = kept.chain(new).cloned().collect();
    let mut with = sources.clone();
    if let Some(file) = with.menus.as_object_mut() {
        file.insert("menu".to_owned(), Value::Array(menus));
    }
    with
}

/// A finding at its cell. None if the field is broken already, which says more, or if the finding only repeats what
/// is said of a missing field.
fn slip(finding: ContentFinding, menu: &SaidOfMenu) -> Option<Slip> {
    let (field, rest) = finding.field.split_once(['[', '.']).unwrap_or((&finding.field, ""));
    if menu.broken.contains(field) {
        return None;
    }
    let missing =
        matches!(&finding.problem, ContentProblem::Shape(message) if message.starts_with("missing field"));
    if missing && !menu.broken.is_empty() && !menu.fields.contains_key(field) {
        return None;
    }
    let place = match menu.fields.get(field) {
        Some(said) => place_in(said, rest).unwrap_or(&said.place).clone(),
        None => menu.place.clone(),
    };
    Some(Slip { place, problem: Problem::Content(finding.problem) })
}

/// The place in a list that `3].value` points to.
fn place_in<'s>(said: &'s SaidOfField, rest: &str) -> Option<&'s Place> {
    let (number, within) = rest.split_once(']')?;
    let entry = said.entries.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    let key = within.trim_start_matches('.');
    entry.get(key).or_else(|| entry.get(""))
}
