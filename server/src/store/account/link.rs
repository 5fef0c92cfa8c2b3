//! Links, as they are sent to an address. Asking takes the same way for every address: whether there is an account is not
//! looked at until a link is used.

use app::backend::{AskedLink, BrowserToken, DiagnosisKey, LINK_LIFE, LinkToken, MailKind, Purpose};
use chrono::{DateTime, Utc};
use lettre::Address;
use sea_orm::{ActiveValue, DatabaseTransaction, EntityTrait};
use unicode_normalization::UnicodeNormalization;

use super::super::diagnosis::by_key;
use super::super::entity::account_link::{ActiveModel, Entity};
use super::super::outbox::{NewMail, enqueue};
use super::super::{Store, StoreError, key};
use super::secret;
use crate::mail::{Letter, templates};

/// As long as an address can be (RFC 5321).
const LONGEST_ADDRESS: usize = 254;

/// A link that is to be sent.
pub(super) struct NewLink<'a> {
    pub(super) purpose: Purpose,
    pub(super) browser: &'a BrowserToken,
    pub(super) account: Option<i64>,
    pub(super) business: Option<i64>,
}

/// What was typed, as an address: full-width letters and white space around it are meant well. None of other letters than
/// mail servers everywhere take.
pub(super) fn address(typed: &str) -> Option<Address> {
    let plain: String = typed.nfkc().collect();
    let plain = plain.trim();
    if plain.len() > LONGEST_ADDRESS || !plain.is_ascii() {
        return None;
    }
    plain.parse().ok()
}

/// One address is one account, however it is written.
pub(super) fn folded(address: &str) -> String {
    address.to_lowercase()
}

impl Store {
    pub(super) async fn send_sign_in(
        &self,
        asked: AskedLink<'_>,
        browser: Option<&BrowserToken>,
        claims: Option<&DiagnosisKey>,
    ) -> Result<Option<BrowserToken>, StoreError> {
        let Some(to) = address(asked.address) else { return Ok(None) };
        let business = match claims {
            Some(key) => by_key(&self.reader, key, self.now()).await?.map(|opened| opened.row.business_id),
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
        if !self.may_mail(asked.sender, to).await? {
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
        let address = format!("{}/me/link/{}", asked.base_url, link.as_str());
        let (kind, letter) = match new.purpose {
            Purpose::SignIn => (MailKind::SignIn, templates::sign_in(asked.base_url, &address, expires_at)),
            Purpose::ChangeAddress => {
                (MailKind::ChangeAddress, templates::change_address(asked.base_url, &address, expires_at))
            }
        };
        let transaction = self.begin().await?;
        Entity::insert(row).exec_without_returning(&transaction).await?;
        post(&transaction, now, (kind, to), letter).await?;
        Ok(transaction.commit().await?)
    }
}

/// Puts a letter into the outbox; each is an occasion of its own.
pub(super) async fn post(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
    (kind, to): (MailKind, &Address),
    letter: Letter,
) -> Result<(), StoreError> {
    let key = format!("{}:{}", kind.code(), key::token()?);
    enqueue(transaction, now, NewMail { key: &key, kind, to, letter, unsubscribe_url: None }).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        let read = |typed: &str| address(typed).map(|address| address.to_string());
        assert_eq!(read(" Hanako@Example.jp ").as_deref(), Some("Hanako@Example.jp"));
        assert_eq!(read("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ").as_deref(), Some("hanako@example.jp"));
        assert_eq!(folded("Hanako@Example.jp"), "hanako@example.jp");
        let long = format!("{}@example.jp", "a".repeat(250));
        for typed in [
            "",
            "hanako",
            "hanako@",
            "@example.jp",
            "花子@example.jp",
            "a b@example.jp",
            "a@b\r\nBcc: c@d",
            &long,
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
