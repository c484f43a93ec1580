"""A question → the passages that speak of it, best first, no passage twice.

Interprets the question, searches for what it means, and keeps one of each set of equal passages. Does not
answer.
"""

from dataclasses import replace

from assistant.interpret import interpret
from assistant.question import Question, on_date
from assistant.rerank import RERANKED, rerank
from index.filter import Filter
from index.hit import Hit
from index.reader import Reader
from index.rows import DocumentRow

CANDIDATES = 40  # chunks that the index is asked for at least
SPARE = 15  # … beyond those wanted, since some read the same
ADVANTAGE = 0.3  # added to the score of passages in the papers that the question points at


def search(question: str, *, reader: Reader, filter: Filter | None = None, top_k: int = 10) -> tuple[Hit, ...]:
    """Return at most `top_k` passages for a question in words, those first that look most like its answer."""
    asked = interpret(question, reader)
    hits = find(asked, reader=reader, filter=filter, top_k=max(RERANKED, top_k))
    return rerank(asked, hits, reader)[:top_k]


def find(question: Question, *, reader: Reader, filter: Filter | None = None, top_k: int = 10) -> tuple[Hit, ...]:
    """Return at most `top_k` passages for an interpreted question; papers of the meeting it names go before others."""
    limit = max(CANDIDATES, top_k + SPARE)
    chosen = filter or Filter()
    hits = reader.search(question.search_text, filter=chosen, limit=limit)
    pointed_at = documents_pointed_at(question, reader) if not chosen.documents else ()
    if pointed_at:
        inside = replace(chosen, documents=tuple(row.doc_id for row in pointed_at))
        hits = _merged(hits, reader.search(question.search_text, filter=inside, limit=limit))
    return _each_once(hits)[:top_k]


def held_when(question: Question, reader: Reader) -> float:
    """Return 1 when a paper is from the meeting or date asked about, 0 when none is, 0.5 where none is asked about."""
    if not question.dates and not question.meetings:
        return 0.5
    return 1.0 if documents_pointed_at(question, reader) else 0.0


def documents_pointed_at(question: Question, reader: Reader) -> tuple[DocumentRow, ...]:
    """Return the papers of the meeting or date that a question names; none where it names none."""
    if not question.dates and not question.meetings:
        return ()
    return tuple(
        row
        for row in reader.documents()
        if row.meeting_number in question.meetings or any(on_date(value, row.meeting_date) for value in question.dates)
    )


def _merged(hits: tuple[Hit, ...], inside: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Put two findings together, those in the papers pointed at with an advantage."""
    found = {hit.chunk.chunk_id: hit for hit in hits}
    for hit in inside:
        found[hit.chunk.chunk_id] = replace(hit, score=hit.score + ADVANTAGE)
    return tuple(sorted(found.values(), key=lambda hit: -hit.score))


def _each_once(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Keep the best of passages that read the same, and number the ranks anew."""
    seen: set[str] = set()
    kept: list[Hit] = []
    for hit in hits:
        content = "".join(hit.chunk.text.split()).lower()
        if content not in seen:
            seen.add(content)
            kept.append(replace(hit, rank=len(kept) + 1))
    return tuple(kept)
