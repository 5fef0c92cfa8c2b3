//! The page of a client.

use std::collections::BTreeMap;

use app::backend::{
    Adviser, CLIENT_HISTORY, Client, ClientAdvice, ClientDiagnosis, ClientProposal, ClientTask, Colleague,
    LookAt,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{ClientAct, ClientReason};
use domain::caseload::{Channel, ProposalState};
use domain::window::{japan_day, japan_midnight};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::consent::terms;
use super::super::entity::{
    advice, client_task, consent, consent_look, diagnosis, joint_diagnosis, proposal, staff,
};
use super::super::{Store, StoreError, Transaction};

/// What a look is at, as the domain asks for it.
fn act(look: LookAt) -> ClientAct {
    match look {
        LookAt::Result | LookAt::Sheet | LookAt::Table => ClientAct::SeeResult,
        LookAt::Answers => ClientAct::SeeAnswers,
        LookAt::Together => ClientAct::AnswerTogether,
    }
}

impl Store {
    /// What is shown is what was there when the look was written down.
    pub(super) async fn look_at_client(
        &self,
        adviser: Adviser,
        business: i64,
        look: LookAt,
    ) -> Result<Result<Client, ClientReason>, StoreError> {
        let transaction = self.begin().await?;
        let consent = match self.may_write_for(&transaction, adviser, (act(look), business)).await? {
            Ok(consent) => consent,
            Err(reason) => return Ok(Err(reason)),
        };
        let last_visit = self.last_visit(&transaction, &consent).await?;
        self.note_looks(&transaction, adviser, (&[consent.id], look)).await?;
        transaction.commit().await?;
        Ok(Ok(self.client_of(consent, last_visit).await?))
    }

    async fn client_of(&self, consent: consent::Model, last_visit: NaiveDate) -> Result<Client, StoreError> {
        let (business, agency) = (consent.business_id, consent.agency_id);
        let colleagues = self.colleagues(agency).await?;
        Ok(Client {
            id: business,
            covers: terms(&consent).covers,
            given_at: consent.given_at,
            expires_at: consent.expires_at,
            diagnoses: self.said_by(business, agency).await?,
            last_visit,
            advice: self.advice_for(business, agency).await?,
            tasks: self.tasks_for(business, agency).await?,
            proposals: self.proposals_for(business, agency).await?,
            colleagues: colleagues.into_iter().map(|(id, address)| Colleague { id, address }).collect(),
            name: consent.name,
            contact: consent.contact,
        })
    }

    /// Before today: looking twice on a day is one visit.
    async fn last_visit(
        &self,
        transaction: &Transaction,
        consent: &consent::Model,
    ) -> Result<NaiveDate, StoreError> {
        let today = japan_midnight(self.today());
        let given = consent::Entity::find()
            .filter(consent::Column::BusinessId.eq(consent.business_id))
            .filter(consent::Column::AgencyId.eq(consent.agency_id))
            .all(transaction)
            .await?;
        let looked = consent_look::Entity::find()
            .filter(consent_look::Column::ConsentId.is_in(given.iter().map(|consent| consent.id)))
            .filter(consent_look::Column::LookedAt.lt(today))
            .filter(consent_look::Column::What.ne(LookAt::Table.code()))
            .order_by_desc(consent_look::Column::LookedAt)
            .one(transaction)
            .await?
            .map(|look| look.looked_at);
        let first = given.iter().map(|consent| consent.given_at).min();
        Ok(japan_day(looked.or(first).unwrap_or(consent.given_at)))
    }

    async fn said_by(&self, business: i64, agency: i64) -> Result<Vec<ClientDiagnosis>, StoreError> {
        let rows = diagnosis::Entity::find()
            .filter(diagnosis::Column::BusinessId.eq(business))
            .filter(diagnosis::Column::SubmittedAt.is_not_null())
            .order_by_desc(diagnosis::Column::SubmittedAt)
            .order_by_desc(diagnosis::Column::Id)
            .limit(CLIENT_HISTORY as u64)
            .all(&self.reader)
            .await?;
        let joint = joint_diagnosis::Entity::find()
            .filter(joint_diagnosis::Column::DiagnosisId.is_in(rows.iter().map(|row| row.id)))
            .filter(joint_diagnosis::Column::AgencyId.eq(agency))
            .all(&self.reader)
            .await?;
        let mut said = Vec::with_capacity(rows.len());
        for row in rows {
            let joint = joint.iter().find(|joint| joint.diagnosis_id == row.id);
            let channel = joint.and_then(|joint| Channel::parse(&joint.channel));
            said.extend(self.as_earlier(row).await?.map(|said| ClientDiagnosis { said, channel }));
        }
        Ok(said)
    }

    async fn advice_for(&self, business: i64, agency: i64) -> Result<Vec<ClientAdvice>, StoreError> {
        let rows = advice::Entity::find()
            .filter(advice::Column::AgencyId.eq(agency))
            .filter(advice::Column::BusinessId.eq(business))
            .order_by_desc(advice::Column::Id)
            .all(&self.reader)
            .await?;
        let names = addresses(&self.reader, agency).await?;
        let one = |row: advice::Model| ClientAdvice {
            by: names.get(&row.staff_id).cloned().unwrap_or_default(),
            text: row.text,
            visible: row.visible,
            written_at: row.written_at,
        };
        Ok(rows.into_iter().map(one).collect())
    }

    async fn tasks_for(&self, business: i64, agency: i64) -> Result<Vec<ClientTask>, StoreError> {
        let rows = client_task::Entity::find()
            .filter(client_task::Column::AgencyId.eq(agency))
            .filter(client_task::Column::BusinessId.eq(business))
            .order_by_asc(client_task::Column::Id)
            .all(&self.reader)
            .await?;
        let names = addresses(&self.reader, agency).await?;
        let one = |row: client_task::Model| ClientTask {
            id: row.id,
            text: row.text,
            due_on: row.due_on.as_deref().and_then(|day| day.parse().ok()),
            owner: names.get(&row.staff_id).cloned().unwrap_or_default(),
            done_at: row.done_at,
        };
        let mut tasks: Vec<ClientTask> = rows.into_iter().map(one).collect();
        let order = |task: &ClientTask| {
            (task.done_at.is_some(), task.due_on.unwrap_or(NaiveDate::MAX), std::cmp::Reverse(task.done_at))
        };
        tasks.sort_by_key(order);
        Ok(tasks)
    }

    async fn proposals_for(&self, business: i64, agency: i64) -> Result<Vec<ClientProposal>, StoreError> {
        let rows = proposal::Entity::find()
            .filter(proposal::Column::AgencyId.eq(agency))
            .filter(proposal::Column::BusinessId.eq(business))
            .order_by_desc(proposal::Column::ChangedAt)
            .order_by_desc(proposal::Column::Id)
            .all(&self.reader)
            .await?;
        let one = |row: proposal::Model| {
            let state = ProposalState::parse(&row.state).ok_or_else(|| StoreError::unreadable("proposal"))?;
            let (changed_at, by_business): (DateTime<Utc>, bool) = (row.changed_at, row.by_business);
            Ok(ClientProposal { id: row.id, menu: row.menu_id, state, changed_at, by_business })
        };
        rows.into_iter().map(one).collect()
    }

    /// Those who may sign in.
    async fn colleagues(&self, agency: i64) -> Result<Vec<(i64, String)>, StoreError> {
        let rows = staff::Entity::find()
            .filter(staff::Column::AgencyId.eq(agency))
            .filter(staff::Column::DisabledAt.is_null())
            .filter(staff::Column::Password.is_not_null())
            .order_by_asc(staff::Column::Address)
            .all(&self.reader)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row.typed)).collect())
    }
}

/// Everybody of an agency, by id, also those who are no longer there.
async fn addresses<C: ConnectionTrait>(
    connection: &C,
    agency: i64,
) -> Result<BTreeMap<i64, String>, StoreError> {
    let rows = staff::Entity::find().filter(staff::Column::AgencyId.eq(agency)).all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.typed)).collect())
}
