"""Says whether a line of a PDF page is hidden from whoever looks at it: invisible, white on nothing, or outside it.

Looks closer only where a line's first letter is suspicious. Invisible text over a picture is a scan's recognised text,
and white text over something drawn is a heading on a coloured field: both are read. Does not look at single letters.
"""

import ctypes

import pypdfium2.raw as raw

_WHITE = 250  # of 255, in each of red, green and blue
_SEEN_ALPHA = 8  # of 255
_TINY = 1.0  # points: no reader sees letters of this height
_DRAWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM)


class Sight:
    """What can be seen of one page."""

    def __init__(self, page: raw.FPDF_PAGE, textpage: raw.FPDF_TEXTPAGE) -> None:
        self._page = page
        self._textpage = textpage
        self._box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, ctypes.byref(self._box))
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._pointers = tuple(ctypes.byref(part) for part in self._colour)

    def hides(self, index: int, place: raw.FS_RECTF) -> bool:
        """Say whether the line that begins with this character, whose loose box is `place`, is hidden."""
        if place.top - place.bottom < _TINY and place.top != place.bottom:
            return True
        if place.bottom >= self._box.top or place.top <= self._box.bottom:
            return True
        if place.left >= self._box.right or place.right <= self._box.left:
            return True
        mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(self._textpage, index))
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return not self._covered(place, (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM))
        if mode != raw.FPDF_TEXTRENDERMODE_FILL or not raw.FPDFText_GetFillColor(
            self._textpage, index, *self._pointers
        ):
            return False
        if self._colour[3].value < _SEEN_ALPHA:
            return True
        return self._is_white() and not self._covered(place, _DRAWN)

    def _is_white(self) -> bool:
        return all(part.value >= _WHITE for part in self._colour[:3])

    def _covered(self, place: raw.FS_RECTF, kinds: tuple[int, ...]) -> bool:
        """Say whether something of these kinds, other than white, is drawn where the line begins."""
        x, y = (place.left + place.right) / 2, (place.bottom + place.top) / 2
        edges = tuple(ctypes.c_float() for _ in range(4))
        pointers = tuple(ctypes.byref(edge) for edge in edges)
        for number in range(raw.FPDFPage_CountObjects(self._page)):
            drawn = raw.FPDFPage_GetObject(self._page, number)
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind not in kinds or not raw.FPDFPageObj_GetBounds(drawn, *pointers):
                continue
            left, bottom, right, top = (edge.value for edge in edges)
            if left <= x <= right and bottom <= y <= top and not (kind == raw.FPDF_PAGEOBJ_PATH and self._white(drawn)):
                return True
        return False

    def _white(self, drawn: raw.FPDF_PAGEOBJECT) -> bool:
        return bool(raw.FPDFPageObj_GetFillColor(drawn, *self._pointers)) and self._is_white()
