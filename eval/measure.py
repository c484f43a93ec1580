"""One case and its answer → what was right about it. Every verdict is a number from 0 to 1, kept per case.

Right: the answer says every nugget and cites the place. Containment is on text with blanks and case levelled,
as ALCE's recall of citations is by support (Gao et al. 2023), here by overlap of offsets.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from eval.case import Case

Text = Callable[[str, int], str]  # (doc_id, page) → the page's text
Spans = dict[tuple[str, int], list[tuple[int, int]]]  # (source, page) → gold offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one case went. `cited_first` looks at the first citation, `cited` at any of the first three."""

    case: Case
    answered: bool
    right: bool
    said: bool
    cited: bool
    cited_first: bool
    quotes_stand: bool
    milliseconds: float
    answer: Answer


def measure(case: Case, answer: Answer, gold: Spans, gold_texts: Sequence[str], text: Text) -> Verdict:
    """Return the verdict on one answer. A refusal is right when the papers do not answer."""
    answered = answer.status == "answered"
    cited = [_overlaps(citation, gold) for citation in answer.citations]
    said = answered and _says(case, answer.text, gold_texts)
    right = not answered if case.refused else said and any(cited)
    shown = answer.citations or (answer.refusal.nearest if answer.refusal else ())
    return Verdict(
        case=case,
        answered=answered,
        right=right,
        said=said,
        cited=any(cited[:3]),
        cited_first=bool(cited) and cited[0],
        quotes_stand=all(text(c.doc_id, c.page)[c.start : c.end] == c.quote for c in shown),
        milliseconds=answer.timings_ms.total,
        answer=answer,
    )


def _overlaps(citation: Citation, gold: Spans) -> bool:
    spans = gold.get((citation.source, citation.page), [])
    return any(citation.start < end and start < citation.end for start, end in spans)


def _says(case: Case, answer: str, gold_texts: Sequence[str]) -> bool:
    levelled = level(answer)
    if case.answer_is_span:
        return any(level(text) in levelled for text in gold_texts)
    return all(any(_holds(levelled, spelling) for spelling in nugget) for nugget in case.nuggets)


def _holds(levelled: str, spelling: str) -> bool:
    wanted = level(spelling)
    if re.fullmatch(r"[\d.,]+", wanted):
        return re.search(rf"(?<![\d.,]){re.escape(wanted)}(?![\d]|[.,]\d)", levelled) is not None
    return wanted in levelled


def level(text: str) -> str:
    """Return text in lower case, with single blanks and without citation numbers."""
    without = re.sub(r"\s*\[\d+\](?=[\[.!?\s]|$)", "", text)
    return " ".join(without.split()).casefold()
