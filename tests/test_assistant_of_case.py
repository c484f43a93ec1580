"""What is asked of one sak is told from the register, and what the papers lack is said to be missing."""

from collections.abc import Iterator

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.of_case import NOTHING, of_case
from eval.run import indexed
from index.filter import Filter
from index.reader import Reader

AGENDA = """Saksliste
SaksID Tema Sakstype Tidspunkt

1-7/25 Godkjenning av innkalling

Kari Eksempel, Eksempeletaten

Godkjenning 10.00-10.05

2-7/25 Veikart for portalen

Ola Eksempel, Portaldrift

Beslutning 10.05-10.30

3-7/25 Evaluering av møtet

10.30-10.40
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("papirer")
    (folder / "saksliste-2025-03-04.txt").write_text(AGENDA, encoding="utf-8")
    with indexed([folder]) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hvilken sakstype har sak 2-7/25?", "Beslutning"),
        ("Når starter sak 2/7-25?", "10.05"),
        ("Kven presenterer sak 2-7/25?", "Portaldrift"),
    ],
)
def test_a_field_of_the_agenda_is_told_with_its_row(question: str, words: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert answer.status == "answered"
    assert len(answer.citations) == 1
    assert words in answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hvilken sakstype har sak 3-7/25?", "hvilken sakstype sak 3-7/25 har"),
        ("Hvem presenterer sak 3-7/25?", "hvem som legger fram sak 3-7/25"),
        ("Hva ble vedtatt i sak 2-7/25?", "ikke noe vedtak i sak 2-7/25"),
        ("Hva er forslaget til vedtak i sak 2-7/25?", "ikke noe forslag til vedtak i sak 2-7/25"),
    ],
)
def test_what_the_papers_lack_is_said_to_be_missing(question: str, words: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert answer.status == "refused"
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Hvem spurte om kostnaden i sak 2-7/25?",  # not the presenter
        "Hva ble vedtatt om portalen?",  # no sak is named
        "Hva er forskjellen på sak 1-7/25 og sak 2-7/25?",
        "Hva ble vedtatt om budsjettet for romfart i sak 2-7/25?",  # something else than the sak is asked about
    ],
)
def test_other_questions_are_left_to_the_ranking(question: str, reader: Reader) -> None:
    assert of_case(interpret(question, reader), reader, Filter()) == NOTHING
