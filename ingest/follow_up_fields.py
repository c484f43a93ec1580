"""The fields of a follow-up out of its texts: how far it has come, who is responsible, when it is due."""

from index.record import Progress
from index.reference import case_numbers, dates
from ingest import follow_up_patterns as patterns
from ingest.presenter import is_person


def progress(text: str | None) -> Progress | None:
    """Return how far a status or a reply says it has come: the state that is named first."""
    found = [
        (match.start(), state)
        for state, pattern in patterns.STATES.items()
        if (match := pattern.expression.search(text or ""))
    ]
    return Progress(min(found)[1]) if found else None


def responsible(text: str) -> str | None:
    """Return who is to do it: named so, or the subject that the text begins with."""
    if match := patterns.NAMED_RESPONSIBLE.expression.search(text):
        return str(match.group("who")).strip()
    match = patterns.RESPONSIBLE.expression.match(text)
    return str(match.group("who")) if match else None


def due_date(text: str) -> str | None:
    """Return the ISO date that the text sets as a limit, or None."""
    match = patterns.DUE.expression.search(text)
    for reference in dates(match.group("when")) if match else ():
        if len(reference.value) == 10 and not reference.value.startswith("-"):
            return reference.value
    return None


def points_to(text: str | None, own: str | None) -> str | None:
    """Return the first other case number that a reply names."""
    return next((found.value for found in case_numbers(text or "") if found.value != own), None)


def is_somebody(text: str) -> bool:
    """Say whether a short text may be a person or a body: it begins with a capital and is no sentence."""
    words = text.split()
    return 0 < len(words) <= 5 and words[0][:1].isupper() and not text.endswith(".") and (
        is_person(text) or len(words) <= 4
    )  # fmt: skip
