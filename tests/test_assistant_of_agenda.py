"""Who presents a sak, when it is up and of what type it is, asked by what it is about rather than by its number."""

from collections.abc import Iterator

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.of_agenda import of_agenda
from eval.run import indexed
from index.filter import Filter
from index.reader import Reader

NOTICE = """# Innkalling til møte i Forvaltningsstyret

Møte nr. 12/26
Dato: 4. mars 2026

Saksliste

SaksID Tema Sakstype Tidspunkt

1-12/26 Godkjenning av innkalling
Ada Lind, Fylke Vest
Tilslutning 10.00-10.05

2-12/26 Statusgjennomgang portalen
Bo Ek, Portaldrift
Orientering 10.05-10.40

3-12/26 Leveranseplan
Cato Mo, Portaldrift
Beslutning 10.40-10.50

4-12/26 Evaluering av møtet
Ada Lind, Fylke Vest
Drøfting 15.20-15.30
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "innkalling.txt").write_text(NOTICE, encoding="utf-8")
    with indexed([folder]) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvem orienterte om status for portalen?", "Bo Ek"),
        ("Hvem innleder om leveranseplanen?", "Cato Mo"),
        ("Who presents the delivery plan?", "Cato Mo"),
        ("Hvem fra Fylke Vest har ansvar for å evaluere møtet?", "Ada Lind"),
        ("Når skal møtet evalueres?", "15.20"),
        ("Når er leveranseplanen oppe?", "10.40"),
        ("Hva slags sak er statusgjennomgangen?", "Orientering"),
        ("Hvem orienterte om status for portalen i 2026?", "Bo Ek"),
    ],
)
def test_the_row_of_the_agenda_tells_it(question: str, told: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert told in answer.sentences[0].text
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Hvem eier leveranseplanen?",
        "Når ble leveranseplanen levert?",
        "Når er leveranseplanen ferdig?",
        "Hvem orienterte om status for portalen i 2019?",
        "Hvem orienterte om økonomien i portalen?",
        "Hvem fra Fylke Nord innleder om leveranseplanen?",
        "Hva er leveranseplanen?",
        "Når og hvor holdes evalueringen?",
    ],
)
def test_what_no_row_tells_word_for_word_is_left_alone(question: str, reader: Reader) -> None:
    assert of_agenda(interpret(question, reader), reader, Filter()) == ()


def test_a_meeting_of_a_named_board_has_its_whole_agenda_told(reader: Reader) -> None:
    answer = ask("Hvilke saker hadde Forvaltningsstyret på agendaen i møte 12/26?", reader=reader)
    assert [one.case_number for one in answer.citations] == ["1-12/26", "2-12/26", "3-12/26", "4-12/26"]
    assert ask("Hva ble vedtatt i Kontrollstyret i møte 12/26?", reader=reader).status == "refused"
