"""Spørsmål: what a question asks for, before anything is searched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Expect(StrEnum):
    """What kind of thing would answer."""

    PERSON = "person"
    ORGANISATION = "organisation"
    TIME = "time"
    NUMBER = "number"
    ITEM_TYPE = "item_type"  # sakstype
    PROPOSAL = "proposal"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    DEFINITION = "definition"
    PLACE = "place"
    MANNER = "manner"  # hvordan
    REASON = "reason"
    LIST = "list"
    YES_NO = "yes_no"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its terms and what it points at.

    `terms` are what it is about, each once, in order, and `words` how the question
    writes them. `asked` are terms that say what is
    wanted of it ("sakstype", "aktør") and need not stand in the answer. `search_text` is what is searched for.
    `dates` are ISO dates, `2024-04` without a day, `--04-04` without a year, `--04` for a month alone.
    `mended` pairs a misspelt word with the term that it was read as. `others` gives for a term other ways to
    say it, each one or more terms. `focus` is the term that the question word belongs to: "fastleger" in
    "hvor mange fastleger". `names` are the terms among `terms` that are written as names, abbreviations or numbers.
    """

    text: str
    expect: Expect
    terms: tuple[str, ...]
    words: tuple[str, ...]
    asked: tuple[str, ...]
    cases: tuple[str, ...]
    meetings: tuple[str, ...]
    dates: tuple[str, ...]
    search_text: str
    mended: tuple[tuple[str, str], ...] = ()
    others: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    focus: str | None = None
    names: tuple[str, ...] = ()


def on_date(value: str, date: str | None) -> bool:
    """Say whether an ISO date lies on `value`: a day, a month, a day without its year, or a month without one."""
    if not date:
        return False
    return date[4:].startswith(value[1:]) if value.startswith("--") else date.startswith(value)
