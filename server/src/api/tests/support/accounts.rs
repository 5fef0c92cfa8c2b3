//! Nobody has an account here.

use app::backend::{
    AccountExport, Accounts, AskedLink, BrowserToken, Changing, DiagnosisKey, Ending, Erasing, Followed,
    LinkToken, Mine, Own, Pressed, Seen, SessionToken, Standing, Unavailable,
};
use async_trait::async_trait;

use super::Fixed;

#[async_trait]
impl Accounts for Fixed {
    async fn ask_sign_in(
        &self,
        _: AskedLink<'_>,
        _: Option<&BrowserToken>,
        _: Option<&DiagnosisKey>,
    ) -> Result<Option<BrowserToken>, Unavailable> {
        Err(Unavailable)
    }

    async fn ask_change(&self, _: AskedLink<'_>, _: &SessionToken) -> Result<Changing, Unavailable> {
        Err(Unavailable)
    }

    fn code_of(&self, _: &BrowserToken) -> String {
        String::new()
    }

    async fn look(
        &self,
        _: &LinkToken,
        _: Option<&BrowserToken>,
        _: Option<&SessionToken>,
    ) -> Result<Seen, Unavailable> {
        Err(Unavailable)
    }

    async fn follow(&self, _: &Pressed) -> Result<Followed, Unavailable> {
        Err(Unavailable)
    }

    async fn mine(&self, _: &SessionToken) -> Result<Option<Mine>, Unavailable> {
        Err(Unavailable)
    }

    async fn standing(&self, _: &SessionToken, _: &DiagnosisKey) -> Result<Standing, Unavailable> {
        Err(Unavailable)
    }

    async fn claim(&self, _: &SessionToken, _: &DiagnosisKey) -> Result<Own<()>, Unavailable> {
        Err(Unavailable)
    }

    async fn open_mine(&self, _: &SessionToken, _: i64) -> Result<Own<DiagnosisKey>, Unavailable> {
        Err(Unavailable)
    }

    async fn end_sessions(&self, _: &SessionToken, _: Ending) -> Result<bool, Unavailable> {
        Err(Unavailable)
    }

    async fn export(&self, _: &SessionToken) -> Result<Option<AccountExport>, Unavailable> {
        Err(Unavailable)
    }

    async fn erase(&self, _: &SessionToken, _: Erasing) -> Result<Own<()>, Unavailable> {
        Err(Unavailable)
    }
}
