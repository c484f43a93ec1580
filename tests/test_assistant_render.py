"""Pages as pictures: the passage is yellow where it stands, and nothing else is."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories_api import MINUTES
from factories_files import pdf_bytes
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.render import Picture, Renderer, text_picture
from assistant.render_child import lines, place, solid
from index.document import Block, BlockKind, Page
from index.errors import SourceError, UsageError
from ingest.parse import pdf

YELLOW = (255, 226, 74)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


def yellow_box(picture: Picture) -> tuple[float, float, float, float] | None:
    """Return the box of yellow, as parts of width and height: left, top, right, bottom."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    red, _, blue = image.split()
    box = Image.merge("RGB", (red, red, blue)).point(lambda value: value)  # the mark is red and green, not blue
    marked = Image.eval(box.getchannel(2), lambda value: 255 if 60 <= value <= 90 else 0)
    bright = Image.eval(red, lambda value: 255 if value >= 250 else 0)
    found = Image.composite(marked, Image.new("L", image.size), bright).getbbox()
    if found is None:
        return None
    return found[0] / image.width, found[1] / image.height, found[2] / image.width, found[3] / image.height


def drawn(renderer: Renderer, path: Path, quote: str, number: int = 1) -> Picture:
    """Return the picture of a PDF's page with a quote of its text marked; the text is as ingest reads it."""
    page = pdf.read(path.read_bytes(), path.name).pages[number - 1]
    start = page.text.index(quote) if quote else 0
    return renderer.render(doc_id=str(path), name=path.name, pdf=path, page=page, start=start, end=start + len(quote))


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "referat.pdf"
    path.write_bytes(pdf_bytes(MINUTES, ("Side to er kort.",)))
    return path


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        (MINUTES[1], 1),
        ("Felles testmiljø på Værøy", 3),
        (MINUTES[6], 6),
        ("Produktstyret vedtar", 6),
    ],
)
def test_a_quote_is_yellow_on_its_own_line(renderer: Renderer, minutes: Path, quote: str, line: int) -> None:
    picture = drawn(renderer, minutes, quote)
    box = yellow_box(picture)
    assert box is not None and picture.marked_at is not None
    baseline = 780.0 - sum(1.25 * (20 if text.startswith("# ") else 11) for text in MINUTES[:line])
    height = 20 if MINUTES[line].startswith("# ") else 11
    top, bottom = box[1] * A4[1], box[3] * A4[1]
    assert top < A4[1] - baseline < bottom
    assert bottom - top < 2.2 * height
    assert abs(picture.marked_at[0] - box[0]) < 0.01 and abs(picture.marked_at[1] - box[1]) < 0.01


def test_a_later_word_is_marked_further_right(renderer: Renderer, minutes: Path) -> None:
    first, last = (yellow_box(drawn(renderer, minutes, word)) for word in ("Produktstyret vedtar", "1. juni 2025"))
    assert first is not None and last is not None
    assert first[2] < last[0]


def test_a_quote_over_a_divided_word_is_marked_on_both_lines(renderer: Renderer, minutes: Path) -> None:
    quote = "samarbeids-\npartene i fellesskap."
    box = yellow_box(drawn(renderer, minutes, quote))
    assert box is not None
    assert 15 < (box[3] - box[1]) * A4[1] < 45


def test_without_a_span_nothing_is_marked_and_the_width_is_about_1100(renderer: Renderer, minutes: Path) -> None:
    picture = drawn(renderer, minutes, "", number=2)
    assert picture.marked_at is None and yellow_box(picture) is None
    assert abs(Image.open(io.BytesIO(picture.png)).width - 1100) <= 1


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_marked_where_its_text_is_seen(renderer: Renderer, tmp_path: Path, rotation: int) -> None:
    path, side = tmp_path / "snudd.pdf", 800
    canvas = Canvas(str(path), pagesize=(side, side))
    canvas.setPageRotation(rotation)
    canvas.drawString(60, 780, "Et vedtak i hjørnet.")
    canvas.showPage()
    canvas.save()
    box = yellow_box(drawn(renderer, path, "Et vedtak"))
    assert box is not None
    x, y = 62 / side, 1 - 782 / side
    seen = {90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[rotation]
    assert box[0] - 0.01 <= seen[0] <= box[2] + 0.01 and box[1] - 0.01 <= seen[1] <= box[3] + 0.01


def test_words_that_are_not_in_the_picture_are_marked_nowhere(renderer: Renderer, minutes: Path) -> None:
    page = Page(number=1, text="Tekst fra en skanner.")
    picture = renderer.render(doc_id="x", name="x.pdf", pdf=minutes, page=page, start=0, end=5)
    assert picture.marked_at is None and yellow_box(picture) is None


@pytest.mark.parametrize("size", [(20, 14_000), (14_000, 20), (14_000, 14_000)])
def test_a_page_of_extreme_size_gives_a_picture_of_bounded_size(
    renderer: Renderer, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "stor.pdf"
    canvas = Canvas(str(path), pagesize=size)
    canvas.drawString(2, 2, "x")
    canvas.save()
    picture = renderer.render(doc_id=str(size), name="x.pdf", pdf=path, page=Page(number=1, text="x"), start=0, end=0)
    image = Image.open(io.BytesIO(picture.png))
    assert image.width * image.height <= 5_000_000


def test_a_broken_pdf_is_named_and_the_next_is_drawn(renderer: Renderer, minutes: Path, tmp_path: Path) -> None:
    path = tmp_path / "brudd.pdf"
    path.write_bytes(b"%PDF-1.7 ikke mer")
    with pytest.raises(SourceError, match=r"møte/brudd\.pdf"):
        renderer.render(doc_id="b", name="møte/brudd.pdf", pdf=path, page=Page(number=1, text="x"), start=0, end=0)
    with pytest.raises(SourceError, match="side 9"):
        renderer.render(doc_id="c", name="c.pdf", pdf=minutes, page=Page(number=9, text="x"), start=0, end=0)
    assert drawn(renderer, minutes, "Saksinnleder").marked_at is not None


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 6), (6, 6)])
def test_a_span_outside_the_text_is_refused(renderer: Renderer, start: int, end: int) -> None:
    with pytest.raises(UsageError, match="side 4"):
        renderer.render(doc_id="d", name="d", pdf=None, page=Page(number=4, text="fem t"), start=start, end=end)


def test_a_text_page_is_drawn_with_norwegian_letters_and_its_passage_marked() -> None:
    text = "Overskrift\n\nFørst kommer en setning. Så kommer «ærlig økt åpenhet» – og slutt."
    page = Page(number=1, text=text, blocks=(Block(start=0, end=10, kind=BlockKind.HEADING, level=1),))
    start = text.index("«ærlig")
    picture = text_picture(page, start, start + len("«ærlig økt åpenhet»"))
    box = yellow_box(picture)
    assert box is not None and picture.marked_at is not None
    assert box[0] > 0.3
    for letter in "æøåÆØÅ–«»•…čŋ":
        assert (
            text_picture(Page(number=1, text=letter), 0, 0).png != text_picture(Page(number=1, text="\u0378"), 0, 0).png
        )


def test_a_long_text_page_is_drawn_around_its_passage() -> None:
    text = "\n".join(f"Linje {number} i et langt dokument." for number in range(20_000))
    start = text.index("Linje 15000 ")
    picture = text_picture(Page(number=1, text=text), start, start + 11)
    image = Image.open(io.BytesIO(picture.png))
    assert picture.marked_at is not None and 0.2 < picture.marked_at[1] < 0.5
    assert image.height < 4_000


def test_an_empty_page_and_a_line_without_blanks_are_drawn() -> None:
    assert text_picture(Page(number=1, text=""), 0, 0).marked_at is None
    picture = text_picture(Page(number=1, text="x" * 5_000), 4_990, 5_000)
    assert picture.marked_at is not None


@given(st.text(st.sampled_from("ab \n\u00ad\u0301æ"), max_size=40), st.data())
@settings(max_examples=200)
def test_a_passage_is_found_again_by_counting_what_is_not_blank(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    wanted = solid(text[start:])
    at = place(tuple(solid(text)), len(solid(text)) - len(wanted), wanted)
    if wanted and solid(text).endswith(wanted):
        assert at == len(solid(text)) - len(wanted)


@pytest.mark.parametrize(
    ("glyphs", "skip", "wanted", "at"),
    [
        ("abcabc", 3, "abc", 3),
        ("abcabc", 4, "abc", 3),
        ("abcabc", 1, "abc", 0),
        ("abcabc", 99, "abc", 3),
        ("abc", 0, "x", None),
        ("abc", 0, "", None),
    ],
)
def test_a_miscounted_passage_is_the_nearest_equal_one(glyphs: str, skip: int, wanted: str, at: int | None) -> None:
    assert place(tuple(glyphs), skip, wanted) == at


def test_characters_of_one_line_share_a_box_and_lines_do_not() -> None:
    assert lines([(0, 0, 5, 10), (6, 1, 9, 10), (0, 20, 5, 30)]) == [(0, 0, 9, 10), (0, 20, 5, 30)]
