"""Reads PDF with pdfium: one page of text for each page, and where its lines stand, for `pdf_lines.py`.

The text keeps pdfium's letters in pdfium's order, so that a quote can be found on the page again; U+FFFE,
which pdfium writes for a hyphen at a line's end, becomes a hyphen and a newline. It does not join hyphenated words,
does not reorder columns, and reads no form, note or attached file.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.document import Page
from index.errors import SourceError
from ingest.parse.clean import clean
from ingest.parse.limits import PAGES_MAX
from ingest.parse.ocr import Ocr
from ingest.parse.parsed import Parsed
from ingest.parse.pdf_hidden import Sight
from ingest.parse.pdf_letters import Letters
from ingest.parse.pdf_lines import Body, PdfLine, body_of, page_blocks
from ingest.parse.pdf_running import mark_running
from ingest.parse.text import text_page
from ingest.parse.title import choose_title

_TAIL_BYTES = 4096
_BOLD_LENGTH_MAX = 100
_HYPHEN = "\ufffe"
_MASK = "\ufdd0"  # no character
_NOT_SHOWN = f" \t\u00a0{_MASK}"
_PLANE = 0xFFFF  # characters above are two UTF-16 units


def read(data: bytes, name: str) -> Parsed:
    """Read a PDF. Raises `SourceError` when it is encrypted, cut short, damaged or too long."""
    document = _open(data, name)
    try:
        if len(document) > PAGES_MAX:
            raise SourceError(
                f"«{name}» har {len(document)} sider, og grensen er {PAGES_MAX}: del filen i mindre deler."
            )
        pages = _pages(document, name)
        title = choose_title(document.get_metadata_value("Title"), pages)
    finally:
        document.close()
    return Parsed(media_type="application/pdf", title=title, pages=pages)


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    tail = data[-_TAIL_BYTES:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise SourceError(f"«{name}» er avkortet: slutten av PDF-filen mangler; hent eller lagre filen på nytt.")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise SourceError(f"«{name}» er beskyttet med passord: lagre den uten passord og prøv igjen.") from None
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise SourceError(
                f"«{name}» er kryptert på en måte som ikke støttes: lagre den uten kryptering og prøv igjen."
            ) from None
        raise SourceError(
            f"«{name}» er ikke en hel PDF-fil: hent den på nytt, eller skriv den ut til PDF på nytt."
        ) from None


def _pages(document: pdfium.PdfDocument, name: str) -> tuple[Page, ...]:
    raw_pages = [_raw_page(document, index) for index in range(len(document))]
    shown = [[line for line in lines or () if line.text] for lines in raw_pages]
    body = body_of([lines for lines in shown if lines])
    marked = mark_running(shown, body)
    ocr = Ocr()
    return tuple(
        _page(number, shown, body, name, hidden=sum(line.hidden for line in lines))
        if lines
        else _textless_page(document, number, name, ocr, damaged=lines is None)
        for number, (lines, shown) in enumerate(zip(raw_pages, marked, strict=True), 1)
    )


def _page(number: int, lines: list[PdfLine], body: Body, name: str, *, hidden: int) -> Page:
    text, blocks = page_blocks(lines, body)
    warning = None
    if hidden:
        warning = (
            f"Side {number} i «{name}» har tekst som ikke synes på siden ({hidden} linjer): "
            "den er ikke lest inn; se på filen før du stoler på den."
        )
    return Page(number=number, text=text, blocks=blocks, warning=warning)


def _textless_page(document: pdfium.PdfDocument, number: int, name: str, ocr: Ocr, *, damaged: bool) -> Page:
    if damaged:
        return Page(
            number=number,
            text="",
            warning=f"Side {number} i «{name}» er skadet og ble ikke lest: skriv filen ut til PDF på nytt.",
        )
    text, warning = ocr.read(document, number, name)
    return text_page(number, text, warning=warning)


def _raw_page(document: pdfium.PdfDocument, index: int) -> list[PdfLine] | None:
    """Return the lines of a page, none when it has no text; None when pdfium cannot read the page at all."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return None
    textpage = raw.FPDFText_LoadPage(page)
    try:
        return list(_lines(page, textpage)) if textpage else None
    finally:
        if textpage:
            raw.FPDFText_ClosePage(textpage)
        raw.FPDF_ClosePage(page)


def _lines(page: raw.FPDF_PAGE, textpage: raw.FPDF_TEXTPAGE) -> Iterator[PdfLine]:
    text, exact = _text(textpage)
    unseen = Sight(page, textpage).unseen(raw.FPDFText_CountChars(textpage))
    if unseen:
        text = _masked(textpage, text, exact, unseen)
    dirty = bool(unseen) or clean(text) != text.replace("\r\n", "\n")
    letters = Letters(textpage)
    position = 0
    for printed in text.split("\r\n"):
        for part in printed.split(_HYPHEN) if _HYPHEN in printed else (printed,):
            index = position + len(part) - len(part.lstrip(_NOT_SHOWN if unseen else None))
            position += len(part) + 1
            hyphen = "-" if position <= len(text) and text[position - 1] == _HYPHEN else ""
            line = (clean(part) if dirty else part).strip() + hyphen
            hidden = bool(unseen) and _MASK in part
            line = " ".join(line.split()) if hidden else line
            if not line:
                if hidden:
                    yield PdfLine(text="", bottom=0.0, height=0.0, bold=False, hidden=True)
                continue
            index = index if exact else _char_index(textpage, text, index)
            bottom, height = letters.place(index)
            last = index + len(part.strip(_NOT_SHOWN if unseen else None) + hyphen) - 1
            bold = len(line) <= _BOLD_LENGTH_MAX and letters.bold(index) and letters.bold(last)
            yield PdfLine(text=line, bottom=bottom, height=height, bold=bold, hidden=hidden)
        position += 1


def _masked(textpage: raw.FPDF_TEXTPAGE, text: str, exact: bool, unseen: frozenset[int]) -> str:
    """Return the text with a mark in the place of each letter that is not seen; `clean` takes the mark out."""
    letters = []
    units = 0
    for place, letter in enumerate(text):
        number = place if exact else int(raw.FPDFText_GetCharIndexFromTextIndex(textpage, units))
        letters.append(_MASK if number in unseen and not letter.isspace() else letter)
        units += 1 + (ord(letter) > _PLANE)
    return "".join(letters)


def _text(textpage: raw.FPDF_TEXTPAGE) -> tuple[str, bool]:
    """Return the page's text, and whether its characters are numbered as pdfium numbers them."""
    count = raw.FPDFText_CountChars(textpage)
    buffer = (ctypes.c_ushort * (count + 1))()
    units = raw.FPDFText_GetText(textpage, 0, count, buffer) - 1
    text = bytes(memoryview(buffer))[: 2 * max(units, 0)].decode("utf-16-le", "replace")
    return text, units == count == len(text)


def _char_index(textpage: raw.FPDF_TEXTPAGE, text: str, index: int) -> int:
    """Return pdfium's number of a character, where some are two UTF-16 units or were left out."""
    units = len(text[:index].encode("utf-16-le", "surrogatepass")) // 2
    return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(textpage, units)))
