//! Sentences of the JSON interface: why a request is refused, and what each fact means.

use domain::answer::AnswerProblem;
use domain::facts::FactName;

use super::answers::{self, shown};
use super::format::thousands;

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldProblem {
    UnknownField,
    UnknownParameter,
    Missing,
    Repeated,
    NotAnObject,
    NotAList,
    NotAText,
    NotABool,
    NotACount,
    NotADate,
    TooGreat { max: u64 },
    TooLong { max: usize },
    BrokenText,
    NoSuchValue(String),
    Contradicts { other: &'static str },
    NotAsDerived { derived: Option<bool> },
    Answer(AnswerProblem),
}

/// Why a whole request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    MalformedJson { line: usize, column: usize },
    EmptyBody,
    NotUtf8 { byte: usize },
    NotJson,
    Unreadable,
    TooLarge { max: usize },
    BadBody,
    BadQuery,
    NoSuchMenu(String),
    NoSuchIndicator(String),
    NoSuchPath,
    MethodNotAllowed,
    Internal,
}

impl FieldProblem {
    #[must_use]
    pub fn sentence(&self) -> String {
        let fixed = match self {
            FieldProblem::UnknownField => "この項目はありません。つづりを確かめてください",
            FieldProblem::UnknownParameter => "この絞り込みはありません。つづりを確かめてください",
            FieldProblem::Missing => "この項目が要ります",
            FieldProblem::Repeated => "同じ項目は一度だけ書いてください",
            FieldProblem::NotAnObject => "オブジェクト（{ … }）で書いてください",
            FieldProblem::NotAList => "配列（[ … ]）で書いてください",
            FieldProblem::NotAText => "文字列で書いてください",
            FieldProblem::NotABool => "true か false で書いてください",
            FieldProblem::NotACount => "0以上の整数で書いてください（例：12）",
            FieldProblem::NotADate => "実在する日付を YYYY-MM-DD で書いてください（例：2026-11-22）",
            FieldProblem::BrokenText => "文字が壊れています。UTF-8 で書いてください",
            FieldProblem::TooGreat { max } => return format!("大きすぎます。{}までです", thousands(*max)),
            FieldProblem::TooLong { max } => return format!("長すぎます。{max}文字までです"),
            FieldProblem::NoSuchValue(text) => {
                return format!("「{}」という値はありません", shown(text));
            }
            FieldProblem::Contradicts { other } => return format!("{other} と食い違っています"),
            FieldProblem::NotAsDerived { derived } => return not_as_derived(*derived),
            FieldProblem::Answer(problem) => return answers::sentence(problem),
        };
        fixed.to_owned()
    }
}

fn not_as_derived(derived: Option<bool>) -> String {
    let said = match derived {
        Some(true) => "ほかの事実から計算すると true になります",
        Some(false) => "ほかの事実から計算すると false になります",
        None => "ほかの事実からは、まだ決まりません",
    };
    format!("{said}。この項目は省いてください")
}

impl Refusal {
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Refusal::MalformedJson { .. } | Refusal::EmptyBody => "JSONとして読めません",
            Refusal::NotUtf8 { .. } => "文字が UTF-8 ではありません",
            Refusal::NotJson => "JSONを送ってください",
            Refusal::Unreadable => "本文を読めませんでした",
            Refusal::TooLarge { .. } => "本文が大きすぎます",
            Refusal::BadBody => "入力内容に問題があります",
            Refusal::BadQuery => "絞り込みの条件に問題があります",
            Refusal::NoSuchMenu(_) => "そのメニューはありません",
            Refusal::NoSuchIndicator(_) => "その指標はありません",
            Refusal::NoSuchPath => "そのアドレスはありません",
            Refusal::MethodNotAllowed => "この方法では使えません",
            Refusal::Internal => "こちらの都合で答えられません",
        }
    }

    /// What is wrong this time. For fields, the first of them stands for all.
    #[must_use]
    pub fn detail(&self, fields: &[(&str, &str)]) -> String {
        match self {
            Refusal::MalformedJson { line, column } => {
                format!("{line}行目の{column}文字目あたりが、JSONの書き方に合いません。")
            }
            Refusal::EmptyBody => "本文が空です。JSONを書いてください。".to_owned(),
            Refusal::NotUtf8 { byte } => format!("{byte}バイト目が UTF-8 の文字になっていません。"),
            Refusal::NotJson => "Content-Type を application/json（UTF-8）にしてください。".to_owned(),
            Refusal::Unreadable => "途中で通信が切れたようです。もう一度送ってください。".to_owned(),
            Refusal::TooLarge { max } => format!("本文は{}KiBまでです。", max / 1024),
            Refusal::BadBody | Refusal::BadQuery => fields_in_words(fields),
            Refusal::NoSuchMenu(id) => {
                format!("「{}」というメニューはありません。一覧は /api/v1/menus です。", shown(id))
            }
            Refusal::NoSuchIndicator(id) => {
                format!("「{}」という指標はありません。一覧は /api/v1/indicators です。", shown(id))
            }
            Refusal::NoSuchPath => "使えるアドレスは /api/v1/openapi.json にあります。".to_owned(),
            Refusal::MethodNotAllowed => "使える方法は Allow ヘッダーにあります。".to_owned(),
            Refusal::Internal => "記録に残しました。少し待って、もう一度ためしてください。".to_owned(),
        }
    }
}

fn fields_in_words(fields: &[(&str, &str)]) -> String {
    match fields {
        [] => String::new(),
        [(field, reason)] => format!("{field}：{reason}。"),
        [(field, reason), rest @ ..] => format!("{field}：{reason}。ほかに{}か所あります。", rest.len()),
    }
}

/// What a fact is, for the interface's description.
#[must_use]
pub fn fact(fact: FactName) -> &'static str {
    match fact {
        FactName::Prefecture => "都道府県（JIS 2桁）。municipality が分かれば、その上2桁",
        FactName::Municipality => "市区町村（JIS 5桁）",
        FactName::Industry => "仕事の種類（日本標準産業分類の大分類 A〜T）",
        FactName::IndustryCode => "仕事の種類の中分類（2桁）か小分類（3桁）",
        FactName::Employees => "雇っている人の数",
        FactName::LegalForm => "事業の形",
        FactName::YearsInBusiness => "事業を始めてからの年数",
        FactName::CapitalYen => "資本金（円）",
        FactName::Wants => "これからしたいこと（設問票の選択肢の id）",
        FactName::Pains => "困りごと（設問票の選択肢の id）",
        FactName::Tools => "使っている道具（設問票の選択肢の id）",
        FactName::DeclaredReskilling => "広島県のリスキリング推進宣言をしたか",
        FactName::GbizidPrime => "GビズIDプライムを持っているか",
        FactName::WageIncreasePlan => "賃金を上げる予定があるか",
        FactName::HasItStaff => "デジタルを受け持つ人がいるか",
        FactName::SecurityAction => "SECURITY ACTION の宣言",
        FactName::Sme => "中小企業基本法の中小企業者か。ほかの事実から決まる",
        FactName::SmallEnterprise => "中小企業基本法の小規模企業者か。ほかの事実から決まる",
    }
}
