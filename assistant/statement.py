"""A quote → the statements in it, each with its label, its clauses and its asides; a table row → its cells.

Does not compare anything with them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from assistant.claim import ANCHORS, Piece, Sort, pieces

_ENDS = re.compile(
    r"(?<=[.!?])(?<!\bkl\.)(?<!\bjf\.)(?<!\bnr\.)(?<!\bca\.)(?<!\bbl\.a\.)(?<!\bDr\.)\s+(?=[A-ZÆØÅ«])"
    r"|\n\s*\n|\n(?=\s*[A-ZÆØÅ•\-–\d])"
)
_LABEL = re.compile(r"^\W{0,3}(?P<label>[^\W\d][^:.|\n]{1,40}):\s+(?=\S)")
_BULLET = re.compile(r"^\s*(?:[•▪◦●○*–-]|\(?\d{1,2}[.)](?=\s))\s*")
_CLAUSE = re.compile(r"[;:]\s|,\s+(?:og|men|mens|medan|samt)\s|\s[–-]\s")
_TAIL = re.compile(
    r"[;:]\s|,\s+(?:og|men|mens|medan|samt|fordi|siden|sidan|ettersom|da|slik\sat|noe\ssom|som|der|hvorav)\s|\s[–-]\s"
)
_COORDINATED = re.compile(r",\s+(?=(?:og|men|mens|medan)\s)")
_TELLS = re.compile(r"\b(?:er|var|ble|blir|blei|vart|vert|har|hadde|skal|kan|vil)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|,\s+som\s[^,]*,")
_AFTER_THAT = re.compile(r"\W*(?:at|om|that|whether)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Where a clause begins, as an offset into the statement; `after_that` when somebody says or thinks it."""

    at: int
    after_that: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or list entry of a quote. `label` stood before its colon; places of `stated` are into `text`."""

    label: str
    text: str
    stated: tuple[Piece, ...]

    def clause_start(self, number: int) -> Begin:
        """Return where the clause of a piece begins."""
        place = self.stated[number].start
        at = max((found.end() for found in _CLAUSE.finditer(self.text) if found.end() <= place), default=0)
        return Begin(at=at, after_that=bool(_AFTER_THAT.match(self.text[at:place])))

    def clause_end(self, place: int) -> int:
        """Return where the clause at a place ends."""
        return min(
            (found.start() for found in _TAIL.finditer(self.text) if found.start() >= place), default=len(self.text)
        )

    def is_aside(self, piece: Piece, used: Collection[int]) -> bool:
        """Say whether a piece stands in brackets or a relative clause between commas that none of `used` stands in."""
        return any(
            found.start() <= piece.start < found.end()
            and not any(found.start() <= place < found.end() for place in used)
            for found in _ASIDE.finditer(self.text)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table row. `bare` is the kind of value that it holds alone, or empty where it has other words."""

    text: str
    stated: tuple[Piece, ...]

    @property
    def bare(self) -> str:
        """The kind of a value that stands alone, with at most its unit."""
        anchors = [piece for piece in self.stated if piece.sort in ANCHORS and piece.sort is not Sort.NAME]
        words = [piece for piece in self.stated if piece.sort not in ANCHORS]
        return anchors[0].sort.value if anchors and len(words) <= len(anchors) and self.stated[0] in anchors else ""


@lru_cache(maxsize=2_000)
def statements(quote: str) -> tuple[Statement, ...]:
    """Return the statements of a quote, in order, each also as its first clause alone; none of a table row."""
    if "|" in quote:
        return ()
    found: list[Statement] = []
    label = ""
    for part in _ENDS.split(quote):
        text = _BULLET.sub("", part.strip())
        if not text:
            continue
        labelled = _LABEL.match(text)
        if labelled and not _TELLS.search(labelled["label"]):
            label = labelled["label"]
            text = text[labelled.end() :]
        elif "\n\n" in quote:
            label = ""
        found.append(Statement(label=label, text=text, stated=pieces(text)))
        first = _COORDINATED.split(text)[0]
        if first != text:
            found.append(Statement(label=label, text=first, stated=pieces(first)))
    return tuple(found)


@lru_cache(maxsize=2_000)
def cells(quote: str) -> tuple[Cell, ...]:
    """Return the cells of a table row that hold something; one or none for any other quote."""
    texts = [part.strip() for part in quote.split("|")]
    return tuple(Cell(text=text, stated=pieces(text)) for text in texts if text.strip(" –-"))
