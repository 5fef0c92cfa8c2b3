//! Addresses of the router's own: files, the machines' addresses, and the JSON interface.

use domain::access::Act;

use super::Opens::{Account, Everybody, Secret};
use super::{Door, Opens, get, post};

const EDIT: Opens = Opens::Act(Act::EditContent);
const EXPORT: Opens = Opens::Act(Act::ExportFigures);
const CLIENTS: Opens = Opens::Act(Act::SeeClients);

/// What is no page and no form of a page.
pub const FILES: &[Door] = &[
    get("/me/export.json", "自分の診断をファイルで", Account),
    get("/menus/{id}/deadline.ics", "締切をカレンダーへ", Everybody),
    get("/open-data/catalog.jsonld", "オープンデータの目録", Everybody),
    get("/open-data/{set}/{file}", "オープンデータ（新しい版へ）", Everybody),
    get("/open-data/{set}/{version}/{file}", "オープンデータのファイル", Everybody),
    get("/office/menus.xlsx", "支援メニューの表（Excel）", EDIT),
    get("/office/menus.csv", "支援メニューの表（CSV）", EDIT),
    get("/office/indicators/{id}/table.csv", "指標の表（CSV）", EXPORT),
    get("/office/indicators/{id}/table.xlsx", "指標の表（Excel）", EXPORT),
    get("/office/indicators/{id}/trend.csv", "指標の推移（CSV）", EXPORT),
    get("/office/indicators/{id}/trend.xlsx", "指標の推移（Excel）", EXPORT),
    get("/office/menus/{id}/businesses/table.csv", "合う事業者の表（CSV）", EXPORT),
    get("/office/menus/{id}/businesses/table.xlsx", "合う事業者の表（Excel）", EXPORT),
    get("/office/gaps/table.csv", "支援の空白の表（CSV）", EXPORT),
    get("/office/gaps/table.xlsx", "支援の空白の表（Excel）", EXPORT),
    get("/office/funnel/table.csv", "診断の進みぐあいの表（CSV）", EXPORT),
    get("/office/funnel/table.xlsx", "診断の進みぐあいの表（Excel）", EXPORT),
    get("/office/plan/table.csv", "計画の指標の表（CSV）", EXPORT),
    get("/office/plan/table.xlsx", "計画の指標の表（Excel）", EXPORT),
    get("/office/responses/table.csv", "返事の早さの表（CSV）", EXPORT),
    get("/office/responses/table.xlsx", "返事の早さの表（Excel）", EXPORT),
    get("/agency/clients.csv", "担当先の表（CSV）", CLIENTS),
    get("/agency/clients.xlsx", "担当先の表（Excel）", CLIENTS),
    post("/notices/unsubscribe/{token}", "お知らせをやめる（メールソフトから）", Secret),
    get("/embed.js", "支援機関のページに置く部品", Everybody),
    get("/pkg", "画面の部品のファイル", Everybody),
    get("/favicon.svg", "アイコン", Everybody),
    get("/health/live", "動いているか（機械が見る）", Everybody),
    get("/health/ready", "使えるか（機械が見る）", Everybody),
];

/// What others' programs ask; nothing of it is about one business.
pub const INTERFACE: &[Door] = &[
    get("/api/v1", "JSON インターフェースの説明へ", Everybody),
    get("/api/v1/openapi.json", "JSON インターフェースの定義", Everybody),
    get("/api/v1/questionnaire", "設問", Everybody),
    get("/api/v1/menus", "支援メニューの一覧", Everybody),
    get("/api/v1/menus/{id}", "支援メニュー", Everybody),
    post("/api/v1/menus/{id}/why", "支援メニューに合う理由（保存しない）", Everybody),
    post("/api/v1/matches", "合う支援メニュー（保存しない）", Everybody),
    post("/api/v1/score", "採点（保存しない）", Everybody),
    get("/api/v1/indicators", "公開した指標の一覧", Everybody),
    get("/api/v1/indicators/{id}", "公開した指標", Everybody),
];
