"""Follow-up lists whose rows became lines: the sak, what was asked for, then `Oppfølging:` and the reply."""

import re
from collections.abc import Iterator, Sequence

from index.record import FollowUp, Span
from index.reference import Reference, case_numbers
from ingest import follow_up_patterns as patterns
from ingest.about import About, one_line
from ingest.agenda_fields import plain_title
from ingest.follow_up_fields import due_date, is_somebody, points_to, progress
from ingest.line import Line, ends_above
from ingest.patterns import CASE_AT_START

_ROW_LINES = 16
_FULL_LINE = 60  # characters: wider than the last column of a list
_PDF = "application/pdf"  # where a list and the paragraph below it may have nothing but a line's end between them
_CAPITAL = re.compile(r"(?<=[a-zæøå0-9.)])\s(?=[A-ZÆØÅ][a-zæøå])")
_STATE_AT = re.compile(
    r"(?<=\w)\s(?=(?:Lukk|Ferdig|Avslutt|Pågår|Avvent|Vent[ea]r|Planl|Tas |Publisert|Levert|Utsatt|Start|Under |I gang"
    r"|Ikke |Gjennomført|Se sak|Sjå sak))"
)


def torn_follow_ups(lines: Sequence[Line], about: About) -> Iterator[FollowUp]:
    """Yield the follow-ups of lists that became lines; a row without a list's heading needs a reply of its own."""
    in_list, columns = False, False
    for number, line in enumerate(lines):
        if line.row:
            continue
        if patterns.LIST_HEADER.expression.match(line.text):
            in_list, columns = True, True
            continue
        if line.heading or line.opens:
            in_list = in_list and line.heading and not line.opens and bool(next(case_numbers(line.text), None))
            columns = columns and not line.heading
        if patterns.LIST_HEADING.expression.match(line.text):
            in_list = True
        group = _row(lines, number, columns=columns)
        if about.document.media_type == _PDF:
            group = _until_paragraph(group, columns=columns)
        if not group:
            continue
        reference = next(case_numbers(line.text))
        if columns:
            yield _in_columns(group, reference, about)
        elif any(patterns.REPLY.expression.match(one.text) for one in group[1:]):
            yield _with_reply(group, reference, about)


def _row(lines: Sequence[Line], first: int, *, columns: bool) -> list[Line]:
    """Return the lines of the row that begins at `first`; none when no case number stands there."""
    line = lines[first]
    if "/" not in line.text or line.heading or line.row or not CASE_AT_START.expression.match(line.text):
        return []  # every case number holds a slash
    if next(case_numbers(line.text), None) is None:
        return []
    group = [line]
    for following in lines[first + 1 : first + _ROW_LINES]:
        if (
            following.heading
            or following.row
            or following.opens
            or CASE_AT_START.expression.match(following.text)
            or patterns.STOP.expression.match(following.text)
            or patterns.LIST_HEADER.expression.match(following.text)
            or (following.blanks and patterns.URL_ALONE.expression.match(following.text))
            or (following.blanks and _replied(group, columns=columns) and group[-1].text.endswith("."))
        ):
            break
        group.append(following)
    return group


def _until_paragraph(group: list[Line], *, columns: bool) -> list[Line]:
    """Return the lines of a row until a paragraph begins below it: a line too wide for a column after the state."""
    for number in range(1, len(group)):
        above, line = group[number - 1], group[number]
        if columns:
            wide = line.text[:1].isupper() and len(line.text) >= _FULL_LINE and _columns(line.text)[2] is None
            ended = wide and (_replied(group[:number], columns=True) or progress(above.text) is not None)
        else:
            ended = _replied(group[:number], columns=False) and ends_above(above, line)
        if ended:
            return group[:number]
    return group


def _replied(group: Sequence[Line], *, columns: bool) -> bool:
    if columns:
        return _columns(one_line(" ".join(line.text for line in group)))[2] is not None
    return any(patterns.REPLY.expression.match(line.text) for line in group)


def _with_reply(group: Sequence[Line], reference: Reference, about: About) -> FollowUp:
    at = next(n for n, line in enumerate(group) if n and patterns.REPLY.expression.match(line.text))
    title = [group[0].text[reference.end :]]
    asked = group[1:at]
    while asked and not asked[0].blanks:
        title.append(asked[0].text)
        asked = asked[1:]
    label = patterns.REPLY.expression.match(group[at].text)
    begin = group[at].start + (label.end() if label else 0)
    page, end = group[0].page, group[-1].end
    reply = one_line(about.texts[page][begin:end])
    wanted = one_line(" ".join(line.text for line in asked))
    return FollowUp(
        **about.shared(page, group[0].start, end),
        case_number=reference.value,
        title=plain_title(" ".join(title)),
        text=wanted or plain_title(" ".join(title)) or "",
        reply=reply,
        progress=progress(reply),
        due_date=due_date(reply),
        points_to=points_to(reply, reference.value),
        reply_at=Span(start=begin, end=end),
    )


def _in_columns(group: Sequence[Line], reference: Reference, about: About) -> FollowUp:
    """Put a row together whose columns run into each other: a task that ends a sentence, who, then the state."""
    page = group[0].page
    joined = one_line(" ".join([group[0].text[reference.end :], *(line.text for line in group[1:])]))
    task, who, state = _columns(joined)
    title, text = _title_and_text(group, task, reference)
    return FollowUp(
        **about.shared(page, group[0].start, group[-1].end),
        case_number=reference.value,
        title=plain_title(title),
        text=text or plain_title(title) or joined,
        status=state,
        progress=progress(state or joined),
        responsible=who,
        due_date=due_date(state or joined),
        points_to=points_to(joined, reference.value),
    )


def _columns(joined: str) -> tuple[str, str | None, str | None]:
    """Return task, who and state; who stands between the end of a sentence and a word that opens a state."""
    for match in _STATE_AT.finditer(joined):
        full_stop = joined.rfind(". ", 0, match.start())
        who = joined[full_stop + 2 if full_stop >= 0 else 0 : match.start()]
        if full_stop >= 0 and is_somebody(who):
            return joined[: full_stop + 1], who, joined[match.end() :]
    return joined, None, None


def _title_and_text(group: Sequence[Line], task: str, reference: Reference) -> tuple[str, str]:
    """Divide title and task: at the first blank line, else before the second word with a capital."""
    title = [group[0].text[reference.end :]]
    for line in group[1:]:
        if line.blanks:
            break
        title.append(line.text)
    joined = one_line(" ".join(title))
    if task.startswith(joined) and len(task) > len(joined):
        return joined, task[len(joined) :].strip()
    match = _CAPITAL.search(task)
    return (task[: match.start()], task[match.end() :]) if match else (task, "")
