"""What speaks for a passage as the place where a question is answered, as numbers that can be explained.

A passage is a found chunk. It is weighed as a whole, by its best sentence, by its best two sentences next to each
other, with its neighbours in the same paper, and by whether it holds the kind of thing that is asked for. All
passages of a question are laid out in rows and weighed at once with numpy. Computes; `rerank.py` decides.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.expect import LEAVES_TRACE, cued, traces
from assistant.lexicon import Floats, Rows, joined
from assistant.match import Match, Matcher
from assistant.question import Expect, Question, on_date
from assistant.windows import Analysed, analysed_each, unit_text
from index.hit import Hit

# Shares are of the question's weight, from 0 to 1.
FOUND = (
    "score",  # the search's score over the best passage's
    "bm25",  # log of the words' own score
    "bm25_share",  # … over the question's weight
    "bm25_best",  # … over the best passage's
    "rank",  # log of the place in the search's order
    "paper_best",  # the best score in the same paper, over the best passage's
    "paper_share",  # share of all found score that lies in the same paper
    "beside",  # the best score of a passage next to this one, over the best passage's
    "meeting",  # it is from the meeting asked about (0.5 where none is asked about)
    "date",  # … from the date asked about
    "case",  # … of the case asked about
)
COVERED = (
    "whole",  # share covered by the passage
    "whole_above",  # … with title, case number and headings
    "whole_beside",  # … and with the found passages next to it
    "unit",  # … by its best unit
    "unit_above",  # … by its best unit with what stands above
    "pair",  # … by its best two units next to each other
    "pair_above",
    "spread",  # mean share of its units
    "gap",  # the largest share of one term that the passage does not cover
    "rarest",  # how far the rarest term is covered by the passage
    "rarest_unit",  # … by the unit that covers most
    "names",  # how far names and numbers of the question are covered by the passage (0.5 where it has none)
    "names_least",
    "names_unit",  # … by one unit
    "focus",  # how far the word that the question word belongs to is covered (0.5 where there is none)
    "missing",  # log of how many terms the passage does not cover
)
MEANT = (
    "sense_whole", "sense_unit", "sense_pair", "sense_spread", "sense_gap",  # as above, near meaning counted too
    "cosine",  # of the meaning of the passage and of the question
    "cosine_unit",  # … of its best unit
    "cosine_second",  # … of its second best unit
    "cosine_above",  # … of its best unit with what stands above
)  # fmt: skip
SAID = (
    "carries",  # the best share of a unit (or the one before it) that holds a thing of the kind asked for
    "carries_pair",  # … or of the unit beside it
    "traces",  # log of how many new things of the kind asked for the passage holds
    "cued",  # the best share of a unit that has a word of the kind asked for
    "adjacent",  # share of the question's neighbouring terms that are neighbours in the passage
    "dense",  # share of the passage's weight in general text that is about the question
    "length",  # log of the passage's weight in general text
    "units",  # log of how many units it has
)
ASKED = (*(f"asks_{expect.value}" for expect in Expect), "terms")
PASSAGE = (*FOUND, *COVERED, *MEANT, *SAID, *ASKED)

_UNCOVERED = 0.3  # less than this of a term is as good as nothing
_BESIDE = 80  # characters at most between two passages that stand next to each other
_HALF = np.float32(0.5)

Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Laid:
    """The found passages in rows: `above` is the row of what stands above each, `units` are the rows of all units.

    The units of passage n begin at `starts[n]`, and `owner` says for each unit whose it is. `beside` are the numbers of
    the passages next to each.
    """

    hits: Sequence[Hit]
    details: Sequence[Analysed]
    texts: Rows
    above: Places
    units: Places
    starts: Places
    owner: Places
    beside: Sequence[tuple[int, ...]]

    def best(self, values: Floats) -> Floats:
        """Return the largest value of a unit of each passage."""
        found: Floats = np.maximum.reduceat(values, self.starts, axis=0)
        return found

    def mean(self, values: Floats) -> Floats:
        """Return the mean over the units of each passage."""
        counts = np.diff(self.starts, append=len(values)).astype(np.float32)
        found: Floats = np.divide(np.add.reduceat(values, self.starts), counts, dtype=np.float32)
        return found

    def pairs(self, table: Floats) -> Floats:
        """Return for each unit what it and the next of its passage cover together; the last of a passage, alone."""
        joint = table.copy()
        same = self.owner[:-1] == self.owner[1:]
        joint[:-1][same] = np.maximum(table[:-1], table[1:])[same]
        return joint


def passages(question: Question, matcher: Matcher, hits: Sequence[Hit]) -> Floats:
    """Return the PASSAGE features of each of `hits`, of which there is at least one; one row a hit."""
    laid = _laid(hits)
    match = matcher.match(laid.texts)
    form, sense = _Covering.of(match.form, laid), _Covering.of(match.sense, laid)
    columns = (
        *_found(matcher, laid),
        *_pointed_at(question, laid),
        *_covered(question, matcher, form, laid),
        *_meant(matcher, sense, laid),
        *_said(question, matcher, match, form, laid),
        *_asked(question, len(hits)),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _laid(hits: Sequence[Hit]) -> _Laid:
    details = analysed_each([hit.chunk for hit in hits])
    texts = joined([detail.rows for detail in details])
    sizes = np.array([1 + len(detail.units) for detail in details], dtype=np.int32)
    above = np.cumsum(sizes, dtype=np.int32) - sizes
    # What stands above is the only row of a passage without units, and then taken for one.
    spans = [range(at + (size > 1), at + size) for at, size in zip(above.tolist(), sizes.tolist(), strict=True)]
    counts = np.array([len(span) for span in spans], dtype=np.int32)
    return _Laid(
        hits=hits,
        details=details,
        texts=texts,
        above=above,
        units=np.fromiter(itertools.chain.from_iterable(spans), dtype=np.int32),
        starts=np.cumsum(counts, dtype=np.int32) - counts,
        owner=np.repeat(np.arange(len(hits), dtype=np.int32), counts),
        beside=_beside(hits),
    )


def _beside(hits: Sequence[Hit]) -> list[tuple[int, ...]]:
    """Return for each hit the numbers of those that stand next to it on its page."""
    on_page: dict[tuple[str, int], list[int]] = {}
    for number, hit in enumerate(hits):
        on_page.setdefault((hit.chunk.doc_id, hit.chunk.page), []).append(number)
    found: list[list[int]] = [[] for _ in hits]
    for numbers in on_page.values():
        numbers.sort(key=lambda number: hits[number].chunk.start)
        for one, other in itertools.pairwise(numbers):
            if hits[other].chunk.start - hits[one].chunk.end <= _BESIDE:
                found[one].append(other)
                found[other].append(one)
    return [tuple(numbers) for numbers in found]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Covering:
    """How far each term of the question (a column) is covered: by each unit, with what is above, by each passage."""

    unit: Floats
    unit_above: Floats
    whole: Floats
    above: Floats

    @classmethod
    def of(cls, table: Floats, laid: _Laid) -> "_Covering":
        unit = table[laid.units]
        above = table[laid.above]
        return cls(unit=unit, unit_above=np.maximum(unit, above[laid.owner]), whole=laid.best(unit), above=above)


def _found(matcher: Matcher, laid: _Laid) -> Iterator[Floats]:
    """Yield how well the search found each passage, its paper and what stands next to it."""
    score = np.array([hit.score for hit in laid.hits], dtype=np.float32)
    score /= max(float(score.max()), 1e-6)
    bm25 = np.array([hit.bm25 for hit in laid.hits], dtype=np.float32)
    papers: dict[str, list[float]] = {}
    for hit, own in zip(laid.hits, score.tolist(), strict=True):
        papers.setdefault(hit.chunk.doc_id, []).append(own)
    yield score
    yield np.log1p(bm25)
    yield bm25 / np.float32(matcher.total)
    yield bm25 / np.float32(max(float(bm25.max()), 1e-6))
    yield np.log(np.arange(1, len(score) + 1, dtype=np.float32))
    yield np.array([max(papers[hit.chunk.doc_id]) for hit in laid.hits], dtype=np.float32)
    yield np.array([sum(papers[hit.chunk.doc_id]) for hit in laid.hits], dtype=np.float32) / score.sum()
    yield np.array([max((float(score[at]) for at in near), default=0.0) for near in laid.beside], dtype=np.float32)


def _pointed_at(question: Question, laid: _Laid) -> Iterator[Floats]:
    """Yield whether each passage is of the meeting, the date and the case that the question names."""
    chunks = [hit.chunk for hit in laid.hits]
    dated = [any(on_date(value, chunk.meeting_date) for value in question.dates) for chunk in chunks]
    yield _among(question.meetings, [chunk.meeting_number in question.meetings for chunk in chunks])
    yield _among(question.dates, dated)
    yield _among(question.cases, [chunk.case_number in question.cases for chunk in chunks])


def _among(wanted: Sequence[str], held: Sequence[bool]) -> Floats:
    return np.array(held, dtype=np.float32) if wanted else np.full(len(held), _HALF)


def _covered(question: Question, matcher: Matcher, form: _Covering, laid: _Laid) -> Iterator[Floats]:
    """Yield how much of the question is covered by form, and by what."""
    weights = matcher.weights / np.float32(matcher.total)
    with_above = np.maximum(form.whole, form.above)
    near = with_above.copy()
    for number, others in enumerate(laid.beside):
        for other in others:
            np.maximum(near[number], form.whole[other], out=near[number])
    own = matcher.share(form.unit)
    yield matcher.share(form.whole)
    yield matcher.share(with_above)
    yield matcher.share(near)
    yield laid.best(own)
    yield laid.best(matcher.share(form.unit_above))
    yield laid.best(matcher.share(laid.pairs(form.unit)))
    yield laid.best(matcher.share(laid.pairs(form.unit_above)))
    yield laid.mean(own)
    yield ((1 - with_above) * weights).max(axis=1, initial=0.0)
    rarest = form.unit[:, matcher.rarest] if matcher.terms else own
    yield laid.best(rarest)
    yield laid.best(rarest * own)
    yield from _named(question, matcher, form, with_above, laid)
    yield np.log1p((with_above < _UNCOVERED).sum(axis=1))


def _named(question: Question, matcher: Matcher, form: _Covering, whole: Floats, laid: _Laid) -> Iterator[Floats]:
    """Yield how far the names of the question and the word that the question word belongs to are covered."""
    names = [matcher.terms.index(name) for name in question.names]
    half = np.full(len(whole), _HALF)
    yield whole[:, names].mean(axis=1) if names else half
    yield whole[:, names].min(axis=1) if names else half
    yield laid.best(form.unit[:, names].mean(axis=1)) if names else half
    yield whole[:, matcher.terms.index(question.focus)] if question.focus in matcher.terms else half


def _meant(matcher: Matcher, sense: _Covering, laid: _Laid) -> Iterator[Floats]:
    """Yield how near the passage comes to the question in meaning."""
    weights = matcher.weights / np.float32(matcher.total)
    own = matcher.share(sense.unit)
    with_above = np.maximum(sense.whole, sense.above)
    yield matcher.share(with_above)
    yield laid.best(own)
    yield laid.best(matcher.share(laid.pairs(sense.unit)))
    yield laid.mean(own)
    yield ((1 - with_above) * weights).max(axis=1, initial=0.0)
    vectors, above = laid.texts.vectors[laid.units], laid.texts.vectors[laid.above]
    cosines = _cosine(vectors, matcher.vector)
    best = laid.best(cosines)
    yield _cosine(np.add.reduceat(vectors, laid.starts, axis=0), matcher.vector)
    yield best
    yield laid.best(np.where(cosines < best[laid.owner], cosines, np.float32(-1)))
    yield laid.best(_cosine(vectors + _HALF * above[laid.owner], matcher.vector))


def _said(question: Question, matcher: Matcher, match: Match, form: _Covering, laid: _Laid) -> Iterator[Floats]:
    """Yield whether the passage holds the kind of thing asked for where it speaks of the question, and its size."""
    texts = [unit_text(hit.chunk, unit) for hit in laid.hits for unit in hit.chunk.units]
    held = _held(question, texts, laid)
    share = matcher.share(form.unit_above)
    fresh = np.array([one[0] for one in held], dtype=np.float32)
    said = np.array([one[1] for one in held], dtype=np.float32)
    yield laid.best(share * (fresh > 0))
    yield laid.best(_beside_best(share, laid) * (fresh > 0))
    yield np.log1p(np.add.reduceat(fresh, laid.starts))
    yield laid.best(share * said)
    yield np.array([_adjacent(question.terms, detail.units) for detail in laid.details], dtype=np.float32)
    masses = np.add.reduceat(laid.texts.masses[laid.units], laid.starts)
    yield np.divide(np.add.reduceat(match.matched[laid.units], laid.starts), np.maximum(masses, 1), dtype=np.float32)
    yield np.log1p(masses)
    yield np.log1p(np.diff(laid.starts, append=len(laid.units)))


def _held(question: Question, texts: Sequence[str], laid: _Laid) -> list[tuple[int, bool]]:
    """Return for each unit how many new things of the kind asked for it holds, and whether it has a cue of the kind."""
    if len(texts) != len(laid.units):
        return [(0, False)] * len(laid.units)
    known = frozenset(trace.value for trace in traces(question.expect, question.text))
    return [_things(question.expect, text, known) for text in texts]


@lru_cache(maxsize=50_000)
def _things(expect: Expect, text: str, known: frozenset[str]) -> tuple[int, bool]:
    count = sum(trace.value not in known for trace in traces(expect, text)) if expect in LEAVES_TRACE else 0
    return count, cued(expect, text)


def _beside_best(share: Floats, laid: _Laid) -> Floats:
    """Return for each unit the best of itself and the units next to it in its passage."""
    same = laid.owner[:-1] == laid.owner[1:]
    best = share.copy()
    best[:-1][same] = np.maximum(best[:-1], share[1:])[same]
    best[1:][same] = np.maximum(best[1:], share[:-1])[same]
    return best


def _adjacent(asked: tuple[str, ...], units: Sequence[tuple[str, ...]]) -> float:
    if len(asked) < 2:
        return 0.0
    pairs = set(itertools.pairwise(asked))
    return len(pairs & {pair for unit in units for pair in itertools.pairwise(unit)}) / len(pairs)


def _asked(question: Question, count: int) -> Iterator[Floats]:
    for expect in Expect:
        yield np.full(count, float(question.expect is expect), dtype=np.float32)
    yield np.full(count, math.log1p(len(question.terms)), dtype=np.float32)


def _cosine(vectors: Floats, vector: Floats) -> Floats:
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    cosines: Floats = vectors @ vector / np.maximum(norms, np.float32(1e-6))
    return cosines
