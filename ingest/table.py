"""Rows of a table → cells under named columns. Knows the columns of agendas, follow-up lists and plans.

A table whose columns have no names is told by what its cells look like, where that is certain; see `nameless`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest import register_patterns as patterns
from ingest.line import Line

_MARK = "|"


class Column(StrEnum):
    """What a column holds."""

    CASE = "case"
    TITLE = "title"
    PRESENTER = "presenter"
    TYPE = "type"
    TIME = "time"
    FOLLOW_UP = "follow_up"
    RESPONSIBLE = "responsible"
    STATUS = "status"
    DUE = "due"
    REFERENCE = "reference"
    PROJECT = "project"
    ACTOR = "actor"
    OTHER = "other"


_NAMES = (
    (Column.REFERENCE, patterns.COLUMN_REFERENCE),
    (Column.CASE, patterns.COLUMN_CASE),
    (Column.TYPE, patterns.COLUMN_TYPE),
    (Column.TIME, patterns.COLUMN_TIME),
    (Column.FOLLOW_UP, patterns.COLUMN_FOLLOW_UP),
    (Column.PRESENTER, patterns.COLUMN_PRESENTER),
    (Column.ACTOR, patterns.COLUMN_ACTOR),
    (Column.RESPONSIBLE, patterns.COLUMN_RESPONSIBLE),
    (Column.STATUS, patterns.COLUMN_STATUS),
    (Column.DUE, patterns.COLUMN_DUE),
    (Column.PROJECT, patterns.COLUMN_PROJECT),
    (Column.TITLE, patterns.COLUMN_TITLE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its text and its page offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table. `columns` names its cells where the table has a header that is known."""

    line: Line
    cells: tuple[Cell, ...]
    columns: tuple[Column, ...]

    def cell(self, column: Column) -> Cell | None:
        """Return the first cell of a column that holds something, or None."""
        for name, cell in zip(self.columns, self.cells, strict=False):
            if name is column and cell.text and cell.text not in patterns.EMPTY_CELLS:
                return cell
        return None

    def has(self, *columns: Column) -> bool:
        """Say whether the table has all these columns."""
        return all(column in self.columns for column in columns)


def rows(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the rows below headers, with named columns, and the rows of tables without, with none."""
    columns: tuple[Column, ...] = ()
    previous: Line | None = None
    for number, line in enumerate(lines):
        if not line.row:
            previous = None
            continue
        cells = cells_of(line)
        if previous is None:
            columns = ()
        previous = line
        if named := header(cells):
            follows = number + 1 < len(lines) and lines[number + 1].row
            columns = named if follows else ()
        elif any(character.isalnum() for character in line.text):
            yield Row(line=line, cells=cells, columns=columns if len(cells) <= len(columns) + 1 else ())


def header(cells: Sequence[Cell]) -> tuple[Column, ...]:
    """Return the columns of a header row; empty when the row is none: at least two names must be known."""
    columns: list[Column] = []
    for cell in cells:
        column = _column(cell.text)
        if column in columns and column is not Column.OTHER:
            column = Column.TITLE if column is Column.CASE and Column.TITLE not in columns else Column.OTHER
        columns.append(column)
    known = [column for column in columns if column is not Column.OTHER]
    return tuple(columns) if len(known) >= 2 else ()


def _column(name: str) -> Column:
    text = name.strip(" *_:")
    for column, pattern in _NAMES:
        if pattern.expression.fullmatch(text):
            return column
    return Column.OTHER


def cells_of(line: Line) -> tuple[Cell, ...]:
    """Divide a row at its bars; those at its ends are frames."""
    cells: list[Cell] = []
    start = line.start + (1 if line.text.startswith(_MARK) else 0)
    stop = line.end - (1 if line.text.endswith(_MARK) and len(line.text) > 1 else 0)
    while start <= stop:
        bar = line.text.find(_MARK, start - line.start, stop - line.start)
        end = stop if bar < 0 else line.start + bar
        raw = line.text[start - line.start : end - line.start]
        content = raw.strip()
        begin = start + (raw.index(content) if content else 0)
        cells.append(Cell(text=content, start=begin, end=begin + len(content)))
        start = end + 1
    return tuple(cells)
