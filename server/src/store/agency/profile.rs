//! What an agency says of itself: as it is stored, changed, and written down.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::{Action, AgencyChange, AgencyProfile, Contents, ManagedAgency, ProfileField, RawProfile};
use domain::agency::{Field, Kind};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::{Map, Value, json};

use super::super::audit::{self, Act};
use super::super::entity::{agency, agency_municipality, agency_pain};
use super::super::{Store, StoreError, Transaction, key};
use super::typed::{read, typed, written};
use super::{as_agency, field_of};

/// The profile that a row holds.
pub(super) fn stored(row: &agency::Model, field: Field) -> AgencyProfile {
    let columns = [
        (ProfileField::About, &row.about),
        (ProfileField::Place, &row.place),
        (ProfileField::Phone, &row.phone),
        (ProfileField::Mail, &row.mail),
        (ProfileField::Url, &row.url),
        (ProfileField::Hours, &row.hours),
        (ProfileField::ContactNote, &row.contact_note),
    ];
    let texts = columns.into_iter().filter_map(|(field, text)| Some((field, text.clone()?))).collect();
    AgencyProfile { kind: row.kind.as_deref().and_then(Kind::parse), texts, field }
}

/// As the audit log has it, field by field.
fn told(profile: &AgencyProfile) -> BTreeMap<ProfileField, Value> {
    let list = |items: &BTreeSet<String>| if items.is_empty() { Value::Null } else { json!(items) };
    let mut told: BTreeMap<_, _> = profile.texts.iter().map(|(field, text)| (*field, json!(text))).collect();
    told.insert(ProfileField::Kind, json!(profile.kind.map(Kind::code)));
    told.insert(ProfileField::Municipalities, list(&profile.field.municipalities));
    told.insert(ProfileField::Pains, list(&profile.field.pains));
    told
}

/// Before and after of the fields that differ.
fn changes(before: &AgencyProfile, after: &AgencyProfile) -> Option<(Value, Value)> {
    let (before, after) = (told(before), told(after));
    let (mut was, mut is) = (Map::new(), Map::new());
    for field in ProfileField::ALL {
        let [one, other] = [&before, &after].map(|told| told.get(&field).cloned().unwrap_or_default());
        if one != other {
            let name = format!("agency_{}", field.code());
            was.insert(name.clone(), one);
            is.insert(name, other);
        }
    }
    (!is.is_empty()).then_some((Value::Object(was), Value::Object(is)))
}

impl Store {
    pub(super) async fn managed_agency(&self, id: i64) -> Result<Option<ManagedAgency>, StoreError> {
        let Some(row) = agency::Entity::find_by_id(id).one(&self.reader).await? else { return Ok(None) };
        let typed = row.typed.as_deref().and_then(typed).map(|typed| {
            let unfit = read(&typed, &self.current()).err().unwrap_or_default();
            (typed, unfit)
        });
        let field = field_of(&self.reader, id).await?;
        Ok(Some(ManagedAgency { agency: as_agency(&row, field), typed }))
    }

    pub(super) async fn keep_profile(&self, id: i64, typed: &RawProfile) -> Result<AgencyChange, StoreError> {
        let transaction = self.begin().await?;
        let row = match self.opened(&transaction, id).await? {
            Ok(row) => row,
            Err(why) => return Ok(why),
        };
        let Ok(profile) = read(typed, &self.current()) else {
            set_typed(&transaction, row, Some(written(typed))).await?;
            transaction.commit().await?;
            return Ok(AgencyChange::Unfit);
        };
        let before = stored(&row, field_of(&transaction, id).await?);
        if let Some((was, is)) = changes(&before, &profile) {
            let (actor, action) = (&self.actor, Action::ChangeAgency);
            let act = Act { actor, action, subject: &row.name, before: Some(&was), after: Some(&is) };
            audit::record(&transaction, self.now(), act);
            put_field(&transaction, id, (&before.field, &profile.field)).await?;
        }
        if before != profile || row.typed.is_some() || row.code.is_none() {
            put(&transaction, row, &profile).await?;
        }
        transaction.commit().await?;
        Ok(AgencyChange::Done)
    }

    pub(super) async fn forget_typed(&self, id: i64) -> Result<AgencyChange, StoreError> {
        let transaction = self.begin().await?;
        match self.opened(&transaction, id).await? {
            Ok(row) => set_typed(&transaction, row, None).await?,
            Err(why) => return Ok(why),
        }
        transaction.commit().await?;
        Ok(AgencyChange::Done)
    }

    /// An agency that whoever acts may change, held; else why they may not.
    async fn opened(
        &self,
        transaction: &Transaction,
        id: i64,
    ) -> Result<Result<agency::Model, AgencyChange>, StoreError> {
        let Some(acting) = self.acting(transaction).await? else {
            return Ok(Err(AgencyChange::NotPermitted));
        };
        if let Err(denied) = acting.may_manage(id) {
            return Ok(Err(denied.into()));
        }
        let found = agency::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
        Ok(found.ok_or(AgencyChange::NotFound))
    }
}

async fn set_typed(
    transaction: &Transaction,
    row: agency::Model,
    typed: Option<String>,
) -> Result<(), StoreError> {
    if row.typed != typed {
        let mut row = row.into_active_model();
        row.typed = ActiveValue::Set(typed);
        row.update(transaction).await?;
    }
    Ok(())
}

/// An agency that an older version added gets its code here.
async fn put(
    transaction: &Transaction,
    row: agency::Model,
    profile: &AgencyProfile,
) -> Result<(), StoreError> {
    let text = |field| ActiveValue::Set(profile.texts.get(&field).cloned());
    let needs_code = row.code.is_none();
    let mut row = row.into_active_model();
    if needs_code {
        row.code = ActiveValue::Set(Some(key::agency_code()?.as_str().to_owned()));
    }
    row.kind = ActiveValue::Set(profile.kind.map(|kind| kind.code().to_owned()));
    row.about = text(ProfileField::About);
    row.place = text(ProfileField::Place);
    row.phone = text(ProfileField::Phone);
    row.mail = text(ProfileField::Mail);
    row.url = text(ProfileField::Url);
    row.hours = text(ProfileField::Hours);
    row.contact_note = text(ProfileField::ContactNote);
    row.typed = ActiveValue::Set(None);
    row.update(transaction).await?;
    Ok(())
}

/// In place of the former rows; those that stay are left alone.
async fn put_field(
    transaction: &Transaction,
    id: i64,
    (before, after): (&Field, &Field),
) -> Result<(), StoreError> {
    let gone =
        |was: &BTreeSet<String>, is: &BTreeSet<String>| was.difference(is).cloned().collect::<Vec<_>>();
    agency_municipality::Entity::delete_many()
        .filter(agency_municipality::Column::AgencyId.eq(id))
        .filter(agency_municipality::Column::Code.is_in(gone(&before.municipalities, &after.municipalities)))
        .exec(transaction)
        .await?;
    agency_pain::Entity::delete_many()
        .filter(agency_pain::Column::AgencyId.eq(id))
        .filter(agency_pain::Column::Pain.is_in(gone(&before.pains, &after.pains)))
        .exec(transaction)
        .await?;
    for code in gone(&after.municipalities, &before.municipalities) {
        let row = agency_municipality::ActiveModel {
            agency_id: ActiveValue::Set(id),
            code: ActiveValue::Set(code),
        };
        agency_municipality::Entity::insert(row).exec_without_returning(transaction).await?;
    }
    for pain in gone(&after.pains, &before.pains) {
        let row = agency_pain::ActiveModel { agency_id: ActiveValue::Set(id), pain: ActiveValue::Set(pain) };
        agency_pain::Entity::insert(row).exec_without_returning(transaction).await?;
    }
    Ok(())
}
