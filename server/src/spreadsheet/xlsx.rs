//! XLSX out: headings frozen, ids and dates as text so that Excel leaves them alone, lists to choose from.

use chrono::{Datelike, NaiveDate};
use domain::content::Content;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError,
};

use super::columns::{CHOICES, Column, Kind, LISTS};
use super::out::{self, Lists};
use super::table::{Cell, Row, Table, letters};
use super::vocabulary::Vocabulary;

/// Rows below the last entry that have the lists and formats too: for new entries.
const ROOM: u32 = 500;
/// Headings and teaching stay in sight; so do id and name.
const FROZEN_ROWS: u32 = 2;
const FROZEN_COLUMNS: u16 = 2;

/// Writes the catalogue. The day stands in the file's properties: the same catalogue on the same day is the same file.
///
/// # Errors
/// When a text is longer than a cell can hold (32,767 characters).
pub fn write(content: &Content, today: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let year = u16::try_from(today.year()).unwrap_or(1900);
    let month = u8::try_from(today.month()).unwrap_or(1);
    let created = ExcelDateTime::from_ymd(year, month, u8::try_from(today.day()).unwrap_or(1))?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let styles = Styles::new();
    for table in out::tables(content, Lists::OnSheets) {
        let columns: Vec<&Column> = match LISTS.iter().find(|sheet| sheet.title == table.title) {
            Some(sheet) => sheet.columns.iter().collect(),
            None => out::columns(Lists::OnSheets),
        };
        entries(book.add_worksheet(), &table, &columns, &styles)?;
    }
    choices(book.add_worksheet(), &out::choices(content), &styles)?;
    how_to(book.add_worksheet(), &out::how_to(), &styles)?;
    book.save_to_buffer()
}

/// Writes a table of ours as it is: row 1 has the headings.
///
/// # Errors
/// When a text is longer than a cell can hold.
pub fn plain(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (styles, sheet) = (Styles::new(), book.add_worksheet());
    sheet.set_name(&table.title)?;
    let figure = Format::new().set_align(FormatAlign::Top);
    for row in &table.rows {
        for (at, cell) in (0_u16..).zip(&row.cells) {
            let format = match cell {
                _ if row.number == 1 => &styles.head,
                Cell::Number(_) => &figure,
                _ => &styles.text,
            };
            put(sheet, (row, at), cell, format)?;
        }
    }
    sheet.autofit();
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

struct Styles {
    head: Format,
    teaching: Format,
    text: Format,
    number: Format,
    shown: Format,
}

impl Styles {
    fn new() -> Styles {
        let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let line =
            |format: Format| format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xCCCCCC));
        let text = cell.clone().set_num_format("@");
        Styles {
            head: line(text.clone()).set_bold().set_background_color(Color::RGB(0xE8F1FE)),
            teaching: line(text.clone())
                .set_background_color(Color::RGB(0xF2F2F2))
                .set_font_color(Color::RGB(0x4D4D4D)),
            number: cell.set_num_format("#,##0"),
            shown: text.clone().set_font_color(Color::RGB(0x4D4D4D)),
            text,
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Number => &self.number,
            Kind::Shown | Kind::Stamp => &self.shown,
            _ => &self.text,
        }
    }
}

fn entries(
    sheet: &mut Worksheet,
    table: &Table,
    columns: &[&Column],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(&table.title)?;
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_add(ROOM);
    for (at, column) in (0_u16..).zip(columns) {
        let format = styles.of(column.kind);
        sheet.set_column_width(at, f64::from(column.width))?;
        sheet.set_column_format(at, format)?;
        if let Kind::Word(vocabulary) = column.kind {
            sheet.add_data_validation(FROZEN_ROWS, at, last, at, &choice(vocabulary)?)?;
        }
    }
    for row in &table.rows {
        for (at, (cell, column)) in (0_u16..).zip(row.cells.iter().zip(columns)) {
            let format = match row.number {
                1 => &styles.head,
                2 => &styles.teaching,
                _ => styles.of(column.kind),
            };
            put(sheet, (row, at), cell, format)?;
        }
    }
    sheet.set_freeze_panes(FROZEN_ROWS, FROZEN_COLUMNS)?;
    sheet.set_landscape().set_paper_size(PAPER_A3).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// A3 in Excel's count of paper sizes.
const PAPER_A3: u8 = 8;

fn put(sheet: &mut Worksheet, (row, at): (&Row, u16), cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    let line = row.number - 1;
    match cell {
        Cell::Empty => {}
        Cell::Number(number) => drop(sheet.write_number_with_format(line, at, *number, format)?),
        Cell::Text(text) | Cell::Fault(text) => {
            sheet.write_string_with_format(line, at, text, format)?;
        }
        Cell::Bool(value) => drop(sheet.write_boolean_with_format(line, at, *value, format)?),
        Cell::Day(day) => drop(sheet.write_string_with_format(line, at, day.to_string(), format)?),
    }
    Ok(())
}

/// A list to choose from. What is not on it is let through with a warning: the reading says what is wrong, and knows
/// the codes as well.
fn choice(vocabulary: Vocabulary) -> Result<DataValidation, XlsxError> {
    let (column, first, last) = out::choices_of(vocabulary);
    let column = letters(column);
    let range = Formula::new(format!("='{CHOICES}'!${column}${first}:${column}${last}"));
    DataValidation::new()
        .allow_list_formula(range)
        .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning)
        .set_error_title("選択肢にありません")?
        .set_error_message("「選択肢」のシートにある言葉から選びます。")
}

fn choices(sheet: &mut Worksheet, table: &Table, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(&table.title)?;
    for row in &table.rows {
        for (at, cell) in (0_u16..).zip(&row.cells) {
            put(sheet, (row, at), cell, if row.number == 1 { &styles.head } else { &styles.text })?;
            sheet.set_column_width(at, 26)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn how_to(sheet: &mut Worksheet, table: &Table, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(&table.title)?;
    sheet.set_column_width(0, 110)?;
    for row in &table.rows {
        for cell in &row.cells {
            put(sheet, (row, 0), cell, if row.number == 1 { &styles.head } else { &styles.text })?;
        }
    }
    Ok(())
}
