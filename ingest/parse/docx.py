"""Reads DOCX: headings, paragraphs, list entries, table rows, text boxes and footnotes, in reading order.

Pages are as Word last laid them out where the file says so, else as its explicit breaks. Header and footer
stand once, on page 1. Deleted and hidden text, comments and the codes of fields are left out; no picture or link is
followed.
"""

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from index.document import BlockKind, Page
from index.errors import SourceError
from ingest.parse.docx_hidden import hidden_warning, is_hidden
from ingest.parse.docx_styles import Styles, on, w
from ingest.parse.limits import PAGES_MAX
from ingest.parse.lines import starts_entry
from ingest.parse.parsed import Parsed
from ingest.parse.piece import Piece, page_of, row
from ingest.parse.title import choose_title

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = w("txbxContent")
_LEFT_OUT = frozenset((w("del"), w("moveFrom"), w("pPr"), w("rPr"), _BOX, _FALLBACK))
_CHARACTERS = {w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_BREAK_TYPE, _VALUE = w("type"), w("val")
# Stands for a page break in a paragraph's text; no clean text holds it.
_PAGE, _RENDERED = "\x0e", "\x0f"
_BOLD_LEVEL = 4
_BOLD_LENGTH_MAX = 100


def read(data: bytes, name: str) -> Parsed:
    """Read a DOCX file. Raises `SourceError` when it has too many pages; what python-docx raises passes through."""
    document = docx.Document(io.BytesIO(data))
    styles = Styles(document)
    writer = _Writer(styles)
    writer.margins(document, footer=False)
    writer.body(document.element.body)
    _footnotes(document, writer)
    pages = writer.finish(document)
    if len(pages) > PAGES_MAX:
        raise SourceError(f"«{name}» har {len(pages)} sider, og grensen er {PAGES_MAX}: del filen i mindre deler.")
    title = choose_title(document.core_properties.title, pages)
    warning = hidden_warning(document.element.body, styles, name)
    return Parsed(media_type=_MEDIA_TYPE, title=title, pages=pages, warnings=(warning,) if warning else ())


class _Writer:
    """Collects pieces page by page while the document is walked."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._pages: list[list[Piece]] = [[]]
        self._written = False

    def finish(self, document: Document) -> tuple[Page, ...]:
        """Return the pages, with the footer at the end of the first."""
        later, self._pages = self._pages[1:], self._pages[:1]
        self.margins(document, footer=True)
        return tuple(page_of(number, pieces) for number, pieces in enumerate(self._pages + later, 1))

    def margins(self, document: Document, *, footer: bool) -> None:
        """Write the header or footer of the first section."""
        section = document.sections[0]
        margin = section.footer if footer else section.header
        first = section.first_page_footer if footer else section.first_page_header
        for part in (first, margin) if section.different_first_page_header_footer else (margin,):
            if not part.is_linked_to_previous:
                # A heading style here would make every document's title its letterhead.
                self._pages[0].extend(Piece(text=_paragraph_text(p)) for p in part._element.iter(w("p")))

    def body(self, parent: Element) -> None:
        """Write paragraphs and tables, also those inside content controls and tracked insertions."""
        for child in parent:
            if child.tag == w("p"):
                self.paragraph(child)
            elif child.tag == w("tbl"):
                self.table(child)
            elif child.tag not in _LEFT_OUT and len(child):
                self.body(child)

    def paragraph(self, paragraph: Element) -> None:
        """Write one paragraph, parted where pages are, and then the text boxes anchored in it."""
        properties = paragraph.find(w("pPr"))
        if properties is not None and on(properties.find(w("pageBreakBefore"))):
            self._break()
        text = _paragraph_text(paragraph)
        kind, level = self._kind(paragraph, text)
        self._parted(text, kind, level)
        for box in paragraph.iter(_BOX):
            if not any(above.tag in (_FALLBACK, _BOX) for above in box.iterancestors()):
                self.body(box)
        if properties is not None and _starts_page(properties.find(w("sectPr"))):
            self._break()

    def _parted(self, text: str, kind: BlockKind, level: int) -> None:
        for index, part in enumerate(text.replace(_RENDERED, _PAGE).split(_PAGE)):
            if index:
                self._break()
            self._write(Piece(text=part, kind=kind, level=level))

    def table(self, table: Element) -> None:
        """Write a table's rows; a row of one cell is layout, and is written as what it holds."""
        for line in table.iter(w("tr")):
            if next(line.iterancestors(w("tbl"))) is not table:
                continue  # of a table inside a cell, whose text is the cell's
            cells = [cell for cell in line.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is line]
            if len(cells) == 1:
                self.body(cells[0])
                continue
            texts = [" ".join(_paragraph_text(p) for p in cell.iter(w("p"))) for cell in cells]
            if any(mark in text for text in texts for mark in (_PAGE, _RENDERED)):
                self._break()
            self._write(row(text.replace(_PAGE, " ").replace(_RENDERED, " ") for text in texts))

    def _kind(self, paragraph: Element, text: str) -> tuple[BlockKind, int]:
        heading, entry = self._styles.levels(paragraph)
        bare = text.strip()
        if heading:
            return BlockKind.HEADING, heading
        if entry:
            return BlockKind.LIST_ENTRY, entry
        if 0 < len(bare) <= _BOLD_LENGTH_MAX and bare[-1] not in ".,;:" and _is_bold(paragraph):
            return BlockKind.HEADING, _BOLD_LEVEL
        return (BlockKind.LIST_ENTRY, 1) if starts_entry(bare) else (BlockKind.PARAGRAPH, 0)

    def _write(self, piece: Piece) -> None:
        self._pages[-1].append(piece)
        self._written = self._written or bool(piece.text.strip())

    def _break(self) -> None:
        """Begin a page, unless this one is still empty: Word writes one break in several ways at once."""
        if self._written:
            self._pages.append([])
            self._written = False


def _paragraph_text(paragraph: Element) -> str:
    return "".join(_characters(paragraph))


def _characters(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == w("t"):
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == w("br"):
            yield _PAGE if child.get(_BREAK_TYPE) == "page" else "\n"
        elif tag == w("lastRenderedPageBreak"):
            yield _RENDERED
        elif tag not in _LEFT_OUT and not (tag == w("r") and is_hidden(child)):
            yield from _characters(child)


def _starts_page(section: Element | None) -> bool:
    """Whether what follows this section begins on a new page, as it does when nothing is said."""
    if section is None:
        return False
    kind = section.find(w("type"))
    return kind is None or kind.get(_VALUE) not in ("continuous", "nextColumn")


def _is_bold(paragraph: Element) -> bool:
    """Whether every run with text is set in bold by hand."""
    runs = [run for run in paragraph.iter(w("r")) if "".join(_characters(run)).strip()]
    return bool(runs) and all(on(run.find(f"{w('rPr')}/{w('b')}")) for run in runs)


def _footnotes(document: Document, writer: _Writer) -> None:
    """Write the footnotes after the text: Word does not say which page they stand on."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(_BREAK_TYPE) in (None, "normal"):
                    writer.body(note)
