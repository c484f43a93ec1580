"""Finds headings, paragraphs and list entries in plain text, by blank lines and by how lines begin.

Doubt makes a paragraph. It does not look at what the words mean: saker and vedtak are found later.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.document import Block, BlockKind

_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_SYMBOLS = "•●○◦▪▫■□–—*+·‣⁃➢➤✓§\uf0a7\uf0b7\uf0d8\uf0fc\uf02d-"
# A list entry: a bullet, `1.`, `1)`, `a)` or the letter o that word processors make of a hollow bullet.
_BULLET = re.compile(
    rf" *(?:(?P<symbol>[{_SYMBOLS}])(?: +|$)|(?P<number>\d{{1,3}}[.)]) +(?!(?i:{_MONTHS})\b)|[a-zæøå]\) +|o +)"
)
_CASE_HEADING = re.compile(r"Sak\s+\d")
_NUMBERED_HEADING = re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\.? +(?!(?i:{_MONTHS})\b)[A-ZÆØÅ][a-zæøå]")
_CAPITALS = re.compile(r"(?=.*[A-ZÆØÅ]{4})[^\da-zæøå]*[A-ZÆØÅ]{2}[^\da-zæøå]*")
_HEADING_LENGTH_MAX = 80
# Nobody wraps by hand at this length: where such lines hold most of the text, each line is a paragraph.
_WRAPPED_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank; `start` and `end` leave out its newline and the blanks around it."""

    start: int
    end: int
    indent: int
    text: str

    @property
    def bullet(self) -> bool:
        """Whether a list entry begins here."""
        return starts_entry(self.text)


def starts_entry(text: str) -> bool:
    """Whether a line of text begins as a list entry does."""
    return _BULLET.match(text) is not None


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of clean text: in order, without overlap, holding all but the blanks."""
    stretches = list(_stretches(text))
    wrapped = _is_wrapped(stretches)
    blocks: list[Block] = []
    for index, stretch in enumerate(stretches):
        before = stretches[index - 1][0] if index else None
        after = stretches[index + 1][0] if index + 1 < len(stretches) else None
        line = stretch[0]
        if len(stretch) == 1 and _is_heading(line, before, after):
            level = 1 if line.text.isupper() else 2
            blocks.append(Block(start=line.start, end=line.end, kind=BlockKind.HEADING, level=level))
        else:
            blocks.extend(_entries_and_paragraphs(stretch, wrapped))
    return tuple(blocks)


def _stretches(text: str) -> Iterator[list[Line]]:
    """Yield the lines that stand together without a blank line between them."""
    stretch: list[Line] = []
    position = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            start = position + len(raw) - len(raw.lstrip())
            stretch.append(Line(start=start, end=start + len(bare), indent=len(raw) - len(raw.lstrip()), text=bare))
        elif stretch:
            yield stretch
            stretch = []
        position += len(raw) + 1
    if stretch:
        yield stretch


def _is_wrapped(stretches: list[list[Line]]) -> bool:
    lengths = [len(line.text) for stretch in stretches for line in stretch]
    return 2 * sum(length for length in lengths if length > _WRAPPED_LENGTH_MAX) <= sum(lengths)


def _is_heading(line: Line, before: Line | None, after: Line | None) -> bool:
    text = line.text
    if len(text) > _HEADING_LENGTH_MAX or text[-1] in ".,;:?!…":
        return False
    if _CASE_HEADING.match(text) or _CAPITALS.fullmatch(text):
        return True
    if not _NUMBERED_HEADING.match(text) or (after is not None and after.text[0].islower()):
        return False  # plain, or the first line of a sentence that goes on below
    # Several numbered lines in a row, each with air around it, are a list.
    return not any(other is not None and other.bullet for other in (before, after))


def _entries_and_paragraphs(stretch: list[Line], wrapped: bool) -> Iterator[Block]:
    """Divide a stretch where list entries begin, and at every line when lines are not wrapped."""
    first = stretch[0]
    indents: list[int] = []
    level = _depth(indents, first)
    end = first.end
    for line in stretch[1:]:
        if line.bullet or not wrapped:
            yield _block(first, end, level)
            first, level = line, _depth(indents, line)
        end = line.end
    yield _block(first, end, level)


def _depth(indents: list[int], line: Line) -> int:
    """The depth of the entry that begins at this line, 1 for the outermost; 0 for no entry."""
    if not line.bullet:
        return 0
    while indents and indents[-1] > line.indent:
        indents.pop()
    if not indents or indents[-1] < line.indent:
        indents.append(line.indent)
    return len(indents)


def _block(first: Line, end: int, level: int) -> Block:
    kind = BlockKind.LIST_ENTRY if level else BlockKind.PARAGRAPH
    return Block(start=first.start, end=end, kind=kind, level=level)
