"""A page as a picture with the cited passage marked in yellow.

PDF pages are drawn as they look; pages of every other kind are drawn as their text, wrapped, around the
passage; both in a confined child process. It changes no text, and where the passage cannot be found in the picture,
it says so instead of marking another place.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from assistant.render_child import solid
from index.confine import Confined
from index.document import BlockKind, Page
from index.errors import UsageError

_CACHED = 64
_MEMORY_MB = 1024
_SECONDS = 20

# Text further away than this from the passage cannot reach the picture, so it is not even wrapped.
_REACH = 12_000


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
        picture = self._drawn(name, pdf, page, start, end) if pdf else self._written(name, page, start, end)
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
        header: dict[str, object] = {
            "page": page.number,
            "skip": len(solid(page.text[:start])),
            "wanted": solid(page.text[start:end]),
            "name": name,
        }
        return self._call(header, pdf.read_bytes(), name)

    def _written(self, name: str, page: Page, start: int, end: int) -> Picture:
        low, high = max(start - _REACH, 0), min(end + _REACH, len(page.text))
        headings = [(b.start - low, b.end - low) for b in page.blocks if b.kind is BlockKind.HEADING]
        header: dict[str, object] = {
            "text": page.text[low:high],
            "start": start - low,
            "end": end - low,
            "headings": [(first, last) for first, last in headings if last > 0 and first < high - low],
            "above": bool(page.text[:low].strip()),
            "below": bool(page.text[high:].strip()),
        }
        return self._call(header, b"", name)

    def _call(self, header: dict[str, object], body: bytes, name: str) -> Picture:
        reply, drawn = self._confined.call(header, body, name=name)
        at = reply["marked_at"]
        return Picture(png=drawn, marked_at=(float(at[0]), float(at[1])) if isinstance(at, list) else None)


def check_span(page: Page, start: int, end: int) -> None:
    """Raise `UsageError` unless `start` and `end` are offsets into the page's text, in order."""
    if not 0 <= start <= end <= len(page.text):
        raise UsageError(
            f"Utsnittet {start}–{end} finnes ikke på side {page.number}: "
            f"bruk tegn fra 0 til {len(page.text)}, med start før slutt."
        )
