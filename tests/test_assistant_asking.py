"""The way that a question is asked counts, whatever it is about; names, numbers and other texts' questions do not."""

from dataclasses import replace

import numpy as np
import pytest
from factories import make_chunk, make_document

from assistant.asking import Asking, common_words, told_of, ways_of_asking
from eval.learn_asking import learn_asking
from index.document import Kind

MINUTES = replace(make_chunk(make_document()), kind=Kind.MINUTES)
ATTACHMENT = replace(MINUTES, kind=Kind.ATTACHMENT)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hva kostet møtet?", {"hva", "kostet", "møtet"}),
        ("Hva sa Kari om V2 i 2025?", {"hva", "sa", "om", "i"}),
        ("hvem leder NHN?", {"hvem", "leder"}),
    ],
)
def test_names_and_numbers_are_no_common_words(question: str, words: set[str]) -> None:
    assert common_words(question) == words


def test_what_minutes_seldom_tell_is_told_of_less() -> None:
    seldom = told_of("Hva kostet kaffen på møtet?", [MINUTES], ways_of_asking())
    often = told_of("Hva må gjøres med saken etter møtet?", [MINUTES], ways_of_asking())
    assert seldom < often


def test_other_texts_than_papers_of_meetings_tell_other_things() -> None:
    question = "Hva kostet kaffen på møtet?"
    assert told_of(question, [ATTACHMENT], ways_of_asking()) == 0.0
    assert told_of(question, [ATTACHMENT, MINUTES], ways_of_asking()) != 0.0


def test_a_word_is_learned_only_where_several_sources_have_it() -> None:
    questions = ["hva kostet det?", "hva skal det?"] * 30
    answerable = np.array([False, True] * 30)
    shared = learn_asking(questions, ["a", "a", "b", "b", "c", "c"] * 10, answerable)
    assert _weight(shared, "kostet") < 0 < _weight(shared, "skal")
    alone = learn_asking(questions, ["a", "a", "a", "a", "b", "b"] * 10, answerable)
    assert not alone.words


def _weight(asking: Asking, word: str) -> float:
    return float(asking.weights[asking.words.index(word)])
