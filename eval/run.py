"""Runs cases against a fresh index of their papers and prints one table.

Papers that are not at hand are skipped with a sentence. Does not change anything of the user's.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from assistant.ask import ask
from assistant.outer import read_filter
from eval.case import Case, Place, located, read_cases
from eval.measure import Spans, Verdict, measure
from eval.table import print_table
from index.errors import NotIndexedError, UsageError
from index.reader import Reader
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


def run(files: Sequence[Path] = (), *, json_file: Path | None = None) -> int:
    """Run the cases of `files` (all that ship, when none is named) and return the exit code."""
    verdicts: list[Verdict] = []
    named = {file.stem: tuple(_read(file)) for file in files or sorted(CASES.glob("*.jsonl"))}
    for papers, groups in _by_papers(named).items():
        if missing := [path for path in papers if not path.is_dir()]:
            count = sum(map(len, groups.values()))
            _say(f"{count} spørsmål hoppes over, for papirene i {missing[0].name} ligger ikke ved prosjektet.")
            continue
        with indexed(papers) as reader:
            for name, cases in groups.items():
                found = list(verdicts_of(cases, reader))
                print_table(f"{name} ({', '.join(path.name for path in papers)})", found)
                verdicts.extend(found)
    if json_file:
        json_file.write_text("".join(_line(verdict) for verdict in verdicts), encoding="utf-8")
    return 0 if all(verdict.quotes_stand for verdict in verdicts) else 1


def _read(file: Path) -> Iterator[Case]:
    if not file.is_file():
        raise UsageError(f"{file} finnes ikke; oppgi en fil med prøvespørsmål.")
    yield from read_cases(file)


def _by_papers(named: Mapping[str, Sequence[Case]]) -> dict[tuple[Path, ...], dict[str, list[Case]]]:
    """Return the cases of each file by the papers that they are asked of, so that these are read in once."""
    groups: dict[tuple[Path, ...], dict[str, list[Case]]] = {}
    for name, cases in named.items():
        for case in cases:
            if case.corpus not in CORPORA:
                raise UsageError(f"Prøvespørsmål {case.id}: korpuset «{case.corpus}» finnes ikke.")
            groups.setdefault(CORPORA[case.corpus], {}).setdefault(name, []).append(case)
    return groups


@contextmanager
def indexed(papers: Sequence[Path]) -> Iterator[Reader]:
    """Give a reader over a fresh index of `papers`, which is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="veiviser-eval-") as folder:
        settings = IndexSettings(data=Path(folder))
        for outcome in ingest(papers, settings):
            if outcome.status is Status.FAILED:
                _say(f"FEIL  {outcome.message}")
        with Reader.open(settings) as reader:
            yield reader


def verdicts_of(cases: Iterable[Case], reader: Reader) -> Iterator[Verdict]:
    """Ask every question and yield what was right about each answer."""

    @lru_cache(maxsize=64)
    def text(doc_id: str, page: int) -> str:
        return reader.page(doc_id, page).text

    for case in cases:
        gold, gold_texts = gold_of(case, reader)
        yield measure(case, ask(case.question, reader=reader, filter=read_filter(case.filter)), gold, gold_texts, text)


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


def _line(verdict: Verdict) -> str:
    row = {
        "id": verdict.case.id, "type": verdict.case.type, "language": verdict.case.language,
        "refused": verdict.case.refused, "answered": verdict.answered, "right": verdict.right,
        "said": verdict.said, "cited": verdict.cited, "cited_first": verdict.cited_first,
        "quotes_stand": verdict.quotes_stand, "answer": asdict(verdict.answer),
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False) + "\n"


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
