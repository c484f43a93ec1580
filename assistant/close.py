"""A close look at one stretch: does it say the kind of thing asked for, near the words asked about?

Reads the stretch's words. Computes features; `rank.py` decides.
"""

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from assistant.expect import LEAVES_TRACE, new_traces, traced
from assistant.match import likeness
from assistant.question import Expect, Question, on_date
from assistant.signs import CUES, SIGN, signs
from assistant.stretch import QUICK
from assistant.windows import Analysed, unit_text, window_text
from index.analyze import placed
from index.chunk import Chunk, UnitKind

# Of the promising ones.
CLOSE = (
    "adjacent",  # share of the question's neighbouring terms that are neighbours in the stretch
    "run",  # longest run of question terms that stand together, over the number of terms
    "carries",  # the stretch carries a trace of the kind asked for
    "own_carries",
    "near_carries",
    "found",  # log of how many new traces of the kind asked for
    "near_term",  # nearness of a new trace to a term of the question, from 0 to 1
    "near_focus",  # … to the word that the question word belongs to
    "numbers", "times", "persons", "organisations", "places",  # log of how many of each the stretch holds
    "decides", "proposes", "follows_up", "explains", "types", "defines",  # the stretch has such a word
    "new",  # log of how many terms the stretch adds to the question
    "asks",  # the stretch is itself a question
    "leads",  # the stretch ends in a colon
    "led",  # the unit before ends in a colon, or is a heading
    "case",  # it belongs to the case asked about (0.5 where none is asked about)
    "meeting",  # … to the meeting asked about
    "date",  # … to the date asked about, by its meeting or its words
    "meeting_date",  # its meeting was on the date asked about
    "wanted",  # share of the words that say what is wanted that stand in it
    "wanted_above",  # … that stand above it
    "minutes", "slides", "plan",  # the kind of paper
    "pause",  # it is a break in an agenda
)  # fmt: skip

_PAUSE = re.compile(r"\W*(?:lunsj|pause)\b", re.IGNORECASE)
_COVERED = tuple(QUICK.index(name) for name in ("sense_own", "above", "before"))
_NONE: frozenset[str] = frozenset()
_NEAR = 40.0  # characters at which nearness has fallen to 1/e
_KINDS = {"minutes": ("minutes",), "slides": ("slides",), "plan": ("roadmap", "mandate", "agenda", "notice")}


def close(
    question: Question,
    matching: frozenset[str],
    chunk: Chunk,
    number: int,
    detail: Analysed,
    quick: Sequence[float],
) -> tuple[float, ...]:
    """Return the features of CLOSE of the stretch with this number among the windows of its chunk.

    `matching` are terms that match the question, `quick` the QUICK features.
    """
    window = first, last = detail.windows[number]
    text = window_text(chunk, window)
    terms = detail.units[first] if first == last else tuple(itertools.chain(*detail.units[first : last + 1]))
    different = frozenset(terms)
    held = signs(chunk, detail, number)
    ending = text.rstrip()[-1:]
    # The terms of a run of units, read as one, may be others than those of each.
    beside = not (first == last and different.isdisjoint(matching))
    return (
        _adjacent(question.terms, terms, different),
        _run(question, matching, terms, different),
        *_carried(question, matching if beside else _NONE, text, held, quick),
        *map(_log, held[: len(LEAVES_TRACE)]),
        *map(float, held[len(LEAVES_TRACE) :]),
        math.log1p(len(different - matching)),
        float(ending == "?"),
        float(ending == ":"),
        _led(chunk, first),
        _among(question.cases, (chunk.case_number, *terms)),
        _among(question.meetings, (chunk.meeting_number, *terms)),
        _dated(question.dates, chunk.meeting_date or "", terms),
        _dated(question.dates, chunk.meeting_date or "", ()),
        _wanted(question, different),
        _wanted(question, detail.above),
        *_kinds(chunk.kind),
        float(bool(_PAUSE.match(text))),
    )


@cache
def _kinds(kind: str) -> tuple[float, ...]:
    return tuple(float(kind in kinds) for kinds in _KINDS.values())


_log = cache(math.log1p)


def _carried(
    question: Question, matching: frozenset[str], text: str, held: Sequence[int], quick: Sequence[float]
) -> tuple[float, ...]:
    """Return whether the stretch carries the kind of thing asked for, how much of it, and how near."""
    expect, near = question.expect, (0.0, 0.0)
    count = _new(expect, question.text, text, held)
    if count and matching:
        fresh = new_traces(expect, text, question.text)
        near = _nearness(question, matching, text, [(trace.start, trace.end) for trace in fresh])
    if expect in CUES:
        carried = float(held[SIGN[expect]])
    elif expect not in LEAVES_TRACE:
        carried = 0.5
    elif count:
        carried = 1.0
    else:
        carried = 0.4 if expect is Expect.PERSON and _new(Expect.ORGANISATION, question.text, text, held) else 0.0
    own, above, before = (quick[at] for at in _COVERED)
    return (carried, own * carried, (above + before) * carried, _log(count), *near)


def _new(expect: Expect, asked: str, text: str, held: Sequence[int]) -> int:
    """Return how many traces of a kind a stretch holds that the question does not have; `held` are its signs."""
    count = held[SIGN[expect]] if expect in LEAVES_TRACE else 0
    return len(new_traces(expect, text, asked)) if count and traced(expect, asked) else count


def _nearness(
    question: Question, matching: frozenset[str], text: str, spans: Sequence[tuple[int, int]]
) -> tuple[float, float]:
    """Return how near the nearest span stands to a term of the question, and to its focus."""
    near_term = near_focus = math.inf  # characters
    for term, first, last in _placed(text):
        if term not in matching:
            continue
        gap = min(max(start - last, first - end, 0) for start, end in spans)
        near_term = min(near_term, gap)
        if gap < near_focus and question.focus and likeness(question.focus, term) > 0:
            near_focus = gap
    return math.exp(-near_term / _NEAR), math.exp(-near_focus / _NEAR)


_placed = lru_cache(maxsize=4_096)(placed)  # remembered, since many questions meet the same stretches


@lru_cache(maxsize=64)
def _pairs(asked: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.pairwise(asked))


def _adjacent(asked: tuple[str, ...], found: tuple[str, ...], different: frozenset[str]) -> float:
    if len(asked) < 2 or different.isdisjoint(asked):
        return 0.0
    pairs = _pairs(asked)
    return len(pairs & set(itertools.pairwise(found))) / len(pairs)


def _run(question: Question, matching: frozenset[str], found: tuple[str, ...], different: frozenset[str]) -> float:
    """Return the longest run of neighbouring terms that match the question, over the question's number of terms."""
    if different.isdisjoint(matching):
        return 0.0
    longest = length = 0
    for term in found:
        length = length + 1 if term in matching else 0
        if length > longest:
            longest = length
    return min(longest / max(len(question.terms), 1), 1.0)


def _led(chunk: Chunk, first: int) -> float:
    if not first:
        return 0.0
    before = chunk.units[first - 1]
    return float(before.kind is UnitKind.HEADING or unit_text(chunk, before).rstrip().endswith(":"))


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


def _wanted(question: Question, found: Iterable[str]) -> float:
    if not question.asked or question.expect is Expect.YES_NO:
        return 0.0
    return len(set(question.asked).intersection(found)) / len(question.asked)
