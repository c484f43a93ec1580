"""What a numbered sak is about and what became of it is told from its trace; other questions are not."""

import pytest

from assistant.ask import ask
from assistant.course import course
from assistant.interpret import interpret
from index.filter import Filter
from index.reader import Reader


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hva skjedde med sak 5-52/25?", ["Saken utsettes", "trekt saka"]),
        ("Er sak 5-52/25 avsluttet?", ["Lukka"]),
        ("Er sak 6-51/25 lukket?", ["Lukket. Miljøet"]),
        ("Hva skjedde med sak 5-51/25?", ["14 dager", "oppheves"]),
        ("Hva ble resultatet i sak 5-54/25?", ["Framlegget fall"]),
        ("Hva er status i sak 7-53/25?", ["Se sak 4-55/25"]),
        ("Hva handler sak 5-54/25 om?", ["mobilapp", "støttar at Helse Kyst", "Framlegget fall"]),
        ("What happened to case 5-54/25?", ["Framlegget fall"]),
    ],
)
def test_the_steps_that_tell_it_are_told_in_order(question: str, told: list[str], reader: Reader) -> None:
    answer = ask(question, reader=reader)
    text = " ".join(" ".join(sentence.text.split()) for sentence in answer.sentences)
    places = [text.lower().find(words.lower()) for words in told]
    assert min(places) >= 0
    assert places == sorted(places)
    for one in answer.citations:
        assert reader.page(one.doc_id, one.page).text[one.start : one.end] == one.quote


@pytest.mark.parametrize(
    "question",
    [
        "Hvem la fram sak 6-51/25?",
        "Hva skjedde med sak 9-99/25?",
        "Hva er fristen i sak 7-53/25?",
        "Hva skjedde med samtaleassistenten?",
        "Hva skjedde med romskipet i sak 5-52/25?",
    ],
)
def test_other_questions_are_left_alone(question: str, reader: Reader) -> None:
    assert course(interpret(question, reader), reader, Filter()) == ()


def test_a_filter_holds(reader: Reader) -> None:
    assert course(interpret("Hva skjedde med sak 5-52/25?", reader), reader, Filter(access=("internal",))) == ()
