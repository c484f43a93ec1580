"""Write a sample text as PDF: a paper on A4, or slides on landscape pages; `@scan` becomes a picture of text.

Uses the fonts that every PDF reader has, so that nothing is embedded but the scanned picture.
"""

import functools
import io
import random
from pathlib import Path

import reportlab
from markup import Part, Source
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Image as Picture
from reportlab.platypus.tables import Table, TableStyle
from word import BOARD, LABELS

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=14.5, spaceAfter=6)
ENTRY = ParagraphStyle("entry", parent=BODY, leftIndent=14, bulletIndent=3, spaceAfter=4)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=11.5, spaceAfter=0)
HEADINGS = {
    1: ParagraphStyle("h1", parent=BODY, fontName="Helvetica-Bold", fontSize=18, leading=23, spaceAfter=10),
    2: ParagraphStyle("h2", parent=BODY, fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=10),
    3: ParagraphStyle("h3", parent=BODY, fontName="Helvetica-Bold", fontSize=11, leading=15, spaceBefore=6),
}
NAVY = colors.HexColor("#1d3f6e")


def write_pdf(source: Source, *, slides: bool) -> bytes:
    """Return the bytes of the PDF; `slides` chooses landscape pages and a new page at each break."""
    size = landscape(A4) if slides else A4
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=size,
        title=source.title,
        author="Sekretariatet (eksempel)",
        lang=source.language,
        invariant=1,
    )
    frame = Frame(2.3 * cm, 1.9 * cm, size[0] - 4.6 * cm, size[1] - 4.2 * cm, id="text")
    decorate = functools.partial(_decorate, source)
    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=decorate)])
    document.build([flowable for part in source.parts for flowable in _flow(part, size[0] - 5 * cm)])
    return out.getvalue()


def _decorate(source: Source, canvas: Canvas, document: BaseDocTemplate) -> None:
    """Draw the line above and the page number below."""
    if _scanned_page(source) == document.page:
        return
    width, height = document.pagesize
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(colors.grey)
    canvas.drawString(2.4 * cm, height - 1.4 * cm, " · ".join(filter(None, (BOARD, source.marking))))
    canvas.drawRightString(width - 2.4 * cm, 1.1 * cm, f"Side {document.page}")
    canvas.setStrokeColor(NAVY)
    canvas.line(2.4 * cm, height - 1.6 * cm, width - 2.4 * cm, height - 1.6 * cm)


def _scanned_page(source: Source) -> int:
    """Return the number of the page that is a picture, or 0; each break before it begins a page."""
    kinds = [part.kind for part in source.parts]
    return 1 + kinds[: kinds.index("scan")].count("break") if "scan" in kinds else 0


def _flow(part: Part, width: float) -> list[Flowable]:
    """Return what draws one part, tables `width` points wide.

    Speaker notes are not printed; a chart is printed as a table.
    """
    if part.kind == "heading":
        return [Paragraph(_escaped(part.text), HEADINGS[part.level])]
    if part.kind == "entry":
        return [Paragraph(_escaped(part.text), ENTRY, bulletText="•")]
    if part.kind == "paragraph":
        return [Paragraph(_labelled(part.text), BODY)]
    if part.kind in ("table", "group"):
        return [_table(part, width), Spacer(1, 8)]
    if part.kind == "chart":
        header = ("", part.text)
        return [_table(Part(kind="table", rows=(header, *part.rows)), width), Spacer(1, 8)]
    if part.kind == "break":
        return [PageBreak()]
    if part.kind == "scan":
        return [_scan(tuple(row[0] for row in part.rows))]
    return []


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _labelled(text: str) -> str:
    label = next((label for label in LABELS if text.startswith(label)), "")
    return f"<b>{label}</b>{_escaped(text.removeprefix(label))}" if label else _escaped(text)


def _table(part: Part, total: float) -> Table:
    """Draw a table with widths after the longest cell of each column; a group is one row of boxes."""
    rows = part.rows if part.kind == "table" else (tuple(row[0] for row in part.rows),)
    longest = [max(16, min(30, max(len(row[i]) for row in rows))) for i in range(len(rows[0]))]
    cells = [[Paragraph(_escaped(text), CELL) for text in row] for row in rows]
    table = Table(cells, colWidths=[total * share / sum(longest) for share in longest], hAlign="LEFT", repeatRows=1)
    style = TableStyle()
    style.add("GRID", (0, 0), (-1, -1), 0.5, colors.lightgrey)
    style.add("VALIGN", (0, 0), (-1, -1), "TOP")
    style.add("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e3eaf4"))
    table.setStyle(style)
    return table


def _scan(lines: tuple[str, ...]) -> Flowable:
    """Draw the lines as a slightly crooked, speckled picture without a text layer."""
    page = Image.new("L", (1000, 1380), 250)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), 30)
    for number, line in enumerate(lines):
        pen.text((70, 80 + 60 * number), line, font=font, fill=40)
    dust = random.Random(51)  # noqa: S311 -- specks on a picture
    for _ in range(120):
        x, y = dust.randrange(1000), dust.randrange(1380)
        pen.point((x, y), fill=120)
    crooked = page.rotate(0.8, fillcolor=250)
    stream = io.BytesIO()
    crooked.quantize(16).convert("L").save(stream, "PNG")
    stream.seek(0)
    return Picture(stream, width=15.8 * cm, height=21.8 * cm)
