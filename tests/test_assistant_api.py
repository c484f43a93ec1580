"""The HTTP API as the contract promises it, over a real index."""

from collections.abc import Iterator
from typing import Any

import pytest
from factories_api import HOSTILE, Served, events, local, served
from factories_files import pdf_bytes
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Sentence, Timings, Tokens
from assistant.api import create_app
from assistant.api_documents import bare_name, disposition
from assistant.api_stream import pieces
from assistant.ask import marked
from index.reader import Reader

ANSWERED = "Hva vedtok styret om felles testmiljø på Værøy?"
UNANSWERED = "Hvilken farge har Mars?"
ANSWER_KEYS = set(Answer.__dataclass_fields__)
CITATION_KEYS = (
    {"number", "doc_id", "title", "source", "kind", "page", "case_number", "meeting_date", "quote"}
    | {"start", "end", "los", "access", "chunk_id", "language", "also"}
)  # fmt: skip
HIT_KEYS = (
    {"rank", "chunk_id", "doc_id", "title", "source", "kind", "page", "start", "end", "text"}
    | {"case_number", "meeting_date", "los", "access", "language", "also"}
)  # fmt: skip


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


def problem(response: Any, status: int) -> str:
    """Check that a response is a problem, and return its sentence."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "detail"}
    assert body["status"] == status
    assert body["detail"].endswith((".", "?"))
    assert "Traceback" not in body["detail"]
    return str(body["detail"])


def assert_quotes_stand(board: Served, citations: list[dict[str, Any]]) -> None:
    for citation in citations:
        page = board.client.get(f"/v1/documents/{citation['doc_id']}/pages/{citation['page']}").json()
        assert page["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_an_answer_has_the_contracts_shape_and_its_quotes_stand_where_they_say(board: Served) -> None:
    answer = board.client.post("/v1/ask", json={"question": f"  {ANSWERED} ", "conversation_id": "a"}).json()
    assert set(answer) == ANSWER_KEYS
    assert answer["question"] == ANSWERED
    assert answer["status"] == "answered" and answer["refusal"] is None
    assert "1. juni 2025" in answer["text"]
    assert all(sentence["citations"] for sentence in answer["sentences"])
    assert all(set(citation) == CITATION_KEYS for citation in answer["citations"])
    assert_quotes_stand(board, answer["citations"])


def test_a_refusal_says_what_was_searched_and_what_lies_nearest(board: Served) -> None:
    answer = board.client.post("/v1/ask", json={"question": UNANSWERED}).json()
    assert answer["status"] == "refused" and answer["citations"] == [] and answer["text"].endswith(".")
    assert answer["refusal"]["searched"]["documents"] == 3
    assert set(answer["refusal"]) == {"reason", "searched", "nearest"}
    assert_quotes_stand(board, answer["refusal"]["nearest"])


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"question": ""}, "tomt"),
        ({"question": " \n\t "}, "tomt"),
        ({"question": "?!"}, "tomt"),
        ({"question": "å" * 10_000}, "10000"),
        ({"question": "å" * 2_001}, "2000"),
        ({}, "question"),
        ({"question": 7}, "question"),
        ({"question": None}, "question"),
        ({"question": "Hva?", "nokkel": 1}, "nokkel"),
        ({"question": "Hva?", "filter": {"forfatter": "x"}}, "forfatter"),
        ({"question": "Hva?", "filter": {"los": "x"}}, "los"),
        ({"question": "Hva?", "filter": {"from": "12.03.2025"}}, "from"),
        ({"question": "Hva?", "filter": {"to": "2025-02-30"}}, "to"),
        ({"question": "Hva?", "filter": {"from": ["2025-01-01", "2025-01-02"]}}, "from"),
        ({"question": "Hva?", "filter": {"from": "2025-02-01", "to": "2025-01-01"}}, "from"),
        ({"question": "Hva?", "filter": {"kind": "roman"}}, "roman"),
        ({"question": "Hva?", "filter": {"kind": []}}, "kind"),
        ({"question": "Hva?", "filter": {"kind": {"a": 1}}}, "filter"),
        ({"question": "Hva?", "filter": "kind=minutes"}, "filter"),
        ([], "JSON-objekt"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/ask", "/v1/ask/stream"])
def test_a_wrong_question_is_refused_in_a_sentence_that_names_what_is_wrong(
    board: Served, path: str, body: Any, named: str
) -> None:
    assert named in problem(board.client.post(path, json=body), 422)


@pytest.mark.parametrize("body", [b"", b"{", b'{"question": "\\ud800 hva?"}', b"\xff\xfe", b"null"])
def test_a_body_that_is_no_json_object_is_a_problem(board: Served, body: bytes) -> None:
    response = board.client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    problem(response, response.status_code)
    assert response.status_code in (400, 422)


def test_a_question_of_the_greatest_length_is_answered_or_refused(board: Served) -> None:
    assert board.client.post("/v1/ask", json={"question": "styret " * 285}).status_code == 200


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"kind": "mandate"}, False),
        ({"kind": ["mandate", "minutes"]}, True),
        ({"case": "sak 3/7-25"}, True),
        ({"from": "2025-03-12", "to": "2025-03-12"}, True),
        ({"from": "2025-03-13"}, False),
        ({"meeting": "7/25", "lang": "nb", "access": "open"}, True),
        ({"source": "finnes-ikke/"}, False),
    ],
)
def test_a_filter_decides_which_documents_may_answer(board: Served, conditions: Any, found: bool) -> None:
    answer = board.client.post("/v1/ask", json={"question": ANSWERED, "filter": conditions}).json()
    hits = board.client.get("/v1/search", params={"q": "felles testmiljø på Værøy", **conditions}).json()["hits"]
    sources = {citation["source"] for citation in answer["citations"]} | {hit["source"] for hit in hits}
    assert any(source.endswith("referat-7-25.pdf") for source in sources) is found


def _apart(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what differs each time it is given."""
    return {**answer, "id": "", "timings_ms": 0, "conversation_id": ""}


def test_the_stream_tells_search_then_text_with_sources_then_the_same_answer(board: Served) -> None:
    response = board.client.post("/v1/ask/stream", json={"question": ANSWERED})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    names = [name for name, _ in told]
    assert names[0] == "search" and names[-1] == "answer" and "token" in names
    assert set(told[0][1]) == {"documents", "chunks", "hits"} and told[0][1]["hits"] > 0
    answer = told[-1][1]
    assert "".join(data["text"] for name, data in told if name == "token") == answer["text"]
    assert [data for name, data in told if name == "citation"] == answer["citations"]
    assert names.index("token") < names.index("citation")
    whole = board.client.post("/v1/ask", json={"question": ANSWERED}).json()
    assert _apart(answer) == _apart(whole)


def test_a_refusal_streams_too(board: Served) -> None:
    told = events(board.client.post("/v1/ask/stream", json={"question": UNANSWERED}).text)
    assert [name for name, _ in told] == ["search", "token", "answer"]
    assert told[-1][1]["status"] == "refused"


@given(st.lists(st.text("ab.!? æ1\n", min_size=1, max_size=12).map(lambda text: f"x{text}"), min_size=1, max_size=5))
def test_the_pieces_of_an_answer_are_its_text_and_carry_every_citation(texts: list[str]) -> None:
    sentences = tuple(Sentence(text=text, citations=(n,)) for n, text in enumerate(texts, start=1))
    answer = Answer(
        id="1",
        question="",
        status="answered",
        text="\n".join(marked(sentence) for sentence in sentences),
        sentences=sentences,
        citations=(),
        refusal=None,
        composer="extractive",
        tokens=Tokens(),
        timings_ms=Timings(search=0, compose=0, total=0),
    )
    told = list(pieces(answer))
    assert "".join(text for text, _ in told) == answer.text
    assert [number for _, numbers in told for number in numbers] == list(range(1, len(texts) + 1))


def test_search_gives_ranked_passages_that_stand_in_their_pages(board: Served) -> None:
    found = board.client.get("/v1/search", params={"q": "testmiljø", "top_k": 2}).json()
    assert found["query"] == "testmiljø" and 1 <= len(found["hits"]) <= 2
    assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))
    assert all(set(hit) == HIT_KEYS for hit in found["hits"])
    assert_quotes_stand(board, [{**hit, "quote": hit["text"]} for hit in found["hits"]])


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "q"),
        ("q=", "tomt"),
        ("q=a&top_k=0", "top_k"),
        ("q=a&top_k=101", "100"),
        ("q=a&top_k=mange", "top_k"),
        ("q=a&forfatter=x", "forfatter"),
        ("q=a&kind=roman", "roman"),
        ("q=a&from=i%20fjor", "from"),
    ],
)
def test_a_wrong_search_is_refused_in_a_sentence(board: Served, query: str, named: str) -> None:
    assert named in problem(board.client.get(f"/v1/search?{query}"), 422)


def test_documents_are_listed_and_shown_one_by_one(board: Served) -> None:
    rows = board.client.get("/v1/documents").json()
    assert len(rows) == 3
    for row in rows:
        assert board.client.get(f"/v1/documents/{row['doc_id']}").json() == row
    page = board.client.get(f"/v1/documents/{board.doc_id('.pdf')}/pages/2").json()
    assert page == {"page": 2, "text": "Side to er kort.", "page_count": 2, "warning": None}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/documents/finnes-ikke", 404),
        ("/v1/documents/finnes-ikke/file", 404),
        ("/v1/documents/finnes-ikke/pages/1", 404),
        ("/v1/documents/{id}/pages/3", 404),
        ("/v1/documents/{id}/pages/3.png", 404),
        ("/v1/documents/{id}/pages/0", 422),
        ("/v1/documents/{id}/pages/en", 422),
        ("/v1/documents/{id}/pages/1.png?start=5&end=2", 422),
        ("/v1/documents/{id}/pages/1.png?start=-1&end=2", 422),
        ("/v1/documents/{id}/pages/1.png?start=0&end=99999", 422),
        ("/v1/documents/{id}/pages/1.png?start=a", 422),
        ("/v1/documents/..%2f..%2fetc%2fpasswd/file", 404),
        ("/v1/finnes-ikke", 404),
        ("/assets/..%2fchat.html", 404),
        ("/assets/chat.html", 404),
    ],
)
def test_what_is_not_there_is_a_problem(board: Served, path: str, status: int) -> None:
    problem(board.client.get(path.replace("{id}", board.doc_id(".pdf"))), status)


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(board: Served) -> None:
    response = board.client.put("/v1/ask")
    problem(response, 405)
    assert response.headers["allow"] == "POST"


def test_a_pdf_opens_in_the_browser_and_everything_else_is_downloaded(board: Served) -> None:
    pdf = board.client.get(f"/v1/documents/{board.doc_id('.pdf')}/file")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.headers["content-disposition"].startswith("inline;")
    assert pdf.content.startswith(b"%PDF")
    for suffix in (".html", ".md"):
        other = board.client.get(f"/v1/documents/{board.doc_id(suffix)}/file")
        assert other.headers["content-disposition"].startswith("attachment;")
        assert other.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in other.headers["content-security-policy"]
        assert other.headers["x-content-type-options"] == "nosniff"
    assert "filename*=UTF-8''mandat%20%C3%A6%20%C3%B8%20%C3%A5.md" in other.headers["content-disposition"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("referat.pdf", "referat.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\møte.docx", "møte.docx"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("...", ""),
        ("", ""),
        (".bashrc", "bashrc"),
        ('a"\r\nSet-Cookie: x\x00.pdf', "aSet-Cookie x.pdf"),
        ("æ" * 300 + ".pdf", "æ" * 120 + ".pdf"),
    ],
)
def test_a_file_name_is_only_ever_a_name(given: str, expected: str) -> None:
    assert bare_name(given) == expected


@given(st.text(max_size=80))
def test_no_file_name_leaves_its_folder_or_its_header(name: str) -> None:
    bare = bare_name(name)
    assert not set(bare) & set('/\\\0\r\n"') and bare not in (".", "..") and not bare.startswith(".")
    header = disposition(name, inline=False)
    assert header.isascii() and header.isprintable() and header.count('"') == 2


def test_an_upload_can_be_asked_about_at_once_and_removed_again(tmp_path: Any) -> None:
    with served(tmp_path) as board:
        data = pdf_bytes(("# Notat om parkering", "Parkeringsplassen utvides med førti plasser i 2027."))
        sent = board.client.post("/v1/documents", files={"file": ("../../etc/notat ø.pdf", data, "application/pdf")})
        assert sent.status_code == 201
        result = sent.json()
        assert result["source"] == "opplastet/notat ø.pdf"
        assert sent.headers["location"] == f"/v1/documents/{result['doc_id']}"
        assert board.client.get(sent.headers["location"]).status_code == 200
        question = {"question": "Hvor mange plasser utvides parkeringsplassen med?"}
        assert "førti" in board.client.post("/v1/ask", json=question).json()["text"]
        assert board.client.delete(sent.headers["location"]).status_code == 204
        problem(board.client.delete(sent.headers["location"]), 404)
        problem(board.client.get(f"{sent.headers['location']}/pages/1.png"), 404)
        assert "førti" not in board.client.post("/v1/ask", json=question).json()["text"]


@pytest.mark.parametrize(
    ("name", "data", "status", "named"),
    [
        ("tom.pdf", b"", 422, "tom.pdf"),
        ("virus.exe", b"MZ", 415, "virus.exe"),
        ("kuttet.pdf", b"%PDF-1.7 kuttet", 422, "kuttet.pdf"),
        ("..", b"x", 422, "navn"),
        ("stor.txt", b"x" * 100_001, 413, "byte"),
        ("enda-storre.txt", b"x" * 400_000, 413, "byte"),
    ],
)
def test_an_upload_that_cannot_be_used_is_refused_with_the_reason(
    board: Served, name: str, data: bytes, status: int, named: str
) -> None:
    sent = board.client.post("/v1/documents", files={"file": (name, data)})
    assert named in problem(sent, status)


def test_an_upload_without_a_file_is_refused(board: Served) -> None:
    assert "file" in problem(board.client.post("/v1/documents", data={"navn": "x"}), 422)
    sent = board.client.post("/v1/documents", content=b"x", headers={"Content-Type": "multipart/form-data"})
    problem(sent, 400)


def test_hostile_text_is_quoted_as_it_stands_and_served_as_json(board: Served) -> None:
    doc_id = board.doc_id(".md")
    page = board.client.get(f"/v1/documents/{doc_id}/pages/1")
    assert HOSTILE in page.json()["text"]
    assert page.headers["content-type"] == "application/json"


def test_health_tells_alive_and_ready(board: Served) -> None:
    assert board.client.get("/healthz").json() == {"status": "ok"}
    assert board.client.get("/readyz").json() == {"status": "ready", "documents": 3}


def test_a_damaged_index_is_alive_but_not_ready(tmp_path: Any) -> None:
    with served(tmp_path) as board:
        for file in board.settings.data.glob("manifest*"):
            file.unlink()
        (board.settings.data / "manifest.sqlite3").write_bytes(b"ingen database" * 1000)
        with Reader.open(board.settings) as reader, local(create_app(reader=reader)) as client:
            assert client.get("/healthz").status_code == 200
            assert "manifest" in problem(client.get("/readyz"), 503)
            problem(client.post("/v1/ask", json={"question": ANSWERED}), 503)
            told = events(client.post("/v1/ask/stream", json={"question": ANSWERED}).text)
            assert [name for name, _ in told] == ["error"] and told[0][1]["status"] == 503
            assert "manifest" in client.get("/").text


def test_facets_count_the_subject_terms_and_lead_back_into_the_search(board: Served) -> None:
    facets = board.client.get("/v1/facets").json()["facets"]
    assert facets and all(set(facet) == {"uri", "label", "parents", "documents", "chunks", "cases"} for facet in facets)
    label = facets[0]["label"]
    hits = board.client.get("/v1/search", params={"q": "styret", "los": label}).json()["hits"]
    assert hits and all(hit["los"] for hit in hits)
    assert len(board.client.get("/v1/facets", params={"top_k": 1}).json()["facets"]) == 1
    assert "los=zzz" in problem(board.client.get("/v1/facets", params={"los": "zzz"}), 422)


def test_a_question_gets_subject_terms_too(board: Served) -> None:
    terms = board.client.get("/v1/terms", params={"q": "Hva står i mandatet?"}).json()["terms"]
    assert "Mandat" in terms[0]["labels"]


def test_figures_for_prometheus_count_routes_and_never_what_was_asked(board: Served) -> None:
    board.client.post("/v1/ask", json={"question": "Hvem leder produktstyret?"})
    board.client.get("/v1/documents/hemmelig")
    reply = board.client.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain")
    lines = reply.text.splitlines()
    assert any(line.startswith('veiviser_requests_total{method="POST",route="/v1/ask",status="200"}') for line in lines)
    assert 'veiviser_requests_total{method="GET",route="/v1/documents/{doc_id}",status="404"} ' in reply.text
    assert "veiviser_documents 3.0" in lines
    assert "hemmelig" not in reply.text and "produktstyret" not in reply.text
