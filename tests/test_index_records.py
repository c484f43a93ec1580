"""Records are stored with their document, go with it, are found by what they are, and old folders are refused."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from factories import make_chunks, make_document, original

from index.document import Document
from index.errors import StoreError
from index.manifest import FILE_NAME
from index.reader import Reader
from index.record import (
    AgendaItem,
    Decision,
    Delivery,
    FollowUp,
    ItemType,
    Outcome,
    Presenter,
    Progress,
    Recommendation,
    Record,
    RecordKind,
    Span,
    Vote,
)
from index.record_filter import RecordFilter, lets_through
from index.settings import IndexSettings
from index.writer import Writer
from ingest.about import Shared, about

TEXT = "6-44/24 Mandat\nVedtak: Mandatet godkjennes.\nOppfølging: NHN melder tilbake."


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(data=tmp_path / "data")


def _shared(document: Document, start: int, end: int) -> Shared:
    return about(document).shared(1, start, end)


def _records(document: Document) -> tuple[Record, ...]:
    return (
        AgendaItem(
            **_shared(document, 0, 14), case_number="6-44/24", title="Mandat", part=1, item_type=ItemType.BESLUTNING,
            presenters=(Presenter(name="Kari Eksempel", organisation="NHN"), Presenter(name="Ola")), starts_at="10.00",
            title_at=Span(start=8, end=14),
        ),
        Decision(
            **_shared(document, 15, 43), case_number="6-44/24", text="Mandatet godkjennes.", outcome=Outcome.ADOPTED,
            refers_to=("5-43/24",),
        ),
        Recommendation(**_shared(document, 0, 20), case_number="6-44/24", text="Mandat"),
        Vote(**_shared(document, 15, 30), case_number="6-44/24", text="Mandat", adopted=True, votes_for=3),
        FollowUp(
            **_shared(document, 44, 75), case_number="4-42/23", text="NHN melder tilbake.", progress=Progress.OPEN,
            points_to="6-44/24",
        ),
        Delivery(**_shared(document, 0, 7), project="Mandat", actor="NHN", new=True),
    )  # fmt: skip


def _put(writer: Writer, document: Document, path: str = "/a") -> None:
    writer.put(Path(path), document, make_chunks(document), original([TEXT]), records=_records(document))


def test_records_come_back_as_they_were_with_the_chunk_they_stand_in(settings: IndexSettings) -> None:
    document = make_document([TEXT])
    with Writer.open(settings) as writer:
        _put(writer, document)
        writer.publish()
    with Reader.open(settings) as reader:
        read = reader.records()
        assert {replace(one, chunk_id=None) for one in read} == set(_records(document))
        decision = next(one for one in read if isinstance(one, Decision))
        assert decision.chunk_id and reader.chunk(decision.chunk_id).text == decision.quote
        assert reader.record_counts()["agenda_item"] == 1


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (RecordFilter(kinds=(RecordKind.DECISION, RecordKind.VOTE)), {"Decision", "Vote"}),
        (RecordFilter(cases=("4-42/23",)), {"FollowUp"}),
        (RecordFilter(cases=("6-44/24",), linked=True, kinds=(RecordKind.FOLLOW_UP,)), {"FollowUp"}),
        (RecordFilter(cases=("5-43/24",), linked=True), {"Decision"}),
        (RecordFilter(meetings=("45/24",)), set()),
        (RecordFilter(meetings=("44/24",), kinds=(RecordKind.DELIVERY,)), {"Delivery"}),
        (RecordFilter(date_from="2024-04-05"), set()),
        (RecordFilter(date_to="2024-04-04", kinds=(RecordKind.VOTE,)), {"Vote"}),
        (RecordFilter(access=("internal",)), set()),
        (RecordFilter(sources=("moter/",), kinds=(RecordKind.VOTE,)), {"Vote"}),
        (RecordFilter(sources=("mot",)), set()),
    ],
)
def test_filters_let_through_what_they_say(settings: IndexSettings, wanted: RecordFilter, kinds: set[str]) -> None:
    with Writer.open(settings) as writer:
        _put(writer, make_document([TEXT]))
        writer.publish()
    with Reader.open(settings) as reader:
        read = reader.records(wanted)
        assert {type(one).__name__ for one in read} == kinds
        assert tuple(one for one in reader.records() if lets_through(wanted, one)) == read


def test_a_meeting_without_a_year_is_found_by_number_and_date(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer:
        _put(writer, make_document([TEXT], meeting_number="18", meeting_date="2024-05-01"))
        writer.publish()
    with Reader.open(settings) as reader:
        assert len(reader.records(RecordFilter(meetings=("18/24",)))) == 6
        assert all(lets_through(RecordFilter(meetings=("18/24",)), one) for one in reader.records())
        assert not any(lets_through(RecordFilter(meetings=("18/23",)), one) for one in reader.records())
        assert reader.records(RecordFilter(meetings=("18/23",))) == ()


def test_records_go_with_their_document_and_are_seen_when_published(settings: IndexSettings) -> None:
    first, second = make_document([TEXT]), make_document([TEXT + " Ny."])
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        _put(writer, first)
        assert reader.records() == ()
        writer.publish()
        assert len(reader.records()) == 6
        writer.put(Path("/a"), second, make_chunks(second), original([TEXT + " Ny."]))
        writer.publish()
        assert reader.records() == ()


def test_a_record_that_does_not_stand_in_its_page_is_refused(settings: IndexSettings) -> None:
    document = make_document([TEXT])
    wrong = replace(_records(document)[0], start=1)
    with Writer.open(settings) as writer, pytest.raises(ValueError, match="not a verbatim part"):
        writer.put(Path("/a"), document, make_chunks(document), b"", records=[wrong])


def test_a_folder_of_an_older_program_is_refused_with_the_remedy_and_mended_by_it(settings: IndexSettings) -> None:
    document = make_document([TEXT])
    with Writer.open(settings) as writer:
        _put(writer, document)
        writer.publish()
    with sqlite3.connect(settings.data / FILE_NAME) as connection:
        connection.executescript(
            "DROP TABLE record_cases; DROP TABLE records; UPDATE meta SET value = '1' WHERE key = 'schema';"
            "DROP TABLE tags; DROP TABLE subjects; DROP TABLE subject_labels;"
            "DELETE FROM meta WHERE key = 'vocabulary'; DROP TABLE prints;"
            "DROP INDEX chunks_by_content; ALTER TABLE chunks DROP COLUMN content;"
        )
        for column in ("board", "version", "valid_from", "valid_to", "draft"):
            connection.execute(f"ALTER TABLE documents DROP COLUMN {column}")
    connection.close()
    with Reader.open(settings) as reader, pytest.raises(StoreError, match="--rebuild"):
        reader.documents()
    with pytest.raises(StoreError, match="--rebuild"):
        Writer.open(settings)
    with Writer.open(settings, rebuild=True) as writer:
        writer.publish()
        assert writer.files()["/a"].sha256 == ""  # it will be read anew
    with Reader.open(settings) as reader:
        assert reader.records() == () and len(reader.documents()) == 1
