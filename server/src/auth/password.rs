//! Passwords: which will do, how they are kept.

use std::collections::BTreeSet;

use app::backend::{NewPassword, Weakness};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use unicode_normalization::UnicodeNormalization;

use super::slow::argon2;

/// In characters, as ASVS asks.
const SHORTEST: usize = 12;
const LONGEST: usize = 128;
/// With fewer different characters than this, length says nothing.
const FEWEST_DIFFERENT: usize = 5;
/// Of the address, this much must stand in a password for it to be obvious.
const TELLING: usize = 4;
/// Bytes of the hash that is kept.
const BYTES: usize = 32;

/// What everybody tries first: one a line, in lower case, each of twelve characters at least. It is made of those of this
/// length in two lists that come of breaches, Django 5.2's `common-passwords.txt` (put together by Royce Williams; BSD-3-Clause)
/// and the `passwords` of zxcvbn 4.5 (MIT): some 340; and of some 2,350 words, ways over the keyboard, years and their
/// combinations, also Japanese ones, that we have put together ourselves, since breaches have few of this length.
const COMMON: &str = include_str!("common_passwords.txt");
/// What this product is called.
const PRODUCT: [&str; 6] = ["shindan", "hiroshima", "診断", "広島", "しんだん", "ひろしま"];
/// A password that nobody has, to take as long where there is none.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZS1zYWx0LTEyMzQ$Y4KzzIgUErd7/K7tAmABwA2eMCXmbCD25+kvB5hRRio";

/// One password is one however it is typed.
fn plain(password: &str) -> String {
    password.nfkc().collect()
}

/// The password that was typed, if it will do for who has this address.
///
/// # Errors
/// Why it will not.
pub fn chosen(new: NewPassword<'_>, address: &str) -> Result<String, Weakness> {
    let password = plain(new.first);
    let length = password.chars().count();
    if length < SHORTEST {
        Err(Weakness::TooShort)
    } else if length > LONGEST {
        Err(Weakness::TooLong)
    } else if is_common(&password) {
        Err(Weakness::Common)
    } else if is_obvious(&password, address) {
        Err(Weakness::Obvious)
    } else if password != plain(new.again) {
        Err(Weakness::NotTheSame)
    } else {
        Ok(password)
    }
}

fn is_common(password: &str) -> bool {
    let folded = password.to_lowercase();
    let different: BTreeSet<char> = folded.chars().collect();
    let letters: String = folded.chars().map(letter).collect();
    different.len() < FEWEST_DIFFERENT
        || is_run(&folded)
        || COMMON.lines().any(|common| common == folded || common == letters)
}

/// The letter in whose place it often stands.
fn letter(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        '7' => 't',
        c => c,
    }
}

/// Each character follows the one before, or stands before it.
fn is_run(text: &str) -> bool {
    let steps: BTreeSet<i64> = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(one, next)| i64::from(u32::from(next)) - i64::from(u32::from(one)))
        .collect();
    steps.iter().all(|step| [-1, 0, 1].contains(step))
}

fn is_obvious(password: &str, address: &str) -> bool {
    let folded = password.to_lowercase();
    let address = address.to_lowercase();
    let name = address.split('@').next().unwrap_or_default();
    let of_address = name.split(|c: char| !c.is_alphanumeric()).chain([name]);
    let telling = of_address.filter(|part| part.chars().count() >= TELLING);
    PRODUCT.into_iter().chain(telling).any(|word| folded.contains(word))
}

/// What is kept in a password's place. It takes a while.
///
/// # Errors
/// When it cannot be hashed.
pub fn kept(password: &str, salt: &[u8; 16]) -> Result<String, argon2::password_hash::Error> {
    let salt = SaltString::encode_b64(salt)?;
    Ok(argon2(BYTES)?.hash_password(plain(password).as_bytes(), &salt)?.to_string())
}

/// Is it the password of which this is kept? It takes as long where nothing is.
#[must_use]
pub fn fits(password: &str, kept: Option<&str>) -> bool {
    let (Ok(hash), Ok(argon2)) = (PasswordHash::new(kept.unwrap_or(NOBODYS)), argon2(BYTES)) else {
        return false;
    };
    argon2.verify_password(plain(password).as_bytes(), &hash).is_ok() && kept.is_some()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    const ADDRESS: &str = "hanako.tanaka@pref.example.jp";

    fn of(password: &str) -> Result<String, Weakness> {
        chosen(NewPassword { first: password, again: password }, ADDRESS)
    }

    #[test]
    fn only_a_password_that_is_hard_to_guess_will_do() {
        for (password, expected) in [
            ("kusanagi-11", Weakness::TooShort),
            (&"あ".repeat(11), Weakness::TooShort),
            (&"abcdefgh-jklmn-".repeat(9), Weakness::TooLong),
            ("password1234", Weakness::Common),
            ("PassWord1234", Weakness::Common),
            ("P@ssw0rdP@ssw0rd", Weakness::Common),
            ("ｐａｓｓｗｏｒｄ１２３４", Weakness::Common),
            ("aaaaaaaaaaaaaaaa", Weakness::Common),
            ("abcdefghijklmnop", Weakness::Common),
            ("987654321098", Weakness::Common),
            ("123456789101", Weakness::Common),
            ("AvrilLavigne", Weakness::Common),
            ("tanaka-no-inu-7", Weakness::Obvious),
            ("HANAKO no himitsu", Weakness::Obvious),
            ("hiroshima-kaki-42", Weakness::Obvious),
        ] {
            assert_eq!(of(password), Err(expected), "{password}");
        }
        for password in ["kusanagi-no-tsurugi", "もみじの葉が三枚おちている", "8vR!tq2#Lw0z"] {
            assert_eq!(of(password).as_deref(), Ok(password));
        }
        let other = NewPassword { first: "kusanagi-no-tsurugi", again: "kusanagi-no-tsurigi" };
        assert_eq!(chosen(other, ADDRESS), Err(Weakness::NotTheSame));
    }

    #[test]
    fn the_list_is_as_it_is_read() {
        let lines: Vec<&str> = COMMON.lines().collect();
        assert!(lines.len() >= 500, "{}", lines.len());
        for line in &lines {
            assert!(line.chars().count() >= SHORTEST && *line == plain(line).to_lowercase(), "{line}");
        }
        assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len(), "one twice");
    }

    #[test]
    fn a_password_fits_what_is_kept_of_it_however_it_is_typed() {
        let kept = kept("kusanagi-no-tsurugi", &[7; 16]).expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(fits("kusanagi-no-tsurugi", Some(&kept)));
        assert!(fits("ｋｕｓａｎａｇｉ-no-tsurugi", Some(&kept)));
        assert!(!fits("kusanagi-no-tsurigi", Some(&kept)) && !fits("", Some(&kept)));
        assert!(!fits("kusanagi-no-tsurugi", None) && !fits("kusanagi-no-tsurugi", Some("broken")));
    }

    #[test]
    fn it_takes_as_long_where_nothing_is_kept() {
        assert!(PasswordHash::new(NOBODYS).is_ok(), "else it would take no time at all");
        let kept = kept("kusanagi-no-tsurugi", &[7; 16]).expect("a hash");
        // The shortest of some: the machine may be busy.
        let took = |kept: Option<&str>| {
            let tries = (0..7).map(|_| {
                let begun = Instant::now();
                assert!(!fits("another-password", kept));
                begun.elapsed().as_secs_f64()
            });
            tries.fold(f64::MAX, f64::min)
        };
        let (one, other) = (took(Some(&kept)), took(None));
        assert!((0.3..3.0).contains(&(one / other)), "{one} {other}");
    }
}
