//! Secrets that a browser or a letter holds; of each, only a hash is stored.

/// 32 hexadecimal digits: 128 bits.
const LENGTH: usize = 32;

/// A secret of its own type: one cannot be taken for another.
macro_rules! token {
    ($(#[$doc:meta])+ $name:ident) => {
        $(#[$doc])+
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// A text of the right form; whether it opens anything is for the store to say.
            #[must_use]
            pub fn parse(text: &str) -> Option<$name> {
                let formed = text.len() == LENGTH && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                formed.then(|| $name(text.to_owned()))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            /// Secrets stay out of logs.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

token! {
    /// Stands in the address of a link that was sent.
    LinkToken
}
token! {
    /// In a cookie of the browser that asked for a link.
    BrowserToken
}
token! {
    /// In a cookie of a browser that is signed in.
    SessionToken
}
token! {
    /// In a cookie of a browser in which staff is signed in.
    StaffToken
}
token! {
    /// In a cookie of a browser that has given a password of staff, and not yet a code.
    HalfToken
}
token! {
    /// In a cookie of a browser that is away at the prefecture's sign-on.
    TripToken
}
token! {
    /// In a cookie of a browser that may still show recovery codes: they follow from it.
    CodesToken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_the_form_is_read_and_nothing_is_told() {
        let text = "0123456789abcdef0123456789abcdef";
        let token = SessionToken::parse(text).expect("the form of a token");
        assert_eq!((token.as_str(), format!("{token:?}").as_str()), (text, "SessionToken(…)"));
        for other in ["", &text[1..], &format!("{text}0"), &text.to_uppercase(), &text.replace('0', "g")] {
            assert_eq!(LinkToken::parse(other), None, "{other}");
        }
    }
}
