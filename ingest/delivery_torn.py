"""Plan slides whose columns became lines → deliveries: reference, project with a description, then who delivers.

Two shapes: rows that each begin with a code on one line (`V-01 …`), and rows spread over lines, where a project's
description follows its name without a blank line and an organisation ends the row. A row in which no organisation
is found between two projects is divided where a line begins anew.
"""

from collections.abc import Iterator, Sequence

from index.record import Delivery, Span
from ingest import delivery_patterns as patterns
from ingest.about import About, one_line
from ingest.delivery_coded import coded_deliveries
from ingest.delivery_split import reference_and_project, trailing_organisation
from ingest.line import Line
from ingest.patterns import PLAN_HEADER

_REGION_LINES = 90
_ACTOR_LINES = 3
_CELL_MAX = 150  # characters: a longer line is running text


def torn_deliveries(lines: Sequence[Line], about: About) -> Iterator[Delivery]:
    """Yield the deliveries below each plan header that is no table row."""
    for number, line in enumerate(lines):
        if line.row or line.heading or not PLAN_HEADER.expression.match(line.text):
            continue
        region = _region(lines, number + 1)
        coded = [one for one in region if patterns.CODE.expression.match(one.text)]
        if region and coded and region[0] is coded[0]:
            yield from coded_deliveries(region, about)
        else:
            yield from _spread(region, about)


def _region(lines: Sequence[Line], first: int) -> list[Line]:
    """Return the lines of a plan: until the page, slide or plan ends; its legend left out."""
    region: list[Line] = []
    for line in lines[first : first + _REGION_LINES]:
        if line.heading or line.row or line.opens or PLAN_HEADER.expression.match(line.text):
            break
        if not patterns.LEGEND.expression.search(line.text):
            region.append(line)
    return region


def _spread(region: Sequence[Line], about: About) -> Iterator[Delivery]:
    held: list[Line] = []
    skip = 0
    for number, line in enumerate(region):
        if number < skip:
            continue
        if held and (count := _actor_lines(region, number)):
            skip = number + count
            yield from _rows(held, region[number:skip], None, about)
            held = []
            continue
        held.append(line)
        cut = trailing_organisation(line.text)
        if cut and not _actor_lines(region, number + 1):
            after = region[number + 1 : number + 2]
            with_note = [one for one in after if one.text.startswith("(") and one.text.endswith(")")]
            skip = number + 1 + len(with_note)
            yield from _rows(held, with_note, cut, about)
            held = []


def _actor_lines(region: Sequence[Line], first: int) -> int:
    """Return of how many lines the organisation consists that stands alone from `first` on; 0 when none does."""
    for count in range(min(_ACTOR_LINES, len(region) - first), 0, -1):
        joined = one_line(" ".join(line.text for line in region[first : first + count]))
        if patterns.ORGANISATION_AT_START.expression.match(joined):
            return count
    return 0


def _rows(held: Sequence[Line], actor: Sequence[Line], cut: int | None, about: About) -> Iterator[Delivery]:
    """Yield the row that an organisation ends, and before it one whose organisation was not known as one.

    `cut` is where the organisation begins in the last held line, if it stands there.
    """
    pairs = [n for n in range(len(held) - 1) if held[n + 1].blanks == 0 and not _is_wrapped(held, n)]
    if len(pairs) > 1 and pairs[1] - pairs[0] > 2:
        units = _units(held[pairs[0] + 2 : pairs[1]])
        if len(units) > 1:
            yield from _row(held[: pairs[0] + 2], units[0], None, about)
            held = [line for unit in units[1:] for line in unit] + list(held[pairs[1] :])
    yield from _row(held, actor, cut, about)


def _is_wrapped(held: Sequence[Line], number: int) -> bool:
    return bool(patterns.GOES_ON.expression.search(held[number].text)) or held[number + 1].text[:1].islower()


def _units(lines: Sequence[Line]) -> list[list[Line]]:
    """Put wrapped lines together: one that begins in lower case or with a plus goes on from the one before."""
    units: list[list[Line]] = []
    for line in lines:
        before = units[-1][-1].text if units else ""
        goes_on = line.text[:1].islower() or line.text[:1] in "+(" or patterns.GOES_ON.expression.search(before)
        if units and goes_on:
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _row(held: Sequence[Line], actor: Sequence[Line], cut: int | None, about: About) -> Iterator[Delivery]:
    if not held:
        return
    last = held[-1]
    texts = [line.text for line in held]
    if cut is not None:
        texts[-1] = last.text[:cut].strip()
    pair = next((n for n in range(len(held) - 1) if held[n + 1].blanks == 0 and not _is_wrapped(held, n)), None)
    reference, project, text = _fields(held, texts, pair)
    begins = last.start + cut if cut is not None else actor[0].start
    ends = actor[-1].end if actor else last.end
    if not project or max(map(len, texts)) > _CELL_MAX or held[0].page != last.page:
        return
    yield Delivery(
        **about.shared(last.page, held[0].start, ends),
        project=project,
        text=text,
        actor=one_line(about.texts[last.page][begins:ends]),
        roadmap_ref=reference,
        actor_at=Span(start=begins, end=ends),
    )


def _fields(held: Sequence[Line], texts: Sequence[str], pair: int | None) -> tuple[str | None, str, str | None]:
    """Return reference, project and description of the lines before an organisation."""
    if pair is not None:
        before, name = one_line(" ".join(texts[:pair])), texts[pair]
        text = one_line(" ".join(texts[pair + 1 :])) or None
        if before:
            return before, one_line(name), text
        reference, project = reference_and_project(name)
        return reference, project, text
    units = _units(held)
    if len(units) > 1:
        size = len(units[-1])
        return one_line(" ".join(texts[:-size])), one_line(" ".join(texts[-size:])), None
    reference, project = reference_and_project(one_line(" ".join(texts)))
    return reference, project, None
