//! There are no clients here.

use app::backend::{
    Adviser, Caseload, CaseloadQuery, Client, Clients, CodeTyped, Consents, DiagnosisKey, ForBusiness, Grant,
    Granted, LookAt, Marked, NewAdvice, NewTask, OfClient, OwnConsent, Owner, ProposalChange, SessionToken,
    Shares, StaffToken, Unavailable,
};
use async_trait::async_trait;
use domain::access::ClientReason;
use domain::caseload::{Channel, ProposalState};

use super::Fixed;

#[async_trait]
impl Consents for Fixed {
    async fn shares(&self, _: &DiagnosisKey) -> Result<Option<Shares>, Unavailable> {
        Err(Unavailable)
    }

    async fn consents_of(&self, _: &SessionToken, _: i64) -> Result<Option<Vec<OwnConsent>>, Unavailable> {
        Err(Unavailable)
    }

    async fn show_code(&self, _: &DiagnosisKey) -> Result<bool, Unavailable> {
        Err(Unavailable)
    }

    async fn grant(&self, _: &DiagnosisKey, _: Grant<'_>) -> Result<Granted, Unavailable> {
        Err(Unavailable)
    }

    async fn revoke(&self, _: Owner<'_>, _: i64) -> Result<bool, Unavailable> {
        Err(Unavailable)
    }

    async fn for_business(&self, _: &DiagnosisKey) -> Result<ForBusiness, Unavailable> {
        Err(Unavailable)
    }

    async fn mark_proposal(&self, _: &DiagnosisKey, _: i64, _: ProposalState) -> Result<Marked, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Clients for Fixed {
    async fn caseload(&self, _: Adviser, _: &CaseloadQuery) -> Result<Caseload, Unavailable> {
        Err(Unavailable)
    }

    async fn take_caseload(&self, _: Adviser, _: &CaseloadQuery) -> Result<Caseload, Unavailable> {
        Err(Unavailable)
    }

    async fn client(&self, _: Adviser, _: i64, _: LookAt) -> Result<OfClient<Client>, Unavailable> {
        Err(Unavailable)
    }

    async fn type_code(&self, _: Adviser, _: &str) -> Result<CodeTyped, Unavailable> {
        Err(Unavailable)
    }

    async fn advise(&self, _: Adviser, _: i64, _: NewAdvice<'_>) -> Result<OfClient<()>, Unavailable> {
        Err(Unavailable)
    }

    async fn add_task(&self, _: Adviser, _: i64, _: NewTask<'_>) -> Result<OfClient<()>, Unavailable> {
        Err(Unavailable)
    }

    async fn tick_task(&self, _: Adviser, _: i64, _: (i64, bool)) -> Result<OfClient<()>, Unavailable> {
        Err(Unavailable)
    }

    async fn propose_menu(&self, _: Adviser, _: i64, _: &str) -> Result<OfClient<()>, Unavailable> {
        Err(Unavailable)
    }

    async fn change_proposal(
        &self,
        _: Adviser,
        _: i64,
        _: ProposalChange,
    ) -> Result<OfClient<()>, Unavailable> {
        Err(Unavailable)
    }

    async fn begin_together(
        &self,
        _: Adviser,
        _: &StaffToken,
        _: (i64, Channel),
    ) -> Result<OfClient<DiagnosisKey>, Unavailable> {
        Err(Unavailable)
    }

    async fn why_closed(
        &self,
        _: &StaffToken,
        _: &DiagnosisKey,
    ) -> Result<Option<ClientReason>, Unavailable> {
        Err(Unavailable)
    }

    async fn begin_first(&self, _: Adviser, _: Channel) -> Result<DiagnosisKey, Unavailable> {
        Err(Unavailable)
    }
}
