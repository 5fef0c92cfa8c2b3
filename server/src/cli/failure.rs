//! Why a command could not be done, in sentences.

use std::fmt;
use std::io;
use std::path::PathBuf;

use domain::publication::Unpublishable;

use crate::config::ConfigProblem;
use crate::content::Finding;
use crate::import::frame;
use crate::import::jgrants::Problem;
use crate::mail::CaProblem;
use crate::spreadsheet::{FileFault, Slip, WriteError};
use crate::store::{AuditFault, StoreError};

#[derive(Debug)]
pub(super) enum Failure {
    Settings(Vec<ConfigProblem>),
    Content(Vec<Finding>),
    DataDir(PathBuf, io::Error),
    Store(StoreError),
    /// So many of an import; which, its report has said.
    NotAllImported(usize),
    /// A keyword that the portal does not take.
    Keyword(String),
    Address(String),
    /// A file that cannot be opened or written.
    File(PathBuf, io::Error),
    /// Neither .xlsx nor .csv, or Shift_JIS asked of an XLSX.
    TableFormat,
    TableWrite(WriteError),
    TableRead(FileFault),
    /// Everything that is wrong with a spreadsheet.
    TableSlips(Vec<Slip>),
    /// Everything that is wrong with tables of businesses.
    FrameSlips(Vec<frame::Slip>),
    /// A period that may not be published as open data.
    Unpublishable(Unpublishable),
    /// Somebody published something while a spreadsheet was read.
    Overtaken,
    /// Nobody of staff has this address.
    NoSuchStaff(String),
    /// Somebody of staff has this address.
    StaffTaken(String),
    /// No address that mail servers everywhere take.
    StaffAddress(String),
    NoSuchAgency(String),
    /// A role of agencies without one, or another with one.
    AgencyOfRole,
    /// Where the log of what was done does not hold together.
    Audit(AuditFault),
    /// The file of additional authorities cannot be used.
    MailAuthorities(CaProblem),
    System(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Settings(problems) => {
                writeln!(f, "設定に {} 件の誤りがあります。", problems.len())?;
                let lines: Vec<String> = problems.iter().map(|problem| format!("・{problem}")).collect();
                f.write_str(&lines.join("\n"))
            }
            Failure::Content(findings) => {
                for finding in findings {
                    writeln!(f, "{finding}")?;
                }
                write!(f, "誤りが {} 件あります。何も取り込んでいません。", findings.len())
            }
            Failure::DataDir(folder, error) => {
                write!(f, "DX_DATA_DIR のフォルダー {} を作れません（{error}）。", folder.display())
            }
            Failure::Store(error) => store_sentence(error, f),
            Failure::NotAllImported(count) => write!(f, "取り込めなかったものが {count} 件あります。"),
            Failure::Keyword(word) => {
                write!(f, "ことば「{word}」は使えません。2〜255文字で指定してください。")
            }
            Failure::Address(base) => {
                write!(f, "「{base}」はアドレスではありません。https:// か http:// で始めてください。")
            }
            Failure::File(file, error) => write!(f, "{} を開けません（{error}）。", file.display()),
            Failure::TableFormat => {
                f.write_str("ファイルの名前は .xlsx か .csv で終えます。--shift-jis は .csv のときだけです。")
            }
            Failure::TableWrite(error) => write!(f, "表に書けません（{error}）。"),
            Failure::TableRead(fault) => write!(f, "{fault}"),
            Failure::TableSlips(slips) => slips_told(slips, f),
            Failure::FrameSlips(slips) => slips_told(slips, f),
            Failure::Unpublishable(why) => unpublishable_told(why, f),
            Failure::Overtaken => f.write_str(
                "読んでいる間に、ほかの人が公開しました。もう一度実行してください。何も取り込んでいません。",
            ),
            Failure::NoSuchStaff(address) => {
                write!(f, "{address} の人はいません。staff add で加えてください。")
            }
            Failure::StaffTaken(address) => write!(
                f,
                "{address} の人は、もういます。リンクをもう一度出すときは、staff link を使ってください。"
            ),
            Failure::StaffAddress(address) => write!(f, "「{address}」は、メールアドレスに使えません。"),
            Failure::NoSuchAgency(name) => {
                write!(f, "支援機関「{name}」はありません。先に agency add で加えてください。")
            }
            Failure::AgencyOfRole => {
                f.write_str("adviser と agency_admin には --agency が要ります。ほかの役割には付けません。")
            }
            Failure::Audit(fault) => audit_told(*fault, f),
            Failure::MailAuthorities(CaProblem { file, reason }) => write!(
                f,
                "DX_SMTP_CA_FILE の {} を、証明書（PEM）として読めません（{reason}）。",
                file.display()
            ),
            Failure::System(error) => write!(f, "続けられません（{error}）。"),
        }
    }
}

fn slips_told<S: fmt::Display>(slips: &[S], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    slips.iter().try_for_each(|slip| writeln!(f, "{slip}"))?;
    write!(f, "直す所が {} か所あります。何も取り込んでいません。", slips.len())
}

fn unpublishable_told(why: &Unpublishable, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match why {
        Unpublishable::NeverCloses(_) => {
            f.write_str("公開できるのは、終わりのある期間（年度・四半期・月）だけです。")?;
        }
        Unpublishable::NotOver(period) => write!(f, "{} は、まだ終わっていません。", period.code())?,
        Unpublishable::Overlaps { period, published } => write!(
            f,
            "{} は、もう公開した {} と日付が重なります。二つを引き算すると、少ない数が分かってしまいます。",
            period.code(),
            published.code()
        )?,
        Unpublishable::NobodyAnswered(period) => {
            write!(f, "{} に終わった診断はありません（作りものの回答は数えません）。", period.code())?;
        }
        Unpublishable::TellsByDifference { period, questions } => write!(
            f,
            "{} の前の版と並べると、少ない事業者の答えが分かってしまいます（設問 {}）。前の版は、そのまま残ります。",
            period.code(),
            questions.join("、")
        )?,
    }
    f.write_str("何も公開していません。")
}

fn audit_told(fault: AuditFault, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("操作の記録が、つながっていません。")?;
    match fault {
        AuditFault::Changed(number) => {
            write!(f, "記録 {number} が（または、その一つ前が）、書きかえられています。")
        }
        AuditFault::Missing(number) => write!(f, "記録 {number} がありません。消されています。"),
        AuditFault::Inserted(number) => write!(f, "記録 {number} は、あとから入れられたものです。"),
        AuditFault::Reordered(number) => {
            write!(f, "記録 {number} の所に、別の記録があります。入れかえられています。")
        }
        AuditFault::OtherThanNoted(number) => {
            write!(f, "記録 {number} の印が、控えたものと違います。そこまでのどこかが、作り直されています。")
        }
    }
}

fn store_sentence(error: &StoreError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error {
        StoreError::PublishedVersionChanged { version, .. } => write!(
            f,
            "questionnaire.toml ［-］ version：版 {version} は、違う中身でもう公開されています。公開した版は変えられません。version を上げてください。"
        ),
        StoreError::NothingPublished => {
            f.write_str("中身がまだありません。先に dx-shindan content load フォルダー を実行してください。")
        }
        StoreError::StoredContent { errors } => write!(
            f,
            "データベースの中身に、この版では読めない所が {errors} 件あります。content check で確かめ、content load で入れ直してください。"
        ),
        StoreError::UnsupportedUrl => {
            f.write_str("DX_DATABASE_URL は sqlite://… か postgres://… で書きます。")
        }
        StoreError::Connect(reason) => {
            write!(
                f,
                "データベースにつながりません（DX_DATABASE_URL・DX_DATA_DIR を確かめてください：{reason}）。"
            )
        }
        other => write!(f, "データベースの仕事ができません（{other}）。"),
    }
}

impl From<Vec<ConfigProblem>> for Failure {
    fn from(problems: Vec<ConfigProblem>) -> Failure {
        Failure::Settings(problems)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match error {
            StoreError::Refused(findings) => {
                Failure::Content(findings.into_iter().map(Finding::from).collect())
            }
            error => Failure::Store(error),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        match problem {
            Problem::Store(error) => error.into(),
            Problem::Keyword(word) => Failure::Keyword(word),
            Problem::Base(base) => Failure::Address(base),
        }
    }
}

impl From<CaProblem> for Failure {
    fn from(problem: CaProblem) -> Failure {
        Failure::MailAuthorities(problem)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::System(error)
    }
}
