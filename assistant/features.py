"""What speaks for a stretch of text as the answer to a question, as numbers that can be explained.

A candidate is one unit, or a few fragments next to each other: on slides a figure and its label are often
units of their own. Computes; `rank.py` weighs.
"""

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.expect import carries
from assistant.match import Matcher
from assistant.question import Expect, Question, on_date
from index.analyze import terms
from index.chunk import Chunk, Unit, UnitKind
from index.hit import Hit

FEATURES = (
    "own",  # share of the question covered by the candidate itself
    "above",  # … added by headings, title, case number and the list entries above
    "before",  # … added by the unit before
    "after",  # … added by the unit after
    "around",  # … added by the rest of the chunk
    "rarest",  # how far the question's rarest term is covered by the candidate and what stands above it
    "missing",  # share covered by nothing in the chunk
    "gap",  # the largest share of one term that neither the candidate nor what stands above and before it covers
    "adjacent",  # share of the question's neighbouring terms that are neighbours in the candidate
    "carries",  # the candidate carries a trace of the kind asked for
    "own_carries",  # own × carries
    "near_carries",  # (above + before) × carries
    "new",  # log of how many terms the candidate adds to the question
    "score",  # the chunk's search score over the best chunk's
    "first",  # 1 for the best chunk
    "heading",
    "list_entry",
    "table_row",
    "more",  # how many units beyond the first
    "asks",  # the candidate is itself a question
    "leads",  # the candidate ends in a colon
    "case",  # it belongs to the case asked about (0.5 where none is asked about)
    "meeting",  # … to the meeting asked about
    "date",  # … to the date asked about, by its meeting or its words
    "wanted",  # share of the words that say what is wanted that stand in it
)

WINDOW_MAX = 4  # units
WINDOW_CHARACTERS = 260
FRAGMENT_CHARACTERS = 90
CLOSELY = 40  # candidates whose slow features are computed
_END = re.compile(r"[.!?]\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """A chunk's terms: of each unit, of what stands above it all, and the numbers of the entries above each unit."""

    units: tuple[tuple[str, ...], ...]
    above: tuple[str, ...]
    parents: tuple[tuple[int, ...], ...]
    fragment: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Units `first` to `last` (inclusive) of a chunk; `values` are in the order of FEATURES."""

    chunk: Chunk
    first: int
    last: int
    rank: int
    values: tuple[float, ...]

    @property
    def start(self) -> int:
        """Where the candidate begins on its page."""
        return self.chunk.units[self.first].start

    @property
    def end(self) -> int:
        """Where the candidate ends on its page."""
        return self.chunk.units[self.last].end

    @property
    def text(self) -> str:
        """The candidate's verbatim text."""
        return self.chunk.text[self.start - self.chunk.start : self.end - self.chunk.start]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A candidate with its quick features; `guess` orders drafts before the slow ones are computed."""

    hit: Hit
    first: int
    last: int
    shares: tuple[float, float, float, float, float]  # own, above, before, after, around
    rarest: float
    gap: float
    guess: float


def unit_text(chunk: Chunk, unit: Unit) -> str:
    """Return the verbatim text of one unit."""
    return chunk.text[unit.start - chunk.start : unit.end - chunk.start]


@lru_cache(maxsize=20_000)
def _analysed(chunk: Chunk) -> Analysed:
    above = " \n".join([chunk.title, chunk.case_number or "", *chunk.headings])
    texts = [unit_text(chunk, unit) for unit in chunk.units]
    return Analysed(
        units=tuple(tuple(terms(text)) for text in texts),
        above=tuple(terms(above)),
        parents=_parents(chunk),
        fragment=tuple(_is_fragment(unit, text) for unit, text in zip(chunk.units, texts, strict=True)),
    )


def _is_fragment(unit: Unit, text: str) -> bool:
    return unit.kind is UnitKind.SENTENCE and len(text) <= FRAGMENT_CHARACTERS and not _END.search(text)


def _parents(chunk: Chunk) -> tuple[tuple[int, ...], ...]:
    """Return for each unit the numbers of the list entries that it is indented under, the nearest first."""
    open_entries: list[tuple[int, int]] = []
    found: list[tuple[int, ...]] = []
    for number, unit in enumerate(chunk.units):
        depth = indentation(chunk, unit) if unit.kind is UnitKind.LIST_ENTRY else -1
        open_entries = [entry for entry in open_entries if entry[0] < depth]
        found.append(tuple(parent for _, parent in reversed(open_entries)))
        if unit.kind is UnitKind.LIST_ENTRY:
            open_entries.append((depth, number))
    return tuple(found)


def indentation(chunk: Chunk, unit: Unit) -> int:
    """Return how many characters stand before a unit on its line, inside the chunk."""
    at = unit.start - chunk.start
    return at - (chunk.text.rfind("\n", 0, at) + 1)


def candidates(question: Question, matcher: Matcher, hits: Sequence[Hit]) -> Iterator[Candidate]:
    """Yield the most promising candidates of the found chunks with their features."""
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    drafts = [draft for hit in hits for draft in _drafts(matcher, hit, hit.score / best)]
    drafts.sort(key=lambda draft: -draft.guess)
    for draft in drafts[:CLOSELY]:
        yield _candidate(question, matcher, draft, draft.hit.score / best)


def _drafts(matcher: Matcher, hit: Hit, score: float) -> Iterator[_Draft]:
    analysed = _analysed(hit.chunk)
    nothing = [0.0] * len(matcher.terms)
    above = matcher.covered(analysed.above)
    each = [matcher.covered(unit) for unit in analysed.units]
    whole = matcher.share(_most(above, *each))
    for first, last in _windows(hit.chunk, analysed):
        own = _most(*each[first : last + 1])
        with_above = _most(own, above, *(each[parent] for parent in analysed.parents[first]))
        with_before = _most(with_above, each[first - 1] if first else nothing)
        with_after = _most(with_before, each[last + 1] if last + 1 < len(each) else nothing)
        shares = [matcher.share(covered) for covered in (own, with_above, with_before, with_after)]
        added = [later - earlier for earlier, later in itertools.pairwise(shares)]
        yield _Draft(
            hit=hit,
            first=first,
            last=last,
            shares=(shares[0], added[0], added[1], added[2], whole - shares[3]),
            rarest=with_above[matcher.rarest] if matcher.terms else 0.0,
            gap=max((w * (1.0 - c) for w, c in zip(matcher.weights, with_before, strict=True)), default=0.0)
            / matcher.total,
            guess=2.0 * shares[0] + added[0] + 0.7 * added[1] + 0.3 * score - 0.05 * (last - first),
        )


def _windows(chunk: Chunk, analysed: Analysed) -> Iterator[tuple[int, int]]:
    """Yield each unit alone, and runs of fragments that are short enough to be read as one line."""
    for first in range(len(chunk.units)):
        yield (first, first)
        for last in range(first + 1, min(first + WINDOW_MAX, len(chunk.units))):
            if not (analysed.fragment[last] and analysed.fragment[first]):
                break
            if chunk.units[last].end - chunk.units[first].start > WINDOW_CHARACTERS:
                break
            yield (first, last)


def _candidate(question: Question, matcher: Matcher, draft: _Draft, score: float) -> Candidate:
    chunk = draft.hit.chunk
    kind = chunk.units[draft.first].kind
    analysed = _analysed(chunk)
    found = tuple(term for unit in analysed.units[draft.first : draft.last + 1] for term in unit)
    bare = Candidate(chunk=chunk, first=draft.first, last=draft.last, rank=draft.hit.rank, values=())
    text = bare.text
    own, above, before, after, around = draft.shares
    carried = carries(question.expect, text, question.text)
    values = (
        own,
        above,
        before,
        after,
        around,
        draft.rarest,
        1.0 - own - above - before - after - around,
        draft.gap,
        _adjacent(matcher.terms, found),
        carried,
        own * carried,
        (above + before) * carried,
        math.log1p(sum(1 for term in set(found) if not matcher.matches(term))),
        score,
        float(draft.hit.rank == 1),
        float(kind is UnitKind.HEADING),
        float(kind is UnitKind.LIST_ENTRY),
        float(kind is UnitKind.TABLE_ROW),
        float(draft.last - draft.first),
        float(text.rstrip().endswith("?")),
        float(text.rstrip().endswith(":")),
        _among(question.cases, (chunk.case_number, *found)),
        _among(question.meetings, (chunk.meeting_number, *found)),
        _dated(question.dates, chunk.meeting_date or "", found),
        _wanted(question, found),
    )
    return Candidate(chunk=chunk, first=draft.first, last=draft.last, rank=draft.hit.rank, values=values)


def _most(*rows: list[float]) -> list[float]:
    return [max(column) for column in zip(*rows, strict=True)] if len(rows) > 1 else list(rows[0])


def _adjacent(asked: tuple[str, ...], found: tuple[str, ...]) -> float:
    if len(asked) < 2:
        return 0.0
    pairs = set(itertools.pairwise(asked))
    return len(pairs & set(itertools.pairwise(found))) / len(pairs)


def _among(wanted: tuple[str, ...], found: Iterable[str | None]) -> float:
    if not wanted:
        return 0.5
    return 1.0 if set(wanted) & set(found) else 0.0


def _dated(wanted: tuple[str, ...], own: str, found: tuple[str, ...]) -> float:
    if not wanted:
        return 0.5
    return 1.0 if any(value in found or on_date(value, own) or _in_month(value, found) for value in wanted) else 0.0


def _in_month(value: str, found: tuple[str, ...]) -> bool:
    return len(value) == 4 and any(term.startswith(value + "-") for term in found)


def _wanted(question: Question, found: tuple[str, ...]) -> float:
    if not question.asked or question.expect is Expect.YES_NO:
        return 0.0
    return len(set(question.asked) & set(found)) / len(question.asked)
