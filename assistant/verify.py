"""Kontroll: a sentence that a language model wrote, and its sources → whether it may be shown, and if not, why.

A sentence passes when a source that it cites exists and carries all of it (`support.py`), a proposal is told as one,
its words and its source's point the same way, and the cross-encoder agrees where one is configured. Mends nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.drafted import Drafted
from assistant.frames import Standing
from assistant.same_words import DECISION, PROPOSAL
from assistant.source import Source
from assistant.statement import cells, statements
from assistant.support import SUPPORTED, support
from index.analyze import stem, terms
from index.document import Kind
from index.meaning import meanings

UNCITED = "uncited"  # no source, or one that does not exist
STRANGE = "strange"  # markup, an address, or letters that Norwegian does not have
STANDING = "standing"  # a proposal told as a decision, or a decision that no minutes hold
MEANING = "meaning"  # its words point elsewhere than the source's
DISAGREED = "disagreed"  # the cross-encoder says no
LENGTH_MAX = 500  # characters of one sentence

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9\s.,;:!?()/%–—\-«»“”\"'’‘&§+=…€$°|•]*")
_ADDRESS = re.compile(r"https?:|www\.|://|@\w", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NEAREST = 0.3  # least cosine of the summed meaning of the words of a sentence and its source
_PAST_DECISION = frozenset(
    "vedtok vedtatt vedteke besluttet beslutta godkjent godkjente sluttet slutta avvist avviste falt fall".split()
)
_ONLY_MINUTES = frozenset({Kind.NOTICE.value, Kind.AGENDA.value, Kind.SLIDES.value})

Second = Callable[[str, str], bool]  # a cross-encoder: does this source say this sentence?


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of a check: the numbers of the sources that carry the sentence; none, and why, where it failed."""

    carried_by: tuple[int, ...]
    reason: str


def verify(drafted: Drafted, sources: Mapping[int, Source], second: Second | None = None) -> Checked:
    """Return which of the cited sources carry a sentence."""
    cited = [sources[number] for number in drafted.numbers if number in sources]
    if not cited or len(cited) != len(drafted.numbers):
        return _failed(UNCITED)
    if len(drafted.text) > LENGTH_MAX or not _PLAIN.fullmatch(drafted.text) or _ADDRESS.search(drafted.text):
        return _failed(STRANGE)
    if drafted.text.rstrip().endswith("?"):
        return _failed(STRANGE)
    carried: list[int] = []
    reasons: list[str] = []
    for source in cited:
        reason = why_not(drafted.text, source, second)
        if reason == SUPPORTED:
            carried.append(source.number)
        reasons.append(reason)
    return Checked(carried_by=tuple(carried), reason="" if carried else reasons[0])


def why_not(text: str, source: Source, second: Second | None = None) -> str:
    """Return SUPPORTED when one source carries a sentence, or the reason why not."""
    if not _standing_told(text, source):
        return STANDING
    reason = support(text, source.citation.quote, source.known)
    if reason != SUPPORTED:
        return reason
    if not _same_direction(text, source):
        return MEANING
    if second is not None and not second(source.citation.quote, text):
        return DISAGREED
    return SUPPORTED


def _failed(reason: str) -> Checked:
    return Checked(carried_by=(), reason=reason)


def _standing_told(text: str, source: Source) -> bool:
    """Say whether a sentence tells a decision only where there is one, and a proposal only as one."""
    told = {stem(word) for word in _WORD.findall(text.lower())}
    proposes = bool(told & PROPOSAL)
    if source.known.standing is Standing.PROPOSED:
        return proposes
    decides = bool(told & DECISION)
    if source.known.standing is Standing.DECIDED:
        return not proposes or bool({stem(word) for word in _WORD.findall(source.citation.quote.lower())} & PROPOSAL)
    if decides and source.known.kind in _ONLY_MINUTES:
        return bool(set(_WORD.findall(source.citation.quote.lower())) & _PAST_DECISION) and not proposes
    return True


def _same_direction(text: str, source: Source) -> bool:
    """Say whether the meanings of both, summed, point the same way; where there is none, nothing is objected to."""
    known = meanings()
    mine = known.direction(terms(text))
    quote = source.citation.quote
    parts = (
        quote,
        "\n".join((*source.known.titles, quote)),
        *(one.text for one in statements(quote)),
        *(one.text for one in cells(quote)),
    )
    theirs = [direction for part in parts if (direction := known.direction(terms(part))).any()]
    return not mine.any() or not theirs or max(float(mine @ one) for one in theirs) >= _NEAREST
