"""A thing that the question is about and no paper holds: "kaffen", where nobody wrote of coffee.

A noun is known by where it stands and how it ends, so that verbs, adverbs and polite words are left alone; and it must
be a word that general text has, so that a misspelt one is not taken for it. Does not decide: `judge.py` does.
"""

import re
from collections.abc import Sequence

from assistant.backing import WORD, coverage
from assistant.lexicon import lexicon
from assistant.match import LIGHT_TERMS, Matcher
from assistant.question import Question
from assistant.rank import Ranked
from index.meaning import UNKNOWN
from index.reader import Reader

_LOOKED_AT = 10  # passages
_LITTLE, _LITTLE_SENSE = 0.3, 0.5  # covered less than this, by form and by meaning: said in no other words either
_TELLS = 0.8  # the least weight in general text: a word that is used of everything may be absent by chance
_BEFORE_NOUN = (
    r"(?:en|ei|et|eit|den|det|de|dei|denne|dette|disse|desse|noen|nokon|noe|noko|alle|"
    r"hvilke[nt]?|kva for(?: ei[nt]?)?|(?:hvor|kor) (?:mange|mye|mykje)|antall|talet på|"
    r"på|i|til|for|av|om|fra|frå|med|ved|etter|under|mot|hos|uten|utan)"
)
_AUXILIARY = r"\b(?:er|var|ble|blei|vart|blir|vert|har|hadde|være|vere|blitt|vorte|få[rs]?|fikk|fekk)\b"
_VERBAL = re.compile(r"(?:er|et|te|de|t|d|a|es|ast|ig|sk|som)$")  # so end verbs, participles and adverbs
_DEFINITE = re.compile(r"\w{3}(?:en|ene|ane)$")
_NEUTER = re.compile(r"\w{3}et$")  # "julebordet", and "avdekket" after an auxiliary


def absent_thing(question: Question, matcher: Matcher, ranked: Sequence[Ranked], reader: Reader) -> str | None:
    """Return the first noun of the question, as it is written, that no paper holds in any form; None where all do.

    `ranked` are the candidates, at least one.
    """
    mended = {word for word, _ in question.mended}
    maybe = [
        (term, word)
        for term, word in zip(question.terms, question.words, strict=True)
        if word not in mended and term not in LIGHT_TERMS and tells(term) and stands_as_noun(word, question.text)
    ]
    if not maybe:
        return None
    ways = {term: [way for way in question.others.get(term, ()) if way] for term, _ in maybe}
    held = reader.document_frequency({*ways, *(one for each in ways.values() for way in each for one in way)})
    left = [
        (term, word)
        for term, word in maybe
        if not held.get(term) and not any(all(held.get(one) for one in way) for way in ways[term])
    ]
    if not left:
        return None
    covered = dict(zip(matcher.terms, coverage([one.candidate for one in ranked[:_LOOKED_AT]]), strict=True))
    form, sense = WORD.index("found"), WORD.index("found_sense")
    return next(
        (
            word
            for term, word in left
            if term in covered and covered[term][form] < _LITTLE and covered[term][sense] < _LITTLE_SENSE
        ),
        None,
    )


def tells(term: str) -> bool:
    """Say whether general text has a term, and seldom enough for its absence to mean something."""
    if any(letter.isdigit() for letter in term):
        return False
    weight = float(lexicon().rows([(term,)]).masses[0])
    return weight >= _TELLS and abs(weight - UNKNOWN) > 1e-6


def stands_as_noun(word: str, text: str) -> bool:
    """Say whether a word of the question is a noun: after what takes one, in the definite form, or at the end."""
    lower, own = text.lower(), re.escape(word.lower())
    if re.search(rf"\b{_BEFORE_NOUN}\s+{own}\b", lower) or _DEFINITE.search(word.lower()):
        return True
    if _NEUTER.search(word.lower()):
        return not re.search(rf"{_AUXILIARY}(?:\W+\w+){{0,5}}?\W+{own}\b", lower)
    return bool(re.search(rf"\w\s+{own}\W*$", lower)) and not _VERBAL.search(word.lower())
