//! Asking the portal, politely: one request at a time, a pause between them, a name of our own, and patience only with
//! what may pass (5xx, too many requests, timeouts, connections that break off), for as long as the portal asks for.

use std::time::Duration;

use tokio::task::spawn_blocking;
use ureq::Agent;

use super::Slip;
use super::answer::{self, Raw, Unread};

/// The API, up to the version.
pub const BASE: &str = "https://api.jgrants-portal.go.jp/exp";
/// There is no way to ask for everything: broad words, of which nearly every title has one.
pub const KEYWORDS: [&str; 6] = ["事業", "補助金", "助成金", "支援", "促進", "公募"];
/// Lengths of a keyword that the API takes. (To a single character it answers with nothing, not with an error.)
pub const KEYWORD_CHARS: std::ops::RangeInclusive<usize> = 2..=255;

/// An answer larger than this is not read to its end. Attachments make some of them tens of megabytes.
const BODY_LIMIT: u64 = 256 * 1024 * 1024;
/// The API answers by itself; a way elsewhere is followed no further than this.
const REDIRECTS: u32 = 3;
const USER_AGENT: &str = concat!("dx-shindan/", env!("CARGO_PKG_VERSION"), " (jGrants importer)");

/// How politely to ask.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Between two requests.
    pub delay: Duration,
    /// For one request, its answer included.
    pub timeout: Duration,
    /// How often to try at most.
    pub attempts: u32,
    /// Before the second attempt; doubled before each further one.
    pub back_off: Duration,
    /// If the portal asks for a longer pause (`Retry-After`), it is not asked again.
    pub longest_pause: Duration,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            delay: Duration::from_secs(1),
            timeout: Duration::from_secs(60),
            attempts: 4,
            back_off: Duration::from_secs(2),
            longest_pause: Duration::from_secs(120),
        }
    }
}

/// Why an answer was not had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    Status(u16),
    Timeout,
    TooLarge,
    /// The system's reason.
    Connection(String),
    Slip(Slip),
}

impl NoAnswer {
    /// May it pass by itself?
    fn may_pass(&self) -> bool {
        matches!(self, NoAnswer::Timeout | NoAnswer::Connection(_) | NoAnswer::Status(429 | 500..=599))
    }
}

/// An attempt that came to nothing.
struct Failed {
    why: NoAnswer,
    /// How long the portal asks to be left alone.
    pause: Option<Duration>,
}

impl From<NoAnswer> for Failed {
    fn from(why: NoAnswer) -> Failed {
        Failed { why, pause: None }
    }
}

/// The portal.
pub(super) struct Portal {
    agent: Agent,
    base: String,
    manners: Manners,
    asked: bool,
}

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    /// All that have the word, those that are closed too.
    List(String),
    /// One record by its id.
    Detail { version: u8, id: String },
}

impl Portal {
    pub(super) fn new(base: &str, manners: Manners) -> Portal {
        let agent = Agent::config_builder()
            .user_agent(USER_AGENT)
            .accept("application/json")
            .timeout_global(Some(manners.timeout))
            .max_redirects(REDIRECTS)
            .http_status_as_error(false)
            .build()
            .new_agent();
        Portal { agent, base: base.trim_end_matches('/').to_owned(), manners, asked: false }
    }

    /// Asks, again if need be, after the pause that is due.
    pub(super) async fn ask(&mut self, what: &Ask) -> Result<Vec<Raw>, NoAnswer> {
        let mut wait = if self.asked { self.manners.delay } else { Duration::ZERO };
        let mut back_off = self.manners.back_off;
        let mut attempts = 0;
        loop {
            tokio::time::sleep(wait).await;
            self.asked = true;
            attempts += 1;
            let Failed { why, pause } = match self.ask_once(what).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let pause = pause.unwrap_or_default();
            let again = why.may_pass() && attempts < self.manners.attempts;
            if !again || pause > self.manners.longest_pause {
                return Err(why);
            }
            tracing::debug!(?why, ?pause, attempts, "asking the portal again");
            wait = self.manners.delay.max(back_off).max(pause);
            back_off *= 2;
        }
    }

    async fn ask_once(&self, what: &Ask) -> Result<Vec<Raw>, Failed> {
        let (agent, base, what) = (self.agent.clone(), self.base.clone(), what.clone());
        let asked = spawn_blocking(move || asked(&agent, &base, &what)).await;
        asked.unwrap_or_else(|broken| Err(NoAnswer::Connection(broken.to_string()).into()))
    }
}

/// Reads the answer while it arrives.
fn asked(agent: &Agent, base: &str, what: &Ask) -> Result<Vec<Raw>, Failed> {
    let request = match what {
        Ask::List(keyword) => agent
            .get(format!("{base}/v1/public/subsidies"))
            .query("keyword", keyword)
            .query("sort", "created_date")
            .query("order", "DESC")
            .query("acceptance", "0"),
        Ask::Detail { version, id } => agent.get(format!("{base}/v{version}/public/subsidies/id/{id}")),
    };
    let response = request.call().map_err(no_answer)?;
    let status = response.status().as_u16();
    if status != 200 {
        let pause = response.headers().get("retry-after").and_then(|pause| pause.to_str().ok());
        return Err(Failed { why: NoAnswer::Status(status), pause: pause.and_then(seconds) });
    }
    let body = response.into_body().into_with_config().limit(BODY_LIMIT).reader();
    answer::read(body).map_err(|unread| match unread {
        Unread::Slip(slip) => NoAnswer::Slip(slip).into(),
        Unread::Broken(error) => no_answer(error.into()).into(),
    })
}

/// `Retry-After: 30`. Its other form, an instant, is passed over: the usual pause must do.
fn seconds(pause: &str) -> Option<Duration> {
    pause.trim().parse().ok().map(Duration::from_secs)
}

fn no_answer(error: ureq::Error) -> NoAnswer {
    match error {
        ureq::Error::Timeout(_) => NoAnswer::Timeout,
        ureq::Error::BodyExceedsLimit(_) => NoAnswer::TooLarge,
        other => NoAnswer::Connection(other.to_string()),
    }
}
