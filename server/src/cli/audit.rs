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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::SystemClock;
    use crate::content::{Checked, Files};

    async fn told(store: &Store, noted: Option<(i64, &str)>) -> (Result<(), String>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let (from, hash) = noted.map(|(from, hash)| (from, hash.to_owned())).unzip();
        let command = AuditCommand::Verify(VerifyArguments { from, hash });
        let done = run(&command, store, &mut Console { out: &mut out, err: &mut err }).await;
        (done.map_err(|failure| failure.to_string()), String::from_utf8(out).expect("UTF-8"))
    }

    #[tokio::test]
    async fn the_head_is_told_and_one_that_was_noted_is_looked_for() {
        let folder = std::env::temp_dir().join(format!("dx-audit-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let url = format!("sqlite://{}?mode=rwc", folder.join("dx-shindan.db").display());
        let store = Store::connect(&url, Arc::new(SystemClock)).await.expect("the database opens");
        store.migrate().await.expect("the tables are made");
        let (done, out) = told(&store, None).await;
        assert!(
            done.is_ok() && out.contains("つながっている記録：0 件") && out.contains("終わりの印：なし"),
            "{out}"
        );
        let Checked { sources, content } = Files::seed().check().expect("a seed without errors");
        store.load_content(&sources, &content).await.expect("the seed loads");
        let hash = store.audit_head().await.expect("the store answers").hash;
        let (done, out) = told(&store, Some((1, &hash))).await;
        assert!(done.is_ok() && out.contains(&format!("終わりの番号：1\n終わりの印：{hash}")), "{out}");
        let (done, _) = told(&store, Some((2, &hash))).await;
        assert_eq!(
            done,
            Err("操作の記録が、つながっていません。記録 2 がありません。消されています。".to_owned())
        );
        let (done, _) = told(&store, Some((1, &"0".repeat(64)))).await;
        assert!(done.is_err_and(|told| told.contains("控えたものと違います")));
        store.close().await.expect("it ends");
        std::fs::remove_dir_all(&folder).expect("it goes");
    }
}
