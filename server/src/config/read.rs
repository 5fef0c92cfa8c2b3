//! From texts to settings: pure, over a lookup.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use app::backend::DEFAULT_MAIL_KEEP_DAYS;
use axum::http::Uri;
use domain::freshness::FreshDays;
use lettre::Address;
use tracing_subscriber::EnvFilter;

use super::{BaseUrl, Config, DatabaseUrl, Encryption, LogFormat, Mail, SignOn, Smtp, sign_on, smtp};

/// Every variable and its default, for the operators' table.
pub const VARIABLES: [(&str, &str); 17] = [
    ("DX_ADDR", "127.0.0.1:3000"),
    ("DX_BASE_URL", "http://<DX_ADDR>"),
    ("DX_DATA_DIR", "./data"),
    ("DX_DATABASE_URL", "<DX_DATA_DIR>/dx-shindan.sqlite3"),
    ("DX_SITE_ROOT", "site"),
    ("DX_SMTP_URL", ""),
    ("DX_SMTP_CA_FILE", ""),
    ("DX_MAIL_FROM", DEFAULT_FROM),
    ("DX_MAIL_KEEP_DAYS", "30"),
    ("DX_OIDC_ISSUER", ""),
    ("DX_OIDC_CLIENT_ID", ""),
    ("DX_OIDC_CLIENT_SECRET", ""),
    ("DX_OIDC_NAME", sign_on::DEFAULT_NAME),
    ("DX_OIDC_TRUST_ADDRESSES", "no"),
    ("DX_FRESH_DAYS", "180"),
    ("DX_LOG", DEFAULT_LOG),
    ("DX_LOG_FORMAT", "text"),
];

/// The steps of a migration are of interest only when one fails.
const DEFAULT_LOG: &str = "info,sea_orm_migration=warn";

/// Good for files alone: no answer arrives there.
const DEFAULT_FROM: &str = "dx-shindan@localhost";

/// As long as anybody may want to look a mail up.
const MAX_KEEP_DAYS: u16 = 365;

/// Ten years: longer than any programme runs.
const MAX_FRESH_DAYS: u16 = 3650;

/// A setting that cannot be used. The sentence names the variable; values that may hold a password are not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigProblem {
    #[error("{0} が文字（UTF-8）として読めません。")]
    NotText(&'static str),
    #[error("DX_ADDR「{0}」は「127.0.0.1:3000」の形（IPアドレス:ポート）ではありません。")]
    Addr(String),
    #[error(
        "DX_BASE_URL「{0}」は「https://shindan.example.jp」の形ではありません。http:// か https:// で始め、ホスト（とポート）だけを書きます。"
    )]
    BaseUrl(String),
    #[error(
        "DX_BASE_URL「{0}」は http:// ですが、この機械の外に向いています。通信とクッキーを守るため、https:// にしてください（http:// は localhost・127.0.0.1・[::1] だけ）。"
    )]
    OpenHttp(String),
    #[error(
        "DX_ADDR「{0}」はこの機械の外に向いていますが、DX_BASE_URL がありません。利用者が見るアドレス（https://…）を DX_BASE_URL に書いてください。"
    )]
    NoBaseUrl(SocketAddr),
    #[error("DX_DATABASE_URL は sqlite://… か postgres://… で書きます。")]
    DatabaseUrl,
    #[error("DX_DATA_DIR「{0}」は使えません。文字（UTF-8）で書けるフォルダーにしてください。")]
    DataDir(PathBuf),
    #[error(
        "DX_SMTP_URL は smtp://利用者:合言葉@ホスト:ポート か smtps://… で書きます（利用者と合言葉、ポートは省けます）。"
    )]
    SmtpUrl,
    #[error("DX_SMTP_URL の利用者と合言葉は、両方書くか、両方省きます。")]
    HalfSignedIn,
    #[error(
        "DX_SMTP_URL に tls=none がありますが、この機械の外に向いています。宛先と本文を守るため、tls=none は localhost・127.0.0.1・[::1] だけです。"
    )]
    OpenSmtp,
    #[error("DX_SMTP_URL がありますが、差出人 DX_MAIL_FROM がありません。")]
    NoSender,
    #[error("DX_SMTP_CA_FILE がありますが、DX_SMTP_URL がないか tls=none なので、使われません。")]
    UnusedCa,
    #[error("DX_MAIL_FROM「{0}」はメールアドレスの形（shindan@example.jp）ではありません。")]
    MailFrom(String),
    #[error("DX_MAIL_KEEP_DAYS「{0}」は日数（1〜365 の整数）ではありません。")]
    MailKeepDays(String),
    #[error(
        "DX_OIDC_ISSUER は「https://login.example.jp/…」の形で書きます。利用者と合言葉、? と # の後は書きません（http:// は localhost・127.0.0.1・[::1] だけ）。"
    )]
    Issuer,
    #[error("DX_OIDC_… がありますが、DX_OIDC_ISSUER がないので、使われません。")]
    NoIssuer,
    #[error("DX_OIDC_ISSUER がありますが、DX_OIDC_CLIENT_ID がありません。")]
    NoClientId,
    #[error("DX_OIDC_TRUST_ADDRESSES「{0}」は yes か no で書きます。")]
    TrustAddresses(String),
    #[error("DX_FRESH_DAYS「{0}」は日数（1〜3650 の整数）ではありません。")]
    FreshDays(String),
    #[error("DX_LOG「{0}」は記録の絞り込みとして読めません（info、warn、info,sqlx=warn など）。")]
    Log(String),
    #[error("DX_LOG_FORMAT「{0}」は text か json で書きます。")]
    LogFormat(String),
}

/// Looks a variable up.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Reads all settings, and reports all problems.
pub(super) fn config(
    lookup: Lookup<'_>,
    site: &Path,
    hash_list: &Path,
) -> Result<Config, Vec<ConfigProblem>> {
    let mut reader = Reader { lookup, problems: Vec::new() };
    let addr = reader.addr();
    let data_dir = reader.path("DX_DATA_DIR").unwrap_or_else(|| PathBuf::from("./data"));
    let base_url = addr.and_then(|addr| reader.base_url(addr));
    let database_url = reader.database_url(&data_dir);
    let site_root = reader.path("DX_SITE_ROOT").unwrap_or_else(|| site.to_owned());
    let mail = reader.mail();
    let sign_on = reader.sign_on();
    let fresh = reader.fresh_days();
    let log = reader.log();
    let log_format = reader.log_format();
    match (addr, base_url, database_url, mail) {
        (Some(addr), Some(base_url), Some(database_url), Some(mail)) if reader.problems.is_empty() => {
            Ok(Config {
                addr,
                base_url,
                data_dir,
                database_url,
                site_root,
                hash_list: hash_list.to_owned(),
                mail,
                sign_on,
                fresh,
                log,
                log_format,
            })
        }
        _ => Err(reader.problems),
    }
}

struct Reader<'a> {
    lookup: Lookup<'a>,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    /// A variable's text; one that is set to nothing counts as not set.
    fn text(&mut self, name: &'static str) -> Option<String> {
        match (self.lookup)(name)?.into_string() {
            Ok(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Err(_) => self.problem(ConfigProblem::NotText(name)),
        }
    }

    fn path(&mut self, name: &'static str) -> Option<PathBuf> {
        (self.lookup)(name).filter(|path| !path.is_empty()).map(PathBuf::from)
    }

    fn problem<T>(&mut self, problem: ConfigProblem) -> Option<T> {
        self.problems.push(problem);
        None
    }

    fn addr(&mut self) -> Option<SocketAddr> {
        let Some(text) = self.text("DX_ADDR") else { return Some(SocketAddr::from(([127, 0, 0, 1], 3000))) };
        match text.parse() {
            Ok(addr) => Some(addr),
            Err(_) => self.problem(ConfigProblem::Addr(text)),
        }
    }

    fn base_url(&mut self, addr: SocketAddr) -> Option<BaseUrl> {
        let Some(text) = self.text("DX_BASE_URL") else { return self.own_base_url(addr) };
        let Some((base, uri)) = parse_base_url(&text) else {
            return self.problem(ConfigProblem::BaseUrl(text));
        };
        if !base.secure && !is_this_machine(uri.host().unwrap_or_default()) {
            return self.problem(ConfigProblem::OpenHttp(text));
        }
        Some(base)
    }

    /// The address itself; for "all addresses" the loopback among them.
    fn own_base_url(&mut self, addr: SocketAddr) -> Option<BaseUrl> {
        if addr.ip().is_unspecified() {
            return Some(BaseUrl { text: format!("http://127.0.0.1:{}", addr.port()), secure: false });
        }
        if !addr.ip().is_loopback() {
            return self.problem(ConfigProblem::NoBaseUrl(addr));
        }
        Some(BaseUrl { text: format!("http://{addr}"), secure: false })
    }

    fn database_url(&mut self, data_dir: &Path) -> Option<DatabaseUrl> {
        match self.text("DX_DATABASE_URL") {
            Some(text) => {
                let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|s| text.starts_with(s));
                if known { Some(DatabaseUrl(text)) } else { self.problem(ConfigProblem::DatabaseUrl) }
            }
            None => match data_dir.join("dx-shindan.sqlite3").to_str() {
                Some(path) => Some(DatabaseUrl(format!("sqlite://{}?mode=rwc", escaped(path)))),
                None => self.problem(ConfigProblem::DataDir(data_dir.to_owned())),
            },
        }
    }

    fn mail(&mut self) -> Option<Mail> {
        let smtp = self.smtp();
        let keep_days = self.keep_days();
        let from = match self.text("DX_MAIL_FROM") {
            None if smtp.is_some() => return self.problem(ConfigProblem::NoSender),
            text => text.unwrap_or_else(|| DEFAULT_FROM.to_owned()),
        };
        match from.parse::<Address>() {
            Ok(from) => Some(Mail { smtp, from, keep_days }),
            Err(_) => self.problem(ConfigProblem::MailFrom(from)),
        }
    }

    fn smtp(&mut self) -> Option<Smtp> {
        let (url, ca_file) = (self.text("DX_SMTP_URL"), self.path("DX_SMTP_CA_FILE"));
        let has_ca = ca_file.is_some();
        let smtp = match url.map(|url| smtp::parse(&url, ca_file)).transpose() {
            Ok(smtp) => smtp,
            Err(problem) => return self.problem(problem),
        };
        let encrypted = smtp.as_ref().is_some_and(|smtp| smtp.encryption != Encryption::No);
        if has_ca && !encrypted {
            self.problems.push(ConfigProblem::UnusedCa);
        }
        smtp
    }

    fn sign_on(&mut self) -> Option<SignOn> {
        let texts = sign_on::Texts {
            issuer: self.text("DX_OIDC_ISSUER"),
            client_id: self.text("DX_OIDC_CLIENT_ID"),
            client_secret: self.text("DX_OIDC_CLIENT_SECRET"),
            name: self.text("DX_OIDC_NAME"),
            trust: self.text("DX_OIDC_TRUST_ADDRESSES"),
        };
        sign_on::read(texts).unwrap_or_else(|problem| self.problem(problem))
    }

    fn keep_days(&mut self) -> u16 {
        let Some(text) = self.text("DX_MAIL_KEEP_DAYS") else { return DEFAULT_MAIL_KEEP_DAYS };
        match text.parse() {
            Ok(days @ 1..=MAX_KEEP_DAYS) => days,
            _ => {
                self.problems.push(ConfigProblem::MailKeepDays(text));
                DEFAULT_MAIL_KEEP_DAYS
            }
        }
    }

    fn fresh_days(&mut self) -> FreshDays {
        let Some(text) = self.text("DX_FRESH_DAYS") else { return FreshDays::default() };
        match text.parse() {
            Ok(days @ 1..=MAX_FRESH_DAYS) => FreshDays(days),
            _ => {
                self.problems.push(ConfigProblem::FreshDays(text));
                FreshDays::default()
            }
        }
    }

    fn log(&mut self) -> String {
        let text = self.text("DX_LOG").unwrap_or_else(|| DEFAULT_LOG.to_owned());
        if EnvFilter::try_new(&text).is_err() {
            self.problems.push(ConfigProblem::Log(text.clone()));
        }
        text
    }

    fn log_format(&mut self) -> LogFormat {
        match self.text("DX_LOG_FORMAT").as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(other) => {
                self.problems.push(ConfigProblem::LogFormat(other.to_owned()));
                LogFormat::Text
            }
        }
    }
}

fn parse_base_url(text: &str) -> Option<(BaseUrl, Uri)> {
    let uri: Uri = text.parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let authority = uri.authority()?;
    let bare = uri.path() == "/" && uri.query().is_none() && !text.contains('#');
    (bare && !authority.as_str().contains('@') && !authority.host().is_empty()).then_some(())?;
    let base = BaseUrl { text: format!("{scheme}://{authority}"), secure: scheme == "https" };
    Some((base, uri))
}

pub(super) fn is_this_machine(host: &str) -> bool {
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

/// The driver takes `%`, `?` and `#` in a path for its own.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}
