//! Going on elsewhere by a short code. The code is made of the diagnosis's key and a stored salt, so that whoever has the
//! key can see it again; the database alone tells neither. See docs/adr/0017-resume-code.md.

mod mailing;
mod seal;

use app::backend::{
    Attempt, CodeMail, CodeMailed, DiagnosisKey, Keeping, KeptCode, ResumeCode, Resumed, Resumptions,
    Unavailable, Wanted,
};
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use domain::answer::read_all;
use domain::second_fact::SecondFact;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::diagnosis::{By, Opened, by_key};
use super::entity::diagnosis;
use super::entity::resume_code::{ActiveModel, Column, Entity, Model};
use super::limits::{self, Scope};
use super::{Store, StoreError, answer, consent, key};
use crate::auth::slow;
use seal::Stretched;

/// A year, and some weeks to come back for the next diagnosis.
const LIFETIME: Duration = Duration::days(400);

impl Store {
    async fn keep_code(&self, key: &DiagnosisKey, wanted: Wanted) -> Result<Keeping, StoreError> {
        let Some(Opened { row: diagnosis, by }) = by_key(&self.reader, key, self.now()).await? else {
            return Ok(Keeping::NotFound);
        };
        if by != By::Own {
            return Ok(Keeping::BySession);
        }
        let Some((second_fact, number)) = self.second_fact(&diagnosis).await? else {
            return Ok(Keeping::NoSecondFact);
        };
        let before = self.living_code(diagnosis.id).await?.filter(|_| wanted == Wanted::Any);
        let number_now = i64::try_from(number).map_err(|_| StoreError::unreadable("resume_code"))?;
        if let Some(before) = &before
            && (before.second_fact.as_str(), before.second_number) == (second_fact.as_str(), number_now)
        {
            // It stays what it is, and nobody pays for a slow hash.
            let expires_at = ActiveValue::Set(self.now() + LIFETIME);
            self.change_code(before, ActiveModel { expires_at, ..Default::default() }).await?;
            return Ok(Keeping::Kept);
        }
        let salt = match &before {
            Some(before) => before.salt.clone(),
            None => key::token()?,
        };
        // Before the transaction: nobody waits for this one's hash.
        let stretched = stretched(seal::code(key, &salt)).await?;
        let row = Model {
            diagnosis_id: diagnosis.id,
            lookup: stretched.lookup(number),
            sealed_key: stretched.seal(number, &salt, key),
            salt,
            second_fact: second_fact.as_str().to_owned(),
            second_number: number_now,
            made_at: self.now(),
            expires_at: self.now() + LIFETIME,
        };
        match before {
            Some(before) => self.change_code(&before, row.into_active_model().reset_all()).await?,
            None => self.put_code(row).await?,
        }
        Ok(Keeping::Kept)
    }

    /// The code keeps its salt, so it stays the same to whoever has copied it. If somebody has replaced it meanwhile, theirs
    /// stands: a code that was taken back does not come back.
    async fn change_code(&self, before: &Model, change: ActiveModel) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        Entity::update_many()
            .set(change)
            .filter(Column::DiagnosisId.eq(before.diagnosis_id))
            .filter(Column::Salt.eq(before.salt.as_str()))
            .exec(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// In place of the one that the diagnosis had.
    async fn put_code(&self, row: Model) -> Result<(), StoreError> {
        let replace = OnConflict::column(Column::DiagnosisId)
            .update_columns([
                Column::Salt,
                Column::Lookup,
                Column::SealedKey,
                Column::SecondFact,
                Column::SecondNumber,
                Column::MadeAt,
                Column::ExpiresAt,
            ])
            .to_owned();
        let transaction = self.begin().await?;
        Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    async fn kept_code(&self, key: &DiagnosisKey) -> Result<Option<KeptCode>, StoreError> {
        // A code is made of the diagnosis's own key; with a session's it would be another.
        let Some(Opened { row: diagnosis, by: By::Own }) = by_key(&self.reader, key, self.now()).await?
        else {
            return Ok(None);
        };
        let Some(row) = self.living_code(diagnosis.id).await? else { return Ok(None) };
        let asked = SecondFact::parse(&row.second_fact).zip(u64::try_from(row.second_number).ok());
        let Some((second_fact, _)) = asked else { return Err(StoreError::unreadable("resume_code")) };
        Ok(Some(KeptCode {
            code: seal::code(key, &row.salt),
            second_fact,
            outdated: self.second_fact(&diagnosis).await? != asked,
            expires_at: row.expires_at,
        }))
    }

    /// Unknown codes and known ones with a wrong number take the same way: what was typed is hashed as a whole, and the
    /// hash is not found.
    async fn open_by_code(&self, attempt: &Attempt) -> Result<Resumed, StoreError> {
        let sender = Scope::Sender(&attempt.sender.0);
        if !self.may_try(&sender).await? {
            return Ok(Resumed::TooOften);
        }
        let stretched = stretched(attempt.code.clone()).await?;
        let code = Scope::Code(stretched.scope());
        if !self.may_try(&code).await? {
            return Ok(Resumed::TooOften);
        }
        let found = Entity::find()
            .filter(Column::Lookup.eq(stretched.lookup(attempt.number)))
            .filter(Column::ExpiresAt.gt(self.now()))
            .one(&self.reader)
            .await?;
        let Some(row) = found else { return Ok(Resumed::Unfit) };
        let key = stretched.open(attempt.number, &row.salt, &row.sealed_key);
        let key = key.ok_or_else(|| StoreError::unreadable("resume_code"))?;
        self.take_back(&[sender, code]).await?;
        Ok(Resumed::Opened(key))
    }

    /// The number that would be asked for with a code that is made now.
    async fn second_fact(
        &self,
        diagnosis: &diagnosis::Model,
    ) -> Result<Option<(SecondFact, u64)>, StoreError> {
        let content = self.published.of_version(&self.reader, diagnosis.questionnaire_version_id).await?;
        let raw = answer::of_diagnosis(&self.reader, diagnosis.id).await?;
        let readings = read_all(&raw, &content);
        Ok(SecondFact::of(&content.questionnaire.interpret(&readings.answers).facts))
    }

    async fn living_code(&self, diagnosis: i64) -> Result<Option<Model>, StoreError> {
        let living = Entity::find_by_id(diagnosis).filter(Column::ExpiresAt.gt(self.now()));
        Ok(living.one(&self.reader).await?)
    }

    /// Removes codes that have expired, and attempts that no longer count.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clear_codes(&self) -> Result<(), StoreError> {
        let now: DateTime<Utc> = self.now();
        let transaction = self.begin().await?;
        Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(&transaction).await?;
        limits::clear(&transaction, now).await?;
        consent::clear(&transaction, now).await?;
        Ok(transaction.commit().await?)
    }
}

async fn stretched(code: ResumeCode) -> Result<Stretched, StoreError> {
    slow::in_turn(move || seal::stretch(&code)).await.ok_or(StoreError::Interrupted)?
}

#[async_trait]
impl Resumptions for Store {
    async fn keep(&self, key: &DiagnosisKey, wanted: Wanted) -> Result<Keeping, Unavailable> {
        Ok(self.keep_code(key, wanted).await?)
    }

    async fn code(&self, key: &DiagnosisKey) -> Result<Option<KeptCode>, Unavailable> {
        Ok(self.kept_code(key).await?)
    }

    async fn mail_code(&self, wanted: &CodeMail) -> Result<CodeMailed, Unavailable> {
        Ok(self.send_code(wanted).await?)
    }

    async fn resume(&self, attempt: &Attempt) -> Result<Resumed, Unavailable> {
        Ok(self.open_by_code(attempt).await?)
    }
}
