"""What a language model writes → its sentences, each with the numbers that it cites, as soon as each is whole.

Takes the numbers and the signs of Markdown away, and judges nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.prompt import visible

NO_ANSWER = "INGEN KILDE SVARER"
_MARK = re.compile(r"\s*\[(?:kilde\s*)?(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]", re.IGNORECASE)
_BREAK = re.compile(
    r"\n|(?<=\])[.!?]?\s+(?=[A-ZÆØÅ«0-9–•-])"  # after a mark
    r"|(?<=[a-zæøå)»\d%][.!?])\s+(?=[A-ZÆØÅ«])(?!\[)"  # after a full stop
)
_DECORATION = re.compile(r"^(?:\s*(?:[-*•–#>]+|\d{1,2}[.)])\s+)+|\*\*|__|(?<!\w)[*_`]+|[*_`]+(?!\w)")
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:kl|jf|nr|ca|bl\.a|f\.eks|dvs|pkt|st|mill|mrd|kr|dr|adm)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """One sentence that a model wrote, on one line, and the numbers that it cites, each once."""

    text: str
    numbers: tuple[int, ...]


def drafted(pieces: Iterable[str]) -> Iterator[Drafted]:
    """Yield the sentences of a text that arrives in pieces; the last one when the text has ended."""
    held = ""
    for piece in pieces:
        held += piece
        if _is_thinking(held):
            continue
        held = _THINKING.sub("", held)
        *whole, held = _divided(held)
        for line in whole:
            yield from _sentence(line)
    for line in _divided(_THINKING.sub("", held)):
        yield from _sentence(line)


def _is_thinking(held: str) -> bool:
    """Say whether a model that thinks aloud, between marks, has not ended; none of that is shown."""
    lower = held.lower()
    return "<think>" in lower and "</think>" not in lower


def _divided(text: str) -> list[str]:
    """Divide where a sentence surely ends: at a new line, or after a mark or full stop before a capital."""
    parts: list[str] = []
    begin = 0
    for found in _BREAK.finditer(text):
        part = text[begin : found.start()]
        if found.group() == "\n" or not _ABBREVIATED.search(part):
            parts.append(part + (found.group().strip() if found.group() != "\n" else ""))
            begin = found.end()
    return [*parts, text[begin:]]


def _sentence(line: str) -> Iterator[Drafted]:
    numbers = [int(number) for found in _MARK.finditer(line) for number in re.findall(r"\d+", found[1])]
    text = " ".join(_DECORATION.sub("", visible(_MARK.sub("", line))).split())
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    if any(letter.isalnum() for letter in text):
        yield Drafted(text=text, numbers=tuple(dict.fromkeys(numbers)))
