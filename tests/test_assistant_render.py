"""Pages as pictures: the marker pen lies on the cited words, in PDFs and in drawn text, and nowhere else."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.render import Picture, Renderer
from assistant.render_child import MARK, place, solid
from assistant.render_text import Passage, shown, text_picture
from index.document import Page
from index.errors import SourceError, UsageError

LINES = ("Sak 3-7/25 Felles testmiljø på Værøy", "Styret vedtar å bygge i 2026.", "Neste møte er i mai.")
TEXT = "\n".join(LINES)
WANTED = "vedtar å bygge"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page with the three lines at 700, 500 and 300 points from the bottom."""
    path = tmp_path_factory.mktemp("pdf") / "side.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for line, y in zip(LINES, (700, 500, 300), strict=True):
        canvas.drawString(100, y, line)
    canvas.save()
    return path


def drawn(renderer: Renderer, page: Page, start: int, end: int, pdf: Path | None = None) -> Picture:
    return renderer.render(
        doc_id=str(hash((page.text, pdf))), name="side", pdf=pdf, page=page, start=start, end=end
    )  # fmt: skip


def yellow(picture: Picture) -> tuple[Image.Image, tuple[int, int, int, int] | None]:
    """Return the picture, and the smallest box around what is marked."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    rows, columns = np.nonzero((np.asarray(image) == MARK).all(axis=2))
    if not len(rows):
        return image, None
    return image, (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def test_the_cited_words_of_a_pdf_are_marked_where_they_stand(renderer: Renderer, pdf: Path) -> None:
    start = TEXT.index(WANTED)
    picture = drawn(renderer, Page(number=1, text=TEXT, blocks=()), start, start + len(WANTED), pdf)
    image, box = yellow(picture)
    assert box is not None and picture.marked_at is not None
    scale = image.height / A4[1]
    assert (A4[1] - 515) * scale < box[1] < box[3] < (A4[1] - 492) * scale
    assert 100 * scale < box[0] and box[2] < 300 * scale
    assert abs(picture.marked_at[0] * image.width - box[0]) < 6
    assert abs(picture.marked_at[1] * image.height - box[1]) < 6


def test_words_that_the_pdf_does_not_hold_mark_nothing(renderer: Renderer, pdf: Path) -> None:
    page = Page(number=1, text="Noe annet enn filen sier", blocks=())
    picture = drawn(renderer, page, 0, 9, pdf)
    assert picture.marked_at is None and yellow(picture)[1] is None


def test_a_damaged_pdf_is_named(renderer: Renderer, tmp_path: Path) -> None:
    path = tmp_path / "kuttet.pdf"
    path.write_bytes(b"%PDF-1.7 kuttet")
    with pytest.raises(SourceError, match="side"):
        drawn(renderer, Page(number=1, text="abc", blocks=()), 0, 1, path)


@pytest.mark.parametrize("line", [0, 1, 2])
def test_drawn_text_is_marked_on_its_line(renderer: Renderer, line: int) -> None:
    start = TEXT.index(LINES[line])
    image, box = yellow(drawn(renderer, Page(number=1, text=TEXT, blocks=()), start, start + len(LINES[line])))
    assert box is not None and 50 < box[0] < 70
    assert 60 + line * 34 - 6 < box[1] < box[3] <= 60 + (line + 1) * 34
    dark = int((np.asarray(image.crop(box)).sum(axis=2) < 300).sum())
    assert dark > 50, "the words are under the marking"


def test_a_span_over_wrapped_lines_is_marked_on_each(renderer: Renderer) -> None:
    text = "Ord som bryter linjen. " * 20
    _, box = yellow(drawn(renderer, Page(number=1, text=text, blocks=()), 0, len(text)))
    assert box is not None and box[3] - box[1] > 4 * 34 and box[2] < 1060


def test_a_passage_far_down_a_long_page_is_in_the_picture(renderer: Renderer) -> None:
    text = "\n".join(f"Linje {n} av mange." for n in range(5_000))
    start = text.index("Linje 4000 ")
    image, box = yellow(drawn(renderer, Page(number=1, text=text, blocks=()), start, start + 10))
    assert box is not None and image.height < 3_000


@pytest.mark.parametrize("text", ["", "\n\n", " ", "\x00\x01", "🙂", "a" * 3_000, "Kárášjohka čállá", "\ud800"])
@pytest.mark.parametrize("number", [1, 2])
def test_any_text_can_be_drawn(renderer: Renderer, text: str, number: int) -> None:
    page = Page(number=number, text=text.encode("utf-8", "replace").decode(), blocks=())
    assert drawn(renderer, page, 0, len(page.text)).png.startswith(b"\x89PNG")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, len(TEXT) + 1), (10**12, 10**12)])
def test_offsets_outside_the_page_are_refused(renderer: Renderer, start: int, end: int) -> None:
    with pytest.raises(UsageError, match=str(len(TEXT))):
        drawn(renderer, Page(number=1, text=TEXT, blocks=()), start, end)


@given(st.text(max_size=60))
def test_whatever_is_shown_is_in_the_font(text: str) -> None:
    assert shown(text).encode("cp1252").decode("cp1252") == shown(text)


def test_norwegian_is_shown_as_it_is() -> None:
    assert shown("æøåÆØÅ–«»•…§€éò") == "æøåÆØÅ–«»•…§€éò"


@given(st.text("ab c\nå", max_size=300), st.data())
def test_marking_stays_on_the_picture(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    picture, boxes = text_picture(Passage(text=text, start=start, end=end))
    assert bool(boxes) == bool(text[start:end].strip())
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= picture.width and 0 <= top < bottom <= picture.height


@given(st.text("abc", min_size=1, max_size=30), st.data())
def test_a_place_holds_the_wanted_characters(text: str, data: st.DataObject) -> None:
    wanted = data.draw(st.text("abc", min_size=1, max_size=3))
    at = place(tuple(text), data.draw(st.integers(0, 40)), wanted)
    assert (at is None) == (wanted not in text)
    assert at is None or text[at : at + len(wanted)] == wanted


def test_counting_passes_over_blanks_and_composes_letters() -> None:
    assert solid("a\u030a b\u00ad\n-") == "åb-"
