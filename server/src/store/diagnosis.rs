//! Diagnoses: begun, answered, submitted, begun again.

mod follow_up;
mod opened;

use app::backend::{
    AgencyCode, Diagnoses, Diagnosis, DiagnosisKey, EARLIER_SHOWN, Earlier, HelpedBy, Past, Saved, Submitted,
    Unavailable,
};
use async_trait::async_trait;
use domain::answer::{RawAnswer, RawAnswers, read_all};
use domain::caseload::Channel;
use domain::history::needs_confirming;
use domain::passage::Helpful;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::agency::note_origin;
use super::entity::{agency as agency_row, business, diagnosis, joint_diagnosis};
use super::passage::{self, Steps};
use super::{Store, StoreError, answer, key, population, roll_up};

pub(super) use follow_up::session_key;
pub(super) use opened::{By, Opened, by_key, by_owner, locked, locked_by_owner};

impl Store {
    /// `agency`: at whose place.
    async fn start_diagnosis(&self, agency: Option<&AgencyCode>) -> Result<DiagnosisKey, StoreError> {
        let key = key::fresh()?;
        let transaction = self.begin().await?;
        self.published.refresh(&transaction).await?;
        let (version, _) = self.published.version()?;
        let business = business::ActiveModel {
            id: ActiveValue::NotSet,
            made_up: ActiveValue::Set(false),
            created_at: ActiveValue::Set(self.now()),
        };
        let business = business.insert(&transaction).await?;
        let row = diagnosis::ActiveModel {
            id: ActiveValue::NotSet,
            business_id: ActiveValue::Set(business.id),
            key_hash: ActiveValue::Set(Some(key::stored(&key))),
            questionnaire_version_id: ActiveValue::Set(version),
            started_at: ActiveValue::Set(self.now()),
            submitted_at: ActiveValue::Set(None),
            made_up: ActiveValue::Set(business.made_up),
            previous_id: ActiveValue::Set(None),
            last_question: ActiveValue::Set(None),
            last_answered_at: ActiveValue::Set(Some(self.now())),
            opened_menu: ActiveValue::Set(false),
            helpful: ActiveValue::Set(None),
        };
        let row = row.insert(&transaction).await?;
        if let Some(code) = agency {
            note_origin(&transaction, row.id, code).await?;
        }
        let mut steps = Steps::default();
        steps.started(&row);
        steps.write(&transaction).await?;
        transaction.commit().await?;
        Ok(key)
    }

    async fn find_diagnosis(&self, key: &DiagnosisKey) -> Result<Option<Diagnosis>, StoreError> {
        let Some(Opened { row, by }) = by_key(&self.reader, key, self.now()).await? else {
            return Ok(None);
        };
        if by == By::Adviser {
            self.note_together(key, &row).await?;
        }
        Ok(Some(Diagnosis {
            content: self.published.of_version(&self.reader, row.questionnaire_version_id).await?,
            answers: answer::of_diagnosis(&self.reader, row.id).await?,
            submitted_at: row.submitted_at,
            previous: self.proposed(&row).await?,
            follows: row.previous_id.is_some(),
            counted: self.counts_now(&row).await?,
            opened_menu: row.opened_menu,
            helpful: row.helpful.as_deref().and_then(Helpful::parse),
            by: by.kind(),
            helped_by: self.helped(&row, by).await?,
        }))
    }

    /// The diagnosis whose answers are proposed for one that is being answered: it began from them, and they are too old
    /// to have been taken over.
    async fn proposed(&self, row: &diagnosis::Model) -> Result<Option<Earlier>, StoreError> {
        let (Some(previous), None) = (row.previous_id, row.submitted_at) else { return Ok(None) };
        let Some(previous) = diagnosis::Entity::find_by_id(previous).one(&self.reader).await? else {
            return Ok(None);
        };
        let stale = previous.submitted_at.is_some_and(|at| needs_confirming(at, row.started_at));
        if stale { self.as_earlier(previous).await } else { Ok(None) }
    }

    pub(super) async fn as_earlier(&self, row: diagnosis::Model) -> Result<Option<Earlier>, StoreError> {
        let Some(submitted_at) = row.submitted_at else { return Ok(None) };
        Ok(Some(Earlier {
            content: self.published.of_version(&self.reader, row.questionnaire_version_id).await?,
            answers: answer::of_diagnosis(&self.reader, row.id).await?,
            submitted_at,
        }))
    }

    /// The latest that a business has submitted.
    pub(super) async fn latest_of(&self, business: i64) -> Result<Option<Earlier>, StoreError> {
        let latest = diagnosis::Entity::find()
            .filter(diagnosis::Column::BusinessId.eq(business))
            .filter(diagnosis::Column::SubmittedAt.is_not_null())
            .order_by_desc(diagnosis::Column::SubmittedAt)
            .order_by_desc(diagnosis::Column::Id)
            .one(&self.reader)
            .await?;
        match latest {
            Some(row) => self.as_earlier(row).await,
            None => Ok(None),
        }
    }

    async fn submitted_before(&self, key: &DiagnosisKey) -> Result<Vec<Past>, StoreError> {
        let found = by_key(&self.reader, key, self.now()).await?;
        let Some(Opened { row, by }) = found else { return Ok(Vec::new()) };
        let until = row.submitted_at.unwrap_or_else(|| self.now());
        let rows = diagnosis::Entity::find()
            .filter(diagnosis::Column::BusinessId.eq(row.business_id))
            .filter(diagnosis::Column::Id.ne(row.id))
            .filter(diagnosis::Column::SubmittedAt.lte(until))
            .order_by_desc(diagnosis::Column::SubmittedAt)
            .order_by_desc(diagnosis::Column::Id)
            .limit(EARLIER_SHOWN as u64)
            .all(&self.reader)
            .await?;
        let mut earlier = Vec::with_capacity(rows.len());
        for row in rows {
            let helped_by = self.helped(&row, by).await?;
            earlier.extend(self.as_earlier(row).await?.map(|said| Past { said, helped_by }));
        }
        Ok(earlier)
    }

    /// Whose adviser had a part in it. An adviser is not told: it may have been another agency's.
    async fn helped(&self, row: &diagnosis::Model, by: By) -> Result<Option<HelpedBy>, StoreError> {
        if row.submitted_at.is_none() || by == By::Adviser {
            return Ok(None);
        }
        let joint = joint_diagnosis::Entity::find_by_id(row.id).one(&self.reader).await?;
        let Some(joint) = joint else { return Ok(None) };
        let channel =
            Channel::parse(&joint.channel).ok_or_else(|| StoreError::unreadable("joint diagnosis"))?;
        let agency = agency_row::Entity::find_by_id(joint.agency_id).one(&self.reader).await?;
        Ok(agency.map(|agency| HelpedBy { agency: agency.name, channel }))
    }

    /// Is it the latest that its business has submitted?
    async fn counts_now(&self, row: &diagnosis::Model) -> Result<bool, StoreError> {
        if row.submitted_at.is_none() {
            return Ok(false);
        }
        let latest = diagnosis::Entity::find()
            .filter(diagnosis::Column::BusinessId.eq(row.business_id))
            .filter(diagnosis::Column::SubmittedAt.is_not_null())
            .order_by_desc(diagnosis::Column::SubmittedAt)
            .order_by_desc(diagnosis::Column::Id)
            .one(&self.reader)
            .await?;
        Ok(latest.is_some_and(|latest| latest.id == row.id))
    }

    async fn save(&self, key: &DiagnosisKey, question: &str, raw: &RawAnswer) -> Result<Saved, StoreError> {
        let transaction = self.begin().await?;
        let Some(row) = locked(&transaction, key, self.now()).await? else { return Ok(Saved::NotFound) };
        if row.submitted_at.is_some() {
            return Ok(Saved::AlreadySubmitted);
        }
        let content = self.published.of_version(&transaction, row.questionnaire_version_id).await?;
        if content.questionnaire.question(question).is_none() {
            return Ok(Saved::NotFound);
        }
        let answer = answer::row(row.id, question, raw, self.now())?;
        passage::answering(&transaction, row, (question, &content), self.now()).await?;
        answer::put(&transaction, answer).await?;
        transaction.commit().await?;
        Ok(Saved::Stored)
    }

    /// All answers, or none, in the order of the questionnaire. Sections are noted as they are reached, as if each had
    /// been sent alone.
    async fn save_all(&self, key: &DiagnosisKey, answers: &RawAnswers) -> Result<Saved, StoreError> {
        let transaction = self.begin().await?;
        let Some(row) = locked(&transaction, key, self.now()).await? else { return Ok(Saved::NotFound) };
        if row.submitted_at.is_some() {
            return Ok(Saved::AlreadySubmitted);
        }
        let content = self.published.of_version(&transaction, row.questionnaire_version_id).await?;
        if answers.keys().any(|id| content.questionnaire.question(id).is_none()) {
            return Ok(Saved::NotFound);
        }
        for question in &content.questionnaire.questions {
            let Some(raw) = answers.get(&question.id) else { continue };
            let answer = answer::row(row.id, &question.id, raw, self.now())?;
            passage::answering(&transaction, row.clone(), (&question.id, &content), self.now()).await?;
            answer::put(&transaction, answer).await?;
        }
        transaction.commit().await?;
        Ok(Saved::Stored)
    }

    async fn complete(&self, key: &DiagnosisKey) -> Result<Submitted, StoreError> {
        let transaction = self.begin().await?;
        let Some(row) = locked(&transaction, key, self.now()).await? else { return Ok(Submitted::NotFound) };
        if row.submitted_at.is_some() {
            return Ok(Submitted::Done);
        }
        self.published.refresh_and_hold(&transaction).await?;
        let content = self.published.of_version(&transaction, row.questionnaire_version_id).await?;
        let raw = answer::of_diagnosis(&transaction, row.id).await?;
        if let Some(question) = read_all(&raw, &content).first_open(&content) {
            return Ok(Submitted::Incomplete { question: question.id.clone() });
        }
        let mut row = row.into_active_model();
        row.submitted_at = ActiveValue::Set(Some(self.now()));
        let row = row.update(&transaction).await?;
        roll_up::count_in(&transaction, &self.published, &row).await?;
        population::put(&transaction, &self.published, &row).await?;
        let mut steps = Steps::default();
        steps.submitted(&row);
        steps.write(&transaction).await?;
        transaction.commit().await?;
        Ok(Submitted::Done)
    }
}

#[async_trait]
impl Diagnoses for Store {
    async fn start(&self) -> Result<DiagnosisKey, Unavailable> {
        Ok(self.start_diagnosis(None).await?)
    }

    async fn start_at(&self, agency: &AgencyCode) -> Result<DiagnosisKey, Unavailable> {
        Ok(self.start_diagnosis(Some(agency)).await?)
    }

    async fn find(&self, key: &DiagnosisKey) -> Result<Option<Diagnosis>, Unavailable> {
        Ok(self.find_diagnosis(key).await?)
    }

    async fn save_answer(
        &self,
        key: &DiagnosisKey,
        question: &str,
        raw: &RawAnswer,
    ) -> Result<Saved, Unavailable> {
        Ok(self.save(key, question, raw).await?)
    }

    async fn save_answers(&self, key: &DiagnosisKey, answers: &RawAnswers) -> Result<Saved, Unavailable> {
        Ok(self.save_all(key, answers).await?)
    }

    async fn submit(&self, key: &DiagnosisKey) -> Result<Submitted, Unavailable> {
        Ok(self.complete(key).await?)
    }

    async fn earlier(&self, key: &DiagnosisKey) -> Result<Vec<Past>, Unavailable> {
        Ok(self.submitted_before(key).await?)
    }

    async fn begin_again(&self, key: &DiagnosisKey) -> Result<Option<DiagnosisKey>, Unavailable> {
        Ok(self.follow_up(key).await?)
    }
}
