"""The names that a question takes for granted are read whole."""

import pytest

from assistant.premise import names_of


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Hva bestemte Helse Eksempel-Øst RHF om budsjettet?", ["helse eksempel-øst rhf"]),
        ("Helse Fjell sa hva om prøvesvar?", ["fjell"]),
        ("Hvem møtte fra Direktoratet for eksempelhelse og NHN?", ["direktoratet", "nhn"]),
        ("hvem møtte fra nhn?", []),
        ("Kva sa Kari Eksempel i møte 52?", ["kari eksempel"]),
    ],
)
def test_names_are_read_whole_and_the_first_word_is_none(question: str, names: list[str]) -> None:
    assert names_of(question) == names
