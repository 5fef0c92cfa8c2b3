//! The page to try the JSON interface.

pub const TITLE: &str = "データとAPI";
pub const LEAD: &str = "だれでも使える、読むだけの窓口です。登録はいりません。";
pub const CAUTION: &str =
    "送った内容は保存しませんが、このページのアドレスに入ります。人に見せたくない内容は入れないでください。";
pub const LIST: &str = "一覧";
pub const TRY: &str = "ためす";
pub const ENDPOINT: &str = "送り先";
pub const BODY: &str = "送る内容（JSON）";
pub const SEND: &str = "送る";
pub const ANSWER: &str = "返ってきた内容";
pub const SPECIFICATION: &str = "くわしい仕様（OpenAPI）";

/// Method, path, what it gives.
pub const ENDPOINTS: [(&str, &str, &str); 9] = [
    ("GET", "/api/v1/questionnaire", "公開している設問"),
    ("GET", "/api/v1/menus", "支援メニューの一覧"),
    ("GET", "/api/v1/menus/{id}", "支援メニュー1件"),
    ("POST", "/api/v1/menus/{id}/why", "その支援が合う・合わない理由（条件ごとの文）"),
    ("POST", "/api/v1/matches", "合う支援と、条件ごとの判定"),
    ("POST", "/api/v1/score", "点と段階"),
    ("GET", "/api/v1/indicators", "指標の一覧と、県の計画の目標・実績"),
    ("GET", "/api/v1/indicators/{id}", "診断の指標1つの、公開した数字"),
    ("GET", "/api/v1/openapi.json", "仕様（OpenAPI）"),
];

pub const EXAMPLE_MATCHES: &str = r#"{
  "facts": { "municipality": "34209", "industry": "I", "employees": 4, "legal_form": "sole_proprietor" },
  "pains": ["paperwork", "sales-decline"]
}"#;
pub const EXAMPLE_SCORE: &str = r#"{
  "answers": { "q03": 12, "q07": "some", "q08": "s2", "q10": ["paperwork"], "q13": ["cloud-accounting", "ec-web-sns"] }
}"#;

#[must_use]
pub fn status(code: u16) -> String {
    format!("状態コード {code}")
}
