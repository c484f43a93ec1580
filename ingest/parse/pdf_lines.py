"""Finds headings, paragraphs and list entries in the lines of a PDF page, by size, weight and distance.

Doubt makes a paragraph. It does not find tables: a row that pdfium gives as one line stays one line.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Block, BlockKind
from ingest.parse.lines import starts_entry

# A heading is this much taller than the body text; by level, outermost first.
_HEADING_HEIGHTS = (1.7, 1.35, 1.15)
_BOLD_LEVEL = 4
_HEADING_LENGTH_MAX = 200
# Lines of one paragraph are alike in height, and no further apart than this times the usual distance.
_HEIGHT_TOLERANCE = 0.12
_DISTANCE_TOLERANCE = 1.25
_USUAL_DISTANCE = 1.3
_WRAPPED_LENGTH_MIN = 50
# A line that ends a sentence and is this much shorter than the longest on the page ends a paragraph.
_SHORT_LINE = 0.7
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]? ")
_TIGHT = BlockKind.LIST_ENTRY


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of a page: its text, its first letter's bottom and height in points, its weight, and if some is hidden.

    `alone` tells that it is no part of the text around it; `running` that it is a running head or foot, not the first.
    """

    text: str
    bottom: float
    height: float
    bold: bool
    hidden: bool = False
    alone: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What most of a document's text is like: letters' height in points, lines' distance in heights.

    `bold` says that most short lines are bold, so that weight tells nothing.
    """

    height: float
    distance: float
    bold: bool


def body_of(pages: Sequence[Sequence[PdfLine]]) -> Body:
    """Measure the body text of a document, from the lines of all its pages."""
    heights: Counter[float] = Counter()
    distances: list[float] = []
    bold, short = 0, 0
    for lines in pages:
        for above, line in itertools.pairwise(lines):
            step = above.bottom - line.bottom
            if len(above.text) >= _WRAPPED_LENGTH_MIN and 0 < step < 3 * line.height:
                distances.append(step / line.height)
        for line in lines:
            heights[round(line.height, 1)] += len(line.text)
            bold += line.bold
            short += len(line.text) <= _HEADING_LENGTH_MAX
    distance = sorted(distances)[len(distances) // 2] if distances else _USUAL_DISTANCE
    height = heights.most_common(1)[0][0] if heights else 0.0
    return Body(height=height or 1.0, distance=distance, bold=2 * bold > short)


def page_blocks(lines: Sequence[PdfLine], body: Body) -> tuple[str, tuple[Block, ...]]:
    """Return the page's text and its blocks."""
    parts: list[str] = []
    blocks: list[Block] = []
    position, start = 0, 0
    kind, level = BlockKind.PARAGRAPH, 0
    longest = max((len(line.text) for line in lines), default=0)
    above: PdfLine | None = None
    for line in lines:
        line_kind, line_level = _kind(line, body)
        if above is None:
            kind, level = line_kind, line_level
        elif _parted(above, line, kind, (line_kind, line_level), level, body, longest):
            blocks.append(Block(start=start, end=position, kind=kind, level=level))
            gap = "\n" if kind is line_kind is _TIGHT else "\n\n"
            parts.append(gap)
            position += len(gap)
            start, kind, level = position, line_kind, line_level
        else:
            parts.append("\n")
            position += 1
        parts.append(line.text)
        position += len(line.text)
        above = line
    if above is not None:
        blocks.append(Block(start=start, end=position, kind=kind, level=level))
    return "".join(parts), tuple(blocks)


def is_heading(line: PdfLine, body: Body) -> bool:
    """Say whether a line looks like a heading."""
    return _kind(line, body)[0] is BlockKind.HEADING


def _kind(line: PdfLine, body: Body) -> tuple[BlockKind, int]:
    """Say what a block would be that begins with this line."""
    text = line.text
    if line.running:
        return BlockKind.RUNNING, 0
    entry = starts_entry(text)
    if (not entry or _NUMBERED.match(text)) and len(text) <= _HEADING_LENGTH_MAX and text[-1] not in ".,;":
        level = _heading_level(line, body)
        if level and any(letter.isalpha() for letter in text):
            return BlockKind.HEADING, level
    return (BlockKind.LIST_ENTRY, 1) if entry else (BlockKind.PARAGRAPH, 0)


def _heading_level(line: PdfLine, body: Body) -> int:
    for level, ratio in enumerate(_HEADING_HEIGHTS, 1):
        if line.height >= ratio * body.height:
            return level
    bold = line.bold and not body.bold and not line.text[0].islower()
    return _BOLD_LEVEL if bold and line.height >= 0.9 * body.height else 0


def _parted(
    above: PdfLine,
    line: PdfLine,
    kind: BlockKind,
    found: tuple[BlockKind, int],
    level: int,
    body: Body,
    longest: int,
) -> bool:
    """Whether a new block begins with `line`, when the block above is of `kind` and `level`."""
    if line.alone or above.alone:
        return True
    if starts_entry(line.text) or (BlockKind.HEADING in (kind, found[0]) and (kind, level) != found):
        return True
    step = above.bottom - line.bottom
    if abs(step) < 0.3 * line.height:
        return False
    if abs(above.height - line.height) > _HEIGHT_TOLERANCE * max(above.height, line.height):
        return True
    if step < 0 or step > _DISTANCE_TOLERANCE * body.distance * line.height:
        return True
    return above.text[-1] in ".!?" and len(above.text) < _SHORT_LINE * longest and not line.text[0].islower()
