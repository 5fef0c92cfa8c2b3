//! Shift_JIS as Windows writes it. A character that it lacks, or that would come back as another (− as －), is written
//! as `&#8722;`, as browsers do, and read back from that; a text that has `&#` of its own is kept apart as `&#38;#`.

use encoding_rs::SHIFT_JIS;

/// The text in Shift_JIS.
#[must_use]
pub fn encode(text: &str) -> Vec<u8> {
    let protected = text.replace("&#", "&#38;#");
    let mut bytes = Vec::with_capacity(protected.len());
    let mut letter = [0; 4];
    for character in protected.chars() {
        let text = &*character.encode_utf8(&mut letter);
        let (encoded, _, lost) = SHIFT_JIS.encode(text);
        if lost || SHIFT_JIS.decode_without_bom_handling(&encoded).0 != text {
            bytes.extend(format!("&#{};", u32::from(character)).bytes());
        } else {
            bytes.extend_from_slice(&encoded);
        }
    }
    bytes
}

/// The text, if the bytes are Shift_JIS.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(with_characters(&text))
}

/// Puts the characters in the place of their numbers.
fn with_characters(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("&#") {
        read.push_str(before);
        match number(behind) {
            Some((character, behind)) => {
                read.push(character);
                rest = behind;
            }
            None => {
                read.push_str("&#");
                rest = behind;
            }
        }
    }
    read + rest
}

fn number(text: &str) -> Option<(char, &str)> {
    let (number, behind) = text.split_once(';')?;
    let digits = (1..=7).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let character = digits.then(|| number.parse::<u32>().ok()).flatten().and_then(char::from_u32)?;
    Some((character, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_as_it_was() {
        for text in [
            "",
            "支援メニュー、①㈱髙﨑～ｱ",
            "10−3〜5・森鷗外・𠮷野家・한국어・é・🙂・¥1,000・‾",
            "&#8722; と書いた文、&#38;#、&#x41;、A&B;",
            "\"a\",'b'\r\n",
        ] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_shift_jis_has_is_written_in_it() {
        assert_eq!(encode("県①"), [0x8c, 0xa7, 0x87, 0x40]);
        assert_eq!(encode("10−3"), b"10&#8722;3");
    }

    #[test]
    fn other_bytes_are_not_taken_for_it() {
        assert_eq!(decode(&[0x81]), None);
        assert_eq!(decode(&[0xfd, 0xfe]), None);
    }
}
