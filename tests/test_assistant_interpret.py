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


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Kan du være så snill å fortelle meg hva portalen koster?", "hva portalen koster?"),
        ("Vet du hvem som leder styret?", "hvem som leder styret?"),
        ("Hei, kan du si meg når styret møtes?", "når styret møtes?"),
        ("Jeg lurer på hvorfor saken ble utsatt", "hvorfor saken ble utsatt"),
        ("Kan du komme?", "Kan du komme?"),
        ("Fortell om mandatet", "Fortell om mandatet"),
        ("Vet dere om saken?", "Vet dere om saken?"),
    ],
)
def test_what_is_asked_politely_is_what_is_asked(asked: str, meant: str, reader: Reader) -> None:
    assert interpret(asked, reader).text == meant
