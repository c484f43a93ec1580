"""Misspelt words are read as what the papers write; words that everyone knows are read as they stand."""

import pytest

from assistant.interpret import interpret
from index.reader import Reader


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("Hva sa styret om driftsavbrudet?", "driftsavbrudet"),
        ("Når ble produktsyret enige?", "produktsyret"),
        ("Kva bestemte dei om meldingstenetsa?", "meldingstenetsa"),
    ],
)
def test_a_misspelt_word_is_read_as_what_the_papers_write(question: str, mended: str, reader: Reader) -> None:
    assert mended in [word for word, _ in interpret(question, reader).mended]


@pytest.mark.parametrize(
    "question", ["Hvorfor trakk de seg?", "Hvor stort er rommet?", "Kan du skrive et dikt om våren?"]
)
def test_a_word_that_everyone_knows_is_no_misspelling_of_another(question: str, reader: Reader) -> None:
    assert interpret(question, reader).mended == ()
