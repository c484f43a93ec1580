"""How fast it is, each figure beside a probe of the same machine in the same run. Run as `make bench`.

A ratio compares across machines, a bare second does not. Asserts nothing.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from assistant.ask import ask
from assistant.look_through import look_through
from eval.case import read_cases
from eval.papers import paper, question, wrapped
from eval.run import CASES, ROOT, indexed
from index.filter import Filter
from index.garbage import look_seldom
from index.reader import Reader
from index.settings import IndexSettings
from ingest.pipeline import ingest

PAGES = 300
FILES = 1_000
ROUNDS = 5
PAGE_CHARACTERS = 3_800
PAPERS, PAPER_CHARACTERS = 440, 20_000  # some 20,000 chunks
QUESTIONS, WARM_UP = 200, 20
FILTERS = (
    Filter(access=("open",)),
    Filter(access=("open",), kinds=("minutes", "notice")),
    Filter(access=("open", "internal"), kinds=("minutes",)),
    Filter(access=("open",), date_from="2015-01-01", date_to="2017-12-31"),
)
LINE = "Styret drøftet sak {n} om digitale tjenester og ba administrasjonen legge fram en ny plan i neste møte."


def main() -> None:
    """Print every figure with its probe."""
    look_seldom()  # as the front door does
    product = _median(_matrix_product)
    _print("probe: matrix product, 600 × 600", product * 1000, "ms")
    for name, value, unit, ratio in (*_ingest(), *_cold(), *_warm(product), *_many(product)):
        _print(name, value, unit, ratio)


def _ingest() -> Iterator[tuple[str, float, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder, "papirer")
        papers.mkdir()
        file = _pdf(papers / "lang.pdf")
        bare = PAGES / _median(lambda: _read_bare(file))
        yield "probe: bare pypdfium2", bare, "pages/s", ""
        with _one_core():
            started, processed = time.perf_counter(), _processor_seconds()
            list(ingest([papers], IndexSettings(data=Path(folder, "data"))))
            whole = PAGES / (time.perf_counter() - started)
            alone = PAGES / (_processor_seconds() - processed)
        yield "ingest of a text PDF, stored, one core", whole, "pages/s", f"{whole / bare:.2f} of bare"
        yield "… without what the disk and other programs took", alone, "pages/s", f"{alone / bare:.2f} of bare"
        for number in range(FILES):
            (papers / f"{number}.txt").write_text(LINE.format(n=number), encoding="utf-8")
        list(ingest([papers], IndexSettings(data=Path(folder, "data"))))
        started = time.perf_counter()
        list(ingest([papers], IndexSettings(data=Path(folder, "data"))))
        yield f"ingest of {FILES} unchanged files", (time.perf_counter() - started) * 1000, "ms", ""


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process and those it starts on one core, where the system lets them be kept (Linux)."""
    if sys.platform != "linux":
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _processor_seconds() -> float:
    """Return the processor time of this process and of the ended ones that it started."""
    return sum(os.times()[:4])


def _cold() -> Iterator[tuple[str, float, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        list(ingest([ROOT / "samples" / "documents"], IndexSettings(data=Path(folder))))
        bare = _median(lambda: _process("-c", "pass"))
        door = str(ROOT / "veiviser.py")
        cold = _median(lambda: _process(door, "--data", folder, "ask", "Hvem leder produktstyret?"))
        yield "probe: an empty Python process", bare * 1000, "ms", ""
        yield "ask, cold", cold * 1000, "ms", f"{cold / bare:.1f} × empty"


def _warm(product: float) -> Iterator[tuple[str, float, str, str]]:
    questions = [case.question for case in read_cases(CASES / "samples.jsonl")]
    with indexed([ROOT / "samples" / "documents"]) as reader:
        times = [_asked(one, reader, Filter(access=("open",))) for one in questions]
        lines = "".join(json.dumps({"id": str(n), "question": one}) + "\n" for n, one in enumerate(questions))
    with tempfile.TemporaryDirectory() as folder:
        list(ingest([ROOT / "samples" / "documents"], IndexSettings(data=Path(folder, "data"))))
        yield _batched("sample papers", Path(folder, "data"), lines, product)
    yield from _shares("ask, warm, with a filter, sample papers", times, product)


def _many(product: float) -> Iterator[tuple[str, float, str, str]]:
    """Ask over many chunks; each question is one that was not asked before, and the filters take turns."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(PAPERS):
            one = paper(number, characters=PAPER_CHARACTERS)
            path = Path(folder, "papirer", one.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(one.paragraphs), encoding="utf-8")
        settings = IndexSettings(data=Path(folder, "data"))
        started = time.perf_counter()
        list(ingest([Path(folder, "papirer")], settings))
        seconds = time.perf_counter() - started
        with Reader.open(settings) as reader:
            chunks = reader.counts().chunks
            yield f"ingest of {PAPERS} papers, {chunks} chunks", chunks / seconds, "chunks/s", ""
            met_first = [_asked(question(-101 - n), reader, FILTERS[n % len(FILTERS)]) for n in range(QUESTIONS)]
            look_through(reader)  # as `serve` does when it starts
            for number in range(WARM_UP):
                ask(question(-1 - number), reader=reader, filter=FILTERS[number % len(FILTERS)])
            times = [_asked(question(n), reader, FILTERS[n % len(FILTERS)]) for n in range(QUESTIONS)]
        asked = (json.dumps({"id": str(n), "question": question(n)}) + "\n" for n in range(QUESTIONS))
        yield _batched(f"{chunks} chunks", settings.data, "".join(asked), product)
    yield from _shares(f"ask, passages met first, with a filter, {chunks} chunks", met_first, product)
    yield from _shares(f"ask, warm, with a filter, {chunks} chunks", times, product)


def _batched(papers: str, data: Path, lines: str, product: float) -> tuple[str, float, str, str]:
    """Ask many questions in one process on one core, its start and the processor time of others left out."""
    door = [sys.executable, str(ROOT / "veiviser.py"), "--data", str(data), "ask", "--batch", "-"]
    with _one_core():
        spent = []
        for said in (lines.partition("\n")[0], lines):
            before = _processor_seconds()
            subprocess.run(door, check=True, capture_output=True, input=said.encode())  # noqa: S603
            spent.append(_processor_seconds() - before)
    rate = (lines.count("\n") - 1) / (spent[1] - spent[0])
    return f"ask --batch, {papers}, one core", rate, "per s", f"{rate * product:.2f} a product"


def _asked(text: str, reader: Reader, filter: Filter) -> float:
    started = time.perf_counter()
    ask(text, reader=reader, filter=filter)
    return time.perf_counter() - started


def _shares(name: str, times: list[float], product: float) -> Iterator[tuple[str, float, str, str]]:
    times.sort()
    for share in (50, 95):
        value = times[share * (len(times) - 1) // 100]
        yield f"{name}, p{share}", value * 1000, "ms", f"{value / product:.2f} × product"


def _pdf(path: Path) -> Path:
    """Draw a PDF of dense text: some 3,800 characters a page, with headings in bold."""
    canvas = Canvas(str(path), invariant=1)
    lines = _lines()
    for _ in range(PAGES):
        height, room = 800.0, PAGE_CHARACTERS
        while room > 0 and height > 40:
            text, heading = next(lines)
            canvas.setFont("Helvetica-Bold" if heading else "Helvetica", 11 if heading else 9)
            canvas.drawString(50, height, text)
            height -= 12.0
            room -= len(text) + 1
        canvas.showPage()
    canvas.save()
    return path


def _lines() -> Iterator[tuple[str, bool]]:
    """Yield lines as they are printed, each with whether it is a heading."""
    for number in itertools.count():
        for paragraph in paper(number, characters=20_000).paragraphs:
            heading = paragraph.startswith("# ")
            for line in wrapped(paragraph.removeprefix("# ")):
                yield line, heading
            yield "", False


def _read_bare(path: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()


def _matrix_product() -> None:
    matrix = np.ones((600, 600))
    matrix @ matrix


def _process(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, capture_output=True)  # noqa: S603


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return sorted(times)[ROUNDS // 2]


def _print(name: str, value: float, unit: str, ratio: str = "") -> None:
    sys.stdout.write(f"{name:<52}{value:>10.1f} {unit:<8} {ratio}\n")


if __name__ == "__main__":
    main()
