"""Sections → chunks: consecutive units of one section, within a token budget, verbatim.

A chunk never crosses a section, so a table row keeps its header and a list entry its heading. Does not
overlap: neighbours are found by their order.
"""

from collections.abc import Iterator

from index.chunk import Chunk, Unit, chunk_id
from index.document import Document, Page
from index.language import language_of_passage
from index.token_count import Counter
from ingest.segment import Section

TOKEN_BUDGET = 200  # cl100k tokens a chunk


def split(document: Document, page: Page, sections: list[Section], count: Counter) -> Iterator[Chunk]:
    """Yield the chunks of one page. A unit that alone is over the budget is a chunk of its own."""
    for section in sections:
        held: list[Unit] = []
        tokens = 0
        for unit in section.units:
            size = count(page.text[unit.start : unit.end])
            if held and tokens + size > TOKEN_BUDGET:
                yield _chunk(document, page, section, held)
                held, tokens = [], 0
            held.append(unit)
            tokens += size
        if held:
            yield _chunk(document, page, section, held)


def _chunk(document: Document, page: Page, section: Section, units: list[Unit]) -> Chunk:
    start, end = units[0].start, units[-1].end
    text = page.text[start:end]
    return Chunk(
        chunk_id=chunk_id(document.doc_id, page.number, start, end),
        doc_id=document.doc_id,
        title=document.title,
        source=document.source,
        kind=document.kind.value,
        page=page.number,
        start=start,
        end=end,
        text=text,
        units=tuple(units),
        headings=section.headings,
        language=language_of_passage(text, document.language),
        access=document.access.value,
        case_number=section.case_number,
        meeting_number=document.meeting_number,
        meeting_date=document.meeting_date,
    )
