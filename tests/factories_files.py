"""Makes small real files, and small bad ones, for the tests of readers."""

import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import docx
import pptx
import pypdfium2
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml.parser import parse_xml
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Cm
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

CONTENT_TYPES = "[Content_Types].xml"
EXTERNAL_PICTURE = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:r><w:drawing>'
    '<a:blip r:link="{relation}"/></w:drawing></w:r></w:p>'
)


def pdf_bytes(*pages: Iterable[str], password: str | None = None, title: str | None = None) -> bytes:
    """Return a PDF: each page is its lines; `# ` sets a large line, `** ` a bold one, an empty one leaves air."""
    file = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(file, pagesize=A4, encrypt=lock)
    if title:
        canvas.setTitle(title)
    for lines in pages:
        y = 780.0
        for line in lines:
            size, font = (20, "Helvetica") if line.startswith("# ") else (11, "Helvetica")
            font = "Helvetica-Bold" if line.startswith("** ") else font
            canvas.setFont(font, size)
            canvas.drawString(60, y, line.removeprefix("# ").removeprefix("** "))
            y -= 1.25 * size
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def scanned_pdf_bytes() -> bytes:
    """Return a PDF of one page that is a picture."""
    file = io.BytesIO()
    Image.new("L", (200, 300), 255).save(file, "PDF")
    return file.getvalue()


def photographed_pdf_bytes(*lines: str) -> bytes:
    """Return a PDF of one page that is a picture of these lines, as a scanner makes it."""
    drawn = pypdfium2.PdfDocument(pdf_bytes(lines))
    picture = drawn[0].render(scale=200 / 72, grayscale=True).to_pil()
    drawn.close()
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=200)
    return file.getvalue()


def docx_bytes() -> bytes:
    """Return a DOCX with headings, lists, a table, a page break, header, footer and a tracked deletion."""
    document = docx.Document()
    document.core_properties.title = "Referat fra møte 3/25"
    document.sections[0].header.paragraphs[0].text = "Produktstyret for Helseportalen"
    document.sections[0].footer.paragraphs[0].text = "Følsomhet: Intern (gul)"
    document.add_heading("Referat fra møte 3/25", 0)
    document.add_heading("Sak 1-3/25 Godkjenning av innkalling", 1)
    document.add_paragraph("Innkallingen ble godkjent.")
    document.add_paragraph("Første oppfølging", style="List Bullet")
    document.add_paragraph("Under den første", style="List Bullet 2")
    document.add_paragraph("Nummerert punkt", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Leveranse", "Frist", "Ny innlogging", "1. mars 2025"), strict=True):
        cell.text = text
    document.add_paragraph().add_run("Vedtak").bold = True
    document.add_paragraph("Siste på side 1.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Først på side 2.")
    paragraph = document.add_paragraph("Gjelder.")
    paragraph._p.append(
        parse_xml(
            '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:r><w:delText>Strøket.</w:delText></w:r></w:del>"
        )
    )
    return _saved(document)


def docx_with_external_picture(address: str) -> bytes:
    """Return a DOCX whose one picture lies at an address on the network."""
    document = docx.Document()
    document.add_paragraph("Teksten ved bildet.")
    relation = document.part.relate_to(
        address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", is_external=True
    )
    body = document.element.body
    body.insert(0, parse_xml(EXTERNAL_PICTURE.format(relation=relation)))
    return _saved(document)


def pptx_bytes() -> bytes:
    """Return a PPTX: a slide of body text with notes, one of groups, one with table and chart, one empty."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Saksliste"
    frame = first.placeholders[1].text_frame
    frame.text = "Godkjenning av innkalling"
    below = frame.add_paragraph()
    below.text, below.level = "Med forbehold", 1
    first.notes_slide.notes_text_frame.text = "Husk å takke for innsatsen."
    _grouped(deck.slides.add_slide(deck.slide_layouts[6]))
    _table_and_chart(deck.slides.add_slide(deck.slide_layouts[5]))
    deck.slides.add_slide(deck.slide_layouts[6])
    return _saved(deck)


def _grouped(slide: Slide) -> None:
    """Two boxes in a row, added in the wrong order, and a group in a group below them."""
    for left, text in ((12, "Til høyre"), (2, "Til venstre")):
        slide.shapes.add_textbox(Cm(left), Cm(2), Cm(8), Cm(2)).text_frame.text = text
    outer = slide.shapes.add_group_shape()
    inner = outer.shapes.add_group_shape()
    inner.shapes.add_textbox(Cm(2), Cm(8), Cm(8), Cm(2)).text_frame.text = "Innerst i gruppen"


def _table_and_chart(slide: Slide) -> None:
    title = slide.shapes.title
    assert title is not None
    title.text_frame.text = "Veikart 2025"
    table = slide.shapes.add_table(2, 2, Cm(2), Cm(5), Cm(12), Cm(3)).table
    for place, text in {(0, 0): "Leveranse", (0, 1): "Kvartal", (1, 0): "Innsyn", (1, 1): "3. kvartal"}.items():
        table.cell(*place).text = text
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["2024", "2025"]
    data.add_series("Innlogginger", (1.5, 2))
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(10), Cm(10), Cm(6), data)
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = "Bruk i millioner"


def _saved(document: Document | Presentation) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zip_bytes(members: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def docx_bomb(megabytes: int) -> bytes:
    """Return a small DOCX whose text unpacks to this many megabytes."""
    return _repacked(docx_bytes(), {"word/document.xml": b" " * (megabytes * 1024 * 1024)})


def lying_docx_bomb(megabytes: int) -> bytes:
    """Return a bomb whose headers say that its text is 10 bytes long."""
    data = bytearray(docx_bomb(megabytes))
    size = (megabytes * 1024 * 1024).to_bytes(4, "little")
    at = data.find(size)
    while at >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
        at = data.find(size, at + 4)
    return bytes(data)


def docx_with_zip_inside() -> bytes:
    """Return a DOCX with a zip of a zip of zeros among its embedded files."""
    inner = zip_bytes({"a.zip": zip_bytes({"zeros": bytes(5_000_000)})})
    return _repacked(docx_bytes(), {"word/embeddings/arkiv.zip": inner})


def docx_with_entities() -> bytes:
    """Return a DOCX whose XML declares entities that grow a thousandfold at each of ten levels."""
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 1000}">' for n in range(10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY e0 "ha">{levels}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        "<w:p><w:r><w:t>&e10;</w:t></w:r></w:p></w:body></w:document>"
    )
    return _repacked(docx_bytes(), {"word/document.xml": xml.encode()})


def _repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zip_bytes({**members, **changed})


def gzip_bytes(data: bytes) -> bytes:
    """Return the data packed with gzip, the same each time."""
    return gzip.compress(data, mtime=0)


def ole_bytes(*, locked: bool) -> bytes:
    """Return the beginning of an OLE container: an old Office file, or a new one locked with a password."""
    stream = "EncryptedPackage" if locked else "WordDocument"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def fake_tesseract(folder: Path, says: str) -> None:
    """Write a `tesseract` into the folder that knows Norwegian, and reads these words in every picture."""
    program = folder / "tesseract"
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --list-langs ]; then echo nor; exit 0; fi\n'
        f'head -c 2 | grep -q P5 && cat > /dev/null && echo "{says}"\n'
    )
    program.chmod(0o755)
