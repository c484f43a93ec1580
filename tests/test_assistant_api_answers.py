"""Conversations over HTTP: follow-ups, permalinks that outlive the papers, feedback, files, deletion, who may what."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from factories_api import Served, local, served

from assistant.api import create_app
from assistant.archive import Archive

ASKED = "Hva vedtok styret om felles testmiljø på Værøy?"
TOKEN = "nøkkel".encode().hex() + "0123456789"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Served]:
    """A board whose papers are changed."""
    with served(tmp_path) as board:
        yield board


def put(board: Served, text: str) -> None:
    """Upload a paper, always by the same name."""
    response = board.client.post("/v1/documents", files={"file": ("lån.md", text.encode())})
    assert response.status_code == 201


def ask(board: Served, question: str, **more: Any) -> dict[str, Any]:
    """Ask and return the answer."""
    response = board.client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_a_follow_up_goes_on_with_the_conversation(board: Served) -> None:
    first = ask(board, ASKED)
    assert first["conversation_id"] and first["understood_as"] is None
    second = ask(board, "og hva koster det?", conversation_id=first["conversation_id"])
    assert second["question"] == "og hva koster det?" and "testmiljø" in second["understood_as"]
    assert "2,4 millioner" in second["text"]
    assert second["conversation_id"] == first["conversation_id"] and second["notice"] is None
    streamed = board.client.post(
        "/v1/ask/stream", json={"question": "hvem innledet?", "conversation_id": first["conversation_id"]}
    )
    assert '"understood_as":"Hvem innledet' in streamed.text
    told = board.client.get(f"/v1/conversations/{first['conversation_id']}").json()
    assert [one["question"] for one in told["answers"]] == [ASKED, "og hva koster det?", "hvem innledet?"]


def test_a_caller_may_name_the_conversation(board: Served) -> None:
    assert ask(board, ASKED, conversation_id="styre-1")["conversation_id"] == "styre-1"
    assert ask(board, "og hva koster det?", conversation_id="styre-1")["understood_as"]
    wrong = board.client.post("/v1/ask", json={"question": ASKED, "conversation_id": "../x y"})
    assert wrong.status_code == 422 and "conversation_id" in wrong.json()["detail"]


def test_a_conversation_that_is_gone_costs_no_answer(board: Served) -> None:
    first = ask(board, ASKED)
    assert board.client.delete(f"/v1/conversations/{first['conversation_id']}").status_code == 204
    again = ask(board, ASKED, conversation_id=first["conversation_id"])
    assert again["status"] == "answered" and again["conversation_id"] != first["conversation_id"]
    assert again["notice"]["reason"] == "conversation_gone" and "slettet" in again["notice"]["text"]
    lost = ask(board, ASKED, conversation_id="s-" + "0" * 32)
    assert lost["notice"]["reason"] == "conversation_gone"
    gone = board.client.get(f"/v1/answers/{first['id']}")
    assert gone.status_code == 410 and "slettet" in gone.json()["detail"]


def test_a_follow_up_learns_nothing_from_what_its_filter_keeps_away(board: Served) -> None:
    first = ask(board, ASKED)
    told = ask(board, "og hva koster det?", conversation_id=first["conversation_id"], filter={"access": "exempt"})
    assert told["understood_as"] is None


def test_a_permalink_shows_every_quote_after_the_paper_went(fresh: Served) -> None:
    board = fresh
    answer = ask(board, ASKED)
    kept = board.client.get(f"/v1/answers/{answer['id']}").json()
    assert {**answer, "conversation_id": None} == {key: kept[key] for key in answer}
    assert {one["standing"] for one in kept["sources_now"]} == {"stands"}
    doc_id = answer["citations"][0]["doc_id"]
    board.client.delete(f"/v1/documents/{doc_id}")
    kept = board.client.get(f"/v1/answers/{answer['id']}").json()
    assert kept["citations"] == answer["citations"]
    assert {"number": 1, "standing": "removed", "doc_id": None, "access": "open"} in kept["sources_now"]


def test_a_paper_in_a_new_version_is_said_to_be_changed(fresh: Served) -> None:
    board = fresh
    board.client.post(
        "/v1/documents", files={"file": ("lån.md", b"# Notat\n\nBudsjettet for biblioteket er 900 kroner.")}
    )
    answer = ask(board, "Hva er budsjettet for biblioteket?")
    assert answer["citations"][0]["source"] == "opplastet/lån.md"
    board.client.post(
        "/v1/documents", files={"file": ("lån.md", b"# Notat\n\nBudsjettet for biblioteket er 800 kroner.")}
    )
    kept = board.client.get(f"/v1/answers/{answer['id']}").json()
    assert "900 kroner" in kept["citations"][0]["quote"]
    now = kept["sources_now"][0]
    assert now["standing"] == "changed" and now["doc_id"] not in (None, answer["citations"][0]["doc_id"])


def test_labels_are_respected(board: Served) -> None:
    answer = ask(board, ASKED)
    label = answer["citations"][0]["access"]
    assert board.client.get(f"/v1/answers/{answer['id']}", params={"access": label}).status_code == 200
    for path in (f"/v1/answers/{answer['id']}", f"/v1/answers/{answer['id']}/file"):
        refused = board.client.get(path, params={"access": "exempt"})
        assert refused.status_code == 403 and "Værøy" not in refused.text
    told = board.client.get(f"/v1/conversations/{answer['conversation_id']}", params={"access": "exempt"}).json()
    assert (told["answers"], told["withheld"]) == ([], 1)


def test_feedback_is_taken_and_a_wrong_word_is_told(board: Served) -> None:
    answer = ask(board, ASKED)
    given = {"answer_id": answer["id"], "verdict": "wrong", "reason": "quote_not_found", "comment": "<b>Nei</b>"}
    taken = board.client.post("/v1/feedback", json=given)
    assert taken.status_code == 201 and taken.json()["comment"] == "<b>Nei</b>"
    assert (
        board.client.post("/v1/feedback", json={"answer_id": answer["id"], "verdict": "up"}).json()["verdict"]
        == "right"
    )
    for wrong, word in (
        ({"verdict": "kanskje"}, "verdict"),
        ({"reason": "x"}, "quote_not_found"),
        ({"comment": "x" * 2_001}, "2000"),
    ):
        response = board.client.post("/v1/feedback", json={**given, **wrong})
        assert response.status_code == 422 and word in response.json()["detail"]
    assert board.client.post("/v1/feedback", json={**given, "answer_id": "aldri"}).status_code == 404
    told = board.client.get("/v1/feedback").json()
    assert [row["verdict"] for row in told if row["answer_id"] == answer["id"]] == ["right", "wrong"]


def test_an_answer_is_handed_on_as_word_and_markdown_with_its_sources(board: Served) -> None:
    answer = ask(board, "Merknad alert")
    first = answer["citations"][0]
    text = board.client.get(f"/v1/answers/{answer['id']}/file", params={"format": "md"}).text
    assert text.startswith("# Merknad alert") and "<script>" not in text and "\\<script\\>" in text
    word = board.client.get(f"/v1/answers/{answer['id']}/file", params={"format": "docx"})
    assert "attachment" in word.headers["content-disposition"]
    told = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word.content)).paragraphs)
    assert " ".join(first["quote"].split()) in told and first["source"] in told and "side 1" in told
    both = board.client.get(f"/v1/conversations/{answer['conversation_id']}/file", params={"format": "docx"})
    assert both.status_code == 200
    assert board.client.get(f"/v1/answers/{answer['id']}/file", params={"format": "pdf"}).status_code == 422


def test_only_who_administers_sees_all_and_deletes_answers(board: Served) -> None:
    answer = ask(board, ASKED)
    away = local(board.client.app, client="192.168.1.20")
    for response in (
        away.get("/v1/conversations"), away.get("/v1/feedback"), away.delete(f"/v1/answers/{answer['id']}"),
        away.get("/administrasjon"),
    ):  # fmt: skip
        assert response.status_code == 403
    assert away.get(f"/v1/answers/{answer['id']}").status_code == 200
    feedback = {"answer_id": answer["id"], "verdict": "right"}
    assert away.post("/v1/feedback", json=feedback).status_code == 201
    forged = away.post("/v1/feedback", json=feedback, headers={"Origin": "https://evil.example"})
    assert forged.status_code == 403
    assert board.client.delete(f"/v1/answers/{answer['id']}").status_code == 204


def test_with_a_token_the_token_decides(board: Served, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(reader=board.reader, archive=Archive.in_memory(), admin_token=TOKEN)
    for client in (local(app), local(app, client="192.168.1.20")):
        assert client.get("/v1/conversations").status_code == 401
        assert client.get("/v1/conversations", headers={"Authorization": "Bearer feil"}).status_code == 401
        assert client.get("/v1/conversations", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert TOKEN not in caplog.text


def test_an_archive_that_cannot_be_written_costs_no_answer(board: Served) -> None:
    archive = Archive.in_memory()
    client = local(create_app(reader=board.reader, archive=archive))
    with archive._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE answers")
    answer = client.post("/v1/ask", json={"question": ASKED}).json()
    assert answer["status"] == "answered" and answer["notice"]["reason"] == "not_kept"
    assert "tas ikke vare på" in answer["notice"]["text"] and answer["conversation_id"] is None
