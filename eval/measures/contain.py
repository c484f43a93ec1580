"""What it means that one text holds another: words compared whatever their case, blanks and marks.

Containment stands in for the language model that Gao et al. (2023, ALCE) judge support with: an answer that is made of
quotes is supported when its words stand in them, in their order.
"""

import re

_WORD = re.compile(r"\w+")
_CITED = re.compile(r"\s*\[\d+\](?=[\[.!?\s]|$)")


def level(text: str) -> str:
    """Return text in lower case, with single blanks and without citation numbers."""
    return " ".join(_CITED.sub("", text).split()).casefold()


def holds(levelled: str, spelling: str) -> bool:
    """Say whether levelled text says one spelling of a nugget; a number counts only where it is not part of another."""
    wanted = level(spelling)
    if re.fullmatch(r"[\d.,]+", wanted):
        return re.search(rf"(?<![\d.,]){re.escape(wanted)}(?![\d]|[.,]\d)", levelled) is not None
    return wanted in levelled


def supported(sentence: str, quotes: str) -> bool:
    """Say whether the words of a sentence stand in the quotes, in order and unbroken."""
    words = " ".join(_WORD.findall(level(sentence)))
    return f" {words} " in f" {' '.join(_WORD.findall(level(quotes)))} "
