"""Which board a paper is for, and of a mandate or plan its version, when it is valid, and whether it is a draft.

Reads the title, the file name and the first lines. Says None where these do not tell.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.document import Kind
from index.reference import dates
from ingest import describe_patterns as patterns
from ingest.patterns import Pattern

_HEAD_LINES = 14
_BOARD_MAX = 80
_DAY = re.compile(r"\s+(?:den\s)?\d{1,2}$")  # of a date after the name, cut at its full stop
_TAIL = re.compile(r"\s*(?:[-–,;:]\s*(?:\d.*|versjon\b.*|møte\b.*|del\s\d.*)|\.)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What was found out; dates are ISO dates."""

    board: str | None
    version: str | None
    valid_from: str | None
    valid_to: str | None
    draft: str | None


def describe(source: str, title: str, kind: Kind, text: str) -> Description:
    """Return the description of a document whose first page is `text`."""
    head = [line.strip(" #*_|") for line in text[:3000].split("\n") if line.strip()][:_HEAD_LINES]
    stem = PurePosixPath(source).stem.replace("_", " ")
    version, valid_from, valid_to = (None, None, None)
    if kind is Kind.MANDATE:
        version = _first(patterns.VERSION, [title, *head, stem.replace("-", " ")])
        valid_from, valid_to = _valid(" ".join(head))
    return Description(
        board=_board([title, *head], stem, text),
        version=version,
        valid_from=valid_from,
        valid_to=valid_to,
        draft=_first(patterns.DRAFT, [title, stem.replace("-", " "), *head[:3]]),
    )


def _first(pattern: Pattern, texts: list[str]) -> str | None:
    for text in texts:
        if match := pattern.expression.search(text):
            return str(match.group("value"))
    return None


def _valid(text: str) -> tuple[str | None, str | None]:
    match = patterns.VALID.expression.search(text)
    found = [reference.value for reference in dates(match.group("value") if match else "")]
    days = [value for value in found if len(value) == 10 and not value.startswith("-")]
    ends = bool(match) and len(days) == 1 and bool(re.search(r"\btil\b", match.group() if match else ""))
    if ends:
        return None, days[0]
    return (days[0] if days else None, days[1] if len(days) > 1 else None)


def _board(texts: list[str], stem: str, text: str) -> str | None:
    for pattern in patterns.BOARDS:
        for one in texts:
            if match := pattern.expression.search(one):
                return _trimmed(match.group("value"))
    return _named_by_file(stem, text)


def _trimmed(name: str) -> str | None:
    name = " ".join(_DAY.sub("", _TAIL.sub("", name.strip())).split())
    return name[:_BOARD_MAX].strip(" -–,;:") or None


def _named_by_file(stem: str, text: str) -> str | None:
    """Return the name in a file name without date and kind, as it is written in the text, if it is a board's."""
    words = [word for word in re.split(r"[\W_]+", stem) if word.isalpha()]
    if not words or not patterns.BODY.expression.search(words[0]):
        return None
    found = re.search(r"\b" + r"\s+(?:for\s+)?".join(map(re.escape, words)) + r"\b", text, re.IGNORECASE)
    return " ".join(found.group().split()) if found else None
