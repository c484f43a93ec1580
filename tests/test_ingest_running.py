"""Running heads and feet of a PDF stand apart from its text: in no sentence, no quote and no record."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.document import BlockKind
from index.reader import Reader
from index.settings import IndexSettings
from ingest.parse.read import parse
from ingest.pipeline import ingest

TOP, BOTTOM = 810, 30
BODY = (
    ("Styret drøftet hvordan arbeidet med felles", "språk skal ledes videre, og ba om en plan."),
    ("planen skal omfatte opplæring av alle som", "bruker løsningen i kommunene."),
    ("Administrasjonen legger fram et utkast som", "styret tar stilling til i neste møte."),
    ("deretter følger en runde med innspill fra", "kommunene og foretakene."),
)
Drawn = tuple[float, str]


def pdf_of(pages: Sequence[Sequence[Drawn]], body: Sequence[Sequence[str]] = BODY) -> bytes:
    """Return a PDF whose pages hold two lines of text each, below or above what is drawn at the given heights."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for number, drawn in enumerate(pages):
        canvas.setFont("Helvetica", 11)
        for y, text in drawn:
            canvas.drawString(60, y, text)
        for place, line in enumerate(body[number % len(body)]):
            canvas.drawString(60, 770 - 13 * place, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def running(data: bytes) -> list[list[str]]:
    """Return by page what stands apart as a running head or foot."""
    return [
        [page.text[block.start : block.end] for block in page.blocks if block.kind is BlockKind.RUNNING]
        for page in parse(data, "a.pdf").pages
    ]


def _numbered(page: int) -> list[Drawn]:
    return [(BOTTOM, f"Side {page} av 4")]


def _titled(page: int) -> list[Drawn]:
    return [(TOP, "Referat fra styremøte 44/24"), (BOTTOM, str(page))]


def _on_one_line(page: int) -> list[Drawn]:
    return [(TOP, f"Produktstyret, referat 44/24 {page} av 4")]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (_numbered, [["Side 1 av 4"], ["Side 2 av 4"], ["Side 3 av 4"], ["Side 4 av 4"]]),
        (_titled, [["1"], *(["Referat fra styremøte 44/24", str(page)] for page in (2, 3, 4))]),
        (_on_one_line, [[], *([f"Produktstyret, referat 44/24 {page} av 4"] for page in (2, 3, 4))]),
        (lambda page: [(BOTTOM, f"- {page + 6} -")], [[f"- {page + 6} -"] for page in (1, 2, 3, 4)]),
        (lambda page: [(BOTTOM, f"{page} | Portalen")], [[], *([f"{page} | Portalen"] for page in (2, 3, 4))]),
        (lambda page: [(TOP, f"Sak {page + 11}")], [[], [], [], []]),
        (lambda page: [(TOP, f"Sak {page + 11}/25 Orientering")], [[], [], [], []]),
        (lambda page: [(784, "Sak Oppfølging Ansvarlig Status")], [[], [], [], []]),
        (lambda page: [(BOTTOM, f"Antall: {page * page}")], [[], [], [], []]),
        (lambda page: [(TOP, "Eventuelt")] if page in (2, 4) else [], [[], [], [], []]),
    ],
    ids=[
        "page of pages", "title and number", "both on one line", "numbers from seven", "number and name",
        "a sak a page", "a numbered sak a page", "a table's head", "another number", "on two of four pages",
    ],
)  # fmt: skip
def test_running_heads_and_feet_stand_apart(head: Callable[[int], list[Drawn]], found: list[list[str]]) -> None:
    assert running(pdf_of([head(page) for page in (1, 2, 3, 4)])) == found


def test_no_sentence_and_no_quote_holds_a_running_head_or_foot(tmp_path: Path) -> None:
    heads = [[(TOP, "referat fra styremøte 44/24"), (BOTTOM, f"Side {page} av 4")] for page in (1, 2, 3, 4)]
    (tmp_path / "referat.pdf").write_bytes(pdf_of(heads))
    settings = IndexSettings(data=tmp_path / "data")
    list(ingest([tmp_path / "referat.pdf"], settings))
    with Reader.open(settings) as reader:
        for asked in ("opplæring av alle", "innspill fra kommunene"):
            (hit, *_) = reader.search(asked)
            page = reader.page(hit.chunk.doc_id, hit.chunk.page).text
            said = [page[unit.start : unit.end] for unit in hit.chunk.units]
            apart = {"referat fra styremøte 44/24", f"Side {hit.chunk.page} av 4"}
            assert apart <= set(said)
            assert not any("styremøte" in one or "av 4" in one for one in said if one not in apart)
