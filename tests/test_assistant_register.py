"""The register shows each thing once, cited; spreadsheets run nothing; a sak is followed through the meetings."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.certainty import certainty, words
from assistant.export import COLUMNS, as_csv, as_xlsx
from assistant.register import RegisterRow, citation_at, outer_row, register
from assistant.register_query import read_case, read_register
from assistant.show_trace import show_trace
from assistant.trace import trace
from index.errors import NotIndexedError, UsageError
from index.reader import Reader
from index.record import FollowUp, RecordKind
from index.settings import IndexSettings
from ingest.pipeline import ingest

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    settings = IndexSettings(data=tmp_path_factory.mktemp("register") / "data")
    list(ingest([SAMPLES], settings))
    with Reader.open(settings) as opened:
        yield opened


def _rows(reader: Reader, **conditions: str) -> tuple[RegisterRow, ...]:
    return register(reader, read_register(conditions))


def test_a_sak_in_notice_agenda_and_minutes_is_one_row_with_all_its_places(reader: Reader) -> None:
    rows = _rows(reader, kind="agenda_item", meeting="53/25")
    assert [row.case_number for row in rows] == [f"{n}-53/25" for n in range(1, 11)]
    assert all(row.also and len(row.also) == 2 for row in rows)
    assert rows[5].item_type == "beslutning" and rows[5].starts_at == "12.30"


def test_two_boards_that_meet_on_one_day_keep_their_own_sak_of_the_same_number(tmp_path: Path) -> None:
    said = {"Kulturstyret": "Nytt bibliotek", "Helsestyret": "Legevakt"}
    for board, title in said.items():
        text = f"# Referat fra møte i {board} 12. mars 2025\n\n## Sak 12/25 {title}\n\nVedtak: Saken utsettes.\n"
        (tmp_path / f"referat-{board.lower()}.md").write_text(text, encoding="utf-8")
    settings = IndexSettings(data=tmp_path / "data")
    list(ingest([tmp_path], settings))
    with Reader.open(settings) as reader:
        items = _rows(reader, kind="agenda_item", case="12/25")
        assert {item.meeting.board: item.title for item in items} == said
        assert {step.title for step in trace(reader, "12/25").events} == set(said.values())


def test_every_row_has_a_citation_that_stands_in_its_page(reader: Reader) -> None:
    rows = _rows(reader)
    assert {row.kind for row in rows} == {"agenda_item", "decision", "recommendation", "follow_up", "delivery"}
    for row in rows:
        cited = row.citation
        assert reader.page(cited.doc_id, cited.page).text[cited.start : cited.end] == cited.quote
        assert reader.chunk(cited.chunk_id).doc_id == cited.doc_id


def test_a_field_is_cited_by_its_own_line(reader: Reader) -> None:
    record = next(one for one in reader.records(read_register({"kind": "follow_up", "case": "4-50/24"})) if one.title)
    assert isinstance(record, FollowUp) and record.status_at
    cited = citation_at(record, record.status_at, reader)
    assert cited.quote == record.status
    assert reader.page(cited.doc_id, cited.page).text[cited.start : cited.end] == cited.quote


def test_a_roadmap_in_two_formats_gives_its_deliveries_once(reader: Reader) -> None:
    rows = [row for row in _rows(reader, kind="delivery") if row.meeting.date == "2025-01-31"]
    assert [row.roadmap_ref for row in rows] == [f"V-0{n}" for n in range(1, 9)]
    assert {row.actor for row in rows} == {
        "Helse Fjell", "Norsk portaldrift", "Helse Kyst", "Helse Dal", "Helse Skog", "Direktoratet for eksempelhelse",
    }  # fmt: skip


def test_the_served_row_has_what_the_contract_names_and_nothing_empty(reader: Reader) -> None:
    row = outer_row(_rows(reader, kind="follow_up", case="4-50/24")[0])
    assert {"kind", "case_number", "title", "meeting", "text", "citation", "status", "responsible"} <= set(row)
    assert None not in [value for name, value in row.items() if name not in ("title", "case_number")]
    assert "item_type" not in row


def test_a_proposal_that_was_put_off_is_not_among_the_decisions(reader: Reader) -> None:
    decided, proposed = (_rows(reader, kind=kind, case="5-52/25") for kind in ("decision", "recommendation"))
    assert [(row.text, row.outcome) for row in decided] == [("Saken utsettes.", "postponed")]
    assert "Helse Dal" in proposed[0].text


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"kind": "vedtak"}, "agenda_item"),
        ({"case": "hei"}, "NUMMER-MØTE/ÅR"),
        ({"meeting": "mai"}, "NUMMER/ÅR"),
        ({"from": "2025"}, "ÅÅÅÅ-MM-DD"),
        ({"from": "2025-02-01", "to": "2025-01-01"}, "senere"),
        ({"los": "x"}, "los"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_by_name(conditions: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_register(conditions)


@pytest.mark.parametrize("spelt", ["6-44/24", "6/44-24", "Sak 6-44/24", "sak 6 44/24", "6 44/24"])
def test_a_case_number_is_read_in_every_spelling(spelt: str) -> None:
    assert read_case(spelt) == "6-44/24"


def test_spreadsheets_hold_text_and_no_formulas(reader: Reader) -> None:
    row = _rows(reader, kind="decision")[0]
    evil = [
        replace(row, text=f"{mark}cmd|' /C calc'!A0 \x07", title=f"{mark}1+1") for mark in ("=", "+", "-", "@", "\t=")
    ]
    read = list(csv.reader(io.StringIO(as_csv(evil))))
    names = [name for name, _ in COLUMNS]
    assert read[0] == names and len(read) == 6
    assert all(
        line[names.index("text")].startswith("'") and line[names.index("title")].startswith("'") for line in read[1:]
    )
    sheet = load_workbook(io.BytesIO(as_xlsx(evil))).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    dates = [cell.value for cell in cells if cell.column == names.index("meeting_date") + 1]
    assert dates == [datetime.fromisoformat(row.meeting.date or "")] * 5
    assert sheet.auto_filter.ref == sheet.dimensions and sheet.freeze_panes == "A2"
    assert sheet.cell(row=2, column=names.index("title") + 1).value == "=1+1"


def test_a_sak_is_followed_to_the_decision_that_repealed_it(reader: Reader) -> None:
    found = trace(reader, "5-51/25")
    events = [(step.event.value, step.case_number, step.meeting.number) for step in found.events]
    assert events == [
        ("raised", "5-51/25", "51/25"),
        ("recommended", "5-51/25", "51/25"),
        ("decided", "5-51/25", "51/25"),
        ("recommended", "6-53/25", "53/25"),
        ("changed", "6-53/25", "53/25"),
    ]
    assert found.title == "Visningstid for prøvesvar" and found.linked == ("6-53/25",)


def test_a_trace_holds_the_follow_ups_of_later_meetings_and_where_they_lead(reader: Reader) -> None:
    found = trace(reader, "6-51/25")
    followed = [step.meeting.number for step in found.events if step.event.value == "followed_up"]
    assert followed == ["51/25", "52/25", "53/25", "54/25", "55/25"]
    assert ("continued", "6-54/25") in [(step.event.value, step.case_number) for step in found.events]
    assert found.status == "closed"
    json.dumps([step.text for step in found.events])


def test_a_sak_that_changes_an_earlier_one_builds_on_it(reader: Reader) -> None:
    found = trace(reader, "6-53/25")
    earlier = [step.event.value for step in found.events if step.case_number == "5-51/25"]
    assert earlier == ["preceded", "preceded"] and found.events[0].event.value == "preceded"


def test_the_terminal_says_in_norwegian_what_became_of_a_sak(
    reader: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    for case in ("5-52/25", "5-54/25", "2-51/25"):
        show_trace(trace(reader, case))
    shown = capsys.readouterr().out
    for said in ("utsatt: Saken utsettes.", "avvist: Framlegget fall.", "tatt til orientering: Produktstyret"):
        assert said in shown
    assert not any(word in shown for word in ("adopted", "noted", "postponed", "rejected"))


def test_a_sak_that_no_paper_names_is_said_to_be_unknown(reader: Reader) -> None:
    with pytest.raises(NotIndexedError, match="99-51/25"):
        trace(reader, "99-51/25")


def test_status_counts_what_the_papers_did_not_tell(reader: Reader) -> None:
    counted = certainty(reader)
    assert counted.rows[RecordKind.AGENDA_ITEM.value] == 48
    assert (counted.items_without_type, counted.decisions_without_case, counted.deliveries_without_actor) == (0, 0, 0)
    assert counted.follow_ups_without_status > 0 and "uten status" in words(counted)
