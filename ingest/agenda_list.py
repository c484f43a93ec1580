"""Numbered lists below an agenda's heading → agenda items: title, presenters, minutes or time."""

import re
from collections.abc import Iterator, Sequence

from index.document import BlockKind
from index.record import AgendaItem, Span
from index.reference import case_numbers
from ingest import register_patterns as patterns
from ingest.about import About
from ingest.agenda_fields import plain_title, time_range
from ingest.line import Line
from ingest.patterns import TIME_RANGE
from ingest.presenter import is_person, names_people, presenters

_NUMBER = re.compile(r"^\W*(\d{1,3})[.)]\s+")
_PIECE = re.compile(r"[^,]+")
_TITLE_MAX = 250


def listed_items(lines: Sequence[Line], about: About) -> Iterator[AgendaItem]:
    """Yield the outermost entries of the lists below agenda headings, and listed short case numbers."""
    inside, level, number = False, 0, 0
    for line in lines:
        if line.heading or line.opens or (line.kind is BlockKind.PARAGRAPH and _opens(line)):
            inside = _opens(line) if len(line.text) < 120 else inside
            level, number = 0, 0
        elif inside and line.kind is BlockKind.LIST_ENTRY and not next(case_numbers(line.text[:16]), None):
            level = level or line.level
            if line.level == level and _begins(line):
                number += 1
                if item := _item(line, number, about):
                    yield item
        elif inside and (match := patterns.LISTED_CASE.expression.match(line.text)):
            yield _short_case(line, match, about)


def _opens(line: Line) -> bool:
    return bool(
        patterns.AGENDA_HEADING.expression.match(line.text) or patterns.ITEM_LIST_HEADER.expression.match(line.text)
    )


def _begins(line: Line) -> bool:
    return bool(_NUMBER.match(line.text)) or line.text[:1] in "*-•–"


def _item(line: Line, counted: int, about: About) -> AgendaItem | None:
    match = _NUMBER.match(line.text)
    start = match.end() if match else line.bare_start - line.start
    text = line.text[start:]
    if patterns.NOT_AN_ITEM.expression.match(text) or not any(letter.isalpha() for letter in text):
        return None
    said = int(match.group(1)) if match else 0
    clock = TIME_RANGE.expression.search(text)
    starts, ends = time_range(clock.group() if clock else None)
    minutes = patterns.MINUTES_COUNT.expression.search(text)
    end = min([found.start() for found in (clock, minutes) if found and found.start() > 3], default=len(text))
    begin = clock.end() if clock and clock.start() <= 3 else 0
    title, people = _divided(text[begin:end])
    timed = clock or minutes
    base = line.start + start
    return AgendaItem(
        **about.shared(line.page, line.start, line.end),
        number=str(max(said, counted)) if match else str(counted),
        title=(plain_title(title) or "")[:_TITLE_MAX] or None,
        presenters=presenters(people.strip(" ,()")) if people else (),
        starts_at=starts,
        ends_at=ends,
        minutes=int(minutes.group("minutes")) if minutes else None,
        title_at=Span(start=base + begin, end=base + begin + len(title.rstrip())),
        presenters_at=Span(start=base + text.index(people), end=base + text.index(people) + len(people))
        if people
        else None,
        time_at=Span(start=base + timed.start(), end=base + timed.end()) if timed else None,
    )


def _divided(text: str) -> tuple[str, str | None]:
    """Divide `Title, Name Name, Organisation` before the first name; a parenthesis at the end may hold names too."""
    for piece in list(_PIECE.finditer(text))[1:]:
        name = piece.group().strip()
        if is_person(name) or (re.search(r"\s(?:og|and)\s", name) and names_people(name)):
            return text[: piece.start()].rstrip(" ,"), text[piece.start() :].strip(" ,(")
    return text.rstrip(" ,(").strip(), None


def _short_case(line: Line, match: re.Match[str], about: About) -> AgendaItem:
    begin = line.start + match.start("title")
    return AgendaItem(
        **about.shared(line.page, line.start, line.end),
        case_number=f"{int(match.group('number'))}/{match.group('year')[-2:]}",
        title=(plain_title(match.group("title")) or "")[:_TITLE_MAX] or None,
        title_at=Span(start=begin, end=line.end),
    )
