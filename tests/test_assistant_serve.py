"""The whole service as a user meets it: read the samples in, start it, ask, look, upload and remove, over HTTP."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from factories_api import events, local

from assistant.api import create_app
from assistant.serve import address_of, listening
from index.errors import SettingError
from index.reader import Reader
from index.settings import IndexSettings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "documents"
QUESTIONS = ("Hva ble vedtatt i saken «Møteplan 2026»?", "Hvem var til stede på møte 55/25?")
NOTE = "Notat om parkering\n\nParkeringsplassen ved Tindeveien utvides med førti plasser i 2031.\n"


def veiviser(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "veiviser.py"), "--data", str(data), *arguments]


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the line that says where the service listens."""
    assert process.stderr is not None
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda out=process.stderr: lines.put(out.readline()), daemon=True).start()
    return lines.get(timeout=60)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    data = tmp_path_factory.mktemp("served") / "data"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("VEIVISER_", "QDRANT_"))}
    subprocess.run(veiviser(data, "ingest", str(SAMPLES)), check=True, capture_output=True, env=environment)
    process = subprocess.Popen(
        veiviser(data, "serve", "--port", "0"), stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )
    try:
        said = first_line(process)
        assert said.startswith("Styreveiviser: http://127.0.0.1:"), said
        with httpx.Client(base_url=said.split()[1], timeout=30, trust_env=False) as client:
            yield client, process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def client(running: tuple[httpx.Client, subprocess.Popen[str]]) -> httpx.Client:
    return running[0]


def assert_citation_stands(client: httpx.Client, citation: dict[str, Any]) -> None:
    place = f"/v1/documents/{citation['doc_id']}/pages/{citation['page']}"
    text = client.get(place).json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    span = {"start": citation["start"], "end": citation["end"]}
    picture = client.get(f"{place}.png", params=span)
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert "x-marked-at" in picture.headers


def test_the_page_offers_questions_that_are_answered(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200 and "Spør styrets dokumenter" in page.text
    examples = client.get("/page/examples")  # on a slow machine they come after the page
    assert examples.text.count('class="example"') >= 2
    assert "server" not in page.headers


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_leads_to_its_sources(client: httpx.Client, question: str) -> None:
    answer = client.post("/v1/ask", json={"question": question}).json()
    assert answer["status"] == "answered" and answer["citations"]
    for citation in answer["citations"]:
        assert_citation_stands(client, citation)


def test_the_stream_ends_with_the_answer(client: httpx.Client) -> None:
    told = events(client.post("/v1/ask/stream", json={"question": QUESTIONS[0]}).text)
    assert told[0][0] == "search" and told[-1][0] == "answer"
    assert "".join(data["text"] for name, data in told if name == "token") == told[-1][1]["text"]


def test_an_uploaded_file_answers_until_it_is_removed(client: httpx.Client) -> None:
    question = {"question": "Hvor mange plasser utvides parkeringsplassen ved Tindeveien med?"}
    assert "førti" not in client.post("/v1/ask", json=question).text
    sent = client.post("/v1/documents", files={"file": ("parkering.txt", NOTE.encode(), "text/plain")})
    assert sent.status_code == 201, sent.text
    answer = client.post("/v1/ask", json=question).json()
    assert answer["status"] == "answered" and "førti" in answer["text"]
    assert answer["citations"][0]["doc_id"] == sent.json()["doc_id"]
    assert_citation_stands(client, answer["citations"][0])
    assert client.delete(sent.headers["location"]).status_code == 204
    assert "førti" not in json.dumps(client.post("/v1/ask", json=question).json(), ensure_ascii=False)


def test_a_port_in_use_is_a_sentence_and_not_a_trace(client: httpx.Client, tmp_path: Path) -> None:
    port = str(client.base_url.port)
    done = subprocess.run(
        veiviser(tmp_path, "serve", "--port", port), capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 2 and done.stdout == ""
    assert port in done.stderr and "--port" in done.stderr and "Traceback" not in done.stderr


def test_ctrl_c_stops_it_cleanly(running: tuple[httpx.Client, subprocess.Popen[str]]) -> None:
    _, process = running
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=30)
    assert process.returncode == 0 and "Traceback" not in rest


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(SettingError, match="--host"):
        listening("192.0.2.1", 0)


def test_what_follows_the_headers_is_sent_at_once() -> None:
    with listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_address_shown_can_be_opened() -> None:
    with listening("0.0.0.0", 0) as listener:  # noqa: S104 - what a user may type
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_an_index_that_cannot_be_read_is_a_sentence_on_the_page(tmp_path: Path) -> None:
    settings = IndexSettings(data=tmp_path)
    tmp_path.joinpath("manifest.sqlite3").write_bytes(b"ingen database" * 100)
    with Reader.open(settings) as reader, local(create_app(reader=reader, warm=True)) as client:
        page = client.get("/")
        assert page.status_code == 503 and "veiviser ingest" in page.text and "Traceback" not in page.text
