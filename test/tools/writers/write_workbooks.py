"""Writes each table of a JSON file as workbooks, with the writers of Python: <folder>/<table>.<writer>.xlsx."""

import json
import re
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pandas
import xlsxwriter


def typed(text):
    """The cell as an office program keeps it: a day as a day, a short number as a number."""
    day = re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text)
    if day:
        try:
            return date(*map(int, day.groups()))
        except ValueError:
            return text
    if re.fullmatch(r"0|[1-9]\d{0,8}|(0|[1-9]\d{0,5})\.\d{0,3}[1-9]", text):
        return float(text) if "." in text else int(text)
    return text or None


def with_openpyxl(path, rows, write_only):
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("数据") if write_only else book.active
    for row in rows:
        sheet.append(row)
    book.save(path)


def with_xlsxwriter(path, rows, options):
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d", **options})
    sheet = book.add_worksheet("数据")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)
    book.close()


def with_pandas(path, rows, engine):
    pandas.DataFrame(rows[1:], columns=rows[0], dtype=object).to_excel(path, index=False, engine=engine)


WRITERS = {
    "openpyxl": lambda path, rows: with_openpyxl(path, rows, False),
    "openpyxl-write-only": lambda path, rows: with_openpyxl(path, rows, True),
    "xlsxwriter": lambda path, rows: with_xlsxwriter(path, rows, {}),
    "xlsxwriter-constant-memory": lambda path, rows: with_xlsxwriter(path, rows, {"constant_memory": True}),
    "xlsxwriter-1904": lambda path, rows: with_xlsxwriter(path, rows, {"date_1904": True}),
    "xlsxwriter-zip64": lambda path, rows: with_xlsxwriter(path, rows, {"use_zip64": True}),
    "pandas-openpyxl": lambda path, rows: with_pandas(path, rows, "openpyxl"),
    "pandas-xlsxwriter": lambda path, rows: with_pandas(path, rows, "xlsxwriter"),
}


def main(tables, folder):
    for name, rows in json.loads(Path(tables).read_text("utf-8")).items():
        plain = [[text or None for text in row] for row in rows]
        kept = rows[:1] + [[typed(text) for text in row] for row in rows[1:]]
        for writer, write in WRITERS.items():
            write(str(Path(folder) / f"{name}.{writer}-text.xlsx"), plain)
            write(str(Path(folder) / f"{name}.{writer}-typed.xlsx"), kept)


main(*sys.argv[1:])
