"""What an answer of each kind looks like on paper: the trace that a unit of text must carry.

A trace that already stands in the question counts for nothing. Does not say that the trace is the answer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.question import Expect
from index.reference import dates, times

# A lookahead in an expression below names the first letters of all its words: other words are passed over at once.
LEAVES_TRACE = (Expect.NUMBER, Expect.TIME, Expect.PERSON, Expect.ORGANISATION, Expect.PLACE)
_NUMBER_WORDS = (
    r"null|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|tjue|tretti|førti|femti|"
    r"hundre|tusen|million\w*|halvparten|begge|ingen|alle|dobbelt"
)
_NUMBER = re.compile(rf"\d+(?:[.,  ]\d+)*|\b(?=[neétfsåhmbiad])(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-ZÆØÅÁČĐŠŽ][\w.'’-]*(?:\s+(?:[A-ZÆØÅÁČĐŠŽ]\.|[A-ZÆØÅÁČĐŠŽ][\w'’-]+|von|van|de|af)){1,3}")
_ORGANISATION = re.compile(
    r"\b(?:(?i:norske? \w+|helse [\w-]+|\w*direktoratet?|\w+(?:departementet|rådet|styret|tilsynet|verket)|\w+ kommune|"
    r"\w*foretaket?|styret|utvalget|komiteen|pasientreiser)|\w+ (?:AS|SF|HF|RHF)|[A-ZÆØÅ]{2,}\w*|"
    r"[A-ZÆØÅ]\w+ [A-ZÆØÅ]\w+)\b"
)
# Where none of these stands, only the kinds of organisations that are told by how they begin can be found.
_ENDINGS = ("direktorat", "departementet", "rådet", "styret", "tilsynet", "verket", " kommune", "foretak")
_FORMS = (" AS", " SF", " HF", " RHF")
_ORGANISATION_QUICK = re.compile(
    r"\b(?:(?i:norske? \w+|helse [\w-]+|utvalget|komiteen|pasientreiser)|[A-ZÆØÅ]{2,}\w*|[A-ZÆØÅ]\w+ [A-ZÆØÅ]\w+)\b"
)
_NOT_NAMES = frozenset(
    """
    helse norsk norske norge nord sør vest øst midt sak saker direktoratet felles møte møtet pasientens pasient side
    kapittel den det de han hun vi oppfølging status forslag vedtak produktstyret styret statens oslo helsenorge prosjekt
    prosjektet leveranse leveranseplan innkalling referat orientering drøfting beslutning agenda velkommen eventuelt
    mitt mine digital digitale nasjonal nasjonale sametinget sametingets rådet komiteen utvalget kommune pause lunsj
    """.split()
)
_SPAN = re.compile(
    r"\b(?:19|20)\d{2}\b|\b(?=[\djfmasondtlvhåkui])(?:j(?:anuar|uni|uli)|f(?:ebruar|redag)|m(?:ars|ai|andag)|a(?:pril|ugust)"
    r"|s(?:eptember|øndag|ommeren?|enere)|o(?:ktober|nsdag)|n(?:ovember|este)|desember|t(?:irsdag|orsdag)|lørdag"
    r"|v(?:åren?|interen?)|h(?:østen?|austen?)|årsskiftet|kvartal"
    r"|\d+\s?(?:minutt\w*|timer?|dager|uker|måneder|månader|år)|uke \d+|innen)\b|Q[1-4]\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:i|på|fra|frå|til|ved|nær|hos|in|at|from)\s+(?:[a-zæøå]+\s)?[A-ZÆØÅ][\w-]+"
    r"|\b(?:[Mm]øterom\w*|[Ll]okale\w*|[Hh]otell\w*|Teams|Zoom|Skype|[Dd]igitalt|[Ff]ysisk|[Ss]ted\w*|[Aa]dresse\w*)\b"
)
# The types of sak as a question names them, by their outer names.
ITEM_TYPES: dict[str, re.Pattern[str]] = {
    "godkjenning": re.compile(r"\btil\s+godkjenning\b|\bgodkjenningssak\w*", re.IGNORECASE),
    "tilslutning": re.compile(r"\btil\s+tilslutning\b|\btilslutningssak\w*", re.IGNORECASE),
    "orientering": re.compile(r"\btil\s+orientering\b|\borienteringssak\w*", re.IGNORECASE),
    "drofting": re.compile(r"\btil\s+drøfting\b|\bdrøftingssak\w*", re.IGNORECASE),
    "beslutning": re.compile(r"\btil\s+(?:beslutning|vedtak|avgj[øe]r\w*)\b|\bbeslutningssak\w*", re.IGNORECASE),
}
_CUES: dict[Expect, re.Pattern[str]] = {
    Expect.ITEM_TYPE: re.compile(r"\b(?=[odbtgv])(orientering|drøfting|beslutning|tilslutning|godkjenning|vedtak)\b", re.IGNORECASE),
    Expect.PROPOSAL: re.compile(
        r"\b(?=[fita])(forslag\w* til (?:beslutning|vedtak)|framlegg\w* til vedtak|innstilling\w*|tilråding\w*|foreslå\w*|føreslå\w*"
        r"|tilrår|anbefal\w+)\b",
        re.IGNORECASE,
    ),
    Expect.DECISION: re.compile(
        r"\bvedtak(?:et)?\s*:|\b(?=[vbkestguorm\d])(vedt(?:att|ok|as|eke\w*)|beslutte[tr]|bestem(?:t|te|mer)|konklu\w*|enstemmig|einstemmig"
        r"|sluttet seg til|slutta seg til|godkjen(?:t|te|ner|d|de)|tok saken til|tar sak\w* til|utsatt|utsett\w*"
        r"|opphev\w*|endres|enige? om|røyster|mot \d+ stemmer|\d+ (?:mot|stemmer))\b",
        re.IGNORECASE,
    ),
    Expect.FOLLOW_UP: re.compile(
        r"\b(?=[ofapisulg])(oppfølging\w*|følges opp|følgjast opp|avvent\w*|planlegg\w*|pågår|inngår|status|utført|lukket|ferdig|oppdatert"
        r"|gjennomført|ansvarlig|frist|arbeid\w* videre)\b",
        re.IGNORECASE,
    ),
    Expect.REASON: re.compile(
        r"\b(?=[fpgesdåbk])(fordi|på grunn av|pga|skyldes|grunnet|ettersom|siden|derfor|årsak\w*|for å|slik at|da det|behov for|krever)\b",
        re.IGNORECASE,
    ),
    Expect.DEFINITION: re.compile(r"\b(?=[ebsvi])(er|betyr|står for|vil si|innebærer|er et|er en)\b|[:(–=-]", re.IGNORECASE),
}  # fmt: skip


def _person(found: str) -> str:
    """Return a run of capitalised words without those that no person is called; empty when fewer than two are left."""
    words = [word for word in found.split() if word.lower().strip(".,") not in _NOT_NAMES and not word.isupper()]
    return " ".join(words) if len(words) > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Something of the kind asked for: `value` is its one form, `start` and `end` are offsets into the text."""

    value: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def traces(expect: Expect, text: str) -> tuple[Trace, ...]:
    """Return what in `text` could be the answer, for a number, a time, a person, an organisation or a place; else nothing."""
    match expect:
        case Expect.NUMBER:
            return tuple(_traces(_NUMBER.finditer(text)))
        case Expect.TIME:
            found = [*dates(text), *times(text)]
            exact = [Trace(value=one.value, start=one.start, end=one.end) for one in found]
            return (*exact, *_traces(_SPAN.finditer(text)))
        case Expect.PERSON:
            names = ((_person(found.group()), found) for found in _NAME.finditer(text))
            return tuple(Trace(value=name, start=at.start(), end=at.end()) for name, at in names if name)
        case Expect.ORGANISATION:
            return tuple(_traces(_organisations(text).finditer(text)))
        case Expect.PLACE:
            return tuple(_traces(_PLACE.finditer(text)))
        case _:
            return ()


def trace_count(expect: Expect, text: str) -> int:
    """Return how many `traces` of a kind there are."""
    match expect:
        case Expect.NUMBER:
            return len(_NUMBER.findall(text))
        case Expect.TIME:
            return sum(1 for _ in dates(text)) + sum(1 for _ in times(text)) + len(_SPAN.findall(text))
        case Expect.ORGANISATION:
            return len(_organisations(text).findall(text))
        case Expect.PLACE:
            return len(_PLACE.findall(text))
        case Expect.PERSON:
            return sum(1 for found in _NAME.finditer(text) if _person(found.group()))
        case _:
            return 0


def _organisations(text: str) -> re.Pattern[str]:
    """Return an expression that finds all organisations of a text: a quick one unless it has a slow one's letters."""
    folded = text.casefold()
    slow = any(letters in folded for letters in _ENDINGS) or any(letters in text for letters in _FORMS)
    return _ORGANISATION if slow else _ORGANISATION_QUICK


def _traces(found: Iterable[re.Match[str]]) -> Iterator[Trace]:
    for one in found:
        yield Trace(value=one.group().lower(), start=one.start(), end=one.end())


def new_traces(expect: Expect, text: str, question_text: str) -> tuple[Trace, ...]:
    """Return the traces in `text` that the question does not have already."""
    known = traced(expect, question_text)
    return tuple(trace for trace in traces(expect, text) if trace.value not in known)


@lru_cache(maxsize=256)
def traced(expect: Expect, text: str) -> frozenset[str]:
    """Return the values of the traces of a kind in a text."""
    return frozenset(trace.value for trace in traces(expect, text))


def has_cue(expect: Expect, text: str) -> bool:
    """Say whether `text` has a word that goes with an answer of this kind."""
    return expect in _CUES and bool(_CUES[expect].search(text))


cued = lru_cache(maxsize=20_000)(has_cue)  # for what is asked again and again
