"""Who presents an item: names and organisations out of a line such as `Kari Eksempel, Helse Fjell, Ola Prøve, NHN`.

Names and organisations stand in turn, several names may share the organisation after them. A line that cannot be
told apart gives its names alone.
"""

import re

from index.record import Presenter
from ingest import register_patterns as patterns
from ingest.patterns import ORGANISATION

_COMMA = re.compile(r"\s*[,;]\s*")
_LINK = re.compile(r"\[[^\]]*(?:\]\([^)\s]*\)?)?")
_AND = re.compile(r"\s+(?:og|and|&)\s+")
_PARENTHESIS = re.compile(r"^(.{3,60}?)\s*\(([^()]{2,60})\)$")


def presenters(text: str) -> tuple[Presenter, ...]:
    """Return who presents, in order; empty for a line that names nobody."""
    pieces = [piece for piece in _COMMA.split(" ".join(_LINK.sub("", text).split())) if piece.strip("- ")]
    found: list[Presenter] = []
    waiting: list[str] = []
    for number, piece in enumerate(pieces):
        if match := _PARENTHESIS.match(piece):
            found.extend(Presenter(name=name, organisation=match.group(2)) for name in _names(match.group(1)))
        elif waiting and _organisation(piece, number, pieces):
            found.extend(Presenter(name=name, organisation=piece) for name in waiting)
            waiting = []
        else:
            waiting.extend(_names(piece))
    found.extend(Presenter(name=name) for name in waiting)
    return tuple(found)


def names_people(text: str) -> bool:
    """Say whether a line looks like one that names presenters: a person, or all, before a comma or parenthesis."""
    first = _COMMA.split(" ".join(text.split()))[0]
    if match := _PARENTHESIS.match(first):
        first = match.group(1)
    return all(is_person(name) for name in _names(first))


def is_person(text: str) -> bool:
    """Say whether a text looks like a person's name, or stands in the place of one."""
    if patterns.EVERYONE.expression.match(text):
        return True
    return bool(patterns.PERSON.expression.match(text)) and not _is_organisation(text)


def _names(text: str) -> list[str]:
    names = [name for name in _AND.split(text) if name]
    return names if all(is_person(name) for name in names) else [text]


def _is_organisation(text: str) -> bool:
    match = ORGANISATION.expression.search(text)
    return bool(match) and not text[: match.start() if match else 0].strip()


def _organisation(piece: str, number: int, pieces: list[str]) -> bool:
    """Say whether the piece after a name is its organisation rather than the next name."""
    if _is_organisation(piece) or not is_person(piece):
        return True
    in_turn = number % 2 == 1 and len(pieces) % 2 == 0
    return in_turn and all(is_person(_AND.split(name)[0]) for name in pieces[::2])
