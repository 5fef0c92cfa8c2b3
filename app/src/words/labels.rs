//! The words for the domain's codes.

use domain::document::{AmountUnit, MenuKind, ProviderLevel, SourceKind, Verified};
use domain::facts::{FactName, FactValue};
use domain::matching::{Judgement, Verdict};
use domain::window::Window;

use super::format::{thousands, yen};

#[must_use]
pub fn menu_kind(kind: MenuKind) -> &'static str {
    match kind {
        MenuKind::Subsidy => "補助金",
        MenuKind::GrantEmployment => "助成金",
        MenuKind::Loan => "融資",
        MenuKind::Tax => "税の優遇",
        MenuKind::ExpertDispatch => "専門家の派遣",
        MenuKind::Consultation => "相談",
        MenuKind::Training => "研修",
        MenuKind::ELearning => "動画で学ぶ",
        MenuKind::Matching => "引き合わせ",
        MenuKind::Scholarship => "奨学金の支援",
        MenuKind::Information => "情報",
        MenuKind::Certification => "認定・宣言",
        MenuKind::Event => "催し",
    }
}

#[must_use]
pub fn provider_level(level: ProviderLevel) -> &'static str {
    match level {
        ProviderLevel::National => "国",
        ProviderLevel::Prefecture => "広島県",
        ProviderLevel::Municipality => "市町",
        ProviderLevel::Agency => "支援機関",
        ProviderLevel::Unknown => "未確認",
    }
}

#[must_use]
pub fn window(window: Window) -> &'static str {
    match window {
        Window::Open => "受付中",
        Window::Rolling => "いつでも",
        Window::Upcoming => "これから始まる",
        Window::Unknown => "受付は未確認",
        Window::Closed => "終了",
    }
}

#[must_use]
pub fn amount_unit(unit: Option<AmountUnit>) -> &'static str {
    match unit {
        None => "",
        Some(AmountUnit::PerPerson) => "（1人あたり）",
        Some(AmountUnit::PerYearPerOffice) => "（1事業所・1年あたり）",
        Some(AmountUnit::PerYearPerStudent) => "（1人・1年あたり）",
    }
}

#[must_use]
pub fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Primary => "公式の記録",
        SourceKind::Secondary => "解説記事",
        SourceKind::Seed => "計画の振り返り資料",
        SourceKind::None => "出典は未確認",
    }
}

#[must_use]
pub fn verified(verified: Verified) -> &'static str {
    match verified {
        Verified::Page => "公開ページで確認",
        Verified::Seed => "県の資料で確認",
        Verified::General => "一般に知られた内容（出典は未確認）",
        Verified::Imported => "Jグランツから自動で取り込み。県の確認前",
    }
}

#[must_use]
pub fn verdict(verdict: Verdict, near_miss: bool) -> &'static str {
    match verdict {
        Verdict::Eligible => "使えます",
        Verdict::NeedsInfo => "確かめが必要",
        Verdict::NotEligible if near_miss => "あと一歩",
        Verdict::NotEligible => "いまは合いません",
    }
}

/// A verdict as it stands on its day: what fits is of use only while one can apply.
#[must_use]
pub fn judged(judgement: &Judgement<'_>) -> &'static str {
    match (judgement.verdict, judgement.standing.window) {
        (Verdict::Eligible, Window::Closed) => "条件は合います（いまは終了）",
        (Verdict::Eligible, Window::Upcoming) => "始まれば使えます",
        _ => verdict(judgement.verdict, judgement.near_miss),
    }
}

/// What a fact is called.
#[must_use]
pub fn fact(fact: FactName) -> &'static str {
    match fact {
        FactName::Prefecture => "都道府県",
        FactName::Municipality => "市町",
        FactName::Industry => "仕事の種類",
        FactName::IndustryCode => "仕事の種類（くわしく）",
        FactName::Employees => "働いている人",
        FactName::LegalForm => "事業の形",
        FactName::YearsInBusiness => "事業の年数",
        FactName::CapitalYen => "資本金",
        FactName::Wants => "これからしたいこと",
        FactName::Pains => "困りごと",
        FactName::Tools => "使っている道具",
        FactName::DeclaredReskilling => "リスキリング推進宣言",
        FactName::GbizidPrime => "GビズIDプライム",
        FactName::WageIncreasePlan => "賃上げの予定",
        FactName::HasItStaff => "デジタルの担当",
        FactName::SecurityAction => "SECURITY ACTION",
        FactName::Sme => "中小企業",
        FactName::SmallEnterprise => "小規模企業",
    }
}

/// A known value in words, where the words do not come from the questionnaire.
#[must_use]
pub fn fact_value(fact: FactName, value: &FactValue) -> Option<String> {
    match (fact, value) {
        (FactName::Employees, FactValue::Number(n)) => Some(format!("{}人", thousands(*n))),
        (FactName::YearsInBusiness, FactValue::Number(n)) => Some(format!("{n}年")),
        (FactName::CapitalYen, FactValue::Number(n)) => Some(yen(*n)),
        (FactName::Sme, FactValue::Bool(true)) => Some("中小企業にあたる".to_owned()),
        (FactName::Sme, FactValue::Bool(false)) => Some("中小企業にあたらない".to_owned()),
        (FactName::SmallEnterprise, FactValue::Bool(true)) => Some("小規模企業にあたる".to_owned()),
        (FactName::SmallEnterprise, FactValue::Bool(false)) => Some("小規模企業にあたらない".to_owned()),
        (FactName::GbizidPrime, FactValue::Bool(held)) => {
            Some(if *held { "持っている" } else { "まだ" }.to_owned())
        }
        (FactName::DeclaredReskilling, FactValue::Bool(done)) => {
            Some(if *done { "宣言した" } else { "まだ" }.to_owned())
        }
        (FactName::WageIncreasePlan, FactValue::Bool(planned)) => {
            Some(if *planned { "予定がある" } else { "予定はない" }.to_owned())
        }
        (FactName::HasItStaff, FactValue::Bool(has)) => Some(if *has { "いる" } else { "いない" }.to_owned()),
        (FactName::SecurityAction, FactValue::Text(stars)) => Some(security_action(stars).to_owned()),
        (FactName::Prefecture, FactValue::Text(code)) if code == "34" => Some("広島県".to_owned()),
        (FactName::LegalForm, FactValue::Text(form)) => Some(legal_form(form).to_owned()),
        (_, FactValue::Set(members)) if members.is_empty() => Some("なし".to_owned()),
        _ => None,
    }
}

/// SECURITY ACTION の段階.
#[must_use]
pub fn security_action(stars: &str) -> &'static str {
    match stars {
        "one_star" => "一つ星",
        "two_star" => "二つ星",
        _ => "まだ",
    }
}

fn legal_form(form: &str) -> &'static str {
    match form {
        "corporation" => "会社",
        "sole_proprietor" => "個人事業",
        "association" => "組合・商工団体など",
        "npo" => "NPO法人",
        _ => "そのほか",
    }
}
