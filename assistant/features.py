"""What speaks for a stretch of text as the answer to a question, as numbers that can be explained.

A candidate is one unit, or a few fragments next to each other: on slides a figure and its label are often
units of their own. All stretches are weighed quickly (`stretch.py`), the most promising looked at closely
(`close.py`). Computes; `rank.py` decides.
"""

import math
from dataclasses import dataclass

import numpy as np

from assistant.close import CLOSE, close
from assistant.lexicon import Floats
from assistant.question import Expect, Question
from assistant.stretch import QUICK, Stretches
from index.chunk import Chunk

# Of the question.
ASKED = (
    *(f"asks_{expect.value}" for expect in Expect),
    "terms",  # log of how many terms
    "has_case", "has_meeting", "has_date", "mended",
)  # fmt: skip
FEATURES = (*QUICK, *CLOSE, *ASKED)
CLOSELY = 64  # stretches that are looked at closely


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """Units `first` to `last` (inclusive) of a chunk; `values` are in the order of FEATURES."""

    chunk: Chunk
    first: int
    last: int
    rank: int
    values: Floats

    @property
    def start(self) -> int:
        """Where the candidate begins on its page."""
        return self.chunk.units[self.first].start

    @property
    def end(self) -> int:
        """Where the candidate ends on its page."""
        return self.chunk.units[self.last].end

    @property
    def text(self) -> str:
        """The candidate's verbatim text."""
        return self.chunk.text[self.start - self.chunk.start : self.end - self.chunk.start]


def candidates(question: Question, found: Stretches | None, screen: Floats) -> tuple[Candidate, ...]:
    """Return the most promising stretches with all their features, the most promising first.

    `screen` weighs the QUICK features.
    """
    if found is None:
        return ()
    asked = _asked(question)
    order = np.argsort(-(found.quick @ screen), kind="stable")[:CLOSELY]
    return tuple(_candidate(question, found, int(at), asked) for at in order)


def _candidate(question: Question, found: Stretches, at: int, asked: Floats) -> Candidate:
    number, quick = int(found.rows.hits[at]), found.quick[at]
    hit, (first, last) = found.hits[number], found.rows.windows[at]
    looked = close(question, found.matching, hit.chunk, (first, last), found.details[number], quick)
    values = np.concatenate([quick, np.array(looked, dtype=np.float32), asked])
    return Candidate(chunk=hit.chunk, first=first, last=last, rank=hit.rank, values=values)


def _asked(question: Question) -> Floats:
    kinds = [float(question.expect is expect) for expect in Expect]
    rest = [
        math.log1p(len(question.terms)),
        float(bool(question.cases)),
        float(bool(question.meetings)),
        float(bool(question.dates)),
        float(bool(question.mended)),
    ]
    return np.array([*kinds, *rest], dtype=np.float32)
