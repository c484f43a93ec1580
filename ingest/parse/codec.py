"""Turns `Parsed` into JSON bytes and back, for the pipe between the reading child and its parent."""

import json

from index.document import Block, BlockKind, Page
from ingest.parse.parsed import Parsed

_KINDS = tuple(BlockKind)


def encode(parsed: Parsed) -> bytes:
    """Return the JSON of what was read; a block is an array of start, end, kind number and level."""
    pages = [
        [page.number, page.text, page.warning, [[b.start, b.end, _KINDS.index(b.kind), b.level] for b in page.blocks]]
        for page in parsed.pages
    ]
    whole = [parsed.media_type, parsed.title, pages, parsed.warnings]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> Parsed:
    """Return what `encode` was given. Raises `ValueError` or `TypeError` for anything else."""
    media_type, title, pages, warnings = json.loads(data)
    return Parsed(
        media_type=media_type,
        title=title,
        pages=tuple(
            Page(
                number=number,
                text=text,
                warning=warning,
                blocks=tuple(
                    Block(start=start, end=end, kind=_KINDS[kind], level=level) for start, end, kind, level in blocks
                ),
            )
            for number, text, warning, blocks in pages
        ),
        warnings=tuple(warnings),
    )
