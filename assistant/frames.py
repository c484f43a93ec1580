"""What a sentence says about where its source stands: i sak 5-51/25, referatet fra 6. februar, mandatet, vedtok at.

It is true when it is what is known of the source, and need not stand in the quote. Accepts nothing that is not known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.claim import Piece, Sort, less_exact, meaning, pieces, same
from assistant.same_words import DECISION, FRAMES
from index.analyze import stem
from index.document import Kind

_KINDS = {
    stem("referat"): Kind.MINUTES, stem("referatet"): Kind.MINUTES, stem("protokoll"): Kind.MINUTES,
    stem("innkalling"): Kind.NOTICE, stem("innkallingen"): Kind.NOTICE, stem("sakslisten"): Kind.AGENDA,
    stem("mandat"): Kind.MANDATE, stem("mandatet"): Kind.MANDATE, stem("veikart"): Kind.ROADMAP,
    stem("veikartet"): Kind.ROADMAP, stem("vedlegg"): Kind.ATTACHMENT, stem("vedlegget"): Kind.ATTACHMENT,
}  # fmt: skip
_BOARD = frozenset(stem(word) for word in "styret produktstyret".split())
_LEADS_IN = frozenset({"from", "under", "for"})
_LED_IN = re.compile(r"(?:\b(?:i|på|av|hos|ved)\s(?:\w+\s)?|\()\W*$", re.IGNORECASE)
_SAYS_WHERE = frozenset(stem(word) for word in ("ifølge", "ifølgje"))
_TOGETHER = 3  # words of a title in a row that are taken for the title


class Standing(StrEnum):
    """What the register knows of a quote."""

    DECIDED = "decided"
    PROPOSED = "proposed"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a quote beside its words: `titles` of its paper, sak and section, `boards` that decided."""

    kind: str
    standing: Standing = Standing.PLAIN
    titles: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    case_number: str | None = None
    meeting_number: str | None = None
    meeting_date: str | None = None


def framed(sentence: str, claimed: Sequence[Piece], known: Known) -> tuple[Piece, ...]:
    """Return the pieces without those that only say, truly, where the source stands or that it was decided."""
    left = _without_decided(claimed, known)
    dropped: set[int] = set()
    for number, piece in enumerate(left):
        if number not in dropped and _is_frame(piece, known):
            dropped |= _frame_at(sentence, left, number, dropped, known)
    return tuple(piece for number, piece in enumerate(left) if number not in dropped)


def _is_frame(piece: Piece, known: Known) -> bool:
    if piece.sort is Sort.CASE:
        return piece.value == known.case_number
    if piece.sort not in (Sort.WORD, Sort.NAME) or piece.value not in _FRAME_MEANINGS:
        return False
    kind = _KINDS.get(piece.value)
    return kind is None or kind == known.kind


def _frame_at(sentence: str, left: Sequence[Piece], number: int, dropped: set[int], known: Known) -> set[int]:
    """Return the places of the frame that a frame word makes, if it does: led in by a preposition or in brackets.

    A word alone (møtet, saken) frames a sentence only at its head; anywhere else it may be what is spoken of.
    """
    begin = number
    if number and left[number - 1].sort is Sort.HARD and left[number - 1].value in _LEADS_IN:
        begin = number - 1
    at_head = all(place in dropped for place in range(begin))
    led_in = begin < number or bool(_LED_IN.search(sentence[: left[number].start]))
    if left[number].value in _SAYS_WHERE and at_head:
        return {number}
    told = _known_after(left, number, known)
    if led_in and (told or at_head):
        return set(range(begin, number + 1)) | told
    if at_head and left[number].value == meaning("mandat") and known.kind == Kind.MANDATE:
        return {number}
    return set()


def _known_after(left: Sequence[Piece], number: int, known: Known) -> set[int]:
    """Return the places after a frame word that belong to it: what is known, and the word that leads that in."""
    if left[number].sort is Sort.CASE:
        return {number}
    told: set[int] = set()
    after = number + 1
    while after < len(left):
        leads = left[after].value in _LEADS_IN and left[after].sort is Sort.HARD
        place = after + 1 if leads else after
        run = _title_run(left, place, known)
        if not run and place < len(left) and _is_known(left[place], known):
            run = 1
        if not run:
            break
        told |= set(range(after, place + run))
        after = place + run
    return told


def _is_known(piece: Piece, known: Known) -> bool:
    if piece.sort is Sort.DATE and known.meeting_date:
        date = known.meeting_date
        return piece.value == date or less_exact(piece.value, date) or date.startswith(piece.value)
    if piece.sort is Sort.CASE:
        return piece.value == known.case_number
    return bool(known.meeting_number) and piece.surface == known.meeting_number


def _title_run(left: Sequence[Piece], start: int, known: Known) -> int:
    """Return how many pieces from `start` on are the beginning of a title, if enough of it to be told apart."""
    best = 0
    for title in known.titles:
        words = pieces(title)
        run = 0
        while run < len(words) and start + run < len(left) and same(left[start + run], words[run]):
            run += 1
        if run and (run == len(words) or run >= _TOGETHER):
            best = max(best, run)
    return best


def _without_decided(claimed: Sequence[Piece], known: Known) -> tuple[Piece, ...]:
    """Take away that the board decided, at the head of a sentence, where the register knows that it did."""
    if known.standing is not Standing.DECIDED:
        return tuple(claimed)
    board = _BOARD | {stem(word.lower()) for name in known.boards for word in name.split()}
    for number, piece in enumerate(claimed[:6]):
        if stem(piece.surface) in DECISION and piece.value == meaning("vedta"):
            before = claimed[:number]
            if all(stem(one.surface) in board or _is_frame(one, known) or _is_known(one, known) for one in before):
                return (*(one for one in before if stem(one.surface) not in board), *claimed[number + 1 :])
    return tuple(claimed)


_FRAME_MEANINGS = FRAMES | {meaning(word) for word in ("møte", "møtet", "sak", "saken", "vedlegg", "ifølge")}
