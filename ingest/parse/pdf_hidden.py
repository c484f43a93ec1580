"""Says which letters of a PDF page nobody sees who looks at it: invisible, white on nothing, tiny, or outside it.

Looks at the page's text objects, and at single letters only where an object is suspicious. Invisible text over a
picture is a scan's recognised text, and white text over something drawn is a heading on a coloured field: both are
read.
"""

import ctypes
import math
from collections.abc import Callable, Iterator

import pypdfium2.raw as raw

from ingest.parse import pdf_calls as calls

_WHITE = 250  # of 255, in each of red, green and blue
_SEEN_ALPHA = 8  # of 255
_TINY = 1.0  # points: no reader sees letters of this height
_MAYBE_TINY = 2.0  # points: a font's size is not quite the height of its letters
_FORMS_DEEP = 8  # forms that may lie in each other
_PICTURES = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
_DRAWN = (*_PICTURES, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)


class Sight:
    """What can be seen of one page."""

    def __init__(self, page: raw.FPDF_PAGE, textpage: raw.FPDF_TEXTPAGE) -> None:
        self._page = calls.address(page)
        self._textpage = calls.address(textpage)
        self._box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, ctypes.byref(self._box))
        self._objects = raw.FPDFPage_CountObjects(page)
        self._colour = (ctypes.c_uint * 4)()
        self._edges = (ctypes.c_float * 4)()
        self._colour_at = tuple(ctypes.addressof(self._colour) + 4 * n for n in range(4))
        self._edges_at = tuple(ctypes.addressof(self._edges) + 4 * n for n in range(4))

    def unseen(self, count: int) -> frozenset[int]:
        """Return which of the page's `count` characters are hidden."""
        suspects = frozenset(self._suspects(self._objects, lambda number: calls.object_at(self._page, number)))
        if not suspects:
            return frozenset()
        found, hidden = set(), dict.fromkeys(suspects, False)
        looked_at: set[int] = set()
        for index in range(count):
            drawn = calls.text_object(self._textpage, index)
            if drawn not in suspects:
                continue
            if drawn not in looked_at:
                looked_at.add(drawn)
                hidden[drawn] = self._hides(drawn, index)
            if hidden[drawn]:
                found.add(index)
        return frozenset(found)

    def _suspects(self, objects: int, at: Callable[[int], int], depth: int = 0) -> Iterator[int]:
        """Yield the text objects that may be hidden, those in forms too."""
        box, colour, edges, colour_at, edges_at = self._box, self._colour, self._edges, self._colour_at, self._edges_at
        low, high, first, last = box.bottom, box.top, box.left, box.right
        for number in range(objects):
            drawn = at(number)
            mode = calls.render_mode(drawn)
            if mode == raw.FPDF_TEXTRENDERMODE_FILL:
                calls.fill_colour(drawn, *colour_at)
                if colour[3] < _SEEN_ALPHA or (colour[0] >= _WHITE and colour[1] >= _WHITE and colour[2] >= _WHITE):
                    yield drawn
                    continue
            elif mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                yield drawn
                continue
            elif mode == raw.FPDF_TEXTRENDERMODE_UNKNOWN:
                if depth < _FORMS_DEEP and calls.kind_of(drawn) == raw.FPDF_PAGEOBJ_FORM:
                    yield from self._suspects(calls.count_in_form(drawn), _within(drawn), depth + 1)
                continue
            calls.bounds(drawn, *edges_at)
            left, bottom, right, top = edges
            outside = bottom >= high or top <= low or left >= last or right <= first
            if outside or (top - bottom < _TINY and self._may_be_tiny(drawn)):
                yield drawn

    def _may_be_tiny(self, drawn: int) -> bool:
        """Say whether the letters of a text object are set small; a full stop or a blank alone is low, but not tiny."""
        placed = raw.FS_MATRIX()
        calls.font_size(drawn, self._edges_at[0])
        calls.matrix(drawn, ctypes.addressof(placed))
        return bool(abs(self._edges[0]) * math.hypot(placed.c, placed.d) < _MAYBE_TINY)

    def _hides(self, drawn: int, index: int) -> bool:
        """Say whether a text object, whose first character is this one, is hidden."""
        place = raw.FS_RECTF()
        calls.loose_box(self._textpage, index, ctypes.addressof(place))
        if place.top - place.bottom < _TINY and place.top != place.bottom:
            return True
        if place.bottom >= self._box.top or place.top <= self._box.bottom:
            return True
        if place.left >= self._box.right or place.right <= self._box.left:
            return True
        mode = calls.render_mode(drawn)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return not self._covered(place, _PICTURES)
        if mode != raw.FPDF_TEXTRENDERMODE_FILL or not calls.fill_colour(drawn, *self._colour_at):
            return False
        if self._colour[3] < _SEEN_ALPHA:
            return True
        return self._is_white() and not self._covered(place, _DRAWN)

    def _is_white(self) -> bool:
        return all(part >= _WHITE for part in self._colour[:3])

    def _covered(self, place: raw.FS_RECTF, kinds: tuple[int, ...]) -> bool:
        """Say whether something of these kinds, other than white, is drawn where the text begins."""
        x, y = (place.left + place.right) / 2, (place.bottom + place.top) / 2
        for number in range(self._objects):
            drawn = calls.object_at(self._page, number)
            kind = calls.kind_of(drawn)
            if kind not in kinds or not calls.bounds(drawn, *self._edges_at):
                continue
            left, bottom, right, top = self._edges
            if left <= x <= right and bottom <= y <= top and not (kind == raw.FPDF_PAGEOBJ_PATH and self._white(drawn)):
                return True
        return False

    def _white(self, drawn: int) -> bool:
        return bool(calls.fill_colour(drawn, *self._colour_at)) and self._is_white()


def _within(form: int) -> Callable[[int], int]:
    return lambda number: int(calls.form_object_at(form, number))
