//! A code by mail, to whatever address somebody types.

use app::backend::{CodeMail, CodeMailed, MailKind};
use lettre::Address;

use super::super::outbox::{NewMail, enqueue};
use super::super::{Store, StoreError, address};
use crate::checksum::sha256_hex;
use crate::mail::templates;

/// Pressed again within so many seconds, no second mail goes.
const SAME_PRESS: i64 = 600;

impl Store {
    pub(super) async fn send_code(&self, wanted: &CodeMail) -> Result<CodeMailed, StoreError> {
        let Some(to) = address::read(&wanted.address) else { return Ok(CodeMailed::BadAddress) };
        let Some(kept) = self.kept_code(&wanted.key).await? else { return Ok(CodeMailed::NoCode) };
        if !self.may_mail(MailKind::ResumeCode, &wanted.sender, &to).await? {
            return Ok(CodeMailed::TooOften);
        }
        let mail = NewMail {
            key: &self.occasion(wanted, &to),
            kind: MailKind::ResumeCode,
            to: &to,
            letter: templates::resume_code(&wanted.base_url, &kept),
            unsubscribe_url: None,
        };
        let transaction = self.begin().await?;
        enqueue(&transaction, self.now(), mail).await?;
        transaction.commit().await?;
        Ok(CodeMailed::Sent)
    }

    /// Nobody tells the address from it: the key of the diagnosis goes into the hash, and is stored nowhere.
    fn occasion(&self, wanted: &CodeMail, to: &Address) -> String {
        let (key, address) = (wanted.key.as_str(), address::folded(to.as_ref()));
        let press = self.now().timestamp().div_euclid(SAME_PRESS);
        format!("resume-code:{}", sha256_hex(format!("{key} {press} {address}").as_bytes()))
    }
}
