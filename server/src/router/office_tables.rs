//! What officers' pages show, as files: `table.csv` and `table.xlsx` below the page's address, of an indicator also
//! `trend.csv` and `trend.xlsx`.

use std::collections::HashMap;

use app::backend::Backend;
use app::fitting::Shown;
use app::refusal::Refusal;
use app::survey::{self, Asked};
use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Extension, Path, Query};
use axum::response::Response;
use axum::routing::get;
use domain::access::Act;
use domain::indicator::Period;
use domain::request::first_of_lately;

use super::download::{self, Download};
use super::{explain, office_door};
use crate::office_table::{fitting, funnel, gaps, responses, survey as indicators};
use crate::open_data;
use crate::spreadsheet::{Format, Table};

/// For those who may take figures along.
pub fn router(backend: &Backend) -> Router {
    let tables = [
        ("/office/indicators/{id}/table", What::Indicator),
        ("/office/indicators/{id}/trend", What::Trend),
        ("/office/menus/{id}/businesses/table", What::Fitting),
        ("/office/gaps/table", What::Gaps),
        ("/office/funnel/table", What::Funnel),
        ("/office/plan/table", What::Plan),
        ("/office/responses/table", What::Responses),
    ];
    let both = tables.into_iter().flat_map(|table| [(table, Format::Csv), (table, Format::Xlsx)]);
    let tables = both.fold(Router::new(), |router, ((path, what), format)| {
        let handler = move |backend, path, query| show(what, format, backend, path, query);
        router.route(&format!("{path}.{}", format.ending()), get(handler))
    });
    office_door::guarded(tables, backend, Act::ExportFigures)
}

/// Which table.
#[derive(Clone, Copy)]
enum What {
    Indicator,
    Trend,
    Fitting,
    Gaps,
    Funnel,
    Plan,
    Responses,
}

type Parameters = HashMap<String, String>;

async fn show(
    what: What,
    format: Format,
    Extension(backend): Extension<Backend>,
    path: Result<Path<Parameters>, PathRejection>,
    query: Result<Query<Parameters>, QueryRejection>,
) -> Response {
    let (Ok(Path(path)), Ok(Query(query))) = (path, query) else {
        return explain::refuse(Refusal::BadForm);
    };
    let wanted = Wanted { id: path.get("id").map_or("", String::as_str), query: &query };
    let file = named_table(what, &backend, &wanted).await.and_then(|(name, table)| {
        let bytes = table.written(format).map_err(|_| Refusal::Unavailable)?;
        let name = format!("{name}.{}", format.ending());
        download::attached(Download { name, content_type: format.content_type(), bytes })
    });
    file.unwrap_or_else(explain::refuse)
}

/// What the address says.
struct Wanted<'a> {
    /// Of the indicator or the menu; empty where the page is of none.
    id: &'a str,
    query: &'a Parameters,
}

impl Wanted<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    fn made_up(&self) -> bool {
        self.value("made_up").is_some()
    }

    /// Made-up numbers say so.
    fn named(&self, name: &str) -> String {
        format!("{name}{}", if self.made_up() { "-demo" } else { "" })
    }
}

/// The table, and what its file is called, without the ending.
async fn named_table(what: What, backend: &Backend, wanted: &Wanted<'_>) -> Result<(String, Table), Refusal> {
    let content = backend.contents.current();
    let today = backend.clock.today();
    match what {
        What::Indicator => {
            let asked = Asked::read(wanted.id, today, |name| wanted.value(name));
            let name = asked.name("table");
            Ok((name, indicators::of_reading(&survey::read_weighted(backend, &content, asked).await?)))
        }
        What::Trend => {
            let asked = Asked::read(wanted.id, today, |name| wanted.value(name));
            let trend = survey::trend(backend, &content, &asked).await?;
            Ok((asked.name("trend"), indicators::of_trend(&asked, &trend)))
        }
        What::Fitting => {
            let menu = content.menu(wanted.id).ok_or(Refusal::PageNotFound)?;
            let matched = backend.populations.matching(std::slice::from_ref(menu), wanted.made_up()).await?;
            let shown = Shown::of(&content, &matched.into_iter().next().unwrap_or_default());
            let table = fitting::of(&content, menu, &shown, wanted.made_up());
            Ok((wanted.named(&format!("{}-businesses-{today}", menu.id())), table))
        }
        What::Gaps => {
            let found = backend.populations.gaps(wanted.made_up()).await?;
            Ok((wanted.named(&format!("gaps-{today}")), gaps::of(&found, wanted.made_up())))
        }
        What::Funnel => {
            let period = wanted.value("period").and_then(Period::parse).unwrap_or(Period::Ever);
            let passed = backend.passages.passed(&period, wanted.made_up()).await?;
            let table = funnel::of(&content, &period, &passed, wanted.made_up());
            Ok((wanted.named(&format!("funnel-{}", period.code())), table))
        }
        What::Responses => {
            let lately = wanted.value("lately").is_some();
            let found = backend.requests.responses(lately.then(|| first_of_lately(today))).await?;
            Ok((format!("responses-{today}"), responses::of(&found, lately)))
        }
        What::Plan => Ok((format!("plan-indicators-{today}"), open_data::plan_table(&content))),
    }
}
