//! Answering together: an adviser begins a diagnosis with a client, or the first one with a new business.

use app::backend::{Action, Adviser, Diagnoses, DiagnosisKey, LookAt, StaffToken};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Actor, ClientAct, ClientReason, Reason, may_with_client};
use domain::caseload::Channel;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;

use super::super::consent::{latest, terms};
use super::super::entity::{consent_look, diagnosis, joint_diagnosis, staff_diagnosis_key};
use super::super::{Store, StoreError, Transaction, key, staff};
use super::is_new;

/// Answering together for so long is one look.
const ONE_LOOK: TimeDelta = TimeDelta::minutes(10);

/// Keeps what is derived here apart from every other use of the hash.
const KEY: &[u8] = b"dx-shindan/staff/diagnosis-key/1:";

/// Does an adviser's key open its diagnosis: the session lives, and the business's consent still covers it?
pub(in crate::store) async fn answers_together<C: ConnectionTrait>(
    connection: &C,
    key: &DiagnosisKey,
    row: &diagnosis::Model,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let made = staff_diagnosis_key::Entity::find_by_id(key::stored(key)).one(connection).await?;
    let Some(made) = made else { return Ok(false) };
    Ok(may_answer(connection, &made, row.business_id, now).await?.is_ok())
}

/// May whoever a key was made for answer by it?
async fn may_answer<C: ConnectionTrait>(
    connection: &C,
    made: &staff_diagnosis_key::Model,
    business: i64,
    now: DateTime<Utc>,
) -> Result<Result<(), ClientReason>, StoreError> {
    let Some(staff) = staff::by_session(connection, made.staff_session_id, now).await? else {
        return Ok(Err(ClientReason::Role(Reason::NotSignedIn)));
    };
    let actor = Actor::Staff { role: staff::role(&staff)?, agency: staff.agency_id };
    let given = latest(connection, business, made.agency_id).await?;
    let given = given.as_ref().map(terms);
    Ok(may_with_client(actor, ClientAct::AnswerTogether, given.as_ref(), now))
}

/// Is a diagnosis under way that follows this one, which the business has begun by itself?
async fn is_businesss_own<C: ConnectionTrait>(
    connection: &C,
    old: i64,
    agency: i64,
) -> Result<bool, StoreError> {
    let following = diagnosis::Entity::find().filter(diagnosis::Column::PreviousId.eq(old));
    let Some(following) = following.one(connection).await? else { return Ok(false) };
    let joint = joint_diagnosis::Entity::find_by_id(following.id)
        .filter(joint_diagnosis::Column::AgencyId.eq(agency))
        .one(connection)
        .await?;
    Ok(joint.is_none())
}

impl Store {
    /// That an adviser has a diagnosis open by such a key is a look, too; one for some minutes of it.
    pub(in crate::store) async fn note_together(
        &self,
        key: &DiagnosisKey,
        row: &diagnosis::Model,
    ) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        let made = staff_diagnosis_key::Entity::find_by_id(key::stored(key)).one(&transaction).await?;
        let Some(made) = made else { return Ok(()) };
        let staff = staff::by_session(&transaction, made.staff_session_id, self.now()).await?;
        let given = latest(&transaction, row.business_id, made.agency_id).await?;
        let (Some(staff), Some(given)) = (staff, given) else { return Ok(()) };
        let lately = consent_look::Entity::find()
            .filter(consent_look::Column::ConsentId.eq(given.id))
            .filter(consent_look::Column::StaffId.eq(staff.id))
            .filter(consent_look::Column::What.eq(LookAt::Together.code()))
            .filter(consent_look::Column::LookedAt.gt(self.now() - ONE_LOOK));
        if lately.one(&transaction).await?.is_none() {
            let adviser = Adviser { staff: staff.id, agency: made.agency_id, role: staff::role(&staff)? };
            self.note_looks(&transaction, adviser, (&[given.id], LookAt::Together)).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    /// Whoever answered with a business is told why they cannot go on; nobody else learns of it.
    pub(super) async fn why_key_is_closed(
        &self,
        session: &StaffToken,
        key: &DiagnosisKey,
    ) -> Result<Option<ClientReason>, StoreError> {
        let now = self.now();
        let made = staff_diagnosis_key::Entity::find_by_id(key::stored(key)).one(&self.reader).await?;
        let Some(made) = made else { return Ok(None) };
        if staff::id_of(&self.reader, session, now).await? != Some(made.staff_session_id) {
            return Ok(None);
        }
        let row = diagnosis::Entity::find_by_id(made.diagnosis_id).one(&self.reader).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(may_answer(&self.reader, &made, row.business_id, now).await?.err())
    }

    pub(super) async fn begin_with_client(
        &self,
        adviser: Adviser,
        session: &StaffToken,
        (business, channel): (i64, Channel),
    ) -> Result<Result<DiagnosisKey, ClientReason>, StoreError> {
        let now = self.now();
        let transaction = self.begin().await?;
        let act = (ClientAct::AnswerTogether, business);
        // Diagnoses are locked before all else, as everywhere.
        let latest = diagnosis::Entity::find()
            .filter(diagnosis::Column::BusinessId.eq(business))
            .filter(diagnosis::Column::SubmittedAt.is_not_null())
            .order_by_desc(diagnosis::Column::SubmittedAt)
            .order_by_desc(diagnosis::Column::Id)
            .lock_exclusive()
            .one(&transaction)
            .await?;
        let consent = match self.may_write_for(&transaction, adviser, act).await? {
            Ok(consent) => consent,
            Err(reason) => return Ok(Err(reason)),
        };
        let Some(session_id) = staff::id_of(&transaction, session, now).await? else {
            return Ok(Err(ClientReason::Role(Reason::NotSignedIn)));
        };
        let Some(old) = latest else { return Ok(Err(ClientReason::NoConsent)) };
        if is_businesss_own(&transaction, old.id, adviser.agency).await? {
            return Ok(Err(ClientReason::UnderWay));
        }
        let new = self.following(&transaction, &old).await?;
        let key = key::of_session(KEY, session.as_str(), new.id);
        let row = staff_diagnosis_key::Model {
            key_hash: key::stored(&key),
            diagnosis_id: new.id,
            staff_session_id: session_id,
            agency_id: adviser.agency,
            made_at: now,
        };
        let made = staff_diagnosis_key::Entity::insert(row.into_active_model())
            .on_conflict_do_nothing_on([staff_diagnosis_key::Column::KeyHash])
            .exec_without_returning(&transaction)
            .await?;
        let is_new_way = self.note_joint(&transaction, adviser, (&new, channel)).await?;
        if is_new_way || is_new(&made) {
            self.note_begun(&transaction, (business, channel));
        }
        self.note_looks(&transaction, adviser, (&[consent.id], LookAt::Together)).await?;
        transaction.commit().await?;
        Ok(Ok(key))
    }

    /// That of a new business is its own.
    pub(super) async fn begin_with_new(
        &self,
        adviser: Adviser,
        channel: Channel,
    ) -> Result<DiagnosisKey, StoreError> {
        let key = self.start().await.map_err(|_| StoreError::Interrupted)?;
        let transaction = self.begin().await?;
        let begun = super::super::diagnosis::by_key(&transaction, &key, self.now()).await?;
        let begun = begun.ok_or_else(|| StoreError::unreadable("diagnosis"))?;
        self.note_joint(&transaction, adviser, (&begun.row, channel)).await?;
        self.note_begun(&transaction, (begun.row.business_id, channel));
        transaction.commit().await?;
        Ok(key)
    }

    fn note_begun(&self, transaction: &Transaction, (business, channel): (i64, Channel)) {
        let after = json!({ "channel": channel.code() });
        self.note_work(transaction, (Action::AnswerWithClient, business), (None, Some(&after)));
    }

    /// Who was first, and when, stays; how it is answered is as was chosen last. Says whether that is something new.
    async fn note_joint(
        &self,
        transaction: &Transaction,
        adviser: Adviser,
        (diagnosis, channel): (&diagnosis::Model, Channel),
    ) -> Result<bool, StoreError> {
        if let Some(before) = joint_diagnosis::Entity::find_by_id(diagnosis.id).one(transaction).await? {
            let is_new = before.channel != channel.code();
            let mut before = before.into_active_model();
            before.channel = ActiveValue::Set(channel.code().to_owned());
            before.update(transaction).await?;
            return Ok(is_new);
        }
        let row = joint_diagnosis::Model {
            diagnosis_id: diagnosis.id,
            business_id: diagnosis.business_id,
            agency_id: adviser.agency,
            staff_id: adviser.staff,
            channel: channel.code().to_owned(),
            begun_at: self.now(),
        };
        joint_diagnosis::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
        Ok(true)
    }
}
