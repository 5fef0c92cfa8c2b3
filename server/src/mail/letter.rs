//! A letter: written once, and said as plain text and as HTML, so that both always say the same.

use std::fmt::Write;

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A part of a letter.
enum Part {
    Paragraph(String),
    /// A name and what stands for it.
    Fact(String, String),
    /// What it leads to, and where.
    Link(String, String),
    /// Who writes, and why; below a line.
    Foot(String),
}

/// A letter that is being written.
pub(super) struct Draft {
    subject: String,
    parts: Vec<Part>,
}

impl Draft {
    pub(super) fn new(subject: impl Into<String>) -> Draft {
        Draft { subject: subject.into(), parts: Vec::new() }
    }

    pub(super) fn paragraph(self, text: impl Into<String>) -> Draft {
        self.and(Part::Paragraph(text.into()))
    }

    pub(super) fn fact(self, name: impl Into<String>, value: impl Into<String>) -> Draft {
        self.and(Part::Fact(name.into(), value.into()))
    }

    pub(super) fn link(self, label: impl Into<String>, address: impl Into<String>) -> Draft {
        self.and(Part::Link(label.into(), address.into()))
    }

    pub(super) fn foot(self, text: impl Into<String>) -> Draft {
        self.and(Part::Foot(text.into()))
    }

    fn and(mut self, part: Part) -> Draft {
        self.parts.push(part);
        self
    }

    pub(super) fn finish(self) -> Letter {
        let text = self.parts.iter().map(as_text).collect();
        let html = html(&self.subject, &self.parts);
        Letter { subject: self.subject, text, html }
    }
}

fn as_text(part: &Part) -> String {
    match part {
        Part::Paragraph(text) => format!("{text}\r\n\r\n"),
        Part::Fact(name, value) => format!("{name}：{value}\r\n\r\n"),
        Part::Link(label, address) => format!("{label}\r\n{address}\r\n\r\n"),
        // What mail programs know as the beginning of a signature.
        Part::Foot(text) => format!("-- \r\n{text}\r\n"),
    }
}

/// Styles stand at the elements: mail programs take no style sheet. No picture, no script, nothing that is loaded.
fn html(subject: &str, parts: &[Part]) -> String {
    let body: String = parts.iter().map(as_html).collect();
    format!(
        "<!DOCTYPE html>\r\n<html lang=\"ja\">\r\n<head><meta charset=\"utf-8\"><title>{}</title></head>\r\n\
         <body style=\"font-family:sans-serif;font-size:16px;line-height:1.7;color:#1a1a1a\">\r\n{body}</body>\r\n</html>\r\n",
        escaped(subject)
    )
}

fn as_html(part: &Part) -> String {
    match part {
        Part::Paragraph(text) => format!("<p>{}</p>\r\n", escaped(text)),
        Part::Fact(name, value) => format!("<p><b>{}</b>：{}</p>\r\n", escaped(name), escaped(value)),
        Part::Link(label, address) => {
            let (label, address) = (escaped(label), escaped(address));
            // The address is shown too: who doubts a mail wants to see where it leads.
            format!("<p><a href=\"{address}\">{label}</a><br>{address}</p>\r\n")
        }
        Part::Foot(text) => {
            format!("<hr>\r\n<p style=\"font-size:14px;color:#4d4d4d\">{}</p>\r\n", escaped(text))
        }
    }
}

/// As it may stand in HTML, between tags and in quotes; new lines stay lines.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            '\n' => written.push_str("<br>\r\n"),
            '\r' => {}
            letter => {
                let _never_fails = written.write_char(letter);
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_html_say_the_same() {
        let letter = Draft::new("題<1>")
            .paragraph("一行目\n二行目 & \"三\"")
            .fact("番号", "12")
            .link("開く", "https://example.jp/?a=1&b='2'")
            .foot("県")
            .finish();
        assert_eq!(letter.subject, "題<1>");
        assert_eq!(
            letter.text,
            "一行目\n二行目 & \"三\"\r\n\r\n番号：12\r\n\r\n開く\r\nhttps://example.jp/?a=1&b='2'\r\n\r\n-- \r\n県\r\n"
        );
        assert!(letter.html.contains("<title>題&lt;1&gt;</title>"));
        assert!(letter.html.contains("<p>一行目<br>\r\n二行目 &amp; &quot;三&quot;</p>"), "{}", letter.html);
        assert!(letter.html.contains("<a href=\"https://example.jp/?a=1&amp;b=&#39;2&#39;\">開く</a>"));
        for loaded in ["<img", "<script", "<link", "url("] {
            assert!(!letter.html.contains(loaded), "{loaded}");
        }
    }
}
