"""Follow-ups and deliveries come out of tables, slides whose columns became lines, and labelled lines of minutes."""

from pathlib import Path

import pytest
from factories_register import found, of_kind
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from index.document import Kind
from index.reader import Reader
from index.record import Delivery, FollowUp, Progress, RecordKind
from index.record_filter import RecordFilter
from index.settings import IndexSettings
from ingest.pipeline import ingest

SLIDE = """Status oppfølgingssaker

Sak 2-44/24

1-43/24 Godkjenning av innkalling, samt
godkjenning av referat

Etaten vil ha en sak om valg av
system.
Oppfølging: Sak 8-44/24 i dette møtet.

4/41-23 Skjema

Styret spør om skjema.
Oppfølging: Det pågår arbeid. Saken avventer det.

Forslag til beslutning: Styret tar saken til orientering.



• 6-44/24 Ny ordning

Styret spør om framdrift i

arbeidet.

Oppfølging: Svar gis i møtet.
"""
PLAN = """Hovedpunkter – 1 av 2

Ref. veikart Prosjekt Aktør Status Fremgang (Utvikling)
Ikke påbegynt – Under utvikling – Levert

Apper i hyllen,

rydding

Bedre drift av verktøy
Mange små endringer

Norsk portaldrift

(Forvaltning)

Åpne tall Borgernes tall
Innsyn og forklaring

Program felles

tall

Sortering for leger

+ Gode skjema

Sortering
Utvikling av verktøyet

Helsedirektoratet

(Nyutvikling) Reiser
Bedre skjema for Pasientreiser

Pasientreiser

Kort for gravide Kort for gravide Helsedirektoratet

• Nytt innslag
"""


def _follow_ups(text: str, **about: object) -> list[FollowUp]:
    return [one for one in found(text, **about) if isinstance(one, FollowUp)]  # type: ignore[arg-type]


def _deliveries(text: str, **about: object) -> list[Delivery]:
    return [one for one in found(text, **about) if isinstance(one, Delivery)]  # type: ignore[arg-type]


def test_slides_with_follow_ups_tell_case_wish_reply_and_where_it_leads() -> None:
    told = [(one.case_number, one.progress, one.points_to) for one in _follow_ups(SLIDE, kind=Kind.SLIDES)]
    assert told == [
        ("1-43/24", Progress.IN_MEETING, "8-44/24"),
        ("4-41/23", Progress.OPEN, None),
        ("6-44/24", Progress.IN_MEETING, None),
    ]
    first = _follow_ups(SLIDE, kind=Kind.SLIDES)[0]
    assert first.title == "Godkjenning av innkalling, samt godkjenning av referat"
    assert (first.text, first.reply) == (
        "Etaten vil ha en sak om valg av system.",
        "Sak 8-44/24 i dette møtet.",
    )
    assert first.quote.startswith("1-43/24") and "Forslag" not in _follow_ups(SLIDE, kind=Kind.SLIDES)[1].quote


def test_tables_tell_who_is_responsible_and_when_it_is_due() -> None:
    table = (
        "| Sak | Oppfølging | Ansvarlig | Status |\n|---|---|---|---|\n"
        "| 6-43/24 Miljø | Avtale om miljøet. | NHN | Avventer svar, med frist 15. august 2025. |\n"
    )
    (one,) = _follow_ups(table, suffix=".md")
    assert (one.case_number, one.title, one.text, one.responsible) == ("6-43/24", "Miljø", "Avtale om miljøet.", "NHN")
    assert (one.progress, one.due_date) == (Progress.WAITING, "2025-08-15")


def test_a_table_of_risks_is_no_list_of_follow_ups() -> None:
    assert (
        _follow_ups("| Risiko | Tiltak | Frist |\n|---|---|---|\n| Svindel | Kampanje | 1. juni 2025 |\n", suffix=".md")
        == []
    )


def test_columns_that_run_into_each_other_are_told_apart() -> None:
    text = (
        "Sak 2-44/24 Oppfølging\n\nSak Oppfølging Ansvarlig Status\n\n"
        "6-43/24 Testmiljø Utkast til avtale\nom miljøet.\n\nNorsk\nportaldrift\n\n"
        "Avventer avklaring i\nEtaten.\n"
    )
    (one,) = _follow_ups(text)
    assert (one.title, one.text) == ("Testmiljø", "Utkast til avtale om miljøet.")
    assert (one.responsible, one.status) == ("Norsk portaldrift", "Avventer avklaring i Etaten.")


def test_labels_in_minutes_give_follow_ups_of_their_sak() -> None:
    text = (
        "# Referat\n\n## Sak 4-44/24 Veikart\n\nVedtak: Veikartet godkjennes.\n\n"
        "Oppfølging: Sekretariatet sender veikartet på høring.\n\n**Aksjon:**\n- Lag eksempler\n"
        "- Ta inn tallene\n\nTekst etter.\n"
    )
    told = _follow_ups(text, suffix=".md")
    assert [one.text for one in told] == [
        "Sekretariatet sender veikartet på høring.",
        "Lag eksempler",
        "Ta inn tallene",
    ]
    assert {one.case_number for one in told} == {"4-44/24"} and told[0].responsible == "Sekretariatet"


def test_a_task_is_taken_only_from_those_who_took_part() -> None:
    text = (
        "# Møte i arbeidsgruppa\n\n## Til stede\n\n- Kari Eksempel (NHN)\n\n## Saker\n\n"
        "- Kari sjekker tallene\n- Systemet sender data til kilden\n"
        "- NHN innkaller til nytt møte\n"
    )
    assert [one.responsible for one in _follow_ups(text, suffix=".md")] == ["Kari", "NHN"]


def test_plan_rows_that_became_lines_get_the_right_actor() -> None:
    told = [(one.roadmap_ref, one.project, one.actor) for one in _deliveries(PLAN, kind=Kind.SLIDES)]
    assert told == [
        ("Apper i hyllen, rydding", "Bedre drift av verktøy", "Norsk portaldrift (Forvaltning)"),
        ("Åpne tall", "Borgernes tall", "Program felles tall"),
        ("Sortering for leger + Gode skjema", "Sortering", "Helsedirektoratet"),
        ("(Nyutvikling)", "Reiser", "Pasientreiser"),
        ("Kort for gravide", "Kort for gravide", "Helsedirektoratet"),
    ]
    assert not any(one.new for one in _deliveries(PLAN, kind=Kind.SLIDES))  # the legend does not say which row is new


def test_coded_rows_and_tables_tell_due_status_and_what_is_new() -> None:
    torn = (
        "Ref. veikart Prosjekt Aktør Planlagt Status\n"
        "V-01 Innsyn i svar Helse Fjell 2. kvartal 2025 I rute\n"
        "V-02 Assistent Norsk portaldrift 3. kvartal 2025 Ny i veikartet, venter på\nvurdering\n"
    )
    first, second = _deliveries(torn, kind=Kind.ROADMAP)
    assert (first.roadmap_ref, first.project, first.actor, first.due, first.status) == (
        "V-01",
        "Innsyn i svar",
        "Helse Fjell",
        "2. kvartal 2025",
        "I rute",
    )
    assert (second.actor, second.status, second.new) == (
        "Norsk portaldrift",
        "Ny i veikartet, venter på vurdering",
        True,
    )
    table = (
        "| Ref. veikart | Prosjekt | Aktør | Planlagt | Status |\n|---|---|---|---|---|\n"
        "| V-01 | Innsyn | Helse Fjell | Q2 2025 | I rute |\n"
    )
    (row,) = _deliveries(table, suffix=".md", kind=Kind.ROADMAP)
    assert (row.project, row.actor, row.new) == ("Innsyn", "Helse Fjell", False)


def test_records_are_of_the_kinds_that_were_asked_for() -> None:
    assert len(of_kind(found(PLAN, kind=Kind.SLIDES), RecordKind.DELIVERY)) == 5


def _told_in_pdf(folder: Path, rows: list[list[str]], widths: tuple[int, ...], below: str) -> list[tuple[str, str]]:
    """Return case number and last words of each follow-up in minutes whose list has a paragraph right below it."""
    sheet = getSampleStyleSheet()
    cells = [[Paragraph(text, sheet["Normal"]) for text in row] for row in rows]
    flow = [
        Paragraph("Referat fra møte 44/24 i styret", sheet["Heading1"]),
        Paragraph(
            "Styret møttes for å gå gjennom arbeidet i første halvår, og alle medlemmene var til stede.<br/>" * 3
        ),
        Paragraph("Oppfølgingssaker", sheet["Heading2"]),
        Table(cells, colWidths=widths),
        Paragraph(below, sheet["Normal"]),
    ]
    file = folder / "referat-44-24.pdf"
    SimpleDocTemplate(str(file)).build(flow)
    list(ingest([file], IndexSettings(data=folder / "data")))
    with Reader.open(IndexSettings(data=folder / "data")) as reader:
        records = reader.records(RecordFilter(kinds=(RecordKind.FOLLOW_UP,)))
    return [(one.case_number, one.quote.split("\n")[-1]) for one in records if one.case_number]


@pytest.mark.parametrize(
    ("rows", "widths", "told"),
    [
        (
            [
                ["Sak", "Oppfølging", "Ansvarlig", "Status"],
                ["4-43/24 Felles språk", "Det lages en plan.", "Direktoratet", "Pågår, frist 1. mai 2024"],
                ["6-43/24 Testmiljø", "Testmiljøet åpnes for leverandører.", "Sekretariatet", "Lukket"],
            ],
            (70, 200, 100, 100),
            [("4-43/24", "2024"), ("6-43/24", "Testmiljø Testmiljøet åpnes for leverandører. Sekretariatet Lukket")],
        ),
        (
            [
                ["4-43/24 Felles språk", "Styret ber om en plan.<br/>Oppfølging: Planen legges fram i juni."],
                ["6-43/24 Testmiljø", "Testmiljøet åpnes.<br/>Oppfølging: Lukket"],
            ],
            (150, 320),
            [("4-43/24", "Oppfølging: Planen legges fram i juni."), ("6-43/24", "Oppfølging: Lukket")],
        ),
        (
            [
                [
                    "6-43/24 Testmiljø",
                    "Testmiljøet åpnes.<br/>Oppfølging: Testmiljøet er åpnet. Sekretariatet inviterer alle"
                    " leverandører i hele landet, og følger opp med opplæring av alle som skal bruke det i"
                    " kommunene framover.",
                ]
            ],
            (130, 330),
            [("6-43/24", "skal bruke det i kommunene framover.")],
        ),
    ],
    ids=["columns", "replies", "a reply of two sentences"],
)
def test_a_follow_up_of_a_pdf_ends_where_the_paragraph_below_its_list_begins(
    tmp_path: Path, rows: list[list[str]], widths: tuple[int, ...], told: list[tuple[str, str]]
) -> None:
    below = (
        "Styret hadde ingen merknader til listen. Neste møte holdes på Gardermoen i juni, og vi møtes kl. 10 alle"
        " sammen. Administrasjonen orienterte om økonomien, og styret tok saken til orientering."
    )
    assert _told_in_pdf(tmp_path, rows, widths, below) == told
