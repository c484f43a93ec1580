"""Questions for who presents, when and what type the sak about something is → its row on the agenda.

"Hvem legger fram leveranseplanen?", "Når begynner temasaken om sykehus?". Speaks only where every word of the question
stands in the sak's title or names who presents it, or says what is asked; everything else is left to the ranking.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.known_rows import Published, known_rows
from assistant.listed import of_the_time, wanted, years_asked
from assistant.match import COMPOUND, likeness
from assistant.question import Expect, Question
from assistant.register import RegisterRow, numbered
from index.analyze import stem, terms
from index.filter import Filter
from index.reader import Reader
from index.record import RecordKind
from index.record_filter import RecordFilter

_HEAD = 4  # letters of the last part of a compound
ROWS_MAX = 3  # more saker than this are not about just one thing
# Hit: «Hvem innleder om …?», «Who presents …?», «Kven har ansvaret for …?». Miss: «Hvem eier …?».
_PRESENTS = re.compile(
    r"\b(?:present(?:er|s\b|ed|ing)\w*|innled\w*|orienter\w*|(?:legger|legg|la|lagt) (?:\w+ )?fr[ae]m\w*|"
    r"innlegg\w*|foredra\w*|ansvar\w*|informer\w*|fortalte|fortalde|redegj\w+|gjennomg\w+|"
    r"spoke|speaks|talked|talks|talte|snakk\w+)\b",
    re.IGNORECASE,
)
# Hit: «Når starter workshopen?», «Når skal møtet evalueres?». Miss: «Når ble den levert?», «Når er den ferdig?».
_WHEN = re.compile(
    r"^\W*(?:når|kva tid|when|hvilket klokkeslett|what time)\b"
    r"(?!.*\b(?:hvor|kor|where|hold\w*|hald\w*|held|neste|komande|kommende|next|ferdig|slutt\w*|over|ble|vart|blei|finished|was|end)\b)",
    re.IGNORECASE,
)
_TYPE = re.compile(r"\b(?:sakstype|type sak|slags sak|type of (?:item|case)|kind of (?:item|case))\b", re.IGNORECASE)
_SAID = frozenset(
    stem(word)
    for word in """
    saker sak møte møtet styre styret styremøtet produktstyret dagsorden dagsordenen saksliste sakslista sakslisten er
    var har står sto stod meeting board item items styremøte oppe
    presenterer presenterte presentere presenter innleder innledet innlede orienterer orienterte orientere legger la
    lagt fram frem framme holder holdt hold innlegg foredrag foredraget innlegget presentasjon presentasjonen
    foredragsholder ansvarlig ansvar ansvaret presents presented presenting informerer informerte fortalte
    fortalde redegjør redegjorde
    gjennomgår gjennomgikk spoke speaks talked talks talte snakket snakka snakker starter start starte startar begynner
    begynte begynne byrjar klokken klokka klokkeslett tidspunkt satt sett opp tas tatt behandles behandlet skal dagen
    starts begin begins sakstype type slags sak saken temasak temasaken agendaen agenda fra frå person personer
    """.split()
)


def of_agenda(question: Question, reader: Reader, filter: Filter) -> tuple[RegisterRow, ...]:
    """Return the rows of the sak that the question is about; none where it is no such question, or none is that."""
    tells = _asked(question)
    if not tells or question.cases or filter.subjects or filter.documents:
        return ()
    years = years_asked(question.text)
    left = [term for term in (*question.terms, *question.asked) if term not in _SAID and term not in years]
    if not left:
        return ()
    known = known_rows(reader, wanted(RecordKind.AGENDA_ITEM, filter))
    rows = [row for row in of_the_time(question, known.rows) if _tells(tells, row) and _is_about(row, left)]
    found = _once(rows)
    return numbered(found) if 0 < len(found) <= ROWS_MAX else ()


def _asked(question: Question) -> str:
    """Return the field of the agenda that is asked for, or nothing."""
    if question.expect is Expect.PERSON and _PRESENTS.search(question.text):
        return "presenters"
    if question.expect is Expect.TIME and _WHEN.search(question.text):
        return "starts_at"
    if _TYPE.search(question.text):
        return "item_type"
    return ""


def _tells(field: str, row: RegisterRow) -> bool:
    return bool(getattr(row, field))


def _is_about(row: RegisterRow, left: Sequence[str]) -> bool:
    """Say whether a sak holds every word: one at least in its title, the others there or beside it."""
    title = _terms(row.title or "")
    beside = {*_terms(row.meeting.board or "")}
    for one in row.presenters or ():
        beside |= {*_terms(f"{one.name} {one.organisation or ''}")}
    in_title = [term for term in left if _held(term, title)]
    return bool(in_title) and all(term in in_title or _held(term, beside) for term in left)


def _held(term: str, held: Sequence[str] | set[str]) -> bool:
    return any(likeness(term, one) >= COMPOUND or (len(term) >= _HEAD and one.endswith(term)) for one in held)


def read_titles(reader: Published) -> None:
    """Read the words of every sak's title now, rather than at the first question that needs them."""
    for row in known_rows(reader, RecordFilter(kinds=(RecordKind.AGENDA_ITEM,))).rows:
        _terms(row.title or "")


@lru_cache(maxsize=20_000)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(terms(text))


def _once(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Return each sak of a meeting once, told by the paper that names its board where several do."""
    found: dict[tuple[str | None, ...], RegisterRow] = {}
    for row in sorted(rows, key=lambda row: row.meeting.board is None):
        found.setdefault((row.meeting.date, row.case_number or row.number, str(row.part)), row)
    kept = set(map(id, found.values()))
    return [row for row in rows if id(row) in kept]
