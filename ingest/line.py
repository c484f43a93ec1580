"""A document's lines in reading order, each with its place: what the stages that look for records read.

Text extraction tears rows and sentences into lines, so what a block is matters less than how a line begins and
what stands around it. A table row is one line. Does not interpret what a line says.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.document import BlockKind, Page

_MARKS = re.compile(r"(?:#{1,6}\s+|[•●▪◦*+·–-]\s+|>\s+|\*{1,2}(?=\S)|_(?=\*))+")
_CLOSING = re.compile(r"(?:\*{1,2}|_|<br>|\s|·)+$")
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
    """Yield every line of the pages that is not blank, in order."""
    for page in pages:
        before = 0
        first = True
        for block in page.blocks:
            for start, end in _stretches(page.text, block.start, block.end, whole=block.kind is BlockKind.TABLE_ROW):
                blanks = max(0, page.text.count("\n", before, start) - 1)
                yield Line(
                    page=page.number, start=start, end=end, text=page.text[start:end], kind=block.kind,
                    level=block.level, blanks=blanks, first=first,
                )  # fmt: skip
                before, first = end, False


def _stretches(text: str, start: int, end: int, *, whole: bool) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = -1 if whole else text.find("\n", start, end)
        stop = end if stop < 0 else stop
        stretch = text[start:stop]
        if content := stretch.strip():
            begin = start + stretch.index(content)
            yield begin, begin + len(content)
        start = stop + 1
