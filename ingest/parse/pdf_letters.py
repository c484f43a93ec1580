"""Where a letter of a PDF page stands, how tall it is, and whether its font is bold. Does not read what it is."""

import ctypes

import pypdfium2.raw as raw

from ingest.parse import pdf_calls as calls

_FONT_NAME_BYTES = 128


class Letters:
    """The letters of one page, by pdfium's numbers."""

    def __init__(self, textpage: raw.FPDF_TEXTPAGE) -> None:
        self._textpage = calls.address(textpage)
        self._box = (ctypes.c_float * 4)()
        self._box_at = ctypes.addressof(self._box)
        self._name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._flags = ctypes.c_int()
        self._bold: dict[int | None, bool] = {}

    def place(self, index: int) -> tuple[float, float]:
        """Return the bottom and the height of the place that a letter takes, in points."""
        calls.loose_box(self._textpage, index, self._box_at)
        _, top, _, bottom = self._box
        return bottom, top - bottom

    def bold(self, index: int) -> bool:
        """Say whether a letter's font is called bold."""
        drawn = calls.text_object(self._textpage, index)
        font = calls.font(drawn) if drawn else None
        known = self._bold.get(font)
        if known is None:
            known = self._look_up(index)
            if font:
                self._bold[font] = known
        return known

    def _look_up(self, index: int) -> bool:
        name_at, flags_at = ctypes.addressof(self._name), ctypes.addressof(self._flags)
        calls.font_info(self._textpage, index, name_at, _FONT_NAME_BYTES, flags_at)
        return b"bold" in self._name.value.lower()
