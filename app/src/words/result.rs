//! The result page.

use domain::facts::FactName;

pub const TITLE: &str = "診断の結果";
pub const STAGE_OPEN: &str = "いまは「";
pub const STAGE_CLOSE: &str = "」の段階です";
pub const NO_STAGE: &str = "段階を出すには、答えが足りません";
pub const TOTAL: &str = "総合";
pub const POINTS: &str = "点";
pub const OF_HUNDRED: &str = "（100点のうち）";
pub const FOUR_STAGES: &str = "4つの段階";
pub const HERE: &str = "いまここ";
pub const SCORE_NOTE: &str = "点は、支援を受けられるかどうかには関係しません。";
pub const DIMENSIONS: &str = "6つの分野の点";
pub const UNANSWERED: &str = "未回答";
pub const FIELD: &str = "分野";
pub const YOURS: &str = "あなた";
pub const PEERS: &str = "平均";
pub const PEERS_TOO_FEW: &str =
    "同じ規模・仕事の種類で答えた方がまだ少ないため、平均との比較は出していません。";
pub const PAINS: &str = "まず、ここから";
pub const PAINS_LEAD: &str = "選んだ困りごとごとに、お金をかけずに始められることです。";
pub const NO_PAINS: &str = "困りごとは選ばれていません。";
pub const FIRST_STEP: &str = "お金をかけずに、まずこれから";
pub const HELPFUL: &str = "解決策";
pub const MENUS: &str = "合う支援";
pub const MENUS_LEAD: &str = "条件をひとつずつ確かめた結果です。";
pub const NO_MENUS: &str = "いま合う支援は見つかりませんでした";
pub const NO_MENUS_TEXT: &str =
    "困りごとを選ぶと、合う支援をさがせます。支援メニューの一覧からもさがせます。";
pub const ELIGIBLE_LEAD: &str = "答えた内容では、必須の条件をすべて満たしています。";
pub const NEAR_LEAD: &str = "満たしていないのは、自分で変えられる条件だけです。";
pub const CONDITIONS: &str = "条件と判定";
pub const MET: &str = "満たす";
pub const NOT_MET: &str = "まだ";
pub const NOT_MET_FIXED: &str = "合わない";
pub const UNKNOWN: &str = "未確認";
pub const PREFERRED: &str = "なお良い：合う";
pub const PREFERRED_NOT: &str = "なお良い：まだ";
pub const PREFERRED_UNKNOWN: &str = "なお良い：未確認";
pub const NOT_NOW: &str = "いまは合わない支援と、その理由";
pub const COLON: &str = "：";
pub const SPACE: &str = "。";
pub const NEEDS: &str = "これに答えると決まります";
pub const NEEDS_NOBODY_CAN_TELL: &str =
    "会社と個人のほかは、制度ごとに決まりが違います。窓口で確かめてください。";
pub const NEEDS_COUNTER: &str = "いまの答えでは、聞く設問がありません。窓口で確かめてください。";
pub const NEEDS_COUNTER_TOO: &str = "ほかの条件は、窓口で確かめてください。";
pub const NEAR: &str = "あと一歩";
pub const ALREADY_DONE: &str = "もう済んでいます";
pub const WAIT: &str = "次の募集を待つ";
pub const DEADLINES: &str = "締切の近い順";
pub const CASES: &str = "似た会社の例";
pub const CASES_LEAD: &str = "同じような困りごとを変えた会社です。";
pub const CONTACTS: &str = "相談する所";
pub const CONTACTS_LEAD: &str = "この結果を印刷するか画面で見せて、相談できます。";
pub const EARLIER: &str = "前の診断とくらべる";
pub const KEEP: &str = "この結果を残す";
pub const KEEP_TEXT: &str = "このページのアドレスを控えておくと、いつでも開けます。アドレスを知っている人は結果を見られるので、人に見せないでください。";
pub const PRINT: &str = "ブラウザーの「印刷」で、A4の紙に出せます。";
pub const TOC: &str = "この結果の中身";
pub const MORE_MENUS: &str = "ほかの支援もさがす";

#[must_use]
pub fn stage_text(level: &str) -> &'static str {
    match level {
        "start" => {
            "これから始める段階です。下の「まず、ここから」を一つだけ選んで、今週ためしてみてください。"
        }
        "try" => {
            "一部の仕事でデジタルの道具を使い始めています。うまくいった所を、となりの仕事へ広げる時期です。"
        }
        "grow" => "いくつもの仕事で道具が動いています。道具どうしをつなぎ、数字を見て決める形へ進めます。",
        "change" => "道具と数字で、売り方や商品を変えています。人を育て、守りを固めて続けましょう。",
        _ => "",
    }
}

/// That conditions are unknown, and what settles them: answers, the counter, or both.
#[must_use]
pub fn needs_info(answers: bool, counter: bool) -> &'static str {
    match (answers, counter) {
        (true, true) => "まだわからない条件があります。設問への答えや、窓口での確認で決まります。",
        (false, true) => "まだわからない条件があります。窓口で確かめてください。",
        (_, false) => "まだわからない条件があります。答えると決まります。",
    }
}

#[must_use]
pub fn answered_on(day: &str) -> String {
    format!("{day}に送信した答えから")
}

#[must_use]
pub fn judged_on(day: &str) -> String {
    format!("募集の様子は{day}のものです。")
}

#[must_use]
pub fn radar_description(scores: &[String]) -> String {
    format!("{}。同じ数字が表にあります。", scores.join("、"))
}

#[must_use]
pub fn points(label: &str, score: Option<u64>) -> String {
    match score {
        Some(score) => format!("{label} {score}点"),
        None => format!("{label} {UNANSWERED}"),
    }
}

/// Who the peers are, how many of them, and their mean.
#[must_use]
pub fn peers(group: &str, count: u64, mean: u64) -> [String; 4] {
    [format!("{group}の"), format!("{count}者"), "の平均は".to_owned(), format!("{mean}点")]
}

#[must_use]
pub fn same(size: &str) -> String {
    format!("同じ仕事の種類・規模（{size}）")
}

#[must_use]
pub fn items(count: usize) -> String {
    format!("{count}件")
}

#[must_use]
pub fn days_left(days: i64) -> String {
    if days == 0 { "きょうまで".to_owned() } else { format!("あと{days}日") }
}

#[must_use]
pub fn closed_on(day: &str) -> String {
    format!("{day}に締め切り")
}

/// What the business has against what is asked.
#[must_use]
pub fn has_but_asked(has: &str) -> String {
    format!("いまの答え：{has}")
}

#[must_use]
pub fn because_unknown(fact: FactName) -> String {
    match fact {
        FactName::Sme => "中小企業にあたるか、まだわかりません".to_owned(),
        FactName::SmallEnterprise => "小規模企業にあたるか、まだわかりません".to_owned(),
        _ => format!("「{}」がまだわかりません", super::labels::fact(fact)),
    }
}

/// A long label of the radar may be broken behind one of these.
pub const LABEL_BREAKS: [char; 2] = ['の', '・'];

/// Between the members of a list.
pub const LIST_JOINT: &str = "・";

pub const DIMENSIONS_CAPTION: &str = "分野ごとの点（0〜100点）";
pub use super::format::NO_FIGURE;
pub const SENTENCE_END: &str = "です。";
pub const ALL_CASES: &str = "事例をすべて見る";

#[must_use]
pub fn more(count: usize) -> String {
    format!("ほか{count}件を見る")
}

#[must_use]
pub fn asked_but_has(asked: &str, has: &str) -> String {
    format!("{asked}（いまの答え：{has}）")
}
