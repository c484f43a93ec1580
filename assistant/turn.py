"""One question on the page and what came of it: an answer, or a sentence that says what is wrong."""

from dataclasses import dataclass

from assistant.answer import Answer, Citation, Sentence
from assistant.problem import problem_of_error
from assistant.standing import SourceNow
from assistant.stored import Standing
from assistant.words import FIRST, Words
from index.errors import UsageError, VeiviserError


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong, in a sentence of the reader's language."""

    text: str
    status: int
    language: str = FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question with its answer or its trouble. `narrowed` are the conditions that it was asked under, in words.

    A kept answer has `asked_at` (UTC, ISO 8601) and, in `now`, how each of its sources stands today. `last`
    tells that no other turn follows it.
    """

    question: str
    narrowed: tuple[str, ...] = ()
    answer: Answer | None = None
    trouble: Trouble | None = None
    asked_at: str = ""
    now: tuple[SourceNow, ...] = ()
    last: bool = True

    def standing(self, citation: Citation) -> Standing | None:
        """Return how a citation's paper stands today; None for an answer that was just given."""
        return next((one.standing for one in self.now if one.number == citation.number), None)

    def stands(self, citation: Citation) -> bool:
        """Tell whether a citation still leads to its place: as far as is known, or because it was looked up."""
        return self.standing(citation) in (None, Standing.STANDS)

    @property
    def kept(self) -> bool:
        """Tell whether the answer has an address of its own; one that is kept belongs to a conversation."""
        return self.answer is not None and self.answer.conversation_id is not None

    @property
    def unlike(self) -> int:
        """How many sources have changed or gone since the answer was given."""
        return sum(one.standing is not Standing.STANDS for one in self.now)

    def cited(self, sentence: Sentence) -> tuple[Citation, ...]:
        """Return the citations that carry a sentence of the answer."""
        if self.answer is None:
            return ()
        return tuple(one for one in self.answer.citations if one.number in sentence.citations)


def trouble_of(error: VeiviserError, w: Words) -> Trouble:
    """Return what the page says of one of our own errors, in the language of `w`."""
    text, language = problem_of_error(error).told(w)
    return Trouble(text=text, status=422 if isinstance(error, UsageError) else 503, language=language)
