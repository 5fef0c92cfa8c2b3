//! `audit`: whether the log of what was done is as it was written.

use super::Console;
use super::arguments::{AuditCommand, VerifyArguments};
use super::failure::Failure;
use crate::store::{AuditHead, AuditVerdict, Store};

pub(super) async fn run(
    command: &AuditCommand,
    store: &Store,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let AuditCommand::Verify(VerifyArguments { from, hash }) = command;
    let noted = from.zip(hash.clone()).map(|(number, hash)| AuditHead { number, hash });
    let AuditVerdict { entries, head, unlinked, fault } = store.verify_audit(noted.clone()).await?;
    console.say(format_args!("つながっている記録：{entries} 件"));
    console.say(format_args!("終わりの番号：{}", head.number));
    console.say(format_args!("終わりの印：{}", if head.hash.is_empty() { "なし" } else { &head.hash }));
    if unlinked > 0 {
        console.say(format_args!(
            "まだつながれていない記録：{unlinked} 件（前の版のプログラムが書いたもの。次の記録か、次の起動でつながります）"
        ));
    }
    if let Some(fault) = fault {
        return Err(Failure::Audit(fault));
    }
    if let Some(noted) = noted {
        console.say(format_args!("控えた {} 番の印は、記録の中にあります。", noted.number));
    }
    console.say("操作の記録は、はじめから終わりまでつながっています。");
    Ok(())
}
