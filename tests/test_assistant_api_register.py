"""The register and the trace over HTTP: pages, formats, and problems that say what to do."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories_api import Served, served
from openpyxl import load_workbook


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("register")) as running:
        yield running


def test_rows_come_in_pages(app: Served) -> None:
    whole = app.client.get("/v1/register").json()
    assert whole["total"] == len(whole["rows"]) == 2 and whole["next_offset"] is None
    first = app.client.get("/v1/register", params={"limit": 1}).json()
    second = app.client.get("/v1/register", params={"limit": 1, "offset": first["next_offset"]}).json()
    assert first["rows"] + second["rows"] == whole["rows"] and second["next_offset"] is None
    assert app.client.get("/v1/register", params={"offset": 9}).json()["rows"] == []


def test_rows_are_filtered_and_cited(app: Served) -> None:
    (row,) = app.client.get("/v1/register", params={"kind": "decision", "case": "Sak 3-7/25"}).json()["rows"]
    assert row["meeting"] == {"number": "7/25", "date": "2025-03-12", "board": "Produktstyret"}
    cited = row["citation"]
    page = app.client.get(f"/v1/documents/{cited['doc_id']}/pages/{cited['page']}").json()
    assert page["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert app.client.get("/v1/register", params={"meeting": "8/25"}).json()["total"] == 0


def test_the_whole_comes_as_csv_and_as_a_workbook(app: Served) -> None:
    reply = app.client.get("/v1/register", params={"format": "csv"})
    assert reply.headers["content-type"] == "text/csv; charset=utf-8" and len(reply.text.splitlines()) >= 3
    book = load_workbook(io.BytesIO(app.client.get("/v1/register", params={"format": "xlsx"}).content))
    assert book.active is not None and book.active.max_row == 3


@pytest.mark.parametrize(
    ("path", "params", "status", "words"),
    [
        ("/v1/register", {"kind": "vedtak"}, 400, "agenda_item"),
        ("/v1/register", {"format": "pdf"}, 400, "json"),
        ("/v1/register", {"limit": "0"}, 422, "limit"),
        ("/v1/register", {"knd": "decision"}, 422, "knd"),
        ("/v1/register", {"from": "i går"}, 400, "ÅÅÅÅ-MM-DD"),
        ("/v1/trace", {"case": "hei"}, 400, "NUMMER-MØTE/ÅR"),
        ("/v1/trace", {"case": "9-9/25"}, 404, "9-9/25"),
    ],
)
def test_problems_say_what_to_do(app: Served, path: str, params: dict[str, str], status: int, words: str) -> None:
    reply = app.client.get(path, params=params)
    problem = reply.json()
    assert reply.headers["content-type"] == "application/problem+json"
    assert problem["status"] == reply.status_code and words in problem["detail"]
    assert reply.status_code in {status, 400, 422}


def test_a_trace_is_one_object(app: Served) -> None:
    found = app.client.get("/v1/trace", params={"case": "3/7-25"}).json()
    assert found["case_number"] == "3-7/25"
    assert [step["event"] for step in found["events"]] == ["raised", "decided"]


def test_an_uploaded_paper_is_in_the_register_at_once(app: Served, tmp_path: Path) -> None:
    text = (
        "# Referat fra møte 8/25 i Produktstyret\n\nDato: 1. april 2025\n\n## Sak 1-8/25 Valg\n\nVedtak: Åse velges.\n"
    )
    reply = app.client.post("/v1/documents", files={"file": ("referat-8-25.md", text.encode())})
    assert reply.status_code == 201
    assert app.client.get("/v1/register", params={"case": "1-8/25"}).json()["total"] == 2
    app.client.delete(f"/v1/documents/{reply.json()['doc_id']}")
    assert app.client.get("/v1/register", params={"case": "1-8/25"}).json()["total"] == 0
