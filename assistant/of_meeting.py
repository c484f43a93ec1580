"""Questions about a meeting itself (when, where, who led it, who came) → the lines of its papers that tell it.

"Hvor ble møtet i juni 2025 holdt?", "Hvem var til stede 6. mars 2023?". Speaks only where the question names a
meeting by date or number and every word of it is accounted for; everything else is left to the ranking.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.compose import Span, plain
from assistant.listed import FORM
from assistant.match import likeness
from assistant.question import Question
from assistant.search import documents_pointed_at
from assistant.which_meeting import newest_papers
from assistant.windows import unit_text
from index.analyze import stem, terms
from index.chunk import Chunk, UnitKind
from index.filter import Filter
from index.reader import Reader
from index.rows import DocumentRow

LINES_MAX = 3  # places that tell the same
NAMES_MAX = 30
_CHUNKS = 8  # from the start of a paper, where its head stands
COLLECTION = 400  # a paper of more chunks holds many meetings
_SHORT = 4  # words; a longer question that names no meeting is about something else
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALIKE = 0.75  # as a word and its compound
_ORDER = ("minutes", "notice", "agenda")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """What a question asks with `asked`, the papers tell after `label`; a section is told by all its entries.

    `newest`: asked of no meeting, it is asked of the last one. `members`: only those who are from what is named.
    """

    asked: re.Pattern[str]
    label: re.Pattern[str]
    section: bool = False
    newest: bool = False
    members: bool = False


def _field(asked: str, label: str, *, section: bool = False, newest: bool = False, members: bool = False) -> _Field:
    start = rf"[\W_]*(?:{label})(?![\w-])[ \t]*[:|]?"
    return _Field(
        asked=re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), label=re.compile(start, re.IGNORECASE), section=section,
        newest=newest, members=members,
    )  # fmt: skip


_PRESENT = r"til ?stede|til ?stades?|deltakere|deltakarar|frammøte(?:de)?|møtende|present|participants"
# The first that fits decides.
_FIELDS = (
    _field(r"(?:hvem|kven|who)\b.*\b(?:fraværende|ikk(?:e|je) (?:til ?stede|til ?stades?|møtte)|(?:møtte|deltok|kom) ikk(?:e|je)|forfall|fråfall|borte|mangle[tr]|mangla|meldte? avbud|absent|missing)",
           r"ikke til ?stede|ikkje til ?stades?|forfall|fråfall|fraværende|fråverande|meldt forfall|absent", section=True, newest=True),
    _field(r"(?:hvem|kven|who)\b.*\b(?:til ?stede|til ?stades?|deltok|deltakerne?|deltakarane|møtte|present|attended)",
           _PRESENT, section=True, newest=True),
    _field(r"(?:hvem|kven|who)\b.*\b(?:sitter|sit|sits|medlem\w*|representerer|representant\w*|members?|represents)",
           _PRESENT, section=True, newest=True, members=True),
    _field(r"møteleder\w*|møteleiar\w*|ordstyrer\w*|(?:hvem|kven) (?:ledet|leda|leia|leidde) møtet?|who (?:chaired|led)",
           r"møteleder|møteleiar|ordstyrer|chair", newest=True),
    _field(r"referent\w*|møtesekretær\w*|(?:hvem|kven) (?:førte|skrev|skreiv|tok) (?:referat\w*|møtebok\w*)"
           r"|(?:hvem|kven) (?:er|var) sekretær\w*|who (?:took|wrote|kept) the minutes|who (?:is|was) (?:the )?secretary",
           r"referent|referatfører|sekretær|protokollfører", newest=True),
    _field(r"hvor mange (?:deltok|deltakere|møtte|var)|kor mange (?:deltok|deltakarar|møtte|var)|how many (?:attended|participants)",
           r"\d{1,4}\s+(?:deltakere|deltakarar|påmeldte|participants)|(?:antall|tal på) (?:deltakere|deltakarar)"),
    _field(r"(?:hvor|kor|kvar|where)(?! (?:mange|mye|mykje|lenge))|møtested\w*|sted|lokale|møterom", r"sted|møtested|stad|møtestad|lokale|place"),
    _field(r"klokk\w+|klokkeslett|hvor lenge|kor lenge|kl|what time", r"klokkeslett|tid|tidspunkt|kl|time"),
    _field(r"når|dato\w*|hvilken dag|kva dag|when|date", r"dato|møtedato|date|når"),
)  # fmt: skip
_MEETING = re.compile(r"\b\w*(?:møte|møtet|møtes|møttes|meeting)\b", re.IGNORECASE)
WORDS = FORM | frozenset(
    stem(word)
    for word in """
    holdt holdes holde halde haldne avholdt fant funnet arrangert møtes møttes møtte dato klokken klokka klokkeslett tid
    tidspunkt sted stad lokale møterom møtested deltok deltakere deltakerne deltakarar tilstede stede stades mange
    ledet leda leia møteleder møteleiar ordstyrer referent førte skrev referat referatet fraværende forfall borte
    startet begynte starter varte varer lenge dag gang held meeting held attended participants present chaired absent
    nummer nr time date place start forrige førre første siste sist seneste last previous latest who took wrote minutes
    secretary sekretær møtesekretær skreiv melde meld meldte fråfall manglet mangla mangler borte missing sitter sit sits
    medlem medlemmer medlemer representerer representant members member represents led leidde
    """.split()
)


def of_meeting(question: Question, reader: Reader, filter: Filter) -> tuple[Span, ...]:
    """Return the stretches that tell what is asked about the meeting; none where it is no such question."""
    field = next((one for one in _FIELDS if one.asked.search(question.text)), None)
    if field is None or filter != Filter(access=filter.access):
        return ()
    dated = bool(question.dates or question.meetings)
    if not (_MEETING.search(question.text) or (field.newest and (dated or len(question.terms) < _SHORT))):
        return ()
    left = [term for term in question.terms if term not in WORDS and term not in question.asked]
    left = [term for term in left if not (dated and _YEAR.fullmatch(term))]
    papers = (
        documents_pointed_at(question, reader) if dated or not field.newest else newest_papers(question.text, reader)
    )
    found: list[Span] = []
    for chunks in _heads(papers, question, () if field.members else left, reader, filter):
        told = [span for span in _told(field, chunks) if not field.members or _is_of(span, left)]
        if told and field.section:
            return tuple(told[:NAMES_MAX])
        found.extend(told[:1])
    return tuple(_each_once(found))[:LINES_MAX]


def asks_of_its_head(text: str) -> bool:
    """Say whether a question asks for what stands in the head of a meeting's papers."""
    return bool(_MEETING.search(text)) and any(field.asked.search(text) for field in _FIELDS)


def _is_of(span: Span, left: Sequence[str]) -> bool:
    """Say whether an entry names all that is left: whom somebody is from, by the whole word or its beginning."""
    held = terms(span.chunk.text[span.start - span.chunk.start : span.end - span.chunk.start])
    return all(any(one.startswith(term) for one in held) for term in left)


def _heads(
    papers: Sequence[DocumentRow], question: Question, left: Sequence[str], reader: Reader, filter: Filter
) -> Iterator[Sequence[Chunk]]:
    """Yield the first chunks of each paper of the meeting that is named by all words left, the likeliest first."""
    rows = [row for row in papers if row.chunk_count <= COLLECTION]
    rows = [row for row in rows if not filter.access or row.access in filter.access]
    rows = [row for row in rows if _names(row, left, {stem(word.lower()): near for word, near in question.mended})]
    for row in sorted(
        rows, key=lambda row: (_ORDER.index(row.kind) if row.kind in _ORDER else len(_ORDER), row.source)
    ):
        yield reader.chunks(row.doc_id)[:_CHUNKS]


def _names(row: DocumentRow, left: Sequence[str], mended: Mapping[str, str]) -> bool:
    """Say whether a paper's title or file name holds each of the words that are left: the board's name, say."""
    held = terms(f"{row.title} {row.source.rsplit('/', 1)[-1].replace('-', ' ')}")
    return all(any(likeness(mended.get(term, term), one) >= _ALIKE for one in held) for term in left)


def _told(field: _Field, chunks: Sequence[Chunk]) -> Iterator[Span]:
    for chunk in chunks:
        if field.section and chunk.headings and field.label.fullmatch(chunk.headings[-1].strip()):
            entries = (unit for unit in chunk.units if unit.kind is not UnitKind.HEADING)
            yield from (Span(chunk=chunk, start=unit.start, end=unit.end) for unit in entries)
            continue
        for unit in chunk.units:
            text = unit_text(chunk, unit)
            label = field.label.match(text)
            if label and (text[label.end() :].strip() or re.search(r"\d", label.group())):
                yield Span(chunk=chunk, start=unit.start, end=unit.end)


def _each_once(spans: Sequence[Span]) -> Iterator[Span]:
    seen: set[str] = set()
    for span in spans:
        text = plain(span.chunk.text[span.start - span.chunk.start : span.end - span.chunk.start]).casefold()
        if text not in seen:
            seen.add(text)
            yield span
