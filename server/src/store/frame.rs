//! The numbers of all businesses, as they were imported. Imports are kept; the latest counts.

use app::backend::{Action, FrameSource, Frames, ImportedFrame, Unavailable};
use async_trait::async_trait;
use domain::indicator::{Breakdown, Dimension};
use domain::weighting::{Frame, Margin, Unit};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::audit::{self, Act};
use super::entity::{business_frame, business_frame_cell, business_frame_margin, business_frame_source};
use super::{MAX_VALUES, Store, StoreError};

/// Values of one cell's row.
const CELL_VALUES: usize = 6;
const UNREADABLE: &str = "business frame";

/// A frame that is to count from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFrame<'a> {
    pub frame: &'a Frame,
    pub unit: Unit,
    pub sources: &'a [FrameSource],
    pub imported_by: &'a str,
}

impl Store {
    /// Keeps a frame as the one that counts; says under which number.
    ///
    /// # Errors
    /// When the database does not answer; the earlier one then counts on.
    pub async fn import_frame(&self, new: &NewFrame<'_>) -> Result<i64, StoreError> {
        let transaction = self.begin().await?;
        let before = latest(&transaction).await?.map(|row| json!({ "version": row.id }));
        let row = business_frame::ActiveModel {
            id: ActiveValue::NotSet,
            unit: ActiveValue::Set(new.unit.as_str().to_owned()),
            imported_by: ActiveValue::Set(new.imported_by.to_owned()),
            imported_at: ActiveValue::Set(self.now()),
        };
        let id = business_frame::Entity::insert(row).exec(&transaction).await?.last_insert_id;
        let sources = (0..).zip(new.sources).map(|(position, source)| business_frame_source::ActiveModel {
            frame_id: ActiveValue::Set(id),
            position: ActiveValue::Set(position),
            file: ActiveValue::Set(source.file.clone()),
            title: ActiveValue::Set(source.title.clone()),
            as_of: ActiveValue::Set(source.as_of.clone()),
        });
        business_frame_source::Entity::insert_many(sources).exec_without_returning(&transaction).await?;
        for (position, margin) in (0..).zip(new.frame.margins()) {
            write_margin(&transaction, id, position, margin).await?;
        }
        let after = told(id, new);
        let act = Act {
            actor: &self.actor,
            action: Action::ImportFrame,
            subject: "",
            before: before.as_ref(),
            after: Some(&after),
        };
        audit::record(&transaction, self.now(), act);
        transaction.commit().await?;
        Ok(id)
    }

    /// All frames that were ever imported, the latest first.
    ///
    /// # Errors
    /// When the database does not answer, or holds what this version cannot read.
    pub async fn frames(&self) -> Result<Vec<ImportedFrame>, StoreError> {
        let rows = business_frame::Entity::find().order_by_desc(business_frame::Column::Id);
        let mut frames = Vec::new();
        for row in rows.all(&self.reader).await? {
            frames.push(read(&self.reader, row).await?);
        }
        Ok(frames)
    }

    async fn latest_frame(&self) -> Result<Option<ImportedFrame>, StoreError> {
        match latest(&self.reader).await? {
            Some(row) => read(&self.reader, row).await.map(Some),
            None => Ok(None),
        }
    }
}

async fn latest<C: ConnectionTrait>(connection: &C) -> Result<Option<business_frame::Model>, StoreError> {
    let latest = business_frame::Entity::find().order_by_desc(business_frame::Column::Id).limit(1);
    Ok(latest.one(connection).await?)
}

/// A frame in a few fields, for the audit log.
fn told(id: i64, new: &NewFrame<'_>) -> Value {
    let files: Vec<&str> = new.sources.iter().map(|source| source.file.as_str()).collect();
    let totals: Vec<u64> = new.frame.margins().iter().map(|margin| margin.total).collect();
    json!({ "version": id, "unit": new.unit.as_str(), "files": files, "totals": totals })
}

async fn write_margin<C: ConnectionTrait>(
    transaction: &C,
    frame_id: i64,
    position: i32,
    margin: &Margin,
) -> Result<(), StoreError> {
    let names: Vec<&str> = margin.dimensions.iter().map(|dimension| dimension.as_str()).collect();
    let row = business_frame_margin::ActiveModel {
        frame_id: ActiveValue::Set(frame_id),
        position: ActiveValue::Set(position),
        dimensions: ActiveValue::Set(names.join(",")),
        total: ActiveValue::Set(stored(margin.total)?),
    };
    business_frame_margin::Entity::insert(row).exec_without_returning(transaction).await?;
    let text = |text: &Option<String>| ActiveValue::Set(text.clone().unwrap_or_default());
    let cells = margin.counts.iter().map(|(at, count)| {
        Ok(business_frame_cell::ActiveModel {
            frame_id: ActiveValue::Set(frame_id),
            margin: ActiveValue::Set(position),
            employee_size: text(&at.employee_size),
            industry: text(&at.industry),
            municipality: text(&at.municipality),
            businesses: ActiveValue::Set(stored(*count)?),
        })
    });
    let cells = cells.collect::<Result<Vec<_>, StoreError>>()?;
    for part in cells.chunks(MAX_VALUES / CELL_VALUES) {
        business_frame_cell::Entity::insert_many(part.to_vec()).exec_without_returning(transaction).await?;
    }
    Ok(())
}

fn stored(count: u64) -> Result<i64, StoreError> {
    i64::try_from(count).map_err(|_| StoreError::unreadable(UNREADABLE))
}

async fn read<C: ConnectionTrait>(
    connection: &C,
    row: business_frame::Model,
) -> Result<ImportedFrame, StoreError> {
    let sources = business_frame_source::Entity::find()
        .filter(business_frame_source::Column::FrameId.eq(row.id))
        .order_by_asc(business_frame_source::Column::Position)
        .all(connection)
        .await?;
    let margins = business_frame_margin::Entity::find()
        .filter(business_frame_margin::Column::FrameId.eq(row.id))
        .order_by_asc(business_frame_margin::Column::Position)
        .all(connection)
        .await?;
    let cells = business_frame_cell::Entity::find()
        .filter(business_frame_cell::Column::FrameId.eq(row.id))
        .all(connection)
        .await?;
    let margins = margins.iter().map(|margin| read_margin(margin, &cells));
    let frame = margins.collect::<Option<Vec<Margin>>>().and_then(|margins| Frame::new(margins).ok());
    let (Some(frame), Some(unit)) = (frame, Unit::parse(&row.unit)) else {
        return Err(StoreError::unreadable(UNREADABLE));
    };
    let source = |row: business_frame_source::Model| FrameSource {
        file: row.file,
        title: row.title,
        as_of: row.as_of,
    };
    Ok(ImportedFrame {
        id: row.id,
        frame,
        unit,
        sources: sources.into_iter().map(source).collect(),
        imported_by: row.imported_by,
        imported_at: row.imported_at,
    })
}

fn read_margin(row: &business_frame_margin::Model, cells: &[business_frame_cell::Model]) -> Option<Margin> {
    let text = |text: &String| (!text.is_empty()).then(|| text.clone());
    let counts = cells.iter().filter(|cell| cell.margin == row.position).map(|cell| {
        let at = Breakdown {
            employee_size: text(&cell.employee_size),
            industry: text(&cell.industry),
            municipality: text(&cell.municipality),
        };
        Some((at, u64::try_from(cell.businesses).ok()?))
    });
    Some(Margin {
        dimensions: row.dimensions.split(',').map(Dimension::parse).collect::<Option<_>>()?,
        counts: counts.collect::<Option<_>>()?,
        total: u64::try_from(row.total).ok()?,
    })
}

#[async_trait]
impl Frames for Store {
    async fn frame(&self) -> Result<Option<ImportedFrame>, Unavailable> {
        Ok(self.latest_frame().await?)
    }
}
