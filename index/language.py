"""Which written language a text is in: bokmål, nynorsk, English or Northern Sámi, by its function words."""

import re
from collections import Counter

from index.wordlists import STOP_WORDS_EN

_WORD = re.compile(r"[^\W\d_]+")
_NB = "og ikke jeg det er en et av på som hva fra være ble noe dette hun vi også mellom etter skal"
_NN = "og ikkje eg det er ein eit av på som kva frå vere vart noko dette ho vi også mellom etter skal"
_SE = "ja lea leat ahte mii dat go leamašan leažžá ii eai maid sámi dán dahje ovdal"
_MARKS = {
    "nb": frozenset(_NB.split()),
    "nn": frozenset(_NN.split()),
    "en": STOP_WORDS_EN,
    "se": frozenset(_SE.split()),
}
_CLEAR = 2  # how many more function words make another language than the expected one clear


def language_of(text: str) -> str:
    """Return `nb`, `nn`, `en` or `se` by the function words of the text; `nb` where there are none."""
    scores = _scores(text)
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores["nb"] else "nb"


def language_of_quote(quote: str, expected: str) -> str:
    """Return the language of a short text; `expected` (its document's) unless another one is clear.

    >>> language_of_quote("The board shall meet six times and it is chaired by the ministry.", "nb")
    'en'
    """
    scores = _scores(quote)
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= scores.get(expected, 0) + _CLEAR else expected


def _scores(text: str) -> dict[str, int]:
    words = Counter(_WORD.findall(text.lower()))
    return {language: sum(words[mark] for mark in marks) for language, marks in _MARKS.items()}
