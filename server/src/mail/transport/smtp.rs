//! Mails by SMTP. One connection takes one mail; every step has its time limit.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::backend::MailFault;
use async_trait::async_trait;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::time::timeout;

use super::{Transport, Undelivered};
use crate::config::{Encryption, Smtp};
use crate::mail::Message;

/// How long each step may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// To reach the server, encrypted if it is so from the beginning, and be greeted.
    pub connect: Duration,
    /// To have a command answered.
    pub command: Duration,
    /// To have the mail taken once it was handed over. Long, as RFC 5321 §4.5.3.2.6 wants it: who gives up earlier may
    /// send a second time what the server was about to take.
    pub taken: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(30),
            taken: Duration::from_secs(10 * 60),
        }
    }
}

impl Limits {
    /// STARTTLS with its second greeting counts as two; AUTH may ask twice; MAIL, RCPT and DATA.
    const COMMANDS: u32 = 7;

    /// The longest that a delivery may take.
    #[must_use]
    pub fn all(&self) -> Duration {
        self.connect + self.command * Self::COMMANDS + self.taken + GOODBYE
    }
}

/// For the farewell, which nobody needs.
const GOODBYE: Duration = Duration::from_secs(2);

/// Hands mails to a mail server.
pub struct SmtpTransport {
    host: String,
    port: u16,
    encryption: Encryption,
    tls: TlsParameters,
    credentials: Option<Credentials>,
    hello: ClientId,
    limits: Limits,
}

/// The file of additional authorities cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", .file.display())]
pub struct CaProblem {
    pub file: PathBuf,
    pub reason: String,
}

impl SmtpTransport {
    /// `domain`: by what name we greet.
    ///
    /// # Errors
    /// When the file of additional authorities cannot be read.
    pub fn new(smtp: &Smtp, domain: &str, limits: Limits) -> Result<SmtpTransport, CaProblem> {
        let credentials = smtp.credentials.as_ref();
        Ok(SmtpTransport {
            host: smtp.host.clone(),
            port: smtp.port,
            encryption: smtp.encryption,
            tls: tls(&smtp.host, smtp.ca_file.as_deref())?,
            credentials: credentials.map(|one| Credentials::new(one.user.clone(), one.password.clone())),
            hello: ClientId::Domain(domain.to_owned()),
            limits,
        })
    }

    /// Greeted, encrypted, signed in. What goes wrong here is not the mail's fault, whatever the server answers.
    async fn open(&self) -> Result<AsyncSmtpConnection, Undelivered> {
        let at_once = (self.encryption == Encryption::FromTheStart).then(|| self.tls.clone());
        let connecting = AsyncSmtpConnection::connect_tokio1(
            (self.host.as_str(), self.port),
            None,
            &self.hello,
            at_once,
            None,
        );
        let mut connection =
            within(self.limits.connect, connecting).await?.map_err(|error| unreached(&error))?;
        if self.encryption == Encryption::StartTls {
            let starting = connection.starttls(self.tls.clone(), &self.hello);
            let started = within(self.limits.command * 2, starting).await?;
            started.map_err(|error| because(MailFault::NotEncrypted, &error))?;
        }
        if let Some(credentials) = &self.credentials {
            let signing_in = connection.auth(DEFAULT_MECHANISMS, credentials);
            let signed_in = within(self.limits.command * 2, signing_in).await?;
            signed_in.map_err(|error| because(MailFault::NotSignedIn, &error))?;
        }
        Ok(connection)
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        message: &Message,
    ) -> Result<(), Undelivered> {
        let (envelope, limit) = (&message.envelope, self.limits.command);
        let parameters = parameters(connection, message)?;
        let mail = connection.command(Mail::new(envelope.from().cloned(), parameters));
        within(limit, mail).await?.map_err(|error| not_taken(&error))?;
        for recipient in envelope.to() {
            let recipient = connection.command(Rcpt::new(recipient.clone(), Vec::new()));
            within(limit, recipient).await?.map_err(|error| not_taken(&error))?;
        }
        within(limit, connection.command(Data)).await?.map_err(|error| not_taken(&error))?;
        let taken = within(self.limits.taken, connection.message(&message.bytes)).await?;
        taken.map(drop).map_err(|error| not_taken(&error))
    }
}

#[async_trait]
impl Transport for SmtpTransport {
    async fn deliver(&self, message: &Message) -> Result<(), Undelivered> {
        let mut connection = self.open().await?;
        let taken = self.hand_over(&mut connection, message).await;
        // What was taken is taken, whatever becomes of the farewell.
        let _said = timeout(GOODBYE, connection.abort()).await;
        taken
    }
}

/// The authorities that browsers trust, and those of the file.
fn tls(host: &str, ca_file: Option<&Path>) -> Result<TlsParameters, CaProblem> {
    let problem =
        |reason: String| CaProblem { file: ca_file.map(Path::to_owned).unwrap_or_default(), reason };
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = ca_file {
        let pem = std::fs::read(file).map_err(|error| problem(error.to_string()))?;
        if !pem.windows(PEM.len()).any(|part| part == PEM) {
            return Err(problem("PEM".to_owned()));
        }
        let authorities = Certificate::from_pem(&pem).map_err(|error| problem(error.to_string()))?;
        builder = builder.add_root_certificate(authorities);
    }
    builder.build().map_err(|error| problem(error.to_string()))
}

const PEM: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// An address beyond ASCII needs a server that knows it (RFC 6531).
fn parameters(
    connection: &AsyncSmtpConnection,
    message: &Message,
) -> Result<Vec<MailParameter>, Undelivered> {
    let is_ascii = message.envelope.to().iter().all(|address| AsRef::<str>::as_ref(address).is_ascii());
    if is_ascii {
        Ok(Vec::new())
    } else if connection.server_info().supports_feature(Extension::SmtpUtfEight) {
        Ok(vec![MailParameter::SmtpUtfEight])
    } else {
        Err(MailFault::BadAddress.into())
    }
}

async fn within<T>(limit: Duration, step: impl Future<Output = T>) -> Result<T, Undelivered> {
    timeout(limit, step).await.map_err(|_| MailFault::TimedOut.into())
}

fn because(fault: MailFault, error: &Error) -> Undelivered {
    Undelivered { fault, status: error.status().map(u16::from) }
}

/// A certificate that is not to be trusted arrives as an error of the connection.
fn unreached(error: &Error) -> Undelivered {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(one) = cause {
        let io = one.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData) {
            return because(MailFault::NotEncrypted, error);
        }
        cause = one.source();
    }
    because(MailFault::Unreachable, error)
}

/// The server would not take the mail.
fn not_taken(error: &Error) -> Undelivered {
    let status = error.status().map(u16::from);
    let fault = match status {
        // Authentication required, too weak, failed, or only encrypted: our settings, not this mail.
        Some(530 | 534 | 535 | 538) => MailFault::NotSignedIn,
        Some(500..) => MailFault::Refused,
        Some(_) => MailFault::Deferred,
        None => MailFault::BrokenOff,
    };
    Undelivered { fault, status }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Else a mail could be claimed a second time while it is still being sent.
    #[test]
    fn a_delivery_ends_before_its_claim() {
        let longest = chrono::TimeDelta::from_std(Limits::default().all()).expect("minutes");
        assert!(longest < crate::mail::LEASE);
    }
}
