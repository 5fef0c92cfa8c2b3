//! `GET /api/v1/openapi.json`: the description of all paths, made once.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::response::Response;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;

use super::cache::{Freshness, answer};
use super::problem::Problem;
use super::query::Parameters;
use super::{indicators, matches, menus, questionnaire, score, why};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "DXかんたん診断 ひろしま の JSON インターフェース",
        version = "1",
        description = "診断と支援メニューを、読むだけ・保存なしで使えます。登録も鍵も要りません。\
            文字は UTF-8、日付は日本の日付です。知らない項目は断ります。断るときは RFC 9457 の形で、理由を日本語で返します。",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "このサーバー")),
    tags(
        (name = "診断", description = "答えの採点と、支援メニューの判定。どちらも保存しません"),
        (name = "設問と支援メニュー", description = "公開している内容"),
        (name = "指標", description = "県の計画の目標・実績と、診断の回答から数えて公開した数字"),
        (name = "説明", description = "この説明"),
    ),
    paths(questionnaire::show, menus::list, menus::show, matches::judge, why::explain, score::score, indicators::list, indicators::show, show),
)]
struct Description;

static DOCUMENT: LazyLock<Document> = LazyLock::new(Description::openapi);

/// この説明（OpenAPI 3.1）
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "説明",
    operation_id = "openapi",
    responses((status = 200, description = "OpenAPI 3.1 の文書", body = Object), super::schema::QueryRefusals),
)]
pub async fn show(asked: HeaderMap, parameters: Parameters) -> Result<Response, Problem> {
    parameters.refuse_all()?;
    answer(&asked, &*DOCUMENT, Freshness::Minutes)
}
