"""Reads plain text: one page, the file's own text with its offsets."""

from index.document import BlockKind, Page
from ingest.parse.clean import clean, one_line
from ingest.parse.lines import text_blocks
from ingest.parse.parsed import Parsed


def read(text: str) -> Parsed:
    """Read decoded text. The title is the first heading, if there is a clear one."""
    page = text_page(1, text)
    return Parsed(media_type="text/plain", title=heading_title(page), pages=(page,))


def text_page(number: int, text: str, *, warning: str | None = None) -> Page:
    """Return plain text as one page with its blocks."""
    text = clean(text)
    return Page(number=number, text=text, blocks=text_blocks(text), warning=warning)


def heading_title(page: Page) -> str | None:
    """Return the first heading of the page on one line, or None."""
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            return one_line(page.text[block.start : block.end]) or None
    return None
