"""What a reader says of an answer becomes a case, from a real archive on disk to a line that the suite reads."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.archive import Archive
from assistant.ask import ask
from assistant.settings import AssistantSettings
from assistant.standing import papers_of
from assistant.stored import Verdict
from eval.case import case_of, located, read_cases
from index.errors import NotKeptError, UsageError
from index.filter import Filter
from index.reader import Reader
from index.settings import IndexSettings
from ingest.pipeline import ingest
from veiviser import app

SAMPLES = Path(__file__).parent.parent / "samples" / "documents" / "2025-06"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feedback") / "data"
    list(ingest([SAMPLES], IndexSettings(data=folder)))
    return folder


def judged(data: Path, question: str, verdict: Verdict) -> str:
    """Ask, keep the answer, judge it, and return the feedback's id."""
    with Reader.open(IndexSettings(data=data)) as reader:
        answer = ask(question, reader=reader, filter=Filter(kinds=("minutes",)))
        archive = Archive.open(AssistantSettings(), data)
        archive.keep(answer, Filter(kinds=("minutes",)), papers_of(answer, reader))
    given = archive.give_feedback(answer.id, verdict, None, "Se side 2." if verdict is Verdict.WRONG else None)
    archive.close()
    return given.id


def line_of(data: Path, feedback_id: str) -> tuple[str, str]:
    done = CliRunner().invoke(app, ["--data", str(data), "eval", "--from-feedback", feedback_id])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_a_right_answer_gives_its_places_and_is_a_case_once_a_person_has_filled_it_in(
    data: Path, tmp_path: Path
) -> None:
    line, told = line_of(data, judged(data, "Hvor ble møtet i juni 2025 holdt?", Verdict.RIGHT))
    assert "«type»" in told and "«nuggets»" in told
    row = json.loads(line)
    case = case_of(row | {"type": "fact"})
    assert case.filter == {"kind": ("minutes",)} and case.language == "nb" and case.gold
    with Reader.open(IndexSettings(data=data)) as reader:
        by_source = {one.source: one.doc_id for one in reader.documents()}
        for place in case.gold:
            assert place.page is not None
            assert located(place, reader.page(by_source[place.source], place.page).text)


def test_the_case_is_asked_of_what_is_read_in_without_naming_its_papers(data: Path, tmp_path: Path) -> None:
    line, told = line_of(data, judged(data, "Hvor ble møtet i juni 2025 holdt?", Verdict.RIGHT))
    row = json.loads(line) | {"type": "fact"}
    assert row["corpus"] == "indexed" and "«corpus»" not in told
    path, results = tmp_path / "cases.jsonl", tmp_path / "results.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    done = CliRunner().invoke(app, ["--data", str(data), "eval", str(path), "--json", str(results)])
    assert done.exit_code == 0, done.output
    assert "cases" in done.stdout and row["id"] in results.read_text(encoding="utf-8")
    lost = row | {"gold": [row["gold"][0] | {"source": "tatt-ut.md"}]}
    path.write_text(json.dumps(lost), encoding="utf-8")
    done = CliRunner().invoke(app, ["--data", str(data), "eval", str(path)])
    assert isinstance(done.exception, UsageError) and "tatt-ut.md" in str(done.exception)


def test_a_wrong_answer_leaves_to_a_person_what_is_right_and_the_suite_refuses_it_until_then(
    data: Path, tmp_path: Path
) -> None:
    line, told = line_of(data, judged(data, "Hvor ble møtet i juni 2025 holdt?", Verdict.WRONG))
    assert "galt" in told and "«gold»" in told and "Se side 2." in told
    path = tmp_path / "cases.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(UsageError, match="linje 1"):
        list(read_cases(path))


def test_a_refusal_that_was_right_asks_why_the_papers_do_not_answer(data: Path) -> None:
    line, told = line_of(data, judged(data, "Hvor høyt er Galdhøpiggen?", Verdict.RIGHT))
    assert json.loads(line)["gold"] == [] and "«refused»" in told


def test_an_unknown_feedback_is_a_sentence(data: Path) -> None:
    done = CliRunner().invoke(app, ["--data", str(data), "eval", "--from-feedback", "finnes-ikke"])
    assert isinstance(done.exception, NotKeptError) and "GET /v1/feedback" in str(done.exception)
