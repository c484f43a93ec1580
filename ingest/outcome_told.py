"""Sentences that tell how a proposal was voted on, or what was decided, where no label does."""

from collections.abc import Iterator, Mapping, Sequence

from index.document import BlockKind
from ingest import outcome_patterns as patterns
from ingest.about import About
from ingest.line import Line, lines_holding
from ingest.outcome_body import Passage, opens
from ingest.sentence import sentences

_ENTRIES = 20


def votes(lines: Sequence[Line], about: About, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the sentences that tell what a vote came to, or who was chosen, outside what labels already hold."""
    taken = _by_page(passages)
    adopting = frozenset(lines_holding(lines, patterns.ADOPTED.needs))
    for number, line in enumerate(lines):
        if line.row:
            continue
        if match := patterns.VOTE_LABEL.expression.match(line.text):
            if _is_within(line, taken):
                continue
            begins = line.start + match.start("body")
            yield Passage(
                kind="vote", number=number, page=line.page, start=line.bare_start, begins=begins, end=line.end
            )
            continue
        if number not in adopting or not patterns.ADOPTED.search(line.text) or _is_within(line, taken):
            continue
        for start, end in sentences(about.texts[line.page], line.start, line.end):
            sentence = about.texts[line.page][start:end]
            if len(sentence) < 300 and patterns.ADOPTED.search(sentence) and not _reported(sentence):
                yield Passage(kind="vote", number=number, page=line.page, start=start, begins=start, end=end)


def _by_page(passages: Sequence[Passage]) -> dict[int, list[tuple[int, int]]]:
    """Return by page where the passages stand."""
    found: dict[int, list[tuple[int, int]]] = {}
    for passage in passages:
        found.setdefault(passage.page, []).append((passage.start, passage.end))
    return found


def _is_within(line: Line, taken: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    own = taken.get(line.page)
    return own is not None and any(start <= line.start < end for start, end in own)


def _reported(sentence: str) -> bool:
    """Say whether a sentence tells of a law, a plan or an earlier meeting rather than of this vote."""
    words = sentence.split()
    if patterns.SUBORDINATE.expression.search(sentence):
        return True
    return (not words[0][:1].isupper() and not words[0][:1].isdigit()) or len(words) > 30


def told(lines: Sequence[Line], about: About, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the sentences and headings that say that something was decided, outside what labels already hold."""
    taken = _by_page(passages)
    telling = frozenset(lines_holding(lines, patterns.TOLD.needs))
    for number, line in enumerate(lines):
        verdict = line.kind is BlockKind.LIST_ENTRY and patterns.VERDICT.expression.match(line.text)
        if line.row or not (verdict or (number in telling and patterns.TOLD.search(line.text))):
            continue
        if _is_within(line, taken) or opens(line):
            continue
        if verdict:
            yield Passage(
                kind="decision", number=number, page=line.page, start=line.start, begins=line.bare_start, end=line.end
            )
            continue
        if line.heading or line.text.rstrip("*_ \u200b").endswith(":"):
            yield _with_entries(lines, number)
            continue
        for start, end in sentences(about.texts[line.page], line.bare_start, line.end):
            sentence = about.texts[line.page][start:end]
            if patterns.TOLD.search(sentence) and not patterns.HOW_TO_VOTE.expression.search(sentence):
                yield Passage(kind="decision", number=number, page=line.page, start=start, begins=start, end=end)


def _with_entries(lines: Sequence[Line], number: int) -> Passage:
    """Return the passage of a line that announces a list, with the list."""
    line = lines[number]
    end = line.end
    for following in lines[number + 1 : number + 1 + _ENTRIES]:
        if following.page != line.page or following.heading or following.blanks > 1 or following.row:
            break
        if following.blanks and following.kind is not BlockKind.LIST_ENTRY:
            break
        end = following.end
    return Passage(kind="decision", number=number, page=line.page, start=line.start, begins=line.bare_start, end=end)
