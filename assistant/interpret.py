"""A question in words → what it asks for, what it is about and what it points at.

Knows how bokmål, nynorsk and English ask. Mends spelling against the words that the papers hold. Does not
search.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.english import in_bokmaal, is_english
from assistant.lexicon import lexicon
from assistant.match import LIGHT_TERMS
from assistant.question import Expect, Question
from assistant.which_meeting import Placed, which_meeting
from index.analyze import Token, date_terms, stem, tokens
from index.nynorsk import nynorsk
from index.reader import Reader
from index.reference import (
    MONTH_NUMBER,
    Reference,
    case_numbers,
    dates,
    meeting_numbers,
    month_number,
    short_case_numbers,
)
from index.wordlists import NN_ASKING, NN_VERBS, SYNONYMS

_NAMES = "|".join(
    sorted((name for name in MONTH_NUMBER if len(name) > 3 or name in {"mai", "may"}), key=len, reverse=True)
)
_MONTH = re.compile(rf"\b({_NAMES})(?:møte\w*|\b)", re.IGNORECASE)
_MONTH_WORD = re.compile(rf"\b(?:{_NAMES})(?:møte\w*|\b)", re.IGNORECASE)
_MONTH_WITH_DAY = re.compile(rf"\d{{1,2}}\.?\s?(?:{_NAMES})\b|\b(?:{_NAMES})\s(?:19|20)\d\d", re.IGNORECASE)
_GREETING = re.compile(
    r"^\W*(?:(?:hei|hallo|heisann|halla|hi|hello|takk|tusen takk|thanks|thank you|ha det|god (?:dag|morgen|kveld))\b[^?]{0,40}$"
    r"|(?:(?:hei|hallo|hi|hello)\W+)?(?:hvordan (?:går det|har du det)|korleis (?:går det|har du det)|how are you|"
    r"(?:hvem|kven|who) (?:er|are) (?:du|you)|er du (?:et menneske|en robot|ein robot))\b.{0,20}$)",
    re.IGNORECASE,
)
_RARE = 2  # a term in more chunks than this is taken as it stands
_SAME_ROOT = 4  # letters
_WELL_KNOWN = 0.85  # a term's weight in general text, from 0 for the commonest to 1.3 for what it does not have
_FAR_MORE = 4  # a near term must be in so many times more chunks
_NYNORSK = re.compile(
    r"\b(?:kven|kva|kvar|kor|korleis|kvifor|ikkje|vart|vert|vere|eit|ein|frå|sidan|gjeld|noko|nokon|nokre|dei|eg|då)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\bkva for (?:ein|ei|eit)\b", re.IGNORECASE)
_NN_ASKED = {**nynorsk().asked, **NN_VERBS, **NN_ASKING}
_WORD = re.compile(r"[^\W\d_]+")
# Hit: «Kan du være så snill å fortelle meg hva …», «Vet dere når …», «Could you please tell me who …». Miss: «Kan du komme?».
_POLITELY = re.compile(
    r"^\W*(?:(?:hei|hallo|hello|hi)\b\W*)?(?:(?:vennligst|ver(?:e|a)? så snill(?: å)?|vær så snill(?: å)?|please)\s+)?"
    r"(?:(?:kan|kunne|vil|can|could|would|will)\s+(?:du|dere|dykk|de|you)\s+"
    r"(?:(?:være|vere|vennligst|please|kanskje|bare|snill|så|å|to)\s+)*(?:fortelle?|si(?:e)?|forklare?|svare?|tell|explain)|"
    r"(?:vet|veit)\s+(?:du|dere|dykk|de)|(?:fortell|forklar|si|tell|explain)|(?:jeg|eg)\s+(?:lurer|undrast)\s+på|i\s+wonder)"
    r"(?:\s+(?:meg|oss|me|us|to me|to us|litt om|på))*[\s,:]+"
    r"(?=(?:hv[aeio]\w*|k(?:va|ven|vifor|vifor|orleis|or|var)|når|who\w*|what|when|where|why|how|which)\b)",
    re.IGNORECASE,
)
_TAKES_NOUN = re.compile(
    r"\b(?:hvilke[nt]?|kva for(?: ei[nt]?)?|(?:hva|kva) slags|hvor mange|hvor mye|kor mange|kor mykje|which|how many|how much)\b",
    re.IGNORECASE,
)
# The first that fits decides.
_EXPECTATIONS: tuple[tuple[Expect, str], ...] = (
    (Expect.ITEM_TYPE, r"\b(sakstype\w*|type\s+(sak|behandling)|slags\s+sak|item type|type of (case|item))\b"
                       r"|\btil (orientering|drøfting|beslutning|tilslutning)\b.*\beller\b"),
    (Expect.NUMBER, r"\b(hvor|kor)\s+(mange|mykje|mye|stor\w*|lang\w*|leng\w*|ofte|høy\w*|høg\w*|gamm?[ea]l\w*)\b|\b(how (many|much|long|large|big|often|old))\b"
                    r"|\b(hva|kva)\s+(koste\w*|kosta\w*|vil \w+ koste|er prisen)\b|\bhow much\b|\b(antall|talet på|prosent(andel)?|andel\w*|percent(age)?|beløp\w*)\b"),
    (Expect.PROPOSAL, r"\b(forslag\w* til (beslutning|vedtak)|framlegg\w* til vedtak|innstilling\w*|tilråding\w*"
                      r"|(bedt|foreslått|foreslås?|føreslått|proposed|proposal)\b)"),
    (Expect.ORGANISATION, r"\b(hvilken|hvilke|kva for\w*|which)\s+(\w+\s+){0,2}(aktør\w*|organisasjon\w*|virksomhet\w*|etat\w*|"
                          r"foretak\w*|region\w*|leverandør\w*|selskap\w*|actors?|organi[sz]ations?|vendor)\b"
                          r"|\b(hvem|kven|who)\s+er\s+(aktør|leverandør|eier|eigar)\b|\baktør(en)?\s+(for|på|bak)\b"),
    (Expect.PERSON, r"^\W*((og|men|and)\s+)?(av\s+|til\s+)?(hvem|kven|who(m|se)?)\b|\b(hvem|kven|who)\b"),
    (Expect.TIME, r"^\W*(og\s+)?(fra\s+|frå\s+)?(når|når|when)\b|\b(klokk\w+|kl\.?|tidspunkt\w*|what time|what date|hvilken da(g|to)|kva da(g|to)"
                  r"|hvilke\w* (år|måned|dato)|kva (år|dag|dato|månad)|dato\w*|frist\w*|deadline)\b"),
    (Expect.REASON, r"\b(hvorfor|kvifor|why|årsak\w*|grunn(en)? til)\b"),
    (Expect.FOLLOW_UP, r"\b(oppfølging\w*|fulgt opp|følgt opp|følgd opp|status|followed up|follow-up)\b"),
    (Expect.DECISION, r"\b(vedta(k\w*|tt|s)|vedt(ok|eke\w*)|beslutt\w*|beslutning\w*|bestemt?\w*|konklu\w*|decid\w*|decision\w*|utfall\w*)\b"),
    (Expect.PLACE, r"^\W*((og|men|and)\s+)?(hvor|kor|kvar|where)\b|\b(hvilket|kva for eit) (sted|rom|møterom|lokale)\b"),
    (Expect.LIST, r"\b(hvilke|kva for|nevn|nemn|list( opp)?|which|kva slags)\b"),
    (Expect.DEFINITION, r"^\W*(hva|kva)\s+(er|betyr|tyder|står|menes|inneb\w+)\b|\bdefin\w+|\bwhat (is|are|does)\b"),
    (Expect.MANNER, r"\b(hvordan|korleis|how)\b"),
    (Expect.YES_NO, r"^\W*(er|har|skal|kan|ble|blei|vart|var|må|får|fikk|finnes|finst|kommer|is|are|was|did|does|has|will|can)\b"),
)  # fmt: skip
_COMPILED = tuple((expect, re.compile(words, re.IGNORECASE)) for expect, words in _EXPECTATIONS)

# Words that say what is wanted rather than what it is about; by stem.
_ASKED = frozenset(
    stem(word)
    for word in """
    sakstype type slags klokken klokka klokke tidspunkt dato dag antall prosent andel aktør organisasjon person
    presenterer presenterte presentere foredragsholder innleder innledet heter navn navnet starter start begynner
    begynte slutter varer oppgitt omtalt gjelder hvilken nevn list fortell forklar beskriv betyr menes sak saken
    saker møte møtet møter saksnummer status ansvarlig ansvar holder presentasjon innlegg spørsmål svar dokumentene
    papirene egentlig konkret per styret produktstyret rekke tall står skrevet nevnt foreslått forslag beslutning
    beslutningen vedtak vedtaket vedtatt innstilling oppfølging kl nr nummer
    """.split()
)


def interpret(text: str, reader: Reader) -> Question:
    """Return what `text` asks. A word that the papers hardly hold is also read as a near one that they do.

    A nynorsk verb that bokmål uses otherwise is read, and stands in the result's text, as its bokmål one; a question
    in English as the same words in bokmål.
    """
    text = _POLITELY.sub("", text)
    greeting, original = greets(text), text
    text, told = _in_bokmaal(text)
    found = [] if greeting else tokens(text)
    held = reader.document_frequency({token.term for token in found})
    unique = {token.term: text[token.start : token.end] for token in reversed(found)}
    order = tuple(dict.fromkeys(token.term for token in found))
    may_be_wrong = _not_well_known(order, original)
    mended = tuple((unique[term], near) for term in may_be_wrong if (near := _near(term, held, reader)))
    read_as = dict(mended)
    placed = which_meeting(text, reader)
    when = _values(dates(text)) + _months(text) + ((placed.date,) if placed else ())
    elsewhere = _pointing(text, when) | _within(found, placed)
    others: dict[str, tuple[tuple[str, ...], ...]] = {}
    about = tuple(term for term in order if term not in elsewhere)
    terms = tuple(term for term in about if term not in _ASKED) or about or order
    for term in terms:
        ways = [(read_as[unique[term]],)] if unique[term] in read_as else []
        ways.extend((other,) for other in (*told.get(term, ()), *_SYNONYMS.get(term, ())))
        others[term] = tuple(ways)
    return Question(
        text=text,
        expect=expectation(text),
        terms=terms,
        words=tuple(unique[term] for term in terms),
        asked=tuple(term for term in order if term in _ASKED),
        cases=_values(case_numbers(text)) + _values(short_case_numbers(text)),
        meetings=_values(meeting_numbers(text)),
        dates=when,
        search_text=" ".join([text, *read_as.values(), *(other for term in terms for other in told.get(term, ()))]),
        mended=mended,
        others=others,
        focus=_focus(text, found),
        names=tuple(term for term in terms if _is_name(unique[term], text)),
    )


def _in_bokmaal(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return a question in bokmål words, and other terms for the terms that were put for English ones."""
    if is_english(text):
        read = in_bokmaal(text)
        return read.text, {stem(word.lower()): _terms_of(others) for word, others in read.ways}
    if not _NYNORSK.search(text):
        return text, {}
    text = _WHICH.sub("hvilken", text)
    return _WORD.sub(lambda found: _NN_ASKED.get(found.group().lower(), found.group()), text), {}


def _terms_of(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(word) for word in words if " " not in word))


def greets(text: str) -> bool:
    """Say whether a text is a greeting or thanks rather than a question."""
    return bool(_GREETING.match(text))


def _is_name(word: str, text: str) -> bool:
    """Say whether a word of the question is a name, an abbreviation or a number rather than a common word."""
    if any(letter.isdigit() for letter in word) or any(letter.isupper() for letter in word[1:]):
        return True
    return word[:1].isupper() and not text.lstrip("–-«\"' ").startswith(word)


def _focus(text: str, found: Iterable[Token]) -> str | None:
    """Return the first term after a question word that takes a noun, or None."""
    asking = _TAKES_NOUN.search(text)
    if asking is None:
        return None
    return next((token.term for token in found if token.start >= asking.end()), None)


def _months(text: str) -> tuple[str, ...]:
    """Return months that are named without a day or year, as `--06`: "i juni", "junimøtet"."""
    without = _MONTH_WITH_DAY.sub(" ", text)
    return tuple(dict.fromkeys(f"--{month_number(name):02d}" for name in _MONTH.findall(without)))


def _pointing(text: str, when: tuple[str, ...]) -> frozenset[str]:
    """Return the terms that say when, and which meeting: they choose papers rather than words in them."""
    values = {term for value in when for term in date_terms(value)}
    values |= set(_values(meeting_numbers(text)))
    values |= {case.split("-", 1)[1] for case in _values(case_numbers(text))}
    without = _MONTH_WITH_DAY.sub(" ", text)
    values |= {stem(found.group().lower()) for found in _MONTH_WORD.finditer(without)}
    return frozenset(values)


def expectation(text: str) -> Expect:
    """Return what kind of thing the question asks for."""
    for expect, pattern in _COMPILED:
        if pattern.search(text):
            return expect
    return Expect.ANY


def _within(found: Iterable[Token], placed: Placed | None) -> frozenset[str]:
    """Return the terms of the words that say which meeting it is by its place in the row."""
    if placed is None:
        return frozenset()
    return frozenset(token.term for token in found if placed.start <= token.start < placed.end)


def _values(references: Iterable[Reference]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reference.value for reference in references))


def _not_well_known(terms: Sequence[str], text: str) -> list[str]:
    """Return the terms that may be misspelt: a word that general text has often is none, as "trakk" is not "takk".

    Nynorsk and English words are all kept: what is near them is often their bokmål.
    """
    if not terms or _NYNORSK.search(text) or is_english(text):
        return list(terms)
    weights = lexicon().rows([(term,) for term in terms]).masses
    return [term for term, weight in zip(terms, weights.tolist(), strict=True) if weight > _WELL_KNOWN]


def _near(term: str, held: Mapping[str, int], reader: Reader) -> str | None:
    """Return the term that a word is probably a misspelling of: near, and far more common in the papers."""
    if len(term) < 4 or term in _ASKED or term in LIGHT_TERMS or any(letter.isdigit() for letter in term):
        return None
    own = held.get(term, 0)
    if own > _RARE:
        return None
    for similar in reader.similar_terms(term, limit=3):
        if similar.df > own * _FAR_MORE and similar.term[:1] == term[:1] and _may_mean(term, similar.term):
            return similar.term
    return None


def _may_mean(term: str, near: str) -> bool:
    """Say whether a term may be a misspelling of a near one: a word that is known is none of quite another word."""
    return term not in _SYNONYMS or near in _SYNONYMS[term] or near[:_SAME_ROOT] == term[:_SAME_ROOT]


def _synonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for words in SYNONYMS:
        stems = tuple(dict.fromkeys(stem(word) for word in words))
        for term in stems:
            found[term] = found.get(term, ()) + tuple(other for other in stems if other != term)
    return found


_SYNONYMS = _synonyms()
