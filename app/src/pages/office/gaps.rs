//! 「困りごとの地図」: where businesses have a pain that no open menu is for. The largest first.

use domain::content::Content;
use domain::document::Pain;
use domain::gap::{BY, Figures, GapMap, Need, open_menus};
use domain::indicator::Dimension;
use domain::search::Page;
use domain::statistic::Place;
use domain::window::{japan_day, japan_time};
use leptos::prelude::*;

use super::made_up_note;
use crate::backend::Gaps;
use crate::pages::business::flow::menu_path;
use crate::parts::figures::{count as shown_count, suppressed};
use crate::parts::frame::{Crumbs, Frame};
use crate::parts::listing::{Address, Asked, count_line, option, pager, select};
use crate::parts::load::{backend, is_on_this_machine, segment, show};
use crate::parts::refused::Refused;
use crate::parts::table::Table as DataTable;
use crate::refusal::Refusal;
use crate::survey::groups;
use crate::words::catalogue;
use crate::words::format::thousands;
use crate::words::office::{self as office_words, gaps as words};

const LIST: &str = "/office/gaps";

/// `/office/gaps`
#[component]
pub fn GapsPage() -> impl IntoView {
    if !is_on_this_machine() {
        return view! { <Refused refusal=Refusal::OfficeOnlyHere /> }.into_any();
    }
    let (backend, asked) = (backend(), Asked::of_address());
    show(async move {
        let made_up = asked.value("made_up").is_some();
        let gaps = backend.populations.gaps(made_up).await?;
        let query = Query::read(&asked, &gaps.content);
        let (time, form, list) = (as_of(&gaps), query.form(), query.list(&gaps.map, asked.page()));
        let by_pain = query.by_pain(&gaps.map);
        Ok(view! {
            <Frame title=words::TITLE>
                <Crumbs parent=("/office", office_words::TITLE) here=words::TITLE.to_owned() />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                <p>{time}</p>
                <p class="table-note">{words::RULE}</p>
                {made_up_note(LIST, made_up)}
                {form}
                {list}
                {by_pain}
            </Frame>
        }
        .into_any())
    })
    .into_any()
}

/// `/office/gaps/{pain}`
#[component]
pub fn GapPage() -> impl IntoView {
    if !is_on_this_machine() {
        return view! { <Refused refusal=Refusal::OfficeOnlyHere /> }.into_any();
    }
    let (backend, pain, asked) = (backend(), segment("pain"), Asked::of_address());
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
            <Frame title=label.clone()>
                <Crumbs parent=(LIST, words::TITLE) here=label.clone() />
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
            </Frame>
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

fn as_of(gaps: &Gaps) -> String {
    words::as_of(japan_time(gaps.as_of))
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
            view! { <DataTable id="needs" caption=words::LIST_CAPTION head><tbody>{rows}</tbody></DataTable> }
                .into_any()
        };
        view! {
            <section class="section">
                <h2 class="section__title">{words::LIST}</h2>
                <p>{self.sizes()}</p>
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
                <DataTable id="pains" caption=words::BY_PAIN head=head(&[words::PAIN])>
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

fn stats(figures: Option<Figures>) -> AnyView {
    let stat = |(label, count)| {
        view! {
            <div class="stat">
                <dt class="stat__label">{label}</dt>
                <dd class="stat__number">
                    {shown_count(count)} <span class="stat__unit">{office_words::BUSINESSES}</span>
                </dd>
            </div>
        }
    };
    let stats: Vec<_> = columns(figures).into_iter().map(stat).collect();
    view! { <dl class="stats">{stats}</dl> }.into_any()
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
