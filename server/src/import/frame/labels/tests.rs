use super::*;
use crate::content::Files;

fn range(min: u64, max: u64) -> Option<Size> {
    Some(Size::Range { min, max: Some(max) })
}

#[test]
fn size_classes() {
    for (text, read) in [
        ("１～４人", range(1, 4)),
        ("1〜4人", range(1, 4)),
        ("1-4人", range(1, 4)),
        ("１人～４人", range(1, 4)),
        (" 10 ～ 19 人", range(10, 19)),
        ("01_１～４人", range(1, 4)),
        ("従業者規模 100～299人", range(100, 299)),
        ("1,000～1,999人", range(1000, 1999)),
        ("０人", range(0, 0)),
        ("20人以下", range(0, 20)),
        ("5人未満", range(0, 4)),
        ("300人以上", Some(Size::Range { min: 300, max: None })),
        ("5,000人以上", Some(Size::Range { min: 5000, max: None })),
        ("総数", Some(Size::Total)),
        ("総数【事業所】", Some(Size::Total)),
        ("規模計", Some(Size::Total)),
        ("出向・派遣従業者のみ", Some(Size::Without)),
        ("従業者規模不詳", Some(Size::Without)),
        ("4～1人", None),
        ("1-4", None),
        ("01", None),
        ("小規模", None),
        ("", None),
        ("人", None),
    ] {
        assert_eq!(size(text, false), read, "{text}");
    }
    assert_eq!(size("1-4", true), range(1, 4));
    assert_eq!(size("4+", true), Some(Size::Range { min: 4, max: None }));
    assert_eq!(size("ALL", true), Some(Size::Total));
    assert_eq!(size("SME", true), None);
}

#[test]
fn divisions() {
    let content = Files::seed().check().expect("a seed without errors").content;
    for (text, read) in [
        ("E 製造業", Some(Industry::Division('E'))),
        ("Ｅ　製造業", Some(Industry::Division('E'))),
        ("E_製造業", Some(Industry::Division('E'))),
        ("E", Some(Industry::Division('E'))),
        ("製造業", Some(Industry::Division('E'))),
        ("Ｉ　卸売業，小売業", Some(Industry::Division('I'))),
        ("卸売業、小売業", Some(Industry::Division('I'))),
        ("R サービス業（他に分類されないもの）", Some(Industry::Division('R'))),
        ("Ａ 農業、林業（個人経営を除く）", Some(Industry::Division('A'))),
        ("L 学術研究，専門・技術サービス業", Some(Industry::Division('L'))),
        ("Ａ～Ｓ 全産業", Some(Industry::Total)),
        ("A～R　全産業（S公務を除く）", Some(Industry::Total)),
        ("総数", Some(Industry::Total)),
        ("Ａ～Ｂ 農林漁業", Some(Industry::Several)),
        ("C～R 非農林漁業（S公務を除く）", Some(Industry::Several)),
        ("第3次産業", Some(Industry::Several)),
        ("09 食料品製造業", Some(Industry::Finer)),
        ("E09 食料品製造業", Some(Industry::Finer)),
        ("I1 卸売業", Some(Industry::Finer)),
        ("F 製造業", None),
        ("E 製造業（従業者4人以上）", None),
        ("食料品製造業", None),
        ("U 宇宙業", None),
        ("", None),
    ] {
        assert_eq!(industry(text, &content.industries), read, "{text}");
    }
    for row in content.industries.divisions() {
        let read = Some(Industry::Division(row.division));
        assert_eq!(industry(&format!("{} {}", row.division, row.name), &content.industries), read);
    }
}

#[test]
fn areas() {
    let content = Files::seed().check().expect("a seed without errors").content;
    let city = |code: &str| Some(Area::Municipality(code.to_owned()));
    for (code, name, read) in [
        ("34000", "広島県", Some(Area::Prefecture)),
        ("", "34000 広島県", Some(Area::Prefecture)),
        ("", "34_広島県", Some(Area::Prefecture)),
        ("00034", "広島県", Some(Area::Prefecture)),
        ("34100", "広島市", city("34100")),
        ("", "広島県 広島市", city("34100")),
        ("", "34213廿日市市", city("34213")),
        ("", "廿日市市", city("34213")),
        ("", "安芸郡府中町", city("34302")),
        ("", "府中市", city("34208")),
        ("13206", "府中市", Some(Area::Elsewhere)),
        ("34101", "広島市中区", Some(Area::Ward)),
        ("", "広島市安佐南区", Some(Area::Ward)),
        ("00000", "全国", Some(Area::Elsewhere)),
        ("", "岡山県", Some(Area::Elsewhere)),
        ("33000", "岡山県", Some(Area::Elsewhere)),
        ("34999", "ひろしま町", None),
        ("", "どこか", None),
        ("", "", None),
    ] {
        assert_eq!(area(code, name, &content.municipalities), read, "{code} {name}");
    }
}

#[test]
fn numbers_and_marks() {
    for (text, read) in [
        ("1,234,567", Some(Value::Known(1_234_567))),
        ("１２", Some(Value::Known(12))),
        (" 12 ", Some(Value::Known(12))),
        ("12.0", Some(Value::Known(12))),
        ("-", Some(Value::Known(0))),
        ("－", Some(Value::Known(0))),
        ("―", Some(Value::Known(0))),
        ("0", Some(Value::Known(0))),
        ("X", Some(Value::Unknown)),
        ("Ｘ", Some(Value::Unknown)),
        ("x", Some(Value::Unknown)),
        ("…", Some(Value::Unknown)),
        ("***", Some(Value::Unknown)),
        ("", Some(Value::Unknown)),
        ("-5", None),
        ("1.5", None),
        ("約100", None),
        ("99,999,999,999,999,999,999", None),
        ("18446744073709551615", None),
    ] {
        assert_eq!(value(text), read, "{text}");
    }
}

#[test]
fn days_in_texts() {
    for (text, read) in [
        ("実施年月：2021年6月", Some("2021-06")),
        ("令和3年経済センサス‐活動調査（令和3年6月1日現在）", Some("2021-06-01")),
        ("令和元年", Some("2019")),
        ("平成28年", Some("2016")),
        ("2021年", Some("2021")),
        ("202106", Some("2021-06")),
        ("2021-06-01", Some("2021-06-01")),
        ("３年", None),
        ("産業別", None),
    ] {
        assert_eq!(days(text).first().map(String::as_str), read, "{text}");
    }
    for not in ["2021-13", "2021-02-30", "21", "2021/06", "1821", ""] {
        assert_eq!(as_of(not), None, "{not}");
    }
}
