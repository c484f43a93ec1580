"""A question → the passages that speak of it, best first, no passage twice.

Interprets the question, searches for what it means, and keeps one of each set of equal passages. Does not
answer.
"""

from dataclasses import replace

from assistant.interpret import interpret
from assistant.question import Question
from index.filter import Filter
from index.hit import Hit
from index.reader import Reader

CANDIDATES = 40  # chunks that the index is asked for


def search(question: str, *, reader: Reader, filter: Filter | None = None, top_k: int = 10) -> tuple[Hit, ...]:
    """Return at most `top_k` passages for a question in words."""
    return find(interpret(question, reader), reader=reader, filter=filter, top_k=top_k)


def find(question: Question, *, reader: Reader, filter: Filter | None = None, top_k: int = 10) -> tuple[Hit, ...]:
    """Return at most `top_k` passages for an interpreted question."""
    limit = max(CANDIDATES, 2 * top_k)
    hits = reader.search(question.search_text, filter=filter or Filter(), limit=limit)
    return _each_once(hits)[:top_k]


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
