"""A filter → plain conditions that both dialects of Qdrant can say; what makes no sense is refused."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from index.document import Access, Kind
from index.errors import UsageError
from index.filter import Filter
from index.store import Point

LANGUAGES = ("nb", "nn", "en", "se")
KEYWORDS = ("record", "doc_id", "source", "kind", "language", "access", "case", "meeting", "subject")
DATE = "date"

Payload = dict[str, str | int | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`key` is one of `values`, or, for a date, lies between `low` and `high` (yyyymmdd, both inclusive)."""

    key: str
    values: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


def conditions(chosen: Filter) -> tuple[Condition, ...]:
    """Return the conditions that must all hold."""
    _among("kind", chosen.kinds, tuple(Kind))
    _among("lang", chosen.languages, LANGUAGES)
    _among("access", chosen.access, tuple(Access))
    listed = {
        "kind": chosen.kinds,
        "meeting": chosen.meetings,
        "case": chosen.cases,
        "language": chosen.languages,
        "access": chosen.access,
        "source": chosen.sources,
        "doc_id": chosen.documents,
        "subject": chosen.subjects,
    }
    for key, values in listed.items():
        _no_blank(key, values)
    found = [Condition(key=key, values=tuple(values)) for key, values in listed.items() if values]
    low, high = _day("from", chosen.date_from), _day("to", chosen.date_to)
    if low and high and low > high:
        raise UsageError(f"Filteret from={chosen.date_from} er etter to={chosen.date_to}; bytt om datoene.")
    if low or high:
        found.append(Condition(key=DATE, low=low, high=high))
    return tuple(found)


def payload(point: Point) -> Payload:
    """Return the fields of a point that conditions look at."""
    return shared_payload(point) | own_payload(point)


def shared_payload(point: Point) -> Payload:
    """Return those fields that most chunks of a document have in common. A source answers to its folders too."""
    fields: dict[str, str | int | list[str] | None] = {
        "record": point.record,
        "doc_id": point.doc_id,
        "source": [point.source, *_folders(point.source)],
        "kind": point.kind,
        "language": point.language,
        "access": point.access,
        "meeting": point.meeting_number,
        DATE: int(point.meeting_date.replace("-", "")) if point.meeting_date else None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def own_payload(point: Point) -> Payload:
    """Return those fields that each chunk has for itself. A subject answers to those above it."""
    fields: Payload = {"subject": list(point.subjects)} if point.subjects else {}
    return fields | {"case": point.case_number} if point.case_number is not None else fields


def same_shared(points: Iterable[Point]) -> list[list[Point]]:
    """Return the points in groups that have the same shared fields."""
    groups: dict[tuple[str | None, ...], list[Point]] = {}
    for point in points:
        key = (
            point.record, point.doc_id, point.source, point.kind, point.language, point.access, point.meeting_number,
            point.meeting_date,
        )  # fmt: skip
        groups.setdefault(key, []).append(point)
    return list(groups.values())


@lru_cache(maxsize=1_000)
def _folders(source: str) -> tuple[str, ...]:
    return tuple(f"{folder}/" for folder in PurePosixPath(source).parents if str(folder) not in (".", "/"))


def _among(key: str, values: Iterable[str], allowed: Collection[str]) -> None:
    for value in values:
        if value not in allowed:
            choices = ", ".join(allowed)
            raise UsageError(f"Filteret {key}={value} finnes ikke; velg blant {choices}.")


def _no_blank(key: str, values: Iterable[str]) -> None:
    if any(not value.strip() for value in values):
        raise UsageError(f"Filteret {key} er tomt; oppgi en verdi eller ta det bort.")


def _day(key: str, value: str | None) -> int | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"Filteret {key}={value} er ikke en dato; skriv den som 2024-04-30.") from error
    return int(day.strftime("%Y%m%d"))
