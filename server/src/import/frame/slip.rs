//! What is wrong with a table of businesses, each with its place, in sentences.

use std::fmt;

use domain::weighting::Unit;

use crate::spreadsheet::{FileFault, Place};

/// Errors that are told at once.
const MAX_SLIPS: usize = 200;

/// One error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub place: Place,
    pub problem: Problem,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The system's reason.
    Unopened(String),
    Unreadable(FileFault),
    TooManyRows(usize),
    NoHead,
    NotASize(String),
    NotAnIndustry(String),
    NotAnArea(String),
    NotANumber(String),
    /// The table has no area, and nothing above it names the prefecture.
    NoArea,
    /// None of its areas is in the prefecture.
    Elsewhere,
    NoItem,
    /// Several things are counted that all could be meant.
    ManyItems(Vec<Unit>),
    /// Of a classification that is not asked for, no total.
    NoTotal {
        heading: String,
    },
    ManyTimes(Vec<String>),
    NoDay,
    /// The same cell twice, with two numbers.
    Twice {
        cell: String,
        other: Place,
    },
    /// The table's classes, and those of them that lie in none of ours.
    NotNested {
        table: Vec<String>,
        astride: Vec<String>,
        ours: Vec<String>,
    },
    /// One of our classes of which the table has only these parts.
    Gap {
        class: String,
        table: Vec<String>,
    },
    /// Two of the table's classes hold the same numbers of people.
    Overlapping(String, String),
    MoreThanTotal {
        what: &'static str,
        cells: u64,
        total: u64,
    },
    /// No table of classes that could be weighted by.
    NoMargin,
    /// Files of one import count different things.
    OtherUnit(Unit, Unit),
    /// So many are told; there are more.
    More(usize),
}

/// In the order of reading, each once; of too many the first, and that there are more.
pub(super) fn told(mut slips: Vec<Slip>) -> Vec<Slip> {
    slips.sort_by(|one, other| one.place.cmp(&other.place));
    slips.dedup();
    if slips.len() > MAX_SLIPS {
        slips.truncate(MAX_SLIPS);
        slips.push(Slip { place: Place::nowhere(), problem: Problem::More(MAX_SLIPS) });
    }
    slips
}

/// What a unit is called.
#[must_use]
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Establishments => "事業所数",
        Unit::PrivateEstablishments => "民営事業所数",
        Unit::Enterprises => "企業等数",
    }
}

impl fmt::Display for Slip {
    /// `「17-1.csv」5行目 F列：…`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}：{}", self.place, self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Unopened(reason) => write!(f, "開けません（{reason}）。"),
            Problem::Unreadable(fault) => write!(f, "{fault}"),
            Problem::TooManyRows(most) => {
                write!(f, "行が多すぎます（{most} 行まで）。e-Stat で広島県だけに絞って、出し直してください。")
            }
            Problem::NoHead => f.write_str(
                "表の頭が見つかりません。地域・産業・従業者規模の見出しと数の列がある表（縦長）か、規模・産業・市町のどれかが横に並ぶ表（クロス）を入れてください。",
            ),
            Problem::NotASize(text) => write!(f, "「{text}」は従業者規模の区分として読めません。"),
            Problem::NotAnIndustry(text) => write!(
                f,
                "「{text}」は産業大分類として読めません（A〜Tの記号と名前が、いまの日本標準産業分類と合うものだけ）。"
            ),
            Problem::NotAnArea(text) => write!(f, "「{text}」は、広島県・県内の市町・ほかの都道府県のどれとも読めません。"),
            Problem::NotANumber(text) => write!(f, "「{text}」は 0 以上の整数でも、「-」「X」「…」「***」でもありません。"),
            Problem::NoArea => f.write_str(
                "どこの数か分かりません。地域の列がある表か、題名に「広島県」とある表を入れてください。",
            ),
            Problem::Elsewhere => f.write_str("広島県と県内の市町の数がありません。"),
            Problem::NoItem => f.write_str(
                "何の数か分かりません。表章項目・単位・題名のどれかに「事業所数」か「企業等数」とある表を入れてください。",
            ),
            Problem::ManyItems(units) => {
                let names: Vec<&str> = units.iter().copied().map(unit).collect();
                write!(f, "{} がまざっています。一つだけを選んで出し直してください。", names.join("・"))
            }
            Problem::NoTotal { heading } => {
                write!(f, "「{heading}」の総数の行がありません。総数だけを選んで出し直してください。")
            }
            Problem::ManyTimes(times) => {
                write!(f, "時点が一つではありません（{}）。一つだけを選んで出し直してください。", times.join("、"))
            }
            Problem::NoDay => f.write_str(
                "いつの数か分かりません。--as-of 2021-06-01 のように指定してください（年、年月でもよい）。",
            ),
            Problem::Twice { cell, other } => write!(f, "{cell}の数が二つあり、違っています（もう一つは{other}）。"),
            Problem::NotNested { table, astride, ours } => write!(
                f,
                "表の規模の区分（{}）のうち {} は、診断の区分（{}）のどれか一つに収まりません。人数を推しはかって分けることはしません。規模を使わず産業や市町の合計だけを使うなら、--without-size を付けてください。",
                table.join("、"),
                astride.join("、"),
                ours.join("、")
            ),
            Problem::Gap { class, table } => write!(
                f,
                "診断の区分「{class}」のうち、表には {} しかありません。残りの区分もある表を入れるか、規模を使わないなら --without-size を付けてください。",
                table.join("、")
            ),
            Problem::Overlapping(one, other) => write!(f, "規模の区分「{one}」と「{other}」が重なっています。"),
            Problem::MoreThanTotal { what, cells, total } => {
                write!(f, "{what}の数を足すと {cells} で、総数 {total} を超えます。")
            }
            Problem::NoMargin => f.write_str(
                "重み付けに使える表がありません。広島県の産業×規模、産業、規模、市町のどれかについて、二つ以上の区分の数が要ります（総数だけ、一つの市だけでは使えません）。",
            ),
            Problem::OtherUnit(one, other) => write!(
                f,
                "前のファイルは{}、このファイルは{}です。一度に取り込むものは、そろえてください。",
                unit(*one),
                unit(*other)
            ),
            Problem::More(told) => write!(f, "誤りが多いので、はじめの {told} 件だけを示しました。"),
        }
    }
}
