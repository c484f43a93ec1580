"""Concepts → arrays for tagging: what each n-gram, stem and label says of each concept, and its vector.

n-grams and definitions are weighed as BM25 weighs terms, with a concept's labels as its document.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from index.analyze import terms
from index.gram_rows import LENGTHS
from index.meaning import Meanings, meanings
from index.sparse import term_number
from index.vocabulary.compiled import Compiled, Floats, Postings
from index.vocabulary.concept import Concept, Label, LabelKind

# BM25: Robertson and Zaragoza (2009), section 3. Labels are short and of uneven number, so their length counts half.
_K1 = 1.2
_B = 0.5
_DEFINITION_SHARE = 0.5  # of a concept's vector, beside its labels
_LABEL_STEMS_MAX = 8  # a longer label is a sentence and matches nothing whole
_ENGLISH = "en"


def grams_of(stem: str) -> list[str]:
    """Return the character 4- to 6-grams of one stem with its edges marked."""
    marked = f"<{stem}>"
    return [marked[i : i + n] for n in LENGTHS for i in range(len(marked) - n + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    concept: int
    stems: tuple[str, ...]
    english: bool
    preferred: bool


def compile_concepts(concepts: Sequence[Concept], *, fingerprint: str, warnings: tuple[str, ...]) -> Compiled:
    """Return the compiled form of all concepts."""
    known = meanings()
    number = {concept.uri: place for place, concept in enumerate(concepts)}
    labels = list(_labels(concepts))
    of_labels, of_all = [Counter[str]() for _ in concepts], [Counter[str]() for _ in concepts]
    for label in labels:
        of_all[label.concept].update(label.stems)
        if not label.english:
            of_labels[label.concept].update(label.stems)
    of_definitions = [Counter(stem for text in c.definitions for stem in terms(text)) for c in concepts]
    weights = [[known.weight(stem) for stem in label.stems] for label in labels]
    return Compiled(
        fingerprint=fingerprint,
        uris=tuple(number),
        labels=tuple(_shown(concept) for concept in concepts),
        warnings=warnings,
        parents=_parents(concepts, number),
        grams=_bm25([_grams(stems) for stems in of_labels]),
        all_grams=_bm25([_grams(stems) for stems in of_all]),
        told=_bm25(of_definitions),
        stems=_shares(labels, weights),
        label_concept=np.array([label.concept for label in labels], dtype=np.int32),
        label_weight=np.array([sum(row) for row in weights], dtype=np.float32),
        label_size=np.array([len(label.stems) for label in labels], dtype=np.int32),
        label_english=np.array([label.english for label in labels], dtype=np.bool_),
        label_preferred=np.array([label.preferred for label in labels], dtype=np.bool_),
        vectors=_vectors(known, of_labels, of_definitions),
    )


def _grams(stems: Counter[str]) -> Counter[str]:
    return Counter(gram for stem in stems.elements() for gram in grams_of(stem))


def _shown(concept: Concept) -> tuple[str, ...]:
    return tuple(dict.fromkeys((concept.name, *(label.text for label in concept.labels))))


def _labels(concepts: Sequence[Concept]) -> Iterator[_Label]:
    for place, concept in enumerate(concepts):
        seen: set[tuple[str, ...]] = set()
        only_english = all(label.language == _ENGLISH for label in concept.labels)
        for label in sorted(concept.labels, key=lambda label: label.language == _ENGLISH):
            stems = _stems(label)
            if stems and len(stems) <= _LABEL_STEMS_MAX and stems not in seen:
                seen.add(stems)
                english = label.language == _ENGLISH and not only_english
                preferred = label.kind is LabelKind.PREFERRED
                yield _Label(concept=place, stems=stems, english=english, preferred=preferred)


def _stems(label: Label) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms(label.text)))


def _parents(concepts: Sequence[Concept], number: Mapping[str, int]) -> Postings:
    rows = (
        (place, [(number[uri], 1 / len(concept.broader)) for uri in concept.broader])
        for place, concept in enumerate(concepts)
    )
    return _postings(rows)


def _shares(labels: Sequence[_Label], weights: Sequence[Sequence[float]]) -> Postings:
    """Return by stem the labels that hold it, each with the share of the label that the stem makes up."""
    rows: dict[int, list[tuple[int, float]]] = {}
    for place, (label, row) in enumerate(zip(labels, weights, strict=True)):
        for stem, weight in zip(label.stems, row, strict=True):
            rows.setdefault(term_number(stem), []).append((place, weight / sum(row)))
    return _postings(rows.items())


def _bm25(documents: Sequence[Counter[str]]) -> Postings:
    """Return by key the documents that hold it, each with the weight that BM25 gives it there, rarity included."""
    lengths = np.array([sum(document.values()) for document in documents], dtype=np.float64)
    average = float(lengths.sum()) / max(1, int(np.count_nonzero(lengths))) or 1.0
    place: dict[str, int] = {}
    keys = np.fromiter((place.setdefault(key, len(place)) for one in documents for key in one), dtype=np.int64)
    times = np.fromiter(chain.from_iterable(one.values() for one in documents), dtype=np.float64)
    items = np.repeat(np.arange(len(documents), dtype=np.int32), [len(one) for one in documents])
    frequency = np.bincount(keys)
    rarity = np.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
    norm = _K1 * (1 - _B + _B * lengths / average)
    weights = rarity[keys] * times * (_K1 + 1) / (times + norm[items])
    numbers = np.fromiter(map(term_number, place), dtype=np.uint32)[keys]
    order = np.argsort(numbers, kind="stable")
    different, starts = np.unique(numbers[order], return_index=True)
    return Postings(
        keys=different,
        starts=np.append(starts, len(order)).astype(np.int32),
        items=items[order],
        weights=weights[order].astype(np.float32),
    )


def _postings(rows: Iterable[tuple[int, Sequence[tuple[int, float]]]]) -> Postings:
    ordered = sorted((key, row) for key, row in rows if row)
    return Postings(
        keys=np.array([key for key, _ in ordered], dtype=np.uint32),
        starts=np.cumsum([0, *(len(row) for _, row in ordered)], dtype=np.int32),
        items=np.array([item for _, row in ordered for item, _ in row], dtype=np.int32),
        weights=np.array([weight for _, row in ordered for _, weight in row], dtype=np.float32),
    )


def _vectors(known: Meanings, of_labels: Sequence[Counter[str]], of_definitions: Sequence[Counter[str]]) -> Floats:
    rows = []
    for labels, definition in zip(of_labels, of_definitions, strict=True):
        total = known.direction(labels.elements()) + _DEFINITION_SHARE * known.direction(definition.elements())
        length = float(np.linalg.norm(total))
        rows.append(total / length if length else total)
    return np.array(rows, dtype=np.float32)
