//! Beginning again from the answers of a submitted diagnosis. One follows it at most, whichever of its keys is used: the
//! key that follows from the one presented is given to the diagnosis that is there already.

use std::collections::BTreeMap;

use app::backend::DiagnosisKey;
use chrono::{DateTime, Utc};
use domain::answer::RawAnswers;
use domain::history::{carried, needs_confirming};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use super::super::entity::{answer as answer_row, diagnosis, diagnosis_key};
use super::super::{Store, StoreError, answer, key};
use super::opened::{By, Opened, opened_and_locked};

impl Store {
    pub(super) async fn follow_up(&self, key: &DiagnosisKey) -> Result<Option<DiagnosisKey>, StoreError> {
        let successor = key::successor(key);
        let transaction = self.begin().await?;
        let opened = opened_and_locked(&transaction, key, self.now()).await?;
        let Some(Opened { row: old, by }) = opened.filter(|opened| opened.row.submitted_at.is_some()) else {
            return Ok(None);
        };
        match by {
            By::Own => own_key(&transaction, self.following(&transaction, &old).await?, &successor).await?,
            By::Session(session) => {
                let following = self.following(&transaction, &old).await?;
                session_key(&transaction, (following.id, session), &successor, self.now()).await?;
            }
            // A key would follow that outlives the consent.
            By::Adviser => return Ok(None),
        }
        transaction.commit().await?;
        Ok(Some(successor))
    }

    /// The one that follows, which begins here if there is none. The old one must be locked.
    pub(in crate::store) async fn following(
        &self,
        transaction: &DatabaseTransaction,
        old: &diagnosis::Model,
    ) -> Result<diagnosis::Model, StoreError> {
        let following = diagnosis::Entity::find().filter(diagnosis::Column::PreviousId.eq(old.id));
        match following.one(transaction).await? {
            Some(following) => Ok(following),
            None => self.begin_from(transaction, old).await,
        }
    }

    /// Without a key as yet.
    async fn begin_from(
        &self,
        transaction: &DatabaseTransaction,
        old: &diagnosis::Model,
    ) -> Result<diagnosis::Model, StoreError> {
        self.published.refresh(transaction).await?;
        let row = diagnosis::ActiveModel {
            id: ActiveValue::NotSet,
            business_id: ActiveValue::Set(old.business_id),
            key_hash: ActiveValue::Set(None),
            questionnaire_version_id: ActiveValue::Set(self.published.version()?.0),
            started_at: ActiveValue::Set(self.now()),
            submitted_at: ActiveValue::Set(None),
            made_up: ActiveValue::Set(old.made_up),
            previous_id: ActiveValue::Set(Some(old.id)),
            last_question: ActiveValue::Set(None),
            last_answered_at: ActiveValue::Set(Some(self.now())),
            opened_menu: ActiveValue::Set(false),
            helpful: ActiveValue::Set(None),
        };
        let row = row.insert(transaction).await?;
        // Those that are too old are proposed instead, each where it is asked for.
        if old.submitted_at.is_some_and(|at| !needs_confirming(at, row.started_at)) {
            self.copy_answers(transaction, old, row.id).await?;
        }
        Ok(row)
    }

    /// Answers keep the time at which they were given, and become what the version of now has for them. Those to
    /// questions that are no longer asked stay behind.
    async fn copy_answers(
        &self,
        transaction: &DatabaseTransaction,
        old: &diagnosis::Model,
        new: i64,
    ) -> Result<(), StoreError> {
        let from = self.published.of_version(transaction, old.questionnaire_version_id).await?;
        let (_, to) = self.published.version()?;
        let rows = answer_row::Entity::find()
            .filter(answer_row::Column::DiagnosisId.eq(old.id))
            .all(transaction)
            .await?;
        // By question: two may have become one.
        let mut copies = BTreeMap::new();
        for row in rows {
            let given = RawAnswers::from([(row.question_id, answer::parse(&row.raw)?)]);
            for (question, raw) in carried(&from.questionnaire, &to.questionnaire, &given) {
                let copy = answer::row(new, &question, &raw, row.answered_at)?;
                copies.insert(question, copy);
            }
        }
        answer::put_first(transaction, copies.into_values().collect()).await
    }
}

/// The own key of a diagnosis follows from that of the one before; it has it already unless a session has begun it.
async fn own_key(
    transaction: &DatabaseTransaction,
    following: diagnosis::Model,
    successor: &DiagnosisKey,
) -> Result<(), StoreError> {
    if following.key_hash.is_none() {
        let mut following = following.into_active_model();
        following.key_hash = ActiveValue::Set(Some(key::stored(successor)));
        following.update(transaction).await?;
    }
    Ok(())
}

/// A key of a diagnosis that lives as long as a session does.
pub(in crate::store) async fn session_key(
    transaction: &DatabaseTransaction,
    (diagnosis, session): (i64, i64),
    key: &DiagnosisKey,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = diagnosis_key::Model {
        key_hash: key::stored(key),
        diagnosis_id: diagnosis,
        session_id: session,
        made_at: now,
    };
    diagnosis_key::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([diagnosis_key::Column::KeyHash])
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}
