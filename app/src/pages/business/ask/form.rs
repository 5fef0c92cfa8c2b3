//! The form of a request: its fields, and what is wrong with them. The action and the page read it by the same rules.

use domain::request::phone;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::backend::{Asking, Backend};
use crate::parts::error;
use crate::parts::field::{Field, field};
use crate::parts::load::Opened;
use crate::parts::raw_text::as_text;
use crate::visitor::{self, Typed};
use crate::words::requests as words;

/// So many characters the text may have.
const LONGEST_TEXT: usize = 500;
/// So many the name.
const LONGEST_NAME: usize = 60;

/// The form as it was sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SentRequest {
    pub topic: String,
    /// Travels apart from the rest.
    #[serde(skip)]
    pub text: String,
    pub name: String,
    pub phone: String,
    pub mail: String,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    NoTopic,
    NoText,
    LongText,
    NoName,
    LongName,
    /// Neither number nor address.
    NoContact,
    BadPhone,
    BadMail,
}

impl Unfit {
    /// The id of the field.
    pub fn field(self) -> &'static str {
        match self {
            Unfit::NoTopic => TOPIC,
            Unfit::NoText | Unfit::LongText => TEXT,
            Unfit::NoName | Unfit::LongName => NAME,
            Unfit::NoContact | Unfit::BadPhone => PHONE,
            Unfit::BadMail => MAIL,
        }
    }

    pub fn sentence(self) -> &'static str {
        match self {
            Unfit::NoTopic => words::NO_TOPIC,
            Unfit::NoText => words::NO_TEXT,
            Unfit::LongText => words::LONG_TEXT,
            Unfit::NoName => words::NO_NAME,
            Unfit::LongName => words::LONG_NAME,
            Unfit::NoContact => words::NO_CONTACT,
            Unfit::BadPhone => words::BAD_PHONE,
            Unfit::BadMail => words::BAD_MAIL,
        }
    }
}

const TOPIC: &str = "topic";
const TEXT: &str = "text";
const NAME: &str = "name";
const PHONE: &str = "phone";
const MAIL: &str = "mail";

impl SentRequest {
    /// All that is wrong, in the order of the fields.
    #[must_use]
    pub fn problems(&self, backend: &Backend) -> Vec<Unfit> {
        let text = match self.text.chars().count() {
            0 => Some(Unfit::NoText),
            count => (count > LONGEST_TEXT).then_some(Unfit::LongText),
        };
        let name = match self.name.chars().count() {
            0 => Some(Unfit::NoName),
            count => (count > LONGEST_NAME).then_some(Unfit::LongName),
        };
        let number = match (self.phone.is_empty(), self.mail.is_empty()) {
            (true, true) => Some(Unfit::NoContact),
            (false, _) if phone(&self.phone).is_none() => Some(Unfit::BadPhone),
            _ => None,
        };
        let address = !self.mail.is_empty() && !backend.notices.is_address(&self.mail);
        let found = [
            self.topic.is_empty().then_some(Unfit::NoTopic),
            text,
            name,
            number,
            address.then_some(Unfit::BadMail),
        ];
        found.into_iter().flatten().collect()
    }

    /// Lets the browser bring it along to the page that shows it again.
    pub fn remember(&self, backend: &Backend) {
        let rest = serde_json::to_string(self).unwrap_or_default();
        visitor::remember_typed(backend, Typed::Request, &rest);
        visitor::remember_typed(backend, Typed::RequestText, &self.text);
    }

    /// It was sent: nothing is left of it in the browser.
    pub fn forget(backend: &Backend) {
        visitor::forget_typed(backend, Typed::Request);
        visitor::forget_typed(backend, Typed::RequestText);
    }

    /// What was sent last, and did not count.
    pub(super) fn typed(backend: &Backend) -> SentRequest {
        let rest = visitor::typed(backend, Typed::Request);
        let rest: SentRequest = rest.and_then(|rest| serde_json::from_str(&rest).ok()).unwrap_or_default();
        let text = visitor::typed(backend, Typed::RequestText).unwrap_or_default();
        SentRequest { text: text.trim_end_matches('\u{fffd}').to_owned(), ..rest }
    }
}

pub fn form(
    opened: &Opened,
    (topics, asking): (&[String], &Asking),
    (sent, problems): (&SentRequest, &[Unfit]),
) -> AnyView {
    let problem = |field: &str| problems.iter().find(|one| one.field() == field).map(|one| one.sentence());
    let one_receiver = asking.receivers.first().cloned().flatten();
    let all_the_same = asking.receivers.iter().all(|receiver| *receiver == one_receiver);
    let to_one =
        one_receiver.filter(|_| all_the_same).map(|agency| view! { <p><b>{words::goes_to(&agency)}</b></p> });
    let choices = topics.iter().zip(&asking.receivers).enumerate().map(|(n, (topic, receiver))| {
        let goes_to = receiver.as_deref().filter(|_| !all_the_same).map(words::goes_to);
        choice(words::topic(&opened.content, topic), (topic, sent.topic == *topic, n == 0), goes_to)
    });
    let choices: Vec<_> = choices.collect();
    let name = Field {
        problem: problem(NAME),
        value: Some(sent.name.clone()),
        autocomplete: "name",
        ..Field::new(NAME, words::NAME, words::NAME_HINT)
    };
    let number = Field {
        required: false,
        problem: problem(PHONE),
        value: Some(sent.phone.clone()),
        kind: "tel",
        inputmode: "tel",
        autocomplete: "tel",
        ..Field::new(PHONE, words::PHONE, words::PHONE_HINT)
    };
    let address = Field {
        id: MAIL,
        required: false,
        value: Some(sent.mail.clone()),
        kind: "email",
        ..Field::address(words::MAIL, words::MAIL_HINT, problem(MAIL))
    };
    view! {
        <section class="section" aria-labelledby="form-title">
            <h2 class="section__title" id="form-title">{words::FORM}</h2>
            {to_one}
            <form class="form" method="post" action="/do/ask" novalidate>
                <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
                <input type="hidden" name="nonce" value=asking.nonce.clone() />
                <fieldset class="choice-group">
                    <legend class="choice-group__title">
                        {words::TOPIC} " " {error::requirement(true)}
                        {problem(TOPIC).map(|sentence| error::field_error(None, sentence.to_owned()))}
                    </legend>
                    <div class="choices">{choices}</div>
                </fieldset>
                {text_field(&sent.text, problem(TEXT))}
                {field(name)} {field(number)} {field(address)}
                <p class="callout">{words::SEEN}</p>
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::SEND}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// `first`: errors lead to it.
fn choice(
    label: String,
    (topic, chosen, first): (&str, bool, bool),
    goes_to: Option<String>,
) -> impl IntoView + use<> {
    view! {
        <label class="choice">
            <input
                class="choice__input"
                type="radio"
                name=TOPIC
                value=topic.to_owned()
                id=first.then_some(TOPIC)
                checked=chosen
            />
            <span class="choice__label">
                {label} {goes_to.map(|goes_to| view! { <span class="hint">{goes_to}</span> })}
            </span>
        </label>
    }
}

fn text_field(text: &str, problem: Option<&'static str>) -> impl IntoView + use<> {
    let described = if problem.is_some() { "text-hint text-error" } else { "text-hint" };
    view! {
        <label class="text-field" for=TEXT>
            <span class="text-field__label">{words::TEXT} " " {error::requirement(true)}</span>
            <span class="hint" id="text-hint">{words::TEXT_HINT}</span>
            {problem.map(|problem| error::field_error("text-error", problem.to_owned()))}
            <textarea
                class="input textarea"
                id=TEXT
                name=TEXT
                rows="6"
                maxlength=LONGEST_TEXT
                aria-invalid=problem.map(|_| "true")
                aria-describedby=described
            >
                {as_text(text)}
            </textarea>
        </label>
    }
}
