//! `staff` and `agency`: who may sign in. The first admin can be let in by no other.

use app::backend::{AgencyCode, AgencyRow, Invitation, LinkToken};

use super::Console;
use super::arguments::{AgencyCommand, StaffArguments, StaffCommand};
use super::failure::Failure;
use crate::config::Config;
use crate::store::{Added, AgencyAdded, Store};

pub(super) async fn run(
    command: &StaffCommand,
    config: &Config,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let link = match command {
        StaffCommand::Add(arguments) => add(arguments, store).await?,
        StaffCommand::Link { email } => {
            let link = store.renew_staff(email.as_ref()).await?;
            link.ok_or_else(|| Failure::NoSuchStaff(email.to_string()))?
        }
    };
    console.say("このリンクを、本人にだけ渡してください（72時間、一度だけ使えます）。");
    console.say(format_args!("{}/staff/enrol/{}", config.base_url.as_str(), link.as_str()));
    Ok(())
}

async fn add(arguments: &StaffArguments, store: &Store) -> Result<LinkToken, Failure> {
    let StaffArguments { role, email, agency } = arguments;
    let agency = match agency {
        Some(name) => {
            let found = store.agency_named(name).await?;
            Some(found.ok_or_else(|| Failure::NoSuchAgency(name.clone()))?)
        }
        None => None,
    };
    let address = email.to_string();
    match store.add_staff(Invitation { address: &address, role: *role, agency }).await? {
        Added::Link(link) => Ok(link),
        Added::NotAnAddress => Err(Failure::StaffAddress(address)),
        Added::Taken => Err(Failure::StaffTaken(address)),
        Added::NoSuchAgency => Err(Failure::AgencyOfRole),
    }
}

pub(super) async fn run_agency(
    command: &AgencyCommand,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    match command {
        AgencyCommand::Add { name } => match store.add_agency(name).await? {
            AgencyAdded::Done => console.say(format_args!("支援機関「{name}」を加えました。")),
            AgencyAdded::Before => console.say(format_args!("支援機関「{name}」は、もうあります。")),
        },
        AgencyCommand::List => list(store, console).await?,
    }
    Ok(())
}

/// A line each, in columns for other programs.
async fn list(store: &Store, console: &mut Console<'_>) -> Result<(), Failure> {
    for AgencyRow { agency, .. } in store.all_agencies().await? {
        let state = if agency.active { "開いている" } else { "閉じている" };
        let code = agency.code.as_ref().map_or("-", AgencyCode::as_str);
        console.say(format_args!("{}\t{}\t{state}\t{code}", agency.id, agency.name));
    }
    Ok(())
}
