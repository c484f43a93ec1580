"""Agenda rows whose columns became lines → agenda items: case number, title, presenters, then type and time."""

import re
from collections.abc import Sequence

from index.record import AgendaItem, Span
from index.reference import case_numbers
from ingest import register_patterns as patterns
from ingest.about import About
from ingest.agenda_fields import item_type, part_of, plain_title, time_range
from ingest.line import Line
from ingest.patterns import CASE_AT_START
from ingest.presenter import is_person, names_people, presenters

_ROW_LINES = 9
_PART_ALONE = re.compile(r"^\(?del\s?\d\)?$", re.IGNORECASE)
_NAME = r"[A-ZÆØÅ][\w'’-]+(?:\s[A-ZÆØÅ]\.)?\s[A-ZÆØÅ][\w'’-]+"
_ON_ONE_LINE = re.compile(rf"^(?P<title>.*[^\W\d_]{{2,}}[^A-ZÆØÅ]*?)\s(?P<people>{_NAME},\s[^,]+)$")
_CAPITAL_LAST = re.compile(r"(?:^|\s)[A-ZÆØÅ][\w'’.-]*$")


class _Piece:
    """A stretch of one line that is not yet told what it is."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text.strip()
        self.start = start + (text.index(self.text) if self.text else 0)
        self.end = self.start + len(self.text)


def torn_row(lines: Sequence[Line], first: int) -> list[Line]:
    """Return the lines of the row that begins at `first`; none when no case number stands there."""
    line = lines[first]
    if "/" not in line.text or line.heading or line.row or not CASE_AT_START.expression.match(line.text):
        return []  # every case number holds a slash
    group = [line]
    for following in lines[first + 1 : first + _ROW_LINES]:
        if (
            patterns.ROW_END.expression.search(group[-1].text)
            or following.heading
            or following.row
            or following.opens
            or CASE_AT_START.expression.match(following.text)
            or patterns.NOT_AN_ITEM.expression.match(following.text)
        ):
            break
        group.append(following)
    return group


def torn_item(group: Sequence[Line], about: About, *, inside: bool) -> AgendaItem | None:
    """Return the item of a torn row; None when it is no agenda row: neither a time at its end nor in an agenda."""
    last = group[-1]
    ending = patterns.ROW_END.expression.search(last.text)
    reference = next(case_numbers(group[0].text), None)
    if reference is None or not (ending or inside):
        return None
    pieces = _pieces(group, reference.end, ending)
    kind = next((piece for piece in pieces[1:] if patterns.ITEM_TYPE.expression.fullmatch(piece.text)), None)
    typed = _typed(last, ending) or kind
    told = [piece for piece in pieces if piece is not kind and not _PART_ALONE.match(piece.text)]
    title, people = _title_and_people(told)
    starts, ends = time_range(ending.group("time") if ending else None)
    joined = " ".join(piece.text for piece in title)
    return AgendaItem(
        **about.shared(last.page, group[0].start, last.end),
        case_number=reference.value,
        title=plain_title(joined),
        part=next((part for piece in pieces if (part := part_of(piece.text))), None),
        item_type=item_type(typed.text) if typed else None,
        presenters=presenters(" ".join(piece.text for piece in people)),
        starts_at=starts,
        ends_at=ends,
        title_at=_span(title),
        type_at=_span([typed] if typed else []),
        presenters_at=_span(people),
        time_at=Span(start=last.start + ending.start("time"), end=last.start + ending.end("time")) if ending else None,
    )


def _pieces(group: Sequence[Line], case_end: int, ending: re.Match[str] | None) -> list[_Piece]:
    pieces: list[_Piece] = []
    for line in group:
        start = case_end if line is group[0] else 0
        end = ending.start() if ending and line is group[-1] else len(line.text)
        piece = _Piece(line.text[start:end], line.start + start)
        if piece.text.strip(" .:–-|"):
            pieces.append(piece)
    return pieces


def _typed(last: Line, ending: re.Match[str] | None) -> _Piece | None:
    if ending is None or not ending.group("type"):
        return None
    return _Piece(ending.group("type"), last.start + ending.start("type"))


def _title_and_people(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """Divide what stands between case number and type: a title, then whoever presents it."""
    for number in range(1, len(pieces)):
        text = pieces[number].text
        alone = number == len(pieces) - 1 and is_person(text)
        if alone or (re.search(r"[,(]|\sog\s", text) and names_people(text)):
            return pieces[:number], pieces[number:]
    match = _ON_ONE_LINE.match(pieces[0].text) if len(pieces) == 1 else None
    if match is None or _CAPITAL_LAST.search(match.group("title")):
        return pieces, []
    people = _Piece(match.group("people"), pieces[0].start + match.start("people"))
    return [_Piece(match.group("title"), pieces[0].start)], [people]


def _span(pieces: Sequence[_Piece]) -> Span | None:
    return Span(start=pieces[0].start, end=pieces[-1].end) if pieces else None
