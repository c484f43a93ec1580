"""Which records of the register tell the same thing, and in what order they are told.

The same sak in notice, agenda and minutes is one group, the record that tells most first. Makes no rows of them.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from index.record import (
    AgendaItem,
    Decision,
    Delivery,
    FollowUp,
    Recommendation,
    Record,
    Vote,
    kind_of,
)

Key = tuple[object, ...]
_NUMBERS = re.compile(r"\d+")
_KINDS_IN_ORDER = ("agenda_item", "recommendation", "vote", "decision", "follow_up", "delivery")
# Which paper is cited where several tell as much: what was sent out before the meeting, then the minutes.
_BEST_KINDS = ("notice", "agenda", "minutes", "roadmap", "slides", "mandate", "attachment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a record has in common with those that tell the same, how it ranks among them, and what puts it in order."""

    same: Callable[[Record], Key]
    worth: Callable[[Record], Key]
    order: Callable[[Record], Key]


def remembering() -> Keys:
    """Return keys that are made once for each record. The records must live as long as they do."""
    return Keys(same=_remembered(_key), worth=_remembered(_worth), order=_remembered(_order))


def _remembered(make: Callable[[Record], Key]) -> Callable[[Record], Key]:
    known: dict[int, Key] = {}

    def key(record: Record) -> Key:
        found = known.get(id(record))
        if found is None:
            found = known[id(record)] = make(record)
        return found

    return key


def in_order(records: Iterable[Record], keys: Keys | None = None) -> list[list[Record]]:
    """Return the records in groups that are a row each, as `same` does, by meeting, then sak, then place."""
    order = keys.order if keys else _order
    return sorted(same(records, keys), key=lambda group: order(group[0]))


def same(records: Iterable[Record], keys: Keys | None = None) -> list[list[Record]]:
    """Return the records in groups that tell the same thing, in each the one that tells most first."""
    key, worth = (keys.same, keys.worth) if keys else (_key, _worth)
    groups: dict[Key, list[Record]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return [part for group in groups.values() for part in _parts(group, worth)]


def _parts(group: list[Record], worth: Callable[[Record], Key]) -> list[list[Record]]:
    if len(group) == 1:
        return [group]
    return [sorted(part, key=worth) for one in _by_board(group) for part in _apart(one)]


def _by_board(group: list[Record]) -> list[list[Record]]:
    """Divide agenda items of one number by board: each may have its own «12/25»; who names none is the first's."""
    boards: list[str] = []
    for record in group:
        board = record.board if isinstance(record, AgendaItem) else None
        if board and not any(_one_board(board, known) for known in boards):
            boards.append(board)
    if len(boards) < 2:
        return [group]
    parts: dict[str, list[Record]] = {board: [] for board in boards}
    for record in group:
        own = next((board for board in boards if record.board and _one_board(record.board, board)), boards[0])
        parts[own].append(record)
    return list(parts.values())


def _one_board(one: str, other: str) -> bool:
    """Say whether two names may be of one board: a word of one begins a word of the other («styre», «Styret»)."""
    first, second = _folded(one).split(), _folded(other).split()
    return any(word.startswith(said) or said.startswith(word) for word in first for said in second if len(said) > 3)


def _apart(group: list[Record]) -> list[list[Record]]:
    """Divide follow-ups of one sak and title by what they say, where one paper tells several."""
    texts: dict[str, set[str]] = {}
    for record in group:
        if isinstance(record, FollowUp):
            texts.setdefault(record.doc_id, set()).add(_folded(record.text))
    if all(len(said) < 2 for said in texts.values()):
        return [group]
    parts: dict[str, list[Record]] = {}
    for record in group:
        parts.setdefault(_folded(record.text) if isinstance(record, FollowUp) else "", []).append(record)
    return list(parts.values())


def _key(record: Record) -> Key:
    """Return what two records must have in common to be one row."""
    meeting = (record.meeting_number or record.meeting_date or record.doc_id, (record.meeting_date or "")[:4])
    kind = kind_of(record)
    match record:
        case AgendaItem():
            if record.case_number:
                case = record.case_number
                return (kind, case, record.part, meeting[1] if "-" not in case else "")
            return (kind, meeting, record.number, _folded(record.title))
        case Delivery():
            day = record.meeting_date or record.doc_id
            return (kind, day, record.roadmap_ref, _folded(record.project), _folded(record.actor))
        case FollowUp():
            earlier = record.case_number and not record.case_number.endswith(f"-{record.meeting_number}")
            return (kind, meeting, record.case_number, _folded((earlier and record.title) or record.text)[:80])
        case Decision() | Recommendation() | Vote():
            return (kind, meeting, record.case_number, _folded(record.text))
    return (kind, record.doc_id, record.page, record.start)


def _folded(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def _worth(record: Record) -> Key:
    told = sum(1 for field in fields(record) if getattr(record, field.name) not in (None, (), False))
    kind = _BEST_KINDS.index(record.document_kind) if record.document_kind in _BEST_KINDS else len(_BEST_KINDS)
    return (-told, kind, record.source, record.page, record.start)


def _order(record: Record) -> Key:
    number, part = (record.number, record.part) if isinstance(record, AgendaItem) else (None, None)
    case = tuple(int(number) for number in _NUMBERS.findall(record.case_number or number or ""))
    kind = _KINDS_IN_ORDER.index(kind_of(record).value)
    return (record.meeting_date or "", case, part or 0, kind, record.source, record.page, record.start)
