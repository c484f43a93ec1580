"""What kinds of words answer what kinds of questions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cue import SLOTS, cue_slots, cue_weights, cues
from assistant.interpret import interpret
from index.reader import Reader

# A question, what answers it, and what speaks of the same without answering.
ANSWERED = (
    ("Når ble avtalen signert?", "Avtalen ble signert 14. mai 2019.", "Avtalen ble signert av begge parter."),
    ("Hvor gammel er lederen?", "Lederen er 46 år.", "Lederen er fra Bergen."),
    ("Hvor mange deltok på samlingen?", "På samlingen deltok 35 personer.", "På samlingen ble saken drøftet."),
    ("Hvem leder utvalget?", "Utvalget ledes av Kari Eksempel.", "Utvalget ledes fra januar."),
    ("Hvor holdes samlingen?", "Samlingen holdes i Trondheim.", "Samlingen holdes i november."),
    ("Hvorfor ble saken utsatt?", "Saken ble utsatt fordi tallene manglet.", "Saken ble utsatt til neste møte."),
)


@pytest.mark.parametrize(("question", "answer", "other"), ANSWERED)
def test_words_that_answer_such_a_question_count_more(question: str, answer: str, other: str, reader: Reader) -> None:
    found = cues(interpret(question, reader), [other, answer], cue_weights())
    assert found[1] > found[0]


@given(texts=st.lists(st.text(max_size=80), max_size=6), alone=st.text(max_size=80))
def test_a_text_counts_the_same_in_any_company(texts: list[str], alone: str, reader: Reader) -> None:
    question = interpret("Når ble avtalen signert?", reader)
    together = cues(question, [*texts, alone, *texts], cue_weights())
    assert together[len(texts)] == pytest.approx(cues(question, [alone], cue_weights())[0], abs=1e-5)


@given(text=st.text(max_size=200))
def test_every_pair_has_a_slot_and_an_owner(text: str, reader: Reader) -> None:
    slots, owners, lengths = cue_slots(interpret("Hvem leder utvalget?", reader), ["", text])
    assert len(slots) == len(owners)
    assert not len(slots) or (slots.min() >= 0 and slots.max() < SLOTS)
    assert np.all(lengths >= 1)
    assert np.all(owners == 1)
