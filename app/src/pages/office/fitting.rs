//! 「この支援に合う事業者は何者か」: how many businesses fit a menu, and where they stand. For officers, before publishing.

use domain::content::Content;
use domain::indicator::Breakdown;
use domain::menu::Menu;
use domain::population::Sums;
use domain::search::Page;
use domain::suppression::{Group, ShownTable, suppress};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{made_up_note, suppressed};
use crate::backend::Matching;
use crate::parts::frame::{Crumbs, Frame};
use crate::parts::listing::{Address, Asked, count_line, pager};
use crate::parts::load::{backend, is_on_this_machine, segment, show};
use crate::parts::refused::Refused;
use crate::refusal::Refusal;
use crate::words::format::thousands;
use crate::words::office::{self as office_words, fitting as words};

const LIST: &str = "/office/menus";

/// `/office/menus`
#[component]
pub fn FittingMenusPage() -> impl IntoView {
    if !is_on_this_machine() {
        return view! { <Refused refusal=Refusal::OfficeOnlyHere /> }.into_any();
    }
    let (backend, made_up, asked) = (backend(), asks_for_made_up(), Asked::of_address());
    show(async move {
        let content = backend.contents.current();
        // Every menu is matched with everybody: only those that are shown.
        let page = Page::of((0..content.menus.len()).collect(), asked.page());
        let address = Address::new(LIST).and("made_up", made_up.then_some("1"));
        let menus: Vec<Menu> = page.items.iter().map(|place| content.menus[*place].clone()).collect();
        let matched = backend.populations.matching(&menus, made_up).await?;
        let rows: Vec<_> = menus
            .iter()
            .zip(matched)
            .map(|(menu, matching)| list_row(menu, Tables::of(&content, &matching).total, made_up))
            .collect();
        Ok(view! {
            <Frame title=words::LIST_TITLE>
                <Crumbs parent=("/office", office_words::TITLE) here=words::LIST_TITLE.to_owned() />
                <h1 class="page__title">{words::LIST_TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                {made_up_note(LIST, made_up)}
                {count_line(&page, content.menus.len())}
                <div class="table-wrap" role="region" aria-labelledby="menus-caption" tabindex="0">
                    <table class="table">
                        <caption class="table__caption" id="menus-caption">{words::LIST_CAPTION}</caption>
                        {head(words::MENU)}
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {pager(&page, &address)}
                <p class="table-note">{words::SUPPRESSED_NOTE}</p>
            </Frame>
        }
        .into_any())
    })
    .into_any()
}

/// `/office/menus/{id}/businesses`
#[component]
pub fn FittingBusinessesPage() -> impl IntoView {
    if !is_on_this_machine() {
        return view! { <Refused refusal=Refusal::OfficeOnlyHere /> }.into_any();
    }
    let (backend, id, made_up) = (backend(), segment("id"), asks_for_made_up());
    show(async move {
        let content = backend.contents.current();
        let menu = content.menu(&id).ok_or(Refusal::PageNotFound)?;
        let matched = backend.populations.matching(std::slice::from_ref(menu), made_up).await?;
        let Tables { total, by_axis } = Tables::of(&content, &matched.into_iter().next().unwrap_or_default());
        let tables: Vec<_> = by_axis
            .into_iter()
            .zip(Axis::ALL)
            .map(|(shown, axis)| table(&content, axis, shown, total.as_ref()))
            .collect();
        let (name, path, public) =
            (menu.document.name.clone(), businesses_path(menu), format!("/menus/{}", menu.id()));
        Ok(view! {
            <Frame title=words::TITLE>
                <Crumbs parent=(LIST, words::LIST_TITLE) here=name.clone() />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">
                    <a href=public>{name}</a>
                </p>
                <p>{words::LEAD}</p>
                {made_up_note(&path, made_up)}
                {stats(total)}
                {tables}
                <p class="table-note">{words::SUPPRESSED_NOTE}</p>
            </Frame>
        }
        .into_any())
    })
    .into_any()
}

fn asks_for_made_up() -> bool {
    use_query_map().with_untracked(|query| query.get("made_up").is_some())
}

fn businesses_path(menu: &Menu) -> String {
    format!("{LIST}/{}/businesses", menu.id())
}

#[derive(Clone, Copy)]
enum Axis {
    EmployeeSize,
    Industry,
    Municipality,
}

impl Axis {
    const ALL: [Axis; 3] = [Axis::EmployeeSize, Axis::Industry, Axis::Municipality];

    fn of(self, place: &Breakdown) -> Option<&str> {
        match self {
            Axis::EmployeeSize => place.employee_size.as_deref(),
            Axis::Industry => place.industry.as_deref(),
            Axis::Municipality => place.municipality.as_deref(),
        }
    }

    /// Id and name of every group of the axis, and at last of those who did not say.
    fn groups(self, content: &Content) -> Vec<(String, String)> {
        let pair = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        let mut groups: Vec<_> = match self {
            Axis::EmployeeSize => {
                content.questionnaire.size_classes.iter().map(|class| pair(&class.id, &class.label)).collect()
            }
            Axis::Industry => {
                content.industries.divisions().map(|row| pair(&row.division.to_string(), &row.name)).collect()
            }
            Axis::Municipality => content.municipalities.iter().map(|m| pair(&m.code, &m.name)).collect(),
        };
        groups.push(pair("", words::NOT_SAID));
        groups
    }
}

/// What may be shown of one menu's matching.
struct Tables {
    /// Only if no table hides it: a total that stands elsewhere is no secret.
    total: Option<Sums>,
    /// In the order of [`Axis::ALL`].
    by_axis: Vec<ShownTable>,
}

impl Tables {
    fn of(content: &Content, matching: &Matching) -> Tables {
        let k = content.questionnaire.small_cell_threshold;
        let by_axis: Vec<ShownTable> =
            Axis::ALL.into_iter().map(|axis| suppress(&groups(content, matching, axis), k)).collect();
        let all_show = by_axis.iter().all(|table| table.total.is_some());
        let total = by_axis.first().and_then(|table| table.total.as_deref()).filter(|_| all_show);
        Tables { total: total.map(sums), by_axis }
    }
}

/// Verdicts exclude each other: a near miss is not counted among the others that do not fit.
fn groups(content: &Content, matching: &Matching, axis: Axis) -> Vec<Group> {
    let cells = |id: &str| {
        let mut cells = vec![0; 4];
        let here = matching.cells.iter().filter(|(place, _)| axis.of(place).unwrap_or_default() == id);
        for (_, sums) in here {
            cells[0] += sums.not_eligible - sums.near_miss;
            cells[1] += sums.near_miss;
            cells[2] += sums.needs_info;
            cells[3] += sums.eligible;
        }
        cells
    };
    axis.groups(content).into_iter().map(|(id, _)| Group { cells: cells(&id), id }).collect()
}

/// The other way round.
fn sums(cells: &[u64]) -> Sums {
    let cell = |n: usize| cells.get(n).copied().unwrap_or(0);
    Sums { not_eligible: cell(0) + cell(1), near_miss: cell(1), needs_info: cell(2), eligible: cell(3) }
}

fn head(first: &'static str) -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">{first}</th>
                <th scope="col" class="table__num">{words::ELIGIBLE}</th>
                <th scope="col" class="table__num">{words::NEEDS_INFO}</th>
                <th scope="col" class="table__num">{words::NEAR_MISS}</th>
                <th scope="col" class="table__num">{words::BUSINESSES}</th>
            </tr>
        </thead>
    }
}

fn figures(sums: Option<Sums>) -> impl IntoView {
    let figure = |of: fn(&Sums) -> u64| match &sums {
        Some(sums) => thousands(of(sums)).into_any(),
        None => suppressed().into_any(),
    };
    view! {
        <td class="table__num">
            <b>{figure(|sums| sums.eligible)}</b>
        </td>
        <td class="table__num">{figure(|sums| sums.needs_info)}</td>
        <td class="table__num">{figure(|sums| sums.near_miss)}</td>
        <td class="table__num">{figure(Sums::businesses)}</td>
    }
}

fn list_row(menu: &Menu, total: Option<Sums>, made_up: bool) -> impl IntoView + use<> {
    let query = if made_up { "?made_up=1" } else { "" };
    let path = businesses_path(menu) + query;
    view! {
        <tr>
            <th scope="row">
                <a href=path>{menu.document.name.clone()}</a>
            </th>
            {figures(total)}
        </tr>
    }
}

fn stats(total: Option<Sums>) -> impl IntoView {
    let stat = |label: &'static str, of: fn(&Sums) -> u64| {
        let number = match &total {
            Some(sums) => thousands(of(sums)).into_any(),
            None => suppressed().into_any(),
        };
        view! {
            <div class="stat">
                <dt class="stat__label">{label}</dt>
                <dd class="stat__number">
                    {number} <span class="stat__unit">{office_words::BUSINESSES}</span>
                </dd>
            </div>
        }
    };
    view! {
        <dl class="stats">
            {stat(words::ELIGIBLE, |sums| sums.eligible)} {stat(words::NEEDS_INFO, |sums| sums.needs_info)}
            {stat(words::NEAR_MISS, |sums| sums.near_miss)} {stat(words::BUSINESSES, Sums::businesses)}
        </dl>
    }
}

fn table(content: &Content, axis: Axis, shown: ShownTable, total: Option<&Sums>) -> impl IntoView + use<> {
    let (caption, first) = match axis {
        Axis::EmployeeSize => (words::BY_SIZE, office_words::SIZE),
        Axis::Industry => (words::BY_INDUSTRY, words::INDUSTRY),
        Axis::Municipality => (words::BY_MUNICIPALITY, words::MUNICIPALITY),
    };
    let id = match axis {
        Axis::EmployeeSize => "by-size",
        Axis::Industry => "by-industry",
        Axis::Municipality => "by-municipality",
    };
    let row = |name: String, sums: Option<Sums>| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                {figures(sums)}
            </tr>
        }
    };
    let rows: Vec<_> = axis
        .groups(content)
        .into_iter()
        .zip(shown.groups)
        .map(|((_, name), group)| row(name, group.cells.as_deref().map(sums)))
        .collect();
    view! {
        <section class="section">
            <div class="table-wrap" role="region" aria-labelledby=id tabindex="0">
                <table class="table">
                    <caption class="table__caption" id=id>{caption}</caption>
                    {head(first)}
                    <tbody>{row(office_words::WHOLE.to_owned(), total.copied())} {rows}</tbody>
                </table>
            </div>
        </section>
    }
}
