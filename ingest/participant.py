"""Who took part in a meeting, by first name and by the body in brackets after it, as minutes list them."""

import re
from collections.abc import Sequence

from ingest import follow_up_patterns as patterns
from ingest.line import Line

_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_NAME = re.compile(r"[A-ZÆØÅ][\w-]+")
_BETWEEN = re.compile(r",|\s(?:og|and)\s|^\W*(?:til stede|deltakere|forfall)\s*:", re.IGNORECASE)
_LINES = 60


def participants(lines: Sequence[Line]) -> frozenset[str]:
    """Return first names and bodies of the lists of those who took part or were absent."""
    found: set[str] = set()
    for number, line in enumerate(lines):
        if not patterns.PRESENT.expression.match(line.text):
            continue
        for following in lines[number : number + _LINES]:
            if following is not line and following.heading:
                break
            text = _BRACKETS.sub("", following.bare)
            for piece in _BETWEEN.split(text):
                if name := _NAME.match(piece.strip()):
                    found.add(name.group())
            found.update(body.strip() for body in _BRACKETS.findall(following.text))
    return frozenset(found)
