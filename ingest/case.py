"""Which sak each line of a document stands under: the last heading above it that opens one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.agenda_fields import plain_title
from ingest.agenda_heading import case_heading, same_heading
from ingest.line import Line

_ITEM_NUMBER = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})*\.?\s+")


def cases_by_line(lines: Sequence[Line]) -> tuple[tuple[str | None, str | None], ...]:
    """Return (title, case number) of the sak that each line stands under; None where there is none, or no number."""
    return _cases(tuple(lines))


@lru_cache(maxsize=1)
def _cases(lines: tuple[Line, ...]) -> tuple[tuple[str | None, str | None], ...]:
    """Return what `cases_by_line` does; several stages ask it of the same document."""
    found: list[tuple[str | None, str | None]] = []
    title: str | None = None
    case: str | None = None
    level = 0
    for number, line in enumerate(lines):
        if not line.row and (reference := case_heading(line)):
            case, level = reference.value, line.level or 1
            title = plain_title(line.text[reference.end :]) or _next_title(lines, number)
        elif line.heading and number and same_heading(lines, number - 1):
            title = plain_title(f"{title or ''} {line.bare}")
        elif line.heading and (case is None or (line.level or 9) <= level):
            case, level = None, line.level
            title = plain_title(_ITEM_NUMBER.sub("", line.bare))
        found.append((title, case))
    return tuple(found)


def _next_title(lines: Sequence[Line], number: int) -> str | None:
    if number + 1 < len(lines) and (lines[number + 1].heading or lines[number + 1].text.isupper()):
        return plain_title(lines[number + 1].text)
    return None
