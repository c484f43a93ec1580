"""Register rows as CSV and as an XLSX workbook. Text that a spreadsheet would run as a formula stays text.

Does not choose rows and writes no files.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from assistant.register import RegisterRow
from index.errors import UsageError

CSV_MEDIA = "text/csv; charset=utf-8"
XLSX_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A column's name, and how wide it is in a workbook, in characters.
COLUMNS = (
    ("kind", 15), ("case_number", 12), ("title", 40), ("meeting_number", 10), ("meeting_date", 12), ("board", 30),
    ("text", 60), ("item_type", 14), ("presenters", 40), ("starts_at", 8), ("ends_at", 8), ("outcome", 12),
    ("status", 24), ("reply", 40), ("responsible", 24), ("due_date", 14), ("points_to", 12), ("project", 36),
    ("actor", 24), ("roadmap_ref", 24), ("source", 40), ("page", 6), ("start", 8), ("end", 8), ("quote", 60),
)  # fmt: skip
_XLSX_ROWS_MAX = 1_048_575
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_csv(rows: Iterable[RegisterRow]) -> str:
    """Return the rows as CSV with a header (RFC 4180). What looks like a formula gets an apostrophe before it."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([name for name, _ in COLUMNS])
    for row in rows:
        table.writerow([_harmless(value) for value in cells(row)])
    return written.getvalue()


def as_xlsx(rows: Sequence[RegisterRow]) -> bytes:
    """Return the rows as one sheet, its header in view and filtering. Raises UsageError when there are too many."""
    if len(rows) > _XLSX_ROWS_MAX:
        raise UsageError(f"{len(rows)} rader er for mange for et regneark: avgrens spørringen, eller velg csv.")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{_letters(len(COLUMNS) - 1)}{len(rows) + 1}"
    for number, (_, width) in enumerate(COLUMNS):
        sheet.column_dimensions[_letters(number)].width = width
    header = [WriteOnlyCell(sheet, value=name) for name, _ in COLUMNS]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in cells(row)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def cells(row: RegisterRow) -> list[str | int]:
    """Return a row's values in the order of `COLUMNS`; what it does not have is empty."""
    cited, meeting = row.citation, row.meeting
    people = "; ".join(
        f"{one.name}, {one.organisation}" if one.organisation else one.name for one in row.presenters or ()
    )
    values = (
        row.kind, row.case_number, row.title, meeting.number, meeting.date, meeting.board, row.text, row.item_type,
        people, row.starts_at, row.ends_at, row.outcome, row.status, row.reply, row.responsible, row.due_date,
        row.points_to, row.project, row.actor, row.roadmap_ref, cited.source, cited.page, cited.start, cited.end,
        cited.quote,
    )  # fmt: skip
    return [value if isinstance(value, int) else str(value or "") for value in values]


def _harmless(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _cell(sheet: WriteOnlyWorksheet, value: str | int) -> Cell:
    """Return a cell; a whole date is one, and text is marked as text whatever it begins with."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    if _DAY.fullmatch(value) and (day := _day(value)):
        cell = WriteOnlyCell(sheet, value=day)
        cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub(" ", value))
    cell.data_type = "s"
    return cell


def _day(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _letters(number: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)
