//! What becomes of drafts: they are published, made anew, or thrown away.

use std::collections::BTreeSet;

use app::backend::{Action, Decided};
use domain::draft::{Merged, Origin, merged};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::super::audit::{self, Act};
use super::super::content::document::parse;
use super::super::content::menus::{self, Change};
use super::super::content::{Hold, state_row};
use super::super::entity::{imported_record, menu_draft};
use super::super::{Store, StoreError, Transaction};
use super::{Proposal, Proposed, Remarks, origin, published_text, published_texts, remove};

impl Store {
    pub(super) async fn publish_drafts(&self, ids: &[i64]) -> Result<Decided, StoreError> {
        let transaction = self.begin().await?;
        let state = state_row(&transaction, Hold::Everything).await?;
        let Some(rows) = all_of(&transaction, ids).await? else { return Ok(Decided::Gone) };
        let stale = stale_ones(&transaction, &rows).await?;
        if !stale.is_empty() {
            let anew = self.make_anew(&transaction, stale).await?;
            transaction.commit().await?;
            return Ok(Decided::Anew(anew));
        }
        let Together { changes, clashes } = together(&rows)?;
        if !clashes.is_empty() {
            let anew = self.make_clashes_known(&transaction, clashes).await?;
            transaction.commit().await?;
            return Ok(Decided::Anew(anew));
        }
        if let Err(error) = menus::publish(&transaction, &state, changes.clone()).await {
            return unfit(error, &rows);
        }
        self.record_published(&transaction, &rows, &changes).await?;
        take_away(&transaction, rows).await?;
        transaction.commit().await?;
        self.follow_own_change().await;
        Ok(Decided::Done)
    }

    /// Stale drafts, each on top of what is published now: what only the other side changed since stays.
    async fn make_anew(
        &self,
        transaction: &Transaction,
        stale: Vec<menu_draft::Model>,
    ) -> Result<Vec<i64>, StoreError> {
        let mut ids = Vec::new();
        for row in stale {
            let now = published_text(transaction, &row.menu_id).await?;
            let theirs = parse(&row.document, "menu draft")?;
            let Merged { document, mut conflicts } = match &now {
                Some(now) => merged(&base(&row)?, &parse(now, "support menu")?, &theirs),
                None => Merged { document: theirs, conflicts: Vec::new() },
            };
            let before = Remarks::read(&row)?;
            add(&mut conflicts, before.conflicts);
            let proposal = Proposal { document, notes: before.notes, conflicts };
            // What it was made of is another text now, so it cannot be taken for the same draft.
            let menu_id = row.menu_id.clone();
            let origin = origin(&row)?;
            let draft = parse(&row.document, "menu draft")?;
            remove(transaction, Some(row)).await?;
            let after = match self.propose_one(transaction, origin, &proposal).await? {
                Proposed::Draft(id) => {
                    ids.push(id);
                    Some(&proposal.document)
                }
                // What is published says all that it would have changed.
                Proposed::Same => {
                    settle(transaction, origin, &menu_id).await?;
                    None
                }
            };
            self.record_menu(transaction, Action::RenewDraft, &menu_id, [Some(&draft), after]);
        }
        Ok(ids)
    }

    /// Drafts that another draft of the same menu contradicts: each says so from now on, and stays what it is.
    /// Published one after the other, the second is made anew on top of the first.
    async fn make_clashes_known(
        &self,
        transaction: &Transaction,
        clashes: Vec<Clash>,
    ) -> Result<Vec<i64>, StoreError> {
        let mut ids = Vec::new();
        for Clash { row, fields } in clashes {
            let Remarks { notes, mut conflicts } = Remarks::read(&row)?;
            add(&mut conflicts, fields);
            let proposal = Proposal { document: parse(&row.document, "menu draft")?, notes, conflicts };
            if let Proposed::Draft(id) = self.propose_one(transaction, origin(&row)?, &proposal).await? {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    pub(super) async fn discard_drafts(&self, ids: &[i64]) -> Result<Decided, StoreError> {
        let transaction = self.begin().await?;
        state_row(&transaction, Hold::Everything).await?;
        let Some(rows) = all_of(&transaction, ids).await? else { return Ok(Decided::Gone) };
        for row in &rows {
            let draft = parse(&row.document, "menu draft")?;
            self.record_menu(&transaction, Action::DiscardDraft, &row.menu_id, [Some(&draft), None]);
        }
        take_away(&transaction, rows).await?;
        transaction.commit().await?;
        Ok(Decided::Done)
    }

    /// Drafts that are not stale stand on what was published before.
    async fn record_published(
        &self,
        transaction: &Transaction,
        rows: &[menu_draft::Model],
        changes: &[Change],
    ) -> Result<(), StoreError> {
        for Change { menu_id, document, .. } in changes {
            let base = rows.iter().find(|row| row.menu_id == *menu_id).and_then(|row| row.base.as_deref());
            let before = base.map(|text| parse(text, "support menu")).transpose()?;
            let states = [before.as_ref(), Some(document)];
            self.record_menu(transaction, Action::PublishMenu, menu_id, states);
        }
        Ok(())
    }

    /// `states`: the menu before and after.
    fn record_menu(
        &self,
        transaction: &Transaction,
        action: Action,
        menu_id: &str,
        [before, after]: [Option<&Value>; 2],
    ) {
        let act = Act { actor: &self.actor, action, subject: menu_id, before, after };
        audit::record(transaction, self.now(), act);
    }
}

/// The drafts of these ids; none if one is missing, or none are asked for.
async fn all_of<C: ConnectionTrait>(
    connection: &C,
    ids: &[i64],
) -> Result<Option<Vec<menu_draft::Model>>, StoreError> {
    let wanted: BTreeSet<i64> = ids.iter().copied().collect();
    let rows = menu_draft::Entity::find()
        .filter(menu_draft::Column::Id.is_in(wanted.iter().copied()))
        .order_by_asc(menu_draft::Column::Id)
        .all(connection)
        .await?;
    Ok((!wanted.is_empty() && rows.len() == wanted.len()).then_some(rows))
}

/// Those that were proposed on top of something else than what is published.
async fn stale_ones<C: ConnectionTrait>(
    connection: &C,
    rows: &[menu_draft::Model],
) -> Result<Vec<menu_draft::Model>, StoreError> {
    let published = published_texts(connection, rows).await?;
    let is_stale = |row: &&menu_draft::Model| row.base.as_ref() != published.get(&row.menu_id);
    Ok(rows.iter().filter(is_stale).cloned().collect())
}

/// What drafts come to if they are published at once.
#[derive(Default)]
struct Together {
    changes: Vec<Change>,
    clashes: Vec<Clash>,
}

/// A draft that changes otherwise what an earlier draft of the same menu changes.
struct Clash {
    row: menu_draft::Model,
    fields: Vec<String>,
}

/// Two drafts of one menu, from two origins, are brought together: both stand on what is published now.
fn together(rows: &[menu_draft::Model]) -> Result<Together, StoreError> {
    let mut together = Together::default();
    for row in rows {
        let document = parse(&row.document, "menu draft")?;
        match together.changes.iter_mut().find(|change| change.menu_id == row.menu_id) {
            Some(other) => {
                let Merged { document, conflicts } = merged(&base(row)?, &other.document, &document);
                other.document = document;
                if !conflicts.is_empty() {
                    together.clashes.push(Clash { row: row.clone(), fields: conflicts });
                }
            }
            None => {
                together.changes.push(Change { menu_id: row.menu_id.clone(), document, origin: origin(row)? })
            }
        }
    }
    Ok(together)
}

/// What a draft stands on; one of a new menu on a menu that says nothing.
fn base(row: &menu_draft::Model) -> Result<Value, StoreError> {
    row.base.as_deref().map_or(Ok(json!({})), |text| parse(text, "menu draft"))
}

/// Adds the fields that are not named yet.
fn add(conflicts: &mut Vec<String>, fields: Vec<String>) {
    for field in fields {
        if !conflicts.contains(&field) {
            conflicts.push(field);
        }
    }
}

/// The drafts of the menus that findings speak of; of all of them if they speak of none.
fn unfit(error: StoreError, rows: &[menu_draft::Model]) -> Result<Decided, StoreError> {
    let StoreError::Refused(findings) = error else { return Err(error) };
    let named = |row: &&menu_draft::Model| findings.iter().any(|finding| finding.entry == row.menu_id);
    let mut ids: Vec<i64> = rows.iter().filter(named).map(|row| row.id).collect();
    if ids.is_empty() {
        ids = rows.iter().map(|row| row.id).collect();
    }
    Ok(Decided::Unfit(ids))
}

/// Decided drafts go; what was imported counts as settled from now on.
async fn take_away(transaction: &Transaction, rows: Vec<menu_draft::Model>) -> Result<(), StoreError> {
    for row in rows {
        settle(transaction, origin(&row)?, &row.menu_id).await?;
        remove(transaction, Some(row)).await?;
    }
    Ok(())
}

/// What was taken from a menu's record counts as settled: later imports are compared with that.
async fn settle(transaction: &Transaction, system: Origin, menu_id: &str) -> Result<(), StoreError> {
    imported_record::Entity::update_many()
        .col_expr(imported_record::Column::Settled, Expr::col(imported_record::Column::Taken))
        .filter(imported_record::Column::System.eq(system.as_str()))
        .filter(imported_record::Column::MenuId.eq(menu_id))
        .exec(transaction)
        .await?;
    Ok(())
}
