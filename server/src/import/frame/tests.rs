//! The samples of `tests/samples/frame`, and small tables of a test's own.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::indicator::{Breakdown, Dimension};
use domain::weighting::Margin;

use super::*;
use crate::content::Files;

static CONTENT: LazyLock<Content> =
    LazyLock::new(|| Files::seed().check().expect("a seed without errors").content);

fn sample(name: &str) -> PathBuf {
    Path::new("../tests/samples/frame").join(name)
}

fn read_all(names: &[&str], reading: &Reading) -> Result<Read, Vec<Slip>> {
    let files: Vec<PathBuf> = names.iter().map(|name| sample(name)).collect();
    read(&files, reading, &CONTENT)
}

fn read_sample(name: &str) -> Read {
    read_all(&[name], &Reading::default()).expect("a frame")
}

/// Reads a table that stands in a file of its own.
fn read_text(text: &str, reading: &Reading) -> Result<Read, Vec<Slip>> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("dx-frame-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("表.csv");
    std::fs::write(&file, text).expect("a file");
    let read = read(&[file], reading, &CONTENT);
    let _gone = std::fs::remove_dir_all(&folder);
    read
}

fn of_2021() -> Reading {
    Reading { as_of: Some("2021".to_owned()), ..Reading::default() }
}

fn said(slips: Vec<Slip>) -> Vec<String> {
    slips.iter().map(ToString::to_string).collect()
}

fn at(size: &str, industry: &str, municipality: &str) -> Breakdown {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Breakdown { employee_size: text(size), industry: text(industry), municipality: text(municipality) }
}

fn dimensions(margin: &Margin) -> Vec<Dimension> {
    margin.dimensions.iter().copied().collect()
}

fn only_margin(read: &Read) -> &Margin {
    let [margin] = read.frame.margins() else { panic!("{} margins", read.frame.margins().len()) };
    margin
}

#[test]
fn a_cross_table_in_shift_jis() {
    let read = read_sample("cross_size_industry_sjis.csv");
    let margin = only_margin(&read);
    assert_eq!(dimensions(margin), [Dimension::EmployeeSize, Dimension::Industry]);
    assert_eq!(read.unit, Unit::Enterprises);
    assert_eq!(read.sources[0].as_of, "2021-06-01", "the most exact that is said");
    assert!(read.sources[0].title.starts_with("作りものの統計（令和3年6月1日現在） 産業大分類，"));
    // 17 divisions × 7 classes without the two that are marked X, and three divisions that have nothing: the others
    // come to the total.
    assert_eq!((margin.counts.len(), margin.total), (17 * 7 - 2 + 3 * 7, 102_375));
    assert_eq!(margin.counts[&at("1-5", "S", "")], 0);
    assert_eq!(margin.counts[&at("1-5", "E", "")], 2150);
    assert_eq!(margin.counts[&at("301-", "F", "")], 0, "「-」 is none at all");
    assert!(!margin.counts.contains_key(&at("301-", "Q", "")), "X is not 0");
    assert!(margin.rest() > 0, "what X hides is one cell");
    let report = read.report.to_string();
    for line in [
        "規模×産業：115 区分",
        "数が示されていない区分：101〜300人・複合サービス事業、301人以上・複合サービス事業",
        "その回答には重みが付きません）：漁業、公務（他に分類されるものを除く）、分類不能の産業",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn the_same_numbers_in_long_form_are_the_same_frame() {
    let cross = read_sample("cross_size_industry_sjis.csv");
    let long = read_sample("long_size_industry_utf8.csv");
    assert_eq!(cross.frame, long.frame);
    assert_eq!((cross.unit, long.unit), (Unit::Enterprises, Unit::Enterprises));
    assert_eq!(long.sources[0].as_of, "2021-06");
    assert_eq!(long.sources[0].title, "作りものの統計 1 産業，経営組織，常用雇用者規模別企業等数");
}

#[test]
fn two_tables_make_one_frame() {
    let names = ["cross_size_industry_sjis.csv", "municipalities_utf8_bom.csv"];
    let read = read_all(&names, &Reading::default()).expect("a frame");
    let margins: Vec<Vec<Dimension>> = read.frame.margins().iter().map(dimensions).collect();
    assert_eq!(margins, [vec![Dimension::EmployeeSize, Dimension::Industry], vec![Dimension::Municipality]]);
    let municipalities = &read.frame.margins()[1];
    assert_eq!((municipalities.counts.len(), municipalities.total, municipalities.rest()), (23, 102_375, 0));
    assert_eq!(municipalities.counts[&at("", "", "34302")], 1689);
    assert_eq!(read.sources.len(), 2);
    assert_eq!(read.sources[1].as_of, "2021-06-01");
}

#[test]
fn classes_that_do_not_nest_are_refused_by_name() {
    let slips = said(read_all(&["cross_census_classes_sjis.csv"], &Reading::default()).expect_err("refused"));
    assert_eq!(slips.len(), 1, "{slips:?}");
    for words in [
        "「cross_census_classes_sjis.csv」5行目 D列：",
        "のうち 「５～９人」、「20～29人」、「50～99人」、「100～299人」、「300人以上」 は",
        "診断の区分（「0人」、「1〜5人」、",
        "--without-size",
    ] {
        assert!(slips[0].contains(words), "{words}: {}", slips[0]);
    }
    let reading = Reading { without_size: true, ..Reading::default() };
    let read = read_all(&["cross_census_classes_sjis.csv"], &reading).expect("a frame of totals");
    let margin = only_margin(&read);
    assert_eq!(dimensions(margin), [Dimension::Industry]);
    assert_eq!(read.unit, Unit::PrivateEstablishments);
    // 製造業 without its 17 establishments of 出向・派遣従業者のみ.
    assert_eq!(margin.counts[&at("", "E", "")], 3041 + 879 + 585 + 146 + 132 + 69 + 44 + 29);
    assert!(read.report.to_string().contains("どの規模でもない 251"), "{}", read.report);
}

#[test]
fn all_that_is_wrong_is_said_at_once_where_it_stands() {
    let slips = said(read_all(&["wrong_utf8.csv"], &Reading::default()).expect_err("refused"));
    let expected = [
        ("6行目 A列", "「Ｆ 製造業」は産業大分類として読めません"),
        ("7行目 B列", "「約50」は"),
        ("7行目 D列", "「1.5」は"),
        ("7行目 F列", "「-5」は"),
        (
            "9行目 C列",
            "「Ｄ　建設業・0人」の数が二つあり、違っています（もう一つは「wrong_utf8.csv」8行目 C列）",
        ),
    ];
    assert_eq!(slips.len(), expected.len(), "{slips:#?}");
    for (slip, (place, words)) in slips.iter().zip(expected) {
        assert!(slip.starts_with(&format!("「wrong_utf8.csv」{place}：")), "{slip}");
        assert!(slip.replace('　', " ").contains(&words.replace('　', " ")), "{slip}");
    }
}

/// Its README: totals of the prefecture and of one city are no denominators, and nothing is made up for the rest.
#[test]
fn the_totals_that_the_prefecture_has_so_far_are_read_and_not_enough() {
    let slips = said(read_all(&["business_frame.csv"], &Reading::default()).expect_err("refused"));
    assert_eq!(slips.len(), 1, "{slips:?}");
    assert!(slips[0].contains("重み付けに使える表がありません"), "{}", slips[0]);
}

#[test]
fn a_table_like_the_prefectures_takes_the_newest_final_release() {
    let head = "area_code,area_name,division,size_class,unit,count,persons_engaged,survey,as_of,release,scope,source_url,verified\n";
    let row = |division: &str, size: &str, count: &str, as_of: &str, release: &str| {
        format!(
            "34000,広島県,{division},{size},establishments,{count},,調査,{as_of},{release},,https://example.jp/,page\n"
        )
    };
    let text = [
        head.to_owned(),
        row("ALL", "ALL", "90", "2016-06-01", "final"),
        row("ALL", "ALL", "99", "2021-06-01", "preliminary"),
        row("ALL", "ALL", "100", "2021-06-01", "final"),
        row("D", "ALL", "40", "2021-06-01", "final"),
        row("E", "ALL", "60", "2021-06-01", "final"),
        row("E", "4+", "12", "2021-06-01", "final_summary"),
    ];
    let read = read_text(&text.concat(), &Reading::default()).expect("a frame");
    let margin = only_margin(&read);
    assert_eq!((margin.total, margin.counts[&at("", "E", "")]), (100, 60));
    assert_eq!(read.sources[0].as_of, "2021-06-01");
    let report = read.report.to_string();
    for series in ["2016-06-01", "preliminary", "final_summary"] {
        assert!(report.contains(series), "{report}");
    }
}

#[test]
fn finer_classes_are_added_up_and_subtotals_are_not() {
    let text = "広島県 企業等数,,,,,,,,,,\n規模,0人,1～4人,5人,6～20人,1～20人,21～50人,51～100人,101～300人,301～999人,1000人以上\n企業等数,1,2,3,4,9,5,6,7,8,9\n";
    let read = read_text(text, &of_2021()).expect("a frame");
    let counts: Vec<u64> = ["0", "1-5", "6-20", "21-50", "51-100", "101-300", "301-"]
        .iter()
        .map(|class| only_margin(&read).counts[&at(class, "", "")])
        .collect();
    assert_eq!(counts, [1, 5, 4, 5, 6, 7, 17]);
}

#[test]
fn classes_that_overlap_or_have_gaps_are_refused() {
    let table = |sizes: &str| format!("広島県 企業等数\n産業,{sizes}\n製造業,1,2\n建設業,3,4\n");
    let refused = |sizes: &str| said(read_text(&table(sizes), &of_2021()).expect_err("refused")).join("\n");
    assert!(refused("6～20人,10～20人").contains("重なっています"), "{}", refused("6～20人,10～20人"));
    // 5人 is missing from 1〜5人.
    let gap = refused("1～4人,6～20人");
    assert!(gap.contains("診断の区分「1〜5人」のうち、表には 「1～4人」 しかありません"), "{gap}");
    let partial =
        "広島県 企業等数\n産業,総数,6～20人,21～50人\n総数,99,40,50\n製造業,49,X,20\n建設業,40,10,30\n";
    let read = read_text(partial, &of_2021()).expect("a frame");
    let report = read.report.to_string();
    assert!(report.contains("表にない区分（まとめて扱います）：0人、1〜5人、"), "{report}");
}

#[test]
fn labels_of_two_tiers_and_labels_that_hold_for_rows_below() {
    let text = "広島県の企業,,,,,,\n,,企業等数,,従業者数,\n地域,産業,6～20人,21～50人,6～20人,21～50人\n広島県,D 建設業,1,2,900,900\n,E 製造業,3,4,900,900\n岡山県,D 建設業,5,6,900,900\n,E 製造業,7,8,900,900\n";
    let read = read_text(text, &of_2021()).expect("a frame");
    let counts: Vec<u64> = only_margin(&read).counts.values().copied().collect();
    assert_eq!(counts, [2, 4, 1, 3], "by size and industry; 「21-50」 sorts before 「6-20」");
}

#[test]
fn what_a_table_does_not_say_is_asked_for() {
    let table = |title: &str, heads: &str, rows: &str| format!("{title}\n{heads}\n{rows}");
    let rows = "D 建設業,1,2\nE 製造業,3,4\n";
    let heads = "産業,6～20人,21～50人";
    for (text, reading, words) in [
        (table("広島県 企業等数", heads, rows), Reading::default(), "--as-of"),
        (table("企業等数 2021年", heads, rows), Reading::default(), "どこの数か分かりません"),
        (table("広島県 2021年", heads, rows), Reading::default(), "何の数か分かりません"),
        (
            table(
                "2021年",
                "地域,産業,経営組織,企業等数",
                "広島県,D 建設業,個人,1\n広島県,D 建設業,法人,2\n広島県,E 製造業,法人,2\n",
            ),
            Reading::default(),
            "「経営組織」の総数の行がありません",
        ),
        (
            table("調べ", "地域,産業,時間軸（年次）,企業等数", "広島県,D,2016年,1\n広島県,E,2021年,2\n"),
            Reading::default(),
            "時点が一つではありません（2016年、2021年）",
        ),
        (
            table("2021年", "地域,産業,事業所数,企業等数", "広島県,D,2,1\n広島県,E,2,2\n"),
            Reading::default(),
            "事業所数・企業等数 がまざっています",
        ),
        (
            table("2021年", "地域,産業,企業等数", "岡山県,D,2\n全国,E,2\n"),
            Reading::default(),
            "広島県と県内の市町の数がありません",
        ),
        (
            table("2021年", "地域,産業,企業等数", "広島県,総数,3\n広島県,D,2\n広島県,E,2\n"),
            Reading::default(),
            "総数 3 を超えます",
        ),
        (table("広島県 企業等数 2021年", "あ,い", "1,2\n"), Reading::default(), "表の頭が見つかりません"),
        (
            table("2021年", "地域,産業,企業等数", "広島県,総数,3\n"),
            Reading::default(),
            "重み付けに使える表がありません",
        ),
    ] {
        let slips = said(read_text(&text, &reading).expect_err(words)).join("\n");
        assert!(slips.contains(words), "{words}: {slips}");
    }
}

#[test]
fn tables_of_different_units_make_no_frame_together() {
    let names = ["municipalities_utf8_bom.csv", "cross_census_classes_sjis.csv"];
    let reading = Reading { without_size: true, ..Reading::default() };
    let slips = said(read_all(&names, &reading).expect_err("refused"));
    assert!(slips[0].contains("前のファイルは企業等数、このファイルは民営事業所数です"), "{slips:?}");
    let missing = said(read_all(&["ない.csv"], &Reading::default()).expect_err("refused"));
    assert!(missing[0].starts_with("「ない.csv」：開けません"), "{missing:?}");
}

/// Whatever stands in the cells of a table, reading it ends with a frame or with sentences.
#[test]
fn no_table_breaks_the_reader() {
    const CELLS: [&str; 36] = [
        "",
        "広島県",
        "広島市",
        "34100",
        "岡山県",
        "全国",
        "地域",
        "地域 コード",
        "産業",
        "従業者規模",
        "経営組織",
        "表章項目",
        "事業所数",
        "企業等数",
        "従業者数",
        "value",
        "総数",
        "D 建設業",
        "E 製造業",
        "F 製造業",
        "09 食料品",
        "Ａ～Ｂ 農林漁業",
        "1～4人",
        "１～５人",
        "5人",
        "6～20人",
        "21人以上",
        "301人以上",
        "出向・派遣従業者のみ",
        "-",
        "X",
        "…",
        "12",
        "1,234",
        "令和3年",
        "1.5",
    ];
    const ROWS: [&str; 6] =
        ["D 建設業", "E 製造業", "I 卸売業，小売業", "G 情報通信業", "総数", "C～R 非農林漁業"];
    const NUMBERS: [&str; 7] = ["-", "X", "12", "1,234", "…", "3", ""];
    // A small generator of a fixed seed (Knuth's MMIX): chance has no other place here.
    let mut state: u64 = 1;
    let mut dice = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % sides
    };
    let mut frames = 0;
    for _ in 0..3_000 {
        let (rows, columns) = (2 + dice(7), 1 + dice(7));
        let mut lines = vec!["広島県の企業等数 2021年".to_owned()];
        // Half of the tables are nearly sound.
        let is_table = dice(2) == 0;
        if is_table {
            lines.push("産業,1～5人,6～20人,21～50人".to_owned());
        }
        for _ in 0..rows {
            let cell = |column: usize, any: usize| match (is_table, column) {
                (false, _) => CELLS[any],
                (true, 0) => ROWS[any % ROWS.len()],
                (true, _) => NUMBERS[any % NUMBERS.len()],
            };
            let cells: Vec<String> =
                (0..columns).map(|column| format!("\"{}\"", cell(column, dice(CELLS.len())))).collect();
            lines.push(cells.join(","));
        }
        match read_text(&lines.join("\n"), &of_2021()) {
            Ok(read) => {
                frames += 1;
                assert!(read.frame.margins().iter().all(|margin| margin.counts.len() > 1));
                assert!(!read.report.to_string().is_empty());
            }
            Err(slips) => assert!(!slips.is_empty() && !said(slips).join("").is_empty()),
        }
    }
    assert!(frames > 0, "some of them are tables");
}
