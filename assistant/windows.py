"""Stretches of a chunk that could be an answer: each unit, and short runs of slide fragments.

Analyses a chunk once: the terms of its units and of what stands above them. Does not know the question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Numbers, Rows, lexicon
from index.analyze import date_terms, terms
from index.chunk import Chunk, Unit, UnitKind

WINDOW_MAX = 4  # units
WINDOW_CHARACTERS = 260
FRAGMENT_CHARACTERS = 90
SHAPE = ("first", "last", "kind", "units", "characters")  # of a window; the kind is that of its first unit, in KINDS
KINDS = (UnitKind.HEADING, UnitKind.LIST_ENTRY, UnitKind.TABLE_ROW, UnitKind.SENTENCE)
SIGNS = 11  # numbers that `signs.py` counts of a window
UNCOUNTED = 0xFFFF
_END = re.compile(r"[.!?]\W*$")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analysed:
    """A chunk's terms: of each unit, of what stands above it all, and the numbers of the entries above each unit.

    `windows` are (first, last) unit numbers, inclusive, and `shapes` the columns of SHAPE of each. `signs` is what
    `signs.py` has counted of each; UNCOUNTED where it has not. `rows` are what stands above, then the units.
    """

    units: tuple[tuple[str, ...], ...]
    above: tuple[str, ...]
    parents: tuple[tuple[int, ...], ...]
    windows: tuple[tuple[int, int], ...]
    shapes: Numbers
    signs: NDArray[np.uint16]
    rows: Rows


def unit_text(chunk: Chunk, unit: Unit) -> str:
    """Return the verbatim text of one unit."""
    return chunk.text[unit.start - chunk.start : unit.end - chunk.start]


def window_text(chunk: Chunk, window: tuple[int, int]) -> str:
    """Return the verbatim text of the units `first` to `last`, with what stands between them."""
    first, last = window
    return chunk.text[chunk.units[first].start - chunk.start : chunk.units[last].end - chunk.start]


def indentation(chunk: Chunk, unit: Unit) -> int:
    """Return how many characters stand before a unit on its line, inside the chunk."""
    at = unit.start - chunk.start
    return at - (chunk.text.rfind("\n", 0, at) + 1)


_KNOWN: dict[str, Analysed] = {}
MOST_KNOWN = 25_000  # chunks, about 8 kB each


def analysed(chunk: Chunk) -> Analysed:
    """Return the analysis of one chunk; remembered by its id, since the same passages answer many questions."""
    return analysed_each([chunk])[0]


def analysed_each(chunks: Sequence[Chunk]) -> list[Analysed]:
    """Return the analysis of each chunk, as `analysed` does; those that are new are made together."""
    known = ((chunk.chunk_id, _KNOWN.get(chunk.chunk_id)) for chunk in chunks)
    found = {chunk_id: one for chunk_id, one in known if one is not None}
    fresh = [chunk for chunk in chunks if chunk.chunk_id not in found]
    if fresh:
        made = dict(zip((chunk.chunk_id for chunk in fresh), _analyse(fresh), strict=True))
        if len(_KNOWN) + len(made) > MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN.update(made)
        found.update(made)
    return [found[chunk.chunk_id] for chunk in chunks]


def _analyse(chunks: Sequence[Chunk]) -> Iterator[Analysed]:
    texts = [[unit_text(chunk, unit) for unit in chunk.units] for chunk in chunks]
    units = [tuple(tuple(terms(text)) for text in each) for each in texts]
    above = [_above(chunk) for chunk in chunks]
    rows = lexicon().rows_each([[one, *each] for one, each in zip(above, units, strict=True)])
    for number, chunk in enumerate(chunks):
        windows = tuple(_windows(chunk, [_is_fragment(*one) for one in zip(chunk.units, texts[number], strict=True)]))
        yield Analysed(
            units=units[number],
            above=above[number],
            parents=_parents(chunk),
            windows=windows,
            shapes=_shapes(chunk, windows),
            signs=np.full((len(windows), SIGNS), UNCOUNTED, dtype=np.uint16),
            rows=rows[number],
        )


def _above(chunk: Chunk) -> tuple[str, ...]:
    """Return the terms of what stands above a chunk, those of its meeting among them."""
    found = _terms_above(" \n".join([chunk.title, chunk.case_number or "", *chunk.headings]))
    meeting = (*date_terms(chunk.meeting_date), *_number(chunk.meeting_number)) if chunk.meeting_date else ()
    return (*found, *meeting)


@lru_cache(maxsize=1_024)
def _terms_above(text: str) -> tuple[str, ...]:
    """Return the terms of what stands above several chunks."""
    return tuple(terms(text))


def _shapes(chunk: Chunk, windows: tuple[tuple[int, int], ...]) -> Numbers:
    units, count = chunk.units, len(chunk.units)
    rows = [
        (first, last, KINDS.index(units[first].kind), count, units[last].end - units[first].start)
        for first, last in windows
    ]
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(SHAPE))


def _number(meeting: str | None) -> tuple[str, ...]:
    """Return the terms that a meeting number answers to: `44/24` and `44`."""
    return tuple(dict.fromkeys((meeting, meeting.split("/", 1)[0]))) if meeting else ()


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


def _windows(chunk: Chunk, fragments: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield each unit alone, and runs of fragments that are short enough to be read as one line."""
    for first in range(len(chunk.units)):
        yield (first, first)
        for last in range(first + 1, min(first + WINDOW_MAX, len(chunk.units))):
            if not (fragments[last] and fragments[first]):
                break
            if chunk.units[last].end - chunk.units[first].start > WINDOW_CHARACTERS:
                break
            yield (first, last)
