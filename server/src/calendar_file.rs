//! Entries of a calendar as a file that calendars read: iCalendar, RFC 5545.
//!
//! Written here and not by a crate: the one that is in use (icalendar 0.16) counts characters where the standard counts
//! octets, and puts the time of day in by itself. What calendars make of it is checked with a second implementation
//! (`end2end/nojs/menu.spec.ts`; ADR 0009).

use app::deadlines::Entry;
use chrono::{DateTime, Days, NaiveDate, Utc};

/// Longest line in octets, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;
/// What comes behind the `@` of every id, so that it is nobody else's.
const HERE: &str = "dx-kantan-shindan.hiroshima";

/// The file. `made` is when it was made; days are days, without time and zone.
#[must_use]
pub fn written(entries: &[Entry], made: DateTime<Utc>) -> String {
    let mut file = File::default();
    for line in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hiroshima//DX Kantan Shindan//JA", "CALSCALE:GREGORIAN"]
    {
        file.line(line);
    }
    for entry in entries {
        file.line("BEGIN:VEVENT");
        file.line(&format!("UID:{}@{HERE}", entry.id));
        file.line(&format!("DTSTAMP:{}", made.format("%Y%m%dT%H%M%SZ")));
        file.line(&format!("DTSTART;VALUE=DATE:{}", date(entry.day)));
        // The first day that is no longer part of it.
        let end = entry.day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        file.line(&format!("DTEND;VALUE=DATE:{}", date(end)));
        file.line(&format!("SUMMARY:{}", text(&entry.title)));
        file.line(&format!("DESCRIPTION:{}", text(&entry.text)));
        file.line(&format!("URL:{}", entry.url));
        // Nobody is busy on such a day.
        file.line("TRANSP:TRANSPARENT");
        file.line("END:VEVENT");
    }
    file.line("END:VCALENDAR");
    file.0
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text value: what means something to the format is escaped (3.3.11).
fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len());
    for character in plain.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[derive(Default)]
struct File(String);

impl File {
    /// Adds a line, folded where it is too long, never within a character.
    fn line(&mut self, line: &str) {
        let mut used = 0;
        for character in line.chars() {
            if used + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(character);
            used += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, text: &str) -> Entry {
        Entry {
            id: "menu.20261105".to_owned(),
            day: "2026-12-31".parse().expect("a day"),
            title: title.to_owned(),
            text: text.to_owned(),
            url: "https://example.jp/?a=1;b".to_owned(),
        }
    }

    fn made(title: &str, text: &str) -> String {
        written(&[entry(title, text)], "2026-11-22T01:02:03Z".parse().expect("an instant"))
    }

    #[test]
    fn an_entry_is_a_whole_day_with_an_exclusive_end() {
        let file = made("締切", "一行目\n二行目, と; と\\");
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert_eq!(
            lines[4..14],
            [
                "BEGIN:VEVENT",
                "UID:menu.20261105@dx-kantan-shindan.hiroshima",
                "DTSTAMP:20261122T010203Z",
                "DTSTART;VALUE=DATE:20261231",
                "DTEND;VALUE=DATE:20270101",
                "SUMMARY:締切",
                r"DESCRIPTION:一行目\n二行目\, と\; と\\",
                "URL:https://example.jp/?a=1;b",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
        );
        assert_eq!((lines[14], lines[15], lines.len()), ("END:VCALENDAR", "", 16));
    }

    #[test]
    fn long_lines_are_folded_at_75_octets_and_never_within_a_character() {
        for title in ["あ".repeat(200), "a".repeat(300), format!("a{}", "𠮷".repeat(99)), "あ ".repeat(80)]
        {
            let file = made(&title, "");
            assert!(file.split("\r\n").all(|line| line.len() <= LINE), "{file}");
            assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "{file}");
            // Unfolded it is what it was.
            assert!(file.replace("\r\n ", "").contains(&format!("\r\nSUMMARY:{title}\r\n")), "{file}");
        }
        let folded = made(&"a".repeat(67), "").replace("\r\n ", "#");
        assert!(folded.contains(&format!("SUMMARY:{}\r\n", "a".repeat(67))), "75 octets fit: {folded}");
    }

    #[test]
    fn nothing_breaks_out_of_a_value() {
        let file = made("x\r\nEND:VEVENT\r\u{0}", "\u{7}");
        assert!(file.contains("SUMMARY:x\\nEND:VEVENT\r\n"), "{file}");
        assert!(file.contains("DESCRIPTION:\r\n"), "{file}");
    }
}
