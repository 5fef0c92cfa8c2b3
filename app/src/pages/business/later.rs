//! 「続きはあとで」: the code by which a diagnosis is gone on with elsewhere.

use domain::answer::{RawAnswer, read_all};
use domain::facts::FactName;
use domain::questionnaire::Question;
use domain::second_fact::SecondFact;
use domain::window::japan_day;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::flow;
use super::notices::address_field;
use crate::backend::{CodeMailed, DiagnosisKey, KeptCode, KeyOf};
use crate::pages::account;
use crate::parts::error;
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{Opened, backend, open, segment, show};
use crate::parts::qr::Qr;
use crate::visitor::{self, Typed};
use crate::words::{account as account_words, answers, format, later as words, notices};

/// `/diagnosis/{key}/later`
#[component]
pub fn LaterPage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    let said = use_query_map().with_untracked(|query| query.get("mail"));
    let said = MAILED.into_iter().find(|mailed| said.as_deref() == Some(mailed_code(*mailed)));
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.by != KeyOf::Own {
            return Ok(by_session(&opened));
        }
        let typed = visitor::typed(&backend, Typed::CodeAddress);
        let not_sent = matches!(said, Some(CodeMailed::BadAddress | CodeMailed::TooOften));
        let mailing = Mailing { said, typed: typed.filter(|_| not_sent) };
        let list = account::offer(&opened.key, account::standing(&backend, &opened.key).await?);
        Ok(match backend.resumptions.code(&opened.key).await? {
            Some(kept) => with_code(&opened, &kept, (&backend.base_url, mailing), list),
            None => without_code(&opened, list),
        })
    })
}

/// What became of sending it by mail, in the order of the sentences.
const MAILED: [CodeMailed; 3] = [CodeMailed::Sent, CodeMailed::BadAddress, CodeMailed::TooOften];

fn mailed_code(mailed: CodeMailed) -> &'static str {
    match mailed {
        CodeMailed::Sent => "sent",
        CodeMailed::BadAddress => "address",
        CodeMailed::TooOften => "too-often",
        CodeMailed::NoCode => "none",
    }
}

/// Where it is said what became of sending the code.
#[must_use]
pub fn code_mailed_path(key: &DiagnosisKey, mailed: CodeMailed) -> String {
    format!("{}?mail={}", flow::later_path(key), mailed_code(mailed))
}

/// How far the code is on its way by mail.
struct Mailing {
    said: Option<CodeMailed>,
    /// What was typed, if nothing was sent there.
    typed: Option<String>,
}

/// A session opened it: it is in somebody's list, and needs no code.
fn by_session(opened: &Opened) -> AnyView {
    let body = view! {
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::BY_SESSION}</p>
        <p>{words::BY_SESSION_CODE}</p>
        <p class="actions">
            <a class="button button--primary" href=account::ME>{account_words::TO_LIST}</a>
            <a class="button button--secondary" href=flow::diagnosis_path(&opened.key)>{words::GO_ON}</a>
        </p>
    };
    page(false, body.into_any())
}

/// `list`: how it comes into a list that opens on every device.
fn with_code(
    opened: &Opened,
    kept: &KeptCode,
    (base_url, mailing): (&str, Mailing),
    list: AnyView,
) -> AnyView {
    let wrong = mailing.said == Some(CodeMailed::BadAddress);
    let address = format!("{base_url}{}", flow::resume_link(&kept.code));
    let outdated = kept.outdated.then(|| {
        view! {
            <div class="callout callout--warning print-hide">
                <p>{words::OUTDATED}</p>
                {press(opened, None, words::REFRESH)}
            </div>
        }
    });
    let body = view! {
        {wrong.then(|| error::error_summary("address", notices::ADDRESS_WRONG.to_owned()))}
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::LEAD}</p>
        {outdated}
        {card(kept, base_url)}
        <div class="later-qr">
            <Qr address name=words::QR />
            <p>{words::QR_TEXT}</p>
        </div>
        <p>{words::KEEP_APART}</p>
        <p>{words::THIS_DEVICE}</p>
        {go_on(opened)}
        <div class="print-hide later">{list}</div>
        {by_mail(opened, mailing)}
        <section class="section print-hide" aria-labelledby="renew">
            <h2 class="section__title" id="renew">{words::RENEW_TITLE}</h2>
            <p>{words::RENEW_TEXT}</p>
            {press(opened, Some("1"), words::RENEW)}
        </section>
    };
    page(wrong, body.into_any())
}

/// The form that sends the code to an address.
fn by_mail(opened: &Opened, mailing: Mailing) -> impl IntoView + use<> {
    let note = match mailing.said {
        Some(CodeMailed::Sent) => Some(("callout callout--success", words::MAIL_SENT)),
        Some(CodeMailed::TooOften) => Some(("callout callout--warning", words::MAIL_TOO_OFTEN)),
        _ => None,
    };
    let note = note.map(|(class, text)| view! { <p class=class role="status">{text}</p> });
    let wrong = mailing.said == Some(CodeMailed::BadAddress);
    view! {
        <section class="section print-hide" aria-labelledby="by-mail">
            <h2 class="section__title" id="by-mail">{words::MAIL_TITLE}</h2>
            {note}
            <form class="form" method="post" action="/do/mail-code" novalidate>
                <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
                {address_field(mailing.typed.unwrap_or_default(), words::MAIL_TEXT, wrong)}
                <div class="actions">
                    <button class="button button--secondary" type="submit">{words::MAIL}</button>
                </div>
            </form>
        </section>
    }
}

/// What to copy: the code, where it is typed, what is asked for with it, and until when.
fn card(kept: &KeptCode, base_url: &str) -> impl IntoView + use<> {
    let row = |name: &'static str, value: AnyView| {
        view! {
            <div class="later-card__row">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let code = view! { <span class="later-card__code">{kept.code.grouped()}</span> };
    view! {
        <dl class="later-card">
            {row(words::CODE, code.into_any())}
            {row(words::ASKED, words::second_fact(kept.second_fact).into_any())}
            {row(words::PLACE, format!("{base_url}{}", flow::RESUME).into_any())}
            {row(words::UNTIL, format::date(japan_day(kept.expires_at)).into_any())}
        </dl>
    }
}

/// Without a code: a button, or first the number that is missing.
fn without_code(opened: &Opened, list: AnyView) -> AnyView {
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let known = SecondFact::of(&opened.content.questionnaire.interpret(&readings.answers).facts);
    let asked = opened.content.questionnaire.question_for(FactName::Employees);
    match (known, asked, opened.diagnosis.submitted_at) {
        (Some(_), _, _) => {
            let make = press(opened, None, words::MAKE).into_any();
            plain(opened, words::NO_CODE_LEAD, [make, list])
        }
        (None, Some(question), None) => {
            let problem = readings.problems.get(&question.id).map(answers::sentence);
            number_form(opened, question, problem, list)
        }
        (None, _, _) => plain(opened, words::NO_NUMBER_SUBMITTED, [().into_any(), list]),
    }
}

fn plain(opened: &Opened, lead: &'static str, [action, list]: [AnyView; 2]) -> AnyView {
    let body = view! {
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{lead}</p>
        {action}
        {go_on(opened)}
        <div class="later">{list}</div>
    };
    page(false, body.into_any())
}

/// The question on the number of people, here: whoever stops after the second question has not been asked it.
fn number_form(opened: &Opened, question: &Question, problem: Option<String>, list: AnyView) -> AnyView {
    let raw: Option<&RawAnswer> = opened.diagnosis.answers.get(&question.id);
    let value = raw.and_then(|raw| raw.values.first().cloned());
    let wrong = problem.is_some();
    let described = if wrong { "number-hint number-error" } else { "number-hint" };
    let body = view! {
        {problem.clone().map(|problem| error::error_summary("number", problem))}
        <h1 class="page__title">{words::TITLE}</h1>
        <p class="lead">{words::NO_CODE_LEAD}</p>
        <form class="form" method="post" action="/do/later" novalidate>
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            <p>{words::NUMBER_LEAD}</p>
            <label class="text-field">
                <span class="text-field__label">{question.text.clone()} " " {error::requirement(true)}</span>
                <span class="hint" id="number-hint">{question.help.clone()}</span>
                {problem.map(|problem| error::field_error("number-error", problem))}
                <input
                    class="input"
                    id="number"
                    name="number"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    value=value
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=described
                />
            </label>
            <p class="hint">{words::NUMBER_UNKNOWN}</p>
            <div class="actions">
                <button class="button button--primary" type="submit">{words::MAKE}</button>
            </div>
        </form>
        {go_on(opened)}
        <div class="later">{list}</div>
    };
    page(wrong, body.into_any())
}

/// A form that is one button.
fn press(opened: &Opened, another: Option<&'static str>, label: &'static str) -> impl IntoView + use<> {
    view! {
        <form class="actions" method="post" action="/do/later">
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            {another.map(|another| view! { <input type="hidden" name="another" value=another /> })}
            <button class="button button--secondary" type="submit">{label}</button>
        </form>
    }
}

fn go_on(opened: &Opened) -> impl IntoView + use<> {
    view! {
        <p class="actions">
            <a class="button button--secondary" href=flow::diagnosis_path(&opened.key)>{words::GO_ON}</a>
        </p>
    }
}

fn page(wrong: bool, body: AnyView) -> AnyView {
    let title = error::title(words::TITLE, wrong);
    view! { <Frame title width=Width::Narrow place=Place::Paper>{body}</Frame> }.into_any()
}
