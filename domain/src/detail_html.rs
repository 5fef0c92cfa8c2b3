//! The one field of the content that is shown as HTML: which HTML it may be.
//!
//! Who brings the text in (an importer) makes it plain; this looks again, whoever brought it: files, spreadsheets and
//! the database are all read through [`Content::check`](crate::content::Content::check). What passes can neither run
//! anything, nor load anything, nor leave the place in the page where it is put.

/// Elements that may stand there, and the attributes of each. All lower case, as serialisers write them.
pub const ELEMENTS: [(&str, &[&str]); 21] = [
    ("a", &["href", "rel"]),
    ("b", &[]),
    ("br", &[]),
    ("dd", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("li", &[]),
    ("ol", &[]),
    ("p", &[]),
    ("strong", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// Elements without content or end.
const VOID: [&str; 2] = ["br", "hr"];
/// What every link says: the page it leads to learns nothing of where it was.
pub const REL: &str = "noopener noreferrer";
/// The longest that is kept, in characters. The longest of the portals' texts have some ten thousand.
pub const MAX_CHARS: usize = 60_000;

/// Is this HTML of the few elements and attributes above, well nested, links leading by http(s) only?
#[must_use]
pub fn is_plain(html: &str) -> bool {
    html.chars().count() <= MAX_CHARS && walk(html).is_some()
}

fn walk(html: &str) -> Option<()> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        is_text(&rest[..at]).then_some(())?;
        let (tag, after) = rest[at + 1..].split_once('>')?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            (open.pop() == Some(name)).then_some(())?;
        } else {
            let name = start_tag(tag)?;
            if !VOID.contains(&name) {
                open.push(name);
            }
        }
    }
    (is_text(rest) && open.is_empty()).then_some(())
}

/// Text with every `>` written as a reference; an `&` that stands for nothing does no harm in text.
fn is_text(text: &str) -> bool {
    !text.contains('>') && !text.contains('\0')
}

/// The name of an element that may begin so.
fn start_tag(tag: &str) -> Option<&str> {
    let (name, mut rest) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
    let (_, attributes) = ELEMENTS.iter().find(|(known, _)| *known == name)?;
    let mut seen = Vec::new();
    while !rest.is_empty() {
        let (attribute, after) = rest.strip_prefix(' ')?.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        (attributes.contains(&attribute) && !seen.contains(&attribute)).then_some(())?;
        is_value(attribute, value).then_some(())?;
        seen.push(attribute);
        rest = after;
    }
    let is_unmarked_link = name == "a" && seen.contains(&"href") && !seen.contains(&"rel");
    (!is_unmarked_link).then_some(name)
}

fn is_value(attribute: &str, value: &str) -> bool {
    match attribute {
        "href" => {
            let leads_out = value.starts_with("https://") || value.starts_with("http://");
            leads_out && !value.contains(|c: char| c.is_whitespace() || c.is_control() || c == '<')
        }
        "rel" => value == REL,
        // colspan, rowspan
        _ => matches!(value.len(), 1..=2) && value.bytes().all(|b| b.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_html_passes() {
        for html in [
            "",
            "ことばだけ",
            "<p>一&amp;二&nbsp;&lt;三&gt;</p><p><br></p>",
            "<p><strong>目的</strong></p><ul><li>あ</li><li>い</li></ul><hr>",
            r#"<p><a href="https://example.jp/a?b=1&amp;c=2" rel="noopener noreferrer">案内</a></p>"#,
            r#"<table><tbody><tr><th colspan="2">あ</th><td rowspan="12">い</td></tr></tbody></table>"#,
        ] {
            assert!(is_plain(html), "{html}");
        }
    }

    #[test]
    fn nothing_else_passes() {
        for html in [
            "<script>alert(1)</script>",
            "<p onclick=\"x()\">あ</p>",
            "<p style=\"color: red\">あ</p>",
            "<P>あ</P>",
            "<p",
            "<p/>",
            "<p >あ</p>",
            "<br/>",
            "<!-- あ -->",
            "あ > い",
            "<p>あ",
            "</p>あ",
            "<p><strong>あ</p></strong>",
            "</div><p>あ</p><div>",
            "<img src=\"https://example.jp/a.png\">",
            r#"<a href="javascript:alert(1)" rel="noopener noreferrer">あ</a>"#,
            r#"<a href="https://example.jp/">あ</a>"#,
            r#"<a href="/do/start" rel="noopener noreferrer">あ</a>"#,
            r#"<a href="https://example.jp/ onclick=x" rel="noopener noreferrer">あ</a>"#,
            r#"<a href="https://example.jp/" href="https://example.jp/" rel="noopener noreferrer">あ</a>"#,
            r#"<a href="https://example.jp/"rel="noopener noreferrer">あ</a>"#,
            r#"<a href='https://example.jp/' rel="noopener noreferrer">あ</a>"#,
            r#"<td colspan="100">あ</td>"#,
            r#"<iframe srcdoc="<p>">あ</iframe>"#,
            "<h1>あ</h1>",
        ] {
            assert!(!is_plain(html), "{html}");
        }
        assert!(!is_plain(&"あ".repeat(MAX_CHARS + 1)));
    }
}
