"""Plan rows that begin with a code, `V-01 Project Actor 2. kvartal 2025 Status` → deliveries."""

from collections.abc import Iterator, Sequence

from index.record import Delivery, Span
from ingest import delivery_patterns as patterns
from ingest.about import About, one_line
from ingest.delivery_split import project_and_actor
from ingest.line import Line


def coded_deliveries(region: Sequence[Line], about: About) -> Iterator[Delivery]:
    """Yield one delivery for each code at the beginning of a line, with the lines below it until the next."""
    group: list[Line] = []
    for line in region:
        if patterns.CODE.expression.match(line.text):
            if group:
                yield _delivery(group, about)
            group = [line]
        elif group and not (line.blanks and group[-1].text.endswith(".")):
            group.append(line)
    if group:
        yield _delivery(group, about)


def _delivery(group: Sequence[Line], about: About) -> Delivery:
    page, start, end = group[0].page, group[0].start, group[-1].end
    text = about.texts[page][start:end]
    code = patterns.CODE.expression.match(text)
    begins = code.end() if code else 0
    due = patterns.DUE.expression.search(text, begins)
    middle = one_line(text[begins : due.start()] if due else text[begins:])
    project, actor = project_and_actor(middle)
    status = one_line(text[due.end() :]) if due else ""
    return Delivery(
        **about.shared(page, start, end),
        project=project,
        actor=actor,
        roadmap_ref=code.group("code") if code else None,
        status=status or None,
        due=one_line(due.group()) if due else None,
        new=bool(patterns.NEW.expression.search(status)),
        status_at=Span(start=start + due.end() + 1, end=end) if due and status else None,
    )
