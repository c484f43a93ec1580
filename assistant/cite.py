"""A unit of a chunk → a numbered citation whose quote is checked to stand in the source.

A quote that does not stand at its offsets is an error of the index, never shown. Does not choose what to cite.
"""

from assistant.answer import Citation
from index.chunk import Chunk
from index.errors import StoreError
from index.filter import Filter
from index.language import language_of_passage
from index.reader import Reader

QUOTE_MAX = 400  # characters


def cite(chunk: Chunk, start: int, end: int, *, number: int, reader: Reader, filter: Filter) -> Citation:
    """Return the citation of page offsets [start, end) of the chunk's page; `filter` says which other places it names.

    Raises StoreError when the stored page does not hold the quote there, and ValueError for a quote that is
    empty or over 400 characters.
    """
    quote = chunk.text[start - chunk.start : end - chunk.start]
    if not quote or len(quote) > QUOTE_MAX:
        raise ValueError(f"a quote has 1 to {QUOTE_MAX} characters, this one has {len(quote)}")
    if reader.passage(chunk.doc_id, chunk.page, start, end) != quote:
        raise StoreError(
            f"Sitatet på side {chunk.page} i {chunk.source} stemmer ikke med den lagrede siden; "
            "kjør «veiviser ingest --rebuild»."
        )
    return Citation(
        number=number,
        doc_id=chunk.doc_id,
        title=chunk.title,
        source=chunk.source,
        kind=chunk.kind,
        page=chunk.page,
        case_number=chunk.case_number,
        meeting_date=chunk.meeting_date,
        quote=quote,
        start=start,
        end=end,
        los=chunk.los,
        access=chunk.access,
        chunk_id=chunk.chunk_id,
        language=language_of_passage(quote, chunk.language),
        also=reader.repeats.quoted(chunk, start, end, filter),
    )
