//! Whether the audit log's chain is whole, and if not, where it breaks first and of what kind the break is.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::audit_entry::{Column, Entity, Model};
use super::super::{Store, StoreError};
use super::chain::{AuditHead, head, link};

/// Entries that are read at once, and that are looked through for what a break is.
const BATCH: u64 = 1_000;

/// What came of walking the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditVerdict {
    /// Entries that fit.
    pub entries: u64,
    /// The last of them.
    pub head: AuditHead,
    /// Entries that an older version has written and nobody has linked yet.
    pub unlinked: u64,
    /// The first that does not fit.
    pub fault: Option<AuditFault>,
}

/// The number of the first entry that does not fit, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFault {
    /// It is not as it was written, or the one before is not and was given a new hash.
    Changed(i64),
    /// It is not there, whether those after it were numbered anew or not.
    Missing(i64),
    /// It was never written by the program.
    Inserted(i64),
    /// Another one stands in its place, and it stands elsewhere.
    Reordered(i64),
    /// A head that was noted is not in the chain: the entry has another hash, so it or one before it was made anew.
    OtherThanNoted(i64),
}

/// Where a walk has come to.
struct Walk {
    last: AuditHead,
    /// The row's id: of two with one number, the second is found too.
    id: i64,
    fault: Option<AuditFault>,
    /// A head that was noted, until it is come by.
    noted: Option<AuditHead>,
}

impl Store {
    /// Walks the whole chain. `noted`: a head that was written down elsewhere, and must be in it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn verify_audit(&self, noted: Option<AuditHead>) -> Result<AuditVerdict, StoreError> {
        let nothing = AuditHead { number: 0, hash: migrations::audit_link::NOTHING.to_owned() };
        let mut walk = Walk { last: nothing, id: 0, fault: None, noted };
        loop {
            self.walk_on(&mut walk).await?;
            // Read after the entries: whoever has gone on meanwhile has left entries to walk on to.
            let head = head(&self.reader).await?;
            if walk.fault.is_some() || head == walk.last {
                break;
            }
            if !self.is_more(&walk).await? {
                walk.fault = Some(at_the_end(&walk.last, &head));
            }
        }
        let missing = walk.noted.filter(|noted| noted.number != 0);
        let fault = walk.fault.or(missing.map(|noted| AuditFault::Missing(noted.number)));
        let unlinked = Entity::find().filter(Column::Number.is_null()).count(&self.reader).await?;
        Ok(AuditVerdict { entries: walk.last.number.unsigned_abs(), head: walk.last, unlinked, fault })
    }

    /// Goes on until there is no entry any more, or one does not fit.
    async fn walk_on(&self, walk: &mut Walk) -> Result<(), StoreError> {
        loop {
            let rows = self.after(walk.last.number, walk.id).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for (place, row) in rows.iter().enumerate() {
                if walk.take(row) {
                    continue;
                }
                // A break near the end of a batch is told by what comes after it.
                let ahead = match rows.get(place..) {
                    Some(rest) if rest.len() < rows.len() => self.after(walk.last.number, walk.id).await?,
                    _ => rows,
                };
                walk.fault = walk.fault.or(Some(fault(&walk.last, &ahead)));
                return Ok(());
            }
        }
    }

    async fn is_more(&self, walk: &Walk) -> Result<bool, StoreError> {
        Ok(!self.after(walk.last.number, walk.id).await?.is_empty())
    }

    async fn after(&self, number: i64, id: i64) -> Result<Vec<Model>, StoreError> {
        let same = Column::Number.eq(number).and(Column::Id.gt(id));
        let beyond = Condition::any().add(Column::Number.gt(number)).add(same);
        // Below 1 there is none, unless somebody has put it there.
        let beyond = if id == 0 { beyond.add(Column::Number.lte(0)) } else { beyond };
        let rows = Entity::find().filter(beyond).order_by_asc(Column::Number).order_by_asc(Column::Id);
        Ok(rows.limit(BATCH).all(&self.reader).await?)
    }
}

impl Walk {
    /// Goes on to an entry if it fits.
    fn take(&mut self, row: &Model) -> bool {
        let number = self.last.number + 1;
        if row.number != Some(number) || !fits(row, number, &self.last.hash, row.hash.as_deref()) {
            return false;
        }
        let hash = row.hash.clone().unwrap_or_default();
        if let Some(noted) = self.noted.take_if(|noted| noted.number == number)
            && noted.hash != hash
        {
            self.fault = Some(AuditFault::OtherThanNoted(number));
            return false;
        }
        self.last = AuditHead { number, hash };
        self.id = row.id;
        true
    }
}

/// Would an entry have this hash at that number, after the one with the hash `previous`?
fn fits(row: &Model, number: i64, previous: &str, hash: Option<&str>) -> bool {
    hash.is_some_and(|hash| link(row, number).hash(previous) == hash)
}

/// Of what kind the break is after `last`, by the entries that follow it; the first of them does not fit.
fn fault(last: &AuditHead, ahead: &[Model]) -> AuditFault {
    let number = last.number + 1;
    let Some(found) = ahead.first() else { return AuditFault::Missing(number) };
    match found.number {
        Some(other) if other > number => return AuditFault::Missing(number),
        Some(other) if other < number => return AuditFault::Inserted(other),
        _ => {}
    }
    if let Some(kind) = out_of_place(last, ahead) {
        return kind;
    }
    // Those after one that was taken away have each come down by a number.
    let next = ahead.get(1).zip(found.hash.as_deref());
    let is_numbered_anew =
        next.is_some_and(|(next, hash)| fits(next, number + 2, hash, next.hash.as_deref()));
    if is_numbered_anew { AuditFault::Missing(number) } else { AuditFault::Changed(number) }
}

/// What has become of the entry that belongs after `last`, if it stands further on: it has changed places with the one that
/// is found, with its hash or without; or that one is too many, and those after it have each gone up by a number.
fn out_of_place(last: &AuditHead, ahead: &[Model]) -> Option<AuditFault> {
    let (number, found) = (last.number + 1, ahead.first()?);
    for (place, there) in ahead.iter().enumerate().skip(1) {
        let theirs = there.number?;
        let before = ahead.get(place - 1)?.hash.as_deref().unwrap_or_default();
        if fits(there, number, &last.hash, there.hash.as_deref()) {
            let before = if place == 1 { there.hash.as_deref().unwrap_or_default() } else { before };
            let changed_places = fits(found, theirs, before, found.hash.as_deref());
            return Some(if changed_places {
                AuditFault::Reordered(number)
            } else {
                AuditFault::Inserted(number)
            });
        }
        let without_hashes = fits(there, number, &last.hash, found.hash.as_deref())
            && fits(found, theirs, before, there.hash.as_deref());
        if without_hashes {
            return Some(AuditFault::Reordered(number));
        }
    }
    None
}

/// The entries end where the head does not.
fn at_the_end(last: &AuditHead, head: &AuditHead) -> AuditFault {
    if head.number > last.number {
        AuditFault::Missing(last.number + 1)
    } else if head.number < last.number {
        AuditFault::Inserted(head.number + 1)
    } else {
        AuditFault::Changed(last.number)
    }
}
