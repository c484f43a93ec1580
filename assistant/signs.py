"""What a stretch holds, whatever is asked: how many numbers, times and names, and which words of decision and the like.

Counted when a stretch is first looked at, or ahead by `look_through.py`, and kept with its chunk's analysis. Does not
know the question.
"""

from assistant.expect import LEAVES_TRACE, has_cue, trace_count
from assistant.question import Expect
from assistant.windows import Analysed, window_text
from index.chunk import Chunk

CUES = (
    Expect.DECISION, Expect.PROPOSAL, Expect.FOLLOW_UP, Expect.REASON, Expect.ITEM_TYPE, Expect.DEFINITION,
)  # fmt: skip
SIGN = {expect: at for at, expect in enumerate((*LEAVES_TRACE, *CUES))}  # its place among a stretch's signs
_MOST = 0xFFFE  # what stands above it in the table is "not yet counted"


def signs(chunk: Chunk, detail: Analysed, number: int) -> list[int]:
    """Return how many traces of each of LEAVES_TRACE a stretch holds, then 1 for each of CUES that it has a word of.

    `number` is the stretch's place among the chunk's windows.
    """
    row = detail.signs[number]
    if row[0] > _MOST:
        text = window_text(chunk, detail.windows[number])
        counts = (min(trace_count(expect, text), _MOST) for expect in LEAVES_TRACE)
        row[:] = [*counts, *(has_cue(expect, text) for expect in CUES)]
    found: list[int] = row.tolist()
    return found
