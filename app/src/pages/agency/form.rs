//! The form of what an agency says of itself: for its own people and for officers alike.

use domain::agency::Kind;
use domain::content::Content;
use leptos::prelude::*;

use crate::backend::{ManagedAgency, ProfileField, RawProfile};
use crate::parts::error::{error_summaries, field_error, requirement};
use crate::parts::raw_text::as_text;
use crate::words::agencies as words;

/// The summary of what is wrong, if anything is, and the form.
pub fn profile_form(content: &Content, managed: &ManagedAgency) -> [AnyView; 2] {
    let saved = managed.agency.profile.raw();
    let (raw, unfit) = match &managed.typed {
        Some((typed, unfit)) => (typed, unfit.as_slice()),
        None => (&saved, &[][..]),
    };
    let form = Form { content, raw, unfit };
    let problems: Vec<_> =
        unfit.iter().map(|field| (field.code(), words::problem(*field).to_owned())).collect();
    let summary = if problems.is_empty() { ().into_any() } else { error_summaries(problems) };
    let id = managed.agency.id;
    let typed = managed.typed.is_some().then(|| {
        view! {
            <form class="actions" method="post" action="/do/drop-agency-profile">
                <input type="hidden" name="agency" value=id.to_string() />
                <button class="button button--secondary" type="submit">{words::DROP}</button>
            </form>
        }
    });
    let body = view! {
        {managed.typed.is_some().then(|| view! { <p class="callout callout--warning">{words::TYPED_KEPT}</p> })}
        <form class="form section" method="post" action="/do/agency-profile" novalidate>
            <input type="hidden" name="agency" value=id.to_string() />
            {form.fields()}
            <div class="actions">
                <button class="button button--primary" type="submit">{words::SAVE}</button>
            </div>
        </form>
        {typed}
    };
    [summary, body.into_any()]
}

struct Form<'a> {
    content: &'a Content,
    raw: &'a RawProfile,
    unfit: &'a [ProfileField],
}

/// Ids of hint and error of a field.
fn ids(field: ProfileField) -> [&'static str; 2] {
    match field {
        ProfileField::Kind => ["kind-hint", "kind-error"],
        ProfileField::About => ["about-hint", "about-error"],
        ProfileField::Place => ["place-hint", "place-error"],
        ProfileField::Phone => ["phone-hint", "phone-error"],
        ProfileField::Mail => ["mail-hint", "mail-error"],
        ProfileField::Url => ["url-hint", "url-error"],
        ProfileField::Hours => ["hours-hint", "hours-error"],
        ProfileField::ContactNote => ["contact-note-hint", "contact-note-error"],
        ProfileField::Municipalities => ["municipalities-hint", "municipalities-error"],
        ProfileField::Pains => ["pains-hint", "pains-error"],
    }
}

/// Which keys a telephone shows.
fn keys(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Phone => "tel",
        ProfileField::Mail => "email",
        ProfileField::Url => "url",
        _ => "text",
    }
}

impl Form<'_> {
    fn fields(&self) -> AnyView {
        let texts = ProfileField::TEXTS.into_iter().filter(|field| *field != ProfileField::Kind);
        let texts: Vec<_> = texts.map(|field| self.text(field)).collect();
        let towns = self.content.municipalities.iter().map(|town| (town.code.as_str(), town.name.as_str()));
        let pains = &self.content.questionnaire.pains;
        let pains = pains.iter().map(|pain| (pain.id.as_str(), pain.label.as_str()));
        view! {
            {self.kind()} {texts}
            {self.choices(ProfileField::Municipalities, "municipality[]", &self.raw.municipalities, towns)}
            {self.choices(ProfileField::Pains, "pain[]", &self.raw.pains, pains)}
        }
        .into_any()
    }

    fn problem(&self, field: ProfileField) -> Option<AnyView> {
        let wrong = self.unfit.contains(&field);
        wrong.then(|| field_error(ids(field)[1], words::problem(field).to_owned()))
    }

    fn invalid(&self, field: ProfileField) -> Option<&'static str> {
        self.unfit.contains(&field).then_some("true")
    }

    fn kind(&self) -> AnyView {
        let field = ProfileField::Kind;
        let chosen = self.raw.text(field);
        view! {
            <label class="select-field" for="kind">
                <span class="select-field__label">{words::KIND} " " {requirement(true)}</span>
                {self.problem(field)}
                <select
                    class="select"
                    id="kind"
                    name="kind"
                    aria-invalid=self.invalid(field)
                    aria-describedby=self.invalid(field).map(|_| ids(field)[1])
                >
                    {kind_options(chosen)}
                </select>
            </label>
        }
        .into_any()
    }

    fn text(&self, field: ProfileField) -> AnyView {
        let (id, value, invalid) = (field.code(), self.raw.text(field).to_owned(), self.invalid(field));
        let [hint, wrong] = ids(field);
        let described = if invalid.is_some() { format!("{hint} {wrong}") } else { hint.to_owned() };
        let control = if field.has_lines() {
            view! {
                <textarea class="input textarea" id=id name=id rows="4" aria-invalid=invalid aria-describedby=described>
                    {as_text(&value)}
                </textarea>
            }
            .into_any()
        } else {
            view! {
                <input
                    class="input"
                    type="text"
                    id=id
                    name=id
                    inputmode=keys(field)
                    autocomplete="off"
                    value=value
                    aria-invalid=invalid
                    aria-describedby=described
                />
            }
            .into_any()
        };
        view! {
            <label class="text-field" for=id>
                <span class="text-field__label">{words::field(field)} " " {requirement(false)}</span>
                <span class="hint" id=hint>{words::hint(field)}</span>
                {self.problem(field)}
                {control}
            </label>
        }
        .into_any()
    }

    /// Any number of them; the first has the id to which an error leads.
    fn choices<'a>(
        &self,
        field: ProfileField,
        name: &'static str,
        chosen: &[String],
        all: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> AnyView {
        let ticks: Vec<_> = all
            .enumerate()
            .map(|(place, (value, label))| {
                let id = (place == 0).then_some(field.code());
                let checked = chosen.iter().any(|one| one == value);
                view! {
                    <label class="choice">
                        <input class="choice__input" type="checkbox" name=name value=value.to_owned() id=id checked=checked />
                        <span class="choice__label">{label.to_owned()}</span>
                    </label>
                }
            })
            .collect();
        view! {
            <fieldset class="choice-group section">
                <legend class="choice-group__title">
                    {words::field(field)} " " {requirement(false)}
                    <span class="hint">{words::hint(field)}</span>
                    {self.problem(field)}
                </legend>
                <div class="choices choices--columns">{ticks}</div>
            </fieldset>
        }
        .into_any()
    }
}

/// All kinds, with one that is none yet.
pub fn kind_options(chosen: &str) -> AnyView {
    let options: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let here = chosen == kind.code();
            view! { <option value=kind.code() selected=here>{words::kind(kind)}</option> }
        })
        .collect();
    view! { <option value="">{words::CHOOSE}</option> {options} }.into_any()
}
