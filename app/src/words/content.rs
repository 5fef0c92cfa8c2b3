//! What is wrong with content files, in sentences for those who edit them.

mod expression;
mod shape;
mod syntax;

use domain::condition::ComparisonError;
use domain::content::ContentProblem;

pub use syntax::SyntaxSlip;

/// What can be wrong with a content file before its content can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    Missing,
    /// The system's reason.
    Unreadable(String),
    NotUtf8,
    Toml(SyntaxSlip),
    MissingColumn,
    RepeatedColumn,
    CellCount {
        expected: usize,
        found: usize,
    },
    Csv(String),
}

/// Why a file cannot be read.
#[must_use]
pub fn file_problem(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Missing => "ファイルがありません。".to_owned(),
        FileProblem::Unreadable(reason) => format!("ファイルを開けません（{reason}）。"),
        FileProblem::NotUtf8 => {
            "UTF-8 の文字として読めません。表計算ソフトなら「CSV UTF-8」で保存してください。".to_owned()
        }
        FileProblem::Toml(slip) => syntax::sentence(slip),
        FileProblem::MissingColumn => "この列がありません。1行目に列の名前が要ります。".to_owned(),
        FileProblem::RepeatedColumn => "同じ名前の列が二つあります。".to_owned(),
        FileProblem::CellCount { expected, found } => format!(
            "この行は {found} 列ですが、1行目は {expected} 列です。名前の中の読点は全角の「，」にするか、全体を \" で囲みます。"
        ),
        FileProblem::Csv(reason) => format!("CSV として読めません（{reason}）。"),
    }
}

/// What is wrong with an entry.
#[must_use]
pub fn problem(problem: &ContentProblem) -> String {
    match problem {
        ContentProblem::Shape(message) => shape::sentence(message),
        ContentProblem::Empty => "空です。書いてください。".to_owned(),
        ContentProblem::Duplicate(text) => format!("「{text}」が二度出てきます。"),
        ContentProblem::UnknownReference(id) => format!("「{id}」はどこにもありません。"),
        ContentProblem::BadId(id) => format!("「{id}」は id や番号の形ではありません。"),
        ContentProblem::BadDate(text) => {
            format!(
                "「{text}」は日付や年度の形ではないか、暦にありません（日付は 2026-11-05、年度は R6 の形）。"
            )
        }
        ContentProblem::ClosesBeforeOpens => "受付の終わりが、始まりより前です。".to_owned(),
        ContentProblem::RoundsBesideDates => {
            "募集回（rounds）があるときは、opens と closes を書きません。".to_owned()
        }
        ContentProblem::BadUrl(url) => {
            format!("「{url}」はアドレスの形ではありません（https:// で始め、空白を入れない）。")
        }
        ContentProblem::Condition { number, error } => format!("{number} 番目の条件：{}", comparison(error)),
        ContentProblem::Expression { text, error } => expression::sentence(text, error),
        ContentProblem::NotAskedBefore(fact) => {
            format!("「{fact}」は、これより前のどの設問からもわかりません。")
        }
        ContentProblem::ScoreRule(rule) => format!(
            "点の規則「{rule}」が正しくありません。count_to_score: 0=0, 1-2=1, 3+=2 のように、0 から選択肢の数まで、すき間なく書きます（点は 0〜4、multi だけ）。"
        ),
        ContentProblem::Points(points) => format!("点は 0〜4 です（{points} になっています）。"),
        ContentProblem::UnknownFact(fact) => {
            format!("「{fact}」という事実はないか、ほかの事実から決まるので聞けません。")
        }
        ContentProblem::FactValue { fact, value } => {
            format!("「{value}」は、事実 {fact} の値になりません。")
        }
        ContentProblem::Ranges => "小さい順に、0 から、すき間も重なりもなく並べてください。".to_owned(),
        ContentProblem::Range => "下限が上限より大きいか、率が 0〜1 の外です。".to_owned(),
        ContentProblem::Days { max } => {
            format!("日数は 0〜{max} で、早いとき（days_min）を、みておく日数（days_max）以下にします。")
        }
        ContentProblem::Law(expected) => format!("中小企業基本法の線と違います（法では {expected}）。"),
        ContentProblem::Html => "使えるのは、p・strong・ul・table などの決まった要素だけの、閉じ忘れのない HTML です（a は https:// へ、rel=\"noopener noreferrer\" つき）。".to_owned(),
        ContentProblem::ImportedId(id) => format!(
            "「{id}」は、ほかの仕組みから取り込んだ支援メニューの id です。ファイルでは別の id にしてください。"
        ),
        ContentProblem::Unsupported(what) => format!("「{what}」は、ここでは使えません。"),
    }
}

/// Why a comparison cannot be made.
#[must_use]
pub fn comparison(error: &ComparisonError) -> String {
    match error {
        ComparisonError::UnknownFact(fact) => format!("「{fact}」という事実はありません。"),
        ComparisonError::UnknownOperator(op) => {
            format!("「{op}」という比べ方はありません（eq ne in not_in gte lte contains_any）。")
        }
        ComparisonError::OperatorMisfit { fact, op } => format!("事実 {fact} は {op} では比べられません。"),
        ComparisonError::ValueMisfit { fact, op, value } => {
            format!("事実 {fact} を {op} で比べる値として、{value} は型が合いません。")
        }
        ComparisonError::NoSuchValue { fact, value } => {
            format!("「{value}」は、事実 {fact} の値にありません。")
        }
        ComparisonError::EmptyList => "比べる値の一覧が空です。".to_owned(),
    }
}
