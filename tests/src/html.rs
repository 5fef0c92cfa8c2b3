//! As much of HTML as the tests look at: start tags with their attributes, and text.

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; empty for one without a value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn attribute_names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }
}

/// All start tags, in order. What stands in scripts and comments is not HTML.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after(comment, "-->");
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, behind) = start_tag(rest);
            rest = if tag.name == "script" { after(behind, "</script") } else { behind };
            found.push(tag);
        }
    }
    found
}

/// The text without tags, comments and scripts, each white space as one space.
#[must_use]
pub fn text(html: &str) -> String {
    let mut found = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        found.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after(comment, "-->");
        } else {
            let is_script = rest.starts_with("script");
            let (_, behind) = start_tag(rest);
            rest = if is_script { after(after(behind, "</script"), ">") } else { behind };
        }
    }
    found.push_str(rest);
    unescape(&found).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first element of a name, of a name and a class (`div.stat`), or of a name and an id (`table#menus`), with all that is in it; panics without one.
#[must_use]
pub fn element<'a>(html: &'a str, selector: &str) -> &'a str {
    elements(html, selector).first().unwrap_or_else(|| panic!("no {selector} in {html}"))
}

/// All such elements, in order, none inside another.
#[must_use]
pub fn elements<'a>(html: &'a str, selector: &str) -> Vec<&'a str> {
    let part = |sign| selector.split_once(sign).map_or((selector, None), |(name, part)| (name, Some(part)));
    let ((by_class, class), (by_id, id)) = (part('.'), part('#'));
    let name = if by_class.len() < by_id.len() { by_class } else { by_id };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next(html, at, &format!("<{name}")) {
        let (tag, _) = start_tag(&html[start + 1..]);
        let classes = tag.get("class").unwrap_or_default();
        at = start + 1;
        let is_it = id.is_none_or(|id| tag.get("id") == Some(id));
        if is_it && class.is_none_or(|class| classes.split(' ').any(|one| one == class)) {
            at = end(html, start, name);
            found.push(&html[start..at]);
        }
    }
    found
}

/// Where the element ends whose start tag stands at `start`.
fn end(html: &str, start: usize, name: &str) -> usize {
    let (opening, closing) = (format!("<{name}"), format!("</{name}>"));
    let mut at = start + 1;
    loop {
        let close = html[at..].find(&closing).map_or(html.len(), |place| at + place);
        match next(html, at, &opening) {
            Some(inner) if inner < close => at = end(html, inner, name),
            _ => return (close + closing.len()).min(html.len()),
        }
    }
}

/// The next place of `<name`, as a whole word.
fn next(html: &str, from: usize, opening: &str) -> Option<usize> {
    let mut places = html[from..].match_indices(opening).map(|(place, _)| from + place);
    places.find(|place| {
        html[place + opening.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
    })
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).map_or("", |at| &text[at + mark.len()..])
}

/// The tag whose name begins `text`, and what follows it.
fn start_tag(text: &str) -> (Tag, &str) {
    let ends_name = |c: char| c.is_whitespace() || matches!(c, '>' | '=');
    let (name, mut rest) = text.split_at(text.find(ends_name).unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            let tag = Tag { name: name.trim_end_matches('/').to_ascii_lowercase(), attributes };
            return (tag, rest.strip_prefix('>').unwrap_or(rest));
        }
        let (attribute, behind) = rest.split_at(rest.find(ends_name).unwrap_or(rest.len()));
        let (value, behind) = behind.strip_prefix('=').map_or(("", behind), value);
        attributes.push((attribute.trim_end_matches('/').to_ascii_lowercase(), unescape(value)));
        rest = behind;
    }
}

/// An attribute's value, quoted or not, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

fn unescape(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'")];
    let plain = marks.iter().fold(text.to_owned(), |text, (mark, plain)| text.replace(mark, plain));
    plain.replace("&amp;", "&")
}

/// What stands in the cells of a table's row, heads before data.
#[must_use]
pub fn cells(row: &str) -> Vec<String> {
    ["th", "td"].iter().flat_map(|name| elements(row, name)).map(text).collect()
}

/// The cells of all rows of the tables that a selector finds (see [`element`]); heads are rows too.
#[must_use]
pub fn rows(html: &str, tables: &str) -> Vec<Vec<String>> {
    let tables = elements(html, tables).into_iter();
    tables.flat_map(|table| elements(table, "tr")).map(cells).collect()
}

/// What follows in those of the [`rows`] that begin with a text.
#[must_use]
pub fn rows_of(html: &str, tables: &str, first: &str) -> Vec<Vec<String>> {
    let begins = |row: &Vec<String>| row.first().is_some_and(|text| text == first);
    rows(html, tables).into_iter().filter(begins).map(|row| row[1..].to_vec()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><p class="a" hidden>1 &lt; 2<!-- <b> --> <br/><input value="x>&quot;y" checked/>
        <script nonce=n>if (a<b) {}</script>end</p>"#;

    #[test]
    fn tags_carry_their_attributes() {
        let names: Vec<_> = tags(PAGE).into_iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["p", "br", "input", "script"]);
        let input = &tags(PAGE)[2];
        assert_eq!((input.get("value"), input.has("checked")), (Some("x>\"y"), true));
        assert_eq!(tags(PAGE)[3].get("nonce"), Some("n"));
    }

    #[test]
    fn elements_are_found_by_name_and_class() {
        let html = r#"<dl class="a b"><div class="b">1<div>2</div></div><div class="bc">3</div></dl><div class=b>4</div>"#;
        let texts = |selector| elements(html, selector).into_iter().map(text).collect::<Vec<_>>();
        assert_eq!(texts("div.b"), ["12", "4"]);
        assert_eq!(texts("div"), ["12", "3", "4"]);
        assert_eq!((texts("dl.b"), texts("d"), texts("dl.c")), (vec!["123".to_owned()], vec![], vec![]));
        assert_eq!(text(element(html, "div.bc")), "3");
    }

    #[test]
    fn text_is_what_people_read() {
        assert_eq!(text(PAGE), "1 < 2 end");
    }
}
