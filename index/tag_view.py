"""A text as a vocabulary sees it: for every concept, how strongly each view of the text speaks for it.

Does not weigh the views against each other: `tag.py` does.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from index.analyze import terms
from index.sparse import term_number
from index.tag_stem import Floats, Places, Stem, Stems, joined
from index.vocabulary.compiled import Compiled

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
_GAP_MAX = 3  # words that may stand between the words of one label
_TEXTS_MAX = 128  # that are looked at together
_CELLS = 500_000  # texts times what is summed up for each: 4 MB
# Small words that only one of the languages has: an English text is matched by English labels too.
_ENGLISH = frozenset("the and of with is that to from are be".split())
_NORWEGIAN = frozenset("og er det som av på ikke ikkje et eit til ble vart".split())

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is looked at: a text with the terms of its words, in order, below headings with theirs."""

    text: str
    found: Sequence[str]
    above: Sequence[str] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The stems of many texts one after another: text i has `bounds[i]` to `bounds[i + 1]`, `text_of` names it.

    `rows` are their different stems, which `picked` names. `counts` says how often a stem occurs, `shares` how much
    it counts for its place, `weights` all that together with how much it tells.
    """

    texts: Sequence[Text]
    times: Sequence[Counter[str]]
    english: Sequence[bool]
    rows: Sequence[Stem]
    picked: NDArray[np.int64]
    bounds: Sequence[int]
    text_of: NDArray[np.int64]
    counts: Floats
    shares: Floats
    weights: Floats


class Viewer:
    """Looks at texts through one vocabulary. Keeps what it has learned of stems; safe for several threads."""

    def __init__(self, vocabulary: Compiled) -> None:
        self._vocabulary = vocabulary
        self._stems = Stems(vocabulary)
        self._labels: dict[int, frozenset[str]] = {}
        self._english: list[bool] = vocabulary.label_english.tolist()
        self._concept: list[int] = vocabulary.label_concept.tolist()
        self._label_weight: list[float] = vocabulary.label_weight.tolist()
        self._preferred: list[float] = vocabulary.label_preferred.astype(float).tolist()
        self._log_size = math.log(len(vocabulary) + 1)
        parents = vocabulary.parents
        self._child = np.repeat(parents.keys.astype(np.int64), np.diff(parents.starts))
        self._parent = parents.items.astype(np.int64)
        children = np.bincount(self._parent, minlength=len(vocabulary))
        self._child_share = 1.0 / np.maximum(children[self._parent], 1)
        cells = len(FEATURES) * len(vocabulary) + len(vocabulary.label_concept)
        self.at_a_time = max(1, min(_TEXTS_MAX, _CELLS // cells))

    def views(self, texts: Sequence[Text]) -> list[View | None]:
        """Return the view of each text, and None where there is no word; best with `at_a_time` texts."""
        places = [place for place, text in enumerate(texts) if text.found or text.above]
        views: list[View | None] = [None] * len(texts)
        if places:
            for place, view in zip(places, self._views(self._words([texts[place] for place in places])), strict=True):
                views[place] = view
        return views

    def _words(self, texts: Sequence[Text]) -> _Words:
        counted = [_counted(text.found, text.above) for text in texts]
        english = [_is_english(text.text) for text in texts]
        keys = [(stem, said) for (times, _), said in zip(counted, english, strict=True) for stem in times]
        place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        picked = np.array([place[key] for key in keys], dtype=np.int64)
        rows = self._stems.rows(list(place))
        sizes = [len(times) for times, _ in counted]
        counts = np.array([count for times, _ in counted for count in times.values()], dtype=np.float32)
        shares = np.array([share[stem] for times, share in counted for stem in times], dtype=np.float32)
        tells = np.array([row.weight for row in rows], dtype=np.float32)[picked]
        weights = tells * np.minimum(counts, _TIMES_MAX) * shares
        return _Words(
            texts=texts, times=[times for times, _ in counted], english=english, rows=rows, picked=picked,
            bounds=[0, *accumulate(sizes)], text_of=np.repeat(np.arange(len(texts)), sizes),
            counts=counts, shares=shares, weights=weights,
        )  # fmt: skip

    def _views(self, words: _Words) -> Iterator[View]:
        vectors = np.stack([row.vector for row in words.rows])[words.picked]
        spoken, spoken_by, strength = joined([row.speaks for row in words.rows], words.picked)
        shared, told = self._spoken(words, spoken, spoken_by, strength)
        meaning = self._meaning(words, vectors)
        features = np.zeros((len(words.texts), len(FEATURES), len(self._vocabulary)))
        features[:, 0], features[:, 1] = np.sqrt(shared), meaning
        whole = self._whole(words, features)
        features[:, 6] = np.sqrt(told)
        features[:, 7], features[:, 8] = self._from_above(meaning), self._from_above(shared)
        features[:, 9], features[:, 10] = self._from_below(meaning), self._from_below(shared)
        ends = np.searchsorted(spoken_by, words.bounds).tolist()
        for place, (start, end) in enumerate(pairwise(words.bounds)):
            said = slice(ends[place], ends[place + 1])
            yield View(
                stems=tuple(words.times[place]), features=features[place], spoken=spoken[said],
                spoken_by=spoken_by[said] - start, strength=strength[said], vectors=vectors[start:end],
                whole=whole[place],
            )  # fmt: skip

    def _meaning(self, words: _Words, vectors: Floats) -> Floats:
        """Return by text and concept how near they are as vectors."""
        near = np.empty((len(words.texts), len(self._vocabulary)), dtype=np.float32)
        told = words.counts * words.shares
        for place, (start, end) in enumerate(pairwise(words.bounds)):
            direction = told[start:end] @ vectors[start:end]
            near[place] = self._vocabulary.vectors @ (direction / (float(np.linalg.norm(direction)) + 1e-9))
        return near

    def _spoken(
        self, words: _Words, spoken: Places, spoken_by: NDArray[np.int64], strength: Floats
    ) -> tuple[Doubles, Doubles]:
        """Return by text and concept the weighed share of the text's n-grams that its labels have, and of its words
        that its definition has.
        """
        concepts, texts = len(self._vocabulary), len(words.texts)
        places = words.text_of[spoken_by] * (2 * concepts) + spoken
        sums = np.bincount(places, weights=strength * words.weights[spoken_by], minlength=2 * concepts * texts)
        sums = sums.reshape(texts, 2 * concepts)
        sizes = np.array([row.size for row in words.rows], dtype=np.float32)[words.picked]
        stretches = [slice(start, end) for start, end in pairwise(words.bounds)]
        grams = np.array([float(words.weights[one] @ sizes[one]) for one in stretches]) + _PRIOR_GRAMS
        told = np.array([float(words.weights[one].sum()) for one in stretches]) + _PRIOR_STEMS
        return (
            sums[:, :concepts] / (grams * self._log_size)[:, None],
            sums[:, concepts:] / (told * self._log_size)[:, None],
        )

    def _whole(self, words: _Words, features: Doubles) -> list[tuple[tuple[int, frozenset[str]], ...]]:
        """Return by text the labels that stand whole in it, and fill in what they say of their concepts."""
        labels, held_by, shares = joined([row.labels for row in words.rows], words.picked)
        count = len(self._vocabulary.label_concept)
        sums = np.bincount(words.text_of[held_by] * count + labels, weights=shares)
        complete: list[list[int]] = [[] for _ in words.texts]
        for number in np.flatnonzero(sums > 0.999).tolist():
            complete[number // count].append(number % count)
        return [
            self._standing(own, text, times, rows, english=english) if own else ()
            for own, text, times, rows, english in zip(
                complete, words.texts, words.times, features, words.english, strict=True
            )
        ]

    def _standing(
        self, complete: Sequence[int], text: Text, times: Counter[str], features: Doubles, *, english: bool
    ) -> tuple[tuple[int, frozenset[str]], ...]:
        """Return those of the labels whose stems stand together, and fill in what they say of their concepts."""
        found = text.found
        first = dict(zip(reversed(found), range(len(found) - 1, -1, -1), strict=True))
        standing = []
        told: dict[int, Sequence[float]] = {}  # of each concept, none of it below zero
        for label in complete:
            if self._english[label] and not english:
                continue
            stems = self.stems_of(label)
            if not stems or not stems <= first.keys() or (len(stems) > 1 and not _together(found, stems)):
                continue
            standing.append((label, stems))
            said = (
                self._label_weight[label],
                math.log2(min([times[stem] for stem in stems])),
                1.0 / (1.0 + min([first[stem] for stem in stems]) / _OPENING),
                self._preferred[label],
            )
            concept = self._concept[label]
            told[concept] = [*map(max, told[concept], said)] if concept in told else said
        for concept, most in told.items():
            features[2:6, concept] = most
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
            if len(stems) == size and all(label in self._vocabulary.stems.row(term_number(stem))[0] for stem in stems):
                return stems
        return frozenset()

    def _from_above(self, values: NDArray[np.floating]) -> Doubles:
        return self._passed_on(values[:, self._parent] * self._vocabulary.parents.weights, self._child)

    def _from_below(self, values: NDArray[np.floating]) -> Doubles:
        return self._passed_on(values[:, self._child] * self._child_share, self._parent)

    def _passed_on(self, shares: NDArray[np.floating], to: NDArray[np.int64]) -> Doubles:
        """Return by text and concept the sum of what is passed on to it."""
        texts, concepts = len(shares), len(self._vocabulary)
        places = (np.arange(texts)[:, None] * concepts + to).ravel()
        sums = np.bincount(places, weights=shares.ravel(), minlength=texts * concepts)
        return sums.reshape(texts, concepts).astype(np.float64)


def _is_english(text: str) -> bool:
    pieces = text.lower().split()
    if _ENGLISH.isdisjoint(pieces):
        return False
    return sum(map(_ENGLISH.__contains__, pieces)) > sum(map(_NORWEGIAN.__contains__, pieces))


def _together(found: Sequence[str], wanted: frozenset[str]) -> bool:
    """Say whether the stems of a label stand near each other somewhere."""
    reach = len(wanted) + _GAP_MAX
    places = [(place, term) for place, term in enumerate(found) if term in wanted]
    return any(
        {term for other, term in places[start : start + 2 * reach] if other - place < reach} >= wanted
        for start, (place, _) in enumerate(places)
    )


def _counted(found: Sequence[str], above: Sequence[str]) -> tuple[Counter[str], dict[str, float]]:
    """Return how often each stem occurs, and how much each counts for its place."""
    times = Counter(found)
    share = dict.fromkeys(times, 1.0)
    for term in found[:_OPENING] if len(found) > 2 * _OPENING else ():
        share[term] = _OPENING_SHARE
    for term in above:
        if term not in times:
            times[term] = 1
            share[term] = _ABOVE_SHARE
    return times, share
