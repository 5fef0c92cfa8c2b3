//! Nobody of staff is here.

use app::backend::{
    Acting, Actor, Backend, BrowserToken, Chosen, CodesToken, ComingBack, Confirming, Credentials, Ending,
    Enrolled, Enrolling, Enrolments, Finishing, FirstStep, Invitation, Invited, Leaving, LinkToken, Member,
    NewPassword, OwnSession, Renewed, Roster, Rosters, SecondFactor, SecondStep, SignIns, SignOnFault,
    SignOnFor, SignOns, SignedOn, StaffChange, StaffEntry, StaffToken, TotpSecret, Unavailable,
};
use async_trait::async_trait;
use domain::access::Role;

use super::Fixed;

impl Acting for Fixed {
    fn acting_as(&self, backend: &Backend, _: Actor) -> Backend {
        backend.clone()
    }
}

#[async_trait]
impl SignOns for Fixed {
    fn name(&self) -> Option<&str> {
        None
    }

    async fn leave(&self, _: SignOnFor) -> Result<Leaving, SignOnFault> {
        Err(SignOnFault::Down)
    }

    async fn come_back(&self, _: ComingBack<'_>) -> Result<SignedOn, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl SignIns for Fixed {
    async fn first_step(&self, _: Credentials<'_>) -> Result<FirstStep, Unavailable> {
        Err(Unavailable)
    }

    async fn second_step(&self, _: SecondFactor<'_>) -> Result<SecondStep, Unavailable> {
        Err(Unavailable)
    }

    async fn member(&self, _: &StaffToken) -> Result<Option<Member>, Unavailable> {
        Err(Unavailable)
    }

    async fn confirm(&self, _: &StaffToken, _: Confirming<'_>) -> Result<SecondStep, Unavailable> {
        Err(Unavailable)
    }

    async fn staff_sessions(&self, _: &StaffToken) -> Result<Option<Vec<OwnSession>>, Unavailable> {
        Err(Unavailable)
    }

    async fn end_staff_sessions(&self, _: &StaffToken, _: Ending) -> Result<bool, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Enrolments for Fixed {
    async fn look_at_enrolment(
        &self,
        _: &LinkToken,
        _: Option<&BrowserToken>,
    ) -> Result<Enrolling, Unavailable> {
        Err(Unavailable)
    }

    async fn choose_password(&self, _: &LinkToken, _: NewPassword<'_>) -> Result<Chosen, Unavailable> {
        Err(Unavailable)
    }

    async fn finish_enrolment(&self, _: Finishing<'_>) -> Result<Enrolled, Unavailable> {
        Err(Unavailable)
    }

    fn recovery_codes(&self, _: &CodesToken) -> Vec<String> {
        Vec::new()
    }

    async fn change_password(&self, _: &StaffToken, _: NewPassword<'_>) -> Result<Renewed<()>, Unavailable> {
        Err(Unavailable)
    }

    async fn offer_app(&self, _: &StaffToken) -> Result<Renewed<()>, Unavailable> {
        unreachable!()
    }

    async fn offered_app(&self, _: &StaffToken) -> Result<Renewed<Option<TotpSecret>>, Unavailable> {
        Err(Unavailable)
    }

    async fn take_app(&self, _: &StaffToken, _: &str) -> Result<Renewed<CodesToken>, Unavailable> {
        Err(Unavailable)
    }
}

#[async_trait]
impl Rosters for Fixed {
    async fn roster(&self) -> Result<Roster, Unavailable> {
        Err(Unavailable)
    }

    async fn roster_of(&self, _: i64) -> Result<Vec<StaffEntry>, Unavailable> {
        Err(Unavailable)
    }

    async fn invite(&self, _: Invitation<'_>, _: &str) -> Result<Invited, Unavailable> {
        Err(Unavailable)
    }

    async fn invite_again(&self, _: i64, _: &str) -> Result<StaffChange, Unavailable> {
        Err(Unavailable)
    }

    async fn change_role(&self, _: i64, _: Role) -> Result<StaffChange, Unavailable> {
        Err(Unavailable)
    }

    async fn disable(&self, _: i64) -> Result<StaffChange, Unavailable> {
        Err(Unavailable)
    }
}
