"""What the archive keeps: answers as they were given, what readers said of them, conversations.

Types alone: no reading and no writing.
"""

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer
from index.filter import Filter


class Verdict(StrEnum):
    """Dom: what a reader says of an answer."""

    RIGHT = "right"
    WRONG = "wrong"


class Fault(StrEnum):
    """Feil: what is wrong with an answer: the eight reasons of NKS Bob (NAV), for board papers."""

    WRONG_ANSWER = "wrong_answer"  # hele eller deler av svaret er feil
    MISSING_DETAILS = "missing_details"  # mangler vesentlige detaljer
    UNEXPECTED_SOURCES = "unexpected_sources"  # bruker ikke dokumentene som var ventet
    WRONG_CONTEXT = "wrong_context"  # forholder seg ikke til spørsmålet eller samtalen
    MIXED_UP = "mixed_up"  # blander saker, møter eller aktører
    QUOTE_NOT_FOUND = "quote_not_found"  # finner ikke sitatet i dokumentet
    MISSING_SOURCES = "missing_sources"  # mangler kilder
    OTHER = "other"  # annet


class Standing(StrEnum):
    """How a cited paper stands now."""

    STANDS = "stands"  # the same version, and the quote at its place
    CHANGED = "changed"  # there is another version of the paper
    REMOVED = "removed"  # the paper is not indexed any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The version of a paper that an answer cites. `sha256` is of the file, `ingested_at` UTC in ISO 8601."""

    doc_id: str
    source: str
    access: str
    sha256: str
    ingested_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer as it was given, when, with which filter, and the versions of the papers that it cites."""

    answer: Answer
    asked_at: str
    filter: Filter
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Samtale: its answers in the order in which they were asked for. Who knows its id may go on with it."""

    id: str
    started_at: str
    last_at: str
    answers: tuple[Kept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """A conversation as it is listed: its first question and how many there are."""

    id: str
    started_at: str
    last_at: str
    question: str
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Tilbakemelding: what a reader said of an answer; `question` is the one that was answered."""

    id: str
    answer_id: str
    given_at: str
    verdict: Verdict
    reason: Fault | None
    comment: str | None
    question: str
