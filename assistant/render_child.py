"""Draws one page, of a PDF or of text, as a picture with a passage marked; runs in a confined child: PDFs are hostile.

The passage is found by counting: our page text keeps the reader's non-blank characters in order, so the n-th
of ours is the n-th of PDFium's. Where the count does not lead to the same characters, the nearest equal
stretch is marked, and else nothing: never other words. It reads no text that was scanned.
"""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw
from PIL import Image, ImageChops, ImageDraw

from assistant.render_text import WIDTH, Box, Passage, text_picture
from index.errors import SourceError

_PIXELS_MAX = 4_400_000
MARK = (255, 226, 74)
_PADDING = 2
# What PDFium gives for a hyphen at the end of a line; our page text has a hyphen there.
_LINE_HYPHENS = (0x2, 0xFFFE)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One non-blank character of a PDF page after our normalisation, and where PDFium has it."""

    character: str
    index: int


def handle(header: Mapping[str, object], body: bytes) -> tuple[Mapping[str, object], bytes]:
    """Answer with `{"marked_at"}` and a PNG: `{"page", "skip", "wanted", "name"}` and a PDF, or a `Passage`'s fields.

    `page` is 1-based; `wanted` is the passage without blanks, `skip` the number of non-blanks before it.
    `marked_at` is as in `marked_at`, or None.
    """
    if "text" in header:
        picture, boxes = text_picture(_passage(header))
        return {"marked_at": marked_at(boxes, picture)}, png(mark(picture, boxes))
    page, skip = int(str(header["page"])), int(str(header["skip"]))
    wanted, name = str(header["wanted"]), str(header["name"])
    try:
        document = pypdfium2.PdfDocument(body)
        if not 1 <= page <= len(document):
            raise SourceError(f"«{name}» har ingen side {page}: les inn filen på nytt.")
        picture, boxes = _draw(document[page - 1], skip, wanted)
    except pypdfium2.PdfiumError:
        raise SourceError(f"«{name}» kan ikke tegnes, men teksten står ved siden av: åpne originalen.") from None
    return {"marked_at": marked_at(boxes, picture)}, png(mark(picture, boxes))


def _passage(header: Mapping[str, object]) -> Passage:
    headings = header["headings"]
    assert isinstance(headings, list)  # noqa: S101 - the parent wrote it
    return Passage(
        text=str(header["text"]),
        start=int(str(header["start"])),
        end=int(str(header["end"])),
        headings=tuple((int(start), int(end)) for start, end in headings),
        above=bool(header["above"]),
        below=bool(header["below"]),
    )


def png(picture: Image.Image) -> bytes:
    """Return a picture as PNG."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=4)
    return out.getvalue()


def solid(text: str) -> str:
    """Return a text as both sides count it: NFC, without blanks, control characters and soft hyphens."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if _counts(c))


def _counts(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf", "Cn", "Cs")


def _draw(page: pypdfium2.PdfPage, skip: int, wanted: str) -> tuple[Image.Image, list[Box]]:
    width, height = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
    scale = min(WIDTH / width, (_PIXELS_MAX / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, may_draw_forms=False)
    picture = bitmap.to_pil().convert("RGB")
    convert = bitmap.get_posconv(page)
    boxes = []
    for left, bottom, right, top in _boxes(page.get_textpage(), skip, wanted):
        (x0, y0), (x1, y1) = convert.to_bitmap(left, top), convert.to_bitmap(right, bottom)
        boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return picture, lines(boxes)


def _boxes(text: pypdfium2.PdfTextPage, skip: int, wanted: str) -> list[Box]:
    glyphs = list(_glyphs(text))
    at = place(tuple(glyph.character for glyph in glyphs), skip, wanted)
    if at is None:
        return []
    indices = dict.fromkeys(glyph.index for glyph in glyphs[at : at + len(wanted)])
    boxes = (text.get_charbox(index, loose=True) for index in indices)
    return [box for box in boxes if box[2] > box[0] and box[3] > box[1]]


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """Yield the characters that count; a letter and the marks on it become one, as in our text."""
    cluster, first = "", 0
    for index, character in _characters(text):
        if cluster and not unicodedata.combining(character):
            yield from (Glyph(c, first) for c in solid(cluster))
            cluster = ""
        if not cluster:
            first = index
        cluster += character
    yield from (Glyph(c, first) for c in solid(cluster))


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[int, str]]:
    """Yield each character with its index; the halves of a surrogate pair come as one."""
    high = 0
    for index in range(text.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            if high:
                yield index, chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
            high = 0
        elif 0 < code <= 0x10FFFF:
            yield index, "-" if code in _LINE_HYPHENS else chr(code)


def place(glyphs: tuple[str, ...], skip: int, wanted: str) -> int | None:
    """Return where `wanted` stands among the glyphs: at `skip`, or nearest to it, or None.

    >>> place(("a", "b", "a"), 2, "a")
    2
    """
    text = "".join(glyphs)
    if not wanted or text.startswith(wanted, skip):
        return skip if wanted else None
    before, after = text.rfind(wanted, 0, skip + len(wanted)), text.find(wanted, skip)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - skip)) if found else None


def lines(boxes: Iterable[Box]) -> list[Box]:
    """Join the boxes of neighbouring characters (pixels, y downwards) into one box a line."""
    joined: list[Box] = []
    for box in boxes:
        if joined and _same_line(joined[-1], box):
            a = joined[-1]
            joined[-1] = (min(a[0], box[0]), min(a[1], box[1]), max(a[2], box[2]), max(a[3], box[3]))
        else:
            joined.append(box)
    return joined


def _same_line(a: Box, b: Box) -> bool:
    lower = min(a[3] - a[1], b[3] - b[1])
    overlap = min(a[3], b[3]) - max(a[1], b[1])
    return overlap > 0.5 * lower and -lower < b[0] - a[2] < 3 * lower


def marked_at(boxes: Sequence[Box], picture: Image.Image) -> tuple[float, float] | None:
    """Return where marking begins: the leftmost and the first top edge as parts (0 to 1) of width and height."""
    if not boxes:
        return None
    left, top = min(box[0] for box in boxes) / picture.width, boxes[0][1] / picture.height
    return round(min(max(left, 0.0), 1.0), 4), round(min(max(top, 0.0), 1.0), 4)


def mark(picture: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """Return the picture with yellow laid over the boxes as a marker pen would: dark text stays dark."""
    pen = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(pen)
    for left, top, right, bottom in boxes:
        draw.rectangle((left - _PADDING, top - _PADDING, right + _PADDING, bottom + _PADDING), fill=MARK)
    return ImageChops.multiply(picture, pen)
