"""Decides what a file is called: what its metadata says, when the text bears it out, or its first heading."""

import re
from collections.abc import Sequence

from index.document import BlockKind, Page
from ingest.parse.clean import one_line

_LENGTH_MAX = 200
_FIRST_PAGES = 2
# What programs write when nobody gave a title, and names of files.
_EMPTY = re.compile(
    r"(?i)(untitled|uten (navn|tittel)|unknown|ukjent|dokument\s*\d*|document\s*\d*|presentasjon\s*\d*|"
    r"presentation\s*\d*|powerpoint[- ]\w+|lysbilde\s*\d*|slide\s*\d*|microsoft (word|powerpoint)\b.*|"
    r"word document|title:?|tittel:?|\S+\.(docx?|pptx?|pdf|html?|indd|odt|rtf|txt))"
)
_WORD = re.compile(r"\w{3,}")
_MARKUP = re.compile(r"^#+ *| *#+$|\n[=-]+ *$|[*`]|!?\[([^\]]*)\]\([^)]*\)")


def choose_title(named: str | None, pages: Sequence[Page]) -> str | None:
    """Return the metadata's title when most of its words stand on the first pages, else the first heading.

    Metadata is copied from template to template, and names another meeting more often than not. A title that
    the text does not bear out is used only where there is no heading; None when nothing is sensible.
    """
    title = sensible_title(named)
    first = pages[:_FIRST_PAGES]
    words = set(_WORD.findall((title or "").lower()))
    present = set(_WORD.findall(" ".join(page.text for page in first).lower()))
    if title and 2 * len(words & present) > len(words):
        return title
    headings = (sensible_title(heading) for page in first for heading in _headings(page))
    return next(filter(None, headings), title)


def sensible_title(text: str | None) -> str | None:
    """Return the title on one line, or None when it is empty, a program's own words or a file name."""
    title = one_line(text or "")
    if not any(letter.isalpha() for letter in title) or len(title) > _LENGTH_MAX or _EMPTY.fullmatch(title):
        return None
    return title


def plain_heading(text: str) -> str:
    """Return a Markdown heading without its markup."""
    return _MARKUP.sub(r"\1", text)


def _headings(page: Page) -> list[str]:
    return [page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.HEADING]
