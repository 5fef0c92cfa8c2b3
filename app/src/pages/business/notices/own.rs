//! What the links in the mails lead to. Opening a page changes nothing, since machines open links too: that takes a button.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::backend::{NoticeToken, Subscription};
use crate::pages::business::flow;
use crate::parts::error;
use crate::parts::frame::{Frame, Width};
use crate::parts::load::{backend, segment, show};
use crate::parts::notice_choices::{self, choice_fields};
use crate::response::see_other;
use crate::words::notices as words;

/// What pressing a button came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnSaid {
    Confirmed,
    Changed,
    /// Nothing was chosen: nothing was changed.
    Nothing,
}

impl OwnSaid {
    const ALL: [OwnSaid; 3] = [OwnSaid::Confirmed, OwnSaid::Changed, OwnSaid::Nothing];

    fn code(self) -> &'static str {
        match self {
            OwnSaid::Confirmed => "confirmed",
            OwnSaid::Changed => "changed",
            OwnSaid::Nothing => "nothing",
        }
    }

    /// Where it is said.
    #[must_use]
    pub fn path(self, token: &NoticeToken) -> String {
        format!("{}?said={}", flow::subscription_path(token), self.code())
    }

    fn good_news(self) -> Option<&'static str> {
        match self {
            OwnSaid::Confirmed => Some(words::CONFIRMED),
            OwnSaid::Changed => Some(words::CHANGED),
            OwnSaid::Nothing => None,
        }
    }
}

/// `/notices/confirm/{token}`
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let (backend, token) = (backend(), NoticeToken::parse(&segment("token")));
    show(async move {
        let Some(token) = token else { return Ok(leave(flow::NOTICES_LATE)) };
        if !backend.notices.is_confirmable(&token).await? {
            return Ok(leave(flow::NOTICES_LATE));
        }
        Ok(view! {
            <Frame title=words::CONFIRM_TITLE width=Width::Narrow>
                <h1 class="page__title">{words::CONFIRM_TITLE}</h1>
                <p class="lead">{words::CONFIRM_LEAD}</p>
                {press("/do/confirm-notices", &token, words::CONFIRM, "button button--primary")}
            </Frame>
        }
        .into_any())
    })
}

/// `/notices/{token}`: the subscription, to be seen, changed and ended.
#[component]
pub fn OwnPage() -> impl IntoView {
    let (backend, token) = (backend(), NoticeToken::parse(&segment("token")));
    let said = use_query_map().with_untracked(|query| query.get("said"));
    let said = OwnSaid::ALL.into_iter().find(|one| said.as_deref() == Some(one.code()));
    show(async move {
        let Some(token) = token else { return Ok(leave(flow::NOTICES_ENDED)) };
        Ok(match backend.notices.subscription(&token).await? {
            Some(mut subscription) => {
                if said == Some(OwnSaid::Nothing) {
                    subscription.choices =
                        super::typed(&backend).map(|sent| sent.choices).unwrap_or_default();
                }
                own(&token, subscription, said)
            }
            None => leave(flow::NOTICES_ENDED),
        })
    })
}

fn own(token: &NoticeToken, subscription: Subscription, said: Option<OwnSaid>) -> AnyView {
    let wrong = said == Some(OwnSaid::Nothing);
    let summary =
        wrong.then(|| error::error_summary(notice_choices::FIRST, words::NOTHING_CHOSEN.to_owned()));
    let note = said.and_then(OwnSaid::good_news).map(|sentence| {
        view! { <div class="callout callout--success" role="status"><p>{sentence}</p></div> }
    });
    let body = view! {
            {summary}
            <h1 class="page__title">{words::MANAGE_TITLE}</h1>
            {note}
            <dl class="facts">
                <div class="facts__item">
                    <dt>{words::TO}</dt>
                    <dd>{subscription.address}</dd>
                </div>
            </dl>
            <form class="form" method="post" action="/do/change-notices" novalidate>
                <input type="hidden" name="token" value=token.as_str().to_owned() />
                {choice_fields(subscription.choices, wrong)}
                <div class="actions">
                    <button class="button button--primary" type="submit">{words::CHANGE}</button>
                </div>
            </form>
            <section class="section" aria-labelledby="end">
                <h2 class="section__title" id="end">{words::END_TITLE}</h2>
                <p>{words::END_TEXT}</p>
                {press("/do/end-notices", token, words::END, "button button--secondary")}
            </section>
    }
    .into_any();
    let title = error::title(words::MANAGE_TITLE, wrong);
    view! { <Frame title width=Width::Narrow>{body}</Frame> }.into_any()
}

/// `/notices/unsubscribe/{token}`, opened by a person; a mail program posts to the same address.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let (backend, token) = (backend(), NoticeToken::parse(&segment("token")));
    show(async move {
        let Some(token) = token else { return Ok(leave(flow::NOTICES_ENDED)) };
        if backend.notices.subscription(&token).await?.is_none() {
            return Ok(leave(flow::NOTICES_ENDED));
        }
        Ok(view! {
            <Frame title=words::UNSUBSCRIBE_TITLE width=Width::Narrow>
                <h1 class="page__title">{words::UNSUBSCRIBE_TITLE}</h1>
                <p class="lead">{words::END_TEXT}</p>
                {press("/do/end-notices", &token, words::END, "button button--primary")}
                <p>
                    <a href=flow::subscription_path(&token)>{words::CHANGE_INSTEAD}</a>
                </p>
            </Frame>
        }
        .into_any())
    })
}

/// `/notices/ended`
#[component]
pub fn EndedPage() -> impl IntoView {
    view! {
        <Frame title=words::ENDED_TITLE width=Width::Narrow>
            <h1 class="page__title">{words::ENDED_TITLE}</h1>
            <p class="lead">{words::ENDED_LEAD}</p>
            <p>{words::ENDED_BEFORE}</p>
        </Frame>
    }
}

/// `/notices/late`
#[component]
pub fn LatePage() -> impl IntoView {
    view! {
        <Frame title=words::LATE_TITLE width=Width::Narrow>
            <h1 class="page__title">{words::LATE_TITLE}</h1>
            <p class="lead">{words::LATE_LEAD}</p>
        </Frame>
    }
}

/// A form that is one button.
fn press(
    action: &'static str,
    token: &NoticeToken,
    label: &'static str,
    class: &'static str,
) -> impl IntoView + use<> {
    view! {
        <form class="actions" method="post" action=action>
            <input type="hidden" name="token" value=token.as_str().to_owned() />
            <button class=class type="submit">{label}</button>
        </form>
    }
}

fn leave(path: &str) -> AnyView {
    see_other(path);
    ().into_any()
}
