"""One question on the page and what came of it: an answer, or a sentence that says what is wrong."""

from dataclasses import dataclass

from assistant.answer import Answer, Citation, Sentence
from index.errors import UsageError, VeiviserError


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong: `key` names a message in the reader's language, `text` is the exact sentence, in bokmål."""

    key: str
    text: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question with its answer or its trouble. `narrowed` are the conditions that it was asked under, in words."""

    question: str
    narrowed: tuple[str, ...] = ()
    answer: Answer | None = None
    trouble: Trouble | None = None

    def cited(self, sentence: Sentence) -> tuple[Citation, ...]:
        """Return the citations that carry a sentence of the answer."""
        if self.answer is None:
            return ()
        return tuple(one for one in self.answer.citations if one.number in sentence.citations)


def trouble_of(error: VeiviserError) -> Trouble:
    """Return what the page says of one of our own errors."""
    if isinstance(error, UsageError):
        return Trouble(key="trouble.question", text=str(error), status=422)
    return Trouble(key="trouble.index", text=str(error), status=503)
