"""What happened when one case was asked: the answer, the passages found, and the gold places to hold them against.

Types alone, no measuring.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from eval.case import Case
from index.hit import Hit
from index.rows import DocumentRow

Text = Callable[[str, int], str]  # (doc_id, page) → the page's text
Spans = dict[tuple[str, int], list[tuple[int, int]]]  # (source, page) → offsets [start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One case as it went. `found` are the passages of `search`; `proposals` are the places of recommendations."""

    case: Case
    answer: Answer
    found: tuple[Hit, ...]
    gold: Spans
    gold_texts: tuple[str, ...]
    proposals: Spans
    documents: Mapping[str, DocumentRow]
    page: Text

    @property
    def answered(self) -> bool:
        """Say whether there was an answer, right or wrong."""
        return self.answer.status == "answered"

    @property
    def shown(self) -> tuple[Citation, ...]:
        """Return the quotes that the reader was shown: those cited, or those nearest to a refused question."""
        return self.answer.citations or (self.answer.refusal.nearest if self.answer.refusal else ())


def overlaps(spans: Spans, source: str, page: int, start: int, end: int) -> bool:
    """Say whether [start, end) of a page shares a character with one of `spans`."""
    return any(start < last and first < end for first, last in spans.get((source, page), ()))
