"""The pieces of a sentence laid against those of its source: which is which, in the source's order.

A verb may stand elsewhere among its neighbours, and so may a date that is the only one, with the word that binds it.
"""

from collections.abc import Iterator, Sequence

from assistant.claim import Piece, Sort, same
from assistant.same_words import MODALS, VERBS


def aligned(claimed: Sequence[Piece], stated: Sequence[Piece], *, one_clause: bool) -> Iterator[dict[int, int]]:
    """Yield alignments, places in `claimed` to places in `stated`: the earliest and, where it differs, the latest.

    A date may move only within `one_clause`, and the first verb only where it stands first on one side.
    """
    loose = _lone_dates(claimed, stated) if one_clause else {}
    loose |= _first_verb(claimed, stated, loose)
    mine = [number for number in range(len(claimed)) if number not in loose]
    held = set(loose.values())
    theirs = [number for number in range(len(stated)) if number not in held]
    earliest = loose | _in_order(claimed, stated, mine, theirs, latest=False)
    yield earliest
    latest = loose | _in_order(claimed, stated, mine, theirs, latest=True)
    if latest != earliest:
        yield latest
    if loose:  # as it stands, where nothing has moved
        yield _in_order(claimed, stated, list(range(len(claimed))), list(range(len(stated))), latest=False)


def _first_verb(claimed: Sequence[Piece], stated: Sequence[Piece], loose: dict[int, int]) -> dict[int, int]:
    """Return the pairing of the first verbs, where one of them stands before all but what is loose (V2 inversion)."""
    mine = next((number for number, piece in enumerate(claimed) if is_verb(piece)), None)
    theirs = next((number for number, piece in enumerate(stated) if is_verb(piece)), None)
    if mine is None or theirs is None or not same(claimed[mine], stated[theirs]):
        return {}
    mine_first = all(number in loose for number in range(mine))
    theirs_first = all(number in loose.values() for number in range(theirs))
    return {mine: theirs} if mine_first or theirs_first else {}


def is_verb(piece: Piece) -> bool:
    """Say whether a piece is a verb that may stand elsewhere."""
    return piece.value in (VERBS if piece.sort is Sort.WORD else MODALS if piece.sort is Sort.HARD else ())


def _lone_dates(claimed: Sequence[Piece], stated: Sequence[Piece]) -> dict[int, int]:
    """Return the pairing of a date that is alone on both sides, with what binds it (fra, innen) on both or none."""
    mine = [n for n, piece in enumerate(claimed) if piece.sort is Sort.DATE]
    theirs = [n for n, piece in enumerate(stated) if piece.sort is Sort.DATE]
    if len(mine) != 1 or len(theirs) != 1 or not same(claimed[mine[0]], stated[theirs[0]]):
        return {}
    match = {mine[0]: theirs[0]}
    bound_mine, bound_theirs = _binding(claimed, mine[0]), _binding(stated, theirs[0])
    if bound_mine is None and bound_theirs is None:
        return match
    if bound_mine is None or bound_theirs is None or not same(claimed[bound_mine], stated[bound_theirs]):
        return {}
    return match | {bound_mine: bound_theirs}


def _binding(among: Sequence[Piece], number: int) -> int | None:
    """Return the place of the word of grammar that stands right before a piece."""
    before = number - 1
    if before < 0 or among[before].sort is not Sort.HARD or among[number].start - among[before].end != 1:
        return None
    return before


def _in_order(
    claimed: Sequence[Piece], stated: Sequence[Piece], mine: list[int], theirs: list[int], *, latest: bool
) -> dict[int, int]:
    """Return the longest pairing that keeps the order (longest common subsequence), the earliest or the latest one."""
    if latest:
        mine, theirs = mine[::-1], theirs[::-1]
    longest = [[0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            if same(claimed[mine[i]], stated[theirs[j]]):
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    match: dict[int, int] = {}
    i = j = 0
    while i < len(mine) and j < len(theirs):
        if same(claimed[mine[i]], stated[theirs[j]]) and longest[i][j] == longest[i + 1][j + 1] + 1:
            match[mine[i]] = theirs[j]
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return match
