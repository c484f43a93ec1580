"""Meetings that a question names by their place in the row: "siste møte", "årets første møte", "førre styremøte".

Knows the meetings that the papers are from, of one board; the next is the one that a notice is sent for and no minutes
are of. Does not guess between boards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analyze import terms
from index.reader import Reader
from index.rows import DocumentRow

_PLACED = re.compile(
    r"\b(?:(?P<this>årets?)\s+)?(?:(?:den|det|the|of the)\s+)?"
    r"(?:(?P<first>første|fyrste|first)|(?P<next>neste|komande|kommende|next)|"
    r"siste|sist|seneste|seinaste|forrige|førre|last|latest|previous|most recent)\s+"
    r"(?:\w*møtet?|(?:board )?meeting)\b(?:\s+(?:i|in)\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_OF_MEETINGS = ("minutes", "notice", "agenda")
_KINDS_OF_BOARD = frozenset(terms("produktstyret fagforum arbeidsgruppe kommunestyret formannskapet utvalget rådet"))
_ANY_BOARD = frozenset(terms("styret styre board produktstyret møte referat eksempel"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A meeting's ISO date, and the stretch of the question that says which it is."""

    date: str
    start: int
    end: int


def which_meeting(text: str, reader: Reader) -> Placed | None:
    """Return the meeting that `text` names by its place; None where it names none so, or the boards are several."""
    found = _PLACED.search(text)
    if found is None:
        return None
    own = _papers(text, reader.documents())
    dates = _coming(own) if found["next"] else _held(own)
    year = found["year"] or (dates[-1][:4] if dates and found["this"] else "")
    dates = [date for date in dates if date.startswith(year)]
    if not dates:
        return None
    return Placed(date=dates[0] if found["first"] or found["next"] else dates[-1], start=found.start(), end=found.end())


def newest_papers(text: str, reader: Reader) -> tuple[DocumentRow, ...]:
    """Return the papers of the last meeting that was held, of the one board or the one that `text` names."""
    own = _papers(text, reader.documents())
    dates = _held(own)
    return tuple(row for row in own if dates and row.meeting_date == dates[-1])


def _papers(text: str, rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Return the board's papers of meetings; none where it is not told which of several boards."""
    held = [row for row in rows if row.kind in _OF_MEETINGS and row.meeting_date and row.board]
    boards = {row.board for row in held if row.board}
    if len(boards) > 1:
        words = set(terms(text))
        named = {board for board in boards if (words - _ANY_BOARD) & set(terms(board))}
        boards = named or {board for board in boards if words & _KINDS_OF_BOARD & set(terms(board))}
    return [row for row in held if row.board in boards] if len(boards) == 1 else []


def _held(own: Sequence[DocumentRow]) -> list[str]:
    """Return the dates of meetings in order, those that minutes tell of where there are minutes."""
    told = [row for row in own if row.kind == "minutes"] or own
    return sorted({row.meeting_date for row in told if row.meeting_date})


def _coming(own: Sequence[DocumentRow]) -> list[str]:
    """Return the dates in order of meetings that lie after the last one that minutes tell of."""
    last = max((row.meeting_date or "" for row in own if row.kind == "minutes"), default="")
    return sorted({row.meeting_date for row in own if last and row.meeting_date and row.meeting_date > last})
