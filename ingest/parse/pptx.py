"""Reads PPTX: one page a slide, its title, shapes from top to bottom and left to right, tables, charts and notes.

Text of pictures is not read, nor what the slide master repeats on each slide, nor hidden slides and shapes.
"""

import io
from collections.abc import Iterable, Iterator

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.table import Table
from pptx.text.text import TextFrame, _Paragraph

from index.document import BlockKind, Page
from index.errors import SourceError
from ingest.parse.limits import PAGES_MAX
from ingest.parse.lines import starts_entry
from ingest.parse.parsed import Parsed
from ingest.parse.piece import Piece, page_of, row
from ingest.parse.title import choose_title

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LISTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
# Shapes whose tops are this close stand in one row, which is read from left to right.
_ROW_EMU = 180_000


def read(data: bytes, name: str) -> Parsed:
    """Read a PPTX file. Raises `SourceError` when it has too many slides; python-pptx's errors pass through."""
    deck = Presentation(io.BytesIO(data))
    slides = list(deck.slides)
    if len(slides) > PAGES_MAX:
        raise SourceError(f"«{name}» har {len(slides)} lysbilder, og grensen er {PAGES_MAX}: del filen i mindre deler.")
    pages = tuple(_page(number, slide, name) for number, slide in enumerate(slides, 1))
    title = choose_title(deck.core_properties.title, pages)
    return Parsed(media_type=_MEDIA_TYPE, title=title, pages=pages)


def _page(number: int, slide: Slide, name: str) -> Page:
    if slide._element.get("show") in ("0", "false"):
        warning = f"Lysbilde {number} i «{name}» er skjult og ikke lest inn: vis det i presentasjonen om det hører med."
        return Page(number=number, text="", warning=warning)
    page = page_of(number, [*_shapes(slide), *_notes(slide)])
    if page.text:
        return page
    warning = f"Lysbilde {number} i «{name}» har ingen tekst: er det et bilde, legg inn teksten som tekst."
    return Page(number=number, text="", warning=warning)


def _shapes(slide: Slide) -> Iterator[Piece]:
    title = slide.shapes.title
    if title is not None and not _is_hidden(title):
        yield Piece(text=title.text_frame.text, kind=BlockKind.HEADING, level=1)
    others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    yield from _in_order(others)


def _in_order(shapes: Iterable[BaseShape]) -> Iterator[Piece]:
    """Yield the text of shapes row by row; shapes without a place of their own come first."""
    rows: list[list[BaseShape]] = []
    for shape in sorted(shapes, key=lambda shape: int(shape.top or 0)):
        if rows and int(shape.top or 0) - int(rows[-1][0].top or 0) <= _ROW_EMU:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    for line in rows:
        for shape in sorted(line, key=lambda shape: int(shape.left or 0)):
            yield from _shape(shape)


def _is_hidden(shape: BaseShape) -> bool:
    """Whether a shape is switched off in the list of shapes."""
    return shape._element._nvXxPr.cNvPr.get("hidden") in ("1", "true")


def _shape(shape: BaseShape) -> Iterator[Piece]:
    if _is_hidden(shape):
        return
    if isinstance(shape, GroupShape):
        yield from _in_order(shape.shapes)
    elif isinstance(shape, GraphicFrame):
        yield from _frame(shape)
    elif shape.has_text_frame and not _is_page_number(shape):
        body = shape.is_placeholder and shape.placeholder_format.type in _LISTS
        frame: TextFrame = shape.text_frame  # type: ignore[attr-defined]
        yield from _paragraphs(frame.paragraphs, body)


def _is_page_number(shape: BaseShape) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER


def _frame(frame: GraphicFrame) -> Iterator[Piece]:
    if frame.has_table:
        yield from _table(frame.table)
    elif frame.has_chart:
        yield from _chart(frame.chart)
    else:
        yield from _diagram(frame)


def _paragraphs(paragraphs: Iterable[_Paragraph], body: bool) -> Iterator[Piece]:
    """Yield paragraphs; in the body of a slide they are list entries, unless it is one paragraph alone."""
    written = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    for paragraph in written:
        entry = _bulleted(paragraph, body and len(written) > 1) or starts_entry(paragraph.text.strip())
        kind = BlockKind.LIST_ENTRY if entry else BlockKind.PARAGRAPH
        yield Piece(text=paragraph.text, kind=kind, level=paragraph.level + 1 if entry else 0)


def _bulleted(paragraph: _Paragraph, usual: bool) -> bool:
    properties = paragraph._p.pPr
    if properties is not None:
        if properties.find(f"{_A}buNone") is not None:
            return False
        if any(properties.find(f"{_A}{tag}") is not None for tag in ("buChar", "buAutoNum", "buBlip")):
            return True
    return usual or paragraph.level > 0


def _table(table: Table) -> Iterator[Piece]:
    for line in table.rows:
        yield row(cell.text for cell in line.cells)


def _chart(chart: Chart) -> Iterator[Piece]:
    """Yield a chart as a table: its title, the categories, and a row for each series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield Piece(text=chart.chart_title.text_frame.text)
    for plot in chart.plots:
        yield row(["", *map(str, plot.categories)])
        for series in plot.series:
            yield row([series.name or "", *(_value(value) for value in series.values)])


def _value(value: float | None) -> str:
    """Write a number as Norwegian does, without the noise of floating point."""
    return "" if value is None else f"{value:.10g}".replace(".", ",")


def _diagram(frame: GraphicFrame) -> Iterator[Piece]:
    """Yield the texts of a SmartArt diagram, which stand in a part of their own."""
    for relation in frame._element.iter(f"{_DIAGRAM}relIds"):
        part = frame.part.related_part(str(relation.get(f"{_RELATION}dm")))
        for point in parse_xml(part.blob).iter(f"{_DIAGRAM}t"):
            for paragraph in point.iter(f"{_A}p"):
                text = "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
                yield Piece(text=text, kind=BlockKind.LIST_ENTRY, level=1)


def _notes(slide: Slide) -> Iterator[Piece]:
    if not slide.has_notes_slide or slide.notes_slide.notes_text_frame is None:
        return
    written = [p for p in slide.notes_slide.notes_text_frame.paragraphs if p.text.strip()]
    if written:
        yield Piece(text="Notater:")
    yield from _paragraphs(written, body=False)
