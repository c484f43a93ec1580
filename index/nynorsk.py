"""Nynorsk words and what bokmål writes for them, learned from sentences that say the same.

Reads `nynorsk.txt`, which `eval/learn_nynorsk.py` makes: groups of pairs, a pair a line, an empty line between groups.
Does not know endings: `analyze.py` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.wordlists import NN_FIRST, NN_LAST

FILE = Path(__file__).with_name("nynorsk.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nynorsk:
    """Nynorsk → bokmål. `words` wherever they stand, `asked` in questions in nynorsk only (bokmål means something else
    by them), `first` and `last` where compounds begin and end with them."""

    words: Mapping[str, str]
    asked: Mapping[str, str]
    first: Mapping[str, str]
    last: Mapping[str, str]

    def bokmaal(self, word: str) -> str:
        """Return a lower-case word as bokmål writes it, as far as it is known; a compound by its parts."""
        if (found := self.words.get(word)) is not None:
            return found
        for length in range(len(word) - _REST, _SHORTEST - 1, -1):
            if (found := self.first.get(word[:length])) is not None:
                return found + self.bokmaal(word[length:])
        for length in range(len(word) - _REST, _SHORTEST - 1, -1):
            if (found := self.last.get(word[-length:])) is not None:
                return word[:-length] + found
        return word


_SHORTEST, _REST = 4, 3  # letters of a part, and of what is beside it


@cache
def nynorsk() -> Nynorsk:
    """Return the words that ship, read once in a process: some 3 ms."""
    groups = FILE.read_text(encoding="utf-8").split("\n\n")
    words, asked, first, last = (dict(line.split(" ", 1) for line in group.splitlines()) for group in groups)
    return Nynorsk(words=words, asked=asked, first={**first, **NN_FIRST}, last={**last, **NN_LAST})
