"""What stands under a label such as `Vedtak:` or `Innstilling:`: where it begins and where it ends.

Does not tell what it says. A label with nothing under it gives nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document import BlockKind
from ingest import outcome_patterns as patterns
from ingest.agenda_heading import case_heading
from ingest.line import Line, lines_holding
from ingest.patterns import Pattern, holds

_BODY_LINES = 80
# What every label holds: most lines are passed over at this.
_MAY_OPEN = (
    "vedtak", "innstilling", "tilråd", "forslag", "framlegg", "utkast", "beslutning", "avgjerd", "konklu", "decision",
    "uttalelse",
)  # fmt: skip
_PROPOSER = re.compile(
    r"^\W*(?:forslag \d+,?\s*)?(?P<who>[^:]{3,60}?)\s(?:fremmet|fremmer|fremma|la fram)\b", re.IGNORECASE
)
_ENDED = re.compile(r"[^\W\d]{3,}[.?!]\s")  # a sentence before a label: running text
_MOVES = re.compile(r"\bfremm(?:et|er|a) følgende\s*$", re.IGNORECASE)
_VOTED = re.compile(r",\s*(?:enst|mot\s)", re.IGNORECASE)
_OWNER = re.compile(r"(?P<who>[\w-]+)s\s(?:forslag|innstilling|tilråd)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a page that says what was decided or proposed. `begins` is where it begins after its label.

    `number` is the line that it starts on, `kind` is `decision`, `recommendation` or `vote`. `voted` tells that the
    label says how the votes fell («enst.»), `concluded` that it calls it a conclusion.
    """

    kind: str
    number: int
    page: int
    start: int
    begins: int
    end: int
    proposer: str | None = None
    voted: bool = False
    concluded: bool = False


def labelled(lines: Sequence[Line]) -> Iterator[Passage]:
    """Yield what stands under labels, in order."""
    for number in lines_holding(lines, _MAY_OPEN):
        line = lines[number]
        opened = None if line.row else opens(line)
        if opened is None:
            continue
        kind, match = opened
        body = (match.groupdict().get("body") or "").strip("*_ ")
        if body and not patterns.NOTHING.expression.match(body):
            begins = line.start + match.start("body")
            end = _end(lines, number, begins, kind)
            yield _passage(kind, number, line, _label_start(line, match), begins, end, match)
        elif not body and (first := _first(lines, number, kind)) is not None:
            begins = lines[first].start
            end = _end(lines, first, begins, kind)
            yield _passage(kind, first, lines[first], begins, lines[first].bare_start, end, match)


def opens(line: Line) -> tuple[str, re.Match[str]] | None:
    """Return what a line's label opens, and its match; None when the line has no label."""
    if not holds(line.text, _MAY_OPEN) or (case_heading(line) and not line.text.rstrip().endswith(":")):
        return None
    tests: tuple[tuple[str, Pattern], ...] = (
        ("recommendation", patterns.RECOMMENDED),
        ("recommendation", patterns.RECOMMENDED_ALONE),
        ("decision", patterns.DECIDED),
        ("decision", patterns.DECIDED_ALONE),
    )
    for kind, pattern in tests:
        match = pattern.expression.match(line.text)
        if match and not _is_sentence(kind, match, line):
            return kind, match
    return None


def _is_sentence(kind: str, match: re.Match[str], line: Line) -> bool:
    """Say whether a match is running text rather than a label: too much before it, or a body without a border."""
    said = match.groupdict()
    before = said.get("before") or ""
    if before and _ENDED.search(before) and not _MOVES.search(before):
        return True
    if kind == "decision" and "colon" not in said and said.get("body") and not said.get("roman"):
        return True
    return (
        kind == "decision"
        and "colon" not in said
        and not line.heading
        and not said.get("roman")
        and bool(line.text[:1].islower())
    )


def _label_start(line: Line, match: re.Match[str]) -> int:
    if "before" in match.groupdict() and match.group("before"):
        return line.start + match.start("label")
    return line.bare_start


def _voted(line: Line, kind: str) -> bool:
    """Say whether a line tells of the vote over what was proposed; in a decision it is part of it."""
    return kind == "recommendation" and bool(patterns.VOTED_LINE.expression.match(line.text))


def _first(lines: Sequence[Line], number: int, kind: str = "decision") -> int | None:
    """Return the line that the body begins on; None when something else stands there."""
    if number + 1 >= len(lines):
        return None
    line = lines[number + 1]
    ends = line.heading or line.row or line.opens or case_heading(line) or opens(line) or _voted(line, kind)
    if ends or patterns.ENDS.expression.match(line.text) or patterns.NOTHING.expression.match(line.text):
        return None
    return number + 1


def _end(lines: Sequence[Line], first: int, begins: int, kind: str = "decision") -> int:
    """Return where the body ends: at a heading, a label, the next section, or a blank line after running text."""
    label_is_heading = first > 0 and lines[first - 1].heading and lines[first].start == begins
    end = lines[first].end
    for before, line in zip(lines[first : first + _BODY_LINES], lines[first + 1 : first + _BODY_LINES], strict=False):
        if line.page != before.page or line.heading or line.row or line.opens or case_heading(line) or opens(line):
            break
        if patterns.ENDS.expression.match(line.text) or patterns.LOG.expression.match(line.text):
            break
        if _voted(line, kind):
            break
        listed = line.kind is BlockKind.LIST_ENTRY
        if line.blanks and not listed and not label_is_heading:
            break
        end = line.end
    return end


def restated(lines: Sequence[Line], number: int) -> Passage | None:
    """Return what stands below a vote without a label of its own: the decision as it was adopted."""
    first = _first(lines, number)
    if first is None:
        return None
    line = lines[first]
    end = _end(lines, first, line.start)
    return Passage(kind="decision", number=first, page=line.page, start=line.start, begins=line.start, end=end)


def _passage(kind: str, number: int, line: Line, start: int, begins: int, end: int, match: re.Match[str]) -> Passage:
    proposer = None
    if kind == "recommendation":
        found = _PROPOSER.match(match.string) or _OWNER.search(match.string)
        proposer = found.group("who").strip() if found else None
    return Passage(kind=kind, number=number, page=line.page, start=start, begins=begins, end=end, proposer=proposer)


def logged(lines: Sequence[Line]) -> Iterator[Passage]:
    """Yield each paragraph and entry below a heading such as `Beslutningslogg`, until the next heading."""
    inside = False
    for number, line in enumerate(lines):
        if line.heading or patterns.LOG.expression.match(line.text):
            inside = bool(patterns.LOG.expression.match(line.text))
            continue
        anew = bool(line.blanks) or line.kind is BlockKind.LIST_ENTRY or (number > 0 and lines[number - 1].heading)
        if inside and anew and not line.row and not opens(line):
            end = _end(lines, number, line.bare_start)
            yield Passage(
                kind="decision", number=number, page=line.page, start=line.start, begins=line.bare_start, end=end
            )
