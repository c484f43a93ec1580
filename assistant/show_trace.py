"""A case's trace for a terminal. Does not decide what belongs to it."""

from rich.console import Console
from rich.text import Text

from assistant.trace import Event, Step, Trace
from index.record import Outcome

_WORDS = {
    Event.PRECEDED: "bygger på",
    Event.ASKED_FOR: "etterspurt",
    Event.RAISED: "på sakslisten",
    Event.RECOMMENDED: "innstilt",
    Event.VOTED: "votert",
    Event.DECIDED: "vedtatt",
    Event.FOLLOWED_UP: "fulgt opp",
    Event.CHANGED: "endret i",
    Event.CONTINUED: "videreført i",
}

_OUTCOMES = {
    Outcome.ADOPTED: "vedtatt",
    Outcome.NOTED: "tatt til orientering",
    Outcome.POSTPONED: "utsatt",
    Outcome.REJECTED: "avvist",
}


def show_trace(found: Trace) -> None:
    """Print the steps of a sak, each with its place."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"Sak {found.case_number} {found.title or ''}".rstrip(), style="bold"))
    for step in found.events:
        meeting = " ".join(part for part in (step.meeting.date, step.meeting.number) if part) or "uten dato"
        other = f" sak {step.case_number}" if step.case_number and step.case_number != found.case_number else ""
        console.print(Text(f"{meeting}  {_happened(step)}{other}: {' '.join(step.text.split())}"))
        if step.status and step.event not in (Event.DECIDED, Event.CHANGED):
            console.print(Text(f"    status: {outcome_word(step.status)}"))
        console.print(Text(f"    {step.citation.source}, side {step.citation.page}"))


def outcome_word(status: str) -> str:
    """Return what became of a sak in Norwegian; words of the papers stay as they are."""
    return _OUTCOMES[Outcome(status)] if status in list(Outcome) else status


def _happened(step: Step) -> str:
    if step.event is Event.DECIDED and step.status:
        return outcome_word(step.status)
    return _WORDS[step.event]
