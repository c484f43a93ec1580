"""pdfium's functions that are called for each line and each object of a page, with addresses as plain numbers.

They are pypdfium2's own, declared a second time: making an object of each pointer takes as long as the call itself.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_ADDRESS, _NUMBER, _SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
_FOUR = (_ADDRESS,) * 4


def _declared(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(address(function) or 0)


def address(pointer: Any) -> int | None:
    """Return where a pointer of pypdfium2 points, None for nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


object_at = _declared(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER)
form_object_at = _declared(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _SIZE)
count_in_form = _declared(raw.FPDFFormObj_CountObjects, _NUMBER, _ADDRESS)
kind_of = _declared(raw.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
render_mode = _declared(raw.FPDFTextObj_GetTextRenderMode, _NUMBER, _ADDRESS)
fill_colour = _declared(raw.FPDFPageObj_GetFillColor, _NUMBER, _ADDRESS, *_FOUR)
bounds = _declared(raw.FPDFPageObj_GetBounds, _NUMBER, _ADDRESS, *_FOUR)
matrix = _declared(raw.FPDFPageObj_GetMatrix, _NUMBER, _ADDRESS, _ADDRESS)
font_size = _declared(raw.FPDFTextObj_GetFontSize, _NUMBER, _ADDRESS, _ADDRESS)
font = _declared(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
text_object = _declared(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER)
loose_box = _declared(raw.FPDFText_GetLooseCharBox, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
font_info = _declared(raw.FPDFText_GetFontInfo, _SIZE, _ADDRESS, _NUMBER, _ADDRESS, _SIZE, _ADDRESS)
