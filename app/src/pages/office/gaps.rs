//! 「困りごとの地図」: where businesses have a pain that no open menu is for. The largest first.

mod pain;

use domain::access::Act;
use domain::content::Content;
use domain::gap::{BY, Figures, GapMap, Need};
use domain::indicator::Dimension;
use domain::search::Page;
use domain::statistic::Place;
use domain::window::japan_time;
use leptos::prelude::*;

use super::made_up_note;
use crate::backend::Gaps;
use crate::parts::downloads::{downloads, table_address};
use crate::parts::figures::count as shown_count;
use crate::parts::frame::{Crumbs, OfficeFrame};
use crate::parts::listing::{Address, Asked, count_line, option, pager, select};
use crate::parts::load::{office, show};
use crate::parts::table::Table as DataTable;
use crate::words::catalogue;
use crate::words::office::{self as office_words, gaps as words};

pub use pain::GapPage;

const LIST: &str = "/office/gaps";

/// `/office/gaps`
#[component]
pub fn GapsPage() -> impl IntoView {
    let backend = match office(Act::ReadFigures) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let asked = Asked::of_address();
    show(async move {
        let made_up = asked.value("made_up").is_some();
        let gaps = backend.populations.gaps(made_up).await?;
        let query = Query::read(&asked, &gaps.content);
        let (time, form, list) = (as_of(&gaps), query.form(), query.list(&gaps.map, asked.page()));
        let by_pain = query.by_pain(&gaps.map);
        let file = move |ending| table_address(LIST, ending).and("made_up", made_up.then_some("1")).page(1);
        Ok(view! {
            <OfficeFrame title=words::TITLE>
                <Crumbs parent=("/office", office_words::TITLE) here=words::TITLE.to_owned() />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                <p>{time}</p>
                <p class="table-note">{words::RULE}</p>
                {made_up_note(LIST, made_up)}
                {form}
                {list}
                {by_pain}
                {downloads(file, words::SHEET)}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

fn as_of(gaps: &Gaps) -> String {
    words::as_of(japan_time(gaps.as_of))
}

fn list_path(made_up: bool) -> &'static str {
    if made_up { "/office/gaps?made_up=1" } else { LIST }
}

fn pain_path(pain: &str, made_up: bool) -> String {
    format!("{LIST}/{pain}{}", if made_up { "?made_up=1" } else { "" })
}

/// What the list is narrowed down to. An unknown value narrows nothing.
struct Query<'a> {
    content: &'a Content,
    pain: Option<&'a str>,
    /// By the groups of [`BY`].
    place: Place,
    groups: [Vec<(String, String)>; 2],
    made_up: bool,
}

impl<'a> Query<'a> {
    fn read(asked: &Asked, content: &'a Content) -> Query<'a> {
        let groups = BY.map(|dimension| dimension.groups(content));
        let [first, second] = [(MUNICIPALITY, &groups[0]), (SIZE, &groups[1])]
            .map(|(name, groups)| groups.iter().position(|(id, _)| Some(id.as_str()) == asked.value(name)));
        let pain = asked.value(PAIN).and_then(|id| content.questionnaire.pain(id));
        Query {
            content,
            pain: pain.map(|pain| pain.id.as_str()),
            place: Place { first, second },
            groups,
            made_up: asked.value("made_up").is_some(),
        }
    }

    fn needs<'m>(&self, map: &'m GapMap) -> Vec<Need<'m>> {
        let mut needs = map.needs(self.place.second);
        needs.retain(|need| self.pain.is_none_or(|pain| need.pain == pain));
        needs.retain(|need| self.place.first.is_none_or(|first| need.place.first == Some(first)));
        needs
    }

    fn address(&self) -> Address {
        let [municipality, size] = [(0, self.place.first), (1, self.place.second)]
            .map(|(which, place)| Some(self.groups[which].get(place?)?.0.clone()));
        Address::new(LIST)
            .and(PAIN, self.pain)
            .and(MUNICIPALITY, municipality)
            .and(SIZE, size)
            .and("made_up", self.made_up.then_some("1"))
    }

    fn sizes(&self) -> String {
        let size = self.place.second.and_then(|size| self.groups[1].get(size));
        words::within_size(size.map(|(_, name)| name.as_str()))
    }

    /// The places that the list is of.
    fn within(&self) -> String {
        let municipality = self.place.first.and_then(|place| self.groups[0].get(place));
        words::within(municipality.map(|(_, name)| name.as_str()), &self.sizes())
    }

    fn form(&self) -> AnyView {
        let pains = self.content.questionnaire.pains.iter();
        let pains = pains.map(|pain| (pain.id.as_str(), pain.label.as_str(), self.pain == Some(&pain.id)));
        let groups = |which: usize, chosen: Option<usize>| {
            let groups = self.groups[which].iter().enumerate();
            groups.map(move |(place, (id, name))| (id.as_str(), name.as_str(), chosen == Some(place)))
        };
        let made_up = self.made_up.then(|| view! { <input type="hidden" name="made_up" value="1" /> });
        view! {
            <form class="filters" method="get" action=LIST aria-label=words::NARROW>
                {made_up}
                <div class="filters__grid">
                    {choice(PAIN, words::PAIN, pains)}
                    {choice(MUNICIPALITY, words::MUNICIPALITY, groups(0, self.place.first))}
                    {choice(SIZE, words::SIZE, groups(1, self.place.second))}
                    <button class="button button--secondary" type="submit">{catalogue::FILTER}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn list(&self, map: &GapMap, number: usize) -> AnyView {
        let needs = self.needs(map);
        let total = needs.len();
        let page = Page::of(needs, number);
        let rows: Vec<_> = page.items.iter().map(|need| self.row(need)).collect();
        let table = if rows.is_empty() {
            view! { <p>{words::NONE}</p> }.into_any()
        } else {
            let head = head(&[words::PAIN, words::MUNICIPALITY]);
            let caption = words::list_caption(&self.within());
            view! { <DataTable id="needs" class="table table--wide" caption head><tbody>{rows}</tbody></DataTable> }.into_any()
        };
        view! {
            <section class="section">
                <h2 class="section__title">{words::LIST}</h2>
                <p>{self.within()}</p>
                {count_line(&page, total)}
                {table}
                {pager(&page, &self.address())}
                <p class="table-note">{words::HIDDEN_NOTE}</p>
            </section>
        }
        .into_any()
    }

    fn row(&self, need: &Need<'_>) -> AnyView {
        let municipality = need.place.first.and_then(|place| self.groups[0].get(place));
        view! {
            <tr>
                <th scope="row">{self.link(need.pain)}</th>
                <td>{municipality.map(|(_, name)| name.clone())}</td>
                {cells(Some(need.figures))}
            </tr>
        }
        .into_any()
    }

    fn link(&self, pain: &str) -> AnyView {
        let label = self.content.questionnaire.pain(pain).map(|pain| pain.label.clone());
        view! { <a href=pain_path(pain, self.made_up)>{label}</a> }.into_any()
    }

    /// Of the whole prefecture, the largest first; what is hidden stands last, in the questionnaire's order.
    fn by_pain(&self, map: &GapMap) -> AnyView {
        let place = Place { first: None, second: self.place.second };
        let mut gaps: Vec<_> = map.gaps.iter().map(|gap| (gap.pain.as_str(), gap.figures(place))).collect();
        gaps.sort_by_key(|(_, figures)| std::cmp::Reverse(figures.map(|figures| figures.unmet)));
        let row = |(pain, figures): (&str, Option<Figures>)| {
            view! {
                <tr>
                    <th scope="row">{self.link(pain)}</th>
                    {cells(figures)}
                </tr>
            }
        };
        let rows: Vec<_> = gaps.into_iter().map(row).collect();
        view! {
            <section class="section">
                <h2 class="section__title">{words::BY_PAIN}</h2>
                <DataTable
                    id="pains"
                    class="table table--wide"
                    caption=words::by_pain_caption(&self.sizes())
                    head=head(&[words::PAIN])
                >
                    <tbody>{rows}</tbody>
                </DataTable>
                <p class="table-note">{words::SUPPRESSED_NOTE}</p>
            </section>
        }
        .into_any()
    }
}

/// The parameters of the address.
const PAIN: &str = "pain";
const MUNICIPALITY: &str = Dimension::Municipality.as_str();
const SIZE: &str = Dimension::EmployeeSize.as_str();

fn choice<'a>(
    name: &'static str,
    label: &'static str,
    choices: impl Iterator<Item = (&'a str, &'a str, bool)>,
) -> AnyView {
    let options: Vec<_> =
        choices.map(|(value, label, chosen)| option(value, label.to_owned(), chosen)).collect();
    select(name, label, view! { <option value="">{catalogue::ALL}</option> {options} }.into_any())
}

/// With its name, in the order of the columns.
fn columns(figures: Option<Figures>) -> [(&'static str, Option<u64>); 4] {
    [
        (words::UNMET, figures.map(|figures| figures.unmet)),
        (words::NEAR_MISS, figures.map(|figures| figures.near_miss)),
        (words::ELIGIBLE, figures.map(|figures| figures.eligible)),
        (words::WITH_PAIN, figures.map(Figures::with_pain)),
    ]
}

fn head(first: &[&'static str]) -> AnyView {
    let first: Vec<_> = first.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect();
    let column = |(name, _)| view! { <th scope="col" class="table__num">{name}</th> };
    let columns: Vec<_> = columns(None).into_iter().map(column).collect();
    view! {
        {first}
        {columns}
    }
    .into_any()
}

fn cells(figures: Option<Figures>) -> Vec<AnyView> {
    let cell = |(_, count)| view! { <td class="table__num">{shown_count(count)}</td> }.into_any();
    columns(figures).into_iter().map(cell).collect()
}
