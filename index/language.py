"""Which written language a text is in: bokmål, nynorsk, English or Northern Sámi, by its function words.

Sámi also by letters that only it has here, in words that are no names. Counts alone: knows no grammar.
"""

import re
from functools import lru_cache

from index.wordlists import STOP_WORDS_EN

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«[^»\n]{1,80}»|\"[^\"\n]{1,80}\"")  # a title may be in another language than what names it
_BOTH = "og det er av på som hva vi også mellom etter skal til med om den har til kan var vil å"
_NB = f"""
{_BOTH} ikke jeg en et fra være ble blir noe dette hun disse noen de bare mer flere hver hvor hvordan hvilke hvem når
gjennom videre mye uten ved selv hvis samt hadde gjør får kommer må ved innen ønsker gjennomføre vedtatt gjøre
"""
_NN = f"""
{_BOTH} ikkje eg ein eit ei frå vere vert vart blei noko ho desse nokon nokre dei berre meir fleire kvar kva korleis
kven gjennom vidare mykje utan sjølv dersom hadde gjer får kjem må innan ønskjer gjennomføre vedteke gjere difor såleis
skulle medan saman heile eigen eigne hjå sidan kunna vore blitt verte òg
"""
_SE = """
ja lea leat ahte mii dat go leamašan leažžá ii eai maid sámi dán dahje ovdal ferte galgá galget maŋŋel vel nu mat mas
masa dain dás dasa dasto muhto jus leat lei ledje juo buot eará iežas sin su sii son mu min din mo gos guhte geat
"""
# Words that English shares with the others tell nothing.
_SHARED = frozenset("an at for do had so as over under".split())
_EN = (STOP_WORDS_EN - _SHARED) | frozenset("we our you your they has have its".split())
_MARKS = {
    "nb": frozenset(_NB.split()),
    "nn": frozenset(_NN.split()),
    "en": _EN,
    "se": frozenset(_SE.split()),
}
# Endings that only one of the written standards has.
_ENDINGS = {
    "nb": re.compile(r"\w{3}(?:lig|lige|ligere|het|heten|heter|hetene|ende|ene)"),
    "nn": re.compile(r"\w{3}(?:leg|lege|legare|heita|heiter|heitene|ande|ane|arane|ingar|ingane)"),
}
_SAMI_LETTERS = frozenset("čđŋšŧž")
_CLEAR = 2  # how many more marks make another language than the expected one clear
_SHARE = 0.02  # … of all words, so that a name or a term does not turn a long passage


def language_of(text: str) -> str:
    """Return `nb`, `nn`, `en` or `se` by the marks of the text; `nb` where there are none."""
    scores, _ = _scores(text)
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores["nb"] else "nb"


def language_of_passage(text: str, expected: str) -> str:
    """Return the language of a short text; `expected` (its document's) unless another one is clear.

    >>> language_of_passage("The board shall meet six times and it is chaired by the ministry.", "nb")
    'en'
    """
    scores, words = _scores(text)
    best = max(scores, key=lambda language: scores[language])
    clear = max(_CLEAR, _SHARE * words)
    return best if scores[best] - scores.get(expected, 0) >= clear else expected


def _scores(text: str) -> tuple[dict[str, int], int]:
    """Return how many marks of each language a text has, and how many words."""
    found = _WORD.findall(_QUOTED.sub(" ", text)) or _WORD.findall(text)
    scores = dict.fromkeys(_MARKS, 0)
    for languages in filter(None, map(_told_by, found)):
        for language in languages:
            scores[language] += 1
    return scores, len(found)


@lru_cache(maxsize=65_536)
def _told_by(word: str) -> tuple[str, ...]:
    """Return the languages that a word speaks for, one twice where it has two marks of it."""
    small = word.lower()
    told = [language for language, marks in _MARKS.items() if small in marks]
    told += [language for language, ending in _ENDINGS.items() if ending.fullmatch(small)]
    if word.islower() and not _SAMI_LETTERS.isdisjoint(word):
        told.append("se")
    return tuple(told)
