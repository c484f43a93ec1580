"""Veikart: what is to be delivered in which quarter, edition by edition, and what moved or vanished in between.

A reading of the register's deliveries; each place in it has its row with its citation. A delivery without a date of
its own is of the quarter that the heading of its plan names. Draws nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.quarter import Quarter, quarter_in
from assistant.register import RegisterRow

_FOLD = re.compile(r"\w+")
# Hit: «Levert 24. april 2025», «Satt i drift». Miss: «Leveres i juni», «Ikke levert».
_DELIVERED = re.compile(
    r"^(?!.*\bikk[ej]e? )(?:.*\b)?(?:levert|lansert|ferdigstilt|fullført|satt i (?:drift|produksjon))\b", re.I
)


class Move(StrEnum):
    """What became of a delivery since the edition before."""

    NEW = "new"
    SAME = "same"
    LATER = "later"
    EARLIER = "earlier"
    DELIVERED = "delivered"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A delivery in one edition. `quarter` is None where neither it nor its plan names one."""

    edition: str
    row: RegisterRow
    quarter: Quarter | None

    @property
    def delivered(self) -> bool:
        """Tell whether its status says that it is done."""
        return bool(_DELIVERED.search(self.row.status or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One delivery through the editions, the earliest first, up to the chosen one or the last before it."""

    places: tuple[Placed, ...]
    move: Move

    @property
    def now(self) -> Placed:
        """Return where it stands, or stood last."""
        return self.places[-1]

    @property
    def before(self) -> Placed | None:
        """Return where it stood in the edition before."""
        return self.places[-2] if len(self.places) > 1 else None

    @property
    def first(self) -> Placed:
        """Return where it stood at first."""
        return self.places[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """The plan as one edition has it. `editions` are their dates, latest first; `quarters` without gaps.

    `done` are the lines that an earlier edition tells as delivered, and that the chosen one has left out.
    """

    editions: tuple[str, ...]
    edition: str
    quarters: tuple[Quarter, ...]
    lines: tuple[Line, ...]
    done: tuple[Line, ...] = ()

    def of(self, quarter: Quarter | None) -> tuple[Line, ...]:
        """Return what is planned for a quarter, or for none."""
        return tuple(line for line in self.lines if line.now.quarter == quarter and line.move is not Move.VANISHED)

    def moved(self, *moves: Move) -> tuple[Line, ...]:
        """Return the lines that something became of."""
        return tuple(line for line in self.lines if line.move in moves)


def roadmap(rows: Sequence[RegisterRow], heading: Callable[[RegisterRow], str], edition: str = "") -> Roadmap:
    """Return the plan as an edition has it, the latest one where none is chosen.

    `heading` gives the text above a row on its page, where a row has no date of its own. An unknown edition is the
    latest. A delivery is the same in two editions when its number or its name and actor are.
    """
    editions = sorted({_edition(row) for row in rows}, reverse=True)
    chosen = edition if edition in editions else (editions[0] if editions else "")
    known: dict[tuple[str, ...], list[Placed]] = {}
    shared = _shared(rows)
    for row in sorted(rows, key=_edition):
        if _edition(row) <= chosen:
            placed = Placed(edition=_edition(row), row=row, quarter=_quarter(row, heading))
            known.setdefault(_key(row, shared), []).append(placed)
    lines = tuple(_line(_one_an_edition(places), editions, chosen) for places in known.values())
    done = tuple(line for line in lines if line.now.edition != chosen and line.move is Move.DELIVERED)
    kept = tuple(line for line in lines if line.now.edition == chosen or line.move is Move.VANISHED)
    quarters = sorted({place.quarter for line in kept for place in line.places if place.quarter})
    return Roadmap(editions=tuple(editions), edition=chosen, quarters=_without_gaps(quarters), lines=kept, done=done)


def _line(places: tuple[Placed, ...], editions: Sequence[str], chosen: str) -> Line:
    return Line(places=places, move=_move(places, editions, chosen))


def _move(places: tuple[Placed, ...], editions: Sequence[str], chosen: str) -> Move:
    now = places[-1]
    if now.edition != chosen:
        return Move.DELIVERED if now.delivered else Move.VANISHED
    if now.delivered:
        return Move.DELIVERED
    if len(places) == 1:
        return Move.SAME if chosen == editions[-1] else Move.NEW
    before = places[-2].quarter
    if before is None or now.quarter is None or before == now.quarter:
        return Move.SAME
    return Move.LATER if now.quarter > before else Move.EARLIER


def _quarter(row: RegisterRow, heading: Callable[[RegisterRow], str]) -> Quarter | None:
    return quarter_in(row.due_date or "") or quarter_in(heading(row)) or quarter_in(row.citation.title)


def _edition(row: RegisterRow) -> str:
    return row.meeting.date or row.citation.source


def _shared(rows: Sequence[RegisterRow]) -> frozenset[str]:
    """Return the references that several deliveries of one edition have: they name a theme, not a delivery."""
    counted = Counter((_edition(row), row.roadmap_ref) for row in rows if row.roadmap_ref)
    return frozenset(ref for (_, ref), times in counted.items() if ref and times > 1)


def _key(row: RegisterRow, shared: frozenset[str]) -> tuple[str, ...]:
    """Return what a delivery has in every edition: its number, or its name and actor."""
    if row.roadmap_ref and row.roadmap_ref not in shared:
        return (row.roadmap_ref,)
    return (
        row.roadmap_ref or "",
        " ".join(_FOLD.findall((row.project or row.text).casefold())),
        (row.actor or "").casefold(),
    )


def _one_an_edition(places: Sequence[Placed]) -> tuple[Placed, ...]:
    return tuple({place.edition: place for place in places}.values())


def _without_gaps(quarters: Sequence[Quarter]) -> tuple[Quarter, ...]:
    """Return every quarter from the first to the last."""
    found = list(quarters[:1])
    for before, after in pairwise(quarters):
        while found[-1] < after and found[-1].after(before) < _GAP_MAX:
            found.append(found[-1].next())
        if found[-1] != after:
            found.append(after)
    return tuple(found)


_GAP_MAX = 8  # quarters without a delivery that are still shown; a wrong year in a paper must not make hundreds
