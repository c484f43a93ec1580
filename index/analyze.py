"""Norwegian text → terms: what is counted, matched and searched.

Lower case, stop words of bokmål and nynorsk out, nynorsk forms mapped onto bokmål, Snowball stems; case
numbers, dates, times and numbers are one term each, whatever their spelling. Does not weigh anything and does
not correct spelling.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from index.nynorsk import nynorsk
from index.reference import MONTH_NUMBER, Reference, case_numbers, dates, short_case_numbers, times
from index.wordlists import NN_SUFFIXES, NN_TO_NB, STOP_WORDS_NB, STOP_WORDS_NN

# Nynorsk words for stop words of bokmål are stop words too.
STOP_WORDS = STOP_WORDS_NB | STOP_WORDS_NN | {nn for nn, nb in nynorsk().words.items() if nb in STOP_WORDS_NB}
GRAM_LENGTHS = (4, 5)

# A word, a case number by year, or a number; which of them, its first character and a slash tell. It begins with the
# set of characters that any of them begins with, which `re` looks for many times faster than for alternatives.
_SURFACE = re.compile(
    r"[^\W_](?:"
    r"(?<=\D)(?:-[^\W\d_])?[^\W_]*(?:['’][^\W_]+)*"
    r"|(?<![\d/.-]\d)\d{0,3}/(?:(?:19|20)\d{2}|\d{2})(?![\d/-])"
    r"|\d{0,2}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d*(?:,\d+)?)"
)
_MAYBE_TIME = re.compile(r"\d[.:][0-5]\d")
_THOUSANDS = re.compile(r"[ .\u00a0\u202f]")
_DIGIT = re.compile(r"\d")
_JOINT = 24  # characters on either side of a line's end, one of which is a digit where a reference spans it
_JOINTS = ".,:/%-\u2013"  # a reference that spans a line's end has a digit or one of these beside it,
_GOES_ON = frozenset(name[:3] for name in (*MONTH_NUMBER, "mill"))  # … or goes on with one of these, or with «nr»
_JOINT_LOOKED_AT = 80  # characters on either side that tell whether it does: no reference is half as long
_WITHIN_WORDS = frozenset("/-'’")  # what may stand within a word or a number that `_SURFACE` finds, and …
_WITHIN_NUMBERS = frozenset(" .,\u00a0\u202f")  # … within a number alone
_KEPT_LETTERS = frozenset("æøåäöáčđŋšŧž")  # Norwegian, Swedish and Sámi letters are letters, not accents
_stemmer = Stemmer.Stemmer("norwegian")
_stemmer.maxCacheSize = 0  # `stem` below keeps its own cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One term where it stands: offsets are into the analysed text. A reference may give several terms."""

    term: str
    start: int
    end: int


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the term of one lower-case word: bokmål form, accents off, Snowball Norwegian stem."""
    return unmapped_stem(_bokmaal(word))


def _bokmaal(word: str) -> str:
    """Return a word as bokmål writes it: what was written by hand goes before what was learned."""
    return NN_TO_NB.get(word) or nynorsk().bokmaal(word)


def unmapped_stem(word: str) -> str:
    """Return the term of one lower-case word as it is spelt, with only its ending read as bokmål."""
    return str(_stemmer.stemWord(_plain_letters(_bokmaal_ending(word))))


def _bokmaal_ending(word: str) -> str:
    if len(word) < 6:
        return word
    if word.endswith("erne"):  # brukerne → brukere: the stemmer would leave the n
        return word[:-2] + "e"
    for ending, bokmaal in NN_SUFFIXES:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word[: -len(ending)] + bokmaal
    return word


def _plain_letters(word: str) -> str:
    if word.isascii():
        return word
    kept = (c if c in _KEPT_LETTERS else unicodedata.normalize("NFD", c)[0] for c in word)
    return "".join(kept)


@lru_cache(maxsize=200_000)
def _surface_term(surface: str) -> str:
    """Return the term of what `_SURFACE` found; empty for a stop word."""
    if surface[0].isdecimal():
        number, slash, year = surface.partition("/")
        return f"{int(number)}/{year[-2:]}" if slash else _THOUSANDS.sub("", surface)
    word = surface.lower().replace("-", "").replace("’", "").replace("'", "")
    return "" if word in STOP_WORDS else stem(word)


def tokens(text: str) -> list[Token]:
    """Return the terms of `text` with their places, in order."""
    return [Token(term=term, start=start, end=end) for term, start, end in placed(text)]


def placed(text: str) -> list[tuple[str, int, int]]:
    """Return the terms of `text`, each with its start and end, in order: those of `tokens`, bare."""
    found: list[tuple[str, int, int]] = []
    position = 0
    for reference, terms_here in _references(text):
        found.extend(_placed_between(text, position, reference.start))
        found.extend((term, reference.start, reference.end) for term in terms_here)
        position = max(position, reference.end)
    found.extend(_placed_between(text, position, len(text)))
    return found


def _placed_between(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in _SURFACE.finditer(text, start, end):
        if term := _surface_term(match.group()):
            yield term, *match.span()


def terms(text: str) -> list[str]:
    """Return the terms of `text`, in order and with repetitions: those of `tokens`, in a fraction of its time."""
    found: list[str] = []
    position = 0
    for reference, terms_here in _references(text):
        found.extend(filter(None, map(_surface_term, _SURFACE.findall(text, position, reference.start))))
        found.extend(terms_here)
        position = max(position, reference.end)
    found.extend(filter(None, map(_surface_term, _SURFACE.findall(text, position))))
    return found


def terms_below(above: str, text: str) -> tuple[list[str], list[str]]:
    """Return the terms of `above`, a newline and `text`, in any order, and those of `text` that are words, in order.

    The words are those that `words` tells. What stands above many texts is read once, and so is each text.
    """
    references = _references(text)
    surfaces = _SURFACE.findall(text)
    read = list(map(_surface_term, surfaces))
    own = [term for term, surface in zip(read, surfaces, strict=True) if term and not surface[0].isdecimal()]
    if above and _goes_on(above, text):
        return terms(f"{above}\n{text}"), own
    if any(_reaches_out(text, reference) for reference, _ in references):
        return [*_terms_above(above), *terms(text)], own
    found = [*_terms_above(above), *filter(None, read)]
    for reference, terms_here in references:
        for surface in _SURFACE.findall(text, reference.start, reference.end):
            if term := _surface_term(surface):
                found.remove(term)
        found.extend(terms_here)
    return found, own


def _reaches_out(text: str, reference: Reference) -> bool:
    """Say whether a word or a number may stand half in a reference: it is then read otherwise than as a part of it."""
    start, end = reference.start, reference.end
    return _joins(text[start - 1 : start], text[start - 2 : start - 1]) or _joins(
        text[end : end + 1], text[end + 1 : end + 2]
    )


def _joins(beside: str, beyond: str) -> bool:
    """Say whether the character beside a reference may join it with what stands beyond."""
    return beside.isalnum() or beside in _WITHIN_WORDS or (beside in _WITHIN_NUMBERS and beyond.isdecimal())


def _goes_on(above: str, text: str) -> bool:
    """Say whether a case number, date or time stands half in `above` and half in `text` on the next line."""
    if not _may_go_on(above, text):
        return False
    above, text = above[-_JOINT_LOOKED_AT:], text[:_JOINT_LOOKED_AT]
    shift = len(above) + 1
    apart = [(one.start, one.end, said) for one, said in _references(above)]
    apart += [(one.start + shift, one.end + shift, said) for one, said in _references(text)]
    return apart != [(one.start, one.end, said) for one, said in _references(f"{above}\n{text}")]


def _may_go_on(above: str, text: str) -> bool:
    """Say whether one of them may; quickly told."""
    last, first, head = above[-1:], text[:1], text[:3]
    if first.isdigit() or last.isspace() or first.isspace():
        return True
    if last not in _JOINTS and first not in _JOINTS:
        if not (last.isdigit() or last.lower() in "tdhkrs"):  # as in «21st», «sak» and «saksnr»
            return False
        if head.isascii() and head.lower() not in _GOES_ON and head[:2].lower() != "nr":
            return False
    return bool(_DIGIT.search(above, max(0, len(above) - _JOINT)) or _DIGIT.search(text, 0, _JOINT))


@lru_cache(maxsize=256)
def _terms_above(text: str) -> tuple[str, ...]:
    return tuple(terms(text))


def words(text: str) -> list[tuple[str, int, int]]:
    """Return the terms of `text` that are words, each with its start and end; numbers are left out."""
    return [
        (term, match.start(), match.end())
        for match in _SURFACE.finditer(text)
        if not (surface := match.group())[0].isdecimal() and (term := _surface_term(surface))
    ]


def word_terms(text: str) -> tuple[str, ...]:
    """Return the terms of `words` without their places."""
    return tuple(term for term, _, _ in words(text))


def _references(text: str) -> list[tuple[Reference, tuple[str, ...]]]:
    """Return references that do not overlap, each with its terms, in order of place."""
    if not _DIGIT.search(text):
        return []
    found: list[tuple[Reference, tuple[str, ...]]] = []
    if "/" in text:
        found.extend((r, (r.value, r.value.split("-", 1)[1])) for r in case_numbers(text))
        found.extend((r, (r.value,)) for r in short_case_numbers(text))
    found.extend((r, date_terms(r.value)) for r in dates(text))
    if _MAYBE_TIME.search(text):
        found.extend((r, (r.value,)) for r in times(text))
    found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    apart: list[tuple[Reference, tuple[str, ...]]] = []
    for reference, reference_terms in found:
        if not apart or reference.start >= apart[-1][0].end:
            apart.append((reference, reference_terms))
    return apart


def date_terms(value: str) -> tuple[str, ...]:
    """Return the terms that a date answers to: the day, the day without its year, the month, the year."""
    if value.startswith("--"):
        return (value,)
    if len(value) == 7:
        return (value, value[:4])
    return (value, f"--{value[5:]}", value[:7], value[:4])


def has_grams(term: str) -> bool:
    """Say whether a term is searched by its character n-grams: one with digits is not."""
    return not _DIGIT.search(term)


def grams(term: str) -> list[str]:
    """Return the character n-grams of one term with its edges marked."""
    if not has_grams(term):
        return []
    marked = f"<{term}>"
    return [marked[i : i + n] for n in GRAM_LENGTHS for i in range(len(marked) - n + 1)]
