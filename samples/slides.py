"""Write a sample text as slides (PPTX): text, tables, grouped shapes, a chart and speaker notes."""

import datetime
import io
from typing import cast

import pptx
from archive import settled
from markup import Part, Source
from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.presentation import Presentation
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.shapetree import GroupShapes
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

WIDTH = Inches(9)
LEFT = Inches(0.5)


def write_pptx(source: Source) -> bytes:
    """Return the bytes of the presentation."""
    presentation = pptx.Presentation()
    properties = presentation.core_properties
    moment = datetime.datetime.fromisoformat(f"{source.date}T08:00:00+00:00")
    properties.title, properties.author = source.title, "Sekretariatet (eksempel)"
    properties.last_modified_by, properties.language = "Sekretariatet (eksempel)", source.language
    properties.created = properties.modified = moment
    for parts in source.slides():
        _add_slide(presentation, parts)
    out = io.BytesIO()
    presentation.save(out)
    return settled(out.getvalue())


def _add_slide(presentation: Presentation, parts: tuple[Part, ...]) -> None:
    """Add one slide: its title, then each part under the one before."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    title = slide.shapes.title
    if title is None:
        raise ValueError("The layout has no title")
    title.text = next((part.text for part in parts if part.kind == "heading"), "")
    title.left, title.top, title.width, title.height = LEFT, Inches(0.3), WIDTH, Inches(1)
    if title.text_frame.paragraphs[0].runs:
        title.text_frame.paragraphs[0].runs[0].font.size = Pt(28)
    top = Emu(Inches(1.45))
    for part in parts:
        top = Emu(top + _add(slide, part, top))


def _add(slide: Slide, part: Part, top: Emu) -> Emu:
    """Add one part at `top` and return the height that it takes."""
    if part.kind == "notes":
        frame = slide.notes_slide.notes_text_frame
        if frame is None:
            raise ValueError("The notes page has no text frame")
        frame.text = part.text
        return Emu(0)
    if part.kind in ("entry", "paragraph"):
        return _add_text(slide, ("• " if part.kind == "entry" else "") + part.text, top)
    if part.kind == "table":
        return _add_table(slide, part.rows, top)
    if part.kind == "group":
        return _add_group(slide, tuple(row[0] for row in part.rows), top)
    if part.kind == "chart":
        return _add_chart(slide, part, top)
    return Emu(0)


def _add_text(slide: Slide, text: str, top: Emu) -> Emu:
    lines = 1 + len(text) // 85
    box = slide.shapes.add_textbox(LEFT, top, WIDTH, Inches(0.32 * lines))
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(16)
    return Emu(Inches(0.32 * lines + 0.1))


def _add_table(slide: Slide, rows: tuple[tuple[str, ...], ...], top: Emu) -> Emu:
    height = Inches(0.38 * len(rows))
    table = slide.shapes.add_table(len(rows), len(rows[0]), LEFT, top, WIDTH, height).table
    longest = [max(6, *(len(row[column]) for row in rows)) for column in range(len(rows[0]))]
    for number, share in enumerate(longest):
        table.columns[number].width = Emu(WIDTH * share // sum(longest))
    for i, texts in enumerate(rows):
        for j, text in enumerate(texts):
            cell = table.cell(i, j)
            cell.text = text
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.size = Pt(12)
    return Emu(height + Inches(0.3))


def _add_group(slide: Slide, texts: tuple[str, ...], top: Emu) -> Emu:
    """Add the texts as boxes side by side in one group; the last lies in a group inside it."""
    group = slide.shapes.add_group_shape()
    width = Emu(WIDTH // len(texts))
    for position, text in enumerate(texts):
        shapes: GroupShapes = group.shapes
        if position == len(texts) - 1:
            shapes = group.shapes.add_group_shape().shapes
        left = Emu(LEFT + position * width)
        box = shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, left, top, Emu(width - Inches(0.1)), Inches(1.4))
        box.text_frame.word_wrap = True
        box.text_frame.text = text
        box.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    return Emu(Inches(1.6))


def _add_chart(slide: Slide, part: Part, top: Emu) -> Emu:
    data = ChartData()  # type: ignore[no-untyped-call]
    data.categories = [label for label, _ in part.rows]
    data.add_series(part.text, [float(value) for _, value in part.rows])  # type: ignore[no-untyped-call]
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = cast(GraphicFrame, slide.shapes.add_chart(kind, LEFT, top, WIDTH, Inches(3.6), data))
    chart = frame.chart
    chart.has_title = True
    chart.chart_title.text_frame.text = part.text
    chart.has_legend = False
    return Emu(Inches(3.8))
