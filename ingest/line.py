"""A document's lines in reading order, each with its place: what the stages that look for records read.

Text extraction tears rows and sentences into lines, so what a block is matters less than how a line begins and
what stands around it. A table row is one line. Does not interpret what a line says.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from index.document import BlockKind, Page
from ingest.patterns import holds

_MARKS = re.compile(r"(?:#{1,6}\s+|[•●▪◦*+·–-]\s+|>\s+|\*{1,2}(?=\S)|_(?=\*))+")
_CLOSING = re.compile(r"(?:\*{1,2}|_|<br>|\s|·)+$")
_ROOM = 0.85  # of a line's letters, that another line surely has room for
NEW_SLIDE = 2  # blank lines before a line that opens a new slide of flattened text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One line that is not blank: `page_text[start:end] == text`. `blanks` counts the blank lines before it.

    `first` tells that a page begins here. `kind` and `level` are the block's that the line is part of.
    """

    page: int
    start: int
    end: int
    text: str
    kind: BlockKind
    level: int
    blanks: int
    first: bool

    @property
    def heading(self) -> bool:
        """Whether the line is a heading."""
        return self.kind is BlockKind.HEADING

    @property
    def row(self) -> bool:
        """Whether the line is a row of a table."""
        return self.kind is BlockKind.TABLE_ROW

    @property
    def opens(self) -> bool:
        """Whether a page or a slide begins here."""
        return self.first or self.blanks >= NEW_SLIDE

    @property
    def bare_start(self) -> int:
        """Where the line begins after heading, list and emphasis marks: an offset into the page's text."""
        match = _MARKS.match(self.text)
        return self.start + (match.end() if match else 0)

    @property
    def bare(self) -> str:
        """The line without heading, list and emphasis marks at its ends."""
        return _CLOSING.sub("", self.text[self.bare_start - self.start :])


def lines(pages: Iterable[Page]) -> Iterator[Line]:
    """Yield every line of the pages that is not blank, in order; running heads and feet are left out."""
    for page in pages:
        before = 0
        first = True
        for block in page.blocks:
            if block.kind is BlockKind.RUNNING:
                before = block.end
                continue
            for start, end in _stretches(page.text, block.start, block.end, whole=block.kind is BlockKind.TABLE_ROW):
                blanks = max(0, page.text.count("\n", before, start) - 1)
                yield Line(
                    page=page.number, start=start, end=end, text=page.text[start:end], kind=block.kind,
                    level=block.level, blanks=blanks, first=first,
                )  # fmt: skip
                before, first = end, False


def ends_above(above: Line, line: Line) -> bool:
    """Say whether a wrapped text ended with the line `above`: the next one's first word, a capital, had room there."""
    if not line.text[:1].isupper() or above.text[-1] in ",:-–":
        return False
    room = len(above.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return room < _ROOM * len(line.text)


def lines_holding(lines: Sequence[Line], words: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that hold one of `words`, in lower case, in any case: those of `patterns.holds`.

    Looks through the whole document for each word, which takes a fraction of looking through each line for all.
    """
    whole, starts = _folded(tuple(lines))
    if starts is None:
        return [number for number, line in enumerate(lines) if holds(line.text, words)]
    found: set[int] = set()
    for word in words:
        at = whole.find(word)
        while at >= 0:
            number = bisect.bisect_right(starts, at) - 1
            found.add(number)
            at = whole.find(word, starts[number + 1]) if number + 1 < len(starts) else -1
    return sorted(found)


@lru_cache(maxsize=1)
def _folded(lines: tuple[Line, ...]) -> tuple[str, list[int] | None]:
    """Return the lines in lower case as one text, and where each begins in it; None where folding moves letters."""
    whole = "\n".join([line.text for line in lines])
    folded = whole.casefold()
    if len(folded) != len(whole) or "ı" in whole or "İ" in whole:
        return "", None
    return folded, [0, *accumulate(len(line.text) + 1 for line in lines[:-1])]


def _stretches(text: str, start: int, end: int, *, whole: bool) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = -1 if whole else text.find("\n", start, end)
        stop = end if stop < 0 else stop
        stretch = text[start:stop]
        if content := stretch.strip():
            begin = start + stretch.index(content)
            yield begin, begin + len(content)
        start = stop + 1
