"""Reads JSON lines: each record with a string `text` is one page, its `title` the first line.

Other fields are not read. Page numbers are record numbers, blank lines not counted.
"""

import json

from index.document import Page
from index.errors import SourceError
from ingest.parse.clean import one_line
from ingest.parse.limits import PAGES_MAX
from ingest.parse.parsed import Parsed
from ingest.parse.text import text_page


def read(text: str, name: str) -> Parsed:
    """Read decoded JSON lines. Raises `SourceError` when there are too many, or none that can be read."""
    records = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(records) > PAGES_MAX:
        raise SourceError(f"«{name}» har {len(records)} poster, og grensen er {PAGES_MAX}: del filen i mindre deler.")
    pages = tuple(_page(number, line, name) for number, line in enumerate(records, 1))
    if not any(page.text for page in pages):
        raise SourceError(f"«{name}» har ingen poster med tekst: hver linje må være et JSON-objekt med feltet «text».")
    return Parsed(media_type="application/jsonl", title=None, pages=pages)


def _page(number: int, line: str, name: str) -> Page:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str) or not text.strip():
        warning = f"Post {number} i «{name}» har ingen tekst: hver linje må være et JSON-objekt med feltet «text»."
        return Page(number=number, text="", warning=warning)
    title = record.get("title")
    first = one_line(title) if isinstance(title, str) else ""
    return text_page(number, f"{first}\n\n{text}" if first else text)
