//! Where the business stands, what to do first, which support fits and why, until when, whom to ask.

mod advice;
mod agencies;
mod deadlines;
mod helpful;
mod offers;
mod peers;
mod requests;
mod sections;

use chrono::NaiveDate;
use domain::answer::read_all;
use domain::case::Case;
use domain::content::Content;
use domain::document::MenuKind;
use domain::matching::{Business, Judgement, Matches, Verdict};
use domain::questionnaire::Interpretation;
use domain::scoring::score;
use domain::search::closeness;
use domain::window::{Window, japan_day};
use leptos::prelude::*;

use super::already::AgainForm;
use super::flow;
use crate::backend::{ForBusiness, KeyOf, Standing};
use crate::pages::account;
use crate::parts::frame::{Frame, Place};
use crate::parts::judgement::SeenBy;
use crate::parts::listing::Asked;
use crate::parts::load::{Opened, backend, open, segment, show};
use crate::refusal::Refusal;
use crate::response::see_other;
use crate::visitor;
use crate::words::consent::{MarkSaid, answered_with};
use crate::words::format::date;
use crate::words::result as words;
use agencies::Nearby;
pub use helpful::LONGEST_COMMENT;
use peers::Peers;

/// `/diagnosis/{key}/result`
#[component]
pub fn ResultPage() -> impl IntoView {
    let (backend, key) = (backend(), segment("key"));
    let marked = Asked::of_address().value("marked").and_then(MarkSaid::parse);
    show(async move {
        let opened = open(&backend, &key).await?;
        if opened.diagnosis.submitted_at.is_none() {
            see_other(&flow::resume(&opened));
            return Ok(().into_any());
        }
        if opened.diagnosis.by != KeyOf::Adviser {
            visitor::remember_shown(&backend, &opened.key);
        }
        let readings = read_all(&opened.diagnosis.answers, &opened.content);
        let answers = opened.content.questionnaire.interpret(&readings.answers);
        let comment = match opened.diagnosis.helpful {
            Some(_) => backend.tellings.own_comment(&opened.key).await?,
            None => None,
        };
        let own = opened.diagnosis.by != KeyOf::Adviser;
        let beside = Beside {
            written: backend.consents.for_business(&opened.key).await?,
            marked,
            own,
            peers: peers::load(&backend, &opened, &answers).await?,
            helpful: helpful::helpful(&opened, comment),
            requests: requests::requests(&opened, backend.requests.own_requests(&opened.key).await?),
            standing: account::standing(&backend, &opened.key).await?,
            nearby: agencies::load(&backend, &opened, &answers).await?,
        };
        result(&opened, &answers, beside, backend.clock.today())
    })
}

/// What the answers alone do not tell.
struct Beside {
    /// By agencies, for the business to read.
    written: ForBusiness,
    /// The business has just said what became of a proposal.
    marked: Option<MarkSaid>,
    /// The business itself looks, not an adviser who answered with it.
    own: bool,
    peers: Option<Peers>,
    helpful: AnyView,
    requests: AnyView,
    standing: Standing,
    nearby: Nearby,
}

fn result(
    opened: &Opened,
    interpretation: &Interpretation<'_>,
    beside: Beside,
    today: NaiveDate,
) -> Result<AnyView, Refusal> {
    let content = &opened.content;
    let scores = score(interpretation);
    let pains = interpretation.pains();
    let business = Business::of_answers(interpretation, &content.industries);
    let matches = business.match_all(&content.menus, today);
    let submitted = opened.diagnosis.submitted_at.ok_or(Refusal::Unavailable)?;
    let seen_by = SeenBy { content, key: &opened.key, business: &business };
    let cases = similar_cases(content, &business);
    let body = view! {
            {sections::level(&scores, content).into_any()}
            <p class="print-only">{words::answered_on(&date(japan_day(submitted)))}</p>
            {opened.diagnosis.helped_by.as_ref().map(|by| view! { <p class="table-note">{answered_with(by)}</p> })}
            {agencies::origin(&beside.nearby, &opened.key)}
            {opened.diagnosis.follows.then(|| sections::earlier(&opened.key)).into_any()}
            {advice::section(content, &opened.key, (&beside.written, beside.marked))}
            {sections::contents().into_any()}
            {sections::dimensions(&scores, beside.peers.as_ref()).into_any()}
            {sections::pains(content, &pains).into_any()}
            {offers::menus(&matches, &seen_by, today).into_any()}
            {deadlines::deadlines(&matches, &seen_by, today).into_any()}
            {sections::cases(&cases).into_any()}
            {sections::contacts(&contacts(&matches)).into_any()}
            {agencies::agencies(&beside.nearby, content)}
            {beside.own.then(|| own_sections(opened, [beside.requests, beside.helpful], beside.standing))}
    };
    Ok(view! { <Frame title=words::TITLE place=Place::Answering>{body}</Frame> }.into_any())
}

/// What only the business itself decides.
fn own_sections(opened: &Opened, [requests, helpful]: [AnyView; 2], standing: Standing) -> AnyView {
    view! {
        {sections::share(&opened.key).into_any()}
        {requests}
        {helpful}
        {sections::notices(&opened.key).into_any()}
        {sections::keep(opened, standing).into_any()}
        <div class="print-hide">
            <AgainForm key=opened.key.clone() question=None />
        </div>
    }
    .into_any()
}

/// At most this many of each.
const SHOWN: usize = 3;

/// Cases that share a pain, those most like the business first.
fn similar_cases<'a>(content: &'a Content, business: &Business) -> Vec<&'a Case> {
    let shares = |case: &&Case| case.document.pains.iter().any(|pain| business.pains().contains(pain));
    let mut cases: Vec<_> = content.cases.iter().filter(shares).collect();
    let closest = |case: &&Case| std::cmp::Reverse(closeness(case, business, &content.questionnaire));
    cases.sort_by_cached_key(|case| (closest(case), case.id()));
    cases.truncate(SHOWN);
    cases
}

/// Whom to ask: consultations and experts that are open to this business, the relevant ones first.
fn contacts<'a>(matches: &'a Matches<'a>) -> Vec<&'a Judgement<'a>> {
    let is_contact = |judgement: &&Judgement<'_>| {
        matches!(judgement.menu.document.kind, MenuKind::Consultation | MenuKind::ExpertDispatch)
            && judgement.verdict != Verdict::NotEligible
            && judgement.standing.window != Window::Closed
    };
    matches.offered.iter().chain(&matches.others).filter(is_contact).take(SHOWN).collect()
}
