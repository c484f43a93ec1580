"""Questions about one numbered sak → the record that tells it, or the sentence that says that no paper does.

"Hvilken sakstype har sak 7-44/24?", "Hva ble vedtatt i sak 5-52/25?". Speaks only where the register knows the sak
and every word of the question is accounted for; everything else is left to the ranking.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.known_rows import KnownRows
from assistant.listed import FORM, wanted
from assistant.question import Expect, Question
from assistant.register import RegisterRow, numbered, register
from index.analyze import stem
from index.filter import Filter
from index.reader import Reader
from index.record import RecordKind

_KINDS = {
    Expect.ITEM_TYPE: RecordKind.AGENDA_ITEM,
    Expect.PERSON: RecordKind.AGENDA_ITEM,
    Expect.TIME: RecordKind.AGENDA_ITEM,
    Expect.DECISION: RecordKind.DECISION,
    Expect.PROPOSAL: RecordKind.RECOMMENDATION,
    Expect.FOLLOW_UP: RecordKind.FOLLOW_UP,
}
_TELLS: dict[Expect, Callable[[RegisterRow], bool]] = {
    Expect.ITEM_TYPE: lambda row: row.item_type is not None,
    Expect.PERSON: lambda row: bool(row.presenters),
    Expect.TIME: lambda row: row.starts_at is not None,
}
_MISSING = {
    Expect.ITEM_TYPE: "Dokumentene sier ikke hvilken sakstype sak {case} har.",
    Expect.PERSON: "Dokumentene sier ikke hvem som legger fram sak {case}.",
    Expect.TIME: "Dokumentene sier ikke når sak {case} er satt opp.",
    Expect.DECISION: "Dokumentene inneholder ikke noe vedtak i sak {case}.",
    Expect.PROPOSAL: "Dokumentene inneholder ikke noe forslag til vedtak i sak {case}.",
}
# Words that ask for a field of the agenda; a question for a person or a time must have one of them.
_FIELD_WORDS = {
    Expect.PERSON: frozenset(
        stem(word)
        for word in """
        presenterer presenterte presentere presenter innleder innledet innlede orienterer orienterte legger la lagt fram
        frem framme holder holdt innlegg foredragsholder innlegger ansvarlig ansvar ansvaret presents
        presented presenting
        """.split()
    ),
    Expect.TIME: frozenset(
        stem(word)
        for word in """
        starter start starte startar begynner begynte byrjar slutter sluttar slutt klokken klokka klokkeslett tidspunkt
        oppe satt sett behandles behandlet behandla ferdig start starts begin end
        """.split()
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the register tells about the sak: rows that answer, or the sentence that says what is missing."""

    rows: tuple[RegisterRow, ...] = ()
    missing: str = ""


NOTHING = Told()


def of_case(question: Question, reader: Reader, filter: Filter) -> Told:
    """Return what the register tells about the one sak that the question names; nothing where it is not about one."""
    kind = _KINDS.get(question.expect)
    if kind is None or len(question.cases) != 1 or filter.subjects or filter.documents or not _only_asks(question):
        return NOTHING
    case = question.cases[0]
    left = _left(question)
    found = KnownRows(reader.records(wanted(kind, filter, case))).holding(left)
    rows = _of_part(question.text, [row for row in found if row.case_number == case])
    telling = [row for row in rows if _TELLS.get(question.expect, _always)(row)]
    if telling:
        return Told(rows=numbered(telling))
    if left or question.expect not in _MISSING or not _known(case, reader, filter):
        return NOTHING
    return Told(missing=_MISSING[question.expect].format(case=case))


def _always(row: RegisterRow) -> bool:
    return True


def _only_asks(question: Question) -> bool:
    words = _FIELD_WORDS.get(question.expect)
    return words is None or bool(words & {*question.terms, *question.asked})


def _left(question: Question) -> list[str]:
    """Return the words that say neither which sak nor what is asked of it."""
    fields = _FIELD_WORDS.get(question.expect, frozenset())
    spoken = {*FORM, *question.asked, *fields, *question.cases, "del", "1", "2"}
    return [term for term in question.terms if term not in spoken]


def _of_part(text: str, rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Return the rows of the part that the question names; all where it names none."""
    for part in (1, 2, 3):
        if f"del {part}" in text.lower():
            return [row for row in rows if row.part == part] or list(rows)
    return list(rows)


def _known(case: str, reader: Reader, filter: Filter) -> bool:
    """Say whether an agenda holds the sak: only then is a missing field or outcome known to be missing."""
    return any(row.case_number == case for row in register(reader, wanted(RecordKind.AGENDA_ITEM, filter, case)))
