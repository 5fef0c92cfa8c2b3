//! Menus that are not from the content files: those that were imported, and those that officers have edited.
//! A load of files leaves them alone; a published draft puts them here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domain::content::{Content, ContentFile, ContentFinding, ContentProblem, Sources};
use domain::draft::Origin;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::Value;

use super::super::StoreError;
use super::super::entity::{content_state, support_menu};
use super::catalogue::{menu_rows, write};
use super::document::{self, canonical};
use super::load::advance;
use super::records;

/// What a load of files left as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub imported: usize,
    pub edited: usize,
    /// Edited ones that stand in the files too, otherwise: the files' text was not taken.
    pub not_taken: Vec<String>,
    /// Figures of the plans that officers entered.
    pub entered: usize,
    /// Figures of the files in whose place an officer's stands, otherwise.
    pub figures_not_taken: Vec<String>,
}

/// The files' content with the menus and the figures that are kept.
pub(super) struct Joined<'a> {
    pub(super) sources: Cow<'a, Sources>,
    pub(super) content: Cow<'a, Content>,
    /// By id of a kept menu, who it is from.
    pub(super) origins: BTreeMap<String, String>,
    /// Ids of the figures that officers entered.
    pub(super) entered: BTreeSet<String>,
    pub(super) kept: Kept,
}

/// Puts kept menus into the place of the files' menus of the same id, the others behind them.
///
/// # Errors
/// [`StoreError::Refused`] when a file uses the id of an imported menu, or a kept menu no longer fits the rest.
pub(super) async fn join<'a, C: ConnectionTrait>(
    connection: &C,
    sources: &'a Sources,
    content: &'a Content,
) -> Result<Joined<'a>, StoreError> {
    let rows = support_menu::Entity::find()
        .filter(support_menu::Column::Origin.is_not_null())
        .order_by_asc(support_menu::Column::Position)
        .order_by_asc(support_menu::Column::Id)
        .all(connection)
        .await?;
    let figures = records::kept(connection).await?;
    if rows.is_empty() && figures.ids.is_empty() {
        let (sources, content) = (Cow::Borrowed(sources), Cow::Borrowed(content));
        let (origins, entered) = (BTreeMap::new(), BTreeSet::new());
        return Ok(Joined { sources, content, origins, entered, kept: Kept::default() });
    }
    let (imported, edited): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| row.origin.as_deref() == Some(Origin::Jgrants.as_str()));
    let clashes = imported.iter().filter(|row| content.menu(&row.id).is_some()).map(|row| ContentFinding {
        file: ContentFile::Menus,
        entry: row.id.clone(),
        field: "id".to_owned(),
        problem: ContentProblem::ImportedId(row.id.clone()),
    });
    let clashes: Vec<ContentFinding> = clashes.collect();
    if !clashes.is_empty() {
        return Err(StoreError::Refused(clashes));
    }
    let entered = figures.ids.clone();
    let (with_figures, figures_not_taken) = figures.joined(sources);
    let mut kept = Kept {
        imported: imported.len(),
        edited: edited.len(),
        not_taken: Vec::new(),
        entered: entered.len(),
        figures_not_taken,
    };
    let mut documents: Vec<(String, Value)> = Vec::new();
    for row in &rows {
        documents.push((row.id.clone(), document::parse(&row.document, "support menu")?));
    }
    let (_, of_files) = document::split(&sources.menus, document::MENUS.list);
    for (id, stays) in &documents {
        let differs = |entry: &&Value| entry["id"] == id.as_str() && canonical(entry) != canonical(stays);
        kept.not_taken.extend(of_files.iter().find(differs).map(|_| id.clone()));
    }
    let joined = with_menus(&with_figures, documents);
    let content = Content::check(&joined).map_err(StoreError::Refused)?;
    let origins = rows.into_iter().filter_map(|row| Some((row.id, row.origin?))).collect();
    Ok(Joined { sources: Cow::Owned(joined), content: Cow::Owned(content), origins, entered, kept })
}

/// The sources with these menus, each in the place of the one of its id or at the end.
pub(in super::super) fn with_menus(
    sources: &Sources,
    documents: impl IntoIterator<Item = (String, Value)>,
) -> Sources {
    let (head, mut entries) = document::split(&sources.menus, document::MENUS.list);
    let mut places: BTreeMap<String, usize> = (0..)
        .zip(&entries)
        .filter_map(|(place, entry)| Some((entry["id"].as_str()?.to_owned(), place)))
        .collect();
    for (id, document) in documents {
        match places.get(&id).and_then(|&place| entries.get_mut(place)) {
            Some(entry) => *entry = document,
            None => {
                places.insert(id, entries.len());
                entries.push(document);
            }
        }
    }
    Sources { menus: document::joined(Some(head), document::MENUS.list, entries), ..sources.clone() }
}

/// A menu to be published.
#[derive(Clone)]
pub(in super::super) struct Change {
    pub(in super::super) menu_id: String,
    pub(in super::super) document: Value,
    pub(in super::super) origin: Origin,
}

/// Publishes menus, all or none; the content as a whole is checked with them. Advances the revision.
///
/// # Errors
/// [`StoreError::Refused`] with all that does not fit; the transaction must not be committed then.
pub(in super::super) async fn publish<C: ConnectionTrait>(
    connection: &C,
    state: &content_state::Model,
    changes: Vec<Change>,
) -> Result<(), StoreError> {
    let stored = document::sources(connection, state).await?.ok_or(StoreError::NothingPublished)?;
    let rows = support_menu::Entity::find().all(connection).await?;
    let mut origins: BTreeMap<String, String> =
        rows.iter().filter_map(|row| Some((row.id.clone(), row.origin.clone()?))).collect();
    for change in &changes {
        // An imported menu stays one, whoever edits it.
        origins.entry(change.menu_id.clone()).or_insert_with(|| change.origin.as_str().to_owned());
    }
    let changed: BTreeSet<String> = changes.iter().map(|change| change.menu_id.clone()).collect();
    let sources = with_menus(&stored, changes.into_iter().map(|change| (change.menu_id, change.document)));
    let content = Content::check(&sources).map_err(StoreError::Refused)?;
    let mut next = rows.iter().map(|row| row.position).max().map_or(0, |last| last + 1);
    let mut written = Vec::new();
    for mut row in menu_rows(&sources, &content, &origins) {
        if !changed.contains(&row.id) {
            continue;
        }
        row.position = match rows.iter().find(|old| old.id == row.id) {
            Some(old) => old.position,
            None => {
                next += 1;
                next - 1
            }
        };
        written.push(row.into_active_model());
    }
    write::<support_menu::Entity, _>(connection, written).await?;
    advance(connection, state, state.questionnaire_version_id).await
}
