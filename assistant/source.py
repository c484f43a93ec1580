"""Kilde: a quote that a language model may write from, with its number and what is known of it."""

from dataclasses import dataclass

from assistant.answer import Citation
from assistant.frames import Known, Standing

_STANDING = {Standing.DECIDED: "vedtatt", Standing.PROPOSED: "forslag, ikke vedtatt", Standing.PLAIN: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One quote to write from. `answers` when the answer that was found without a model stands on it."""

    citation: Citation
    known: Known
    answers: bool

    @property
    def number(self) -> int:
        """The number that the model knows it by."""
        return self.citation.number

    @property
    def place(self) -> str:
        """Where it stands, in words: the paper, its date and sak, and whether it was decided or proposed."""
        case = f"sak {self.citation.case_number}" if self.citation.case_number else ""
        parts = (self.citation.title, self.citation.meeting_date or "", case, _STANDING[self.known.standing])
        return ", ".join(part for part in parts if part)
