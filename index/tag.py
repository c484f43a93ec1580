"""Text → the concepts that it is about, best first, each with the words that earned it; no concept is an answer.

The views of `tag_view.py` are weighed against each other by `tag_weights.json`, which `python -m eval.train_tag`
learns. The sum is turned into a chance, so that one threshold says "no term". Does not read files and does not
store.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.analyze import word_terms, words
from index.subject import Evidence, Related, Term
from index.tag_view import FEATURES, Doubles, Text, View, Viewer
from index.vocabulary.compiled import Compiled

WEIGHTS_FILE = Path(__file__).parent / "tag_weights.json"
_DOCUMENT_TERMS = 8
_TITLE_SHARE = 3.0  # a term of the title counts as one of so many chunks
_DOCUMENT_SHARE = 0.2  # of its strongest term's weight, under which a term is not the document's
_EVIDENCE_MAX = 5
_BREAK = re.compile(r"[^\w \-/]")  # what words of one stretch do not have between them
Word = tuple[str, int, int]  # a term with its start and end in the text
_EVIDENCE_SHARE = 0.5  # of what the strongest word says, that another must say to be evidence
_MEANING_SHARE = 2.0  # of nearness in meaning beside shared n-grams, when words are chosen as evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TagWeights:
    """`features` weigh the views, in the order of FEATURES; `slope` and `offset` turn the sum into a chance.

    A text whose best term has a lower chance than `nothing` is about nothing that the vocabulary holds; a term
    is ranked when its chance is at least `least` of the best one's, and stored when it is at least `sure`.
    """

    features: tuple[float, ...]
    slope: float
    offset: float
    nothing: float
    least: float
    sure: float


@cache
def read_weights() -> TagWeights:
    """Return the weights that ship."""
    stored = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return TagWeights(**{**stored, "features": tuple(stored["features"][name] for name in FEATURES)})


class Tagger:
    """Tags texts by one vocabulary. Safe for several threads; keeps what it has learned of words it has met."""

    def __init__(self, vocabulary: Compiled, *, weights: TagWeights | None = None) -> None:
        self.vocabulary = vocabulary
        self._weights = weights or read_weights()
        self._importance = np.array(self._weights.features)
        self._viewer = Viewer(vocabulary)
        self._number = {uri: number for number, uri in enumerate(vocabulary.uris)}

    def rank(self, text: str, *, above: str = "", limit: int = 10) -> tuple[Term, ...]:
        """Return at most `limit` concepts that `text` may be about, best first; none where none is likely.

        `above` are headings over the text: they lend weight, and are no evidence.
        """
        return self._terms([_text(text, above)], limit, sure=False, shown=True)[0]

    def assign(self, text: str, *, above: str = "", limit: int = 5) -> tuple[Term, ...]:
        """Return the concepts that are sure enough to be stored with `text`."""
        return self._terms([_text(text, above)], limit, sure=True, shown=True)[0]

    def assign_each(self, texts: Sequence[Text], *, limit: int = 5) -> list[tuple[Term, ...]]:
        """Return what `assign` returns for each text, in a fraction of its time: without what earned it."""
        return self._terms(texts, limit, sure=True, shown=False)

    def related(self, question: str, *, limit: int = 3) -> tuple[Related, ...]:
        """Return the surest concepts of a question with all their labels: words that officials may have used."""
        terms = self.assign(question, limit=limit)
        return tuple(
            Related(uri=term.uri, score=term.score, labels=self.vocabulary.labels[self._number[term.uri]])
            for term in terms
        )

    def features(self, text: str) -> Doubles:
        """Return the views of every concept, concepts × FEATURES; for learning the weights."""
        view = self._viewer.views([_text(text)])[0]
        return view.features.T if view else np.zeros((len(self.vocabulary), len(FEATURES)))

    def _terms(self, texts: Sequence[Text], limit: int, *, sure: bool, shown: bool) -> list[tuple[Term, ...]]:
        found: list[tuple[Term, ...]] = []
        for start in range(0, len(texts), self._viewer.at_a_time):
            group = texts[start : start + self._viewer.at_a_time]
            views = self._viewer.views(group)
            chances = iter(self._chances([view.features for view in views if view]))
            for text, view in zip(group, views, strict=True):
                found.append(self._best(text, view, next(chances), limit, sure=sure, shown=shown) if view else ())
        return found

    def _best(
        self, text: Text, view: View, chances: Doubles, limit: int, *, sure: bool, shown: bool
    ) -> tuple[Term, ...]:
        """Return the likely concepts of a text that words in it speak for, with the words where they are `shown`."""
        top = float(chances.max())
        least = self._weights.sure if sure else self._weights.least * top
        if top < max(self._weights.nothing, least):
            return ()
        best = np.argsort(-chances, kind="stable")[:limit]
        terms, places = [], words(text.text) if shown else ()
        for number in best[chances[best] >= least].tolist():
            if chosen := self._speaking(text, view, number):
                uri, label = self.vocabulary.uris[number], self.vocabulary.name(number)
                evidence = _stretches(text.text, places, chosen) if shown else ()
                terms.append(Term(uri=uri, label=label, score=round(float(chances[number]), 4), evidence=evidence))
        return tuple(terms)

    def _chances(self, features: Sequence[Doubles]) -> Doubles:
        """Return by text and concept how likely it is that the text is about it."""
        weights = self._weights
        sums = np.array([self._importance @ one for one in features])
        chances: Doubles = 1.0 / (1.0 + np.exp(-np.clip(weights.slope * sums + weights.offset, -50, 50)))
        return chances

    def _speaking(self, text: Text, view: View, concept: int) -> frozenset[str]:
        """Return the stems of a text that speak most for a concept: those of its labels, or the strongest."""
        whole = [stems for label, stems in view.whole if self.vocabulary.label_concept[label] == concept]
        if whole:
            return frozenset().union(*whole)
        mine = (view.spoken == concept) | (view.spoken == concept + len(self.vocabulary))
        speaks = np.bincount(view.spoken_by[mine], weights=view.strength[mine], minlength=len(view.stems))
        speaks = speaks + _MEANING_SHARE * np.maximum(view.vectors @ self.vocabulary.vectors[concept], 0)
        strength = dict(zip(view.stems, speaks.tolist(), strict=True))
        own = {term: strength[term] for term in text.found}
        most = max(own.values(), default=0.0)
        return frozenset(stem for stem, value in own.items() if most > 0 and value >= _EVIDENCE_SHARE * most)


def _text(text: str, above: str = "") -> Text:
    return Text(text=text, found=word_terms(text), above=word_terms(above))


def of_document(title: Sequence[Term], chunks: Sequence[Sequence[Term]]) -> tuple[Term, ...]:
    """Return a document's terms: those with the most weight in its title and over all of its chunks."""
    weight: dict[str, float] = {}
    named: dict[str, Term] = {}
    for share, found in ((_TITLE_SHARE, title), *((1.0, found) for found in chunks)):
        for term in found:
            weight[term.uri] = weight.get(term.uri, 0.0) + share * term.score
            named.setdefault(term.uri, term)
    ranked = sorted(named.values(), key=lambda term: (-weight[term.uri], term.uri))[:_DOCUMENT_TERMS]
    return tuple(term for term in ranked if weight[term.uri] >= _DOCUMENT_SHARE * weight[ranked[0].uri])


def _stretches(text: str, found: Sequence[Word], chosen: frozenset[str]) -> tuple[Evidence, ...]:
    """Return the places of the chosen stems, neighbours as one, each wording once."""
    spans: list[tuple[int, int]] = []
    last = -2
    for place, (term, start, end) in enumerate(found):
        if term not in chosen:
            continue
        if place == last + 1 and not _BREAK.search(text, spans[-1][1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = place
    different: dict[str, Evidence] = {}
    for start, end in spans:
        wording = text[start:end]
        different.setdefault(wording.lower(), Evidence(text=wording, start=start, end=end))
    return tuple(different.values())[:_EVIDENCE_MAX]
