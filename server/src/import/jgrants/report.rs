//! What an import came to, in sentences.

use std::fmt;

use serde_json::{Value, json};

/// A menu that the import changed or would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub menu_id: String,
    pub name: String,
}

/// Something that could not be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// A file, a request, or a record.
    pub what: String,
    pub why: String,
}

/// The outcome of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Published.
    pub new: Vec<Told>,
    /// Published menus to which a detail was added.
    pub completed: Vec<Told>,
    /// Drafts wait.
    pub changed: Vec<Told>,
    pub unchanged: usize,
    /// A complete listing lacks them.
    pub vanished: Vec<Told>,
    /// Why the listing was not taken for complete, although it was to be.
    pub not_compared: Option<String>,
    pub failed: Vec<Failed>,
}

impl Report {
    /// Its numbers, for the audit log.
    #[must_use]
    pub fn told(&self) -> Value {
        json!({
            "new": self.new.len(),
            "completed": self.completed.len(),
            "drafted": self.changed.len(),
            "unchanged": self.unchanged,
            "vanished": self.vanished.len(),
            "failed": self.failed.len(),
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { new, completed, changed, unchanged, vanished, not_compared, failed } = self;
        writeln!(
            f,
            "取り込み：新しい {}、説明を補った {}、変更あり {}、変わらない {unchanged}、見当たらない {}、できなかった {}",
            new.len(),
            completed.len(),
            changed.len(),
            vanished.len(),
            failed.len()
        )?;
        list(f, "新しく公開しました（県の確認前）", new)?;
        list(f, "公開中のものに、くわしい説明を補いました", completed)?;
        list(f, "下書きにしました（/office/drafts で確かめて公開してください）", changed)?;
        list(f, "取り込み元に見当たりません（公開は続いています）", vanished)?;
        if let Some(why) = not_compared {
            writeln!(f, "見当たらないものは調べていません：{why}")?;
        }
        if !failed.is_empty() {
            writeln!(f, "できなかったもの：")?;
            for Failed { what, why } in failed {
                writeln!(f, "・{what}：{why}")?;
            }
        }
        write!(f, "Jグランツ（jGrants）からの出典")
    }
}

fn list(f: &mut fmt::Formatter<'_>, heading: &str, menus: &[Told]) -> fmt::Result {
    if menus.is_empty() {
        return Ok(());
    }
    writeln!(f, "{heading}：")?;
    menus.iter().try_for_each(|Told { menu_id, name }| writeln!(f, "・{name}［{menu_id}］"))
}
