"""Emneord: a subject term as it is attached to text, and the words that earned it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Emneord: a concept of the vocabulary, by its URI and its preferred label."""

    uri: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that earned a term: `tagged_text[start:end] == text`, exactly."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept that a text is about. `score` is the estimated chance that it is the right one, 0 to 1."""

    uri: str
    label: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A concept that a question is about, and every label of it: other ways to say the same, the shown one first."""

    uri: str
    score: float
    labels: tuple[str, ...]
