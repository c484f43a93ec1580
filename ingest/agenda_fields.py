"""The fields of an agenda item out of short texts: type, times, part, title."""

import re

from index.record import ItemType
from index.reference import times
from ingest import register_patterns as patterns
from ingest.about import one_line

_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_TYPES = {
    "godkjenning": ItemType.GODKJENNING,
    "approval": ItemType.GODKJENNING,
    "tilslutning": ItemType.TILSLUTNING,
    "orientering": ItemType.ORIENTERING,
    "information": ItemType.ORIENTERING,
    "drøfting": ItemType.DROFTING,
    "diskusjon": ItemType.DROFTING,
    "discussion": ItemType.DROFTING,
    "beslutning": ItemType.BESLUTNING,
    "vedtak": ItemType.BESLUTNING,
    "avgjerd": ItemType.BESLUTNING,
    "decision": ItemType.BESLUTNING,
}


def item_type(text: str | None) -> ItemType | None:
    """Return the type that a cell or label names, or None; two different types in one cell are not told apart."""
    found = {_type_of(match.group("word")) for match in patterns.ITEM_TYPE.expression.finditer(text or "")}
    return found.pop() if len(found) == 1 else None


def _type_of(word: str) -> ItemType:
    return next(kind for name, kind in _TYPES.items() if word.lower().startswith(name))


def time_range(text: str | None) -> tuple[str | None, str | None]:
    """Return when an item starts and ends, as `hh.mm`, as far as the text tells."""
    found = [reference.value for reference in times(text or "")]
    return (found[0] if found else None, found[1] if len(found) > 1 else None)


def part_of(text: str) -> int | None:
    """Return which part of a sak the text names, or None."""
    match = patterns.PART.expression.search(text)
    return int(match.group("part")) if match else None


def plain_title(text: str) -> str | None:
    """Return a title on one line without links and the marks around it; None when nothing is left."""
    title = one_line(_LINK.sub(r"\1", text))
    if title.count("(") > title.count(")"):
        title = title[: title.rindex("(")]  # cut where a parenthesis was: it stood before the time
    return title.strip(" *_:–-|#.,") or None
