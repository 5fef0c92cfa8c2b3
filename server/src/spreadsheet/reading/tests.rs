use super::*;

fn written(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

#[test]
fn texts_lose_their_guard_and_the_blanks_around_them() {
    assert_eq!(
        text(&written(" '=1+1\u{3000}\n")),
        Ok("'=1+1".to_owned()),
        "the guard stands first or not at all"
    );
    assert_eq!(text(&written("'=1+1 ")), Ok("=1+1".to_owned()));
    assert_eq!(text(&written("一行目\r\n二行目\u{3000}")), Ok("一行目\n二行目".to_owned()));
    assert_eq!(line(&written("一行目\r\n\n 二行目")), Ok("一行目 二行目".to_owned()));
    assert_eq!(text(&Cell::Number(34100.0)), Ok("34100".to_owned()));
    assert_eq!(text(&Cell::Number(0.5)), Ok("0.5".to_owned()));
    assert_eq!(code(&written("ｊｉｚｏｋｕｋａ－２０ ")), Ok("jizokuka-20".to_owned()));
    assert_eq!(text(&Cell::Fault("#REF!".to_owned())), Err(Trouble::Fault("#REF!".to_owned())));
}

#[test]
fn numbers_are_read_as_people_and_excel_write_them() {
    for (cell, value) in [
        (Cell::Empty, None),
        (written(" \u{3000}"), None),
        (Cell::Number(4_500_000.0), Some(4_500_000)),
        (written("4500000"), Some(4_500_000)),
        (written("4,500,000"), Some(4_500_000)),
        (written("￥４，５００，０００"), Some(4_500_000)),
        (written("4500000.0"), Some(4_500_000)),
        (written("450万円"), Some(4_500_000)),
        (written("1億5,000万"), Some(150_000_000)),
        (written("0"), Some(0)),
    ] {
        assert_eq!(number(&cell), Ok(value), "{cell:?}");
    }
    for cell in [
        Cell::Number(0.5),
        Cell::Number(-1.0),
        Cell::Number(1e15),
        Cell::Bool(true),
        Cell::Day(on(2026, 4, 1)),
        written("約450万円"),
        written("-5"),
        written("円"),
        written("1.5"),
        written("99999999999999999999"),
    ] {
        assert!(matches!(number(&cell), Err(Trouble::NotANumber(_))), "{cell:?}");
    }
    assert_eq!(number(&written("1.2E+11")), Err(Trouble::Rounded("1.2E+11".to_owned())));
}

#[test]
fn days_are_read_in_every_notation_that_excel_leaves_behind() {
    for cell in [
        Cell::Day(on(2026, 4, 1)),
        Cell::Number(46_113.0),
        Cell::Number(46_113.5),
        Cell::Number(20_260_401.0),
        written("2026-04-01"),
        written("2026/4/1"),
        written("２０２６／４／１"),
        written("2026.4.1"),
        written("2026年4月1日"),
        written("20260401"),
        written("2026/4/1 0:00"),
        written("2026-04-01T00:00:00"),
        written("R8.4.1"),
        written("令和8年4月1日"),
        written("令和 8年 4月 1日 "),
    ] {
        assert_eq!(day(&cell), Ok(Some(on(2026, 4, 1))), "{cell:?}");
    }
    assert_eq!(day(&written("令和元年5月1日")), Ok(Some(on(2019, 5, 1))));
    assert_eq!(day(&written("平成31年4月30日")), Ok(Some(on(2019, 4, 30))));
    assert_eq!(day(&Cell::Empty), Ok(None));
    for cell in [
        written("2026-02-30"),
        written("2026-04"),
        written("4/1"),
        written("4月1日"),
        written("未定"),
        written("2026-4-1-1"),
        written("26/4/1"),
        Cell::Number(2026.0),
        Cell::Number(-1.0),
    ] {
        assert!(matches!(day(&cell), Err(Trouble::NotADay(_))), "{cell:?}");
    }
}

#[test]
fn the_date_of_a_source_may_be_a_year_or_a_month() {
    for (cell, value) in [
        (Cell::Empty, None),
        (written("2025"), Some("2025")),
        (Cell::Number(2025.0), Some("2025")),
        (written("2025年"), Some("2025")),
        (written("R7"), Some("2025")),
        (written("2025-11"), Some("2025-11")),
        (written("2025/11"), Some("2025-11")),
        (written("令和7年11月"), Some("2025-11")),
        (written("Nov-25"), Some("2025-11")),
        (written("2025-11-18"), Some("2025-11-18")),
        (Cell::Number(45_979.0), Some("2025-11-18")),
        (Cell::Day(on(2025, 11, 18)), Some("2025-11-18")),
    ] {
        assert_eq!(source_day(&cell), Ok(value.map(str::to_owned)), "{cell:?}");
    }
    for cell in [written("2025-13"), written("11月"), written("Foo-25"), written("去年"), Cell::Number(12.0)]
    {
        assert!(matches!(source_day(&cell), Err(Trouble::NotASourceDay(_))), "{cell:?}");
    }
}
