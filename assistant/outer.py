"""What a caller may send, checked: question, filter, number of hits; and the shape of a found passage.

The same rules hold for the page, the HTTP API and the command line. Every refusal is a `UsageError` with a
Norwegian sentence that names the key. Searches nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.document import Access, Kind
from index.errors import UsageError
from index.filter import Filter
from index.hit import Hit
from index.place import Place
from index.reference import case_numbers
from index.subject import Subject

QUESTION_MAX = 2_000
_VALUES_MAX = 50
_VALUE_MAX = 300

_FIELDS = {
    "kind": "kinds",
    "meeting": "meetings",
    "case": "cases",
    "from": "date_from",
    "to": "date_to",
    "lang": "languages",
    "access": "access",
    "source": "sources",
    "los": "subjects",
}
_ALLOWED = {
    "kind": tuple(kind.value for kind in Kind),
    "lang": ("nb", "nn", "en", "se"),
    "access": tuple(access.value for access in Access),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """A found passage as it is served: `page_text[start:end] == text`. Scores stay inside.

    `also` are the other places of the same passage, `language` is the passage's own.
    """

    rank: int
    chunk_id: str
    doc_id: str
    title: str
    source: str
    kind: str
    page: int
    start: int
    end: int
    text: str
    case_number: str | None
    meeting_date: str | None
    los: tuple[Subject, ...]
    access: str
    language: str
    also: tuple[Place, ...]


def hit_row(hit: Hit) -> HitRow:
    """Return a hit in its outer shape."""
    chunk = hit.chunk
    return HitRow(
        rank=hit.rank,
        chunk_id=chunk.chunk_id,
        doc_id=chunk.doc_id,
        title=chunk.title,
        source=chunk.source,
        kind=chunk.kind,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        case_number=chunk.case_number,
        meeting_date=chunk.meeting_date,
        los=chunk.los,
        access=chunk.access,
        language=chunk.language,
        also=hit.also,
    )


def read_question(text: str) -> str:
    """Return the question without surrounding blanks; raises `UsageError` when it is empty or too long."""
    question = _encodable("Spørsmålet", text).strip()
    if not any(character.isalnum() for character in question):
        raise UsageError("Spørsmålet er tomt: skriv et spørsmål om styrets dokumenter.", key="error.empty")
    if len(question) > QUESTION_MAX:
        raise UsageError(
            f"Spørsmålet er for langt ({len(question)} tegn): skriv det kortere enn {QUESTION_MAX} tegn.",
            key="error.long",
            values={"length": len(question), "most": QUESTION_MAX},
        )
    return question


def read_filter(conditions: Mapping[str, str | Sequence[str]] | None) -> Filter:
    """Return the filter for outer keys such as `kind` and `from`.

    A value is a text or several; blanks around it do not count. Raises `UsageError` naming the key when the
    key is unknown or a value cannot be one.
    """
    fields: dict[str, str | tuple[str, ...]] = {}
    for key, given in (conditions or {}).items():
        if key not in _FIELDS:
            raise UsageError(f"Filteret «{key[:100]}» finnes ikke: bruk {_one_of(_FIELDS)}.")
        values = _values(key, given)
        if key == "case":
            values = tuple(_case(value) for value in values)
        fields[_FIELDS[key]] = _day(key, values) if key in ("from", "to") else values
    found = Filter(**fields)  # type: ignore[arg-type]  # the two dates are texts, all others tuples
    if found.date_from and found.date_to and found.date_from > found.date_to:
        raise UsageError("Filteret «from» er senere enn «to»: bytt om de to datoene.", key="error.dates")
    return found


def outer_filter(filter: Filter) -> dict[str, str | tuple[str, ...]]:
    """Return the conditions that a filter puts, by their outer keys: what `read_filter` reads."""
    return {key: value for key, name in _FIELDS.items() if (value := getattr(filter, name))}


def _values(key: str, given: str | Sequence[str]) -> tuple[str, ...]:
    values = tuple(
        _encodable(f"Filteret «{key}»", value).strip() for value in ((given,) if isinstance(given, str) else given)
    )
    if not values or not all(values):
        raise UsageError(f"Filteret «{key}» er tomt: gi det en verdi, eller ta det bort.")
    if len(values) > _VALUES_MAX or any(len(value) > _VALUE_MAX for value in values):
        raise UsageError(
            f"Filteret «{key}» er for langt: gi det høyst {_VALUES_MAX} verdier på høyst {_VALUE_MAX} tegn."
        )
    wrong = [value for value in values if key in _ALLOWED and value not in _ALLOWED[key]]
    if wrong:
        told = f"Filteret «{key}» kjenner ikke «{wrong[0]}»: bruk {_one_of(_ALLOWED[key])}."
        raise UsageError(told, key="error.choice", values={"value": wrong[0]})
    return values


def _encodable(what: str, text: str) -> str:
    """Return the text when it is whole Unicode; JSON can smuggle in half a character, which nothing can store."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UsageError(f"{what} inneholder et ødelagt tegn: skriv teksten på nytt.", key="error.broken")
    return text


def _case(value: str) -> str:
    """Return a case number in its only form, `6-44/24`, whatever way it was spelt."""
    return next((found.value for found in case_numbers(value)), value)


def _day(key: str, values: tuple[str, ...]) -> str:
    if len(values) > 1:
        raise UsageError(f"Filteret «{key}» tar én dato: gi bare én verdi.")
    try:
        if not _DATE.fullmatch(values[0]):
            raise ValueError(values[0])
        date.fromisoformat(values[0])
    except ValueError:
        raise UsageError(
            f"Filteret «{key}» er ingen dato («{values[0]}»): skriv den som ÅÅÅÅ-MM-DD, som 2024-04-30.",
            key="error.date",
            values={"value": values[0]},
        ) from None
    return values[0]


def _one_of(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} eller {last}"
