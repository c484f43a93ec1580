"""Headings of minutes such as `Sak 3-51/25 Title` → agenda items, with the labelled lines below them."""

from collections.abc import Iterator, Sequence

from index.record import AgendaItem, Span
from index.reference import Reference, case_numbers
from ingest import register_patterns as patterns
from ingest.about import About, quotable
from ingest.agenda_fields import item_type, part_of, plain_title, time_range
from ingest.line import Line
from ingest.patterns import CASE_AT_START
from ingest.presenter import presenters

_LABELLED_LINES = 5  # below a heading
_TITLE_MAX = 250


def heading_items(lines: Sequence[Line], about: About) -> Iterator[AgendaItem]:
    """Yield the item of each heading that names a sak of this meeting with its title."""
    for number, line in enumerate(lines):
        if line.row:
            continue
        reference = case_heading(line)
        if reference and _of_this_year(reference, about):
            title, last = _title(lines, number, reference)
            if title:
                yield _item(lines, number, last, reference, title, about)


def case_heading(line: Line) -> Reference | None:
    """Return the case number that a line opens, with its offsets in the line, or None.

    A heading or a line that begins with the word sak; `Sak 3/98 Title` only where nothing but a title follows.
    """
    if len(line.text) > _TITLE_MAX or not ("/" in line.text or "-" in line.text or "–" in line.text):
        return None  # every case number holds a slash, or a hyphen before its year
    if match := patterns.CASE_TITLE.expression.match(line.text):
        rest = match.group("rest").strip(" .:–-")
        if rest and not rest[0].isupper():
            return None
        value = f"{int(match.group('number'))}/{(match.group('year') or match.group('hyphened'))[-2:]}"
        return Reference(value=value, start=match.start("number"), end=match.start("rest"))
    said = "sak" in line.text.lower() and line.bare.lower().startswith("sak")
    if (line.heading or said) and CASE_AT_START.expression.match(line.bare):
        return next(case_numbers(line.text), None)
    return None


def _of_this_year(reference: Reference, about: About) -> bool:
    """Say whether a case number fits the meeting's: its year, and its meeting where it names one."""
    document = about.document
    if "-" in reference.value and document.meeting_number and "/" in document.meeting_number:
        return reference.value.split("-", 1)[1] == document.meeting_number
    return not document.meeting_date or document.meeting_date[2:4] == reference.value.rsplit("/", 1)[1]


def _title(lines: Sequence[Line], number: int, reference: Reference) -> tuple[Span | None, int]:
    """Return where the title stands and the number of its last line: after the case number, or on the next line."""
    line = lines[number]
    rest = line.text[reference.end :].strip(" .:–-|*#")
    last = number
    while last + 1 < len(lines) and line.heading and same_heading(lines, last):
        last += 1
    if rest and not (part_of(rest) and len(rest) < 10):
        begin = line.start + line.text.index(rest, reference.end)
        return Span(start=begin, end=lines[last].end), last
    if number + 1 < len(lines):
        following = lines[number + 1]
        titled = following.text.isupper() or following.heading
        if titled and following.page == line.page and not case_heading(following) and len(following.text) > 3:
            return Span(start=following.start, end=following.end), number + 1
    return None, number


def same_heading(lines: Sequence[Line], number: int) -> bool:
    """Say whether the next line is the same heading, wrapped: no blank line between, and no case number of its own."""
    line, following = lines[number], lines[number + 1]
    return (
        line.heading
        and following.heading
        and following.page == line.page
        and following.start - line.end <= 2
        and following.level == line.level
        and not case_heading(following)
        and not following.text.startswith("#")
    )


def _item(lines: Sequence[Line], number: int, last: int, reference: Reference, title: Span, about: About) -> AgendaItem:
    line = lines[number]
    text = about.texts[line.page]
    labels = _labels(lines, last, line.page)
    people, kind, clock = (labels.get(name) for name in ("people", "type", "time"))
    starts, ends = time_range(text[clock.start : clock.end] if clock else None)
    told = [span for span in (title, people, kind, clock) if span]
    end = max(span.end for span in told)
    shared = about.shared(line.page, line.start, end if end - line.start <= _TITLE_MAX + 150 else title.end)
    words = text[title.start : title.end]
    begin, finish = quotable(text, title.start, title.end)
    return AgendaItem(
        **shared,
        case_number=reference.value,
        title=(plain_title(patterns.PART.expression.sub("", words, count=1)) or "")[:_TITLE_MAX] or None,
        part=part_of(line.text[: reference.end + 12]),
        item_type=item_type(text[kind.start : kind.end]) if kind else None,
        presenters=presenters(text[people.start : people.end]) if people else (),
        starts_at=starts,
        ends_at=ends,
        title_at=Span(start=begin, end=finish),
        type_at=kind,
        presenters_at=people,
        time_at=clock,
    )


def _labels(lines: Sequence[Line], last: int, page: int) -> dict[str, Span]:
    """Return where the labelled lines below a heading say who presents, the type and the time."""
    found: dict[str, Span] = {}
    labels = (("people", patterns.PRESENTER_LABEL), ("type", patterns.TYPE_LABEL), ("time", patterns.TIME_LABEL))
    for line in lines[last + 1 : last + 1 + _LABELLED_LINES]:
        if line.heading or line.page != page:
            break
        for name, pattern in labels:
            match = pattern.expression.match(line.text)
            if match and name not in found:
                found[name] = Span(start=line.start + match.end(), end=line.end)
    return found
