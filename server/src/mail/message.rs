//! A mail as it travels: MIME, and to whom. The same mail makes the same bytes at every try.

use chrono::{DateTime, Utc};
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message as Mime};

use super::Letter;
use super::templates::SENDER_NAME;

/// A mail of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Names it: 32 hexadecimal digits.
    pub token: String,
    pub recipient: String,
    pub letter: Letter,
    /// Where one request ends a subscription (RFC 8058).
    pub unsubscribe_url: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// A mail that can be handed to a mail server.
#[derive(Debug, Clone)]
pub struct Message {
    pub envelope: Envelope,
    /// MIME, lines ending in CR LF.
    pub bytes: Vec<u8>,
    /// What a file of it is called.
    pub file_name: String,
}

/// In the order of their time, and never two alike.
#[must_use]
pub fn file_name(created_at: DateTime<Utc>, token: &str) -> String {
    format!("{}-{token}.eml", created_at.format("%Y%m%dT%H%M%SZ"))
}

impl Message {
    /// None: the recipient's address is none.
    #[must_use]
    pub fn new(mail: &Mail, from: &Address) -> Option<Message> {
        let to: Address = mail.recipient.parse().ok()?;
        let id = format!("<{}@{}>", mail.token, from.domain());
        let mut mime = Mime::builder()
            .message_id(Some(id))
            .date(mail.created_at.into())
            .from(Mailbox::new(Some(SENDER_NAME.to_owned()), from.clone()))
            .to(Mailbox::new(None, to))
            .subject(mail.letter.subject.clone())
            // No machine shall answer it (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        for header in mail.unsubscribe_url.iter().flat_map(|url| unsubscribe(url)) {
            mime = mime.raw_header(header);
        }
        let Letter { text, html, .. } = mail.letter.clone();
        let parts = MultiPart::alternative()
            .boundary(format!("part-{}", mail.token))
            .singlepart(SinglePart::plain(text))
            .singlepart(SinglePart::html(html));
        let mime = mime.multipart(parts).ok()?;
        Some(Message {
            envelope: mime.envelope().clone(),
            bytes: mime.formatted(),
            file_name: file_name(mail.created_at, &mail.token),
        })
    }
}

/// One request to an https address ends a subscription; an address without https is only to be opened by a person.
fn unsubscribe(url: &str) -> Vec<HeaderValue> {
    let mut headers = vec![header("List-Unsubscribe", format!("<{url}>"))];
    if url.starts_with("https://") {
        headers.push(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    headers
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(unsubscribe_url: Option<&str>) -> Mail {
        Mail {
            token: "0123456789abcdef0123456789abcdef".to_owned(),
            recipient: "hanako@example.jp".to_owned(),
            letter: Letter {
                subject: "合う支援が新しく出ました：小規模事業者持続化補助金（一般型・通常枠）第20回"
                    .to_owned(),
                text: "本文\r\n".to_owned(),
                html: "<p>本文</p>\r\n".to_owned(),
            },
            unsubscribe_url: unsubscribe_url.map(str::to_owned),
            created_at: "2026-11-22T01:05:00Z".parse().expect("an instant"),
        }
    }

    fn sender() -> Address {
        "shindan@example.lg.jp".parse().expect("an address")
    }

    fn written(mail: &Mail) -> String {
        let message = Message::new(mail, &sender()).expect("a message");
        String::from_utf8(message.bytes).expect("ASCII")
    }

    #[test]
    fn it_is_text_and_html_under_a_japanese_subject() {
        let written = written(&mail(None));
        assert!(written.is_ascii(), "{written}");
        // RFC 2047 §2 and RFC 5322 §2.1.1.
        let encoded = written.split_whitespace().filter(|word| word.starts_with("=?"));
        assert!(encoded.clone().count() > 2 && encoded.clone().all(|word| word.len() <= 75), "{written}");
        assert!(written.lines().all(|line| line.len() <= 998), "{written}");
        for part in [
            "Message-ID: <0123456789abcdef0123456789abcdef@example.lg.jp>\r\n",
            "Date: Sun, 22 Nov 2026 01:05:00 +0000\r\n",
            "To: hanako@example.jp\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "MIME-Version: 1.0\r\n",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
            "Subject: =?utf-8?b?",
        ] {
            assert!(written.contains(part), "{part}: {written}");
        }
        assert!(!written.contains("List-Unsubscribe"));
    }

    #[test]
    fn every_try_makes_the_same_bytes() {
        assert_eq!(written(&mail(None)), written(&mail(None)));
        assert_eq!(
            Message::new(&mail(None), &sender()).expect("a message").file_name,
            "20261122T010500Z-0123456789abcdef0123456789abcdef.eml"
        );
    }

    #[test]
    fn one_request_unsubscribes_where_it_applies() {
        let url = "https://shindan.example.jp/notices/unsubscribe/abc";
        let with = written(&mail(Some(url)));
        assert!(with.contains(&format!("<{url}>")), "{with}");
        assert!(with.contains("List-Unsubscribe: "), "{with}");
        assert!(with.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{with}");
        let plain = written(&mail(Some("http://localhost:3000/notices/unsubscribe/abc")));
        assert!(plain.contains("List-Unsubscribe: ") && !plain.contains("One-Click"), "{plain}");
    }

    #[test]
    fn a_header_cannot_be_smuggled_in() {
        let mut mail = mail(None);
        mail.letter.subject = "件名\r\nBcc: all@example.jp".to_owned();
        assert!(!written(&mail).contains("\r\nBcc"));
        mail.recipient = "a@example.jp\r\nBcc: all@example.jp".to_owned();
        assert!(Message::new(&mail, &sender()).is_none());
    }
}
