"""Write a sample text as a Word document (DOCX). Does not draw slides, groups, charts or scans."""

import datetime
import io

import docx
from archive import settled
from docx.document import Document
from docx.shared import Cm, Pt
from markup import Part, Source

BOARD = "Produktstyret for Helseportalen (eksempel)"
LABELS = (
    "Forslag til vedtak:",
    "Innstilling:",
    "Votering:",
    "Vedtak:",
    "Oppfølging:",
    "Protokolltilførsel:",
    "Framlegg til vedtak:",
    "Røysting:",
    "Protokolltilførsle:",
    "Saksinnleder:",
    "Saksinnleiar:",
    "Sakstype:",
)


def write_docx(source: Source) -> bytes:
    """Return the bytes of the document."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    section.header.paragraphs[0].text = " · ".join(filter(None, (BOARD, source.marking)))
    _describe(document, source)
    for part in source.parts:
        _add(document, part)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _describe(document: Document, source: Source) -> None:
    """Set the core properties, with fixed dates."""
    properties = document.core_properties
    moment = datetime.datetime.fromisoformat(f"{source.date}T08:00:00+00:00")
    properties.title, properties.author = source.title, "Sekretariatet (eksempel)"
    properties.last_modified_by, properties.language = "Sekretariatet (eksempel)", source.language
    properties.created = properties.modified = moment
    properties.comments = "Oppdiktet eksempeldokument"


def _add(document: Document, part: Part) -> None:
    """Add one part at the end of the document."""
    if part.kind == "heading":
        document.add_heading(part.text, level=part.level - 1)
    elif part.kind == "entry":
        document.add_paragraph(part.text, style="List Bullet")
    elif part.kind == "table":
        _add_table(document, part.rows)
    elif part.kind == "break":
        document.add_page_break()  # type: ignore[no-untyped-call]
    elif part.kind == "paragraph":
        _add_paragraph(document, part.text)
    else:
        raise ValueError(f"A Word document cannot hold @{part.kind}")


def _add_paragraph(document: Document, text: str) -> None:
    """Add a paragraph, its label (Vedtak:, …) in bold."""
    paragraph = document.add_paragraph()
    label = next((label for label in LABELS if text.startswith(label)), "")
    if label:
        paragraph.add_run(label).bold = True
    paragraph.add_run(text.removeprefix(label))


def _add_table(document: Document, rows: tuple[tuple[str, ...], ...]) -> None:
    """Add a table with its first row in bold."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    document.add_paragraph()
