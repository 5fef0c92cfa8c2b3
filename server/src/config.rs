//! All settings. Read once, at the start, from `DX_…` in the environment; nothing needs to be set.
//! The table for operators is `docs/settings.md`; a test keeps it in step with [`VARIABLES`].

mod read;
mod sign_on;
mod smtp;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use domain::freshness::FreshDays;
use lettre::Address;

pub use read::{ConfigProblem, VARIABLES};

/// The settings of one running server.
#[derive(Debug, Clone)]
pub struct Config {
    /// `DX_ADDR`: the address and port to listen on. Default `127.0.0.1:3000`.
    pub addr: SocketAddr,
    /// `DX_BASE_URL`: how people reach this server, without a path. Default `http://<DX_ADDR>`.
    /// `http` only on this machine itself; cookies are `Secure` with `https`.
    pub base_url: BaseUrl,
    /// `DX_DATA_DIR`: the folder for the SQLite file and outgoing mail. Default `./data`.
    pub data_dir: PathBuf,
    /// `DX_DATABASE_URL`: `sqlite://…` or `postgres://…`. Default `dx-shindan.sqlite3` in the data folder.
    pub database_url: DatabaseUrl,
    /// `DX_SITE_ROOT`: the folder of CSS, WASM and the like. Default `site` beside the binary, or beside its folder.
    pub site_root: PathBuf,
    /// Which names the build gave the files in it: `hash.txt` beside the binary, where leptos looks for it. No setting.
    pub hash_list: PathBuf,
    /// How mail leaves.
    pub mail: Mail,
    /// The prefecture's own sign-on for its staff. Default: none.
    pub sign_on: Option<SignOn>,
    /// `DX_FRESH_DAYS`: so many days after the date of its source, or after its last round closed, a menu is marked as
    /// possibly out of date. Default 180.
    pub fresh: FreshDays,
    /// `DX_LOG`: which messages are logged, in tracing's notation (`warn`, `info,sqlx=debug`).
    /// Default `info,sea_orm_migration=warn`.
    pub log: String,
    /// `DX_LOG_FORMAT`: `text` or `json`. Default `text`.
    pub log_format: LogFormat,
}

/// Scheme, host and port, as people type it; no slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    secure: bool,
}

impl BaseUrl {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Reached through https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }
}

/// Where the database is. It may hold a password: neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address as the driver needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&without_password(&self.0))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

/// How mail leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// `DX_SMTP_URL`: the mail server, `smtp://` (STARTTLS, port 587) or `smtps://` (TLS from the start, port 465).
    /// Default: none; then mails are files in `outbox` of the data folder.
    pub smtp: Option<Smtp>,
    /// `DX_MAIL_FROM`: the sender's address. Default `dx-shindan@localhost`; a mail server needs a real one.
    pub from: Address,
    /// `DX_MAIL_KEEP_DAYS`: so many days after a mail was sent or parked, its address and texts are emptied. Default 30.
    pub keep_days: u16,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Without the brackets of an IPv6 address.
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<Credentials>,
    /// `DX_SMTP_CA_FILE`: PEM with authorities that are to be trusted besides the public ones. Default: none.
    pub ca_file: Option<PathBuf>,
}

/// How the way to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// `smtps://`
    FromTheStart,
    /// `smtp://`: nothing is said to a server that does not offer it.
    StartTls,
    /// `smtp://…?tls=none`: only to this very machine.
    No,
}

/// What signs us in at a mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub user: String,
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// An OpenID provider that people of the prefecture sign in with.
#[derive(Clone, PartialEq, Eq)]
pub struct SignOn {
    /// `DX_OIDC_ISSUER`: its issuer identifier, as it stands in what it signs. `http` only on this machine itself.
    pub issuer: String,
    /// `DX_OIDC_CLIENT_ID`: by which it knows this product.
    pub client_id: String,
    /// `DX_OIDC_CLIENT_SECRET`: what proves that it is this product. Default: none, for a public client.
    pub client_secret: Option<String>,
    /// `DX_OIDC_NAME`: what its people call it. Default `県の共通サインイン`.
    pub name: String,
    /// `DX_OIDC_TRUST_ADDRESSES`: `yes`, if it gives addresses to its own people alone and does not say that it has checked
    /// them (`email_verified`). Default `no`.
    pub trusts_addresses: bool,
}

impl fmt::Debug for SignOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignOn").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// `postgres://user:…@host/db`; parameters may hold a password too.
fn without_password(url: &str) -> String {
    let url = url.split_once('?').map_or(url, |(url, _)| url);
    match url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (user, place))) => {
            let user = user.split_once(':').map_or(user, |(user, _)| user);
            format!("{scheme}://{user}:…@{place}")
        }
        None => url.to_owned(),
    }
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// Every setting that cannot be read or contradicts another.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_env() -> Result<Config, Vec<ConfigProblem>> {
        let exe = std::env::current_exe().ok();
        let beside = exe.as_deref().and_then(std::path::Path::parent).unwrap_or(std::path::Path::new("."));
        let candidates = [beside.join("site"), beside.join("../site")];
        let site = candidates.iter().find(|folder| folder.is_dir()).unwrap_or(&candidates[0]);
        read::config(&|name| std::env::var_os(name), site, &beside.join("hash.txt"))
    }
}

/// The name that the system has for whoever runs the program; none if it has none.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
#[must_use]
pub fn os_user() -> Option<String> {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests;
