"""Does a quote carry a sentence? Every piece of the sentence must stand in one statement of it, in its order.

A Norwegian verb, and a date that is alone, may move; a statement may be cut short at its end, never in its middle or
from its beginning. So a sentence with the right words in another relation, or without the word that turned the
meaning, fails. It errs on the side of no: who asks shows the quote instead.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.align import aligned, is_verb
from assistant.claim import ANCHORS, Piece, Sort, meaning, pieces, same
from assistant.frames import Known, Standing, framed
from assistant.same_words import CHANGES, FOLLOW_UPS, LABELLED, OPEN_LABELS, PROPOSAL, SCOPE
from assistant.statement import Cell, Statement, cells, statements
from assistant.verb_form import agree
from index.analyze import stem

ABSENT = "absent"  # a number, date, name or word that the quote does not hold
ORDER = "order"  # the words stand in another relation
LEFT_OUT = "left_out"  # what the quote says is left out in the middle, or turned by what is left out
FORM = "form"  # another time or voice: skal for ble, betales for betaler
EMPTY = "empty"  # nothing is claimed
SUPPORTED = ""
_PARTICLES = frozenset({"up", "down", "out", "in", "away", "back", "again"})
_COMPLETES = frozenset({"before", "after", "than", "per"})
_RESTRICTS = frozenset({"if", "unless", "only"})
# What begins another clause.
_JOINS = re.compile(r"\b(?:at|å|som|når|da|fordi|dersom|hvis|mens|medan|men)\b|;|,\s+(?![A-ZÆØÅ\d])")
_AND = re.compile(r"\s+(?:og|eller|samt|and)\s", re.IGNORECASE)
_STOP = re.compile(r"[,.;(]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 2  # pieces that a sentence must share with its quote


def support(sentence: str, quote: str, known: Known) -> str:
    """Return SUPPORTED, or why the quote does not carry the sentence. `known` is what else is known of the quote."""
    reasons: list[str] = []
    for claimed in _readings(sentence, quote, known):
        if not claimed:
            continue
        for carried in _carried(sentence, claimed, quote, known):
            if carried == SUPPORTED:
                return SUPPORTED
            reasons.append(carried)
    return min(reasons, key=_SERIOUS.index) if reasons else EMPTY


_SERIOUS = (FORM, LEFT_OUT, ORDER, EMPTY, ABSENT)  # the nearest miss tells most


def _readings(sentence: str, quote: str, known: Known) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of a sentence, and those without what only says where it stands."""
    claimed = pieces(sentence)
    yield claimed
    inside = framed(sentence, claimed, known)
    if inside != claimed and not _led_in_otherwise(claimed, pieces(quote)):
        yield inside


def _led_in_otherwise(claimed: Sequence[Piece], stated: Sequence[Piece]) -> bool:
    """Say whether the quote names a case of the sentence after another word: til sak 7-53/25 for fra sak 7-53/25."""
    mine, theirs = _led_in(claimed), _led_in(stated)
    return any(theirs.get(case, before) != before for case, before in mine.items())


def _led_in(found: Sequence[Piece]) -> dict[str, str]:
    """Return the preposition before each case number, or before the word for it (sak), that has one."""
    led: dict[str, str] = {}
    for number, piece in enumerate(found):
        if piece.sort is Sort.CASE:
            led.update((piece.value, one.value) for one in found[max(number - 2, 0) : number] if one.sort is Sort.HARD)
    return led


def _carried(sentence: str, claimed: Sequence[Piece], quote: str, known: Known) -> Iterator[str]:
    row = cells(quote)
    if len(row) > 1:
        yield _by_row(sentence, claimed, row, quote)
    for statement in statements(quote):
        yield _by_statement(sentence, claimed, statement, known)


def _by_statement(sentence: str, claimed: Sequence[Piece], statement: Statement, known: Known) -> str:
    if statement.text.rstrip().endswith("?"):
        return ABSENT
    label = _label_left(claimed, statement)
    if label is None:
        return LEFT_OUT
    stated = statement.stated
    worst = ABSENT
    one_clause = not _JOINS.search(sentence) and not _JOINS.search(statement.text)
    for match in aligned(label, stated, one_clause=one_clause):
        worst = _judged(sentence, label, statement, match, known)
        if worst == SUPPORTED:
            return SUPPORTED
    if worst == ABSENT and _holds_all(label, stated):
        return ORDER
    return worst


def _judged(sentence: str, claimed: Sequence[Piece], statement: Statement, match: dict[int, int], known: Known) -> str:
    if len(match) < len(claimed):
        return ABSENT
    if len(match) < min(_LEAST, len(statement.stated)) or not match:
        return EMPTY
    if _leaves_out(statement, frozenset(match.values())):
        return LEFT_OUT
    pairs = [(claimed[mine], statement.stated[theirs]) for mine, theirs in match.items()]
    return SUPPORTED if agree(sentence, statement.text, pairs, decided=known.standing is Standing.DECIDED) else FORM


def _holds_all(claimed: Sequence[Piece], stated: Sequence[Piece]) -> bool:
    held = {(piece.value) for piece in stated}
    return all(piece.value in held for piece in claimed)


def _leaves_out(statement: Statement, used: frozenset[int]) -> bool:
    """Say whether what is left out of a statement could turn what is kept."""
    first, last = min(used), max(used)
    stated = statement.stated
    begin = statement.clause_start(first)
    if begin.after_that or any(number not in used and stated[number].start >= begin.at for number in range(first)):
        return True
    middle = [stated[number] for number in range(first, last) if number not in used]
    if not all(statement.is_aside(piece, {stated[number].start for number in used}) for piece in middle):
        return True
    return _tail_turns(statement, last)


def _tail_turns(statement: Statement, last: int) -> bool:
    stated = statement.stated
    end = statement.clause_end(stated[last].end)
    tail = stated[last + 1 :]
    counted = stated[last].sort is Sort.WORD and last > 0 and stated[last - 1].sort is Sort.NUMBER
    if counted and tail and tail[0].value in _COMPLETES and tail[0].start < end:
        return True
    if tail and _goes_on(statement.text[stated[last].end : tail[0].start], stated[last], tail):
        return True
    if tail and statement.text[stated[last].end : tail[0].start].isspace():
        follows = tail[0].sort in (Sort.WORD, Sort.NUMBER) and stated[last].sort is Sort.NUMBER
        if follows or (tail[0].sort is Sort.NAME and stated[last].sort is Sort.NAME):
            return True
    for piece in tail:
        if piece.sort is not Sort.HARD:
            continue
        if piece.value in _RESTRICTS or (piece.start < end and piece.value in SCOPE | _PARTICLES):
            return True
    return False


def _goes_on(between: str, told: Piece, tail: Sequence[Piece]) -> bool:
    """Say whether what was told last goes on: A [og B]; 5. mai[, 6. juni]; vedtas [med to endringer]."""
    following = tail[0]
    if between.strip() == "," and following.sort is told.sort and told.sort in ANCHORS:
        return True
    if following.value == "with" and between.isspace() and any(piece.value in CHANGES for piece in tail[:4]):
        return True
    return bool(_AND.match(between)) and not is_verb(following) and not following.surface.endswith(("es", "ast"))


def _label_left(claimed: Sequence[Piece], statement: Statement) -> tuple[Piece, ...] | None:
    """Return the pieces that the label of a statement does not account for; None where it must be told and is not."""
    label = statement.label
    if not label:
        return tuple(claimed)
    stems = {stem(word.lower()) for word in _LETTERS.findall(label)}
    if stems & PROPOSAL:
        return _proposed_left(claimed)
    if label.strip().lower() in OPEN_LABELS:
        due = bool(stems & FOLLOW_UPS)
        return tuple(piece for piece in claimed if not (due and piece.sort is Sort.HARD and piece.value == "shall"))
    other_words = {other for one in stems for other in LABELLED.get(one, ())}
    told = stems | {piece.value for piece in pieces(label)} | other_words
    told -= {piece.value for piece in statement.stated}
    left = tuple(piece for piece in claimed if piece.value not in told)
    return left if len(left) < len(claimed) else None


def _proposed_left(claimed: Sequence[Piece]) -> tuple[Piece, ...] | None:
    """Return the pieces beside those that say that it is a proposal (forslaget til vedtak); None without them."""
    places = [number for number, piece in enumerate(claimed) if stem(piece.surface) in PROPOSAL]
    if not places:
        return None
    after = places[0] + 1
    if [piece.value for piece in claimed[after : after + 2]] == ["to", meaning("vedtak")]:
        after += 2
    return (*claimed[: places[0]], *claimed[after:])


def _by_row(sentence: str, claimed: Sequence[Piece], row: Sequence[Cell], quote: str) -> str:
    """Return whether a row of a table carries a sentence: its subject and whole beginnings of its other cells."""
    left = _row_label_left(claimed, row)
    match: list[tuple[Piece, Piece]] = []
    used: dict[int, int] = {}
    current = -1
    for piece in left:
        place = _next_place(piece, row, used, current)
        if place is None:
            return ABSENT
        current, number = place
        used[current] = number + 1
        match.append((piece, row[current].stated[number]))
    if len(match) < _LEAST and len(left) == len(claimed):
        return EMPTY
    if not _subject_used(row, used, told=len(left) < len(claimed)) or _cut_short(row, used) or _ambiguous(row, used):
        return LEFT_OUT
    return SUPPORTED if agree(sentence, quote, match, decided=False) else FORM


def _row_label_left(claimed: Sequence[Piece], row: Sequence[Cell]) -> tuple[Piece, ...]:
    """Return the pieces beside those that the first of two cells says in other words: Sted | … is where it was held."""
    if len(row) != 2:
        return tuple(claimed)
    stems = {stem(word.lower()) for word in _LETTERS.findall(row[0].text)}
    told = {other for one in stems for other in LABELLED.get(one, ())}
    return tuple(piece for piece in claimed if piece.value not in told)


def _next_place(piece: Piece, row: Sequence[Cell], used: dict[int, int], current: int) -> tuple[int, int] | None:
    """Return the cell and the number of the piece in it that comes next: on in this cell, or first in a new one."""
    if current >= 0:
        number = used[current]
        stated = row[current].stated
        if number < len(stated) and same(piece, stated[number]):
            return current, number
    for place, cell in enumerate(row):
        if place not in used and cell.stated and same(piece, cell.stated[0]):
            return place, 0
    return None


def _subject_used(row: Sequence[Cell], used: Iterable[int], *, told: bool) -> bool:
    """Say whether what the row is about is told: its first cell, or the second after a code or number."""
    if told or 0 in used:
        return True
    first = row[0].stated
    return bool(first) and first[0].sort in ANCHORS and len(first) == 1 and 1 in used


def _cut_short(row: Sequence[Cell], used: dict[int, int]) -> bool:
    """Say whether a cell is left anywhere but at its end or at a stop in it: Ola Prøvdal[, Helse Kyst]."""
    for place, number in used.items():
        cell = row[place]
        if number < len(cell.stated):
            between = cell.text[cell.stated[number - 1].end : cell.stated[number].start]
            if not _STOP.search(between) or any(piece.value in SCOPE for piece in cell.stated[number:]):
                return True
    return False


def _ambiguous(row: Sequence[Cell], used: dict[int, int]) -> bool:
    """Say whether a bare value is told without another of its kind, or in another order: only the head tells which."""
    told = [place for place in used if row[place].bare]
    kinds = {row[place].bare for place in told}
    left_out = any(cell.bare in kinds for place, cell in enumerate(row) if place not in used and cell.bare)
    return left_out or told != sorted(told)
