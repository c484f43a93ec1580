"""Vedtak, innstilling, votering: what was proposed, how it was voted on, what was decided.

A label decides which of them it is, so that a proposal is never a decision. Minutes without a section for the
decision tell it in a sentence: there the sentence that says so is the decision. Nothing is taken from what papers
tell of earlier meetings, where these are told in other words than a label's.
"""

from collections.abc import Iterator, Sequence

from index.document import Kind
from index.record import Decision, Outcome, Recommendation, Record, Vote
from index.reference import case_numbers, short_case_numbers
from ingest import outcome_patterns as patterns
from ingest.about import About, one_line
from ingest.case import cases_by_line
from ingest.line import Line, lines_holding
from ingest.outcome_body import Passage, labelled, logged, restated
from ingest.outcome_told import told, votes

_HEADINGS = 3
_LINES_A_HEADING = 40  # at most, on average

Case = tuple[str | None, str | None]


def outcomes(lines: Sequence[Line], about: About) -> list[Record]:
    """Return the recommendations, votes and decisions of one document, in reading order."""
    cases = cases_by_line(lines)
    formal = _is_formal(lines)
    passages = [one for one in (*labelled(lines), *logged(lines)) if _belongs(one, about, formal=formal)]
    found: list[Record] = [_record(passage, cases[passage.number], about) for passage in passages]
    if about.minutes:
        said = list(votes(lines, about, passages))
        found.extend(_vote(passage, cases[passage.number], about) for passage in said if _is_vote(passage, about))
        found.extend(_told_decisions(lines, about, passages, said, cases, formal=formal))
    return sorted(found, key=lambda record: (record.page, record.start))


def _is_formal(lines: Sequence[Line]) -> bool:
    """Say whether a line shows that saker are voted on: the heading of a vote, or one that was unanimous."""
    if any(patterns.VOTING.expression.match(line.text) for line in lines):
        return True
    adopting = (patterns.ADOPTED.search(lines[number].text) for number in lines_holding(lines, patterns.ADOPTED.needs))
    return any(match and match.group("how") for match in adopting)


def _belongs(passage: Passage, about: About, *, formal: bool) -> bool:
    """Say whether a passage may be what its label says.

    Only minutes and papers hold decisions, and a notice those that say how the votes fell. Where saker are voted on,
    a conclusion is part of a text that was proposed.
    """
    if formal and passage.concluded:
        return False
    if passage.kind != "decision" or about.minutes or about.document.kind is Kind.ATTACHMENT:
        return True
    return about.document.kind is Kind.NOTICE and passage.voted


def _told_decisions(
    lines: Sequence[Line],
    about: About,
    passages: Sequence[Passage],
    said: Sequence[Passage],
    cases: Sequence[Case],
    *,
    formal: bool,
) -> Iterator[Decision]:
    """Yield decisions told in a sentence: votes of saker without a decision of their own, and set words elsewhere."""
    decided = {cases[passage.number] for passage in passages if passage.kind == "decision"}
    open_votes = [one for one in said if cases[one.number] not in decided and _adopts(one, about)]
    if decided and formal:
        yield from _last_of_each(open_votes, lines, cases, about)
    elif formal or not decided:
        for passage in open_votes:
            yield _decision(passage, cases[passage.number], about)
    for passage in () if formal and not _has_outline(lines) else told(lines, about, passages):
        if not formal or cases[passage.number] not in decided:
            yield _decision(passage, cases[passage.number], about)


def _has_outline(lines: Sequence[Line]) -> bool:
    """Say whether the minutes are divided by headings, so that each sentence stands in its own sak."""
    headings = sum(line.heading for line in lines)
    return headings >= _HEADINGS and headings * _LINES_A_HEADING >= len(lines)


def _last_of_each(
    said: Sequence[Passage], lines: Sequence[Line], cases: Sequence[Case], about: About
) -> Iterator[Decision]:
    """Yield for each sak what its last vote adopted, in minutes that elsewhere have a section for the decision.

    The decision is what stands below the vote until the sak ends, where anything does, else the vote itself.
    """
    last = {cases[passage.number]: passage for passage in said if cases[passage.number][1]}
    for case, passage in last.items():
        below = restated(lines, passage.number)
        yield _decision(below or passage, case, about)


def _adopts(passage: Passage, about: About) -> bool:
    text = about.texts[passage.page][passage.start : passage.end]
    match = patterns.ADOPTED.search(text)
    what = (match.group("what") or "") if match else ""
    if patterns.HOW_TO_VOTE.expression.search(text):
        return False
    return not what.startswith(("forkast", "nedstemt", "ikke"))


def _is_vote(passage: Passage, about: About) -> bool:
    """Say whether a sentence tells of a vote: a choice without one is not."""
    match = patterns.ADOPTED.search(about.texts[passage.page][passage.start : passage.end])
    return match is None or bool(match.group("how")) or match.group("what") not in ("valgt", "vald")


def _record(passage: Passage, case: Case, about: About) -> Record:
    if passage.kind == "decision":
        return _decision(passage, case, about)
    text = _text(passage, about)
    return Recommendation(
        **about.shared(passage.page, passage.start, passage.end),
        case_number=case[1],
        title=case[0],
        text=text,
        proposer=passage.proposer,
        refers_to=_others(text, case[1]),
        until=passage.end,
    )


def _decision(passage: Passage, case: Case, about: About) -> Decision:
    text = _text(passage, about)
    return Decision(
        **about.shared(passage.page, passage.start, passage.end),
        case_number=case[1],
        title=case[0],
        text=text,
        outcome=outcome_of(text),
        refers_to=_others(text, case[1]),
        until=passage.end,
    )


def _vote(passage: Passage, case: Case, about: About) -> Vote:
    text = _text(passage, about)
    match = patterns.ADOPTED.search(text)
    counts = patterns.COUNTS.expression.search(text)
    said = counts.groupdict() if counts else {}
    adopted = _adopts(passage, about) if match else None
    only = int(said["only"]) if said.get("only") else None
    minority = int(said["minority"]) if said.get("minority") else None
    return Vote(
        **about.shared(passage.page, passage.start, passage.end),
        case_number=case[1],
        title=case[0],
        text=text,
        adopted=adopted,
        unanimous=bool(match and (match.group("how") or match.group("unanimous"))),
        votes_for=int(said["for"]) if said.get("for") else only if adopted else minority,
        votes_against=int(said["against"]) if said.get("against") else minority if adopted else only,
    )


def _text(passage: Passage, about: About) -> str:
    """Return what the quote of a passage says after its label."""
    shared = about.shared(passage.page, passage.start, passage.end)
    return one_line(about.texts[passage.page][max(passage.begins, shared["start"]) : shared["end"]]).strip("*_ ")


def outcome_of(text: str) -> Outcome | None:
    """Return what a decision did with its sak, where it says so in set words; the first of them that fits."""
    for name, pattern in patterns.OUTCOMES:
        if pattern.expression.search(text):
            return Outcome(name)
    return None


def _others(text: str, own: str | None) -> tuple[str, ...]:
    found = (*case_numbers(text), *short_case_numbers(text))
    return tuple(dict.fromkeys(one.value for one in found if one.value != own))
