"""A question and the answer that was found → the numbered sources that a language model may write from.

Those that the answer stands on come first, then the passages that were ranked next. Writes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.abbreviation import spelled_out
from assistant.answer import Answer, Citation
from assistant.ask import READ_CLOSELY
from assistant.cite import cite
from assistant.compose import Span
from assistant.features import candidates
from assistant.frames import Known, Standing
from assistant.interpret import interpret
from assistant.matcher import matcher_of
from assistant.rank import rank, ranking, screen
from assistant.search import find
from assistant.source import Source
from assistant.stretch import stretches
from index.chunk import Chunk
from index.filter import Filter
from index.reader import Reader
from index.record import Decision, Recommendation, Record
from index.record_filter import RecordFilter

SOURCES = 12


def gather(answer: Answer, *, reader: Reader, filter: Filter | None = None) -> tuple[Source, ...]:
    """Return at most SOURCES sources for an answered question, numbered from 1."""
    chosen = filter or Filter()
    found = list(answer.citations[:SOURCES])
    for span in _ranked(answer.understood_as or answer.question, reader, chosen):
        if len(found) == SOURCES:
            break
        if not any(_overlaps(span, citation) for citation in found):
            found.append(cite(span.chunk, span.start, span.end, number=0, reader=reader, filter=chosen))
    return sources_of(found, len(answer.citations), reader)


def sources_of(found: Sequence[Citation], answering: int, reader: Reader) -> tuple[Source, ...]:
    """Return citations as sources numbered from 1, with what is known of each; the first `answering` of them answer."""
    records = _records(reader, found)
    meetings = {row.doc_id: row.meeting_number for row in reader.documents()}
    return tuple(
        Source(
            citation=replace(citation, number=number),
            known=_known(citation, reader.chunk(citation.chunk_id).headings, records, meetings.get(citation.doc_id)),
            answers=number <= answering,
        )
        for number, citation in enumerate(found, start=1)
    )


def _ranked(text: str, reader: Reader, filter: Filter) -> list[Span]:
    """Return the stretches that come nearest to answering, the best first."""
    asked = interpret(text, reader)
    hits = find(asked, reader=reader, filter=filter, top_k=READ_CLOSELY)
    asked = spelled_out(asked, hits)
    matcher, _ = matcher_of(asked, reader)
    ranked = rank(candidates(asked, stretches(asked, matcher, hits), screen()), ranking())
    return [Span(chunk=one.candidate.chunk, start=one.candidate.start, end=one.candidate.end) for one in ranked]


def _overlaps(span: Span, citation: Citation) -> bool:
    chunk: Chunk = span.chunk
    same_page = (chunk.doc_id, chunk.page) == (citation.doc_id, citation.page)
    return same_page and span.start < citation.end and citation.start < span.end


def _records(reader: Reader, citations: Iterable[Citation]) -> tuple[Record, ...]:
    documents = tuple(dict.fromkeys(citation.doc_id for citation in citations))
    return reader.records(RecordFilter(documents=documents)) if documents else ()


def _known(citation: Citation, above: tuple[str, ...], records: Iterable[Record], meeting: str | None) -> Known:
    here = [record for record in records if _meets(record, citation)]
    titles = [citation.title, *above, *(record.title for record in here if record.title)]
    return Known(
        kind=citation.kind,
        standing=_standing(here, citation),
        titles=tuple(dict.fromkeys(titles)),
        boards=tuple(dict.fromkeys(record.board for record in here if record.board)),
        case_number=citation.case_number,
        meeting_number=meeting,
        meeting_date=citation.meeting_date,
    )


def _meets(record: Record, citation: Citation) -> bool:
    same_page = (record.doc_id, record.page) == (citation.doc_id, citation.page)
    return same_page and record.start < citation.end and citation.start < _end(record)


def _end(record: Record) -> int:
    """Return where a record ends on its page; its quote may be the beginning alone."""
    until = record.until if isinstance(record, Decision | Recommendation) else None
    return max(until or 0, record.end)


def _standing(here: Iterable[Record], citation: Citation) -> Standing:
    """Say what the register knows: a proposal where any of the quote is, a decision where all of it is."""
    if any(isinstance(record, Recommendation) for record in here):
        return Standing.PROPOSED
    inside = any(
        isinstance(record, Decision) and record.start <= citation.start and citation.end <= _end(record)
        for record in here
    )
    return Standing.DECIDED if inside else Standing.PLAIN
