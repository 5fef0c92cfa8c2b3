//! The portal's HTML, made plain: no script, no style, no class, nothing that loads; links by http(s) only.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use domain::detail_html::{ELEMENTS, REL, is_plain};

/// Headings of the text would stand among those of the page: they become strong text.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
/// Paragraphs that only keep others apart.
const EMPTY: [&str; 3] = ["<p><br></p>", "<p>&nbsp;</p>", "<p></p>"];
/// A summary is not longer than this, in characters.
const SUMMARY: usize = 120;
/// Lines shorter than this are headings or fragments.
const LINE: usize = 10;

/// Plain HTML of the elements that content may have; none if nothing is left, or it would be too much.
pub(super) fn plain(html: &str) -> Option<String> {
    let mut plain = builder().clean(html).to_string();
    for heading in HEADINGS {
        plain = plain
            .replace(&format!("<{heading}>"), "<div><strong>")
            .replace(&format!("</{heading}>"), "</strong></div>");
    }
    for empty in EMPTY {
        plain = plain.replace(empty, "");
    }
    let plain = plain.trim();
    (!plain.is_empty() && is_plain(plain)).then(|| plain.to_owned())
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    let tags: HashSet<&str> = ELEMENTS.iter().map(|(name, _)| *name).chain(HEADINGS).collect();
    let attributes = ELEMENTS.iter().map(|(name, attributes)| {
        // ammonia sets rel itself, and refuses to be told that it may stand there.
        let own = attributes.iter().copied().filter(|attribute| *attribute != "rel");
        (*name, own.collect::<HashSet<&str>>())
    });
    builder
        .tags(tags)
        .tag_attributes(attributes.filter(|(_, own)| !own.is_empty()).collect::<HashMap<_, _>>())
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "template", "noscript", "textarea", "svg", "math",
        ]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL))
        .strip_comments(true)
        .attribute_filter(|_, attribute, value| is_kept(attribute, value).then_some(Cow::Borrowed(value)));
    builder
}

/// Addresses without blanks or signs of HTML, spans of at most two digits.
fn is_kept(attribute: &str, value: &str) -> bool {
    match attribute {
        "href" => {
            !value.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
        }
        "colspan" | "rowspan" => matches!(value.len(), 1..=2) && value.bytes().all(|b| b.is_ascii_digit()),
        _ => true,
    }
}

/// The first line of plain HTML that says something: no heading, no remark.
pub(super) fn first_line(plain: &str) -> Option<String> {
    let lines = plain.split('<').fold(vec![String::new()], |mut lines, piece| {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if !matches!(name, "a" | "b" | "em" | "i" | "strong") {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(text);
        }
        lines
    });
    lines.iter().map(|line| unescaped(line)).find(|line| is_sentence(line)).map(|line| shortened(&line))
}

fn is_sentence(line: &str) -> bool {
    let is_mark = |c: char| "■□●○◆◇▼▶※【＜<〇・①(（".contains(c);
    line.chars().count() >= LINE && !line.starts_with(is_mark)
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&").trim().to_owned()
}

/// Not more than a summary may have, to the end of a sentence where there is one.
fn shortened(line: &str) -> String {
    if line.chars().count() <= SUMMARY {
        return line.to_owned();
    }
    let start: String = line.chars().take(SUMMARY).collect();
    match start.rfind('。') {
        Some(end) => start[..end + '。'.len_utf8()].to_owned(),
        None => start + "…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_html() {
        for (html, left) in [
            ("<p style=\"color: red\" class=\"x\" onclick=\"x()\">あ</p>", "<p>あ</p>"),
            ("<p>あ</p><script>alert(1)</script>", "<p>あ</p>"),
            ("<p>あ<img src=x onerror=alert(1)></p>", "<p>あ</p>"),
            (
                "<style>p{}</style><p><span style=\"font-size: 13px;\">あ</span>&nbsp;い</p><p><br></p>",
                "<p>あ&nbsp;い</p>",
            ),
            ("<h2>目的</h2><p>あ</p>", "<div><strong>目的</strong></div><p>あ</p>"),
            (
                "<a href=\"https://example.jp/a?b=1&c=2\" target=\"_blank\" rel=\"opener\">案内</a>",
                "<a href=\"https://example.jp/a?b=1&amp;c=2\" rel=\"noopener noreferrer\">案内</a>",
            ),
            ("<a href=\"javascript:alert(1)\">案内</a>", "<a rel=\"noopener noreferrer\">案内</a>"),
            ("<a href=\"/do/start\">案内</a>", "<a rel=\"noopener noreferrer\">案内</a>"),
            ("<a href=\"mailto:a@example.jp\">案内</a>", "<a rel=\"noopener noreferrer\">案内</a>"),
            ("<p>あ<p>い", "<p>あ</p><p>い</p>"),
            ("あ < い > う & え", "あ &lt; い &gt; う &amp; え"),
            (
                "<table border=1><tr><td colspan=\"2\" width=5>あ</td><td colspan=\"999\">い</td></tr></table>",
                "<table><tbody><tr><td colspan=\"2\">あ</td><td>い</td></tr></tbody></table>",
            ),
            ("<!-- <p>あ</p> --><iframe srcdoc=\"<p>あ</p>\"></iframe><p>い</p>", "<p>い</p>"),
            ("<svg><text>あ</text></svg><p>い</p>", "<p>い</p>"),
        ] {
            assert_eq!(plain(html).as_deref(), Some(left), "{html}");
        }
        for nothing in ["", " ", "<p><br></p>", "<script>alert(1)</script>", "<p>&nbsp;</p>"] {
            assert_eq!(plain(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_first_line_that_says_something() {
        for (html, line) in [
            (
                "<p><strong>■目的・概要</strong></p><p>労働時間を<b>短く</b>する中小企業を助ける。</p>",
                "労働時間を短くする中小企業を助ける。",
            ),
            (
                "<p>※この公募は、Jグランツでは受け付けていない</p><p>概要</p><p>A&amp;B &lt;社&gt; のための補助金です。</p>",
                "A&B <社> のための補助金です。",
            ),
            ("一行目はこれです、長さは十分。<br>二行目", "一行目はこれです、長さは十分。"),
        ] {
            assert_eq!(first_line(html).as_deref(), Some(line), "{html}");
        }
        assert_eq!(first_line("<p>概要</p>"), None);
        let long = first_line(&format!("<p>{}。{}</p>", "あ".repeat(60), "い".repeat(100))).expect("a line");
        assert_eq!(long, format!("{}。", "あ".repeat(60)));
        assert_eq!(first_line(&"う".repeat(200)).expect("a line").chars().count(), SUMMARY + 1);
    }
}
