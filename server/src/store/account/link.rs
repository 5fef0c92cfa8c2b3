//! Links, as they are sent to an address. Asking takes the same way for every address: whether there is an account is not
//! looked at until a link is used.

use app::backend::{AskedLink, BrowserToken, DiagnosisKey, LINK_LIFE, LinkToken, MailKind, Purpose};
use chrono::{DateTime, Utc};
use lettre::Address;
use sea_orm::{ActiveValue, EntityTrait};

use super::super::diagnosis::by_owner;
use super::super::entity::account_link::{ActiveModel, Entity};
use super::super::outbox::post;
use super::super::{Store, StoreError, address};
use super::secret;
use crate::mail::{Letter, templates};

/// Puts an address into words, and until when it opens.
type Template = fn(&str, &str, DateTime<Utc>) -> Letter;

/// A link that is to be sent.
pub(super) struct NewLink<'a> {
    pub(super) purpose: Purpose,
    pub(super) browser: &'a BrowserToken,
    pub(super) account: Option<i64>,
    pub(super) business: Option<i64>,
}

impl Store {
    pub(super) async fn send_sign_in(
        &self,
        asked: AskedLink<'_>,
        browser: Option<&BrowserToken>,
        claims: Option<&DiagnosisKey>,
    ) -> Result<Option<BrowserToken>, StoreError> {
        let Some(to) = address::read(asked.address) else { return Ok(None) };
        let business = match claims {
            Some(key) => by_owner(&self.reader, key, self.now()).await?.map(|opened| opened.row.business_id),
            None => None,
        };
        // The one that it has, if it has one: a link that it asked for before stays its own.
        let browser = match browser {
            Some(browser) => browser.clone(),
            None => secret::fresh(BrowserToken::parse)?,
        };
        let link = NewLink { purpose: Purpose::SignIn, browser: &browser, account: None, business };
        self.send_link(asked, &to, link).await?;
        Ok(Some(browser))
    }

    /// Nothing is sent, and nothing is said, if too many have been.
    pub(super) async fn send_link(
        &self,
        asked: AskedLink<'_>,
        to: &Address,
        new: NewLink<'_>,
    ) -> Result<(), StoreError> {
        let (kind, template): (MailKind, Template) = match new.purpose {
            Purpose::SignIn => (MailKind::SignIn, templates::sign_in),
            Purpose::ChangeAddress => (MailKind::ChangeAddress, templates::change_address),
        };
        if !self.may_mail(kind, asked.sender, to).await? {
            return Ok(());
        }
        let link = secret::fresh(LinkToken::parse)?;
        let (now, expires_at) = (self.now(), self.now() + LINK_LIFE);
        let row = ActiveModel {
            id: ActiveValue::NotSet,
            token_hash: ActiveValue::Set(secret::stored(link.as_str())),
            purpose: ActiveValue::Set(new.purpose.code().to_owned()),
            address: ActiveValue::Set(to.to_string()),
            browser_hash: ActiveValue::Set(secret::stored(new.browser.as_str())),
            code_hash: ActiveValue::Set(secret::stored_code(&link, &secret::code(new.browser))),
            account_id: ActiveValue::Set(new.account),
            business_id: ActiveValue::Set(new.business),
            asked_at: ActiveValue::Set(now),
            expires_at: ActiveValue::Set(expires_at),
            used_at: ActiveValue::Set(None),
            tries: ActiveValue::Set(0),
        };
        let opens = format!("{}/me/link/{}", asked.base_url, link.as_str());
        let letter = template(asked.base_url, &opens, expires_at);
        let transaction = self.begin().await?;
        Entity::insert(row).exec_without_returning(&transaction).await?;
        post(&transaction, now, (kind, to), letter).await?;
        Ok(transaction.commit().await?)
    }
}
