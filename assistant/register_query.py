"""What a caller may ask the register for, checked; every refusal is a `UsageError` that names the key.

The same rules hold for the command line and the HTTP API. Queries nothing.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.outer import read_filter
from index.errors import UsageError
from index.record import RecordKind
from index.record_filter import RecordFilter
from index.reference import case_numbers, short_case_numbers

_MEETING = re.compile(r"(?:møte\s*)?(?:nr\.?\s*)?0*(\d{1,4})(?:/(?:19|20)?(\d{2}))?", re.IGNORECASE)
CONDITIONS = ("kind", "case", "meeting", "from", "to", "access", "source", "lang")
# What is listed when no kind is asked for: each vote is part of how a decision came about.
DEFAULT_KINDS = tuple(kind for kind in RecordKind if kind is not RecordKind.VOTE)


def read_register(conditions: Mapping[str, str | Sequence[str] | None]) -> RecordFilter:
    """Return the filter for outer keys such as `kind` and `from`; None and empty lists put no condition."""
    given = {key: value for key, value in conditions.items() if value is not None and value != [] and value != ()}
    for key in given:
        if key not in CONDITIONS:
            raise UsageError(f"Registeret kjenner ikke «{key[:100]}»: bruk {', '.join(CONDITIONS)}.")
    kinds = tuple(_kind(value) for value in _values(given.pop("kind", ())))
    cases = tuple(read_case(value) for value in _values(given.pop("case", ())))
    meetings = tuple(_meeting(value) for value in _values(given.pop("meeting", ())))
    checked = read_filter({key: value for key, value in given.items() if value is not None})
    return RecordFilter(
        kinds=kinds or DEFAULT_KINDS,
        cases=cases,
        meetings=meetings,
        date_from=checked.date_from,
        date_to=checked.date_to,
        access=checked.access,
        sources=checked.sources,
        languages=checked.languages,
    )


def read_case(value: str) -> str:
    """Return a case number in its one form, whatever way it was spelt. Raises UsageError when it is none."""
    text = value.strip()
    for found in (*case_numbers(text), *case_numbers(f"sak {text}"), *short_case_numbers(f"sak {text}")):
        return found.value
    raise UsageError(
        f"«{text[:100]}» er ikke et saksnummer: skriv det som NUMMER-MØTE/ÅR, for eksempel 6-44/24.",
        key="error.case",
        values={"value": text[:100]},
    )


def _values(given: str | Sequence[str] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())


def _kind(value: str) -> RecordKind:
    try:
        return RecordKind(value.strip())
    except ValueError:
        names = ", ".join(kind.value for kind in RecordKind)
        told = f"Registeret har ikke «{value[:100]}»: bruk {names}."
        raise UsageError(told, key="error.choice", values={"value": value[:100]}) from None


def _meeting(value: str) -> str:
    match = _MEETING.fullmatch(value.strip())
    if not match:
        raise UsageError(
            f"«{value[:100]}» er ikke et møtenummer: skriv det som NUMMER/ÅR, for eksempel 44/24.",
            key="error.meeting",
            values={"value": value[:100]},
        )
    return f"{int(match.group(1))}/{match.group(2)}" if match.group(2) else match.group(1)
