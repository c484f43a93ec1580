"""What an abbreviation of the question stands for, as the found papers themselves explain it.

"Enklere tilgang til informasjon (ETI)" and "PLL - Pasientens legemiddelliste" are explanations when the
initials fit. Does not search.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.question import Question
from index.analyze import terms
from index.hit import Hit

_IN_QUESTION = re.compile(r"\b[A-ZÆØÅ]{2,6}\b")


def spelled_out(question: Question, hits: Sequence[Hit]) -> Question:
    """Return the question with the words that its abbreviations stand for as another way to say them."""
    short = abbreviations(question.text)
    if not short:
        return question
    texts = [hit.chunk.text for hit in hits]
    others = dict(question.others)
    for one in short:
        for term in terms(one):
            long = explain(one, (text for text in texts if one in text)) if term in question.terms else ()
            if long:
                others[term] = (*others.get(term, ()), long)
    return replace(question, others=others)


def abbreviations(question: str) -> tuple[str, ...]:
    """Return the words of a question that are written as abbreviations, each once."""
    if question.isupper():
        return ()
    return tuple(dict.fromkeys(_IN_QUESTION.findall(question)))


def explain(abbreviation: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the terms that `abbreviation` stands for in the first text that explains it; none where none does."""
    before = re.compile(rf"((?:[\w-]+\s+){{1,{len(abbreviation) + 3}}})\({re.escape(abbreviation)}\)")
    after = re.compile(
        rf"\b{re.escape(abbreviation)}\s*(?:[-–:=(]|står for)\s*((?:[\w-]+[\s)]+){{1,{len(abbreviation) + 3}}})"
    )
    for text in texts:
        for match in before.finditer(text):
            words = match.group(1).split()
            for count in range(1, len(words) + 1):
                if _fits(abbreviation, words[-count:]):
                    return tuple(terms(" ".join(words[-count:])))
        for match in after.finditer(text):
            words = match.group(1).replace(")", " ").split()
            for count in range(1, len(words) + 1):
                if _fits(abbreviation, words[:count]):
                    return tuple(terms(" ".join(words[:count])))
    return ()


def _fits(abbreviation: str, words: list[str]) -> bool:
    """Say whether the letters are the words' initials; small words and parts of compounds may be passed over."""
    letters = abbreviation.lower()
    initials = "".join(word[0] for word in words).lower()
    if initials == letters:
        return True
    if words[0][0].lower() != letters[0] or len(words) < 2:
        return False
    kept = "".join(word[0] for word in words if len(word) > 3).lower()
    if kept == letters:
        return True
    position = 0
    for word in words:
        if position < len(letters) and word[0].lower() == letters[position]:
            position += 1
            inner = word.lower().find(letters[position], 2) if position < len(letters) else -1
            if inner > 0 and len(words) < len(letters):
                position += 1
    return position == len(letters)
