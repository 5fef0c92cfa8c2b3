//! `DX_SMTP_URL`, read.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::read::{ConfigProblem, is_this_machine};
use super::{Credentials, Encryption, Smtp};

/// For mail that is handed in, encrypted after a greeting and from the start.
const SUBMISSION: u16 = 587;
const SUBMISSIONS: u16 = 465;
/// From a program to the mail server of the same machine.
const PLAIN: u16 = 25;

/// The address may hold a password: no problem repeats it.
pub(super) fn parse(text: &str, ca_file: Option<PathBuf>) -> Result<Smtp, ConfigProblem> {
    let url = Url::parse(text).map_err(|_| ConfigProblem::SmtpUrl)?;
    let (encryption, usual) = match (url.scheme(), url.query()) {
        ("smtps", None) => (Encryption::FromTheStart, SUBMISSIONS),
        ("smtp", None) => (Encryption::StartTls, SUBMISSION),
        ("smtp", Some("tls=none")) => (Encryption::No, PLAIN),
        _ => return Err(ConfigProblem::SmtpUrl),
    };
    let host = match url.host() {
        Some(Host::Domain(name)) if !name.is_empty() => name.to_owned(),
        Some(Host::Ipv4(ip)) => ip.to_string(),
        Some(Host::Ipv6(ip)) => ip.to_string(),
        _ => return Err(ConfigProblem::SmtpUrl),
    };
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(ConfigProblem::SmtpUrl);
    }
    if encryption == Encryption::No && !is_this_machine(&host) {
        return Err(ConfigProblem::OpenSmtp);
    }
    let port = url.port().unwrap_or(usual);
    Ok(Smtp { host, port, encryption, credentials: credentials(&url)?, ca_file })
}

fn credentials(url: &Url) -> Result<Option<Credentials>, ConfigProblem> {
    let plain = |text: &str| {
        let decoded = percent_decode_str(text).decode_utf8();
        decoded.map(|text| text.into_owned()).map_err(|_| ConfigProblem::SmtpUrl)
    };
    match (url.username(), url.password().unwrap_or_default()) {
        ("", "") => Ok(None),
        ("", _) | (_, "") => Err(ConfigProblem::HalfSignedIn),
        (user, password) => Ok(Some(Credentials { user: plain(user)?, password: plain(password)? })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_and_place_are_read() {
        for (text, host, port, encryption) in [
            ("smtp://mail.example.jp", "mail.example.jp", 587, Encryption::StartTls),
            ("smtp://mail.example.jp:2587/", "mail.example.jp", 2587, Encryption::StartTls),
            ("smtps://mail.example.jp", "mail.example.jp", 465, Encryption::FromTheStart),
            ("smtp://127.0.0.1?tls=none", "127.0.0.1", 25, Encryption::No),
            ("smtp://[::1]:1025?tls=none", "::1", 1025, Encryption::No),
        ] {
            let smtp = parse(text, None).expect(text);
            assert_eq!((smtp.host.as_str(), smtp.port, smtp.encryption), (host, port, encryption), "{text}");
            assert_eq!(smtp.credentials, None);
        }
    }

    #[test]
    fn signs_in_an_address_stand_for_themselves() {
        let smtp = parse("smtps://user%40example.jp:p%2Fw%3A1@mail.example.jp", None).expect("an address");
        let credentials = smtp.credentials.expect("credentials");
        assert_eq!((credentials.user.as_str(), credentials.password.as_str()), ("user@example.jp", "p/w:1"));
        assert!(!format!("{credentials:?}").contains("p/w"));
    }

    #[test]
    fn what_would_send_in_the_open_or_half_signed_in_is_refused() {
        for (text, problem) in [
            ("mail.example.jp", ConfigProblem::SmtpUrl),
            ("http://mail.example.jp", ConfigProblem::SmtpUrl),
            ("smtp://", ConfigProblem::SmtpUrl),
            ("smtp://mail.example.jp/path", ConfigProblem::SmtpUrl),
            ("smtp://mail.example.jp?tls=maybe", ConfigProblem::SmtpUrl),
            ("smtps://127.0.0.1?tls=none", ConfigProblem::SmtpUrl),
            ("smtp://mail.example.jp?tls=none", ConfigProblem::OpenSmtp),
            ("smtp://user@mail.example.jp", ConfigProblem::HalfSignedIn),
            ("smtp://:secret@mail.example.jp", ConfigProblem::HalfSignedIn),
        ] {
            assert_eq!(parse(text, None), Err(problem), "{text}");
        }
    }
}
