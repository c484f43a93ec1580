"""Amounts of the kind that a question asks for: money, shares, spans of time, and counts of a named thing.

Says whether a text holds one. Does not say that it is the answer.
"""

import math
import re
from enum import StrEnum

from assistant.match import likeness
from index.analyze import tokens

_NUMBER_WORDS = (
    r"null|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|tjue|tretti|førti|femti"
    r"|hundre|tusen"
)
_NUMBER = re.compile(rf"\d+(?:[., ]\d+)*|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 15.0  # characters between a number and what it counts
_THING_FIRST = 8.0  # "fastleger: 86" is as near as a number so much further before its noun
_OTHER_SENTENCE = 20.0


class Amount(StrEnum):
    """What is counted."""

    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    COUNT = "count"


_COUNTED = re.compile(r"\b(?:(?:hvor|kor) mange|how many|antall\w*|talet på)\b", re.IGNORECASE)
_OF_SHARE = re.compile(r"prosent|andel|percent|share of|(?:hvor|kor) stor del", re.IGNORECASE)
_OF_TIME = re.compile(r"\b(?:hvor|kor) (?:lang tid|leng[ei]|langt?)\b|\bhow long\b", re.IGNORECASE)
_OF_MONEY = re.compile(
    r"kost|pris|betal|budsjett|honorar|lønn|leie\b|leia|tilsku|tilsko|beløp|kroner|inntekt|omset|utgift|gebyr|erstatning"
    r"|bevilg|penge|økonom|ramme|sum\b|million|verdi|utbytte|cost|price|pay|paid|budget|money|grant|rabatt|invester"
    r"|finansier",
    re.IGNORECASE,
)
_ASKS_SIZE = re.compile(
    r"\b(?:(?:hvor|kor) (?:mye|mykje|stor\w*|høy\w*|høg\w*)|how much"
    r"|(?:hva|kva) (?:kost\w*|betal\w*|er prisen|var budsjett\w*|tjener|ble lei\w+)|(?:hvilke[nt]|kva) (?:pris|beløp)"
    r"|what (?:did .* (?:pay|cost)|does .* cost|is the .*(?:budget|cost|price)))\b",
    re.IGNORECASE,
)
_MONEY_COUNTED = re.compile(r"(?:mange|many) (?:kroner|millioner|penger|pengar|kroner)", re.IGNORECASE)
_HOLDS = {
    Amount.MONEY: re.compile(
        r"\d[\d ., ]*\s*(?:kr\b|kroner|NOK|mill\w*|MNOK|milliard\w*|mrd|tusen|,-|euro|USD|€|\$|M?SEK)"
        r"|\bkr\.?\s*\d|\bkroner\s+\d|[€$]\s*\d|\d{1,3}(?:[ .]000)+\b",
        re.IGNORECASE,
    ),
    Amount.SHARE: re.compile(
        r"\d\s*(?:%|prosent|pst|percent)|\b(?:halvparten|halvdel\w*|tredel\w*|tredjedel\w*|firedel\w*|flertall\w*)\b",
        re.IGNORECASE,
    ),
    Amount.DURATION: re.compile(
        rf"(?:\d+|\b(?:{_NUMBER_WORDS}|halvt|halvannet))[\s-]*(?:års?\w*|sekund\w*|minutt\w*|min\b|tim\w*|døgn|dag\w*|uke\w*"
        r"|veke\w*|måned\w*|månad\w*|kvarter\w*|virkedag\w*)|\bkl\.?\s*\d",
        re.IGNORECASE,
    ),
}


def asked_amount(question: str) -> Amount | None:
    """Return what kind of amount a question asks for, or None."""
    if _COUNTED.search(question):
        if _OF_SHARE.search(question):
            return Amount.SHARE
        return Amount.MONEY if _MONEY_COUNTED.search(question) else Amount.COUNT
    if _OF_SHARE.search(question):
        return Amount.SHARE
    if _OF_TIME.search(question):
        return Amount.DURATION
    return Amount.MONEY if _ASKS_SIZE.search(question) and _OF_MONEY.search(question) else None


def holds(amount: Amount | None, text: str) -> float:
    """Return 1 when `text` holds an amount of this kind, 0 when not, 0.5 where a plain number would do."""
    if amount is None or amount is Amount.COUNT:
        return 0.5
    return float(bool(_HOLDS[amount].search(text)))


def counted(term: str | None, text: str) -> float:
    """Return how near a number stands to a word like `term`, from 0 to 1; 0.5 where there is no term.

    Falls as exp(-gap / 15), the gap in characters; a year is no number.
    """
    if not term:
        return 0.5
    things = [token for token in tokens(text) if likeness(term, token.term) > 0]
    if not things:
        return 0.0
    numbers = [found.span() for found in _NUMBER.finditer(text) if not _YEAR.fullmatch(found.group())]
    gaps = (_gap(text, span, (thing.start, thing.end)) for span in numbers for thing in things)
    return math.exp(-min(gaps, default=math.inf) / _NEAR)


def _gap(text: str, number: tuple[int, int], thing: tuple[int, int]) -> float:
    if thing[0] >= number[1]:
        gap, between = float(thing[0] - number[1]), text[number[1] : thing[0]]
    else:
        gap, between = max(number[0] - thing[1], 0) + _THING_FIRST, text[thing[1] : number[0]]
    return gap + (_OTHER_SENTENCE if "." in between and "\n" not in between else 0.0)
