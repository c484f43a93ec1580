"""Every stretch of the found chunks, weighed quickly: the features that cost little, all stretches at once.

Texts are laid out in rows and matched together with numpy. Does not look at what a stretch says; `close.py` does.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Floats, Rows, joined, lexicon
from assistant.match import Match, Matcher
from assistant.question import Question
from assistant.windows import KINDS, WINDOW_MAX, Analysed, analysed_each
from index.chunk import Chunk
from index.hit import Hit

# Of every stretch, in columns. Shares are of the question's weight.
QUICK = (
    "own",  # share covered by the stretch itself
    "above",  # … added by headings, title, case number and the list entries above
    "before",  # … added by the unit before
    "after",  # … added by the unit after
    "around",  # … added by the rest of the chunk
    "rarest",  # how far the rarest term is covered by the stretch and what stands above it
    "gap",  # the largest share of one term that neither the stretch nor what stands above and before it covers
    "sense_own",  # as `own`, words of near meaning counted too
    "sense_above",  # the stretch and what stands above and before it, words of near meaning counted too
    "sense_around",  # the whole chunk, words of near meaning counted too
    "sense_gap",  # as `gap`, words of near meaning counted too
    "cosine",  # of the meaning of the stretch and of the question
    "cosine_above",  # … with what stands above
    "density",  # share of the stretch's own weight that is about the question
    "length",  # log of the stretch's weight in nats
    "focus",  # how far the word that the question word belongs to is covered by the stretch
    "focus_above",  # … or by what stands above and before it
    "missing_terms",  # log of how many terms nothing in the chunk covers
    "score",  # the chunk's search score over the best chunk's
    "rank",  # log of the chunk's rank
    "bm25",  # log of the chunk's own BM25 score
    "bm25_share",  # … the score over the question's weight
    "same_page",  # share of all found score that lies on the same page
    "place",  # where in the chunk: 0 first, 1 last
    "more",  # how many units beyond the first
    "heading", "list_entry", "table_row", "sentence",
    "characters",  # log of the stretch's length
    "names_own",  # how far the names and numbers of the question are covered by the stretch (0.5 where it has none)
    "names_near",  # … or by what stands above and before it
    "names_chunk",  # … or by the chunk
    "names_least",  # the least of the names and numbers that are covered by the stretch or what stands around it
)  # fmt: skip


_UNCOVERED = 0.3  # less than this of a term is as good as nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Where each stretch's texts lie among the matched rows; row 0 is empty.

    `hits` are the numbers of the stretches' chunks, `within` their own among the chunk's windows, and `shapes` the
    columns of SHAPE. The rows of chunk n begin at `bases[n]`.
    """

    bases: NDArray[np.int32]
    hits: NDArray[np.int32]
    within: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    above: NDArray[np.int32]
    before: NDArray[np.int32]
    after: NDArray[np.int32]
    shapes: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretches:
    """Every stretch of the found chunks, in rows; `quick` are its QUICK features, one row a stretch.

    `own` says how far each term of the question is covered by each stretch, `whole` by each chunk with what stands
    above it, both by form and by meaning. `matching` are the terms of the chunks that match the question.
    """

    hits: Sequence[Hit]
    details: Sequence[Analysed]
    rows: _Rows
    quick: Floats
    own: tuple[Floats, Floats]
    whole: tuple[Floats, Floats]
    matching: frozenset[str]

    def places(self) -> Iterator[tuple[Chunk, int, int]]:
        """Yield the chunk and the page offsets of each stretch."""
        for hit, detail in zip(self.hits, self.details, strict=True):
            for first, last in detail.windows:
                yield hit.chunk, hit.chunk.units[first].start, hit.chunk.units[last].end


def stretches(question: Question, matcher: Matcher, hits: Sequence[Hit]) -> Stretches | None:
    """Return every stretch of the found chunks, weighed quickly; None where nothing was found."""
    if not hits:
        return None
    details = analysed_each([hit.chunk for hit in hits])
    rows, parents = _rows(details)
    texts = joined([_no_text(), *(detail.rows for detail in details)])
    match = matcher.match(texts)
    form, sense = _covered(match.form, rows, parents), _covered(match.sense, rows, parents)
    whole = (np.maximum.reduceat(match.form, rows.bases), np.maximum.reduceat(match.sense, rows.bases))
    columns = (
        *_shares(matcher, rows, form, sense, whole),
        *_of_meaning(matcher, rows, match, texts),
        *_of_focus(question, matcher, rows, sense, whole[0]),
        *_of_chunks(matcher, hits, rows),
        *_of_words(rows),
        *_of_names(question, matcher, rows, form, whole[0]),
    )
    quick = np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)
    return Stretches(
        hits=hits,
        details=details,
        rows=rows,
        quick=quick,
        own=(form[0], sense[0]),
        whole=whole,
        matching=match.matching,
    )


@cache
def _no_text() -> Rows:
    return lexicon().rows([()])


def _rows(details: Sequence[Analysed]) -> tuple[_Rows, list[tuple[int, int]]]:
    """Say where each stretch's texts lie: row 0 is empty, then each chunk's heading and units.

    `parents` pairs a stretch with the row of an entry that it is indented under.
    """
    sizes = np.array([1 + len(detail.units) for detail in details], dtype=np.int32)
    ends = np.cumsum(sizes, dtype=np.int32) + 1
    bases = ends - sizes
    counts = [len(detail.windows) for detail in details]
    hits = np.repeat(np.arange(len(details), dtype=np.int32), counts)
    earlier = np.cumsum([0, *counts[:-1]], dtype=np.int32)
    shapes = np.concatenate([detail.shapes for detail in details])
    above = bases[hits]
    first, last = (shapes[:, :2] + 1 + above[:, None]).T
    rows = _Rows(
        bases=bases,
        hits=hits,
        within=np.arange(len(hits), dtype=np.int32) - earlier[hits],
        first=first,
        last=last,
        above=above,
        before=np.where(first - 1 > above, first - 1, 0),
        after=np.where(last + 1 < ends[hits], last + 1, 0),
        shapes=shapes,
    )
    return rows, list(_parents(details, bases.tolist()))


def _parents(details: Sequence[Analysed], bases: Sequence[int]) -> Iterator[tuple[int, int]]:
    stretch = 0
    for detail, base in zip(details, bases, strict=True):
        if any(detail.parents):
            for at, (first, _) in enumerate(detail.windows, start=stretch):
                yield from ((at, base + 1 + parent) for parent in detail.parents[first])
        stretch += len(detail.windows)


def _covered(table: Floats, rows: _Rows, parents: list[tuple[int, int]]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return what covers each stretch: itself, with what is above, with the unit before, with the one after."""
    own = table[rows.first]
    for further in range(1, WINDOW_MAX):
        longer = np.flatnonzero(rows.last - rows.first >= further)
        own[longer] = np.maximum(own[longer], table[rows.first[longer] + further])
    above = np.maximum(own, table[rows.above])
    for at, row in parents:
        np.maximum(above[at], table[row], out=above[at])
    before = np.maximum(above, table[rows.before])
    return own, above, before, np.maximum(before, table[rows.after])


def _shares(
    matcher: Matcher, rows: _Rows, form: Sequence[Floats], sense: Sequence[Floats], whole: tuple[Floats, Floats]
) -> Iterator[Floats]:
    """Yield how much of the question is covered: by whom, by form and by meaning; `whole` is by each chunk."""
    shares = [matcher.share(covered) for covered in form]
    weights = matcher.weights / np.float32(matcher.total)
    yield shares[0]
    yield from (later - earlier for earlier, later in itertools.pairwise(shares))
    yield matcher.share(whole[0])[rows.hits] - shares[3]
    yield form[1][:, matcher.rarest] if matcher.terms else shares[0] * 0
    yield ((1 - form[2]) * weights).max(axis=1, initial=0.0)
    yield matcher.share(sense[0])
    yield matcher.share(sense[2])
    yield matcher.share(whole[1])[rows.hits]
    yield ((1 - sense[2]) * weights).max(axis=1, initial=0.0)


def _of_meaning(matcher: Matcher, rows: _Rows, match: Match, texts: Rows) -> Iterator[Floats]:
    """Yield how near the stretch's meaning lies to the question's, and how much of it is about the question."""
    vectors, mass = texts.vectors[rows.first], texts.masses[rows.first]
    yield _cosine(vectors, matcher.vector)
    yield _cosine(vectors + 0.5 * texts.vectors[rows.above], matcher.vector)
    yield np.divide(match.matched[rows.first], np.maximum(mass, 1.0), dtype=np.float32)
    yield np.log1p(mass)


def _of_focus(
    question: Question, matcher: Matcher, rows: _Rows, sense: Sequence[Floats], whole: Floats
) -> Iterator[Floats]:
    """Yield how far the word is covered that the question word belongs to, and how many words no one covers."""
    half = np.full(len(rows.hits), 0.5, dtype=np.float32)
    focus = matcher.terms.index(question.focus) if question.focus in matcher.terms else -1
    yield sense[0][:, focus] if focus >= 0 else half
    yield sense[2][:, focus] if focus >= 0 else half
    uncovered = (whole < _UNCOVERED).sum(axis=1)
    yield np.log1p(uncovered).astype(np.float32)[rows.hits]


def _of_chunks(matcher: Matcher, hits: Sequence[Hit], rows: _Rows) -> Iterator[Floats]:
    """Yield how well search found the chunk, and how much of what was found lies on its page."""
    scores = np.array([hit.score for hit in hits], dtype=np.float32)
    bm25 = np.array([hit.bm25 for hit in hits], dtype=np.float32)
    pages = [(hit.chunk.doc_id, hit.chunk.page) for hit in hits]
    on_page = dict.fromkeys(pages, 0.0)
    for page, score in zip(pages, scores.tolist(), strict=True):
        on_page[page] += score
    page_share = np.array([on_page[page] for page in pages], dtype=np.float32) / max(float(scores.sum()), 1e-6)
    yield scores[rows.hits] / (float(scores.max()) or 1.0)
    yield np.log(np.array([hit.rank for hit in hits], dtype=np.float32))[rows.hits]
    yield np.log1p(bm25)[rows.hits]
    yield (bm25 / np.float32(matcher.total))[rows.hits]
    yield page_share[rows.hits]


def _of_words(rows: _Rows) -> Iterator[Floats]:
    """Yield where in its chunk the stretch stands, what it is and how long."""
    first, last, kind, units, characters = rows.shapes.T
    yield np.divide(first, np.maximum(units - 1, 1), dtype=np.float32)
    yield (last - first).astype(np.float32)
    yield from ((kind == each).astype(np.float32) for each in range(len(KINDS)))
    yield np.log1p(characters.astype(np.float32))


def _of_names(
    question: Question, matcher: Matcher, rows: _Rows, form: Sequence[Floats], whole: Floats
) -> Iterator[Floats]:
    """Yield how far the names and numbers of the question are covered."""
    names = [matcher.terms.index(name) for name in question.names]
    yield _named(names, form[0])
    yield _named(names, form[2])
    yield _named(names, whole)[rows.hits]
    yield form[2][:, names].min(axis=1) if names else np.full(len(rows.hits), 0.5, dtype=np.float32)


def _named(names: list[int], covered: Floats) -> Floats:
    if not names:
        return np.full(len(covered), 0.5, dtype=np.float32)
    mean: Floats = covered[:, names].mean(axis=1)
    return mean


def _cosine(vectors: Floats, vector: Floats) -> Floats:
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    cosines: Floats = vectors @ vector / np.maximum(norms, np.float32(1e-6))
    return cosines
