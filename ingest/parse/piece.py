"""Pieces of text in reading order, and how they become one page with blocks.

For readers of formats that know their own structure. It does not guess structure: see `lines.py` for that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from index.document import Block, BlockKind, Page
from ingest.parse.clean import clean

_TIGHT = (BlockKind.LIST_ENTRY, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The text of one block to be, with its kind and level as in `index.document.Block`."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


def row(cells: Iterable[str]) -> Piece:
    """Return a table row: its cells, each on one line, joined by ` | `; blank when every cell is."""
    texts = [" ".join(cell.split()) for cell in cells]
    return Piece(text=" | ".join(texts) if any(texts) else "", kind=BlockKind.TABLE_ROW)


def page_of(number: int, pieces: Iterable[Piece], *, warning: str | None = None) -> Page:
    """Join the pieces that are not blank: list entries and rows by one newline, the rest by two."""
    parts: list[str] = []
    blocks: list[Block] = []
    position, before = 0, None
    for piece in pieces:
        text = clean(piece.text).strip()
        if not text:
            continue
        if before is not None:
            gap = "\n" if before is piece.kind and before in _TIGHT else "\n\n"
            parts.append(gap)
            position += len(gap)
        parts.append(text)
        blocks.append(Block(start=position, end=position + len(text), kind=piece.kind, level=piece.level))
        position += len(text)
        before = piece.kind
    return Page(number=number, text="".join(parts), blocks=tuple(blocks), warning=warning)
