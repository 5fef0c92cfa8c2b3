//! Accounts: a mail address that somebody has shown to be theirs, and the businesses that it owns. See
//! docs/adr/0018-accounts.md.
//!
//! `link` is how one asks to come in, `press` how one does, `change` how the address changes, `session` where one is signed in, `listing` what one has,
//! `taking` what one takes along, `erase` how all of it goes. `secret` turns secrets into what is stored of them.

mod change;
mod erase;
mod link;
mod listing;
mod press;
mod secret;
mod session;
mod taking;

use app::backend::{
    AccountExport, Accounts, AskedLink, BrowserToken, Changing, DiagnosisKey, Ending, Erasing, Followed,
    LinkToken, Mine, Own, Pressed, Seen, SessionToken, Standing, Unavailable,
};
use async_trait::async_trait;

use super::Store;

pub(super) use listing::has_business;
pub(super) use session::living;

#[async_trait]
impl Accounts for Store {
    async fn ask_sign_in(
        &self,
        asked: AskedLink<'_>,
        browser: Option<&BrowserToken>,
        claims: Option<&DiagnosisKey>,
    ) -> Result<Option<BrowserToken>, Unavailable> {
        Ok(self.send_sign_in(asked, browser, claims).await?)
    }

    async fn ask_change(
        &self,
        asked: AskedLink<'_>,
        session: &SessionToken,
    ) -> Result<Changing, Unavailable> {
        Ok(self.send_change(asked, session).await?)
    }

    fn code_of(&self, browser: &BrowserToken) -> String {
        secret::code(browser)
    }

    async fn look(
        &self,
        link: &LinkToken,
        browser: Option<&BrowserToken>,
        session: Option<&SessionToken>,
    ) -> Result<Seen, Unavailable> {
        Ok(self.look_at_link(link, browser, session).await?)
    }

    async fn follow(&self, pressed: &Pressed) -> Result<Followed, Unavailable> {
        Ok(self.follow_link(pressed).await?)
    }

    async fn mine(&self, session: &SessionToken) -> Result<Option<Mine>, Unavailable> {
        Ok(self.own(session).await?)
    }

    async fn standing(&self, session: &SessionToken, key: &DiagnosisKey) -> Result<Standing, Unavailable> {
        Ok(self.standing_to(session, key).await?)
    }

    async fn claim(&self, session: &SessionToken, key: &DiagnosisKey) -> Result<Own<()>, Unavailable> {
        Ok(self.claim_business(session, key).await?)
    }

    async fn open_mine(
        &self,
        session: &SessionToken,
        diagnosis: i64,
    ) -> Result<Own<DiagnosisKey>, Unavailable> {
        Ok(self.key_of_own(session, diagnosis).await?)
    }

    async fn end_sessions(&self, session: &SessionToken, ending: Ending) -> Result<bool, Unavailable> {
        Ok(self.end(session, ending).await?)
    }

    async fn export(&self, session: &SessionToken) -> Result<Option<AccountExport>, Unavailable> {
        Ok(self.all_of_account(session).await?)
    }

    async fn erase(&self, session: &SessionToken, erasing: Erasing) -> Result<Own<()>, Unavailable> {
        Ok(self.erase_own(session, erasing).await?)
    }
}
