"""One page of a table's rows, and the order of words in it: for every table that people page through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_ROWS = 50
_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|"})  # after z, in this order

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage(Generic[Row]):
    """One page. `first` and `last` count from 1 in all `total` rows, and are 0 where there is none."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    first: int
    last: int


def page_of(rows: Sequence[Row], number: int) -> TablePage[Row]:
    """Return page `number` (from 1) of sorted rows, or the nearest page that there is."""
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    page = min(max(number, 1), pages)
    begin = (page - 1) * PAGE_ROWS
    shown = tuple(rows[begin : begin + PAGE_ROWS])
    first = begin + 1 if shown else 0
    return TablePage(rows=shown, total=len(rows), page=page, pages=pages, first=first, last=begin + len(shown))


def folded(text: str) -> str:
    """Return what words are sorted by: without case, æ ø å last, ä and ö as æ and ø."""
    return text.casefold().translate(_LETTERS)
