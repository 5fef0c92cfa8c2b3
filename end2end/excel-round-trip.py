"""Menus out as XLSX, edited with openpyxl as an officer would with Excel, and back in.

    excel-round-trip.py <path of dx-shindan> <empty folder>

Another implementation writes the file that is read here: what the server's own writer and reader agree on between
themselves would prove little. Exits with an error at the first thing that is not as promised.
"""

import datetime
import os
import pathlib
import subprocess
import sys

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

BINARY = pathlib.Path(sys.argv[1]).resolve()
WORK = pathlib.Path(sys.argv[2]).resolve()
SEED = pathlib.Path(__file__).resolve().parent.parent / "server" / "seed"
SETTINGS = {"PATH": os.environ["PATH"], "DX_DATA_DIR": str(WORK / "data"), "DX_LOG": "warn"}

MENUS, CONDITIONS, CHOICES = "支援メニュー", "条件", "選択肢"
UNTOUCHED = "変わる 0 件、新しい 0 件、そのまま 64 件"


def run(*arguments, fails=False):
    done = subprocess.run([BINARY, *map(str, arguments)], env=SETTINGS, cwd=WORK, capture_output=True, text=True)
    expect(done.returncode == (1 if fails else 0), f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stderr if fails else done.stdout


def expect(holds, what):
    if not holds:
        sys.exit(f"✗ {what}")


def place(sheet, menu, heading):
    """The cell of a menu's first row under a heading."""
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    row = next(row[0].row for row in sheet.iter_rows(min_row=3) if row[0].value == menu)
    return sheet.cell(row, column)


def exported(name="menus.xlsx"):
    run("menus", "export", name)
    return load_workbook(WORK / name)


def imported(book, *flags, fails=False):
    book.save(WORK / "edited.xlsx")
    return run("menus", "import", "edited.xlsx", *flags, fails=fails)


def differences(said):
    return [line.strip() for line in said.splitlines() if " → " in line]


def the_file_is_made_for_editing():
    book = exported()
    expect(book.sheetnames == [MENUS, CONDITIONS, "金額の区分", "割合の区分", "募集回", CHOICES, "使い方"], book.sheetnames)
    for sheet in book.worksheets[:5]:
        expect(sheet.freeze_panes == "C3", f"{sheet.title}: {sheet.freeze_panes}")
        expect(str(sheet["A2"].value).startswith("※"), f"{sheet.title}: no teaching")
    for sheet, menu, heading in [
        (MENUS, "marukei", "id"),
        (MENUS, "digital-ai-2026-regular", "受付の終わり"),
        (MENUS, "digital-ai-2026-regular", "出典の日付"),
        (CONDITIONS, "miyoshi-shokibo-jizoku", "値"),
    ]:
        cell = place(book[sheet], menu, heading)
        expect(cell.number_format == "@" and isinstance(cell.value, str), f"{heading}: {cell.number_format} {cell.value!r}")
    lists = 0
    for sheet in book.worksheets[:5]:
        for validation in sheet.data_validations.dataValidation:
            title, cells = validation.formula1.rsplit("!", 1)
            expect(title == f"'{CHOICES}'", validation.formula1)
            left, top, right, bottom = range_boundaries(cells.replace("$", ""))
            words = {book[CHOICES].cell(row, left).value for row in range(top, bottom + 1)}
            expect(left == right and None not in words, f"{validation.formula1}: {words}")
            for area in validation.sqref.ranges:
                used = {row[0] for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col, values_only=True)}
                expect(used - {None} <= words, f"{sheet.title} {area}: {used - words}")
            lists += 1
    expect(lists == 9, f"{lists} lists to choose from")
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                expect(cell.data_type != "f", f"{sheet.title} {cell.coordinate} is a formula")


def saving_it_unchanged_changes_nothing():
    expect(UNTOUCHED in imported(exported()), "a file that was only saved")
    for name, flags in [("menus.csv", []), ("sjis.csv", ["--shift-jis"])]:
        run("menus", "export", name, *flags)
        expect(UNTOUCHED in run("menus", "import", name), name)


def edited():
    book = exported()
    place(book[MENUS], "marukei", "名前").value = "マル経融資"
    # A date as Excel makes one of what is typed into a cell of another format.
    closes = place(book[MENUS], "digital-ai-2026-regular", "受付の終わり")
    closes.value, closes.number_format = datetime.date(2026, 8, 31), "yyyy/m/d"
    place(book[CONDITIONS], "jizokuka-general-20", "値").value = "いいえ"
    # A number where a code stood, full width, blanks: Excel's doing, no changes.
    town = place(book[CONDITIONS], "miyoshi-shokibo-jizoku", "値")
    town.value, town.number_format = int(str(town.value)[:5]), "General"
    place(book[MENUS], "dx-nintei", "種類").value += "　 "
    return book


def three_changed_cells_are_three_differences():
    said = imported(edited())
    expect(len(differences(said)) == 3, said)
    expect("変わる 3 件、新しい 0 件、そのまま 61 件" in said and "まだ何も取り込んでいません" in said, said)
    for part in ["名前：", "受付の終わり：2026年8月25日（火） → 2026年8月31日（月）", "条件 1 の値：はい → いいえ"]:
        expect(any(line.startswith(part) for line in differences(said)), f"{part}\n{said}")


def broken_rows_are_listed_all_at_once():
    book = exported()
    place(book[MENUS], "digital-ai-2026-regular", "受付の終わり").value = "2026-02-30"
    place(book[MENUS], "marukei", "上限（円）").value = "たくさん"
    place(book[MENUS], "dx-nintei", "名前").value = None
    place(book[CONDITIONS], "jizokuka-general-20", "値").value = "たぶん"
    place(book["割合の区分"], "jizokuka-general-20", "分子").value = 4
    for flags in [[], ["--confirm"]]:
        said = imported(book, *flags, fails=True)
        expect("直す所が 5 か所あります。何も取り込んでいません。" in said, said)
        expect(len([line for line in said.splitlines() if line.startswith("「")]) == 5, said)
        expect("「支援メニュー」3行目 H列「受付の終わり」：「2026-02-30」は" in said, said)


def confirming_makes_drafts_once():
    for _ in range(2):
        expect("下書き 3 件を作りました" in imported(edited(), "--confirm"), "the drafts")
    expect(UNTOUCHED in imported(exported()), "drafts are not published")


run("content", "load", SEED)
for check in [
    the_file_is_made_for_editing,
    saving_it_unchanged_changes_nothing,
    three_changed_cells_are_three_differences,
    broken_rows_are_listed_all_at_once,
    confirming_makes_drafts_once,
]:
    check()
    print(f"✓ {check.__name__.replace('_', ' ')}")
