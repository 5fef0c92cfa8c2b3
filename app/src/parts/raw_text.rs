//! Text inside `<title>` and `<textarea>`.
//!
//! Browsers read what stands in these two as text with entities, up to the end tag. Leptos leaves it as it is, as that of a
//! script: leptos_meta 0.8 writes the page's title without looking at it, and tachys 0.2 has `ESCAPE_CHILDREN` false for a
//! textarea (but true for the `<title>` of a drawing). Whoever can choose the text could end the element and go on with
//! markup. So every text that is put into one of the two goes through here.

/// The text with `&` and `<` as entities: it ends no element, and reads as it was written.
#[must_use]
pub fn as_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element() {
        assert_eq!(as_text("</title><b>&lt;"), "&lt;/title>&lt;b>&amp;lt;");
        assert_eq!(as_text("呉商工会「相談」"), "呉商工会「相談」");
    }
}
