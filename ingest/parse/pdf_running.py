"""Tells running heads and feet of a PDF from its text: page numbers, and what pages repeat at the same place.

Looks at the outermost lines of each page alone. What stands there for the first time is text like any other, since it
may be the title; a page number never is. A table's head is told from a running one by its distance to what is below.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.parse.pdf_lines import Body, PdfLine, is_heading

_OUTERMOST = 3  # heights at the top and at the bottom of a page
_PLACE = 6.0  # points: what stands within half of this stands at the same place
_APART = 1.8  # heights, at least, from a running head to what stands below it
_HEADING_SHARE = 0.6  # of all pages, that repeat a running head which looks like a heading
_PAGE_NUMBER = re.compile(r"\W*(?:(?:side|page)\s*)?\d{1,4}\s*(?:(?:av|of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_SAID = re.compile(r"\W*(?:side|page)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d/.,:-])(?!(?<=\d )\d{3}\b)\d{1,4}(?![\d/:-]|[.,]\d| \d{3}\b)")
# Numbers of other things than pages may rise by one from page to page too.
_OF_OTHERS = re.compile(
    r"(?:sak|saksnr|vedlegg|punkt|pkt|kapittel|kap|del|tabell|figur|tema|bilag|møte|uke|dag|nr|sone|fase|§)\W*$",
    re.IGNORECASE,
)

_WORD_BEFORE = 20  # characters before a number that such a word is looked for in

Key = tuple[str, int | None, int]  # text, what its number is more than the page's, place


def mark_running(pages: Sequence[Sequence[PdfLine]], body: Body) -> list[list[PdfLine]]:
    """Return the lines of all pages, with those marked that are running heads and feet."""
    outer = [
        {number: list(_keys(lines[number], page)) for number in _outermost(lines)} for page, lines in enumerate(pages)
    ]
    where: defaultdict[Key, list[int]] = defaultdict(list)
    for page, known in enumerate(outer):
        for key in {key for keys in known.values() for key in keys}:
            where[key].append(page)
    full = sum(map(bool, pages))
    marked = [list(lines) for lines in pages]
    for page, (lines, known) in enumerate(zip(pages, outer, strict=True)):
        for number, keys in known.items():
            if there := _repeated(lines, number, page, [(key, where[key]) for key in keys], body, full):
                first = there[0] == page and not _PAGE_NUMBER.fullmatch(lines[number].text)
                marked[page][number] = replace(lines[number], alone=True, running=not first)
    return marked


def _outermost(lines: Sequence[PdfLine]) -> list[int]:
    """Return the numbers of the lines at the top and at the bottom of a page."""
    heights = sorted({round(line.bottom) for line in lines})
    edge = {*heights[:_OUTERMOST], *heights[-_OUTERMOST:]}
    return [number for number, line in enumerate(lines) if round(line.bottom) in edge]


def _keys(line: PdfLine, page: int) -> Iterator[Key]:
    """Yield what a line is known by on other pages: its text, as it is and with each number left open, and its place.

    Each place has two names, so that two lines near each other share one wherever they stand.
    """
    place = line.bottom / _PLACE
    places = (math.floor(place), -1 - math.floor(place + 0.5))
    yield from ((line.text, None, place) for place in places)
    for match in _NUMBER.finditer(line.text):
        if not _OF_OTHERS.search(line.text, max(0, match.start() - _WORD_BEFORE), match.start()):
            text = f"{line.text[: match.start()]}#{line.text[match.end() :]}"
            yield from ((text, int(match.group()) - page, place) for place in places)


def _repeated(
    lines: Sequence[PdfLine], number: int, page: int, found: Sequence[tuple[Key, list[int]]], body: Body, full: int
) -> list[int]:
    """Return the pages that an outermost line stands on, if it is a running head or foot; none if it is not.

    `found` are its keys, each with the pages that have it.
    """
    line = lines[number]
    if _PAGE_NUMBER.fullmatch(line.text):
        paged = max((len(there) for key, there in found if key[1] is not None), default=0)
        if paged > 1 or _SAID.match(line.text):
            return [page]
    there = max((there for _, there in found), key=len)
    if len(there) < (2 if full <= 3 else 3) or not _apart(lines, line):
        return []
    return there if not is_heading(line, body) or len(there) >= max(3, _HEADING_SHARE * full) else []


def _apart(lines: Sequence[PdfLine], line: PdfLine) -> bool:
    """Say whether a line does not stand closely over what is below it, other lines at the top left out."""
    below = [one for one in lines if one.bottom < line.bottom - 0.3 * line.height]
    if len(below) < len(lines) / 2:
        return True  # it stands at the bottom
    nearest = max(one.bottom for one in below)
    return line.bottom - nearest >= _APART * line.height
