//! What an agency writes down for a client: words, to-dos, proposals.

use app::backend::{Action, Adviser, NewAdvice, NewTask, ProposalChange};
use domain::access::{ClientAct, ClientReason};
use domain::caseload::ProposalState;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    TryInsertResult,
};
use serde_json::{Value, json};

use super::super::audit::{Act, record};
use super::super::entity::{advice, client_task, proposal, staff};
use super::super::{Store, StoreError, Transaction};
use super::is_new;
use crate::checksum::sha256_hex;

/// One press of a form: the same words of the same person, after as many as there were.
fn press(adviser: Adviser, business: i64, (text, more): (&str, &str), after: u64) -> String {
    let who = format!("{business}:{}:{}:{after}:{more}:", adviser.agency, adviser.staff);
    sha256_hex(format!("{who}{text}").as_bytes())
}

type Written = Result<Result<(), ClientReason>, StoreError>;

impl Store {
    /// Writes down what is done for a business: its number, ids and codes. What somebody wrote stays out, as does who the
    /// business is: officers read the log, and have no consent.
    pub(in crate::store) fn note_work(
        &self,
        transaction: &Transaction,
        (action, business): (Action, i64),
        (before, after): (Option<&Value>, Option<&Value>),
    ) {
        let act = Act { actor: &self.actor, action, subject: &business.to_string(), before, after };
        record(transaction, self.now(), act);
    }

    pub(super) async fn write_advice(&self, adviser: Adviser, business: i64, new: NewAdvice<'_>) -> Written {
        let transaction = self.begin().await?;
        let act = (ClientAct::Advise, business);
        if let Err(reason) = self.may_write_for(&transaction, adviser, act).await? {
            return Ok(Err(reason));
        }
        let visible = if new.visible { "visible" } else { "" };
        let row = advice::ActiveModel {
            id: ActiveValue::NotSet,
            business_id: ActiveValue::Set(business),
            agency_id: ActiveValue::Set(adviser.agency),
            staff_id: ActiveValue::Set(adviser.staff),
            text: ActiveValue::Set(new.text.to_owned()),
            visible: ActiveValue::Set(new.visible),
            written_at: ActiveValue::Set(self.now()),
            nonce: ActiveValue::Set(press(adviser, business, (new.text, visible), new.after)),
        };
        let written = advice::Entity::insert(row)
            .on_conflict_do_nothing_on([advice::Column::Nonce])
            .exec_without_returning(&transaction)
            .await?;
        if is_new(&written) {
            let after = json!({ "visible": new.visible });
            self.note_work(&transaction, (Action::AdviseClient, business), (None, Some(&after)));
        }
        transaction.commit().await?;
        Ok(Ok(()))
    }

    /// For a colleague who may sign in; else for whoever writes it.
    pub(super) async fn write_task(&self, adviser: Adviser, business: i64, new: NewTask<'_>) -> Written {
        let transaction = self.begin().await?;
        let act = (ClientAct::Advise, business);
        if let Err(reason) = self.may_write_for(&transaction, adviser, act).await? {
            return Ok(Err(reason));
        }
        let colleague = staff::Entity::find_by_id(new.owner)
            .filter(staff::Column::AgencyId.eq(adviser.agency))
            .filter(staff::Column::DisabledAt.is_null());
        let owner = colleague.one(&transaction).await?.map_or(adviser.staff, |staff| staff.id);
        let day = new.due_on.map(|day| day.to_string()).unwrap_or_default();
        let row = client_task::ActiveModel {
            id: ActiveValue::NotSet,
            business_id: ActiveValue::Set(business),
            agency_id: ActiveValue::Set(adviser.agency),
            staff_id: ActiveValue::Set(owner),
            text: ActiveValue::Set(new.text.to_owned()),
            due_on: ActiveValue::Set(new.due_on.map(|day| day.to_string())),
            made_at: ActiveValue::Set(self.now()),
            done_at: ActiveValue::Set(None),
            nonce: ActiveValue::Set(press(
                adviser,
                business,
                (new.text, &format!("{owner}:{day}")),
                new.after,
            )),
        };
        let written = client_task::Entity::insert(row)
            .on_conflict_do_nothing_on([client_task::Column::Nonce])
            .exec(&transaction)
            .await?;
        if let TryInsertResult::Inserted(written) = written {
            let after = json!({ "task": written.last_insert_id });
            self.note_work(&transaction, (Action::AddClientTask, business), (None, Some(&after)));
        }
        transaction.commit().await?;
        Ok(Ok(()))
    }

    /// A to-do of another client, or another agency, is left as it is: there is none.
    pub(super) async fn tick(&self, adviser: Adviser, business: i64, (task, done): (i64, bool)) -> Written {
        let transaction = self.begin().await?;
        let act = (ClientAct::Advise, business);
        if let Err(reason) = self.may_write_for(&transaction, adviser, act).await? {
            return Ok(Err(reason));
        }
        let found = client_task::Entity::find_by_id(task)
            .filter(client_task::Column::BusinessId.eq(business))
            .filter(client_task::Column::AgencyId.eq(adviser.agency))
            .lock_exclusive()
            .one(&transaction)
            .await?;
        let Some(row) = found else { return Ok(Err(ClientReason::NoConsent)) };
        if row.done_at.is_some() != done {
            let mut row = row.into_active_model();
            row.done_at = ActiveValue::Set(done.then(|| self.now()));
            row.update(&transaction).await?;
            let [before, after] = [!done, done].map(|done| json!({ "task": task, "done": done }));
            let change = (Some(&before), Some(&after));
            self.note_work(&transaction, (Action::TickClientTask, business), change);
        }
        transaction.commit().await?;
        Ok(Ok(()))
    }

    pub(super) async fn write_proposal(&self, adviser: Adviser, business: i64, menu: &str) -> Written {
        let transaction = self.begin().await?;
        let act = (ClientAct::Advise, business);
        if let Err(reason) = self.may_write_for(&transaction, adviser, act).await? {
            return Ok(Err(reason));
        }
        let new = proposal::ActiveModel {
            id: ActiveValue::NotSet,
            business_id: ActiveValue::Set(business),
            agency_id: ActiveValue::Set(adviser.agency),
            menu_id: ActiveValue::Set(menu.to_owned()),
            staff_id: ActiveValue::Set(adviser.staff),
            state: ActiveValue::Set(ProposalState::Proposed.code().to_owned()),
            proposed_at: ActiveValue::Set(self.now()),
            changed_at: ActiveValue::Set(self.now()),
            by_business: ActiveValue::Set(false),
        };
        let once = [proposal::Column::AgencyId, proposal::Column::BusinessId, proposal::Column::MenuId];
        let written = proposal::Entity::insert(new)
            .on_conflict_do_nothing_on(once)
            .exec_without_returning(&transaction)
            .await?;
        if is_new(&written) {
            let after = json!({ "menu": menu });
            self.note_work(&transaction, (Action::ProposeMenu, business), (None, Some(&after)));
        }
        transaction.commit().await?;
        Ok(Ok(()))
    }

    /// A proposal of another client, or another agency, is left as it is: there is none.
    pub(super) async fn write_proposal_state(
        &self,
        adviser: Adviser,
        business: i64,
        change: ProposalChange,
    ) -> Written {
        let transaction = self.begin().await?;
        let act = (ClientAct::Advise, business);
        if let Err(reason) = self.may_write_for(&transaction, adviser, act).await? {
            return Ok(Err(reason));
        }
        let found = proposal::Entity::find_by_id(change.proposal)
            .filter(proposal::Column::AgencyId.eq(adviser.agency))
            .filter(proposal::Column::BusinessId.eq(business))
            .lock_exclusive()
            .one(&transaction)
            .await?;
        let Some(row) = found else { return Ok(Err(ClientReason::NoConsent)) };
        if row.state == change.from.code() && change.from != change.to {
            let [before, after] = [change.from, change.to]
                .map(|state| json!({ "menu": row.menu_id, "proposal_state": state.code() }));
            let noted = (Some(&before), Some(&after));
            self.note_work(&transaction, (Action::ChangeProposal, business), noted);
            let mut row = row.into_active_model();
            row.state = ActiveValue::Set(change.to.code().to_owned());
            row.changed_at = ActiveValue::Set(self.now());
            row.by_business = ActiveValue::Set(false);
            row.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(Ok(()))
    }
}
