//! `/office/warnings`: a warning about information security is written, looked at with how many would be told, and
//! published. Nothing personal is in it: what is typed stands in the address until then.

use domain::access::Act;
use domain::content::Content;
use domain::window::japan_time;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{NewWarning, Warning};
use crate::parts::error::{self, error_summaries, field_error, requirement};
use crate::parts::frame::{Crumbs, OfficeFrame, Width};
use crate::parts::load::{office, show};
use crate::parts::raw_text::as_text;
use crate::words::{audit, office, warnings as words};

/// Where the page is.
pub const WARNINGS: &str = "/office/warnings";
/// In characters: with these the address stays below the 8 KB that proxies pass.
const TITLE_CHARS: usize = 60;
const TEXT_CHARS: usize = 400;
const URL_CHARS: usize = 300;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Text,
    Url,
}

impl Field {
    /// As the form sends it.
    fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Text => "text",
            Field::Url => "url",
        }
    }

    fn problem(self) -> &'static str {
        match self {
            Field::Title => words::TITLE_WRONG,
            Field::Text => words::TEXT_WRONG,
            Field::Url => words::URL_WRONG,
        }
    }
}

/// The form as it was sent.
#[derive(Debug, Clone, Default)]
pub struct RawWarning {
    pub title: String,
    pub text: String,
    pub url: String,
    /// Letters of divisions; others count for nothing.
    pub divisions: Vec<String>,
}

impl RawWarning {
    fn of_address() -> RawWarning {
        use_query_map().with_untracked(|query| RawWarning {
            title: query.get("title").unwrap_or_default(),
            text: query.get("text").unwrap_or_default(),
            url: query.get("url").unwrap_or_default(),
            divisions: query.get_all("division[]").unwrap_or_default(),
        })
    }

    fn was_sent() -> bool {
        use_query_map().with_untracked(|query| query.get("title").is_some())
    }

    /// What would be published, or the fields that do not count.
    ///
    /// # Errors
    /// When a text is missing or too long, or the address is none.
    pub fn read(&self, content: &Content) -> Result<NewWarning, Vec<Field>> {
        let fits = |text: &str, most: usize| {
            (1..=most).contains(&text.trim().chars().count())
                && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\r')
        };
        let one_line = |text: &str| !text.contains(['\n', '\r']);
        let url = self.url.trim();
        let is_address = url.strip_prefix("https://").is_some_and(|rest| rest.contains('.'))
            && url.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>'));
        let unfit: Vec<Field> = [
            (Field::Title, fits(&self.title, TITLE_CHARS) && one_line(&self.title)),
            (Field::Text, fits(&self.text, TEXT_CHARS)),
            (Field::Url, fits(url, URL_CHARS) && is_address),
        ]
        .into_iter()
        .filter_map(|(field, fits)| (!fits).then_some(field))
        .collect();
        if !unfit.is_empty() {
            return Err(unfit);
        }
        let known = |letter: &&String| content.industries.division(letter).is_some();
        Ok(NewWarning {
            title: self.title.trim().to_owned(),
            text: self.text.trim().replace("\r\n", "\n"),
            url: url.to_owned(),
            divisions: self.divisions.iter().filter(known).cloned().collect(),
        })
    }
}

/// `/office/warnings`
#[component]
pub fn WarningsPage() -> impl IntoView {
    let backend = match office(Act::Warn) {
        Ok(backend) => backend,
        Err(closed) => return closed,
    };
    let (raw, sent) = (RawWarning::of_address(), RawWarning::was_sent());
    let published = use_query_map().with_untracked(|query| query.get("said").as_deref() == Some("published"));
    show(async move {
        let content = backend.contents.current();
        let read = sent.then(|| raw.read(&content));
        let preview = match &read {
            Some(Ok(warning)) => {
                let count = backend.notices.would_warn(&warning.divisions).await?;
                Some(preview(&content, warning, count))
            }
            _ => None,
        };
        let problems = match read {
            Some(Err(problems)) => problems,
            _ => Vec::new(),
        };
        let warnings = backend.notices.warnings().await?;
        let wrong = !problems.is_empty();
        let summary = wrong.then(|| {
            error_summaries(problems.iter().map(|field| (field.name(), field.problem().to_owned())).collect())
        });
        Ok(view! {
            <OfficeFrame title=error::title(words::TITLE, wrong) width=Width::Narrow>
                {summary}
                <Crumbs parent=("/office", office::TITLE) here=words::TITLE />
                <h1 class="page__title">{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
                {published.then(|| view! { <div class="callout callout--success" role="status"><p>{words::PUBLISHED}</p></div> })}
                {preview}
                {form(&content, &raw, &problems)}
                {list(&content, &warnings)}
            </OfficeFrame>
        }
        .into_any())
    })
    .into_any()
}

/// What would be mailed, to how many, and the button.
fn preview(content: &Content, warning: &NewWarning, count: u64) -> AnyView {
    let NewWarning { title, text, url, divisions } = warning.clone();
    let named = names(content, &divisions);
    let lines: Vec<_> = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
    let chosen: Vec<_> = divisions
        .into_iter()
        .map(|letter| view! { <input type="hidden" name="division[]" value=letter /> })
        .collect();
    view! {
        <section class="section callout callout--warning" aria-labelledby="preview">
            <h2 class="section__title" id="preview">{words::PREVIEW}</h2>
            <p><b>{title.clone()}</b></p>
            {lines}
            <p>{url.clone()}</p>
            <p>{words::DIVISIONS_FIELD} {words::COLON} {named}</p>
            <p><b>{words::would_tell(count)}</b></p>
            <form class="actions" method="post" action="/do/publish-warning">
                <input type="hidden" name="title" value=title />
                <input type="hidden" name="text" value=text />
                <input type="hidden" name="url" value=url />
                {chosen}
                <button class="button button--primary" type="submit">{words::PUBLISH}</button>
            </form>
        </section>
    }
    .into_any()
}

fn form(content: &Content, raw: &RawWarning, problems: &[Field]) -> impl IntoView + use<> {
    let divisions: Vec<_> = content
        .industries
        .divisions()
        .map(|row| {
            let letter = row.division.to_string();
            let checked = raw.divisions.contains(&letter);
            view! {
                <label class="choice">
                    <input class="choice__input" type="checkbox" name="division[]" value=letter checked=checked />
                    <span class="choice__label">{row.name.clone()}</span>
                </label>
            }
        })
        .collect();
    let wrong = |field: Field| problems.contains(&field);
    view! {
        <form class="form section" method="get" action=WARNINGS novalidate>
            <h2 class="section__title">{words::FORM}</h2>
            {field(Field::Title, words::TITLE_FIELD, words::TITLE_HINT, &raw.title, wrong(Field::Title))}
            {field(Field::Text, words::TEXT_FIELD, words::TEXT_HINT, &raw.text, wrong(Field::Text))}
            {field(Field::Url, words::URL_FIELD, words::URL_HINT, &raw.url, wrong(Field::Url))}
            <fieldset class="choice-group section">
                <legend class="choice-group__title">
                    {words::DIVISIONS_FIELD} " " {requirement(false)}
                    <span class="hint">{words::DIVISIONS_HINT}</span>
                </legend>
                <div class="choices choices--columns">{divisions}</div>
            </fieldset>
            <div class="actions">
                <button class="button button--secondary" type="submit">{words::CHECK}</button>
            </div>
        </form>
    }
}

fn field(
    field: Field,
    label: &'static str,
    hint: &'static str,
    value: &str,
    wrong: bool,
) -> impl IntoView + use<> {
    let (id, value, invalid) = (field.name(), value.to_owned(), wrong.then_some("true"));
    let control = match field {
        Field::Text => view! {
            <textarea class="input" id=id name=id rows="6" aria-invalid=invalid>
                {as_text(&value)}
            </textarea>
        }
        .into_any(),
        Field::Title | Field::Url => {
            view! { <input class="input" type="text" id=id name=id value=value aria-invalid=invalid /> }
                .into_any()
        }
    };
    view! {
        <label class="text-field" for=id>
            <span class="text-field__label">{label} " " {requirement(true)}</span>
            <span class="hint">{hint}</span>
            {wrong.then(|| field_error(None, field.problem().to_owned()))}
            {control}
        </label>
    }
}

fn list(content: &Content, warnings: &[Warning]) -> impl IntoView + use<> {
    let items: Vec<_> = warnings
        .iter()
        .map(|warning| {
            let when = audit::when(japan_time(warning.published_at));
            let about = [when, names(content, &warning.divisions)].join(words::BESIDE);
            view! {
                <li>
                    <a href=warning.url.clone() rel="noreferrer">{warning.title.clone()}</a>
                    {words::BESIDE}
                    <span class="menu-card__meta">{about}</span>
                </li>
            }
        })
        .collect();
    let none = items.is_empty();
    view! {
        <section class="section">
            <h2 class="section__title">{words::LIST}</h2>
            {none.then(|| view! { <p class="empty">{words::NONE}</p> })}
            <ul class="plain-list plain-list--spaced">{items}</ul>
        </section>
    }
}

fn names(content: &Content, divisions: &[String]) -> String {
    if divisions.is_empty() {
        return words::ALL.to_owned();
    }
    let names = divisions.iter().filter_map(|letter| content.industries.division(letter));
    names.map(|row| row.name.as_str()).collect::<Vec<_>>().join(words::JOINT)
}
