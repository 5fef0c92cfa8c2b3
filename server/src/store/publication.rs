//! Open data as it has been published: read back, never changed.

mod publishing;

use std::collections::HashMap;

use app::backend::{FrozenFile, Publication, Publications, PublishedFile, Unavailable};
use async_trait::async_trait;
use domain::publication::Set;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::entity::{publication, publication_file};
use super::{Store, StoreError};

pub use publishing::{NewEdition, Published, Publishing};

const UNREADABLE: &str = "publication";

/// A file without its body, which only its reader needs.
#[derive(FromQueryResult)]
struct Described {
    publication_id: i64,
    name: String,
    media_type: String,
    bytes: i64,
    sha256: String,
}

impl From<Described> for PublishedFile {
    fn from(Described { name, media_type, bytes, sha256, .. }: Described) -> PublishedFile {
        PublishedFile { name, media_type, bytes: bytes.unsigned_abs(), sha256 }
    }
}

/// To be read into [`Described`].
fn described() -> Select<publication_file::Entity> {
    use publication_file::Column;
    publication_file::Entity::find()
        .select_only()
        .columns([Column::PublicationId, Column::Name, Column::MediaType, Column::Bytes, Column::Sha256])
        .order_by_asc(Column::Position)
}

impl Store {
    async fn all_publications(&self) -> Result<Vec<Publication>, StoreError> {
        let rows = publication::Entity::find()
            .order_by_desc(publication::Column::PublishedAt)
            .order_by_desc(publication::Column::Id)
            .all(&self.reader)
            .await?;
        let mut files: HashMap<i64, Vec<PublishedFile>> = HashMap::new();
        for file in described().into_model::<Described>().all(&self.reader).await? {
            files.entry(file.publication_id).or_default().push(file.into());
        }
        rows.into_iter().map(|row| read(&row, files.remove(&row.id).unwrap_or_default())).collect()
    }

    async fn latest_publication(&self, set: &Set) -> Result<Option<Publication>, StoreError> {
        let Some(row) = latest(&self.reader, set).await? else { return Ok(None) };
        let of_version = publication_file::Column::PublicationId.eq(row.id);
        let files = described().filter(of_version).into_model::<Described>().all(&self.reader).await?;
        read(&row, files.into_iter().map(PublishedFile::from).collect()).map(Some)
    }

    async fn file(&self, set: &Set, version: u32, name: &str) -> Result<Option<FrozenFile>, StoreError> {
        let Some(row) = self.version_row(set, version).await? else { return Ok(None) };
        let Some(named) = named(row.id, name) else { return Ok(None) };
        let found = described().filter(named).into_model::<Described>().one(&self.reader).await?;
        Ok(found.map(|file| FrozenFile { file: file.into(), published_at: row.published_at }))
    }

    async fn body(&self, set: &Set, version: u32, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(row) = self.version_row(set, version).await? else { return Ok(None) };
        let Some(named) = named(row.id, name) else { return Ok(None) };
        let body = publication_file::Entity::find()
            .select_only()
            .column(publication_file::Column::Body)
            .filter(named);
        Ok(body.into_tuple().one(&self.reader).await?)
    }

    async fn version_row(&self, set: &Set, version: u32) -> Result<Option<publication::Model>, StoreError> {
        let Ok(version) = i32::try_from(version) else { return Ok(None) };
        let of_set = publication::Entity::find()
            .filter(publication::Column::SetName.eq(set.code()))
            .filter(publication::Column::Version.eq(version));
        Ok(of_set.one(&self.reader).await?)
    }
}

/// The file of this name in a version. No file's name has a NUL, and PostgreSQL refuses to be asked for one.
fn named(version: i64, name: &str) -> Option<Condition> {
    let of_version = publication_file::Column::PublicationId.eq(version);
    let of_name = publication_file::Column::Name.eq(name);
    (!name.contains('\0')).then(|| Condition::all().add(of_version).add(of_name))
}

async fn latest<C: ConnectionTrait>(
    connection: &C,
    set: &Set,
) -> Result<Option<publication::Model>, StoreError> {
    let of_set = publication::Entity::find().filter(publication::Column::SetName.eq(set.code()));
    Ok(of_set.order_by_desc(publication::Column::Version).limit(1).one(connection).await?)
}

fn read(row: &publication::Model, files: Vec<PublishedFile>) -> Result<Publication, StoreError> {
    Ok(Publication {
        set: Set::parse(&row.set_name).ok_or_else(|| StoreError::unreadable(UNREADABLE))?,
        version: version(row)?,
        published_at: row.published_at,
        note: row.note.clone(),
        files,
    })
}

fn version(row: &publication::Model) -> Result<u32, StoreError> {
    u32::try_from(row.version).map_err(|_| StoreError::unreadable(UNREADABLE))
}

#[async_trait]
impl Publications for Store {
    async fn publications(&self) -> Result<Vec<Publication>, Unavailable> {
        Ok(self.all_publications().await?)
    }

    async fn latest(&self, set: &Set) -> Result<Option<Publication>, Unavailable> {
        Ok(self.latest_publication(set).await?)
    }

    async fn frozen_file(
        &self,
        set: &Set,
        version: u32,
        name: &str,
    ) -> Result<Option<FrozenFile>, Unavailable> {
        Ok(self.file(set, version, name).await?)
    }

    async fn frozen_body(&self, set: &Set, version: u32, name: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        Ok(self.body(set, version, name).await?)
    }
}
