"""A refusal's sentence: what of the question the nearest passages speak of, and what they leave out.

Words of the question are quoted as they were asked. Does not decide that there is no answer: `judge.py` does.
"""

from collections.abc import Sequence

from assistant.backing import WORD, coverage
from assistant.match import LIGHT_TERMS, Matcher
from assistant.question import Expect, Question
from assistant.rank import Ranked

_MOST = 3  # words that are quoted
_LOOKED_AT = 10  # passages
_FOUND, _FOUND_SENSE, _CHUNK = (WORD.index(name) for name in ("found", "found_sense", "chunk"))
_LEFT_OUT, _LEFT_OUT_SENSE = 0.3, 0.5  # covered less than this, by form and by meaning
_HELD = 0.5
_SHORTEST = 3  # letters or digits of a word that is quoted
_START = "Dokumentene svarer ikke på dette."
_WANTED = {
    Expect.PERSON: "hvem",
    Expect.ORGANISATION: "hvem",
    Expect.TIME: "når",
    Expect.NUMBER: "hvor mye eller hvor mange",
    Expect.PLACE: "hvor",
    Expect.REASON: "hvorfor",
    Expect.MANNER: "hvordan",
}


def not_said(question: Question, matcher: Matcher, ranked: Sequence[Ranked]) -> str:
    """Return the Norwegian sentences of a refusal. `ranked` must not be empty."""
    covered = coverage([one.candidate for one in ranked[:_LOOKED_AT]])
    written = dict(zip(question.terms, question.words, strict=True))
    asked = [
        (written[term], row)
        for term, row in zip(matcher.terms, covered, strict=True)
        if term in written and len(term) >= _SHORTEST and term not in LIGHT_TERMS
    ]
    mended = {word for word, _ in question.mended}
    left_out = [word for word, row in asked if row[_FOUND] < _LEFT_OUT and row[_FOUND_SENSE] < _LEFT_OUT_SENSE]
    held = [word for word, row in asked if row[_CHUNK] >= _HELD and word not in mended]
    if left_out and held:
        return f"{_START} De nærmeste avsnittene nevner {_quoted(held, 'og')}, men ikke {_quoted(left_out, 'eller')}."
    if left_out:
        return f"{_START} De nærmeste avsnittene nevner ikke {_quoted(left_out, 'eller')}."
    if question.expect in _WANTED:
        return f"{_START} De nærmeste avsnittene nevner ord du spør om, men sier ikke {_WANTED[question.expect]}."
    return f"{_START} De nærmeste avsnittene nevner ord du spør om, men handler om noe annet."


def _quoted(words: Sequence[str], last: str) -> str:
    """Return words in quotation marks, the last after `last`; only the first few."""
    first = [f"«{word}»" for word in dict.fromkeys(words)][:_MOST]
    return first[0] if len(first) == 1 else f"{', '.join(first[:-1])} {last} {first[-1]}"
