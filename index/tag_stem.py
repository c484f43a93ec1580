"""A stem as a vocabulary sees it: its vector, and which concepts and labels it speaks for.

Learns many stems at once and keeps what it has learned. Does not know of texts: `tag_view.py` does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.gram_rows import Numbers, gram_rows
from index.meaning import Meanings, meanings
from index.sparse import term_number
from index.vocabulary.compiled import Compiled, Postings

_GRAMS_KEPT = 64  # concepts that the n-grams of one stem may speak for
_CACHED = 30_000
_CELLS = 500_000  # stems times concepts that are summed up at a time: 4 MB

Floats = NDArray[np.float32]
Places = NDArray[np.int32]
Row = tuple[Places, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """What the vocabulary makes of one stem. `speaks` are concepts with weights: by number for what the n-grams of
    the stem say, by number and so many more as there are concepts for what definitions say. `labels` likewise.
    """

    vector: Floats
    weight: float
    size: int  # its n-grams
    speaks: Row
    labels: Row


class Stems:
    """The stems that one vocabulary has been asked about. Safe for several threads."""

    def __init__(self, vocabulary: Compiled) -> None:
        self._vocabulary = vocabulary
        self._known: Meanings = meanings()
        self._stems: dict[tuple[str, bool], Stem] = {}

    def rows(self, wanted: Sequence[tuple[str, bool]]) -> list[Stem]:
        """Return what is known of each stem, with whether it stands in an English text."""
        known = self._stems
        new = dict.fromkeys(key for key in wanted if key not in known)
        if new:
            if len(known) + len(new) > _CACHED:
                known = self._stems = {}
                new = dict.fromkeys(wanted)
            for english, grams in ((False, self._vocabulary.grams), (True, self._vocabulary.all_grams)):
                stems = [stem for stem, said in new if said is english]
                known.update(zip(((stem, english) for stem in stems), self._learned(stems, grams), strict=True))
        return [known[key] for key in wanted]

    def _learned(self, stems: Sequence[str], grams: Postings) -> Iterator[Stem]:
        step = max(1, _CELLS // max(1, len(self._vocabulary)))
        for start in range(0, len(stems), step):
            yield from self._look_up(stems[start : start + step], grams)

    def _look_up(self, stems: Sequence[str], grams: Postings) -> Iterator[Stem]:
        vocabulary = self._vocabulary
        numbers = np.array([term_number(stem) for stem in stems], dtype=np.uint32)
        known = gram_rows(stems)
        keys = [known[stem] for stem in stems]
        told, who_told, which_told = vocabulary.told.rows(numbers)
        said, who_said, which_said = self._said(keys, grams)
        speaks = _by_stem(
            np.concatenate([said, told + len(vocabulary)]),
            np.concatenate([who_said, who_told]),
            np.concatenate([which_said, which_told]),
            len(stems),
        )
        labels = _by_stem(*vocabulary.stems.rows(numbers), len(stems))
        for stem, own, mine, held in zip(stems, keys, speaks, labels, strict=True):
            vector, weight = self._known.measured(stem)
            yield Stem(vector=vector, weight=weight, size=len(own), speaks=mine, labels=held)

    def _said(self, keys: Sequence[Numbers], grams: Postings) -> tuple[Places, Floats, NDArray[np.int64]]:
        """Return the concepts that the n-grams of stems speak for, those that they speak most for, and for whom."""
        concepts = len(self._vocabulary)
        items, weights, which = grams.rows(np.concatenate(keys))
        owner = np.repeat(np.arange(len(keys)), list(map(len, keys)))[which]
        sums = np.bincount(owner * concepts + items, weights=weights, minlength=len(keys) * concepts)
        table = sums.reshape(len(keys), concepts).astype(np.float32)
        for row in np.flatnonzero(np.count_nonzero(table, axis=1) > _GRAMS_KEPT).tolist():
            different = np.flatnonzero(table[row])
            table[row, different[np.argpartition(-table[row, different], _GRAMS_KEPT)[_GRAMS_KEPT:]]] = 0
        stems, found = np.nonzero(table)
        return found.astype(np.int32), table[stems, found], stems


def _by_stem(items: Places, weights: Floats, which: NDArray[np.int64], stems: int) -> Iterator[Row]:
    """Yield the items and weights of each stem, in the order they come in; `which` names the stem of each."""
    order = np.argsort(which, kind="stable")
    items, weights = items[order], weights[order]
    bounds = np.searchsorted(which[order], np.arange(stems + 1)).tolist()
    for start, end in pairwise(bounds):
        yield items[start:end], weights[start:end]


def joined(rows: Sequence[Row], picked: NDArray[np.int64]) -> tuple[Places, NDArray[np.int64], Floats]:
    """Return the `picked` rows one after another, with the place in `picked` that each entry comes from."""
    sizes = np.array([len(row[0]) for row in rows], dtype=np.int64)
    lengths = sizes[picked]
    begins = (np.cumsum(sizes) - sizes)[picked] - (np.cumsum(lengths) - lengths)
    wanted = np.repeat(begins, lengths) + np.arange(int(lengths.sum()))
    origin = np.repeat(np.arange(len(picked)), lengths)
    return np.concatenate([row[0] for row in rows])[wanted], origin, np.concatenate([row[1] for row in rows])[wanted]
