"""A page as a picture with the cited passage marked in yellow.

PDF pages are drawn as they look, in a confined child process; pages of every other kind are drawn as their
text, wrapped, around the passage. It changes no text, and where the passage cannot be found in the picture,
it says so instead of marking another place.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from assistant.render_child import WIDTH, Box, mark, marked_at, png, solid
from index.confine import Confined
from index.document import BlockKind, Page
from index.errors import UsageError

_CACHED = 64
_MEMORY_MB = 1024
_SECONDS = 20

_FONT = Path(__file__).parent / "page" / "DejaVuSans.ttf"
_FONT_PIXELS = 22
_LINE_PIXELS = 34
_MARGIN = 60
_LINES_MAX = 72
# Text further away than this from the passage cannot reach the picture, so it is not even wrapped.
_REACH = 12_000
_INK, _PAPER, _FAINT = (24, 28, 34), (255, 255, 255), (110, 116, 124)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn page. `marked_at` is where the marking begins, as parts (0 to 1) of width and height, or None."""

    png: bytes
    marked_at: tuple[float, float] | None


class Renderer:
    """Draws pages and remembers the latest; safe to use from several threads. Close it when done."""

    def __init__(self) -> None:
        self._confined = Confined(module="assistant.render_child", memory_mb=_MEMORY_MB, seconds=_SECONDS)
        self._cache: OrderedDict[tuple[str, int, int, int], Picture] = OrderedDict()
        self._lock = threading.Lock()

    def render(self, *, doc_id: str, name: str, pdf: Path | None, page: Page, start: int, end: int) -> Picture:
        """Return one page as a picture of at most about 1,100 pixels' width, `page.text[start:end]` marked.

        `name` is what the user calls the file, `pdf` the original when it is one. `start == end` marks nothing.
        Raises `UsageError` when the span lies outside the text, `SourceError` when a PDF cannot be drawn.
        """
        check_span(page, start, end)
        key = (doc_id, page.number, start, end)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        picture = self._drawn(name, pdf, page, start, end) if pdf else text_picture(page, start, end)
        with self._lock:
            self._cache[key] = picture
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return picture

    def forget(self, doc_id: str) -> None:
        """Drop every remembered picture of one document."""
        with self._lock:
            for key in [key for key in self._cache if key[0] == doc_id]:
                del self._cache[key]

    def close(self) -> None:
        """Stop the child process."""
        self._confined.close()

    def _drawn(self, name: str, pdf: Path, page: Page, start: int, end: int) -> Picture:
        header = {
            "page": page.number,
            "skip": len(solid(page.text[:start])),
            "wanted": solid(page.text[start:end]),
            "name": name,
        }
        reply, body = self._confined.call(header, pdf.read_bytes(), name=name)
        at = reply["marked_at"]
        return Picture(png=body, marked_at=(float(at[0]), float(at[1])) if isinstance(at, list) else None)


def check_span(page: Page, start: int, end: int) -> None:
    """Raise `UsageError` unless `start` and `end` are offsets into the page's text, in order."""
    if not 0 <= start <= end <= len(page.text):
        raise UsageError(
            f"Utsnittet {start}–{end} finnes ikke på side {page.number}: "
            f"bruk tegn fra 0 til {len(page.text)}, med start før slutt."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A wrapped line: `page_text[start:end]` is what stands on it."""

    start: int
    end: int
    heading: bool


def text_picture(page: Page, start: int, end: int) -> Picture:
    """Draw the page's text as a picture: at most 72 lines around the passage, which is marked."""
    font = ImageFont.truetype(str(_FONT), _FONT_PIXELS)
    found = _wrapped(page, max(start - _REACH, 0), min(end + _REACH, len(page.text)), font)
    drawn = _window(found, start, end)
    above = bool(drawn and page.text[: drawn[0].start].strip())
    below = bool(drawn and page.text[drawn[-1].end :].strip())
    rows = [None] * above + list(drawn) + [None] * below
    picture = Image.new("RGB", (WIDTH, max(len(rows), 1) * _LINE_PIXELS + 2 * _MARGIN), _PAPER)
    draw, boxes = ImageDraw.Draw(picture), []
    for number, line in enumerate(rows):
        y = _MARGIN + number * _LINE_PIXELS
        if line is None:
            draw.text((_MARGIN, y), "…", font=font, fill=_FAINT)
        else:
            _draw_line(draw, page.text, line, y, font)
            boxes += _line_boxes(page.text, line, y, start, end, font)
    if not rows:
        draw.text((_MARGIN, _MARGIN), "Siden har ingen tekst.", font=font, fill=_FAINT)
    return Picture(png=png(mark(picture, boxes)), marked_at=marked_at(boxes, picture))


def _wrapped(page: Page, low: int, high: int, font: ImageFont.FreeTypeFont) -> list[_Line]:
    """Wrap the text between two offsets; blank lines are kept, one at a time."""
    headings = [(b.start, b.end) for b in page.blocks if b.kind is BlockKind.HEADING]
    found: list[_Line] = []
    at = low
    for raw in page.text[low:high].split("\n"):
        heading = any(s <= at < e for s, e in headings)
        if raw.strip():
            found += [_Line(start=s, end=e, heading=heading) for s, e in _wrap(raw, at, font)]
        elif found and found[-1].start != found[-1].end:
            found.append(_Line(start=at, end=at, heading=False))
        at += len(raw) + 1
    return found


def _wrap(raw: str, offset: int, font: ImageFont.FreeTypeFont) -> list[tuple[int, int]]:
    spans, begin, room = [], 0, WIDTH - 2 * _MARGIN
    while begin < len(raw):
        finish = _fitting(raw, begin, room, font)
        if finish < len(raw):
            space = raw.rfind(" ", begin + 1, finish + 1)
            finish = space if space > begin else finish
        spans.append((offset + begin, offset + finish))
        begin = finish
        while begin < len(raw) and raw[begin] == " ":
            begin += 1
    return spans


def _fitting(raw: str, begin: int, room: int, font: ImageFont.FreeTypeFont) -> int:
    """Return the end of the longest piece from `begin` that fits the room: at least one character."""
    low, high = begin + 1, min(len(raw), begin + 250)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(_shown(raw[begin:middle])) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _window(found: list[_Line], start: int, end: int) -> list[_Line]:
    """Return the lines to draw: all of them, or at most 72 with the passage a third from the top."""
    if len(found) <= _LINES_MAX:
        return found
    at = next((n for n, line in enumerate(found) if line.end > start), 0) if end > start else 0
    first = min(max(at - _LINES_MAX // 3, 0), len(found) - _LINES_MAX)
    return found[first : first + _LINES_MAX]


def _draw_line(draw: ImageDraw.ImageDraw, text: str, line: _Line, y: int, font: ImageFont.FreeTypeFont) -> None:
    stroke = 0.6 if line.heading else 0
    shown = _shown(text[line.start : line.end])
    draw.text((_MARGIN, y), shown, font=font, fill=_INK, stroke_width=stroke, stroke_fill=_INK)


def _line_boxes(text: str, line: _Line, y: int, start: int, end: int, font: ImageFont.FreeTypeFont) -> list[Box]:
    first, last = max(start, line.start), min(end, line.end)
    if first >= last or not text[first:last].strip():
        return []
    left = _MARGIN + font.getlength(_shown(text[line.start : first]))
    right = _MARGIN + font.getlength(_shown(text[line.start : last]))
    return [(left, y - 2, right, y + _FONT_PIXELS + 6)]


def _shown(text: str) -> str:
    """Return a text as it is drawn: one place for each character, blanks and controls as a space."""
    return "".join(c if c.isprintable() else " " for c in text)
