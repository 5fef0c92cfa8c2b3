//! What is wrong with a spreadsheet of menus, in sentences for officers.

use std::fmt;

use domain::condition::ComparisonError;
use domain::content::ContentProblem;

use super::content::{comparison, problem};

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    Empty,
    /// Packed or unpacked.
    TooLarge {
        megabytes: usize,
    },
    /// XLS, the format before 2007, or an XLSX with a password: both look alike from outside.
    OldOrLocked,
    Xlsx(String),
    Utf16,
    Encoding,
    Csv(String),
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileFault::Empty => f.write_str("ファイルが空です。"),
            FileFault::TooLarge { megabytes } => {
                write!(f, "ファイルが大きすぎます（{megabytes} MB まで。XLSX は広げた大きさも見ます）。")
            }
            FileFault::OldOrLocked => f.write_str(
                "古い形（.xls）か、パスワードのかかったファイルです。Excel で「Excel ブック（.xlsx）」として、パスワードなしで保存し直してください。",
            ),
            FileFault::Xlsx(reason) => write!(f, "Excel のファイルとして読めません（{reason}）。"),
            FileFault::Utf16 => {
                f.write_str("「Unicode テキスト」は読めません。「CSV UTF-8」か XLSX で保存し直してください。")
            }
            FileFault::Encoding => f.write_str(
                "UTF-8 とも Shift_JIS とも読めない文字があります。「CSV UTF-8」か XLSX で保存し直してください。",
            ),
            FileFault::Csv(reason) => write!(f, "CSV として読めません（{reason}）。"),
        }
    }
}

/// Why a cell cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// `#REF!` and the like.
    Fault(String),
    NotANumber(String),
    /// Excel has rounded it: `1.2E+11`.
    Rounded(String),
    NotADay(String),
    NotASourceDay(String),
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// The file as a whole.
    NoSheet,
    MissingColumn(&'static str),
    UnknownHeading(String),
    RepeatedHeading,
    TooManyRows(u32),
    /// A list stands both on a sheet of its own and in a cell.
    ListTwice,
    /// The row.
    NoId,
    RepeatedId(u32),
    UnknownMenu(String),
    MissingForNew(Vec<&'static str>),
    /// The cell.
    Empty,
    Cell(Trouble),
    /// And the words that would be.
    NotAWord(String, Vec<&'static str>),
    NotYesOrNo(String),
    OneValueOnly,
    Comparison(ComparisonError),
    NoHeadingBefore(String),
    RepeatedPiece(&'static str),
    /// What the catalogue as a whole does not allow.
    Content(ContentProblem),
    /// There are more errors than these many that are told.
    More(usize),
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Problem {
        Problem::Cell(trouble)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::NoSheet => f.write_str(
                "支援メニューの表ではありません。「書き出す」で作ったファイルを直して使ってください。",
            ),
            Problem::MissingColumn(heading) => write!(f, "「{heading}」の列がありません。"),
            Problem::UnknownHeading(heading) => write!(
                f,
                "「{heading}」という見出しは知りません。見出しを変えたか、列を足していませんか（メモは別のシートに）。"
            ),
            Problem::RepeatedHeading => f.write_str("同じ見出しの列が二つあります。"),
            Problem::TooManyRows(most) => {
                write!(f, "{most} 行を超えています。いくつかのファイルに分けてください。")
            }
            Problem::ListTwice => {
                f.write_str("同じ中身が、この列と別のシートの両方にあります。どちらかを消してください。")
            }
            Problem::NoId => f.write_str("id がありません。"),
            Problem::RepeatedId(row) => write!(f, "同じ id が {row}行目にもあります。"),
            Problem::UnknownMenu(id) => {
                write!(
                    f,
                    "「{id}」という支援メニューはありません。新しいものなら「支援メニュー」のシートにも行が要ります。"
                )
            }
            Problem::MissingForNew(headings) => {
                write!(f, "新しい支援メニューには、列「{}」も要ります。", headings.join("」「"))
            }
            Problem::Empty => f.write_str("空です。書いてください。"),
            Problem::Cell(trouble) => cell(trouble, f),
            Problem::NotAWord(written, words) => {
                write!(f, "「{written}」は選択肢にありません（{}）。", words.join("・"))
            }
            Problem::NotYesOrNo(written) => {
                write!(f, "「はい」か「いいえ」を書く所に、「{written}」があります。")
            }
            Problem::OneValueOnly => {
                f.write_str("この比べ方では、値は一つだけです（いくつかなら「どれか」）。")
            }
            Problem::Comparison(error) => f.write_str(&comparison(error)),
            Problem::NoHeadingBefore(piece) => {
                write!(f, "「{piece}」の前に見出しがありません（「見出し=値」を「 | 」でつなぎます）。")
            }
            Problem::RepeatedPiece(heading) => write!(f, "「{heading}」が一行の中に二度あります。"),
            Problem::Content(found) => f.write_str(&problem(found)),
            Problem::More(told) => write!(
                f,
                "誤りはほかにもあります（はじめの {told} 件だけを示しています）。直してから、もう一度読み込んでください。"
            ),
        }
    }
}

fn cell(trouble: &Trouble, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match trouble {
        Trouble::Fault(fault) => write!(f, "数式が「{fault}」になっています。値を書いてください。"),
        Trouble::NotANumber(written) => write!(f, "0 以上の整数を書く所に、「{written}」があります。"),
        Trouble::Rounded(written) => {
            write!(
                f,
                "「{written}」は Excel が縮めた数です。列を広げるか書式を「数値」にして、元の数を書いてください。"
            )
        }
        Trouble::NotADay(written) => {
            write!(f, "「{written}」は日付の形ではないか、暦にありません（例：2026-11-05）。")
        }
        Trouble::NotASourceDay(written) => {
            write!(f, "「{written}」は日付の形ではないか、暦にありません（例：2026-01-29、2026-01、2026）。")
        }
    }
}
