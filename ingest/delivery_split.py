"""Columns that run into each other on one line → where one ends and the next begins.

Told by names of organisations, brackets, words that stand twice, and capitals. Where nothing tells, nothing is cut.
"""

import re

from ingest import delivery_patterns as patterns
from ingest.patterns import ORGANISATION

_BRACKET = re.compile(r"^(\([^()]{3,40}\))\s+(.+)$")
_WORD = re.compile(r"\S+")
_PREPOSITION = re.compile(r"\b(?:av|for|i|til|på|hos|fra|med|mot|om|ved|og|under|inn)\s$", re.IGNORECASE)


def reference_and_project(line: str) -> tuple[str | None, str]:
    """Divide `Reference Project` on one line; all is the project where no border is seen.

    >>> reference_and_project("(Videreutvikling) Fullmakt")
    ('(Videreutvikling)', 'Fullmakt')
    >>> reference_and_project("Helsekort for alle Helsekort for alle")
    ('Helsekort for alle', 'Helsekort for alle')
    >>> reference_and_project("Valg fra KRR Utvidet støtte")
    ('Valg fra KRR', 'Utvidet støtte')
    """
    if match := _BRACKET.match(line):
        return match.group(1), match.group(2)
    words = list(_WORD.finditer(line))
    for number in range(len(words) - 1, 0, -1):
        left = [word.group().casefold() for word in words[:number]]
        right = [word.group().casefold() for word in words[number : 2 * number]]
        if left == right:
            return line[: words[number].start()].strip(), line[words[number].start() :]
    for number in range(1, len(words)):
        word, before = words[number].group(), words[number - 1].group()
        opens = (
            word[:1].isupper() and not word.isupper() and (before[:1].islower() or not before.isalpha() or number > 1)
        )
        if opens and before[-1:] not in "–-&/" and not _PREPOSITION.search(line[: words[number].start()]):
            return line[: words[number].start()].strip(), line[words[number].start() :]
    return None, line


def trailing_organisation(line: str) -> int | None:
    """Return where the organisation begins that a line ends with after other words, or None."""
    for match in ORGANISATION.expression.finditer(line):
        if match.end() == len(line) and match.start() and not _PREPOSITION.search(line[: match.start()]):
            return match.start()
    return None


def project_and_actor(text: str) -> tuple[str, str | None]:
    """Divide `Project Actor`: before a known kind of organisation, else before the last words with capitals.

    >>> project_and_actor("Innsyn i prøvesvar Helse Fjell")
    ('Innsyn i prøvesvar', 'Helse Fjell')
    >>> project_and_actor("Assistent Norsk portaldrift")
    ('Assistent', 'Norsk portaldrift')
    >>> project_and_actor("nytt senter")
    ('nytt senter', None)
    """
    words = list(_WORD.finditer(text))
    for word in words[1:]:
        if patterns.ORGANISATION_AT_START.expression.match(text[word.start() :]):
            return text[: word.start()].strip(), text[word.start() :]
    capitals = [n for n, word in enumerate(words) if n and word.group()[:1].isupper()]
    if not capitals:
        return text, None
    first = capitals[-1]
    while first - 1 in capitals:
        first -= 1
    return text[: words[first].start()].strip(), text[words[first].start() :]
