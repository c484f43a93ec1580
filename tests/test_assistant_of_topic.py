"""What was decided, proposed or followed up about something is told from the register, the newest first."""

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.of_topic import of_topic
from index.filter import Filter
from index.reader import Reader


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hva ble vedtatt om mandatet?", "mandat versjon 2.0"),
        ("Kva vart vedteke om kostnadsmodellen?", "60 prosent"),
        ("Hva er innstillingen om samtaleassistenten?", "Forslag til vedtak"),
        ("Hva besluttet styret om mobilappen til Helse Kyst?", "Framlegget fall"),
    ],
)
def test_the_record_about_it_is_told(question: str, words: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert words in answer.sentences[0].text
    assert (
        reader.passage(
            answer.citations[0].doc_id, answer.citations[0].page, answer.citations[0].start, answer.citations[0].end
        )
        == answer.citations[0].quote
    )


def test_what_holds_now_comes_before_what_it_replaced(reader: Reader) -> None:
    rows = of_topic(interpret("Hva ble vedtatt om prøvesvar?", reader), reader, Filter())
    assert [row.meeting.number for row in rows] == ["53/25", "51/25"]
    rows = of_topic(interpret("Hva ble vedtatt om prøvesvar i møte 51/25?", reader), reader, Filter())
    assert [row.meeting.number for row in rows] == ["51/25"]


def test_a_long_follow_up_shows_its_newest_steps(reader: Reader) -> None:
    rows = of_topic(interpret("Hva er status for testmiljøet?", reader), reader, Filter())
    dates = [row.meeting.date or "" for row in rows]
    assert rows[0].meeting.number == "55/25"
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    "question",
    [
        "Hva ble vedtatt om romfart?",
        "Hvem stemte mot vedtaket om prøvesvar?",
        "Hva ble vedtatt?",
        "Hva er et vedtak?",
        "Hva ble vedtatt om mandatet i møte 55/25?",
    ],
)
def test_other_questions_are_left_to_the_ranking(question: str, reader: Reader) -> None:
    assert of_topic(interpret(question, reader), reader, Filter()) == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Har styret vedtatt mobilappen?", "Framlegget fall"),
        ("Vart framlegget om mobilapp vedteke?", "Framlegget fall"),
        ("Har styret godkjent samarbeidsavtalen?", "godkjenner samarbeidsavtalen"),
        ("Ble samtaleassistenten vedtatt?", "utsettes"),
        ("Hva skjedde med samtaleassistenten?", "trekt saka"),
    ],
)
def test_whether_it_was_decided_and_what_became_of_it_is_told(question: str, words: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert any(words in " ".join(one.quote.split()) for one in answer.citations)


def test_what_was_never_taken_up_is_not_answered_with_a_decision(reader: Reader) -> None:
    assert of_topic(interpret("Har styret vedtatt romfart?", reader), reader, Filter()) == ()
