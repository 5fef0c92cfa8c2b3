//! The form by which a business agrees.

use domain::consent::Term;
use leptos::prelude::*;

use crate::backend::{AgencyEntry, Backend, DiagnosisKey};
use crate::parts::error;
use crate::parts::field::{Field, field};
use crate::parts::listing::option;
use crate::visitor::{Typed, forget_typed, remember_typed, typed};
use crate::words::consent as words;

/// In characters.
pub const LONGEST_NAME: usize = 60;
pub const LONGEST_CONTACT: usize = 100;

/// To whom.
pub enum To<'a> {
    /// Whoever has typed the digits.
    Typed(&'a AgencyEntry),
    Choice(&'a [AgencyEntry]),
}

/// What is wrong with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NoAgency,
    NoContact,
    LongName,
    LongContact,
}

impl Fault {
    const ALL: [Fault; 4] = [Fault::NoAgency, Fault::NoContact, Fault::LongName, Fault::LongContact];

    /// As it stands in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Fault::NoAgency => "agency",
            Fault::NoContact => "contact",
            Fault::LongName => "long-name",
            Fault::LongContact => "long-contact",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Fault> {
        Fault::ALL.into_iter().find(|fault| fault.code() == code)
    }

    /// The id of the field.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Fault::NoAgency => "agency",
            Fault::NoContact | Fault::LongContact => "contact",
            Fault::LongName => "name",
        }
    }

    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Fault::NoAgency => words::NO_AGENCY_CHOSEN,
            Fault::NoContact => words::CONTACT_MISSING,
            Fault::LongName => words::LONG_NAME,
            Fault::LongContact => words::LONG_CONTACT,
        }
    }
}

/// What was filled in, as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    pub agency: String,
    pub answers: bool,
    pub contact_covered: bool,
    pub name: String,
    pub contact: String,
    pub term: String,
}

/// Between the fields of what the browser brings along; nobody types it.
const JOINT: char = '\u{1f}';

impl Form {
    /// Lets the browser bring it along.
    pub fn remember(&self, backend: &Backend) {
        let tick = |on: bool| if on { "1" } else { "" };
        let fields = [
            self.agency.as_str(),
            tick(self.answers),
            tick(self.contact_covered),
            &self.term,
            &self.name,
            &self.contact,
        ];
        remember_typed(backend, Typed::Share, &fields.join(&JOINT.to_string()));
    }

    pub fn forget(backend: &Backend) {
        forget_typed(backend, Typed::Share);
    }

    #[must_use]
    pub fn typed(backend: &Backend) -> Option<Form> {
        let text = typed(backend, Typed::Share)?;
        let mut fields = text.split(JOINT).map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        let (agency, answers, contact_covered, term) =
            (next(), !next().is_empty(), !next().is_empty(), next());
        Some(Form { agency, answers, contact_covered, term, name: next(), contact: next() })
    }

    fn is_term(&self, term: Term) -> bool {
        Term::parse(&self.term).unwrap_or_default() == term
    }
}

pub fn grant_form(key: &DiagnosisKey, to: &To<'_>, fault: Option<Fault>, form: &Form) -> AnyView {
    let whom = match to {
        To::Typed(agency) => {
            view! { <input type="hidden" name="shown" value=agency.id.to_string() /> }.into_any()
        }
        To::Choice(agencies) => choice(agencies, fault, form),
    };
    let terms: Vec<_> = Term::ALL
        .into_iter()
        .map(|term| {
            let months = term.months().to_string();
            tick("radio", "term", months, (words::term(term), form.is_term(term)))
        })
        .collect();
    let problem = |id| fault.filter(|fault| fault.field() == id).map(Fault::sentence);
    let name = Field {
        required: false,
        problem: problem("name"),
        value: Some(form.name.clone()),
        autocomplete: "organization",
        longest: Some(LONGEST_NAME),
        ..Field::new("name", words::NAME, words::NAME_HINT)
    };
    let contact = Field {
        required: false,
        problem: problem("contact"),
        value: Some(form.contact.clone()),
        longest: Some(LONGEST_CONTACT),
        ..Field::new("contact", words::CONTACT_FIELD, words::CONTACT_HINT)
    };
    view! {
        <form class="form" method="post" action="/do/share" novalidate>
            <input type="hidden" name="key" value=key.as_str().to_owned() />
            {whom}
            <fieldset class="choice-group">
                <legend class="choice-group__title">
                    {words::COVERS} <span class="hint">{words::RESULT}</span> <span class="hint">{words::RESULT_ALWAYS}</span>
                </legend>
                <div class="choices">
                    {tick("checkbox", "answers", "1".to_owned(), (words::ANSWERS, form.answers))}
                    {tick("checkbox", "contact_covered", "1".to_owned(), (words::CONTACT, form.contact_covered))}
                </div>
            </fieldset>
            {field(name)} {field(contact)}
            <fieldset class="choice-group">
                <legend class="choice-group__title">{words::TERM}</legend>
                <div class="choices choices--grid">{terms}</div>
            </fieldset>
            <p class="callout">{words::AGREEMENT}</p>
            <div class="actions">
                <button class="button button--primary" type="submit">{words::AGREE}</button>
            </div>
        </form>
    }
    .into_any()
}

fn choice(agencies: &[AgencyEntry], fault: Option<Fault>, form: &Form) -> AnyView {
    let options: Vec<_> = agencies
        .iter()
        .map(|agency| {
            let id = agency.id.to_string();
            option(&id, agency.name.clone(), id == form.agency)
        })
        .collect();
    let wrong = (fault == Some(Fault::NoAgency)).then(|| words::NO_AGENCY_CHOSEN.to_owned());
    view! {
        <label class="select-field" for="agency">
            <span class="select-field__label">{words::AGENCY} " " {error::requirement(true)}</span>
            {wrong.map(|wrong| error::field_error("agency-error", wrong))}
            <select
                class="select"
                id="agency"
                name="agency"
                aria-describedby=(fault == Some(Fault::NoAgency)).then_some("agency-error")
            >
                <option value="">{words::CHOOSE_AGENCY}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

fn tick(
    kind: &'static str,
    name: &'static str,
    value: String,
    (label, chosen): (&'static str, bool),
) -> AnyView {
    view! {
        <label class="choice">
            <input class="choice__input" type=kind name=name value=value checked=chosen />
            <span class="choice__label">{label}</span>
        </label>
    }
    .into_any()
}
