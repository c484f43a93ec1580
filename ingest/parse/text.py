"""Reads plain text: one page, the file's own text with its offsets."""

from index.document import BlockKind, Page
from ingest.parse.clean import clean
from ingest.parse.lines import text_blocks
from ingest.parse.parsed import Parsed
from ingest.parse.title import sensible_title


def read(text: str) -> Parsed:
    """Read decoded text. The title is its heading, when it begins with one."""
    page = text_page(1, text)
    first = page.blocks[0] if page.blocks else None
    heading = page.text[first.start : first.end] if first and first.kind is BlockKind.HEADING else None
    return Parsed(media_type="text/plain", title=sensible_title(heading), pages=(page,))


def text_page(number: int, text: str, *, warning: str | None = None) -> Page:
    """Return plain text as one page with its blocks."""
    text = clean(text)
    return Page(number=number, text=text, blocks=text_blocks(text), warning=warning)
