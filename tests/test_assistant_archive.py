"""The archive: what is kept comes back as it was, is deleted and expires, in SQLite and in a real PostgreSQL alike."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from factories_postgres import postgres, programs
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Notice, Refusal, Searched, Sentence, Timings, Tokens
from assistant.archive import Archive
from assistant.archive_engine import FILE_NAME, engine_of
from assistant.settings import AssistantSettings, from_environment
from assistant.stored import Fault, Paper, Verdict
from index.errors import ForgottenError, NotKeptError, SettingError, StoreError
from index.filter import Filter
from index.subject import Subject

START = datetime(2025, 6, 1, 12, tzinfo=UTC)
PAPER = Paper(doc_id="d1", source="a.pdf", access="internal", sha256="0" * 64, ingested_at="2025-05-01T00:00:00+00:00")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def answer(id: str, conversation: str | None = "c1", question: str = "Hva ble vedtatt?") -> Answer:
    """Return an answer with one citation."""
    citation = Citation(
        number=1, doc_id="d1", title="Referat <b>", source="a.pdf", kind="minutes", page=2, case_number="6-44/24",
        meeting_date="2024-04-04", quote="Vedtak: «Ja» 🙂", start=3, end=17,
        los=(Subject(uri="u:1", label="Fullmakt"),), access="internal", chunk_id="k",
    )  # fmt: skip
    return Answer(
        id=id, question=question, status="answered", text="Vedtak: «Ja» 🙂 [1]",
        sentences=(Sentence(text="Vedtak: «Ja» 🙂", citations=(1,)),), citations=(citation,), refusal=None,
        composer="extractive", tokens=Tokens(prompt=7, completion=3),
        timings_ms=Timings(search=1.5, compose=2.25, total=3.75), understood_as="Hva ble vedtatt i sak 6-44/24?",
        conversation_id=conversation, notice=Notice(reason="conversation_gone", text="Utløpt."),
    )  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if programs() is None:
        pytest.skip("PostgreSQL er ikke installert her; «apt-get install postgresql» gir denne prøven.")
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'samtaler.sqlite3'}"
    return str(request.getfixturevalue("server"))


@pytest.fixture
def archive(url: str, tmp_path: Path) -> Iterator[tuple[Archive, Clock]]:
    clock = Clock()
    archive = Archive(engine_of(url, tmp_path), retention_days=30, clock=clock)
    yield archive, clock
    clock.now += timedelta(days=3_000)
    archive.expire()
    clock.now += timedelta(days=3_000)
    archive.expire()
    archive.close()


def test_an_answer_comes_back_as_it_was(archive: tuple[Archive, Clock]) -> None:
    kept, narrow = archive[0], Filter(kinds=("minutes",), date_from="2024-01-01")
    kept.keep(answer("a1"), narrow, [PAPER])
    found = kept.answer("a1")
    assert (found.answer, found.filter, found.papers) == (answer("a1"), narrow, (PAPER,))
    assert found.asked_at.startswith("2025-06-01T12:00:00")


def test_a_refusal_comes_back_as_it_was(archive: tuple[Archive, Clock]) -> None:
    searched = Searched(documents=3, chunks=9, terms=("mars",))
    nearest = answer("x").citations
    refused = replace(
        answer("r1"), status="refused", sentences=(), citations=(),
        refusal=Refusal(reason="not_in_documents", searched=searched, nearest=nearest),
    )  # fmt: skip
    archive[0].keep(refused, Filter(), [])
    assert archive[0].answer("r1").answer == refused


def test_a_conversation_holds_its_answers_in_order(archive: tuple[Archive, Clock]) -> None:
    kept, clock = archive
    for number in range(5):
        kept.keep(answer(f"a{number}", question=f"Nr. {number}?"), Filter(), [PAPER])
        clock.now += timedelta(seconds=1)
    kept.keep(answer("b1", "c2"), Filter(), [])
    assert [one.answer.id for one in kept.conversation("c1").answers] == ["a0", "a1", "a2", "a3", "a4"]
    listed = kept.conversations()
    assert [(row.id, row.question, row.questions) for row in listed] == [
        ("c2", "Hva ble vedtatt?", 1),
        ("c1", "Nr. 0?", 5),
    ]


def test_what_is_deleted_is_gone_and_says_so(archive: tuple[Archive, Clock]) -> None:
    kept, _ = archive
    kept.keep(answer("a1"), Filter(), [PAPER])
    kept.keep(answer("a2"), Filter(), [PAPER])
    kept.give_feedback("a2", Verdict.WRONG, Fault.OTHER, "Nei")
    kept.delete_answer("a1")
    with pytest.raises(ForgottenError, match=r"Svaret ble slettet 2025-06-01"):
        kept.answer("a1")
    kept.delete_conversation("c1")
    for gone in (lambda: kept.conversation("c1"), lambda: kept.answer("a2"), lambda: kept.delete_conversation("c1")):
        with pytest.raises(ForgottenError):
            gone()
    assert kept.feedback() == () and kept.conversations() == ()
    with pytest.raises(NotKeptError, match="finnes ikke her"):
        kept.answer("aldri")


def test_what_is_too_old_expires_without_anyone_asking_for_it(archive: tuple[Archive, Clock]) -> None:
    kept, clock = archive
    kept.keep(answer("old"), Filter(), [PAPER])
    clock.now += timedelta(days=29)
    kept.keep(answer("new"), Filter(), [PAPER])
    clock.now += timedelta(days=2)
    with pytest.raises(ForgottenError, match=r"utløpt .* i 30 dager"):
        kept.answer("old")
    assert [one.answer.id for one in kept.conversation("c1").answers] == ["new"]
    clock.now += timedelta(days=31)
    with pytest.raises(ForgottenError, match="Samtalen er utløpt"):
        kept.conversation("c1")


def test_feedback_is_kept_with_its_question(archive: tuple[Archive, Clock]) -> None:
    kept, _ = archive
    kept.keep(answer("a1"), Filter(), [])
    given_ = kept.give_feedback("a1", Verdict.WRONG, Fault.QUOTE_NOT_FOUND, "Sitatet står ikke der.")
    assert kept.feedback() == (given_,)
    assert (given_.question, given_.reason) == ("Hva ble vedtatt?", Fault.QUOTE_NOT_FOUND)
    with pytest.raises(NotKeptError):
        kept.give_feedback("aldri", Verdict.RIGHT, None, None)


def test_two_tabs_write_at_once_and_nothing_is_lost(archive: tuple[Archive, Clock]) -> None:
    kept, _ = archive
    kept.keep(answer("first"), Filter(), [PAPER])
    tabs = [
        threading.Thread(target=lambda tab=tab: [kept.keep(answer(f"{tab}-{n}"), Filter(), [PAPER]) for n in range(20)])
        for tab in ("a", "b")
    ]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(kept.conversation("c1").answers) == 41


@settings(max_examples=30)
@given(question=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200))
def test_any_text_comes_back(question: str) -> None:
    archive = Archive.in_memory()
    archive.keep(answer("a1", question=question), Filter(), [])
    assert archive.answer("a1").answer.question == question
    archive.close()


def test_another_shape_is_refused_with_a_remedy(tmp_path: Path) -> None:
    Archive.open(AssistantSettings(), tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE archive_meta SET value = '99'")
    connection.close()
    with pytest.raises(StoreError, match=r"nyere utgave \(form 99.*oppgrader"):
        Archive.open(AssistantSettings(), tmp_path)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE archive_meta SET value = '0'")
    connection.close()
    with pytest.raises(StoreError, match="har form 0"):
        Archive.open(AssistantSettings(), tmp_path)


def test_a_broken_or_silent_database_is_one_sentence_without_its_password(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"conversations\.sqlite3.*kan ikke brukes"):
        Archive.open(AssistantSettings(), tmp_path)
    silent = AssistantSettings(database_url="postgresql://styre:hemmelig@127.0.0.1:1/styre")
    with pytest.raises(StoreError, match="svarer ikke") as caught:
        Archive.open(silent, tmp_path)
    assert "hemmelig" not in str(caught.value) and "hemmelig" not in repr(silent)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VEIVISER_DATABASE_URL", "mysql://localhost/styre"),
        ("VEIVISER_RETENTION_DAYS", "-1"),
        ("VEIVISER_RETENTION_DAYS", "en uke"),
        ("VEIVISER_TIME_ZONE", "Norge/Oslo"),
        ("VEIVISER_TIME_ZONE", "../../etc/passwd"),
        ("VEIVISER_ADMIN_TOKEN", "kort"),
        ("VEIVISER_ADMIN_TOKEN", "med mellomrom i nøkkelen"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        from_environment({name: value})


def test_settings_are_read_and_do_not_show_what_is_secret() -> None:
    environ = {
        "VEIVISER_DATABASE_URL": "postgresql://a:b@c/d",
        "VEIVISER_RETENTION_DAYS": "90",
        "VEIVISER_ADMIN_TOKEN": "x" * 20,
        "VEIVISER_TIME_ZONE": "Europe/Lisbon",
    }
    found = from_environment(environ)
    assert (found.database_url, found.retention_days) == (environ["VEIVISER_DATABASE_URL"], 90)
    assert found.admin_token == "x" * 20
    assert "xxxx" not in repr(found) and "a:b" not in repr(found)
    assert found.time_zone.key == "Europe/Lisbon"
    assert from_environment({}) == AssistantSettings()
