"""Whether a sentence tells the same time and voice as its source: ble levert is not blir levert, betales not betaler.

Reads endings and auxiliaries of Norwegian verbs; where they tell nothing, nothing is objected to.
"""

import re
from collections.abc import Sequence

from assistant.align import is_verb
from assistant.claim import Piece, Sort

_PASSIVE = frozenset("ble blei vart blir vert bli blitt vorte verte".split())
_PAST = frozenset("ble blei vart var hadde har er blitt vorte".split())
_COMING = frozenset("blir vert bli verte".split())
_STRONG_PAST = frozenset(
    "vedtok foreslo føreslo holdt heldt fant fann avslo fikk fekk gikk gjekk kom tok sto stod gjaldt la ba bad sa falt fall".split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[,;:.|]|\bat\b")
_MODAL = frozenset("kan kunne skal skulle vil ville må måtte bør burde å".split())
_WAS, _IS = frozenset("ble blei vart var".split()), frozenset("er blir vert".split())
_PAST_ALONE = _PAST - {"er"}
_COPULA_PAST, _COPULA_NOW = frozenset({"var"}), frozenset({"er"})


def agree(sentence: str, source: str, pairs: Sequence[tuple[Piece, Piece]], *, decided: bool) -> bool:
    """Say whether the paired pieces of a sentence and its source have the same voice and time.

    What is `decided` is written as if it happened now, and told as what happened.
    """
    verbs = [(mine, theirs) for mine, theirs in pairs if is_verb(mine)]
    for mine, theirs in verbs:
        one, other = _before(sentence, mine), _before(source, theirs)
        if "bare" not in (voices := {_voice(mine, one), _voice(theirs, other)}) and len(voices) > 1:
            return False
        times = {_time(mine, one), _time(theirs, other)} - {""}
        if len(times) > 1 and not decided:
            return False
    if any(
        _possessed(mine) != _possessed(theirs) for mine, theirs in pairs if mine.sort is Sort.WORD and not is_verb(mine)
    ):
        return False
    return bool(verbs) or _copulas(sentence, source)


def _before(text: str, piece: Piece) -> list[str]:
    """Return the words before a piece in its clause: an auxiliary may stand far ahead of its verb."""
    return _WORDS.findall(_CLAUSE.split(text[: piece.start].lower())[-1])


def _participle(surface: str) -> bool:
    return surface.endswith(("t", "d", "a", "en", "ne", "te"))


def _voice(piece: Piece, before: list[str]) -> str:
    if piece.surface.endswith("s") or piece.surface.endswith("ast"):
        return "passive"
    if _participle(piece.surface):
        if _PASSIVE & set(before):
            return "passive"
        if {"er", "var", "være", "vere"} & set(before) or not before:
            return "bare"
    return "active"


def _time(piece: Piece, before: list[str]) -> str:
    """Return past, now or nothing that can be told."""
    surface = piece.surface
    if _MODAL & set(before):
        return ""
    if surface in _STRONG_PAST:
        return "past"
    if _participle(surface):
        if _COMING & set(before):
            return "now"
        return "past" if before else ""
    if surface.endswith(("r", "es")):
        return "now"
    return "past" if surface.endswith("de") else ""


def _possessed(piece: Piece) -> bool:
    return piece.surface.endswith("s") and len(piece.surface) > 3


def _copulas(sentence: str, source: str) -> bool:
    mine, theirs = (set(_WORDS.findall(text.lower())) for text in (sentence, source))
    if mine & _COMING and not theirs & _COMING and theirs & _PAST:
        return False
    if mine & _WAS and theirs & _IS and not theirs & _PAST_ALONE:
        return False
    told = theirs & (_COPULA_PAST | _COPULA_NOW)
    asked = mine & (_COPULA_PAST | _COPULA_NOW)
    return not told or not asked or bool(told & asked)
