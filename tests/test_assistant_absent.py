"""A thing that no paper holds is not answered for by what stands beside it; verbs and polite words may be missing."""

import pytest

from assistant.absent import stands_as_noun, tells
from assistant.ask import ask
from index.analyze import stem
from index.reader import Reader


@pytest.mark.parametrize(
    "question", ["Hva kostet kaffen?", "Kva kosta kaffien?", "Hva koster kaffe?", "Hvor mye kostet kaffen i 2025?"]
)
def test_what_no_paper_names_is_refused_however_well_the_rest_is_told(question: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert (answer.status, answer.citations) == ("refused", ())


def test_the_refusal_names_the_thing_that_is_missing(reader: Reader) -> None:
    assert "men ikke «kaffen»" in ask("Hva kostet kaffen?", reader=reader).text


@pytest.mark.parametrize(
    "question",
    [
        "Hva koster portalen?",
        "Hvor mye økte pågangen til fastlegene om prøvesvar?",
        "Når skal de alvorlige feilene være utbedret?",
        "Kan du være så snill å fortelle meg hva portalen koster?",
    ],
)
def test_another_word_that_the_papers_lack_costs_no_answer(question: str, reader: Reader) -> None:
    assert ask(question, reader=reader).status == "answered"


@pytest.mark.parametrize(
    ("word", "question", "noun"),
    [
        ("kaffen", "Hva kostet kaffen?", True),
        ("julebordet", "Når skal julebordet holdes?", True),
        ("blomster", "Hvor mange blomster ble kjøpt?", True),
        ("svømmehall", "Hva sa styret om svømmehall?", True),
        ("kaffe", "Hva koster kaffe?", True),
        ("utprøvd", "Fra hvilken dato var den foreslått utprøvd?", False),
        ("blomane", "Kven leverte blomane?", True),
        ("avdekket", "Hva ble avdekket i revisjonen?", False),
        ("utbedret", "Når skal feilene være utbedret?", False),
        ("trakk", "Hvem trakk seg?", False),
        ("vennligst", "Kan du vennligst si når møtet er?", False),
    ],
)
def test_a_noun_is_known_by_where_it_stands_and_how_it_ends(word: str, question: str, noun: bool) -> None:
    assert stands_as_noun(word, question) is noun


@pytest.mark.parametrize(("word", "telling"), [("kaffen", True), ("kaffnen", False), ("saken", False), ("2025", False)])
def test_only_words_that_general_text_has_and_seldom_tell_by_being_absent(word: str, telling: bool) -> None:
    assert tells(stem(word)) is telling
