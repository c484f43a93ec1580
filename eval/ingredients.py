"""What each ingredient of search brings, in one table: `python -m eval.ingredients`.

The same passages and questions are searched again and again, each time with one ingredient more, in memory and by the
formula that the stores apply. Asked are NorQuAD's validation split (its passages and its texts) and the cases whose
papers are at hand. Looks at no test split and changes nothing; the weights of rooms are learned elsewhere.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
import Stemmer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from assistant.interpret import interpret
from assistant.rerank import RERANKED, rerank
from eval import norquad
from eval.case import read_cases
from eval.examples import holds, may_be_learned_from
from eval.run import CASES, CORPORA, gold_of, indexed
from index.analyze import STOP_WORDS, stem, terms
from index.chunk import Chunk, embedding_text
from index.hit import Hit
from index.meaning import split_compound
from index.reader import Reader
from index.sparse import AVERAGE_GRAMS, AVERAGE_TERMS, K1, B, idf

TWINS = Path(__file__).resolve().parent / "twins" / "nynorsk.jsonl"
FOUND = 40
_WORD = re.compile(r"\w+")
_snowball = Stemmer.Stemmer("norwegian")

Terms = Callable[[str], list[str]]
Holds = Callable[[Chunk], bool]
Mend = Callable[[str, Reader], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One way to search. `grams` are the lengths of character n-grams, `weight` is what they weigh beside the words.

    `parts` adds the parts of compounds, `fields` what stands above a passage; `mended` asks what the question is read
    as, `reranked` lets the trees put what was found in order.
    """

    name: str
    terms: Terms
    grams: tuple[int, ...] = ()
    weight: float = 0.25
    parts: bool = False
    fields: bool = True
    mended: bool = False
    reranked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Papers:
    """Passages that are searched, and the index that questions are read against."""

    chunks: Sequence[Chunk]
    reader: Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One question and what says whether a passage answers it. `partner` is its nynorsk twin."""

    question: str
    right: Holds
    partner: str | None = None


def plain(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return _WORD.findall(text.lower())


def without_stop_words(text: str) -> list[str]:
    """Return the words that are no stop words."""
    return [word for word in plain(text) if word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """Return the Snowball stems of the words that are no stop words."""
    return [str(_snowball.stemWord(word)) for word in without_stop_words(text)]


def bokmaal_stems(text: str) -> list[str]:
    """Return stems with nynorsk forms mapped onto bokmål."""
    return [stem(word) for word in without_stop_words(text)]


RECIPES = (
    Recipe(name="ord, små bokstaver", terms=plain),
    Recipe(name="… uten stoppord", terms=without_stop_words),
    Recipe(name="… stammer (Snowball)", terms=stems),
    Recipe(name="… nynorsk → bokmål", terms=bokmaal_stems),
    Recipe(name="… datoer, tall og saksnumre samlet (A)", terms=terms),
    Recipe(name="A uten tittel, overskrift og sak", terms=terms, fields=False),
    Recipe(name="A + sammensetningsledd", terms=terms, parts=True),
    Recipe(name="A + tegn-n-gram 4–6", terms=terms, grams=(4, 5, 6)),
    Recipe(name="A + tegn-n-gram 5", terms=terms, grams=(5,)),
    Recipe(name="A + tegn-n-gram 4–5, vekt 0,5", terms=terms, grams=(4, 5), weight=0.5),
    Recipe(name="A + tegn-n-gram 4–5, vekt 0,25 (B)", terms=terms, grams=(4, 5)),
    Recipe(name="B + skrivefeil, synonymer, engelsk (C)", terms=terms, grams=(4, 5), mended=True),
    Recipe(name="C + omrangert av trær", terms=terms, grams=(4, 5), mended=True, reranked=True),
)


class Search:
    """Papers laid out for one recipe."""

    def __init__(self, papers: Papers, recipe: Recipe) -> None:
        self._papers, self._recipe = papers, recipe
        self._known: set[str] = set()
        texts = [embedding_text(chunk) if recipe.fields else chunk.text for chunk in papers.chunks]
        counted = [Counter(recipe.terms(text)) for text in texts]
        if recipe.parts:
            self._known = {term for one in counted for term in one}
            counted = [self._with_parts(one) for one in counted]
        self._words = _Field(counted, AVERAGE_TERMS)
        self._grams = _Field([self._gram_counts(one) for one in counted], AVERAGE_GRAMS) if recipe.grams else None

    def hits(self, question: str) -> tuple[Hit, ...]:
        """Return the best passages, best first."""
        asked = interpret(question, self._papers.reader) if self._recipe.mended else None
        counted = Counter(self._recipe.terms(asked.search_text if asked else question))
        if self._recipe.parts:
            counted = self._with_parts(counted)
        words = self._words.scores(counted)
        scores = words / max(float(words.max()), 1e-9)
        if self._grams:
            grams = self._grams.scores(self._gram_counts(counted))
            scores += self._recipe.weight * grams / max(float(grams.max()), 1e-9)
        order = [at for at in np.argsort(-scores, kind="stable")[:FOUND].tolist() if scores[at] > 0]
        found = tuple(
            Hit(chunk=self._papers.chunks[at], score=float(scores[at]), rank=rank, bm25=float(words[at]))
            for rank, at in enumerate(order, start=1)
        )
        return rerank(asked, found[:RERANKED], self._papers.reader) if asked and self._recipe.reranked else found

    def _gram_counts(self, counted: Counter[str]) -> Counter[str]:
        grams: Counter[str] = Counter()
        for term, count in counted.items():
            marked = f"<{term}>" if term.isalpha() else ""
            for length in self._recipe.grams:
                for at in range(len(marked) - length + 1):
                    grams[marked[at : at + length]] += count
        return grams

    def _with_parts(self, counted: Counter[str]) -> Counter[str]:
        found = counted.copy()
        for term, count in counted.items():
            for part in split_compound(term, self._known.__contains__) if len(term) > 7 else ():
                found[part] += count
        return found


class _Field:
    """BM25 (Robertson and Zaragoza 2009) of one field over all passages."""

    def __init__(self, counted: Sequence[Counter[str]], average: float) -> None:
        self._numbers: dict[str, int] = {}
        columns = [self._numbers.setdefault(key, len(self._numbers)) for one in counted for key in one]
        rows = np.repeat(np.arange(len(counted)), [len(one) for one in counted])
        counts = np.array([count for one in counted for count in one.values()], dtype=np.float64)
        lengths = np.array([one.total() for one in counted], dtype=np.float64)
        weights = counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths[rows] / average))
        self._matrix = sparse.csc_matrix((weights, (rows, columns)), shape=(len(counted), len(self._numbers)))
        self._held = np.bincount(columns, minlength=len(self._numbers))

    def scores(self, asked: Counter[str]) -> NDArray[np.float64]:
        """Return the score of every passage."""
        query = np.zeros(len(self._numbers))
        for key, count in asked.items():
            if (number := self._numbers.get(key)) is not None:
                query[number] = count * idf(int(self._held[number]), self._matrix.shape[0])
        found: NDArray[np.float64] = self._matrix @ query
        return found


def main() -> None:
    """Print the table."""
    if not norquad.at_hand():
        sys.exit(f"{norquad.FOLDER} finnes ikke; tabellen trenger spørsmålene der.")
    with ExitStack() as stack:
        sets = list(_sets(stack))
        table = Table("oppskrift", title="Hva hver ingrediens gir", title_justify="left")
        for name, _, measures, _ in sets:
            for measure in measures:
                table.add_column(f"{name} {measure}", justify="right")
        for recipe in RECIPES:
            cells = [cell for _, papers, _, measure in sets for cell in measure(Search(papers, recipe))]
            table.add_row(recipe.name, *(f"{cell:.3f}" for cell in cells))
            sys.stderr.write(f"{recipe.name}: {', '.join(f'{cell:.3f}' for cell in cells)}\n")
    Console(width=190).print(table)


Measure = Callable[[Search], tuple[float, ...]]


def _sets(stack: ExitStack) -> Iterator[tuple[str, Papers, tuple[str, ...], Measure]]:
    """Yield what is searched, with the names of what is measured on it and the measure."""
    asked = norquad.questions("validation")
    passages = _papers(stack, norquad.write_passages, whole=True)
    yield "biter", passages, ("nDCG@10", "skrivefeil"), partial(_gains, asked)
    texts = _papers(stack, norquad.write_texts, whole=False)
    yield "tekster", texts, ("1000", "3000"), partial(_within, asked)
    for name in ("samples", "shared-dev"):
        cases = [case for case in read_cases(CASES / f"{name}.jsonl") if not case.refused and may_be_learned_from(case)]
        papers = CORPORA[cases[0].corpus]
        if all(path.is_dir() for path in papers):
            reader = stack.enter_context(indexed(papers))
            found = Papers(chunks=[c for row in reader.documents() for c in reader.chunks(row.doc_id)], reader=reader)
            trials = [Trial(question=case.question, right=holds(*gold_of(case, reader))) for case in cases]
            yield name, found, ("R@10", "R@40"), partial(_recalls, trials)
            if name == "samples":
                yield name, found, ("tvilling nn",), partial(_twins, list(_partners(reader)))


def _papers(stack: ExitStack, write: Callable[[Path], None], *, whole: bool) -> Papers:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    write(folder)
    reader = stack.enter_context(indexed([folder]))
    groups = [reader.chunks(row.doc_id) for row in reader.documents()]
    chunks = [_joined(group) for group in groups if group] if whole else [chunk for group in groups for chunk in group]
    return Papers(chunks=chunks, reader=reader)


def _joined(chunks: Sequence[Chunk]) -> Chunk:
    """Return the chunks of a one-page paper as one, with nothing above it."""
    text = chunks[0].text
    for before, chunk in pairwise(chunks):
        text += " " * (chunk.start - before.end) + chunk.text
    units = tuple(unit for chunk in chunks for unit in chunk.units)
    return replace(chunks[0], text=text, end=chunks[-1].end, units=units, title="", headings=())


def _partners(reader: Reader) -> Iterator[Trial]:
    """Yield the questions in bokmål that have a nynorsk twin: of the cases, and of TWINS."""
    cases = {case.id: case for case in read_cases(CASES / "samples.jsonl") if not case.refused}
    pairs = [(case.twin, case.question) for case in cases.values() if case.twin and case.language == "nn"]
    pairs += [(row["twin"], row["question"]) for row in map(json.loads, TWINS.read_text("utf-8").splitlines())]
    for twin, question in pairs:
        if twin in cases:
            right = holds(*gold_of(cases[twin], reader))
            yield Trial(question=cases[twin].question, right=right, partner=question)


def _gains(asked: Sequence[norquad.Asked], search: Search) -> tuple[float, float]:
    """Return the mean nDCG@10, and that of the same questions with two letters of the longest word swapped."""
    gains = [norquad.gain_at_ten(one, search.hits(one.question)) for one in asked]
    misspelt = [norquad.gain_at_ten(one, search.hits(_misspelt(one.question))) for one in asked]
    return float(np.mean(gains)), float(np.mean(misspelt))


def _misspelt(question: str) -> str:
    word = max(_WORD.findall(question), key=len)
    return question.replace(word, f"{word[:3]}{word[4:5]}{word[3:4]}{word[5:]}", 1)


def _within(asked: Sequence[norquad.Asked], search: Search) -> tuple[float, float]:
    """Return in what share the answer stands within the first 1,000 and 3,000 characters found."""
    read = np.array([norquad.characters_to_answer(one, search.hits(one.question)) for one in asked])
    return float(np.mean(read <= 1000)), float(np.mean(read <= 3000))


def _recalls(trials: Sequence[Trial], search: Search) -> tuple[float, float]:
    """Return in what share a passage that answers is among the first 10 and 40."""
    places = np.array([_place(trial.right, search.hits(trial.question)) for trial in trials])
    return float(np.mean(places < 10)), float(np.mean(places < 40))


def _twins(trials: Sequence[Trial], search: Search) -> tuple[float]:
    """Return how many nynorsk twins find in the first ten what the bokmål question finds there, as a share."""
    found = [trial for trial in trials if _place(trial.right, search.hits(trial.question)) < 10]
    kept = [_place(trial.right, search.hits(trial.partner or "")) < 10 for trial in found]
    return (float(np.mean(kept)),)


def _place(right: Holds, hits: Sequence[Hit]) -> int:
    return next((place for place, hit in enumerate(hits) if right(hit.chunk)), FOUND)


if __name__ == "__main__":
    main()
