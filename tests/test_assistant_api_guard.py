"""Who may call the HTTP API, how much they may send, and what stands on every reply."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories_api import Served, local, served
from starlette.types import Message

from assistant.api import assemble, create_app
from assistant.api_parts import Parts
from assistant.archive import Archive
from assistant.desk import Desk
from assistant.render import Renderer

ANY = "0.0.0.0"  # noqa: S104 - a name in a test, nothing is bound
PART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
QUESTION = {"question": "Hva vedtok styret?"}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


@pytest.mark.parametrize(
    ("host", "hosts", "let_in"),
    [
        ("localhost:8000", (), True),
        ("127.0.0.1", (), True),
        ("127.8.8.8:80", (), True),
        ("[::1]:8000", (), True),
        ("LOCALHOST", (), True),
        ("evil.example", (), False),
        ("localhost.evil.example", (), False),
        ("127.0.0.1.evil.example", (), False),
        ("192.168.1.20", (), False),
        ("", (), False),
        ("[", (), False),
        ("styret.example:8000", ("styret.example",), True),
        ("evil.example", ("styret.example",), False),
        ("192.168.1.20:8000", (ANY,), True),
        ("evil.example", (ANY,), False),
        ("[fe80::1]", ("::",), True),
    ],
)
def test_only_known_host_names_are_answered(board: Served, host: str, hosts: tuple[str, ...], let_in: bool) -> None:
    client = local(create_app(reader=board.reader, hosts=hosts))
    response = client.get("/healthz", headers={"Host": host})
    assert response.status_code == (200 if let_in else 400)
    if not let_in:
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("client", "headers", "words"),
    [
        ("192.168.1.20", {}, "maskinen"),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.1"}, "maskinen"),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.1"}, "maskinen"),
        ("127.0.0.1", {"Origin": "https://evil.example"}, "nettside"),
        ("127.0.0.1", {"Origin": "null"}, "nettside"),
        ("127.0.0.1", {"Origin": "http://127.0.0.1:9999"}, "nettside"),
    ],
)
def test_writing_is_for_this_machine_and_this_page_alone(
    board: Served, client: str, headers: dict[str, str], words: str
) -> None:
    caller = local(board.client.app, client=client)
    before = board.reader.counts()
    for response in (
        caller.post("/v1/documents", files={"file": ("a.txt", b"Styret vedtok noe.")}, headers=headers),
        caller.delete(f"/v1/documents/{board.doc_id('.pdf')}", headers=headers),
    ):
        assert response.status_code == 403
        assert words in response.json()["detail"]
    assert board.reader.counts() == before
    assert caller.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200


def test_without_the_front_doors_hands_there_is_no_writing(board: Served) -> None:
    client = local(create_app(reader=board.reader))
    assert client.post("/v1/documents", files={"file": ("a.txt", b"x")}).status_code == 405
    assert client.delete(f"/v1/documents/{board.doc_id('.pdf')}").status_code == 405


@pytest.mark.parametrize(
    ("path", "content_type", "chunk", "most"),
    [
        ("/v1/ask", "application/json", 64 * 1024, 1024 * 1024),
        ("/v1/documents", "multipart/form-data; boundary=b", 16 * 1024, 100_000 + 64 * 1024),
    ],
)
def test_an_endless_body_is_cut_off_while_it_arrives(
    board: Served, path: str, content_type: str, chunk: int, most: int
) -> None:
    start = PART if "boundary" in content_type else b""
    taken, sent = 0, []

    async def endless() -> Message:
        nonlocal taken
        body = start if not taken else b"x" * chunk
        taken += len(body) or 1
        return {"type": "http.request", "body": body, "more_body": True}

    async def keep(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", content_type.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
        "scheme": "http",
        "http_version": "1.1",
    }

    async def call() -> None:
        await board.client.app(scope, endless, keep)

    asyncio.run(call())
    assert sent[0]["status"] == 413
    assert taken <= most + 2 * chunk


def test_a_body_announced_as_too_large_is_refused_before_it_is_sent(board: Served) -> None:
    response = board.client.post(
        "/v1/ask", content=b"{}", headers={"Content-Length": str(10**12), "Content-Type": "application/json"}
    )
    assert response.status_code == 413
    assert "1 MB" in response.json()["detail"]


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/v1/documents", "/v1/finnes-ikke", "/assets/page.js"])
def test_every_reply_carries_the_safety_headers(board: Served, path: str) -> None:
    headers = board.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


class _Broken:
    """A library that fails in a way that nobody foresaw."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("hemmelig /sti/til/noe")


def test_an_unforeseen_error_is_a_problem_without_its_details(board: Served) -> None:
    def fail(*_: object) -> Any:
        raise RuntimeError("hemmelig /sti/til/noe")

    library, archive = _Broken(), Archive.in_memory()
    desk = Desk(archive=archive, complete=lambda text, said: (), answer=fail, library=library)
    parts = Parts(library=library, ask=fail, search=fail, renderer=Renderer(), archive=archive, desk=desk)
    client = local(assemble(parts))
    for response in (
        client.get("/v1/documents"),
        client.post("/v1/ask", json=QUESTION),
        client.get("/v1/documents/x/pages/1.png"),
        client.get("/"),
    ):
        assert response.status_code == 500
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "hemmelig" not in response.text and "Traceback" not in response.text
    streamed = local(assemble(replace(parts, library=board.reader))).post("/v1/ask/stream", json=QUESTION).text
    assert streamed.startswith("event: error") and "hemmelig" not in streamed


def test_a_lost_original_is_named_by_its_source_and_not_by_a_path_of_the_machine(tmp_path: Path) -> None:
    with served(tmp_path) as board:
        doc_id = board.doc_id(".pdf")
        board.reader.original(doc_id).unlink()
        for path in ("file", "pages/1.png"):
            response = board.client.get(f"/v1/documents/{doc_id}/{path}")
            assert response.status_code == 503
            assert "referat-7-25.pdf" in response.json()["detail"]
            assert str(tmp_path) not in response.text
        assert board.client.get(f"/v1/documents/{doc_id}/pages/1").status_code == 200
