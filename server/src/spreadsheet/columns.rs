//! The sheets and their columns: which field stands where, what it is called, what its editor should know.
//! The teaching text stands in the second row of every sheet.

use super::reading;
use super::vocabulary::Vocabulary;

/// What may stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Ids and addresses: full width is read as half width.
    Code,
    /// Text with line breaks.
    Text,
    /// Text on one line.
    Line,
    Word(Vocabulary),
    /// Yen, people, parts: a whole number.
    Number,
    Day,
    /// A day, a month or a year.
    SourceDay,
    /// Texts, one on each line of the cell.
    Lines,
    /// Ids, one on each line, each with its label in brackets behind it, which is not read.
    Ids(Named),
    /// What a condition compares with: its form depends on fact and operator.
    Operand,
    /// All rows of another sheet in one cell.
    Items(&'static Sheet),
    /// Only for the reader's eye; not read.
    Shown,
    /// What the row was when it was written (`stamp.rs`).
    Stamp,
}

/// Things with ids and labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Pain,
    Solution,
}

/// One column.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// The field of the document.
    pub key: &'static str,
    pub heading: &'static str,
    pub kind: Kind,
    /// Width in characters of half width.
    pub width: u16,
    pub required: bool,
    pub teaching: &'static str,
}

/// A sheet: the menus themselves, or lists of theirs with one row per entry.
#[derive(Debug, PartialEq, Eq)]
pub struct Sheet {
    pub title: &'static str,
    /// The menu's field that the rows make up; none for the menus themselves.
    pub field: Option<&'static str>,
    pub columns: &'static [Column],
}

impl Sheet {
    /// The columns that make up an entry: all but the menu's id and name, on a sheet of entries.
    pub fn of_entry(&self) -> impl Iterator<Item = &'static Column> {
        let skipped = if self.field.is_some() { 2 } else { 0 };
        self.columns.iter().skip(skipped)
    }
}

const fn must(
    key: &'static str,
    heading: &'static str,
    kind: Kind,
    width: u16,
    teaching: &'static str,
) -> Column {
    Column { key, heading, kind, width, required: true, teaching }
}

const fn may(
    key: &'static str,
    heading: &'static str,
    kind: Kind,
    width: u16,
    teaching: &'static str,
) -> Column {
    Column { key, heading, kind, width, required: false, teaching }
}

/// A row whose first cell begins with this is for reading only.
pub const TEACHING: char = '※';

pub const ID: Column = must(
    "id",
    "id",
    Kind::Code,
    28,
    "※この行は説明です。読み込みません。id は英小文字・数字・「-」。公開したら変えない（変えると別の新しい支援メニューになる）",
);
const NAME_SHOWN: Column =
    may("name", "支援メニュー（見るだけ）", Kind::Shown, 40, "ここを変えても何も起きない");

/// One row per menu.
pub static MENUS: Sheet = Sheet {
    title: "支援メニュー",
    field: None,
    columns: &[
        ID,
        must("name", "名前", Kind::Line, 40, "画面に出る名前"),
        must("provider", "実施する所", Kind::Line, 24, "例：広島県、中小企業庁"),
        must("provider_level", "実施する所の種類", Kind::Word(Vocabulary::ProviderLevel), 12, "選択肢から"),
        must("kind", "種類", Kind::Word(Vocabulary::Kind), 14, "選択肢から"),
        must(
            "status",
            "受付の様子",
            Kind::Word(Vocabulary::Status),
            14,
            "選択肢から。受付の日付があれば、日付のほうが正しいとみなす",
        ),
        may(
            "opens",
            "受付の始まり",
            Kind::Day,
            13,
            "例：2026-11-05（この日を含む）。募集回が二つ以上あれば空にして「募集回」に書く",
        ),
        may("closes", "受付の終わり", Kind::Day, 13, "例：2026-12-15（この日まで申し込める）"),
        must("summary", "説明", Kind::Text, 50, "何を助けるものか、二文まで"),
        may("max_amount_yen", "上限（円）", Kind::Number, 14, "分からないか定めがなければ空（0 と書かない）"),
        may("min_amount_yen", "下限（円）", Kind::Number, 14, "同じ"),
        may(
            "amount_unit",
            "金額の単位",
            Kind::Word(Vocabulary::AmountUnit),
            18,
            "選択肢から。空なら1申請あたり",
        ),
        may("subsidy_rate", "補助の割合", Kind::Line, 28, "画面に出る文。例：1/2（小規模は2/3）"),
        may("subsidy_rate_num", "割合の分子", Kind::Number, 12, "1/2 なら 1"),
        may("subsidy_rate_den", "割合の分母", Kind::Number, 12, "1/2 なら 2"),
        may(
            "eligible_costs",
            "対象になる費用",
            Kind::Lines,
            36,
            "セルの中で改行（Alt+Enter）して、一行に一つ",
        ),
        may(
            "pains",
            "困りごと",
            Kind::Ids(Named::Pain),
            44,
            "一行に一つ、「選択肢」シートの id。かっこの中は読まない",
        ),
        may("solutions", "解決策", Kind::Ids(Named::Solution), 44, "同じ"),
        must("url", "案内のページ", Kind::Code, 36, "事業者に見せるアドレス（https://…）"),
        may("note", "注意と、確かめた範囲", Kind::Text, 44, "画面に出る"),
        must("source_url", "出典", Kind::Code, 36, "中身を読んで確かめた所"),
        must("source_kind", "出典の種類", Kind::Word(Vocabulary::SourceKind), 18, "選択肢から"),
        may("as_of", "出典の日付", Kind::SourceDay, 13, "例：2026-01-29、2026-01、2026"),
        must("verified", "確かめ方", Kind::Word(Vocabulary::Verified), 24, "選択肢から"),
        may("", "照合", Kind::Stamp, 14, "さわらない。書き出したときの中身のしるし。新しい行では空"),
    ],
};

/// One row per condition.
pub static CONDITIONS: Sheet = Sheet {
    title: "条件",
    field: Some("conditions"),
    columns: &[
        ID,
        NAME_SHOWN,
        must(
            "level",
            "必須か",
            Kind::Word(Vocabulary::Level),
            12,
            "必須：満たさないと使えない。合うとなお良い：順位が上がるだけ",
        ),
        must("fact", "事実", Kind::Word(Vocabulary::Fact), 24, "選択肢から"),
        must("op", "比べ方", Kind::Word(Vocabulary::Operator), 14, "選択肢から"),
        must(
            "value",
            "値",
            Kind::Operand,
            36,
            "はい・いいえ、数、コード（34100 など）。いくつかあれば「、」で分ける。かっこの中は読まない",
        ),
        must("text", "文", Kind::Line, 50, "合う・合わない理由として、そのまま画面に出る"),
    ],
};

/// One row per step of the amount.
pub static TIERS: Sheet = Sheet {
    title: "金額の区分",
    field: Some("amount_tiers"),
    columns: &[
        ID,
        NAME_SHOWN,
        may("employees_min", "人数の下限", Kind::Number, 10, "働いている人。この人数を含む"),
        may("employees_max", "人数の上限", Kind::Number, 10, "この人数を含む"),
        may("processes_min", "工程の下限", Kind::Number, 10, "業務プロセスの数"),
        may("processes_max", "工程の上限", Kind::Number, 10, ""),
        may("case", "場合", Kind::Line, 28, "人数や工程で分かれないとき。例：通常枠"),
        may("min_yen", "下限（円）", Kind::Number, 14, ""),
        may("max_yen", "上限（円）", Kind::Number, 14, ""),
        may("max_yen_with_wage_increase", "賃上げをするときの上限（円）", Kind::Number, 22, ""),
    ],
};

/// One row per case of the rate.
pub static RATES: Sheet = Sheet {
    title: "割合の区分",
    field: Some("subsidy_rates"),
    columns: &[
        ID,
        NAME_SHOWN,
        must("num", "分子", Kind::Number, 10, "2/3 なら 2"),
        must("den", "分母", Kind::Number, 10, "2/3 なら 3"),
        must("when", "どんなとき", Kind::Line, 50, "例：原則、小規模事業者"),
    ],
};

/// One row per round of applications.
pub static ROUNDS: Sheet = Sheet {
    title: "募集回",
    field: Some("rounds"),
    columns: &[
        ID,
        NAME_SHOWN,
        may("name", "名前", Kind::Line, 20, "例：第3次"),
        may("opens", "受付の始まり", Kind::Day, 13, "例：2026-11-05（この日を含む）"),
        may("closes", "受付の終わり", Kind::Day, 13, "例：2026-12-15（この日まで申し込める）"),
    ],
};

/// The lists that a menu has on sheets of their own.
pub static LISTS: [&Sheet; 4] = [&CONDITIONS, &TIERS, &RATES, &ROUNDS];

/// Our sheet of this title, as far as people write it alike.
pub fn sheet_titled(title: &str) -> Option<&'static Sheet> {
    let title = reading::folded(title);
    [&MENUS].into_iter().chain(LISTS).find(|sheet| sheet.title == title)
}

/// The same lists as columns of the menus, one cell each: for CSV, which has one sheet.
pub static IN_ONE_CELL: [Column; 4] = [
    in_one_cell("conditions", &CONDITIONS),
    in_one_cell("amount_tiers", &TIERS),
    in_one_cell("subsidy_rates", &RATES),
    in_one_cell("rounds", &ROUNDS),
];

const fn in_one_cell(field: &'static str, sheet: &'static Sheet) -> Column {
    let teaching = "一行に一つ。「見出し=値」を「 | 」でつなぐ。多く直すなら XLSX で";
    may(field, sheet.title, Kind::Items(sheet), 60, teaching)
}

/// Where the words of the vocabularies and the ids stand; written, not read.
pub const CHOICES: &str = "選択肢";
/// How to edit; written, not read.
pub const HOW_TO: &str = "使い方";
