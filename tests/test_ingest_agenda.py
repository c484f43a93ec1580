"""Agenda items come out of tables, torn rows, lists and headings with type, time, part and presenters."""

import pytest
from factories_register import found, of_kind

from index.document import Kind
from index.record import AgendaItem, ItemType, Presenter, RecordKind
from ingest.presenter import presenters

TORN = """Saksliste
SaksID Tema Sakstype Tidspunkt

1-44/24 Godkjenning av innkalling

Kari Eksempel, Helse Fjell

Tilslutning 10.00-10.05

2-44/24  Temasak: Lange linjer

Ola Prøvdal, Helse Kyst, Per Mønstervik, Helse Dal,

Jonas Fiktivsen, Helse Skog

Drøfting 10.05-11.00

Pause med lunsj 11.00-11.40

3-44/24

(del 1)

Verksted del 1: Hvordan nå målene?

Felles, Norsk portaldrift

Drøfting 11.40-12.40

3-44/24

(del 2)

Verksted del 2: Hvordan nå målene?

Flere, Norsk portaldrift

Beslutning 12.40-13.00

4-44/24  Eventuelt Drøfting 13.00-13.10

5-44/24 Evaluering av møtet

Kari Eksempel, Helse Fjell

13.10-13.20
"""


def _items(text: str, **about: object) -> list[AgendaItem]:
    records = of_kind(found(text, **about), RecordKind.AGENDA_ITEM)  # type: ignore[arg-type]
    return [record for record in records if isinstance(record, AgendaItem)]


def test_rows_whose_columns_became_lines_are_put_together() -> None:
    items = _items(TORN, kind=Kind.AGENDA)
    told = [(i.case_number, i.part, i.item_type, i.starts_at, i.ends_at, len(i.presenters)) for i in items]
    assert told == [
        ("1-44/24", None, ItemType.TILSLUTNING, "10.00", "10.05", 1),
        ("2-44/24", None, ItemType.DROFTING, "10.05", "11.00", 3),
        ("3-44/24", 1, ItemType.DROFTING, "11.40", "12.40", 1),
        ("3-44/24", 2, ItemType.BESLUTNING, "12.40", "13.00", 1),
        ("4-44/24", None, ItemType.DROFTING, "13.00", "13.10", 0),
        ("5-44/24", None, None, "13.10", "13.20", 1),
    ]
    assert items[1].title == "Temasak: Lange linjer"
    assert items[1].presenters[2] == Presenter(name="Jonas Fiktivsen", organisation="Helse Skog")


def test_fields_have_their_own_places() -> None:
    item = _items(TORN, kind=Kind.AGENDA)[0]
    text = TORN.rstrip("\n")
    for span, words in (
        (item.title_at, "Godkjenning av innkalling"),
        (item.type_at, "Tilslutning"),
        (item.presenters_at, "Kari Eksempel, Helse Fjell"),
        (item.time_at, "10.00-10.05"),
    ):
        assert span is not None and text[span.start : span.end] == words


@pytest.mark.parametrize(
    ("table", "case", "kind", "people"),
    [
        (
            "| Sak | Tittel | Saksinnleder | Type | Tid |\n|---|---|---|---|---|\n"
            "| 1-44/24 | Budsjett | Kari Eksempel, NHN | Beslutning | 10.00–10.10 |\n"
            "| Pause | Lunsj | – | – | 11.00–12.00 |",
            "1-44/24", ItemType.BESLUTNING, "Kari Eksempel",
        ),
        (
            "| Saksnr. | Emne | Type sak |\n|---|---|---|\n| 7/24 | Budsjett (Kari Eksempel, NHN) | Til orientering |",
            "7/24", ItemType.ORIENTERING, "Kari Eksempel",
        ),
        (
            "| Nr. | Sak | Ansvarlig | Type | Tid |\n|---|---|---|---|---|\n"
            "| 2-44/24 | Budsjett | Kari Eksempel, NHN | Diskusjon | 10:00-10:10 |",
            "2-44/24", ItemType.DROFTING, "Kari Eksempel",
        ),
    ],
)  # fmt: skip
def test_tables_are_read_by_the_names_of_their_columns(table: str, case: str, kind: ItemType, people: str) -> None:
    (item,) = _items(f"# Saksliste\n\n{table}\n", suffix=".md", kind=Kind.NOTICE)
    assert (item.case_number, item.title, item.item_type) == (case, "Budsjett", kind)
    assert [one.name for one in item.presenters] == [people]


def test_lists_below_an_agenda_heading_are_items_without_case_numbers() -> None:
    text = (
        "# Møte 3\n\n## Agenda\n\n1. Velkommen, Kari Eksempel, Etaten (5 min)\n"
        "2. Profiler (30 min)\n   - under\n\n## Annet\n\n1. Nei\n"
    )
    first, second = _items(text, suffix=".md", kind=Kind.AGENDA, meeting_number="3")
    assert (first.case_number, first.number, first.title, first.minutes) == (None, "1", "Velkommen", 5)
    assert first.presenters == (Presenter(name="Kari Eksempel", organisation="Etaten"),)
    assert (second.title, second.minutes, second.presenters) == ("Profiler", 30, ())


def test_a_plan_of_meetings_is_no_agenda_and_links_are_no_presenters() -> None:
    table = "## Agenda\n\n| Dato | Tidspunkt | Tema |\n|---|---|---|\n| 2024-05-01 | 1300-1500 | Møte 5 |\n"
    assert _items(table, suffix=".md", kind=Kind.AGENDA) == []
    text = (
        "## Agenda\n\n"
        "1. Tjenere, Kari Eksempel, Firmaet, [opptak](https://a.example/b) (40 min)\n"
        "2. Profiler (Ola 7 min)\n"
    )
    first, second = _items(text, suffix=".md", kind=Kind.AGENDA)
    assert first.presenters == (Presenter(name="Kari Eksempel", organisation="Firmaet"),)
    assert (first.title, second.title, second.minutes) == ("Tjenere", "Profiler", 7)


def test_headings_of_minutes_are_items_with_their_labelled_lines() -> None:
    text = (
        "# Referat\n\n## Sak 1-44/24 Budsjett for 2025\n\nSaksinnleder: Kari Eksempel, NHN\n\n"
        "Sakstype: Beslutning\n\nTekst.\n"
    )
    (item,) = _items(text, suffix=".md")
    assert (item.case_number, item.title, item.item_type) == ("1-44/24", "Budsjett for 2025", ItemType.BESLUTNING)
    assert item.presenters == (Presenter(name="Kari Eksempel", organisation="NHN"),)


def test_another_meetings_sak_and_a_presenters_agenda_are_no_items() -> None:
    text = (
        TORN + "\n\n\nAgenda\n\n• Føringer\n\n• Status\n\n\n\nStatus oppfølgingssaker\n\n"
        "4-43/24 Gammel sak\n\nOppfølging: Pågår.\n"
    )
    assert {item.case_number for item in _items(text, kind=Kind.AGENDA)} == {f"{n}-44/24" for n in range(1, 6)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kari Eksempel, Helse Fjell", [("Kari Eksempel", "Helse Fjell")]),
        ("Kari Eksempel og Ola Prøvdal, Etaten", [("Kari Eksempel", "Etaten"), ("Ola Prøvdal", "Etaten")]),
        ("Kari Eksempel (NHN), Ola Prøvdal (HSØ)", [("Kari Eksempel", "NHN"), ("Ola Prøvdal", "HSØ")]),
        ("Felles, Norsk portaldrift", [("Felles", "Norsk portaldrift")]),
        ("Kari Eksempel", [("Kari Eksempel", None)]),
    ],
)
def test_names_and_organisations_are_told_apart(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.organisation) for one in presenters(text)] == expected
