"""Oppfølging: what the board asked to have followed up, from tables, lists on slides and labelled lines of minutes.

Does not take a sak that is only mentioned for one that is followed up: a list says so, or a label does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.document import BlockKind
from index.record import FollowUp, Span
from index.reference import Reference, case_numbers, short_case_numbers
from ingest import follow_up_patterns as patterns
from ingest.about import About, one_line
from ingest.agenda_fields import plain_title
from ingest.case import cases_by_line
from ingest.follow_up_fields import due_date, points_to, progress, responsible
from ingest.follow_up_torn import torn_follow_ups
from ingest.line import Line, ends_above
from ingest.participant import participants
from ingest.table import Column, Row, rows

_LABELLED_MAX = 12  # entries below one label
_TASK_MAX = 200  # characters


def follow_ups(lines: Sequence[Line], about: About) -> list[FollowUp]:
    """Return the follow-ups of one document, in reading order."""
    found = [item for row in rows(lines) if (item := _from_row(row, about))]
    found.extend(torn_follow_ups(lines, about))
    if about.minutes:
        said = list(_labelled(lines, about))
        found.extend(said)
        taken = {(item.page, item.start) for item in said}
        found.extend(item for item in _tasks(lines, about) if (item.page, item.start) not in taken)
    return sorted(found, key=lambda item: (item.page, item.start))


def _from_row(row: Row, about: About) -> FollowUp | None:
    """Return the follow-up of a table row, where its table is one of follow-ups."""
    tracked = row.has(Column.CASE) or (row.has(Column.RESPONSIBLE) and (row.has(Column.STATUS) or row.has(Column.DUE)))
    asked = row.cell(Column.FOLLOW_UP)
    if not (row.has(Column.FOLLOW_UP) and tracked and asked):
        return None
    case, owner = row.cell(Column.CASE), row.cell(Column.RESPONSIBLE)
    state, due = row.cell(Column.STATUS), row.cell(Column.DUE)
    reference = _case(case.text) if case else None
    title = row.cell(Column.TITLE)
    own = reference.value if reference else None
    words = state.text if state else None
    return FollowUp(
        **about.shared(row.line.page, row.line.start, row.line.end),
        case_number=own,
        title=plain_title(title.text if title else case.text[reference.end :] if case and reference else ""),
        text=one_line(asked.text),
        status=one_line(words) if words else None,
        progress=progress(words),
        responsible=one_line(owner.text) if owner else None,
        due_date=due_date(f"frist {due.text}") if due else due_date(words or ""),
        points_to=points_to(words, own),
        status_at=Span(start=state.start, end=state.end) if state else None,
        responsible_at=Span(start=owner.start, end=owner.end) if owner else None,
    )


def _case(text: str) -> Reference | None:
    return next(case_numbers(text), None) or next(short_case_numbers(text), None)


def _labelled(lines: Sequence[Line], about: About) -> Iterator[FollowUp]:
    """Yield what stands after a label such as `Oppfølging:` in minutes, and the entries below a label alone."""
    cases = cases_by_line(lines)
    for number, line in enumerate(lines):
        match = None if line.row else patterns.LABEL.expression.match(line.text)
        if not match:
            continue
        title, case = cases[number]
        if line.text[match.end() :].strip(" *_"):
            end = _paragraph_end(lines, number, wrapped=about.document.media_type == "application/pdf")
            yield _said(about, line.page, line.start, line.start + match.end(), end, case, title)
            continue
        for entry_start, entry_end in _entries(lines, number + 1):
            yield _said(about, line.page, entry_start, entry_start, entry_end, case, title)


def _tasks(lines: Sequence[Line], about: About) -> Iterator[FollowUp]:
    """Yield short lines that say what someone who took part will do; in notes of planning, whoever it is."""
    known = participants(lines)
    anyone = not known and bool(patterns.PLANNING.expression.search(about.document.title))
    if not known and not anyone and not any("@" in line.text for line in lines):
        return
    cases = cases_by_line(lines)
    for number, line in enumerate(lines):
        if line.row or line.heading or len(line.text) > _TASK_MAX:
            continue
        title, case = cases[number]
        match = patterns.TASK.expression.search(line.text)
        if not match and not ((anyone or known) and patterns.UNASSIGNED.expression.match(line.text)):
            continue
        found = _said(about, line.page, line.start, line.bare_start, line.end, case, title)
        if match:
            who = str(match.group("who"))
            if anyone or who.startswith(("@", "De som")) or who in known or who.split()[0] in known:
                spot = Span(start=line.start + match.start("who"), end=line.start + match.end("who"))
                yield replace(found, responsible=who.lstrip("@"), responsible_at=spot)
        else:
            yield found


def _paragraph_end(lines: Sequence[Line], number: int, *, wrapped: bool) -> int:
    """Return where the paragraph that a line begins ends: at a blank line, a list entry, a heading or a label.

    Where lines are `wrapped`, one that is left short ends it too.
    """
    end = lines[number].end
    for before, line in zip(lines[number:], lines[number + 1 :], strict=False):
        if wrapped and ends_above(before, line):
            break
        if line.page != before.page or line.blanks or line.kind is not before.kind or _starts_anew(line):
            break
        end = line.end
    return end


def _starts_anew(line: Line) -> bool:
    return bool(
        line.heading
        or line.text[:1] in "*-•"
        or patterns.LABEL.expression.match(line.text)
        or patterns.STOP.expression.match(line.text)
    )


def _entries(lines: Sequence[Line], first: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the entries below a label: those of a list, else the lines of the one paragraph there."""
    entries = 0
    for number in range(first, min(first + 3 * _LABELLED_MAX, len(lines))):
        line, before = lines[number], lines[number - 1]
        if line.page != before.page or line.heading or line.row or entries >= _LABELLED_MAX:
            return
        listed = line.kind is BlockKind.LIST_ENTRY
        if entries and (line.blanks > 1 or (line.blanks and not listed) or _labelled_anew(line)):
            return
        if listed and line.level > 1 and entries:
            continue
        if before.kind is line.kind and listed and not line.blanks and line.text[:1] not in "*-•1234567890":
            continue
        entries += 1
        yield line.bare_start, line.end


def _labelled_anew(line: Line) -> bool:
    return bool(patterns.LABEL.expression.match(line.text) or patterns.STOP.expression.match(line.text))


def _said(about: About, page: int, start: int, begins: int, end: int, case: str | None, title: str | None) -> FollowUp:
    text = one_line(about.texts[page][begins:end]).strip("* ")
    found = FollowUp(
        **about.shared(page, start, end),
        case_number=case,
        title=title,
        text=text,
        progress=None,
        responsible=responsible(text),
        due_date=due_date(text),
        points_to=points_to(text, case),
    )
    if found.responsible and text.startswith(found.responsible):
        spot = Span(start=begins, end=begins + len(found.responsible))
        return replace(found, responsible_at=spot)
    return found
