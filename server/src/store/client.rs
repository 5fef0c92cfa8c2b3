//! Clients: what somebody of an agency sees of a business under its consent, and writes down for it.
//!
//! `gate` asks the domain whether they may, with the consent as it stands; `glance` is what the list needs of a business,
//! kept in memory; `caseload` the list, `page` the page of one, `work` what is written down, `joint` answering together.

mod agreed;
mod caseload;
mod gate;
mod glance;
mod joint;
mod page;
mod work;

use app::backend::{
    Adviser, Caseload, CaseloadQuery, Client, Clients, CodeTyped, DiagnosisKey, LookAt, NewAdvice, NewTask,
    OfClient, ProposalChange, StaffToken, Unavailable,
};
use async_trait::async_trait;
use domain::access::ClientReason;
use domain::caseload::Channel;
use sea_orm::TryInsertResult;

use super::Store;

pub(super) use agreed::Agreements;
pub(super) use glance::Glances;
pub(super) use joint::answers_together;

/// What was done, or why not.
fn of_client<T>(outcome: Result<T, ClientReason>) -> OfClient<T> {
    match outcome {
        Ok(done) => OfClient::Done(done),
        Err(reason) => OfClient::Denied(reason),
    }
}

/// Was a row written, or was it there before?
fn is_new(written: &TryInsertResult<u64>) -> bool {
    matches!(written, TryInsertResult::Inserted(1..))
}

#[async_trait]
impl Clients for Store {
    async fn caseload(&self, adviser: Adviser, query: &CaseloadQuery) -> Result<Caseload, Unavailable> {
        Ok(self.caseload_page(adviser, query).await?)
    }

    async fn take_caseload(&self, adviser: Adviser, query: &CaseloadQuery) -> Result<Caseload, Unavailable> {
        Ok(self.whole_caseload(adviser, query).await?)
    }

    async fn client(
        &self,
        adviser: Adviser,
        business: i64,
        look: LookAt,
    ) -> Result<OfClient<Client>, Unavailable> {
        Ok(of_client(self.look_at_client(adviser, business, look).await?))
    }

    async fn type_code(&self, adviser: Adviser, typed: &str) -> Result<CodeTyped, Unavailable> {
        Ok(self.take_share_code(adviser, typed).await?)
    }

    async fn advise(
        &self,
        adviser: Adviser,
        business: i64,
        advice: NewAdvice<'_>,
    ) -> Result<OfClient<()>, Unavailable> {
        Ok(of_client(self.write_advice(adviser, business, advice).await?))
    }

    async fn add_task(
        &self,
        adviser: Adviser,
        business: i64,
        task: NewTask<'_>,
    ) -> Result<OfClient<()>, Unavailable> {
        Ok(of_client(self.write_task(adviser, business, task).await?))
    }

    async fn tick_task(
        &self,
        adviser: Adviser,
        business: i64,
        task: (i64, bool),
    ) -> Result<OfClient<()>, Unavailable> {
        Ok(of_client(self.tick(adviser, business, task).await?))
    }

    async fn propose_menu(
        &self,
        adviser: Adviser,
        business: i64,
        menu: &str,
    ) -> Result<OfClient<()>, Unavailable> {
        Ok(of_client(self.write_proposal(adviser, business, menu).await?))
    }

    async fn change_proposal(
        &self,
        adviser: Adviser,
        business: i64,
        change: ProposalChange,
    ) -> Result<OfClient<()>, Unavailable> {
        Ok(of_client(self.write_proposal_state(adviser, business, change).await?))
    }

    async fn begin_together(
        &self,
        adviser: Adviser,
        session: &StaffToken,
        of: (i64, Channel),
    ) -> Result<OfClient<DiagnosisKey>, Unavailable> {
        Ok(of_client(self.begin_with_client(adviser, session, of).await?))
    }

    async fn why_closed(
        &self,
        session: &StaffToken,
        key: &DiagnosisKey,
    ) -> Result<Option<ClientReason>, Unavailable> {
        Ok(self.why_key_is_closed(session, key).await?)
    }

    async fn begin_first(&self, adviser: Adviser, channel: Channel) -> Result<DiagnosisKey, Unavailable> {
        Ok(self.begin_with_new(adviser, channel).await?)
    }
}
