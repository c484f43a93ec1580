"""Questions that want everything there is of one kind → the rows of the register that fit, complete and in order.

"Hvilke saker var til beslutning i møte 44/24?", "Hva er status på oppfølgingspunktene?". Answers only where every
word of the question is accounted for: by the kind, the meeting, the date, a property of the row or its words.
Does not rank.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.expect import ITEM_TYPES
from assistant.known_rows import known_rows
from assistant.question import Expect, Question, on_date
from assistant.register import RegisterRow, numbered
from index.analyze import stem, terms
from index.filter import Filter
from index.reader import Reader
from index.record import RecordKind
from index.record_filter import RecordFilter

# Hit: «Hvilke vedtak ble fattet i 2025?», «saker i løpet av 2024». Miss: «i mars 2025», «veikart for 2025».
_IN_YEAR = re.compile(r"\b(?:i|in|i løpet av|during|gjennom)\s+(?:året\s+)?((?:19|20)\d\d)\b", re.IGNORECASE)
# Hit: «Hva skulle være tema 7. mars etter planen fra 2. mars?». Miss: «Hva var tema 7. mars?».
_NOT_OF_IT = re.compile(r"\b(?:skulle|skal|etter|før|after|before|should)\b", re.IGNORECASE)
ROWS_MAX = 40  # more rows than this are no answer to read; the register page shows them
_WANTS_ALL = re.compile(
    r"\b(hvilke|kva for(?: nokre)?|alle|samtlige|list(?:e)?(?: opp)?|nevn|which|list|all)\b"
    r"|\b(?:hva|kva)\s+(?:saker|sakar|vedtak|leveransar|oppfølgingspunkt)\b"
    r"|\bstatus\b.*\b(?:oppfølging\w*|punkt\w*|saker|sakene)\b",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[RecordKind, re.Pattern[str]], ...] = (
    (RecordKind.FOLLOW_UP, re.compile(r"\boppfølging(?:ene|er|ane|ar|s(?:punkt\w*|sak\w*|list\w*|poeng\w*))?\b|\bfollow-ups?\b", re.IGNORECASE)),
    (RecordKind.DELIVERY, re.compile(r"\b(?:leveranse(?:r|ne|ane)|prosjekte(?:r|ne)|prosjekta)\b|\bdeliver(?:y|ies)\b", re.IGNORECASE)),
    (RecordKind.DECISION, re.compile(r"\b(?:vedtak(?:ene|a)?|beslutninge(?:r|ne))\b|\bdecisions\b", re.IGNORECASE)),
    (RecordKind.AGENDA_ITEM, re.compile(r"\b(?:(?:\w+s)?(?:saker|sakene|sakar|sakane)|sakslist\w*|dagsorden\w*|agenda\w*)\b|\bitems\b", re.IGNORECASE)),
)  # fmt: skip
# What a whole meeting decided, or took up: asked of a meeting or a date and of nothing else.
_OF_A_MEETING: tuple[tuple[RecordKind, re.Pattern[str]], ...] = (
    (RecordKind.DECISION, re.compile(r"^\W*(?:hvor|kor|how)\s+(?:mange|many)\s+(?:vedtak|beslutninger|decisions)\b|^\W*(?:hva|kva|what)\b.*\b(?:vedtatt|vedteke|vedtok|beslutt\w+|bestemt\w*|avgjort|decided?|adopted)\b", re.IGNORECASE)),
    (RecordKind.AGENDA_ITEM, re.compile(r"^\W*(?:hvor|kor|how)\s+(?:mange|many)\s+(?:saker|sakar|items)\b|^\W*(?:hva|kva|what)\b.*\b(?:skjedde|hende|tatt opp|teke opp|oppe|behandl\w+|diskuter\w+|drøft\w+|tema|dagsorden\w*|saks?list\w*|happened|discussed|agenda)\b", re.IGNORECASE)),
)  # fmt: skip
# Words that say that a list is wanted, or what the rows are; by stem.
FORM = frozenset(
    stem(word)
    for word in """
    list liste alle samtlige nevn opp saker sakene sakar sakane sak oppfølging oppfølgingspunkt oppfølgingspunktene
    oppfølgingssaker oppfølgingssakene oppfølgingspunkta leveranse leveranser leveransene vedtak vedtakene beslutning
    beslutninger møte møtet møter styret styremøtet produktstyret status punkt punktene dagsorden dagsordenen sakslisten
    sakslista saksliste saklista sakliste behandles behandlast behandlet behandlede behandla besluttet beslutta vedtatt bestemt bestemte vedtok
    skjedde hende teke diskutert diskuterte drøftet drøfta tema temaet dagsordenen avgjort vedteke decided adopted happened
    discussed agenda agendaen agendapunkt agendapunkter agendapunktene innlegg tema temaer temaene meeting board
    konkluderte utfallet resultatet enden forslaget innstillingen innstilling forslag tatt gjort fattet lagt fram framme oppe stod sto planen plan
    leveranseplanen leveranseplan prosjekt prosjekter prosjektene har står følges fulgt opp hvilke gjelder var er aktør ansvarlig aktøren til
    """.split()
)


def listed(question: Question, reader: Reader, filter: Filter) -> tuple[RegisterRow, ...]:
    """Return the rows that answer a question for all there is; none where it is no such question."""
    kind = _kind(question.text) or _of_a_meeting(question)
    if kind is RecordKind.FOLLOW_UP and question.expect is Expect.PROPOSAL:
        return ()
    if kind is None or filter.subjects or filter.documents:
        return ()
    item_type = _item_type(question.text) if kind is RecordKind.AGENDA_ITEM else None
    years = years_asked(question.text)
    left = [term for term in question.terms if not (term in FORM or term in years or _says_type(term, item_type))]
    rows = tuple(of_the_time(question, known_rows(reader, wanted(kind, filter)).holding(left)))
    if item_type:
        rows = tuple(row for row in rows if row.item_type == item_type)
    if not (question.meetings or question.dates or question.cases or years or left):
        rows = tuple(_of_the_last_meeting(rows))
    if left and _kind(question.text) is None:  # what a meeting did: they say whose
        rows = tuple(row for row in rows if set(left) <= set(terms(row.meeting.board or "")))
    rows = tuple(row for row in rows if row.meeting.number in question.meetings) or rows
    return numbered(rows) if 0 < len(rows) <= ROWS_MAX else ()


def _of_the_last_meeting(rows: Sequence[RegisterRow]) -> Iterator[RegisterRow]:
    """Yield the rows of the newest meeting: who asks for the state of things asks for the state now."""
    last = max((row.meeting.date for row in rows if row.meeting.date), default=None)
    yield from (row for row in rows if row.meeting.date == last)


def wanted(kind: RecordKind, filter: Filter, case: str | None = None) -> RecordFilter:
    """Return what the register is asked for: records of one kind, and sak, that the reader's filter lets through.

    A sak that the filter does not let through gives none.
    """
    return RecordFilter(
        kinds=(kind,),
        cases=(case,) if case and (not filter.cases or case in filter.cases) else filter.cases,
        meetings=filter.meetings,
        date_from=filter.date_from,
        date_to=filter.date_to,
        access=filter.access,
        document_kinds=filter.kinds,
        sources=filter.sources,
        languages=filter.languages,
    )


def wants_all(text: str) -> bool:
    """Say whether a question wants all there is of one kind."""
    return _kind(text) is not None


def _kind(text: str) -> RecordKind | None:
    if not _WANTS_ALL.search(text):
        return None
    return next((kind for kind, words in _KINDS if words.search(text)), None)


def _of_a_meeting(question: Question) -> RecordKind | None:
    """Return the kind of row that tells what a meeting decided or took up."""
    if question.cases or not (question.meetings or question.dates) or _NOT_OF_IT.search(question.text):
        return None
    return asks_of_meeting(question.text)


def asks_of_meeting(text: str) -> RecordKind | None:
    """Return the kind of row that tells what a meeting decided or took up, where a question asks for that."""
    return next((kind for kind, words in _OF_A_MEETING if words.search(text)), None)


def years_asked(text: str) -> tuple[str, ...]:
    """Return the years that a question asks of alone: «i 2024», not «4. april 2024» or «veikartet for 2024»."""
    return tuple(_IN_YEAR.findall(text))


def of_the_time(question: Question, rows: Sequence[RegisterRow]) -> Iterator[RegisterRow]:
    """Yield the rows of the meeting, date, year and case that the question names; all where it names none."""
    years = years_asked(question.text)
    for row in rows:
        if years and (row.meeting.date or "")[:4] not in years:
            continue
        if question.meetings and not any(_same_meeting(asked, row.meeting.number) for asked in question.meetings):
            continue
        if question.dates and not any(on_date(value, row.meeting.date) for value in question.dates):
            continue
        if question.cases and row.case_number not in question.cases:
            continue
        yield row


def _same_meeting(asked: str, number: str | None) -> bool:
    return number is not None and (number == asked or number.split("/", 1)[0] == asked)


def _item_type(text: str) -> str | None:
    return next((name for name, words in ITEM_TYPES.items() if words.search(text)), None)


def _says_type(term: str, item_type: str | None) -> bool:
    return item_type is not None and stem(item_type)[:4] == term[:4]
