//! The address of a list: what it is narrowed down to and in which order. Nothing personal stands in it.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// Longest search that is read, in characters.
pub const MAX_SEARCH: usize = 100;
/// The parameter with the number of the page.
const PAGE: &str = "page";

/// What the address of this request asks for, as it was written.
#[derive(Debug, Clone)]
pub struct Asked(ParamsMap);

impl Asked {
    #[must_use]
    pub fn of_address() -> Asked {
        Asked(use_query_map().get_untracked())
    }

    /// A value that is not empty.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.get_str(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The words to search for: no more of them than anybody types.
    #[must_use]
    pub fn words(&self) -> String {
        self.value("q").unwrap_or_default().chars().take(MAX_SEARCH).collect()
    }

    /// Is the parameter there, be it empty?
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.get_str(name).is_some()
    }

    /// A value just as it was written; empty if there is none.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.0.get_str(name).unwrap_or_default()
    }

    /// The number of the page, from 1.
    #[must_use]
    pub fn page(&self) -> usize {
        self.value(PAGE).and_then(|number| number.parse().ok()).unwrap_or(1)
    }
}

/// An address of a list, always written the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: Cow<'static, str>,
    pairs: Vec<(&'static str, String)>,
}

impl Address {
    #[must_use]
    pub fn new(path: impl Into<Cow<'static, str>>) -> Address {
        Address { path: path.into(), pairs: Vec::new() }
    }

    /// With one more parameter; an empty one is none.
    #[must_use]
    pub fn and(mut self, name: &'static str, value: Option<impl Into<String>>) -> Address {
        let value = value.map(Into::into).filter(|value: &String| !value.is_empty());
        self.pairs.extend(value.map(|value| (name, value)));
        self
    }

    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same list without a limit.
    #[must_use]
    pub fn without(&self, name: &str) -> String {
        self.written(
            self.pairs
                .iter()
                .filter(|(known, _)| *known != name)
                .map(|(name, value)| (*name, value.as_str())),
        )
    }

    /// The same list with another value of a parameter that is there.
    #[must_use]
    pub fn changed(&self, name: &str, value: &str) -> String {
        let changed =
            self.pairs.iter().map(|(known, old)| (*known, if *known == name { value } else { old.as_str() }));
        self.written(changed.filter(|(_, value)| !value.is_empty()))
    }

    /// A page of the list.
    #[must_use]
    pub fn page(&self, number: usize) -> String {
        let number = number.to_string();
        let page = (number != "1").then_some((PAGE, number.as_str()));
        self.written(self.pairs.iter().map(|(name, value)| (*name, value.as_str())).chain(page))
    }

    fn written<'a>(&self, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        with_query(&self.path, pairs)
    }
}

/// An address with parameters.
#[must_use]
pub fn with_query<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    for (place, (name, value)) in pairs.enumerate() {
        address.push(if place == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        percent_encode(value, &mut address);
    }
    address
}

/// RFC 3986: all but the unreserved characters are written as bytes.
fn percent_encode(value: &str, address: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push('%');
            address.push(char::from(HEX[usize::from(byte >> 4)]));
            address.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_one_way() {
        let address = Address::new("/menus")
            .and("q", Some("補助 50%&"))
            .and("kind", Some("e_learning"))
            .and("level", None::<String>)
            .and("pain", Some(""));
        let q = "q=%E8%A3%9C%E5%8A%A9%2050%25%26";
        assert_eq!(address.page(1), format!("/menus?{q}&kind=e_learning"));
        assert_eq!(address.page(3), format!("/menus?{q}&kind=e_learning&page=3"));
        assert_eq!(address.without("kind"), format!("/menus?{q}"));
        assert_eq!(address.without("q"), "/menus?kind=e_learning");
        assert_eq!(address.changed("q", "x"), "/menus?q=x&kind=e_learning");
        assert_eq!(address.changed("q", ""), "/menus?kind=e_learning");
        assert_eq!(Address::new("/cases").page(1), "/cases");
    }
}
