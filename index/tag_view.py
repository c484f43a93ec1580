"""A text as a vocabulary sees it: for every concept, how strongly each view of the text speaks for it.

Does not weigh the views against each other: `tag.py` does.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analyze import terms
from index.meaning import Meanings, meanings
from index.sparse import term_number
from index.vocabulary.compile import grams_of
from index.vocabulary.compiled import Compiled, Postings

FEATURES = (
    "grams",  # character n-grams shared with the concept's labels
    "meaning",  # nearness of text and concept as vectors
    "whole",  # how much the best label tells that stands whole in the text
    "often",  # how many times over it stands there
    "early",  # how near the start
    "preferred",  # whether it is the preferred label
    "told",  # words shared with the definition
    "above_meaning",  # the mean of the concepts just above
    "above_grams",
    "below_meaning",  # the mean of the concepts just below
    "below_grams",
)
_TIMES_MAX = 2  # a word counts at most so often
_OPENING = 12  # stems at the start of a text that count more
_OPENING_SHARE = 1.5
_ABOVE_SHARE = 0.5  # of a word that stands above the text, in its headings
_PRIOR_STEMS = 2.0  # middling words that every text is taken to hold besides its own, so that one word says little
_PRIOR_GRAMS = 15 * _PRIOR_STEMS
_GRAMS_KEPT = 64  # concepts that the n-grams of one stem may speak for
_CACHED = 30_000
_GAP_MAX = 3  # words that may stand between the words of one label
# Small words that only one of the languages has: an English text is matched by English labels too.
_ENGLISH = frozenset("the and of with is that to from are be".split())
_NORWEGIAN = frozenset("og er det som av på ikke ikkje et eit til ble vart".split())

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Places = NDArray[np.int32]
Word = tuple[str, int, int]  # a term with its start and end in the text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stem:
    """What the vocabulary makes of one stem. `speaks` are concepts with weights: by number for what the n-grams of
    the stem say, by number and so many more as there are concepts for what definitions say. `labels` likewise.
    """

    vector: Floats
    weight: float
    size: int  # its n-grams
    speaks: tuple[Places, Floats]
    labels: tuple[Places, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One text. `features` is FEATURES × concepts.

    `spoken` names concepts and `spoken_by` the stems that speak for them, by place in `stems`, as `strength` says;
    what the definition of concept c says stands at c and the number of concepts.
    `whole` are the labels that stand whole in the text, each with its stems.
    """

    stems: tuple[str, ...]
    features: Doubles
    spoken: Places
    spoken_by: NDArray[np.int64]
    strength: Floats
    vectors: Floats
    whole: tuple[tuple[int, frozenset[str]], ...]


class Viewer:
    """Looks at texts through one vocabulary. Keeps what it has learned of stems; safe for several threads."""

    def __init__(self, vocabulary: Compiled) -> None:
        self._vocabulary = vocabulary
        self._known: Meanings = meanings()
        self._stems: dict[tuple[str, bool], _Stem] = {}
        self._labels: dict[int, frozenset[str]] = {}
        self._log_size = math.log(len(vocabulary) + 1)
        parents = vocabulary.parents
        self._child = np.repeat(parents.keys.astype(np.int64), np.diff(parents.starts))
        self._parent = parents.items.astype(np.int64)
        children = np.bincount(self._parent, minlength=len(vocabulary))
        self._child_share = 1.0 / np.maximum(children[self._parent], 1)

    def view(self, text: str, found: Sequence[Word], above: Sequence[Word]) -> View | None:
        """Return the view of `text`, whose words are `found`, below headings; None when there is no word."""
        times, share = _counted(found, above)
        stems = tuple(times)
        english = _is_english(text)
        rows = [self._stem(stem, english=english) for stem in stems]
        if not rows:
            return None
        shares = np.array([share[stem] for stem in stems], dtype=np.float32)
        counts = np.array([times[stem] for stem in stems], dtype=np.float32)
        weights = np.array([row.weight for row in rows], dtype=np.float32) * np.minimum(counts, _TIMES_MAX) * shares
        vectors = np.stack([row.vector for row in rows])
        spoken, spoken_by, strength = _joined([row.speaks for row in rows])
        shared, told = self._spoken(rows, weights, spoken, strength * weights[spoken_by])
        direction = (counts * shares) @ vectors
        meaning = self._vocabulary.vectors @ (direction / (float(np.linalg.norm(direction)) + 1e-9))
        features = np.zeros((len(FEATURES), len(self._vocabulary)))
        features[0], features[1] = np.sqrt(shared), meaning
        whole = self._whole(found, times, rows, features, english=english)
        features[6] = np.sqrt(told)
        features[7], features[8] = self._from_above(meaning), self._from_above(shared)
        features[9], features[10] = self._from_below(meaning), self._from_below(shared)
        return View(
            stems=stems, features=features, spoken=spoken, spoken_by=spoken_by, strength=strength,
            vectors=vectors, whole=whole,
        )  # fmt: skip

    def _stem(self, stem: str, *, english: bool = False) -> _Stem:
        known = self._stems.get((stem, english))
        if known is None:
            known = self._look_up(stem, self._vocabulary.all_grams if english else self._vocabulary.grams)
            if len(self._stems) >= _CACHED:
                self._stems.clear()
            self._stems[stem, english] = known
        return known

    def _look_up(self, stem: str, grams: Postings) -> _Stem:
        vocabulary = self._vocabulary
        keys = np.array([term_number(gram) for gram in grams_of(stem)], dtype=np.uint32)
        items, weights = grams.rows(keys)
        different, places = np.unique(items, return_inverse=True)
        sums = np.bincount(places, weights=weights, minlength=len(different)).astype(np.float32)
        if len(sums) > _GRAMS_KEPT:
            strongest = np.sort(np.argpartition(-sums, _GRAMS_KEPT)[:_GRAMS_KEPT])
            different, sums = different[strongest], sums[strongest]
        number = term_number(stem)
        told, told_weights = vocabulary.told.row(number)
        return _Stem(
            vector=self._known.vector(stem),
            weight=self._known.weight(stem),
            size=len(keys),
            speaks=(np.concatenate([different, told + len(vocabulary)]), np.concatenate([sums, told_weights])),
            labels=vocabulary.stems.row(number),
        )

    def _spoken(
        self, rows: Sequence[_Stem], weights: Floats, spoken: Places, strength: Floats
    ) -> tuple[Doubles, Doubles]:
        """Return by concept the weighed share of the text's n-grams that its labels have, and of its words that its
        definition has.
        """
        concepts = len(self._vocabulary)
        sums = np.bincount(spoken, weights=strength, minlength=2 * concepts)
        sizes = np.array([row.size for row in rows], dtype=np.float32)
        grams = (float(weights @ sizes) + _PRIOR_GRAMS) * self._log_size
        told = (float(weights.sum()) + _PRIOR_STEMS) * self._log_size
        return sums[:concepts] / grams, sums[concepts:] / told

    def _whole(
        self,
        found: Sequence[Word],
        times: Counter[str],
        rows: Sequence[_Stem],
        features: Doubles,
        *,
        english: bool,
    ) -> tuple[tuple[int, frozenset[str]], ...]:
        """Return the labels that stand whole in the text, and fill in what they say of their concepts."""
        vocabulary = self._vocabulary
        held = [row.labels for row in rows if len(row.labels[0])]
        if not held:
            return ()
        labels, _, shares = _joined(held)
        different, places = np.unique(labels, return_inverse=True)
        complete = different[np.bincount(places, weights=shares) > 0.999]
        standing = []
        first = {found[place][0]: place for place in range(len(found) - 1, -1, -1)} if len(complete) else {}
        for label in complete.tolist():
            if vocabulary.label_english[label] and not english:
                continue
            stems = self.stems_of(label)
            if not stems or not stems <= first.keys() or (len(stems) > 1 and not _together(found, stems)):
                continue
            standing.append((label, stems))
            concept = vocabulary.label_concept[label]
            told = (
                float(vocabulary.label_weight[label]),
                math.log2(min(times[stem] for stem in stems)),
                1.0 / (1.0 + min(first[stem] for stem in stems) / _OPENING),
                float(vocabulary.label_preferred[label]),
            )
            features[2:6, concept] = np.maximum(features[2:6, concept], told)
        return tuple(standing)

    def stems_of(self, label: int) -> frozenset[str]:
        """Return the stems of a label."""
        known = self._labels.get(label)
        if known is None:
            known = self._find_stems(label)
            self._labels[label] = known
        return known

    def _find_stems(self, label: int) -> frozenset[str]:
        size = int(self._vocabulary.label_size[label])
        for text in self._vocabulary.labels[int(self._vocabulary.label_concept[label])]:
            stems = frozenset(terms(text))
            if len(stems) == size and all(label in self._stem(stem).labels[0] for stem in stems):
                return stems
        return frozenset()

    def _from_above(self, values: NDArray[np.floating]) -> Doubles:
        shares = values[self._parent] * self._vocabulary.parents.weights
        sums = np.bincount(self._child, weights=shares, minlength=len(self._vocabulary))
        return sums.astype(np.float64)

    def _from_below(self, values: NDArray[np.floating]) -> Doubles:
        shares = values[self._child] * self._child_share
        sums = np.bincount(self._parent, weights=shares, minlength=len(self._vocabulary))
        return sums.astype(np.float64)


def _is_english(text: str) -> bool:
    pieces = text.lower().split()
    return sum(piece in _ENGLISH for piece in pieces) > sum(piece in _NORWEGIAN for piece in pieces)


def _together(found: Sequence[Word], wanted: frozenset[str]) -> bool:
    """Say whether the stems of a label stand near each other somewhere."""
    reach = len(wanted) + _GAP_MAX
    places = [(place, term) for place, (term, _, _) in enumerate(found) if term in wanted]
    return any(
        {term for other, term in places[start : start + 2 * reach] if other - place < reach} >= wanted
        for start, (place, _) in enumerate(places)
    )


def _counted(found: Sequence[Word], above: Sequence[Word]) -> tuple[Counter[str], dict[str, float]]:
    """Return how often each stem occurs, and how much each counts for its place."""
    times = Counter(term for term, _, _ in found)
    share = dict.fromkeys(times, 1.0)
    for term, _, _ in found[:_OPENING] if len(found) > 2 * _OPENING else ():
        share[term] = _OPENING_SHARE
    for term, _, _ in above:
        if term not in times:
            times[term] = 1
            share[term] = _ABOVE_SHARE
    return times, share


def _joined(rows: Sequence[tuple[Places, Floats]]) -> tuple[Places, NDArray[np.int64], Floats]:
    """Return the rows one after another, with the number of the row that each entry comes from."""
    items = np.concatenate([row[0] for row in rows])
    origin = np.repeat(np.arange(len(rows)), [len(row[0]) for row in rows])
    return items, origin, np.concatenate([row[1] for row in rows])
