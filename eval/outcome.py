"""How one question went with a ranking that had not learned from it: what refusing is learned from."""

import zlib
from dataclasses import dataclass

from assistant.lexicon import Floats
from assistant.rank import Ranked
from eval.examples import Example

FOLDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`right` says whether a right candidate was among those shown; `values` are confidence's SIGNALS.

    `words` are backing's WORD, one row a term of the question.
    """

    example: Example
    ranked: list[Ranked]
    right: bool
    values: Floats
    words: Floats


def fold(example: Example) -> int:
    """Return which part a question is held out with: by its words, so that twins of one question stay apart rarely."""
    return zlib.crc32(example.question.text.encode()) % FOLDS
