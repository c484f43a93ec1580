"""Blocks of a page → sections of units that can be cited, each under its headings and its sak.

Puts together what text extraction tore apart: wrapped list entries, agenda rows and plan rows whose columns
became lines. Does not interpret what a row says.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from index.chunk import Unit, UnitKind
from index.document import Block, BlockKind, Page
from index.reference import case_numbers, short_case_numbers
from ingest.patterns import (
    CASE_AT_START,
    CASE_HEADING,
    ORGANISATION,
    PAUSE,
    PLAN_HEADER,
)
from ingest.sentence import FIGURE, QUOTE_MAX, sentences

_BREAK = re.compile(r"\n[ \t]*\n[ \t]*\n")  # two blank lines or more: a new slide in flattened text
_LOWER = re.compile(r"\W{0,2}[a-zæøå]")
_TERMINAL = re.compile(r"[.!?:;]\W*$")
_PARENTHESIS = re.compile(r"^\s*\([^)]{1,40}\)\s*$")
_OUTCOME = re.compile(r"\s*(?:vedtak|votering|avrøysting|protokolltilførsel)\s*:", re.IGNORECASE)  # ends a list of rows
_HEADING_MAX = 90
_COMMA_MIN = 40  # characters before a comma at a line's end that goes on in the next block


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of one page under one set of headings (outermost first), with the sak that it belongs to."""

    headings: tuple[str, ...]
    case_number: str | None
    units: tuple[Unit, ...]


@dataclass(slots=True, kw_only=True)
class Context:
    """What stands above the next block: carried from page to page of one document."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    case_number: str | None = None
    case_level: int = 0

    def enter(self, level: int, title: str) -> None:
        """Open a heading, closing those of the same and lower levels."""
        self.headings = [pair for pair in self.headings if pair[0] < level] + [(level, title)]
        number = first_case_number(title)
        if number:
            self.case_number, self.case_level = number, level
        elif level <= self.case_level:
            self.case_number, self.case_level = None, 0


def segment(page: Page, context: Context) -> list[Section]:
    """Return the sections of one page in order; `context` is updated for the next page."""
    sections: list[Section] = []
    for stretch in _stretches(page):
        sections.extend(_sections(page.text, stretch, context))
    return sections


def first_case_number(text: str) -> str | None:
    """Return the first case number of `text` in its one form, or None."""
    for reference in case_numbers(text):
        return reference.value
    for reference in short_case_numbers(text):
        return reference.value
    return None


def _stretches(page: Page) -> Iterator[list[Block]]:
    """Divide a page's blocks where two or more blank lines stand: the slides of flattened text."""
    stretch: list[Block] = []
    for block in _joined(page.text, page.blocks):
        if stretch and _BREAK.search(page.text, stretch[-1].end, block.start):
            yield stretch
            stretch = []
        stretch.append(block)
    if stretch:
        yield stretch


def _joined(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Put wrapped sentences together again: a block that goes on in lower case continues the one before."""
    held: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.RUNNING:
            if held:
                yield held
            held = None
            yield block
            continue
        if held and _continues(text, held, block):
            held = replace(held, end=block.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _continues(text: str, held: Block, block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or held.kind is BlockKind.TABLE_ROW:
        return False
    if held.kind is BlockKind.HEADING or block.end - held.start > QUOTE_MAX:
        return False
    if FIGURE.match(text[held.start : held.end]):  # "86 %", and below it what there is 86 % of
        return True
    if _BREAK.search(text, held.end, block.start):
        return False
    content = text[held.start : held.end].rstrip()
    if content.endswith(",") and len(content) > _COMMA_MIN:
        return True
    return bool(_LOWER.match(text, block.start)) and not _TERMINAL.search(content)


def _sections(text: str, blocks: list[Block], context: Context) -> Iterator[Section]:
    """Divide one stretch into sections: at headings, at agenda rows and under plan headers."""
    held: list[Block] = []
    below = 0  # blocks before this one are spoken for by a row
    for number, block in enumerate(blocks):
        if number < below:
            continue
        content = text[block.start : block.end]
        if title := _title(text, blocks, number):
            if any(one.kind is not BlockKind.HEADING for one in held):
                yield from _section(text, held, context)
                held = []
            context.enter(block.level or 6, title)
            held.append(replace(block, kind=BlockKind.HEADING))
        elif block.kind is BlockKind.RUNNING:
            held.append(block)
        elif block.kind is not BlockKind.TABLE_ROW and CASE_AT_START.expression.match(content):
            yield from _section(text, held, context)
            held, below = [], _row_end(text, blocks, number)
            yield from _case_row(text, blocks[number:below], context)
        elif block.kind is not BlockKind.TABLE_ROW and _is_plan_header(content):
            yield from _section(text, [*held, replace(block, kind=BlockKind.HEADING)], context)
            held, below = [], len(blocks)
            rows = [one for one in blocks[number + 1 :] if one.kind is not BlockKind.RUNNING]
            yield from _plan_rows(text, rows, context, content)
        else:
            held.append(block)
    yield from _section(text, held, context)


def _is_plan_header(content: str) -> bool:
    folded = content.casefold()
    if "aktør" not in folded and "ansvarlig" not in folded:  # quick to see, and true of nearly all
        return False
    return any(PLAN_HEADER.expression.match(line) for line in content.split("\n"))


def _title(text: str, blocks: list[Block], number: int) -> str | None:
    """Return the heading that a block is, on one line, or None: marked so, a bare sak, or a slide's title."""
    block = blocks[number]
    if block.kind is BlockKind.RUNNING:
        return None
    content = text[block.start : block.end].strip()
    first = all(one.kind is BlockKind.RUNNING for one in blocks[:number])
    if (
        block.kind is BlockKind.HEADING
        or CASE_HEADING.expression.match(content)
        or (first and _is_slide_title(content, blocks[number:]))
    ):
        return " ".join(content.split())
    return None


def _is_slide_title(content: str, blocks: list[Block]) -> bool:
    """Say whether the first of several plain blocks is a title: short, and no sentence."""
    if len(blocks) < 2 or blocks[0].kind is not BlockKind.PARAGRAPH or blocks[1].kind is BlockKind.HEADING:
        return False
    if len(content) > _HEADING_MAX or content.count("\n") > 1 or _TERMINAL.search(content):
        return False
    return bool(re.match(r"[^\W\d_]", content))


def _section(text: str, blocks: list[Block], context: Context) -> Iterator[Section]:
    units = tuple(unit for block in blocks for unit in _units(text, block))
    if units:
        headings = tuple(title for _, title in context.headings)
        yield Section(headings=headings, case_number=context.case_number, units=units)


def _units(text: str, block: Block) -> Iterator[Unit]:
    whole = block.kind not in (BlockKind.PARAGRAPH, BlockKind.RUNNING)
    if whole and block.end - block.start <= QUOTE_MAX:
        kind = UnitKind(block.kind.value)
        yield Unit(start=block.start, end=block.end, kind=kind)
        return
    for start, end in sentences(text, block.start, block.end):
        yield Unit(start=start, end=end, kind=UnitKind.SENTENCE)


def _row_end(text: str, blocks: list[Block], first: int) -> int:
    """Return the index after the last block of the agenda or follow-up row that begins at `first`."""
    for number in range(first + 1, len(blocks)):
        content = text[blocks[number].start : blocks[number].end]
        if blocks[number].kind in (BlockKind.HEADING, BlockKind.TABLE_ROW, BlockKind.RUNNING):
            return number
        if CASE_AT_START.expression.match(content) or PAUSE.expression.match(content):
            return number
        if _OUTCOME.match(content):
            return number
        if number - first > 8:
            return number
    return len(blocks)


def _case_row(text: str, blocks: list[Block], context: Context) -> Iterator[Section]:
    """Yield one row as one unit where it is short enough to be quoted, else as its sentences."""
    number = first_case_number(text[blocks[0].start : blocks[0].end])
    headings = tuple(title for _, title in context.headings)
    start, end = blocks[0].start, blocks[-1].end
    if end - start <= QUOTE_MAX:
        units: tuple[Unit, ...] = (Unit(start=start, end=end, kind=UnitKind.TABLE_ROW),)
        yield Section(headings=headings, case_number=number, units=units)
        return
    first = next(sentences(text, start, blocks[0].end))
    title = " ".join(text[first[0] : first[1]].split())
    units = tuple(unit for block in blocks for unit in _units(text, block))
    yield Section(headings=(*headings, title), case_number=number, units=units)


def _plan_rows(text: str, blocks: list[Block], context: Context, header: str) -> Iterator[Section]:
    """Yield the rows of a plan table whose columns became lines: each ends with the actor who delivers."""
    columns = next(line for line in header.split("\n") if PLAN_HEADER.expression.match(line))
    headings = (*(title for _, title in context.headings), " ".join(columns.split()))
    rows: list[Unit] = []
    start: int | None = None
    lines = [line for block in blocks for line in _lines(text, block)]
    for at, (line_start, line_end) in enumerate(lines):
        start = line_start if start is None else start
        if at + 1 < len(lines) and _PARENTHESIS.match(text[slice(*lines[at + 1])]):
            continue
        if _ends_with_actor(text[line_start:line_end]) or line_end - start > QUOTE_MAX - 80:
            rows.append(Unit(start=start, end=line_end, kind=UnitKind.TABLE_ROW))
            start = None
    if start is not None and lines:
        rows.append(Unit(start=start, end=lines[-1][1], kind=UnitKind.TABLE_ROW))
    if rows:
        kept = tuple(row for row in rows if row.end - row.start <= QUOTE_MAX)
        yield Section(headings=headings, case_number=context.case_number, units=kept)


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    while start < block.end:
        end = text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        if text[start:end].strip():
            yield (start, end)
        start = end + 1


def _ends_with_actor(line: str) -> bool:
    line = line.strip()
    if _PARENTHESIS.match(line):
        return True
    return any(match.end() == len(line) for match in ORGANISATION.expression.finditer(line))
