//! `GET /api/v1/menus` and `/menus/{id}`: the catalogue.
#![expect(unused_qualifications, reason = "written by utoipa's macros")]

use std::collections::BTreeMap;

use app::words::api::{FieldProblem, Refusal};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use domain::content::Content;
use domain::document::{MenuKind, ProviderLevel};
use domain::facts::FactName;
use domain::search::{MenuFilter, Words};
use domain::window::Window;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::body::day;
use super::cache::{Freshness, answer};
use super::facts::admits;
use super::local::Local;
use super::menu_view::MenuView;
use super::problem::{FieldErrors, Problem};
use super::query::Parameters;
use super::schema;

/// Longest search text, in characters.
const MAX_SEARCH: usize = 100;
const FILTERS: [&str; 7] = ["q", "kind", "provider_level", "municipality", "pain", "window", "on"];

/// 支援メニューの一覧
#[derive(Serialize, ToSchema)]
pub struct MenuList<'a> {
    /// 受付を見た日（日本の日付）
    #[schema(value_type = String, format = Date)]
    on: NaiveDate,
    /// id 順
    menus: Vec<MenuView<'a>>,
}

/// The filters, for the description alone: they are read by name, so that every mistake gets its sentence.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Filters {
    /// 名前・組織・説明・費用・条件・注意、種類や困りごとの呼び名、市町の名と読みにあることば（100文字まで。空白で区切ればすべてを含むもの。全角・半角、大文字・小文字、ひらがな・カタカナは同じとみなす）
    q: Option<String>,
    #[param(value_type = Option<schema::MenuKind>, inline)]
    kind: Option<String>,
    #[param(value_type = Option<schema::ProviderLevel>, inline)]
    provider_level: Option<String>,
    /// 市区町村（JIS 5桁）。そこの事業者を締め出さないもの（国や県のものも含む）
    municipality: Option<String>,
    /// 困りごとの id
    pain: Option<String>,
    #[param(value_type = Option<schema::Window>, inline)]
    window: Option<String>,
    /// 受付を見る日（YYYY-MM-DD）。省けば今日
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
}

/// The day, for the description alone.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct OnDay {
    /// 受付を見る日（YYYY-MM-DD）。省けば今日
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
}

/// 支援メニューを絞り込んで一覧にする
///
/// 値が空の絞り込みは、無いのと同じです。
#[utoipa::path(
    get,
    path = "/api/v1/menus",
    tag = "設問と支援メニュー",
    operation_id = "menus",
    params(Filters),
    responses((status = 200, description = "一覧", body = MenuList), schema::QueryRefusals),
)]
pub async fn list(
    State(interface): State<Local>,
    asked: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let content = interface.contents.current();
    let mut errors = FieldErrors::default();
    let values = parameters.known(&FILTERS, &mut errors);
    let on = read_on(&values, &mut errors);
    let filter = read_filter(&values, &content, &mut errors);
    errors.refuse_if_any(Refusal::BadQuery)?;
    let on = on.unwrap_or_else(|| interface.clock.today());
    let mut menus: Vec<_> = content.menus.iter().filter(|menu| filter.admits(menu, on)).collect();
    menus.sort_by_key(|menu| menu.id());
    let menus = menus.into_iter().map(|menu| MenuView::new(menu, on)).collect();
    answer(&asked, &MenuList { on, menus }, Freshness::AskAgain)
}

/// 支援メニューひとつ
#[utoipa::path(
    get,
    path = "/api/v1/menus/{id}",
    tag = "設問と支援メニュー",
    operation_id = "menu",
    params(("id" = String, Path, description = "メニューの id"), OnDay),
    responses(
        (status = 200, description = "メニュー", body = MenuView),
        (status = 404, description = "その id のメニューはない", body = Problem, content_type = "application/problem+json"),
        schema::QueryRefusals,
    ),
)]
pub async fn show(
    State(interface): State<Local>,
    asked: HeaderMap,
    id: Result<Path<String>, PathRejection>,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let content = interface.contents.current();
    let id = id.map(|Path(id)| id).unwrap_or_default();
    let menu = content.menu(&id).ok_or_else(|| Problem::new(Refusal::NoSuchMenu(id)))?;
    let mut errors = FieldErrors::default();
    let on = read_on(&parameters.known(&["on"], &mut errors), &mut errors);
    errors.refuse_if_any(Refusal::BadQuery)?;
    let on = on.unwrap_or_else(|| interface.clock.today());
    answer(&asked, &MenuView::new(menu, on), Freshness::AskAgain)
}

type Values = BTreeMap<&'static str, String>;

fn read_on(values: &Values, errors: &mut FieldErrors) -> Option<NaiveDate> {
    values.get("on").and_then(|text| errors.note("on", day(text)))
}

fn read_filter(values: &Values, content: &Content, errors: &mut FieldErrors) -> MenuFilter {
    let municipality = |text: &str| admits(FactName::Municipality, text, content).then(|| text.to_owned());
    let pain = |text: &str| content.questionnaire.pain(text).map(|pain| pain.id.clone());
    MenuFilter {
        words: Words::of(read_search(values, errors)),
        kind: value_of("kind", values, MenuKind::parse, errors),
        provider_level: value_of("provider_level", values, ProviderLevel::parse, errors),
        municipality: value_of("municipality", values, municipality, errors),
        pain: value_of("pain", values, pain, errors),
        window: value_of("window", values, Window::parse, errors),
        ..MenuFilter::default()
    }
}

fn value_of<T>(
    name: &str,
    values: &Values,
    read: impl Fn(&str) -> Option<T>,
    errors: &mut FieldErrors,
) -> Option<T> {
    let text = values.get(name)?;
    errors.note(name, read(text).ok_or_else(|| FieldProblem::NoSuchValue(text.clone())))
}

fn read_search<'a>(values: &'a Values, errors: &mut FieldErrors) -> &'a str {
    let text = values.get("q").map_or("", String::as_str);
    if text.chars().count() > MAX_SEARCH {
        errors.add("q", &FieldProblem::TooLong { max: MAX_SEARCH });
    }
    text
}
