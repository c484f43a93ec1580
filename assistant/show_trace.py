"""A case's trace for a terminal. Does not decide what belongs to it."""

from rich.console import Console
from rich.text import Text

from assistant.trace import Event, Trace

_WORDS = {
    Event.ASKED_FOR: "etterspurt",
    Event.RAISED: "på sakslisten",
    Event.RECOMMENDED: "innstilt",
    Event.VOTED: "votert",
    Event.DECIDED: "vedtatt",
    Event.FOLLOWED_UP: "fulgt opp",
    Event.CHANGED: "endret i",
    Event.CONTINUED: "videreført i",
}


def show_trace(found: Trace) -> None:
    """Print the steps of a sak, each with its place."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"Sak {found.case_number} {found.title or ''}".rstrip(), style="bold"))
    for step in found.events:
        meeting = " ".join(part for part in (step.meeting.date, step.meeting.number) if part) or "uten dato"
        other = f" sak {step.case_number}" if step.case_number and step.case_number != found.case_number else ""
        console.print(Text(f"{meeting}  {_WORDS[step.event]}{other}: {' '.join(step.text.split())}"))
        if step.status:
            console.print(Text(f"    status: {step.status}"))
        console.print(Text(f"    {step.citation.source}, side {step.citation.page}"))
