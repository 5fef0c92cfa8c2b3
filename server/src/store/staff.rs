//! Staff: who may sign in, how they enrol, where they are signed in. See docs/adr/0020-staff.md.
//!
//! `link` is how somebody is asked in, `enrol` how they come in, `sign_in` and `code` how they come back, `vouched` how they come
//! by the prefecture's own sign-on, `session` where
//! they are signed in, `renew` how they change password and app, `roster` how admins see to all of them.

mod acting;
mod agency;
mod code;
mod enrol;
mod link;
mod renew;
mod roster;
mod session;
mod sign_in;
mod vouched;

use app::backend::{
    Action, Actor, BrowserToken, Chosen, CodesToken, Confirming, Credentials, Ending, Enrolled, Enrolling,
    Enrolments, Finishing, FirstStep, Invitation, Invited, LinkToken, Member, NewPassword, OwnSession,
    Renewed, Roster, Rosters, SecondFactor, SecondStep, SignIns, StaffChange, StaffEntry, StaffToken,
    TotpSecret, Unavailable,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::access::Role;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;

use super::audit::{self, Act};
use super::entity::hidden::Hidden;
use super::entity::staff::{Column, Entity, Model};
use super::{Store, StoreError, Transaction, key};
use crate::auth::{password, recovery, slow, totp};
use crate::checksum::{hex, unhex};

pub(super) use acting::{Acting, Denied};
pub use link::Added;
pub(super) use session::end_all as end_sessions;
pub(super) use session::{by_session, id_of};

/// The role of a row.
pub(super) fn role(row: &Model) -> Result<Role, StoreError> {
    Role::parse(&row.role).ok_or_else(|| StoreError::unreadable("staff"))
}

/// As the audit log names them.
fn named(row: &Model) -> Actor {
    Actor::Staff { id: row.id, address: row.address.clone() }
}

/// Writes down what somebody has done about their own sign-in.
fn note_own(transaction: &Transaction, now: DateTime<Utc>, row: &Model, (action, after): (Action, &Value)) {
    let actor = &named(row);
    let act = Act { actor, action, subject: &row.address, before: None, after: Some(after) };
    audit::record(transaction, now, act);
}

/// Somebody who may sign in, with an enrolment or without; held until the transaction ends.
async fn held<C: ConnectionTrait>(connection: &C, id: i64) -> Result<Option<Model>, StoreError> {
    let found = Entity::find_by_id(id).filter(Column::DisabledAt.is_null()).lock_exclusive().one(connection);
    agency::unless_closed(connection, found.await?).await
}

/// What is kept in a password's place.
async fn kept(password: String) -> Result<Hidden, StoreError> {
    let salt = key::random()?;
    let kept = slow::in_turn(move || password::kept(&password, &salt)).await;
    kept.ok_or(StoreError::Interrupted)?.map(Hidden).map_err(StoreError::Hash)
}

/// Is it the password of which this is kept? It takes as long where nothing is.
async fn fits(typed: &str, kept: Option<Hidden>) -> Result<bool, StoreError> {
    let typed = typed.to_owned();
    slow::in_turn(move || {
        let kept = kept.as_ref().map(|Hidden(kept)| kept.as_str());
        password::fits(&typed, kept)
    })
    .await
    .ok_or(StoreError::Interrupted)
}

/// What codes are made of, as it is stored.
fn new_secret() -> Result<Hidden, StoreError> {
    Ok(Hidden(hex(&key::random::<{ totp::SECRET }>()?)))
}

fn secret_bytes(Hidden(stored): &Hidden) -> Result<Vec<u8>, StoreError> {
    unhex(stored).ok_or_else(|| StoreError::unreadable("totp secret"))
}

/// As an app takes it, for somebody.
fn for_app(stored: &Hidden, address: &str) -> Result<TotpSecret, StoreError> {
    let secret = secret_bytes(stored)?;
    Ok(TotpSecret { text: totp::text(&secret), address: totp::address(&secret, address) })
}

#[async_trait]
impl SignIns for Store {
    async fn first_step(&self, given: Credentials<'_>) -> Result<FirstStep, Unavailable> {
        Ok(self.take_password(given).await?)
    }

    async fn second_step(&self, given: SecondFactor<'_>) -> Result<SecondStep, Unavailable> {
        Ok(self.take_second_factor(given).await?)
    }

    async fn member(&self, session: &StaffToken) -> Result<Option<Member>, Unavailable> {
        Ok(self.staff_visiting(session).await?)
    }

    async fn confirm(&self, session: &StaffToken, given: Confirming<'_>) -> Result<SecondStep, Unavailable> {
        Ok(self.confirm_staff(session, given).await?)
    }

    async fn staff_sessions(&self, session: &StaffToken) -> Result<Option<Vec<OwnSession>>, Unavailable> {
        Ok(self.sessions_of_staff(session).await?)
    }

    async fn end_staff_sessions(&self, session: &StaffToken, ending: Ending) -> Result<bool, Unavailable> {
        Ok(self.end_of_staff(session, ending).await?)
    }
}

#[async_trait]
impl Enrolments for Store {
    async fn look_at_enrolment(
        &self,
        link: &LinkToken,
        browser: Option<&BrowserToken>,
    ) -> Result<Enrolling, Unavailable> {
        Ok(self.enrolment(link, browser).await?)
    }

    async fn choose_password(
        &self,
        link: &LinkToken,
        password: NewPassword<'_>,
    ) -> Result<Chosen, Unavailable> {
        Ok(self.begin_enrolment(link, password).await?)
    }

    async fn finish_enrolment(&self, finishing: Finishing<'_>) -> Result<Enrolled, Unavailable> {
        Ok(self.end_enrolment(finishing).await?)
    }

    fn recovery_codes(&self, token: &CodesToken) -> Vec<String> {
        recovery::codes(token)
    }

    async fn change_password(
        &self,
        session: &StaffToken,
        password: NewPassword<'_>,
    ) -> Result<Renewed<()>, Unavailable> {
        Ok(self.renew_password(session, password).await?)
    }

    async fn offer_app(&self, session: &StaffToken) -> Result<Renewed<()>, Unavailable> {
        Ok(self.make_app(session).await?)
    }

    async fn offered_app(&self, session: &StaffToken) -> Result<Renewed<Option<TotpSecret>>, Unavailable> {
        Ok(self.app_to_be(session).await?)
    }

    async fn take_app(&self, session: &StaffToken, code: &str) -> Result<Renewed<CodesToken>, Unavailable> {
        Ok(self.renew_app(session, code).await?)
    }
}

#[async_trait]
impl Rosters for Store {
    async fn roster(&self) -> Result<Roster, Unavailable> {
        Ok(self.everybody().await?)
    }

    async fn roster_of(&self, agency: i64) -> Result<Vec<StaffEntry>, Unavailable> {
        Ok(self.staff_of(agency).await?)
    }

    async fn invite(&self, invitation: Invitation<'_>, base_url: &str) -> Result<Invited, Unavailable> {
        Ok(self.send_invitation(invitation, base_url).await?)
    }

    async fn invite_again(&self, staff: i64, base_url: &str) -> Result<StaffChange, Unavailable> {
        Ok(self.send_another(staff, base_url).await?)
    }

    async fn change_role(&self, staff: i64, role: Role) -> Result<StaffChange, Unavailable> {
        Ok(self.set_role(staff, role).await?)
    }

    async fn disable(&self, staff: i64) -> Result<StaffChange, Unavailable> {
        Ok(self.shut_out(staff).await?)
    }
}
