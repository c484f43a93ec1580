"""A question said in a conversation, and what it holds of its own.

Types and reading alone: whether it leans on what was said before is decided in `follow_on.py`.
"""

from dataclasses import dataclass

from assistant.follow_on_patterns import OPENER, QUESTION_WORD, VERB
from assistant.interpret import interpret
from assistant.question import Question
from assistant.spoken_of import Phrase, case_of, content, when_of
from index.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The new question: `text` without the words that tie it to the last one, and what it holds of its own."""

    text: str
    opened: bool
    question: Question
    about: tuple[str, ...]
    case: Phrase | None
    when: Phrase | None

    @property
    def fragment(self) -> bool:
        """Whether it has neither a question word nor a verb: "og i møte 45?"."""
        return not QUESTION_WORD.expression.search(self.text) and not VERB.expression.search(self.text)

    @property
    def nouns(self) -> tuple[str, ...]:
        """What it is about besides names."""
        return tuple(term for term in self.about if term not in self.question.names)


def read_asked(text: str, reader: Reader) -> Asked:
    """Return what `text` holds of its own."""
    opener = OPENER.expression.match(text)
    rest = text[opener.end() :] if opener else text
    question = interpret(rest, reader)
    case = case_of(rest)
    return Asked(
        text=rest.strip(),
        opened=opener is not None,
        question=question,
        about=content(question),
        case=case,
        when=when_of(rest) if not case else None,
    )
