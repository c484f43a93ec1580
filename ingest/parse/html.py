"""Reads HTML as one page: headings, paragraphs, list entries and table rows, without markup.

Scripts, styles and what is hidden are left out. Nothing is fetched, and no entity beyond HTML's own is known.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.document import BlockKind
from ingest.parse.parsed import Parsed
from ingest.parse.piece import Piece, page_of, row
from ingest.parse.title import choose_title

_SKIPPED = frozenset("head script style template noscript svg math iframe object canvas audio video".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer "
    "form header hr legend main nav ol p pre section summary table tbody tfoot thead ul".split()
)
_CELLS = ("td", "th")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])")


def read(text: str) -> Parsed:
    """Read decoded HTML."""
    tree = LexborHTMLParser(text)
    writer = _Writer()
    if tree.body is not None:
        _walk(tree.body, writer)
    writer.flush()
    page = page_of(1, writer.pieces)
    head = tree.css_first("title")
    title = choose_title(head.text() if head is not None else None, (page,))
    return Parsed(media_type="text/html", title=title, pages=(page,))


@dataclass(slots=True)
class _Writer:
    """Collects pieces while the tree is walked. `cells` is None outside table rows."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cells: list[str] | None = None
    rows: int = 0
    lists: int = 0
    pre: int = 0
    heading: int = 0
    entry: int = 0

    def open(self, tag: str) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag == "tr":
            self.rows += 1
            if self.rows == 1:
                self.flush()
                self.cells = []
        elif tag in _CELLS and self.rows == 1:
            self._end_cell()
        elif self._parts(tag):
            self.flush()
            self.lists += tag in ("ul", "ol")
            self.pre += tag == "pre"
            self.heading = _HEADINGS.get(tag, 0)
            self.entry = self.lists or 1 if tag == "li" else 0

    def close(self, tag: str) -> None:
        if tag == "tr":
            self.rows -= 1
            if self.rows == 0:
                self._end_row()
        elif tag in _CELLS and self.rows == 1:
            self._end_cell()
        elif self._parts(tag):
            self.flush()
            self.lists -= tag in ("ul", "ol")
            self.pre -= tag == "pre"
            self.heading = self.entry = 0

    def _parts(self, tag: str) -> bool:
        """Whether the tag parts blocks here; inside a table row it parts words only."""
        parts = tag in _BLOCKS or tag in _HEADINGS or tag == "li"
        if parts and self.rows:
            self.words.append(" ")
            return False
        return parts

    def write(self, text: str) -> None:
        self.words.append(text if self.pre else _BLANKS.sub(" ", text))

    def flush(self) -> None:
        text, self.words = "".join(self.words), []
        if not self.pre:
            text = "\n".join(" ".join(line.split(" ")).strip() for line in re.sub(" +", " ", text).split("\n"))
        if not text.strip() or self.rows:
            return
        if self.heading:
            self.pieces.append(Piece(text=text, kind=BlockKind.HEADING, level=self.heading))
        elif self.entry:
            self.pieces.append(Piece(text=text, kind=BlockKind.LIST_ENTRY, level=self.entry))
        else:
            self.pieces.append(Piece(text=text))

    def _end_cell(self) -> None:
        text, self.words = "".join(self.words), []
        if self.cells is not None and text.strip():
            self.cells.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        cells, self.cells = self.cells or [], None
        # A row of one cell is layout, not data.
        self.pieces.append(row(cells) if len(cells) > 1 else Piece(text="".join(cells)))


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Visit the tree without recursion: depth is the document's choice, not ours."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            writer.close(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            writer.write(node.text_content or "")
            continue
        if tag in _SKIPPED or tag.startswith(("-", "!")) or _is_hidden(node):
            continue
        writer.open(tag)
        stack.append(tag)
        children = list(node.iter(include_text=True))
        stack.extend(reversed(children))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
