//! The seed out and back in; what officers change in between; what they get wrong.

use serde_json::{Value, json};

use super::changes::with_changes;
use super::table::{Cell, Row};
use super::*;
use crate::content::{Checked, Files};

const TODAY: &str = "2026-11-22";

fn seed() -> Checked {
    Files::seed().check().expect("a seed without errors")
}

/// The seed with another menu in the place of one of its own, or one more.
fn with(menu: Value) -> Checked {
    let Checked { mut sources, .. } = seed();
    let menus = sources.menus["menu"].as_array_mut().expect("menus");
    menus.retain(|known| known["id"] != menu["id"]);
    menus.push(menu);
    let content = Content::check(&sources).expect("content without errors");
    Checked { sources, content }
}

fn today() -> NaiveDate {
    TODAY.parse().expect("a day")
}

fn basis(checked: &Checked) -> Basis<'_> {
    Basis { sources: &checked.sources, content: &checked.content }
}

fn written(checked: &Checked, format: Format) -> Vec<Table> {
    read(&write(&checked.content, format, today()).expect("a file")).expect("read")
}

/// A table of a file, by its title.
fn table<'t>(tables: &'t mut [Table], title: &str) -> &'t mut Table {
    tables.iter_mut().find(|table| table.title == title).expect("the sheet")
}

/// The cell of a menu's first row on a sheet, under a heading.
fn cell<'t>(tables: &'t mut [Table], (sheet, id, heading): (&str, &str, &str)) -> &'t mut Cell {
    let table = table(tables, sheet);
    let at = |cell: &Cell| *cell == Cell::text(heading);
    let column = table.rows[0].cells.iter().position(at).unwrap_or_else(|| panic!("no column {heading}"));
    let row = table.rows.iter_mut().find(|row| row.cells[0] == Cell::text(id)).expect("a row");
    row.cells.resize(row.cells.len().max(column + 1), Cell::Empty);
    &mut row.cells[column]
}

fn proposed(tables: &[Table], checked: &Checked) -> Proposal {
    proposal(tables, &basis(checked)).unwrap_or_else(|slips| panic!("{}", said(&slips)))
}

fn said(slips: &[Slip]) -> String {
    slips.iter().map(|slip| format!("{slip}\n")).collect()
}

fn slips(tables: &[Table], checked: &Checked) -> String {
    said(&proposal(tables, &basis(checked)).expect_err("something wrong"))
}

const FORMATS: [Format; 3] = [Format::Xlsx, Format::Csv, Format::CsvShiftJis];

#[test]
fn a_round_trip_of_all_menus_changes_nothing() {
    let seed = seed();
    for format in FORMATS {
        let proposal = proposed(&written(&seed, format), &seed);
        let expected = Proposal { changes: Vec::new(), unchanged: 64, passed_over: Vec::new() };
        assert_eq!(proposal, expected, "{format:?}");
    }
}

/// Without stamps every cell is compared with what is published.
#[test]
fn nor_does_one_whose_stamps_are_lost() {
    let seed = seed();
    for format in FORMATS {
        let mut tables = written(&seed, format);
        for row in &mut table(&mut tables, "支援メニュー").rows {
            row.cells.pop();
        }
        assert_eq!(proposed(&tables, &seed).changes, [], "{format:?}");
    }
}

fn awkward() -> Value {
    json!({
        "id": "awkward", "name": "=1+1", "provider": "@県 ", "provider_level": "prefecture", "kind": "subsidy",
        "status": "unknown", "summary": "-5%\r\n+81 | 10−3〜5\t🙂\u{7}&#8722; ", "max_amount_yen": 9_007_199_254_740_993_u64,
        "subsidy_rate": "'1/2", "subsidy_rates": [{ "num": 1, "den": 2, "when": "a | b\nc" }],
        "amount_tiers": [{ "case": "＝通常枠", "max_yen": 0 }, { "employees_min": 1, "employees_max": 5 }],
        "eligible_costs": ["=SUM(A1)", "一行目\n二行目", "", "A、B"],
        "pains": ["paperwork"], "solutions": [],
        "conditions": [
            { "fact": "years_in_business", "op": "gte", "value": 0.5, "level": "required", "text": "+半年\n以上" },
            { "fact": "employees", "op": "in", "value": [5.0, 6], "level": "preferred", "text": "5か6" },
            { "fact": "wants", "op": "contains_any", "value": ["learn"], "level": "preferred", "text": "x=1 | y" },
        ],
        "rounds": [{ "name": "第1次", "closes": "2026-04-30" }, { "opens": "2026-11-05" }],
        "url": "https://example.jp/?a=1", "source_url": "https://example.jp/", "source_kind": "none",
        "verified": "general", "detail_html": "<p>公募要領</p>",
    })
}

#[test]
fn a_menu_that_no_cell_can_hold_exactly_changes_nothing_either() {
    let checked = with(awkward());
    for format in FORMATS {
        let mut tables = written(&checked, format);
        *cell(&mut tables, ("支援メニュー", "awkward", "照合")) = Cell::Empty;
        assert_eq!(proposed(&tables, &checked).changes, [], "{format:?}");
    }
}

#[test]
fn a_changed_cell_changes_its_field_and_no_other() {
    let checked = with(awkward());
    for format in FORMATS {
        let mut tables = written(&checked, format);
        *cell(&mut tables, ("支援メニュー", "awkward", "実施する所")) = Cell::text("広島県");
        let proposal = proposed(&tables, &checked);
        let mut expected = awkward();
        expected["provider"] = json!("広島県");
        assert_eq!(proposal.changes.len(), 1);
        assert_eq!(proposal.changes[0].after, expected, "{format:?}");
        assert_eq!(proposal.changes[0].before, Some(awkward()));
        assert!(!proposal.changes[0].stale);
    }
}

#[test]
fn no_cell_that_leaves_begins_like_a_formula() {
    let checked = with(awkward());
    for format in FORMATS {
        for table in written(&checked, format) {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                if let Cell::Text(text) = cell {
                    let signs = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
                    assert!(!text.starts_with(signs), "{format:?} {text:?}");
                }
            }
        }
    }
    let mut tables = written(&checked, Format::Csv);
    assert_eq!(*cell(&mut tables, ("支援メニュー", "awkward", "名前")), Cell::text("'=1+1"));
}

#[test]
fn lists_are_edited_on_their_sheets() {
    let seed = seed();
    let mut tables = written(&seed, Format::Xlsx);
    *cell(&mut tables, ("条件", "jizokuka-general-20", "値")) = Cell::text("いいえ");
    let tiers = table(&mut tables, "金額の区分");
    tiers.rows.retain(|row| row.cells[0] != Cell::text("jizokuka-general-20"));
    let changes = proposed(&tables, &seed).changes;
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    let before = change.before.as_ref().expect("it was there");
    assert_eq!(
        change.after["conditions"][0]["value"],
        json!(!before["conditions"][0]["value"].as_bool().expect("a bool"))
    );
    assert_eq!(change.after.get("amount_tiers"), None);
    assert_eq!(
        change.after["conditions"].as_array().map(Vec::len),
        before["conditions"].as_array().map(Vec::len)
    );
}

#[test]
fn what_is_missing_means_nothing() {
    let seed = seed();
    let mut tables = written(&seed, Format::Xlsx);
    // Sheets, menus, columns that are not there: nothing is removed.
    tables.retain(|table| ["支援メニュー", "割合の区分"].contains(&table.title.as_str()));
    let menus = table(&mut tables, "支援メニュー");
    menus.rows.retain(|row| row.number <= 10);
    for row in &mut menus.rows {
        row.cells.remove(9);
        row.cells.remove(3);
    }
    assert_eq!(
        proposed(&tables, &seed),
        Proposal { changes: vec![], unchanged: 8 + rates_elsewhere(&seed), passed_over: vec![] }
    );
}

/// Menus past the eighth that have rows on the sheet of rates.
fn rates_elsewhere(seed: &Checked) -> usize {
    seed.content.menus.iter().skip(8).filter(|menu| !menu.document.subsidy_rates.is_empty()).count()
}

#[test]
fn a_new_id_is_a_new_menu() {
    let seed = seed();
    let mut tables = written(&seed, Format::Csv);
    *cell(&mut tables, ("支援メニュー", "dx-nintei", "id")) = Cell::text("ｄｘ－ｎｉｎｔｅｉ－２");
    let proposal = proposed(&tables, &seed);
    let [change] = proposal.changes.as_slice() else { panic!("{:?}", proposal.changes) };
    assert_eq!((change.id.as_str(), &change.before), ("dx-nintei-2", &None));
    assert_eq!(change.same_name.as_deref(), Some("dx-nintei"), "an id changed by mistake is noticed");
    let stored = seed.content.menu("dx-nintei").expect("a menu");
    assert_eq!(change.after["conditions"].as_array().map(Vec::len), Some(stored.conditions.len()));
    let with = with_changes(&seed.sources, &proposal.changes);
    assert_eq!(Content::check(&with).expect("sound").menus.len(), 65);
}

#[test]
fn a_row_that_nobody_touched_undoes_nothing_that_was_published_since() {
    let seed = seed();
    let tables = written(&seed, Format::Xlsx);
    let mut menu = seed.sources.menus["menu"][0].clone();
    menu["note"] = json!("あとから直した注意書き");
    let id = menu["id"].as_str().expect("an id").to_owned();
    let published = with(menu);
    assert_eq!(proposed(&tables, &published).changes, []);
    // Touched, it is shown with a warning: the old note would come back.
    let mut touched = tables;
    *cell(&mut touched, ("支援メニュー", &id, "説明")) = Cell::text("新しい要約");
    let changes = proposed(&touched, &published).changes;
    assert_eq!(
        changes.iter().map(|change| (change.id.as_str(), change.stale)).collect::<Vec<_>>(),
        [(id.as_str(), true)]
    );
}

#[test]
fn what_excel_does_to_cells_is_understood() {
    let seed = seed();
    let mut tables = written(&seed, Format::Xlsx);
    let id = "jizokuka-general-20";
    let menu = seed.content.menu(id).expect("a menu").document.clone();
    let closes: NaiveDate = menu.closes.expect("it closes").parse().expect("a day");
    *cell(&mut tables, ("支援メニュー", id, "照合")) = Cell::Empty;
    *cell(&mut tables, ("支援メニュー", id, "受付の終わり")) = Cell::Day(closes);
    *cell(&mut tables, ("支援メニュー", id, "種類")) = Cell::text("ｓｕｂｓｉｄｙ ");
    *cell(&mut tables, ("支援メニュー", id, "名前")) = Cell::text(format!("{}\u{3000} ", menu.name));
    let town = "miyoshi-shokibo-jizoku";
    *cell(&mut tables, ("条件", town, "値")) = Cell::Number(34209.0);
    assert_eq!(proposed(&tables, &seed).changes, []);
}

#[test]
fn every_error_is_said_at_once_where_it_stands() {
    let seed = seed();
    let mut tables = written(&seed, Format::Xlsx);
    let menu = "支援メニュー";
    for (sheet, id, heading, value) in [
        (menu, "digital-ai-2026-regular", "受付の終わり", "2026-02-30"),
        (menu, "digital-ai-2026-regular", "上限（円）", "たくさん"),
        (menu, "digital-ai-2026-regular", "種類", "ほじょきん"),
        (menu, "digital-ai-2026-regular", "名前", " "),
        (menu, "digital-ai-2026-regular", "案内のページ", "it-shien.smrj.go.jp"),
        (menu, "digital-ai-2026-invoice", "id", ""),
        (menu, "digital-ai-2026-security", "困りごと", "paperwork\nkomatta"),
        (menu, "monodukuri-general", "id", "digital-ai-2026-regular"),
        (menu, "jizokuka-general-20", "受付の始まり", "2026-12-31"),
        ("条件", "digital-ai-2026-regular", "値", "たぶん"),
        ("条件", "digital-ai-2026-security", "id", "digital-ai-2027"),
        ("条件", "jizokuka-general-20", "比べ方", "以上"),
        ("条件", "miyoshi-shokibo-jizoku", "値", "34999"),
        ("金額の区分", "jizokuka-general-20", "上限（円）", "50万より上"),
        ("割合の区分", "jizokuka-general-20", "分子", "4"),
    ] {
        *cell(&mut tables, (sheet, id, heading)) = Cell::text(value);
    }
    insta::assert_snapshot!(slips(&tables, &seed));
}

#[test]
fn of_too_many_errors_the_first_are_said_and_that_there_are_more() {
    let seed = seed();
    let mut tables = written(&seed, Format::Xlsx);
    let menus = table(&mut tables, "支援メニュー");
    let (from, head) = (menus.rows.len() + 1, menus.rows[0].clone());
    menus.rows = vec![head];
    let without_id = |number| Row { number, cells: vec![Cell::Empty, Cell::text("名前だけ")] };
    let first = u32::try_from(from).expect("a count");
    menus.rows.extend((first..first + 5_000).map(without_id));
    let slips = proposal(&tables, &basis(&seed)).expect_err("no row has an id");
    assert_eq!(slips.len(), slip::MAX_SLIPS + 1);
    assert_eq!(slips[0].place.row, first);
    assert_eq!(slips.last().map(|slip| &slip.problem), Some(&slip::Problem::More(slip::MAX_SLIPS)));
    assert!(slips.iter().rev().skip(1).all(|slip| slip.problem == slip::Problem::NoId));
}

#[test]
fn errors_in_one_cell_lists_name_the_entry() {
    let seed = seed();
    let mut tables = written(&seed, Format::Csv);
    let id = "jizokuka-general-20";
    *cell(&mut tables, ("支援メニュー", id, "条件")) = Cell::text(
        "必須か=必須 | 事実=小規模企業 | 比べ方=同じ | 値=はい | 文=小規模であること\n\
         必須か=ぜひ | 事実=働いている人 | 比べ方=以上 | 値=五 | 文=5人以上\n\
         なんでもよい",
    );
    *cell(&mut tables, ("支援メニュー", id, "金額の区分")) =
        Cell::text("人数の下限=6 | 人数の上限=5 | 上限（円）=1");
    *cell(&mut tables, ("支援メニュー", id, "募集回")) = Cell::text("名前=第1次 | 受付の終わり=2026-13-01");
    insta::assert_snapshot!(slips(&tables, &seed));
}

#[test]
fn a_head_that_is_not_ours_is_said_of_the_head() {
    let seed = seed();
    let mut tables = written(&seed, Format::Xlsx);
    let menus = table(&mut tables, "支援メニュー");
    menus.rows[0].cells[1] = Cell::text("名称");
    menus.rows[0].cells[4] = Cell::text("受付の様子");
    let conditions = table(&mut tables, "条件");
    conditions.rows[0].cells[5] = Cell::Empty;
    insta::assert_snapshot!(slips(&tables, &seed));
    assert_eq!(
        slips(&[Table { title: "メモ".to_owned(), rows: vec![] }], &seed),
        "「メモ」：支援メニューの表ではありません。「書き出す」で作ったファイルを直して使ってください。\n"
    );
}

#[test]
fn sheets_that_are_none_of_ours_are_named() {
    let seed = seed();
    let mut tables = written(&seed, Format::Xlsx);
    tables.push(Table { title: "条件のメモ".to_owned(), rows: vec![] });
    assert_eq!(proposed(&tables, &seed).passed_over, ["条件のメモ"]);
}

#[test]
fn a_csv_that_excel_saved_as_xlsx_is_read_by_its_head() {
    let seed = seed();
    let mut tables = written(&seed, Format::Csv);
    tables[0].title = "menus".to_owned();
    assert_eq!(proposed(&tables, &seed).unchanged, 64);
}

#[test]
fn files_that_are_none_say_what_to_do() {
    for (bytes, sentence) in [
        (&b" \r\n"[..], "ファイルが空です。"),
        (b"PK\x03\x04junk", "Excel のファイルとして読めません"),
        (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0], "古い形（.xls）か"),
        (b"\xff\xfei\0d\0", "「Unicode テキスト」は読めません。"),
        (b"\x81\xff", "UTF-8 とも Shift_JIS とも読めない文字があります。"),
    ] {
        let fault = read(bytes).expect_err("no file of ours").to_string();
        assert!(fault.starts_with(sentence), "{fault}");
    }
    assert_eq!(read(&vec![b'a'; MAX_FILE_BYTES + 1]), Err(TOO_LARGE));
}

/// The provider's own text, imported and sanitised: a cell is no place to edit HTML. It stays as it is.
const DETAIL: &str = "detail_html";

/// A new field of the documents must be given a column here, or be named as one that no officer edits in a sheet.
#[test]
fn every_field_of_a_menu_has_its_column() {
    let edited = |entry: &Value, sheet: &columns::Sheet| {
        let keys: Vec<&str> = sheet.columns.iter().map(|column| column.key).collect();
        let lists: Vec<&str> = columns::LISTS.iter().filter_map(|sheet| sheet.field).collect();
        for key in entry.as_object().expect("an entry").keys().filter(|key| *key != DETAIL) {
            assert!(keys.contains(&key.as_str()) || lists.contains(&key.as_str()), "{key}");
        }
    };
    let full = full_menu();
    edited(&full, &MENUS);
    for sheet in columns::LISTS {
        edited(&full[sheet.field.expect("a list")][0], sheet);
    }
}

/// A document with every field that the type has: written out, so that a new one does not compile.
fn full_menu() -> Value {
    use domain::document::{
        AmountTier, AmountUnit, ConditionDocument, ConditionLevel, MenuDocument, MenuKind, ProviderLevel,
        RoundDocument, SourceKind, SubsidyRate, Verified,
    };
    let text = || Some("2026-11-22".to_owned());
    let document = MenuDocument {
        id: "full".to_owned(),
        name: "名前".to_owned(),
        provider: "組織".to_owned(),
        provider_level: ProviderLevel::National,
        kind: MenuKind::Subsidy,
        status: domain::window::Status::Open,
        summary: "要約".to_owned(),
        max_amount_yen: Some(2),
        min_amount_yen: Some(1),
        amount_unit: Some(AmountUnit::PerPerson),
        subsidy_rate: text(),
        subsidy_rate_num: Some(1),
        subsidy_rate_den: Some(2),
        subsidy_rates: vec![SubsidyRate { num: 1, den: 2, when: "原則".to_owned() }],
        amount_tiers: vec![AmountTier {
            employees_min: Some(1),
            employees_max: Some(2),
            processes_min: Some(1),
            processes_max: Some(2),
            case: text(),
            min_yen: Some(1),
            max_yen: Some(2),
            max_yen_with_wage_increase: Some(3),
        }],
        eligible_costs: vec!["費用".to_owned()],
        pains: vec!["paperwork".to_owned()],
        solutions: vec!["cloud-accounting".to_owned()],
        conditions: vec![ConditionDocument {
            fact: "sme".to_owned(),
            op: "eq".to_owned(),
            value: json!(true),
            level: ConditionLevel::Required,
            text: "中小企業".to_owned(),
        }],
        opens: text(),
        closes: text(),
        rounds: vec![RoundDocument { name: text(), opens: text(), closes: text() }],
        url: "https://example.jp/".to_owned(),
        note: text(),
        detail_html: text(),
        source_url: "https://example.jp/".to_owned(),
        source_kind: SourceKind::Primary,
        as_of: text(),
        verified: Verified::Page,
    };
    serde_json::to_value(document).expect("JSON")
}

/// Officers read the same words on the sheets, in the difference list and in the drafts.
#[test]
fn sheets_and_drafts_use_the_same_words() {
    use app::words::drafts::{field, value};
    let content = seed().content;
    for sheet in [&MENUS].into_iter().chain(columns::LISTS) {
        assert!(sheet.field.is_none_or(|key| field(key) == sheet.title), "{}", sheet.title);
        for column in sheet.of_entry().filter(|column| !column.key.is_empty()) {
            assert_eq!(column.heading.trim_end_matches("（円）"), field(column.key));
        }
    }
    for vocabulary in vocabulary::Vocabulary::ALL {
        for (code, word) in vocabulary.words() {
            let said = value(&content, vocabulary.field(), &json!(code));
            assert_eq!(said.trim_matches(['（', '）']), word.trim_matches(['（', '）']));
        }
    }
}
