"""Runs an ingest from the command line: progress on stderr, results on stdout, one line for each failure.

Does not read files itself; see `pipeline.py`.
"""

import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from index.settings import IndexSettings
from ingest.outcome import Outcome, Status, Summary
from ingest.pipeline import Progress as Report
from ingest.pipeline import ingest

PLAIN_SECONDS = 5.0  # between progress lines where there is no terminal


def report(
    paths: Iterable[Path], settings: IndexSettings, *, as_json: bool, prune: bool = False, rebuild: bool = False
) -> int:
    """Ingest `paths`, print what became of each file, and return the exit code: 1 when any file failed."""
    started = time.monotonic()
    _spare_the_collector()
    outcomes: list[Outcome] = []
    with _progress() as progress:
        for outcome in ingest(paths, settings, prune=prune, rebuild=rebuild, progress=progress, waiting=_say):
            outcomes.append(outcome)
            _print(outcome, as_json)
    summary = summarize(outcomes, time.monotonic() - started)
    if as_json:
        sys.stdout.write(json.dumps({"summary": asdict(summary)}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_words(summary) + "\n")
    return 1 if summary.failed else 0


def _spare_the_collector() -> None:
    """Let the garbage collector pass over what is imported and run rarely: a twentieth of an ingest's time was its."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def summarize(outcomes: Iterable[Outcome], seconds: float) -> Summary:
    """Count what became of the files."""
    held = tuple(outcomes)
    counted = Counter(outcome.status for outcome in held)
    return Summary(
        indexed=counted[Status.INDEXED],
        unchanged=counted[Status.UNCHANGED],
        failed=counted[Status.FAILED],
        removed=counted[Status.REMOVED],
        pages=sum(outcome.pages for outcome in held),
        chunks=sum(outcome.chunks for outcome in held),
        records=sum(outcome.records for outcome in held),
        seconds=round(seconds, 3),
    )


def _print(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
    if outcome.status is Status.FAILED:
        _say(f"FEIL  {outcome.message}")
    for warning in outcome.warnings:
        _say(f"OBS   {outcome.source}: {warning}")


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def _words(summary: Summary) -> str:
    parts = [
        f"{summary.indexed} lest inn ({summary.pages} sider, {summary.chunks} avsnitt)",
        f"{summary.unchanged} uendret",
    ]
    if summary.removed:
        parts.append(f"{summary.removed} tatt ut")
    parts.append(f"{summary.failed} feilet")
    return f"{', '.join(parts)}; {summary.seconds:.1f} s."


@contextmanager
def _progress() -> Iterator[Report]:
    """Give a progress bar on a terminal, and a plain line now and then elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _PlainProgress()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Leser inn", total=None)

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=f"Leser inn {name[-48:]}".ljust(58))

        yield advance


class _PlainProgress:
    """Writes `12 av 80 filer` to stderr every few seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, done: int, total: int, name: str) -> None:
        if time.monotonic() - self._last >= PLAIN_SECONDS:
            self._last = time.monotonic()
            _say(f"{done} av {total} filer")
