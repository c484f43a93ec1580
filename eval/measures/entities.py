"""Numbers, dates and names: is each that the answer says in the quotes that it cites for it."""

import re

from eval.measures.contain import level
from eval.observed import Observed
from index.reference import dates

_NUMBER = re.compile(r"\d+(?:[ \u00a0.]\d{3})*(?:,\d+)?")
# Words with a capital letter, not the first of a sentence: that may have it for its place alone.
_NAME = re.compile(r"(?<=[^.!?:|\s]\s)[A-ZÆØÅ][\w-]+(?:\s[A-ZÆØÅ][\w-]+)*")


def entity_fidelity(seen: Observed) -> float | None:
    """Return the share of numbers, dates and names in the answer's sentences that stand in their own quotes.

    Entity precision against the source (Nan et al. 2021, "Entity-level Factual Consistency of Abstractive Text
    Summarization", formula 1), over expressions in place of a recogniser. None where there are none to check.
    """
    checked = [one for sentence in seen.answer.sentences for one in _held(seen, sentence.text, sentence.citations)]
    return sum(checked) / len(checked) if checked else None


def _held(seen: Observed, text: str, numbers: tuple[int, ...]) -> list[bool]:
    quotes = " ".join(" ".join(one.quote.split()) for one in seen.answer.citations if one.number in numbers)
    found_dates = {one.value for one in dates(quotes)}
    found_numbers = {_digits(one) for one in _NUMBER.findall(quotes)}
    levelled = level(quotes)
    return [
        *(one.value in found_dates for one in dates(text)),
        *(_digits(one) in found_numbers for one in _NUMBER.findall(text)),
        *(level(name) in levelled for name in _NAME.findall(text)),
    ]


def _digits(number: str) -> str:
    return re.sub(r"[ \u00a0.]", "", number)
