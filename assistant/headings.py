"""The words above a delivery on its page that name a quarter: its plan's heading, where it has no date of its own."""

from typing import Protocol

from assistant.quarter import quarter_in
from assistant.register import RegisterRow
from index.document import Page


class Pages(Protocol):
    """The part of `index.reader.Reader` that reads a page."""

    def page(self, doc_id: str, number: int) -> Page:
        """Return one page."""


class Headings:
    """Finds the words above a delivery on its page that name a quarter; each page is read once."""

    def __init__(self, library: Pages) -> None:
        self._library = library
        self._pages: dict[tuple[str, int], str] = {}

    def __call__(self, row: RegisterRow) -> str:
        """Return the nearest line above a row that names a quarter, or an empty text."""
        cited = row.citation
        place = (cited.doc_id, cited.page)
        if place not in self._pages:
            self._pages[place] = self._library.page(*place).text
        above = self._pages[place][: cited.start].splitlines()
        return next((line for line in reversed(above) if quarter_in(line)), "")
