"""How fast it is, each figure beside a probe of the same machine in the same run. Run as `make bench`.

A ratio compares across machines, a bare second does not. Asserts nothing.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from assistant.ask import ask
from eval.case import read_cases
from eval.run import CASES, ROOT, indexed
from index.filter import Filter
from index.settings import IndexSettings
from ingest.pipeline import ingest

PAGES = 300
FILES = 1_000
ROUNDS = 5
LINE = "Styret drøftet sak {n} om digitale tjenester og ba administrasjonen legge fram en ny plan i neste møte."


def main() -> None:
    """Print every figure with its probe."""
    product = _median(_matrix_product)
    _print("probe: matrix product, 600 × 600", product * 1000, "ms")
    for name, value, unit, ratio in (*_ingest(), *_cold(), *_warm(product)):
        _print(name, value, unit, ratio)


def _ingest() -> Iterator[tuple[str, float, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder, "papirer")
        papers.mkdir()
        file = _pdf(papers / "lang.pdf")
        bare = PAGES / _median(lambda: _read_bare(file))
        yield "probe: bare pypdfium2", bare, "pages/s", ""
        started = time.perf_counter()
        list(ingest([papers], IndexSettings(data=Path(folder, "data"))))
        whole = PAGES / (time.perf_counter() - started)
        yield "ingest of a text PDF, stored", whole, "pages/s", f"{whole / bare:.2f} of bare"
        for number in range(FILES):
            (papers / f"{number}.txt").write_text(LINE.format(n=number), encoding="utf-8")
        list(ingest([papers], IndexSettings(data=Path(folder, "data"))))
        started = time.perf_counter()
        list(ingest([papers], IndexSettings(data=Path(folder, "data"))))
        yield f"ingest of {FILES} unchanged files", (time.perf_counter() - started) * 1000, "ms", ""


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
        times = []
        for question in questions:
            started = time.perf_counter()
            ask(question, reader=reader, filter=Filter(access=("open",)))
            times.append(time.perf_counter() - started)
    times.sort()
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        value = times[int(share * (len(times) - 1))]
        yield f"ask, warm, with a filter, sample papers, {name}", value * 1000, "ms", f"{value / product:.2f} × product"


def _pdf(path: Path) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for number in range(PAGES):
        for line in range(40):
            canvas.drawString(50, 800 - 18 * line, LINE.format(n=number * 40 + line)[:95])
        canvas.showPage()
    canvas.save()
    return path


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
