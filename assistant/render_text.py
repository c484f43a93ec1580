"""Draws a stretch of text as a picture of a page, with a passage marked; runs in the confined child.

Wraps the lines itself and lets PDFium draw them in Helvetica, which it carries. That font knows the letters
of Western Europe; other characters are drawn as their nearest likeness. The text itself is not changed.
"""

import ctypes
import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw
from PIL import Image

WIDTH = 1100
_FONT_PIXELS = 22
_LINE_PIXELS = 34
_MARGIN = 60
_LINES_MAX = 72
_LETTERS_MAX = 250  # letters that are tried on one line
_INK, _FAINT = (24, 28, 34), (110, 116, 124)
_REGULAR, _BOLD = b"Helvetica", b"Helvetica-Bold"
# What decomposing does not bring into the font.
_LIKENESS = str.maketrans(
    {
        **dict(zip("đĐŋŊŧŦłŁħĦıĸ", "dDnNtTlLhHik", strict=True)),
        **dict.fromkeys("\u2010\u2011\u2012\u2212", "-"),
        **dict.fromkeys("✓✔☑☒", "x"),
        **dict.fromkeys("☐□▫◦○", "o"),
        **{"→": "->", "⇒": "=>", "←": "<-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~"},
    }
)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What to draw: `text[start:end]` is marked, `headings` are offsets of bold stretches.

    `above` and `below` say whether the page has more text than this before and after.
    """

    text: str
    start: int
    end: int
    headings: tuple[tuple[int, int], ...] = ()
    above: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A wrapped line: `text[start:end]` is what stands on it."""

    start: int
    end: int
    heading: bool

    @property
    def font(self) -> bytes:
        return _BOLD if self.heading else _REGULAR


def text_picture(passage: Passage) -> tuple[Image.Image, list[Box]]:
    """Return the picture, at most 72 lines around the passage, and the boxes to mark on it, in pixels."""
    found = _wrapped(passage)
    lines = _window(found, passage.start, passage.end)
    above = passage.above or bool(lines and passage.text[: lines[0].start].strip())
    below = passage.below or bool(lines and passage.text[lines[-1].end :].strip())
    rows: list[_Line | None] = [None] * above + list(lines) + [None] * below
    sheet = _Sheet(max(len(rows), 1) * _LINE_PIXELS + 2 * _MARGIN)
    boxes = []
    for number, line in enumerate(rows):
        y = _MARGIN + number * _LINE_PIXELS
        if line is None:
            sheet.put("…", y, _REGULAR, _FAINT)
        else:
            sheet.put(shown(passage.text[line.start : line.end]), y, line.font, _INK)
            boxes += _line_boxes(passage, line, y)
    if not rows:
        sheet.put("Siden har ingen tekst.", _MARGIN, _REGULAR, _FAINT)
    return sheet.picture(), boxes


class _Sheet:
    """One page of a PDF that is made only to be drawn; a point is a pixel."""

    def __init__(self, height: int) -> None:
        self._height = height
        self._document = pypdfium2.PdfDocument.new()
        self._page = self._document.new_page(WIDTH, height)
        self._fonts = {name: _font(self._document, name) for name in (_REGULAR, _BOLD)}

    def put(self, text: str, y: int, font: bytes, ink: tuple[int, int, int]) -> None:
        """Write one line whose top is at `y` pixels from the top."""
        written = pypdfium2.raw.FPDFPageObj_CreateTextObj(self._document, self._fonts[font], _FONT_PIXELS)
        letters = ctypes.create_string_buffer(f"{text}\0".encode("utf-16-le"))
        pypdfium2.raw.FPDFText_SetText(written, ctypes.cast(letters, pypdfium2.raw.FPDF_WIDESTRING))
        pypdfium2.raw.FPDFPageObj_SetFillColor(written, *ink, 255)
        pypdfium2.raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, _MARGIN, self._height - y - _FONT_PIXELS)
        pypdfium2.raw.FPDFPage_InsertObject(self._page, written)

    def picture(self) -> Image.Image:
        """Draw the page."""
        self._page.gen_content()
        drawn: Image.Image = self._page.render(scale=1).to_pil()
        return drawn.convert("RGB")


def _font(document: pypdfium2.PdfDocument, name: bytes) -> pypdfium2.raw.FPDF_FONT:
    return pypdfium2.raw.FPDFText_LoadStandardFont(document, name)


@functools.cache
def _ruler(name: bytes) -> tuple[pypdfium2.PdfDocument, pypdfium2.raw.FPDF_FONT]:
    document = pypdfium2.PdfDocument.new()
    return document, _font(document, name)


@functools.lru_cache(maxsize=2_000)
def _letter_width(letter: str, font: bytes) -> float:
    width = ctypes.c_float()
    pypdfium2.raw.FPDFFont_GetGlyphWidth(_ruler(font)[1], ord(letter), _FONT_PIXELS, width)
    return width.value


def _width(text: str, font: bytes) -> float:
    return sum(_letter_width(letter, font) for letter in shown(text))


def _wrapped(passage: Passage) -> list[_Line]:
    """Wrap the text; blank lines are kept, one at a time."""
    found: list[_Line] = []
    at = 0
    for raw in passage.text.split("\n"):
        heading = any(start <= at < end for start, end in passage.headings)
        if raw.strip():
            found += _wrap(raw, at, heading)
        elif found and found[-1].start != found[-1].end:
            found.append(_Line(start=at, end=at, heading=False))
        at += len(raw) + 1
    return found


def _wrap(raw: str, offset: int, heading: bool) -> list[_Line]:
    lines, begin = [], 0
    while begin < len(raw):
        finish = _fitting(raw, begin, _BOLD if heading else _REGULAR)
        if finish < len(raw):
            space = raw.rfind(" ", begin + 1, finish + 1)
            finish = space if space > begin else finish
        lines.append(_Line(start=offset + begin, end=offset + finish, heading=heading))
        begin = finish
        while begin < len(raw) and raw[begin] == " ":
            begin += 1
    return lines


def _fitting(raw: str, begin: int, font: bytes) -> int:
    """Return the end of the longest piece from `begin` that fits a line: at least one character."""
    room = WIDTH - 2 * _MARGIN - _width(raw[begin], font)
    end, most = begin + 1, min(len(raw), begin + _LETTERS_MAX)
    while end < most and room >= (wide := _width(raw[end], font)):
        room -= wide
        end += 1
    return end


def _window(found: Sequence[_Line], start: int, end: int) -> Sequence[_Line]:
    """Return the lines to draw: all of them, or at most 72 with the passage a third from the top."""
    if len(found) <= _LINES_MAX:
        return found
    at = next((n for n, line in enumerate(found) if line.end > start), 0) if end > start else 0
    first = min(max(at - _LINES_MAX // 3, 0), len(found) - _LINES_MAX)
    return found[first : first + _LINES_MAX]


def _line_boxes(passage: Passage, line: _Line, y: int) -> list[Box]:
    first, last = max(passage.start, line.start), min(passage.end, line.end)
    if first >= last or not passage.text[first:last].strip():
        return []
    left = _MARGIN + _width(passage.text[line.start : first], line.font)
    right = _MARGIN + _width(passage.text[line.start : last], line.font)
    return [(left, y, right, y + _FONT_PIXELS + 6)]


def shown(text: str) -> str:
    """Return a text as it can be drawn: blanks as spaces, strange letters as their likeness, the rest as a dot.

    >>> shown("Kárášjohka\\tčállá «ŋ» → 🙂")
    'Kárášjohka cállá «n» -> •'
    """
    return "".join(_drawable(c) for c in text)


@functools.lru_cache(maxsize=5_000)
def _drawable(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Mn"):
        return ""
    if _in_font(character):
        return character
    likeness = unicodedata.normalize("NFKD", character.translate(_LIKENESS))
    return "".join(c for c in likeness if _in_font(c)) or "•"


def _in_font(character: str) -> bool:
    try:
        return bool(character.encode("cp1252"))
    except UnicodeEncodeError:
        return False
