"""A question → what weighs texts against it, by the words of one index. Does not match anything itself."""

from assistant.lexicon import lexicon
from assistant.match import Matcher
from assistant.question import Question
from index.reader import Reader


def matcher_of(question: Question, reader: Reader) -> tuple[Matcher, dict[str, int]]:
    """Return what weighs texts against a question, and in how many chunks each of its terms occurs."""
    frequency = reader.document_frequency(question.terms)
    return Matcher(question.terms, frequency, reader.counts().chunks, lexicon(), question.others), frequency
