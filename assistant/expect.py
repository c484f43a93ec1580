"""What an answer of each kind looks like on paper: the trace that a unit of text must carry.

A trace that already stands in the question counts for nothing. Does not say that the trace is the answer.
"""

import re

from assistant.question import Expect
from index.reference import dates, times

_NUMBER_WORDS = (
    r"null|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|tjue|tretti|førti|femti|"
    r"hundre|tusen|million\w*|halvparten|begge|ingen|alle|dobbelt"
)
_NUMBER = re.compile(rf"\d+(?:[.,  ]\d+)*|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-ZÆØÅÁČĐŠŽ][\w.'’-]*(?:\s+(?:[A-ZÆØÅÁČĐŠŽ]\.|[A-ZÆØÅÁČĐŠŽ][\w'’-]+|von|van|de|af)){1,3}")
_ORGANISATION = re.compile(
    r"\b(?:norsk[e]? \w+|helse [\w-]+|\w*direktoratet?|\w+departementet|\w+rådet|\w+styret|\w+tilsynet|\w+verket|"
    r"\w+ kommune|\w+ (?:AS|SF|HF|RHF)|\w*foretaket?|styret|utvalget|komiteen|[A-ZÆØÅ]{2,}\w*|[A-ZÆØÅ]\w+ [A-ZÆØÅ]\w+|"
    r"pasientreiser)\b",
    re.IGNORECASE,
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
    r"\b(?:19|20)\d{2}\b|\b(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|våren?|sommeren?|høsten?|vinteren?|hausten?|årsskiftet|kvartal"
    r"|\d+\s?(?:minutt\w*|timer?|dager|uker|måneder|månader|år)|uke \d+|neste|senere|innen)\b|Q[1-4]\b",
    re.IGNORECASE,
)
_CUES: dict[Expect, re.Pattern[str]] = {
    Expect.ITEM_TYPE: re.compile(r"\b(orientering|drøfting|beslutning|tilslutning|godkjenning|vedtak)\b", re.IGNORECASE),
    Expect.PROPOSAL: re.compile(
        r"\b(forslag\w* til (?:beslutning|vedtak)|framlegg\w* til vedtak|innstilling\w*|tilråding\w*|foreslå\w*|føreslå\w*"
        r"|tilrår|anbefal\w+)\b",
        re.IGNORECASE,
    ),
    Expect.DECISION: re.compile(
        r"\bvedtak(?:et)?\s*:|\b(vedt(?:att|ok|as|eke\w*)|beslutte[tr]|bestem(?:t|te|mer)|konklu\w*|enstemmig|einstemmig"
        r"|sluttet seg til|slutta seg til|godkjen(?:t|te|ner|d|de)|tok saken til|tar sak\w* til|utsatt|utsett\w*"
        r"|opphev\w*|endres|enige? om|røyster|mot \d+ stemmer|\d+ (?:mot|stemmer))\b",
        re.IGNORECASE,
    ),
    Expect.FOLLOW_UP: re.compile(
        r"\b(oppfølging\w*|følges opp|følgjast opp|avvent\w*|planlegg\w*|pågår|inngår|status|utført|lukket|ferdig|oppdatert"
        r"|gjennomført|ansvarlig|frist|arbeid\w* videre)\b",
        re.IGNORECASE,
    ),
    Expect.REASON: re.compile(
        r"\b(fordi|på grunn av|pga|skyldes|grunnet|ettersom|siden|derfor|årsak\w*|for å|slik at|da det|behov for|krever)\b",
        re.IGNORECASE,
    ),
    Expect.DEFINITION: re.compile(r"\b(er|betyr|står for|vil si|innebærer|er et|er en)\b|[:(–=-]", re.IGNORECASE),
}  # fmt: skip


def _person(found: str) -> str:
    """Return a run of capitalised words without those that no person is called; empty when fewer than two are left."""
    words = [word for word in found.split() if word.lower().strip(".,") not in _NOT_NAMES and not word.isupper()]
    return " ".join(words) if len(words) > 1 else ""


def traces(expect: Expect, text: str) -> frozenset[str]:
    """Return the traces in `text` of an answer that is a number, a time, a person or an organisation."""
    match expect:
        case Expect.NUMBER:
            return frozenset(found.lower() for found in _NUMBER.findall(text))
        case Expect.TIME:
            spans = {found.lower() for found in _SPAN.findall(text)}
            return frozenset(spans | {found.value for found in dates(text)} | {found.value for found in times(text)})
        case Expect.PERSON:
            return frozenset(name for found in _NAME.findall(text) if (name := _person(found)))
        case Expect.ORGANISATION:
            return frozenset(found.lower() for found in _ORGANISATION.findall(text))
        case _:
            return frozenset()


def carries(expect: Expect, text: str, question_text: str) -> float:
    """Return 1 when `text` carries a trace of the kind asked for that the question does not have, else 0.

    Kinds without a trace of their own (any, yes or no, list) always give 0.5.
    """
    if expect in _CUES:
        return 1.0 if _CUES[expect].search(text) else 0.0
    if expect in (Expect.NUMBER, Expect.TIME, Expect.PERSON, Expect.ORGANISATION):
        found = traces(expect, text) - traces(expect, question_text)
        if not found and expect is Expect.PERSON:
            found = traces(Expect.ORGANISATION, text) - traces(Expect.ORGANISATION, question_text)
            return 0.4 if found else 0.0
        return 1.0 if found else 0.0
    return 0.5
