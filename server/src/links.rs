//! Do the addresses in the catalogue still lead somewhere? Asked one after the other, politely, and only when an operator
//! asks for it: never by the server itself.

mod ask;
mod pace;

use std::collections::BTreeMap;
use std::time::Duration;

use domain::menu::Menu;
use futures::StreamExt;
use futures::stream;

use ask::{Answer, Asker};
use pace::Pace;

/// So many redirects are followed.
const MAX_REDIRECTS: usize = 5;
/// So many hosts are asked at the same time.
const AT_ONCE: usize = 4;

/// An address, and the menus that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub url: String,
    /// Ids, in the order of the catalogue.
    pub menus: Vec<String>,
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Fine,
    /// It leads elsewhere for good.
    Moved {
        to: String,
    },
    /// 404 or 410.
    Gone {
        status: u16,
    },
    Unreachable(Trouble),
}

/// Why an address could not be reached; it may be there all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Any other answer that is no success.
    Status(u16),
    TooSlow,
    TooManyRedirects,
    /// Nothing that can be asked for.
    BadAddress,
    /// No such host, no connection, no trust; the system's reason.
    NoConnection(String),
}

/// How politely to ask.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Between two requests to the same host.
    pub delay: Duration,
    /// For each request.
    pub timeout: Duration,
    /// Who asks, as hosts see it.
    pub user_agent: String,
}

impl Manners {
    /// Ten seconds for each answer; who asks names the server's own address, so that hosts can complain.
    #[must_use]
    pub fn new(delay: Duration, base_url: &str) -> Manners {
        let user_agent = format!("dx-shindan/{} (link check; {base_url})", env!("CARGO_PKG_VERSION"));
        Manners { delay, timeout: Duration::from_secs(10), user_agent }
    }
}

/// Every address of the menus once: where they lead the visitor, and where they were read.
#[must_use]
pub fn links_of(menus: &[Menu]) -> Vec<Link> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut links: Vec<Link> = Vec::new();
    for menu in menus {
        for url in [&menu.document.url, &menu.document.source_url] {
            let place = *places.entry(url).or_insert(links.len());
            match links.get_mut(place) {
                None => links.push(Link { url: url.clone(), menus: vec![menu.id().to_owned()] }),
                Some(link) if link.menus.last().is_none_or(|last| last != menu.id()) => {
                    link.menus.push(menu.id().to_owned());
                }
                Some(_) => {}
            }
        }
    }
    links
}

/// Asks for every address; `done` is told of each as it is known.
pub async fn check(links: Vec<Link>, manners: &Manners, done: impl Fn()) -> Vec<(Link, State)> {
    let checker = Checker { asker: Asker::new(manners), pace: Pace::new(manners.delay) };
    let checked = stream::iter(links.into_iter().map(|link| async {
        let state = checker.state(&link.url).await;
        done();
        (link, state)
    }));
    checked.buffered(AT_ONCE).collect().await
}

struct Checker {
    asker: Asker,
    pace: Pace,
}

impl Checker {
    async fn state(&self, address: &str) -> State {
        let Some(first) = ask::parse(address) else { return State::Unreachable(Trouble::BadAddress) };
        let (mut url, mut moved) = (first, None);
        for _ in 0..=MAX_REDIRECTS {
            match self.answer(&url).await {
                Answer::Fine => return moved.map_or(State::Fine, |to| State::Moved { to }),
                Answer::Gone(status) => return State::Gone { status },
                Answer::Trouble(trouble) => return State::Unreachable(trouble),
                Answer::Elsewhere { to, for_good } => {
                    if for_good {
                        moved = Some(to.to_string());
                    }
                    url = to;
                }
            }
        }
        State::Unreachable(Trouble::TooManyRedirects)
    }

    /// HEAD; and GET, its body unread, where a host does not answer HEAD with success: many refuse it, or say 404.
    async fn answer(&self, url: &url::Url) -> Answer {
        self.pace.wait_for(url).await;
        let by_head = self.asker.head(url).await;
        if !by_head.may_differ_for_get() {
            return by_head;
        }
        self.pace.wait_for(url).await;
        self.asker.get(url).await
    }
}

#[cfg(test)]
mod tests;
