//! Open data: its pages, and what its datasets and columns are called in the files.

pub mod columns;

use chrono::NaiveDate;
use domain::publication::Set;

use super::format::{self, date, thousands};

pub const TITLE: &str = "オープンデータ";
pub const LEAD: &str = "診断の集計と、県がまとめた支援メニュー・事例・計画の数値を、だれでも使える形で置いています。登録はいりません。";
pub const NOTHING_YET: &str = "まだ公開したデータはありません。";
pub const NOTHING_YET_TEXT: &str =
    "四半期か年度が終わり、県が確かめてから公開します。それまでは、支援メニューをページやAPIで見られます。";
pub const HOW_TO: &str = "Excel・R・Python での読み込み方";
pub const CATALOGUE_LINK: &str = "目録（DCAT、JSON-LD）";
pub const SETS: &str = "データ";
pub const OLDER: &str = "前の版";
pub const FILE: &str = "ファイル";
pub const SIZE: &str = "大きさ";
pub const CHECKSUM: &str = "チェックサム（SHA-256）";
pub const LICENCE: &str = "使うときの決まり";
pub const LICENCE_TEXT: &str = "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）。出どころを書けば、加工しても商売に使ってもかまいません。";
pub const LICENCE_LINK: &str = "CC BY 4.0 の文";
pub const LICENCE_URL: &str = "https://creativecommons.org/licenses/by/4.0/deed.ja";
pub const CREDIT: &str = "書き方の例：「DXかんたん診断 ひろしま」オープンデータ（広島県）、CC BY 4.0";
pub const SUPPRESSION: &str = "x の意味と、隠し方";
/// What a reader must know of the figures; `k` is the smallest count that is shown.
#[must_use]
pub fn suppression(k: u64) -> [String; 5] {
    [
        format!("x は、0 でも空でもなく、公開しない数です。{k}者より少ない数と、その割合、{k}者より少ない区分のすべての数を隠します。"),
        format!("{}者より少ない区分では、全員が同じ答えのときも隠します。", 3 * k),
        format!("引き算で分かってしまう数も隠します。合計とほかの数をどう組み合わせても、隠した数は幅{k}より狭くは絞れません。少ないから隠したのか、引き算を防ぐために隠したのかは、書きません。"),
        "日付の重なる期間（年度とその四半期など）は、両方は公開しません。直すときは新しい版になり、前の版との引き算でも分からないときだけ公開します。前の版も残ります。".to_owned(),
        "数は、自分から診断に答えた事業者のものです。県内の事業者全体の割合ではありません。同じ事業者は、期間ごとに最後の1回だけを数えます。「わからない」と無回答は、答えた数に入りません。".to_owned(),
    ]
}
pub const DICTIONARY: &str = "列の説明";
pub const COLUMN: &str = "列";
pub const KIND: &str = "型";
pub const MEANING: &str = "意味";
pub const DETAILS: &str = "くわしく";
pub const FORMAT_NOTE: &str = "CSV は UTF-8（BOM つき）で、1行目が列の名前です。文が = や + などで始まるときは、表計算ソフトが式と読まないよう、頭に ' を付けています。JSON は同じ行を、列の名前つきで並べたものです。datapackage.json は Frictionless Data Package の説明書です。";

/// In the files' column of remarks, where a number is hidden.
pub const HIDDEN: &str = "秘匿";
/// The same, where nobody answered and there is no share.
pub const NOBODY: &str = "回答なし";
pub const EVERYBODY: &str = "全体";
pub const NOT_SAID: &str = "不明";
/// Who publishes.
pub const PUBLISHER: &str = "広島県";
pub const SOURCE_ANSWERS: &str = "DXかんたん診断 ひろしま に送信された回答";
pub const SOURCE_CONTENT: &str = "項目ごとの source_url にある資料";

/// A set as people call it: `令和8年度 第1四半期（2026年4月〜6月）`.
#[must_use]
pub fn set(set: &Set) -> String {
    match set {
        Set::Catalogue => "支援メニュー・事例・計画の数値".to_owned(),
        Set::Period(period) => format::period(period),
    }
}

/// What a set is about.
#[must_use]
pub fn about(set: &Set) -> String {
    match set {
        Set::Catalogue => "県の担当者がもつ支援メニュー（Jグランツから取り込んだものは除く）、デジタル化の事例、県の二つの計画の目標と実績。項目ごとに出典と時点があります。".to_owned(),
        Set::Period(_) => format!(
            "{}に終わった診断から、指標ごとに、従業員の規模・産業の大分類・市町べつの数と割合。",
            self::set(set)
        ),
    }
}

#[must_use]
pub fn version(version: u32, published: NaiveDate) -> String {
    format!("第{version}版、{}公開", date(published))
}

#[must_use]
pub fn files(set: &str, version: u32) -> String {
    format!("{set}のファイル（第{version}版）")
}

#[must_use]
pub fn bytes(bytes: u64) -> String {
    format!("{} バイト", thousands(bytes))
}

#[must_use]
pub fn dictionary(file: &str, title: &str) -> String {
    format!("{title}（{file}）")
}

pub const HOW_TO_TITLE: &str = "オープンデータの読み込み方";
pub const HOW_TO_LEAD: &str = "どれも3行です。アドレスは、いつも最新の版につながります。版を決めて使うときは、v1 などの入ったアドレスを使います。";
pub const HOW_TO_EXAMPLE: &str = "まだ公開したデータがないので、アドレスは例です。";
pub const EXCEL: &str = "Excel";
pub const EXCEL_STEPS: [&str; 3] = [
    "CSV のリンクを押して保存し、開きます。日本語はそのまま読めます。",
    "または「データ」→「Web から」に、次のアドレスを入れます。",
    "x のある列は文字と数がまざります。数だけ使うときは、フィルターで x を外します。",
];
pub const R: &str = "R";
pub const PYTHON: &str = "Python";
pub const R_NOTE: &str = "readr パッケージを使います。";
pub const PYTHON_NOTE: &str = "pandas を使います。";

/// Three lines of R.
#[must_use]
pub fn r_lines(address: &str) -> String {
    format!(
        "library(readr)\nd <- read_csv(\"{address}\", na = c(\"\", \"x\", \"n/a\"))\nsubset(d, breakdown == \"all\")[c(\"indicator_label\", \"option_label\", \"share_percent\")]"
    )
}

/// Three lines of Python.
#[must_use]
pub fn python_lines(address: &str) -> String {
    format!(
        "import pandas as pd\nd = pd.read_csv(\"{address}\", na_values=[\"x\", \"n/a\"], dtype={{\"group_code\": str}})\nprint(d[d[\"breakdown\"] == \"all\"][[\"indicator_label\", \"option_label\", \"share_percent\"]])"
    )
}
