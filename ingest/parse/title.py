"""Decides whether what a file calls itself is a title worth showing."""

import re

from ingest.parse.clean import one_line

_LENGTH_MAX = 200
# What programs write when nobody gave a title, and names of files.
_EMPTY = re.compile(
    r"(?i)(untitled|uten (navn|tittel)|unknown|ukjent|dokument\s*\d*|document\s*\d*|presentasjon\s*\d*|"
    r"presentation\s*\d*|powerpoint[- ]\w+|lysbilde\s*\d*|slide\s*\d*|microsoft (word|powerpoint)\b.*|"
    r"word document|title|tittel|\S+\.(docx?|pptx?|pdf|html?|indd|odt|rtf|txt))"
)


def sensible_title(text: str | None) -> str | None:
    """Return the title on one line, or None when it is empty, a program's own words or a file name."""
    title = one_line(text or "")
    if not any(letter.isalpha() for letter in title) or len(title) > _LENGTH_MAX or _EMPTY.fullmatch(title):
        return None
    return title
