"""Asks cases of a fresh index of their papers. Does not change anything of the user's, and does not judge."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from assistant.answer import Answer
from assistant.ask import ask
from assistant.outer import read_filter
from assistant.search import search
from eval.case import Case, Place, located
from eval.measures.ranking import DEEP
from eval.observed import Observed, Spans
from index.errors import NotIndexedError, UsageError
from index.hit import Hit
from index.reader import Reader
from index.record import Recommendation
from index.settings import IndexSettings
from ingest.outcome import Status
from ingest.pipeline import ingest

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).resolve().parent / "cases"
# The papers of each corpus; the real ones lie beside the project, where they are.
SHARED = (ROOT.parent / "shared" / "data" / "seed", ROOT.parent / "shared" / "data" / "minutes")
CORPORA: dict[str, tuple[Path, ...]] = {
    "samples": (ROOT / "samples" / "documents",),
    "seed": SHARED,
    "minutes": SHARED,
}


@contextmanager
def indexed(papers: Sequence[Path]) -> Iterator[Reader]:
    """Give a reader over a fresh index of `papers`, which is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="veiviser-eval-") as folder:
        settings = IndexSettings(data=Path(folder))
        for outcome in ingest(papers, settings):
            if outcome.status is Status.FAILED:
                sys.stderr.write(f"FEIL  {outcome.message}\n")
        with Reader.open(settings) as reader:
            yield reader


def watcher(reader: Reader) -> Callable[[Case, Answer, tuple[Hit, ...]], Observed]:
    """Return what puts a case's answer and found passages beside its gold places."""

    @lru_cache(maxsize=256)
    def text(doc_id: str, page: int) -> str:
        try:
            return reader.page(doc_id, page).text
        except NotIndexedError:  # a citation of a page that does not exist: nothing stands there
            return ""

    documents = {row.doc_id: row for row in reader.documents()}
    proposals: Spans = {}
    for record in reader.records():
        if isinstance(record, Recommendation):
            proposals.setdefault((record.source, record.page), []).append((record.start, record.end))

    def watch(case: Case, answer: Answer, found: tuple[Hit, ...]) -> Observed:
        gold, texts = gold_of(case, reader)
        return Observed(
            case=case, answer=answer, found=found, gold=gold, gold_texts=tuple(texts), proposals=proposals,
            documents=documents, page=text,
        )  # fmt: skip

    return watch


def observe(cases: Iterable[Case], reader: Reader) -> Iterator[Observed]:
    """Ask every question, search for it too, and yield what happened."""
    watch = watcher(reader)
    for case in cases:
        chosen = read_filter(case.filter)
        answer = ask(case.question, reader=reader, filter=chosen)
        yield watch(case, answer, search(case.question, reader=reader, filter=chosen, top_k=DEEP))


def gold_of(case: Case, reader: Reader) -> tuple[Spans, list[str]]:
    """Return where the case is answered, and the words there. Raises UsageError when a place does not exist."""
    documents = {row.source: row.doc_id for row in reader.documents()}
    spans: Spans = {}
    texts: list[str] = []
    for place in case.gold:
        if place.source not in documents:
            raise UsageError(f"Prøvespørsmål {case.id} viser til {place.source}, som ikke er lest inn.")
        found = False
        for page in _pages(place, documents[place.source], reader):
            content = reader.page(documents[place.source], page).text
            span = located(place, content)
            if span:
                spans.setdefault((place.source, page), []).append(span)
                texts.append(content[slice(*span)])
                found = True
        if not found:
            raise UsageError(f"Prøvespørsmål {case.id}: stedet i {place.source} finnes ikke; rett «gold».")
    return spans, texts


def _pages(place: Place, doc_id: str, reader: Reader) -> range:
    if place.page is not None:
        return range(place.page, place.page + 1)
    try:
        return range(1, reader.document(doc_id).page_count + 1)
    except NotIndexedError:
        return range(0)
