//! One pain of the map: in numbers by municipality and size, and the open menus against it.

use domain::access::Act;
use domain::content::Content;
use domain::document::Pain;
use domain::gap::{Figures, open_menus};
use domain::indicator::Dimension;
use domain::statistic::Place;
use domain::window::japan_day;
use leptos::prelude::*;

use super::super::made_up_note;
use super::{as_of, columns, list_path, pain_path};
use crate::backend::Gaps;
use crate::pages::business::flow::menu_path;
use crate::parts::figures::{count as shown_count, suppressed};
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::Asked;
use crate::parts::load::{office, segment, show};
use crate::parts::stat::stat;
use crate::parts::table::Table as DataTable;
use crate::refusal::Refusal;
use crate::survey::groups;
use crate::words::format::thousands;
use crate::words::office::{self as office_words, gaps as words};

/// `/office/gaps/{pain}`
#[component]
pub fn GapPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (pain, asked) = (segment("pain"), Asked::of_address());
    show(async move {
        let made_up = asked.value("made_up").is_some();
        let gaps = backend.populations.gaps(made_up).await?;
        let pain = gaps.content.questionnaire.pain(&pain).ok_or(Refusal::PageNotFound)?;
        let gap = gaps.map.gap(&pain.id).ok_or(Refusal::PageNotFound)?;
        let (time, label, path) = (as_of(&gaps), pain.label.clone(), pain_path(&pain.id, false));
        let (whole, head) = (stats(gap.figures(Place::default())), size_head(&gaps.content));
        let rows = place_rows(&gaps.content, |place| gap.figures(place));
        let menus = menus_against(pain, &gaps);
        Ok(view! {
            <OfficeFrame title=label.clone()>
                <Crumbs parent=(list_path(made_up), words::TITLE) here=label.clone() />
                <h1 class="page__title">{label.clone()}</h1>
                <p>{time}</p>
                {made_up_note(&path, made_up)}
                {whole}
                <section class="section">
                    <DataTable id="places" caption=words::table_caption(&label) head>
                        <tbody>{rows}</tbody>
                    </DataTable>
                    <p class="table-note">{words::CELLS} " " {words::SUPPRESSED_NOTE}</p>
                    <p class="table-note">{words::RULE}</p>
                </section>
                {menus}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn menus_against(pain: &Pain, gaps: &Gaps) -> AnyView {
    let against: Vec<_> = open_menus(&gaps.content, japan_day(gaps.as_of))
        .filter(|menu| menu.is_against(pain))
        .map(|menu| view! { <li><a href=menu_path(menu.id())>{menu.document.name.clone()}</a></li> })
        .collect();
    let list = if against.is_empty() {
        view! { <p>{words::NO_OPEN_MENU}</p> }.into_any()
    } else {
        view! { <ul class="plain-list plain-list--spaced">{against}</ul> }.into_any()
    };
    view! {
        <section class="section">
            <h2 class="section__title">{words::OPEN_MENUS}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn stats(figures: Option<Figures>) -> AnyView {
    let each =
        columns(figures).map(|(label, number)| stat(label, shown_count(number), office_words::BUSINESSES));
    view! { <dl class="stats">{each}</dl> }.into_any()
}

fn size_head(content: &Content) -> AnyView {
    let sizes = groups(content, Dimension::EmployeeSize).into_iter().map(|group| group.name);
    let columns: Vec<_> = std::iter::once(office_words::WHOLE.to_owned())
        .chain(sizes)
        .map(|name| view! { <th scope="col" class="table__num">{name}</th> })
        .collect();
    view! {
        <th scope="col">{words::MUNICIPALITY}</th>
        {columns}
    }
    .into_any()
}

/// The whole prefecture, then each municipality; in each row all sizes together, then each.
fn place_rows(content: &Content, figures: impl Fn(Place) -> Option<Figures>) -> Vec<AnyView> {
    let sizes = groups(content, Dimension::EmployeeSize).len();
    let row = |name: String, first: Option<usize>| {
        let seconds = std::iter::once(None).chain((0..sizes).map(Some));
        let cells: Vec<_> = seconds
            .map(|second| view! { <td class="table__num">{pair(figures(Place { first, second }))}</td> })
            .collect();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells}
            </tr>
        }
        .into_any()
    };
    let places = groups(content, Dimension::Municipality).into_iter().enumerate();
    let whole = std::iter::once((office_words::WHOLE.to_owned(), None));
    whole
        .chain(places.map(|(place, group)| (group.name, Some(place))))
        .map(|(name, place)| row(name, place))
        .collect()
}

/// `12 / 80`: the unmet of those who have the pain.
fn pair(figures: Option<Figures>) -> AnyView {
    match figures {
        Some(figures) => {
            format!("{} / {}", thousands(figures.unmet), thousands(figures.with_pain())).into_any()
        }
        None => suppressed().into_any(),
    }
}
