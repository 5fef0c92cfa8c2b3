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
    /// Over a group of entries.
    Heading(String),
    /// One of several things that are told: its name, what is known of it, and where it is said at length.
    Entry {
        name: String,
        facts: Vec<(String, String)>,
        address: String,
    },
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

    pub(super) fn heading(self, text: impl Into<String>) -> Draft {
        self.and(Part::Heading(text.into()))
    }

    pub(super) fn entry(
        self,
        name: impl Into<String>,
        facts: Vec<(String, String)>,
        address: impl Into<String>,
    ) -> Draft {
        self.and(Part::Entry { name: name.into(), facts, address: address.into() })
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
        Part::Heading(text) => format!("【{text}】\r\n\r\n"),
        Part::Entry { name, facts, address } => {
            let facts: String = facts.iter().map(|(name, value)| format!("{name}：{value}\r\n")).collect();
            format!("■ {name}\r\n{facts}{address}\r\n\r\n")
        }
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
            format!(
                "<p style=\"overflow-wrap:anywhere\"><a href=\"{address}\">{label}</a><br>{address}</p>\r\n"
            )
        }
        Part::Heading(text) => {
            format!("<h2 style=\"font-size:18px;margin:24px 0 8px\">{}</h2>\r\n", escaped(text))
        }
        Part::Entry { name, facts, address } => entry_html(name, facts, &escaped(address)),
        Part::Foot(text) => {
            format!("<hr>\r\n<p style=\"font-size:14px;color:#4d4d4d\">{}</p>\r\n", escaped(text))
        }
    }
}

/// `address`: as it may stand in HTML. A long one breaks anywhere rather than making a narrow screen scroll sideways.
fn entry_html(name: &str, facts: &[(String, String)], address: &str) -> String {
    let fact = |(name, value): &(String, String)| format!("<br>{}：{}", escaped(name), escaped(value));
    let facts: String = facts.iter().map(fact).collect();
    format!(
        "<p style=\"margin:0 0 16px;padding-left:12px;border-left:4px solid #949494;overflow-wrap:anywhere\">\
         <b>{}</b>{facts}<br><a href=\"{address}\">{address}</a></p>\r\n",
        escaped(name)
    )
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
    fn entries_stand_under_their_heading() {
        let facts = vec![("上限".to_owned(), "50万円 <&>".to_owned())];
        let letter = Draft::new("題")
            .heading("新しい支援")
            .entry("補助金", facts, "https://example.jp/?a=1&b")
            .finish();
        assert_eq!(
            letter.text,
            "【新しい支援】\r\n\r\n■ 補助金\r\n上限：50万円 <&>\r\nhttps://example.jp/?a=1&b\r\n\r\n"
        );
        assert!(letter.html.contains("<b>補助金</b><br>上限：50万円 &lt;&amp;&gt;<br>"), "{}", letter.html);
        assert!(
            letter
                .html
                .contains("<a href=\"https://example.jp/?a=1&amp;b\">https://example.jp/?a=1&amp;b</a>")
        );
    }

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
