//! One question a page.

use domain::answer::{RawAnswer, read_all};
use domain::menu::Menu;
use domain::questionnaire::Question;
use domain::window::japan_day;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::already::AlreadySubmitted;
use super::flow::{self, Back};
use crate::backend::Earlier;
use crate::parts::error;
use crate::parts::frame::{Frame, Place, Width};
use crate::parts::load::{Opened, backend, open, segment, show};
use crate::parts::question::QuestionField;
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::words::{answers, common, diagnosis as words, format, later, why};

/// `/diagnosis/{key}`: on to where the visitor left off.
#[component]
pub fn ResumePage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    show(async move {
        let opened = open(&backend, &key).await?;
        see_other(&flow::resume(&opened));
        Ok(().into_any())
    })
}

/// `/diagnosis/{key}/{question}`
#[component]
pub fn QuestionPage() -> impl IntoView {
    let (backend, key, question) = (backend(), segment("key"), segment("question"));
    let back = use_query_map().with_untracked(|query| query.get("back").as_deref().and_then(Back::parse));
    show(async move {
        let opened = open(&backend, &key).await?;
        let asked = opened.content.questionnaire.question(&question).ok_or(Refusal::PageNotFound)?;
        if opened.diagnosis.submitted_at.is_some() {
            let question = Some((asked.id.clone(), asked.text.clone()));
            return Ok(view! { <AlreadySubmitted key=opened.key question /> }.into_any());
        }
        Ok(ask(&opened, asked, back))
    })
}

fn ask(opened: &Opened, question: &Question, back: Option<Back>) -> AnyView {
    let readings = read_all(&opened.diagnosis.answers, &opened.content);
    let visible = flow::visible(opened, &readings);
    let Some(place) = visible.iter().position(|q| q.id == question.id) else {
        // Another answer has made it invisible since: on with what is asked.
        see_other(&flow::resume(opened));
        return ().into_any();
    };
    let own = opened.diagnosis.answers.get(&question.id);
    let proposed = own.is_none().then(|| flow::proposal(opened, question)).flatten();
    let raw = own.or(proposed.as_ref()).cloned().unwrap_or_default();
    let problem = readings.problems.get(&question.id).map(answers::sentence);
    let title = error::title(&question.text, problem.is_some());
    let previous =
        place.checked_sub(1).map(|before| flow::question_path(&opened.key, &visible[before].id, None));
    let menu = match &back {
        Some(Back::Menu(id)) => opened.content.menu(id),
        _ => None,
    };
    let previous = match (&back, menu) {
        (None, _) => previous,
        (_, Some(menu)) => Some(flow::why_path(menu.id())),
        (Some(_), None) => Some(flow::check_path(&opened.key)),
    };
    let section = match menu {
        Some(menu) => for_menu(menu).into_any(),
        None => {
            let count = words::count(visible.len(), place + 1);
            progress(opened, &visible, question, count).into_any()
        }
    };
    let body = view! {
            {problem.clone().map(|problem| error::error_summary("answer", problem))}
            {section}
            {proposed.and(opened.diagnosis.previous.as_ref()).map(proposal_note)}
            {form(opened, question, &Asked { raw, problem, back, previous })}
            <p class="later">{words::KEEP_ADDRESS}</p>
    };
    view! { <Frame title width=Width::Narrow place=Place::Answering>{body}</Frame> }.into_any()
}

/// That the field has it already, and that it counts once it is confirmed.
fn proposal_note(previous: &Earlier) -> impl IntoView + use<> {
    let day = format::date(japan_day(previous.submitted_at));
    view! { <p class="callout">{words::proposed(&day)}</p> }
}

/// How the question stands, and where its page leads.
struct Asked {
    raw: RawAnswer,
    problem: Option<String>,
    back: Option<Back>,
    previous: Option<String>,
}

fn form(opened: &Opened, question: &Question, asked: &Asked) -> impl IntoView + use<> {
    let Asked { raw, problem, back, previous } = asked;
    let can_decline = !question.offers_unknown();
    let next = if *back == Some(Back::Check) { words::SAVE_AND_RETURN } else { words::NEXT };
    view! {
        <form class="form" method="post" action="/do/answer" novalidate>
            <input type="hidden" name="key" value=opened.key.as_str().to_owned() />
            <input type="hidden" name="question" value=question.id.clone() />
            {back.as_ref().map(|back| view! { <input type="hidden" name="back" value=back.to_string() /> })}
            <QuestionField
                content=opened.content.clone()
                question=question.clone()
                raw=raw.clone()
                problem=problem.clone()
            />
            <div class="actions">
                <button class="button button--primary" type="submit">{next}</button>
                {can_decline
                    .then(|| {
                        view! {
                            <button class="button button--secondary" type="submit" name="declined" value="1">
                                {common::NOT_KNOWN}
                            </button>
                        }
                    })}
                {previous
                    .clone()
                    .map(|href| view! { <a class="button button--quiet" href=href>{words::BACK}</a> })}
                <button class="button button--quiet" type="submit" name="later" value="1">
                    {later::LATER}
                </button>
            </div>
        </form>
    }
}

/// What the question is asked for, in place of the progress through all of them.
fn for_menu(menu: &Menu) -> impl IntoView + use<> {
    view! {
        <p class="progress progress__text">
            {why::ASKING_FOR} <a href=flow::why_path(menu.id())>{menu.document.name.clone()}</a>
        </p>
    }
}

fn progress(
    opened: &Opened,
    visible: &[&Question],
    question: &Question,
    count: String,
) -> impl IntoView + use<> {
    let sections = &opened.content.questionnaire.sections;
    let now = sections.iter().position(|section| section.id == question.section).unwrap_or(0);
    let shown =
        sections.iter().enumerate().filter(|(_, section)| visible.iter().any(|q| q.section == section.id));
    let steps: Vec<_> = shown
        .map(|(place, section)| {
            let (class, state) = match place.cmp(&now) {
                std::cmp::Ordering::Less => ("progress__step progress__step--done", words::DONE),
                std::cmp::Ordering::Equal => ("progress__step progress__step--now", words::NOW),
                std::cmp::Ordering::Greater => ("progress__step", words::AHEAD),
            };
            let text = words::section_state(&section.label, state);
            view! {
                <li class=class aria-current=(place == now).then_some("step")>
                    <span class="visually-hidden">{text}</span>
                </li>
            }
        })
        .collect();
    let label = sections.get(now).map(|section| section.label.clone());
    view! {
        <div class="progress">
            <p class="progress__text">
                <span class="progress__section">{label}</span>
                " "
                <span class="progress__count">{count}</span>
            </p>
            <ol class="progress__steps" aria-label=words::PROGRESS>{steps}</ol>
        </div>
    }
}
