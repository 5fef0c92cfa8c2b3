//! Asking somebody in: they are put on the list, and a link is made by which they enrol. There is one link at a time.

use app::backend::{Action, ENROLMENT_LIFE, Invitation, Invited, LinkToken, MailKind, StaffChange};
use chrono::{DateTime, Utc};
use lettre::Address;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, TryInsertResult,
};
use serde_json::{Value, json};

use super::super::audit::{self, Act};
use super::super::entity::{staff, staff_link};
use super::super::outbox::{self, Old, post};
use super::super::{Store, StoreError, Transaction, address, secret};
use super::roster::not_there;
use super::{Denied, agency, role};
use crate::mail::templates;

/// What became of adding somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// The link by which they enrol.
    Link(LinkToken),
    NotAnAddress,
    /// Somebody has that address.
    Taken,
    /// Roles of agencies need one that there is; others have none.
    NoSuchAgency,
}

/// Somebody who was put on the list.
enum Listed {
    Done(staff::Model),
    No(Invited),
}

impl Store {
    /// Adds somebody; whoever calls hands them their link.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add_staff(&self, invitation: Invitation<'_>) -> Result<Added, StoreError> {
        let transaction = self.begin().await?;
        let row = match self.list(&transaction, invitation).await? {
            Listed::Done(row) => row,
            Listed::No(Invited::NotAnAddress) => return Ok(Added::NotAnAddress),
            Listed::No(Invited::NoSuchAgency) => return Ok(Added::NoSuchAgency),
            Listed::No(Invited::Taken | Invited::Sent | Invited::NotPermitted) => return Ok(Added::Taken),
        };
        let link = self.new_link(&transaction, &row).await?;
        transaction.commit().await?;
        Ok(Added::Link(link))
    }

    /// Another link for somebody by their address, who may have lost their app or was disabled. `None`: there is nobody.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn renew_staff(&self, typed: &str) -> Result<Option<LinkToken>, StoreError> {
        let Some(address) = address::read(typed) else { return Ok(None) };
        let transaction = self.begin().await?;
        let address = address::folded(address.as_ref());
        let found = staff::Entity::find().filter(staff::Column::Address.eq(address)).lock_exclusive();
        let Some(row) = found.one(&transaction).await? else { return Ok(None) };
        let link = self.ask_again(&transaction, row).await?;
        transaction.commit().await?;
        Ok(Some(link))
    }

    /// The id of an agency that is active.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn agency_named(&self, name: &str) -> Result<Option<i64>, StoreError> {
        Ok(agency::by_name(&self.reader, name).await?.map(|agency| agency.id))
    }

    pub(super) async fn send_invitation(
        &self,
        invitation: Invitation<'_>,
        base_url: &str,
    ) -> Result<Invited, StoreError> {
        let transaction = self.begin().await?;
        let Some(held) = self.hold(&transaction, None).await? else { return Ok(Invited::NotPermitted) };
        match held.acting.may_invite(invitation.role, invitation.agency) {
            Ok(()) => {}
            Err(Denied::NotPermitted) => return Ok(Invited::NotPermitted),
            Err(Denied::NotFound) => return Ok(Invited::NoSuchAgency),
        }
        let row = match self.list(&transaction, invitation).await? {
            Listed::Done(row) => row,
            Listed::No(why) => return Ok(why),
        };
        let link = self.new_link(&transaction, &row).await?;
        self.send(&transaction, &row, &link, base_url).await?;
        transaction.commit().await?;
        Ok(Invited::Sent)
    }

    pub(super) async fn send_another(&self, id: i64, base_url: &str) -> Result<StaffChange, StoreError> {
        let transaction = self.begin().await?;
        let Some(held) = self.hold(&transaction, Some(id)).await? else {
            return Ok(StaffChange::NotPermitted);
        };
        let Some(row) = held.target else { return Ok(not_there(held.acting)) };
        if let Err(denied) = held.acting.may_change(role(&row)?, row.agency_id) {
            return Ok(denied.into());
        }
        let Some(row) = agency::unless_closed(&transaction, Some(row)).await? else {
            return Ok(StaffChange::NotFound);
        };
        let link = self.ask_again(&transaction, row.clone()).await?;
        self.send(&transaction, &row, &link, base_url).await?;
        transaction.commit().await?;
        Ok(StaffChange::Done)
    }

    async fn list(
        &self,
        transaction: &Transaction,
        invitation: Invitation<'_>,
    ) -> Result<Listed, StoreError> {
        let Some(to) = address::read(invitation.address) else {
            return Ok(Listed::No(Invited::NotAnAddress));
        };
        let agency = match invitation.agency {
            Some(id) => agency::by_id(transaction, id).await?,
            None => None,
        };
        if agency.is_some() != invitation.role.is_of_agency()
            || agency.is_some() != invitation.agency.is_some()
        {
            return Ok(Listed::No(Invited::NoSuchAgency));
        }
        let row = staff::ActiveModel {
            id: ActiveValue::NotSet,
            address: ActiveValue::Set(address::folded(to.as_ref())),
            typed: ActiveValue::Set(to.to_string()),
            role: ActiveValue::Set(invitation.role.code().to_owned()),
            agency_id: ActiveValue::Set(agency.as_ref().map(|agency| agency.id)),
            created_at: ActiveValue::Set(self.now()),
            disabled_at: ActiveValue::Set(None),
            password: ActiveValue::Set(None),
            totp_secret: ActiveValue::Set(None),
            totp_step: ActiveValue::Set(0),
        };
        // Of two who invite one address at once, the second waits here for the first.
        let inserted =
            staff::Entity::insert(row).on_conflict_do_nothing_on([staff::Column::Address]).exec(transaction);
        let TryInsertResult::Inserted(new) = inserted.await? else { return Ok(Listed::No(Invited::Taken)) };
        let row = staff::Entity::find_by_id(new.last_insert_id).one(transaction).await?;
        let row = row.ok_or_else(|| StoreError::unreadable("staff"))?;
        let mut after = json!({ "staff_role": row.role });
        if let Some(agency) = agency {
            after["agency"] = Value::String(agency.name);
        }
        self.note_invitation(transaction, &row, Some(&after));
        Ok(Listed::Done(row))
    }

    /// Whoever was disabled is not any more, but has to enrol.
    async fn ask_again(&self, transaction: &Transaction, row: staff::Model) -> Result<LinkToken, StoreError> {
        self.note_invitation(transaction, &row, None);
        let link = self.new_link(transaction, &row).await?;
        let mut row = row.into_active_model();
        row.disabled_at = ActiveValue::Set(None);
        row.update(transaction).await?;
        Ok(link)
    }

    fn note_invitation(&self, transaction: &Transaction, row: &staff::Model, after: Option<&Value>) {
        let (actor, action) = (&self.actor, Action::InviteStaff);
        let act = Act { actor, action, subject: &row.address, before: None, after };
        audit::record(transaction, self.now(), act);
    }

    /// In place of those that they have.
    async fn new_link(
        &self,
        transaction: &DatabaseTransaction,
        row: &staff::Model,
    ) -> Result<LinkToken, StoreError> {
        forget(transaction, row).await?;
        let (link, now) = (secret::fresh(LinkToken::parse)?, self.now());
        let row = staff_link::ActiveModel {
            id: ActiveValue::NotSet,
            token_hash: ActiveValue::Set(secret::stored(link.as_str())),
            staff_id: ActiveValue::Set(row.id),
            made_at: ActiveValue::Set(now),
            expires_at: ActiveValue::Set(now + ENROLMENT_LIFE),
            used_at: ActiveValue::Set(None),
            browser_hash: ActiveValue::Set(None),
            password: ActiveValue::Set(None),
            totp_secret: ActiveValue::Set(None),
        };
        staff_link::Entity::insert(row).exec_without_returning(transaction).await?;
        Ok(link)
    }

    async fn send(
        &self,
        transaction: &DatabaseTransaction,
        row: &staff::Model,
        link: &LinkToken,
        base_url: &str,
    ) -> Result<(), StoreError> {
        let to: Address = row.typed.parse().map_err(|_| StoreError::unreadable("staff"))?;
        let place = format!("{base_url}/staff/enrol/{}", link.as_str());
        let letter = templates::invite_staff(base_url, &place, self.now() + ENROLMENT_LIFE);
        post(transaction, self.now(), (MailKind::InviteStaff, &to), letter).await
    }
}

/// Links that they have open nothing any more, and no mail has one.
pub(super) async fn forget(transaction: &DatabaseTransaction, row: &staff::Model) -> Result<(), StoreError> {
    let of_them = staff_link::Entity::delete_many().filter(staff_link::Column::StaffId.eq(row.id));
    of_them.exec(transaction).await?;
    outbox::forget_kind(transaction, MailKind::InviteStaff, Old::To(&row.address)).await
}

/// Of links that have expired, nothing is left that was chosen by them, and no mail has one.
pub(super) async fn empty_expired(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let change = staff_link::ActiveModel {
        browser_hash: ActiveValue::Set(None),
        password: ActiveValue::Set(None),
        totp_secret: ActiveValue::Set(None),
        ..Default::default()
    };
    staff_link::Entity::update_many()
        .set(change)
        .filter(staff_link::Column::ExpiresAt.lte(now))
        .filter(staff_link::Column::BrowserHash.is_not_null())
        .exec(transaction)
        .await?;
    outbox::forget_kind(transaction, MailKind::InviteStaff, Old::Since(now - ENROLMENT_LIFE)).await
}
