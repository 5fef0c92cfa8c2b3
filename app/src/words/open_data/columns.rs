//! The column dictionary: what stands in the datasets, as the page shows it and as their schemas say it.

/// A column of a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// In the head of the file.
    pub name: &'static str,
    /// Type as Frictionless Table Schema calls it.
    pub kind: &'static str,
    pub title: &'static str,
    /// May be empty where the title says it all.
    pub description: &'static str,
}

/// A table of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dataset {
    /// The name of its files, without their ending.
    pub name: &'static str,
    pub title: &'static str,
    pub columns: &'static [Column],
}

const fn column(
    name: &'static str,
    kind: &'static str,
    title: &'static str,
    description: &'static str,
) -> Column {
    Column { name, kind, title, description }
}

/// What was answered in a period.
pub const SURVEY: Dataset =
    Dataset { name: "survey-indicators", title: "診断の指標", columns: SURVEY_COLUMNS };
pub const MENUS: Dataset =
    Dataset { name: "support-menus", title: "支援メニュー", columns: MENU_COLUMNS };
pub const CASES: Dataset =
    Dataset { name: "cases", title: "デジタル化の事例", columns: CASE_COLUMNS };
pub const PLAN: Dataset =
    Dataset { name: "plan-indicators", title: "計画の目標と実績", columns: PLAN_COLUMNS };

/// In the order in which the dictionary lists them.
pub const DATASETS: [Dataset; 4] = [SURVEY, MENUS, CASES, PLAN];

#[rustfmt::skip]
const SURVEY_COLUMNS: &[Column] = &[
    column("period", "string", "期間", "R8 は令和8年度、R8-Q1 はその第1四半期（4〜6月）、2026-11 は月"),
    column("period_from", "date", "期間のはじめの日", "日本の日付"),
    column("period_to", "date", "期間の終わりの日", "日本の日付。この日を含む"),
    column("question_id", "string", "設問の id", "もとの設問。同じ設問の指標は同じ回答を数えている"),
    column("indicator_id", "string", "指標の id", ""),
    column("indicator_label", "string", "指標の名前", ""),
    column("measure", "string", "数えかた", "share は指標そのものの割合、share_strict はより厳しい割合、option は選択肢ごと"),
    column("option_id", "string", "選択肢の id", "measure が option のときだけ"),
    column("option_label", "string", "選択肢の名前", "measure が option のときだけ"),
    column("breakdown", "string", "分け方", "all 全体、employee_size 従業員の規模、industry 産業の大分類、municipality 市町"),
    column("group_code", "string", "区分の番号", "規模の id、日本標準産業分類の大分類の文字（A〜T）、全国地方公共団体コードの5桁。all は全体、unknown は答えのない事業者"),
    column("group_name", "string", "区分の名前", ""),
    column("answered", "integer", "答えた数", "その区分で、この設問に「わからない」以外で答えた事業者の数"),
    column("count", "integer", "当てはまる数", "答えた数のうち、当てはまる事業者の数"),
    column("share_percent", "number", "割合（%）", "当てはまる数 ÷ 答えた数。小数第1位まで。答えた数が 0 のときは n/a"),
    column("note", "string", "注", "秘匿（この行に隠した数がある）、回答なし（答えた数が 0）"),
];

#[rustfmt::skip]
const MENU_COLUMNS: &[Column] = &[
    column("id", "string", "支援メニューの id", ""),
    column("name", "string", "名前", ""),
    column("provider", "string", "実施する所", ""),
    column("provider_level", "string", "実施する所の種類", "national 国、prefecture 県、municipality 市町、agency 支援機関、unknown 不明"),
    column("kind", "string", "支援の種類", "subsidy 補助金、loan 融資、consultation 相談など"),
    column("summary", "string", "どんな支援か", ""),
    column("max_amount_yen", "integer", "上限（円）", "空は、不明か定めなし"),
    column("min_amount_yen", "integer", "下限（円）", "空は、不明か定めなし"),
    column("subsidy_rate", "string", "補助率", "書かれているままの文"),
    column("opens", "date", "受付のはじめの日", "募集が何回もあるときは、いちばん早い日。空は、不明か定めなし"),
    column("closes", "date", "受付の終わりの日", "申し込める最後の日。募集が何回もあるときは、いちばん遅い日。空は、不明か定めなし"),
    column("conditions", "string", "条件", "条件の文。いくつもあるときは「；」で区切る"),
    column("pains", "string", "困りごとの id", "いくつもあるときは ; で区切る"),
    column("solutions", "string", "解決策の id", "いくつもあるときは ; で区切る"),
    column("url", "string", "案内のページ", ""),
    column("source_url", "string", "出典", "この内容を読んだページ"),
    column("as_of", "string", "時点", "出典の日付。年だけ、月までのこともある"),
    column("verified", "string", "確かめた度合い", "page 公開ページで確認、seed 県の資料で確認、general 一般に知られた内容で出典は未確認"),
    column("note", "string", "注", ""),
];

#[rustfmt::skip]
const CASE_COLUMNS: &[Column] = &[
    column("id", "string", "事例の id", ""),
    column("company", "string", "会社の名前", ""),
    column("prefecture", "string", "都道府県", ""),
    column("city", "string", "市町村", ""),
    column("industry", "string", "産業の大分類", "日本標準産業分類の大分類の文字（A〜T）"),
    column("industry_text", "string", "業種の説明", ""),
    column("employees", "integer", "働いている人の数", "空は、不明"),
    column("employees_note", "string", "人数の注", ""),
    column("issue", "string", "困っていたこと", ""),
    column("action", "string", "したこと", ""),
    column("effect", "string", "よくなったこと", ""),
    column("pains", "string", "困りごとの id", "いくつもあるときは ; で区切る"),
    column("solutions", "string", "解決策の id", "いくつもあるときは ; で区切る"),
    column("source_url", "string", "出典", "この内容を読んだページ"),
    column("as_of", "string", "時点", "出典の日付。年だけ、月までのこともある"),
    column("verified", "string", "確かめた度合い", "page 公開ページで確認、seed 県の資料で確認、general 一般に知られた内容で出典は未確認"),
    column("note", "string", "注", ""),
];

#[rustfmt::skip]
const PLAN_COLUMNS: &[Column] = &[
    column("id", "string", "記録の id", "一つの指標の、一つの年度"),
    column("indicator", "string", "指標の id", ""),
    column("name", "string", "指標の名前", ""),
    column("plan", "string", "計画の id", "hiroshima-dx-acceleration-plan 広島県DX加速プラン、hiroshima-admin-digital-action-plan 広島県行政デジタル化推進アクションプラン"),
    column("section", "string", "計画の中の場所", ""),
    column("unit", "string", "単位", ""),
    column("direction", "string", "よい向き", "higher_is_better は高いほどよい"),
    column("fiscal_year", "string", "年度", "R6 は令和6年度"),
    column("period", "string", "年度でない期間", ""),
    column("target", "number", "目標", "空は、資料に数値がない。0 ではない"),
    column("target_state", "string", "数値でない目標", ""),
    column("actual", "number", "実績", "空は、資料に数値がない。0 ではない"),
    column("actual_state", "string", "数値でない実績", ""),
    column("approx", "boolean", "およその数", "true は、およその数"),
    column("cumulative", "boolean", "累計", "true は、はじめからの合計"),
    column("role", "string", "役わり", "kpi 目標か続けて追う値、output 実績だけの数、progress 途中経過、reference 参考値"),
    column("source_location", "string", "出典の中の場所", ""),
    column("source_url", "string", "出典", ""),
    column("as_of", "string", "時点", "出典の日付"),
    column("verified", "string", "確かめた度合い", "page 公開ページで確認、seed 県の資料で確認、general 一般に知られた内容で出典は未確認"),
    column("note", "string", "注", ""),
];
