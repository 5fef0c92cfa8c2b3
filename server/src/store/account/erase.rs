//! Deleting what is one's own, with everything that was counted of it, in one transaction: afterwards all is as if it had
//! never been, and counting anew changes nothing. Locks are taken in the order of all writers: diagnoses, content, business,
//! roll-ups, population, passages.

use std::collections::BTreeMap;

use app::backend::{Erasing, Own, SessionToken};
use domain::answer::RawAnswers;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LockType};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::super::entity::{account, account_link, advice_request, business, diagnosis, subscription};
use super::super::passage::Steps;
use super::super::{Store, StoreError, outbox, population, request, roll_up};
use super::listing::{answers, owned};
use super::session;

impl Store {
    pub(super) async fn erase_own(
        &self,
        token: &SessionToken,
        erasing: Erasing,
    ) -> Result<Own<()>, StoreError> {
        let transaction = self.begin().await?;
        let session = session::of_token(&transaction, token, self.now()).await?;
        let Some(session) = session else { return Ok(Own::NotSignedIn) };
        // Keys are claimed for it meanwhile, which refer to its row and change nothing of it.
        let account = account::Entity::find_by_id(session.account_id).lock(LockType::NoKeyUpdate);
        let Some(account) = account.one(&transaction).await? else { return Ok(Own::NotSignedIn) };
        let owned: Vec<i64> =
            owned(&transaction, account.id).await?.into_iter().map(|row| row.business_id).collect();
        let done = match erasing {
            Erasing::All => {
                self.erase_businesses(&transaction, &owned).await?;
                erase_account(&transaction, &account).await?;
                true
            }
            Erasing::Business(id) if owned.contains(&id) => {
                self.erase_businesses(&transaction, &[id]).await?;
                true
            }
            Erasing::Business(_) => false,
            Erasing::OpenDiagnosis(id) => self.erase_open(&transaction, &owned, id).await?,
        };
        transaction.commit().await?;
        Ok(if done { Own::Done(()) } else { Own::NotFound })
    }

    async fn erase_businesses(
        &self,
        transaction: &DatabaseTransaction,
        ids: &[i64],
    ) -> Result<(), StoreError> {
        let of_them = || diagnosis::Column::BusinessId.is_in(ids.iter().copied());
        let diagnoses = held(transaction, diagnosis::Entity::find().filter(of_them())).await?;
        self.published.refresh_and_hold(transaction).await?;
        let businesses = || business::Column::Id.is_in(ids.iter().copied());
        business::Entity::find()
            .filter(businesses())
            .order_by_asc(business::Column::Id)
            .lock_exclusive()
            .all(transaction)
            .await?;
        // Who writes notices takes them in this order.
        subscription::Entity::find()
            .filter(subscription::Column::BusinessId.is_in(ids.iter().copied()))
            .order_by_asc(subscription::Column::Id)
            .lock_exclusive()
            .all(transaction)
            .await?;
        let asked = advice_request::Entity::find()
            .filter(advice_request::Column::BusinessId.is_in(ids.iter().copied()))
            .order_by_asc(advice_request::Column::Id)
            .lock_exclusive()
            .all(transaction)
            .await?;
        let asked: Vec<i64> = asked.into_iter().map(|row| row.id).collect();
        request::forget_mails(transaction, &asked).await?;
        let answers = answers(transaction, &diagnoses).await?;
        roll_up::take_out(transaction, &self.published, &diagnoses, &answers).await?;
        population::remove(transaction, ids).await?;
        self.take_steps_back(transaction, &diagnoses, &answers).await?;
        // Answers, codes and keys go with their diagnoses, claims and requests with their business.
        diagnosis::Entity::delete_many().filter(of_them()).exec(transaction).await?;
        business::Entity::delete_many().filter(businesses()).exec(transaction).await?;
        Ok(())
    }

    /// A business of which nothing is left then goes as well.
    async fn erase_open(
        &self,
        transaction: &DatabaseTransaction,
        owned: &[i64],
        id: i64,
    ) -> Result<bool, StoreError> {
        let open = diagnosis::Entity::find_by_id(id)
            .filter(diagnosis::Column::SubmittedAt.is_null())
            .filter(diagnosis::Column::BusinessId.is_in(owned.iter().copied()));
        let found = held(transaction, open).await?;
        let Some(row) = found.first() else { return Ok(false) };
        let answers = answers(transaction, &found).await?;
        self.take_steps_back(transaction, &found, &answers).await?;
        diagnosis::Entity::delete_by_id(row.id).exec(transaction).await?;
        let others = diagnosis::Entity::find().filter(diagnosis::Column::BusinessId.eq(row.business_id));
        if others.one(transaction).await?.is_none() {
            business::Entity::delete_by_id(row.business_id).exec(transaction).await?;
        }
        Ok(true)
    }

    /// How far they came is no longer counted.
    async fn take_steps_back(
        &self,
        transaction: &DatabaseTransaction,
        diagnoses: &[diagnosis::Model],
        answers: &BTreeMap<i64, RawAnswers>,
    ) -> Result<(), StoreError> {
        let (mut steps, none) = (Steps::default(), RawAnswers::new());
        for row in diagnoses {
            let content = self.published.of_version(transaction, row.questionnaire_version_id).await?;
            steps.whole(row, answers.get(&row.id).unwrap_or(&none), &content);
            steps.noted(row);
        }
        steps.taken_back().write(transaction).await
    }
}

/// Nobody answers or submits them any more.
async fn held(
    transaction: &DatabaseTransaction,
    diagnoses: Select<diagnosis::Entity>,
) -> Result<Vec<diagnosis::Model>, StoreError> {
    Ok(diagnoses.order_by_asc(diagnosis::Column::Id).lock_exclusive().all(transaction).await?)
}

/// With its sessions and links, what its address is told, of whatever business, and what was written to it.
async fn erase_account(
    transaction: &DatabaseTransaction,
    account: &account::Model,
) -> Result<(), StoreError> {
    let address = Expr::expr(Func::lower(Expr::col(account_link::Column::Address)));
    account_link::Entity::delete_many()
        .filter(address.eq(account.address.as_str()))
        .exec(transaction)
        .await?;
    subscription::Entity::delete_many()
        .filter(subscription::Column::AddressKey.eq(account.address.as_str()))
        .exec(transaction)
        .await?;
    outbox::forget_address(transaction, &account.address).await?;
    account::Entity::delete_by_id(account.id).exec(transaction).await?;
    Ok(())
}
