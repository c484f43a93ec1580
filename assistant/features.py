"""What speaks for a stretch of text as the answer to a question, as numbers that can be explained.

A candidate is one unit, or a few fragments next to each other: on slides a figure and its label are often
units of their own. All stretches are weighed quickly (`stretch.py`), the most promising looked at closely
(`close.py`). Computes; `rank.py` decides.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.close import CLOSE, close
from assistant.cue import cue_weights, cues
from assistant.lexicon import Floats
from assistant.question import Expect, Question
from assistant.stretch import QUICK, Stretches
from assistant.windows import window_text
from index.chunk import Chunk

# Of the question.
ASKED = (
    *(f"asks_{expect.value}" for expect in Expect),
    "terms",  # log of how many terms
    "has_case", "has_meeting", "has_date", "mended",
)  # fmt: skip
# What is held against the other candidates of the same question: how far it lies below the best, and its place.
COMPARED = (
    "own", "sense_own", "sense_above", "cosine", "cosine_above", "density", "bm25", "score", "names_near", "near_term",
    "near_focus", "adjacent", "run", "focus_above", "gap", "sense_gap", "carries", "wanted", "own_carries",
)  # fmt: skip
RELATIVE = (*(f"{name}_below" for name in COMPARED), *(f"{name}_place" for name in COMPARED))
CUES = ("cue", "cue_below")  # how far its words are such as answer this kind of question, and how far below the best
FEATURES = (*QUICK, *CLOSE, *RELATIVE, *CUES, *ASKED)
CLOSELY = 64  # stretches that are looked at closely
_CUES = slice(FEATURES.index(CUES[0]), FEATURES.index(CUES[0]) + len(CUES))
_COMPARED = np.array([(*QUICK, *CLOSE).index(name) for name in COMPARED])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """Units `first` to `last` (inclusive) of a chunk; `values` are in the order of FEATURES.

    `own` says how far each term of the question (a row) is covered by the stretch, `whole` by its chunk with what
    stands above it: by form, then by meaning.
    """

    chunk: Chunk
    first: int
    last: int
    rank: int
    values: Floats
    own: Floats
    whole: Floats

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
        return window_text(self.chunk, (self.first, self.last))


def candidates(question: Question, found: Stretches | None, screen: Floats) -> tuple[Candidate, ...]:
    """Return the most promising stretches with all their features, the most promising first.

    `screen` weighs the QUICK features.
    """
    if found is None:
        return ()
    order = np.argsort(-(found.quick @ screen), kind="stable")[:CLOSELY]
    places = list(zip(found.rows.hits[order].tolist(), found.rows.within[order].tolist(), strict=True))
    quick = found.quick[order]
    looked = np.array(
        [
            close(question, found.matching, found.hits[hit].chunk, number, found.details[hit], own)
            for (hit, number), own in zip(places, quick.tolist(), strict=True)
        ],
        dtype=np.float32,
    )
    table = np.hstack([quick, looked])
    texts = [window_text(found.hits[hit].chunk, found.details[hit].windows[number]) for hit, number in places]
    asked = np.tile(_asked(question), (len(places), 1))
    values = np.hstack([table, _relative(table[:, _COMPARED]), _cues(question, texts, cue_weights()), asked])
    return tuple(_candidates(found, order, places, values))


def _candidates(
    found: Stretches, order: NDArray[np.intp], places: Sequence[tuple[int, int]], values: Floats
) -> Iterator[Candidate]:
    own, whole = (np.stack(both, axis=2) for both in ([each[order] for each in found.own], found.whole))
    for (number, within), row, covered in zip(places, values, own, strict=True):
        hit, (first, last) = found.hits[number], found.details[number].windows[within]
        yield Candidate(
            chunk=hit.chunk, first=first, last=last, rank=hit.rank, values=row, own=covered, whole=whole[number]
        )


def with_cues(question: Question, looked_at: Sequence[Candidate], weights: Floats) -> tuple[Candidate, ...]:
    """Return the candidates of a question with CUES by these weights."""
    if not looked_at:
        return ()
    values = np.stack([one.values for one in looked_at])
    values[:, _CUES] = _cues(question, [one.text for one in looked_at], weights)
    return tuple(replace(one, values=row) for one, row in zip(looked_at, values, strict=True))


def _cues(question: Question, texts: Sequence[str], weights: Floats) -> Floats:
    found = cues(question, texts, weights)
    return np.stack([found, found - found.max()], axis=1)


def _relative(table: Floats) -> Floats:
    """Return how far each value lies below the best of its column, then the log of its place in it; equals in order."""
    places = np.argsort(np.argsort(-table, axis=0, kind="stable"), axis=0, kind="stable")
    return np.hstack([table - table.max(axis=0), np.log1p(places).astype(np.float32)])


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
