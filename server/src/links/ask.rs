//! One request, and what its answer means. Redirects are not followed here: the next host has its own turn.

use tokio::task::spawn_blocking;
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body, Error};
use url::Url;

use super::{Manners, Trouble};

/// What a host has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Fine,
    Elsewhere { to: Url, for_good: bool },
    Gone(u16),
    Trouble(Trouble),
}

impl Answer {
    /// A host that refuses HEAD says so in many ways; but not by being slow, nor when it asks to be left alone (429).
    pub fn may_differ_for_get(&self) -> bool {
        match self {
            Answer::Gone(_) => true,
            Answer::Trouble(Trouble::Status(status)) => *status != StatusCode::TOO_MANY_REQUESTS,
            _ => false,
        }
    }
}

/// An address of the web; parts that are written in Japanese are encoded, the place within the page is left out.
pub fn parse(address: &str) -> Option<Url> {
    let mut url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    url.has_host().then_some(url)
}

pub struct Asker(Agent);

#[derive(Clone, Copy)]
enum Method {
    Head,
    Get,
}

impl Asker {
    pub fn new(manners: &Manners) -> Asker {
        let config = Agent::config_builder()
            .timeout_global(Some(manners.timeout))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(manners.user_agent.as_str())
            .accept("text/html,application/pdf;q=0.9,*/*;q=0.8")
            .build();
        Asker(config.into())
    }

    pub async fn head(&self, url: &Url) -> Answer {
        self.ask(Method::Head, url).await
    }

    pub async fn get(&self, url: &Url) -> Answer {
        self.ask(Method::Get, url).await
    }

    /// The library waits for the network: that is for a thread of its own. The body is never read.
    async fn ask(&self, method: Method, url: &Url) -> Answer {
        let (agent, asked) = (self.0.clone(), url.clone());
        let answered = spawn_blocking(move || {
            let request = match method {
                Method::Head => agent.head(asked.as_str()),
                Method::Get => agent.get(asked.as_str()),
            };
            request.call().map(|response| meaning(&response, &asked))
        });
        match answered.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => Answer::Trouble(trouble(&error)),
            Err(broken) => Answer::Trouble(Trouble::NoConnection(broken.to_string())),
        }
    }
}

fn meaning(response: &Response<Body>, asked: &Url) -> Answer {
    let status = response.status();
    match status {
        _ if status.is_success() => Answer::Fine,
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone(status.as_u16()),
        _ if status.is_redirection() => {
            let place = response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok());
            let to = place.and_then(|place| asked.join(place).ok()).and_then(|to| parse(to.as_str()));
            let for_good = matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
            to.map_or(Answer::Trouble(Trouble::Status(status.as_u16())), |to| Answer::Elsewhere {
                to,
                for_good,
            })
        }
        _ => Answer::Trouble(Trouble::Status(status.as_u16())),
    }
}

fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Timeout(_) => Trouble::TooSlow,
        Error::BadUri(_) | Error::Http(_) => Trouble::BadAddress,
        other => Trouble::NoConnection(other.to_string()),
    }
}
