"""The pages that read the register: tables with files, one sak as a timeline, the roadmap; over the sample papers."""

import csv
import html
import io
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories_api import local
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.api import create_app
from assistant.register_table import COLUMNS
from assistant.timeline import CHIP_HEIGHT, CHIP_WIDTH, timeline
from assistant.trace import trace
from index.reader import Reader
from index.settings import IndexSettings
from ingest.pipeline import ingest

SAMPLES = Path(__file__).parent.parent / "samples" / "documents"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    settings = IndexSettings(data=tmp_path_factory.mktemp("samples"))
    list(ingest([SAMPLES], settings))
    with Reader.open(settings) as reader:
        yield reader


@pytest.fixture(scope="module")
def client(reader: Reader) -> Iterator[TestClient]:
    with local(create_app(reader=reader)) as client:
        yield client


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_kind_is_a_table_whose_rows_lead_to_their_source(client: TestClient, kind: str) -> None:
    page = client.get("/register", params={"kind": kind}).text
    sources = re.findall(r'class="cite" data-number="\d+" href="([^"]+)"', page)
    assert sources and len(sources) == page.count('<tr role="row">') - 1
    assert '<mark id="marked">' in client.get(html.unescape(sources[0])).text


def test_a_table_is_narrowed_by_the_form_and_its_files_hold_the_same_rows(client: TestClient) -> None:
    query = {"kind": "decision", "meeting": "52/25", "case": "", "from": "", "to": "", "text": "", "state": "postponed"}
    page = client.get("/register", params=query)
    shown = page.text.count('<tr role="row">') - 1
    assert page.status_code == 200 and 0 < shown < 5
    files = {
        re.search(r"format=(\w+)", link)[1]: html.unescape(link)  # type: ignore[index]
        for link in re.findall(r'href="(/register/fil[^"]+)"', page.text)
    }
    assert len(json.loads(client.get(files["json"]).text)) == shown
    assert len(list(csv.DictReader(io.StringIO(client.get(files["csv"]).text)))) == shown
    sheet = load_workbook(io.BytesIO(client.get(files["xlsx"]).content)).active
    assert sheet is not None and sheet.max_row == shown + 1


def test_sorting_is_a_link_that_turns_around(client: TestClient) -> None:
    page = client.get("/register", params={"kind": "agenda_item", "sort": "title"}).text
    assert 'aria-sort="ascending"' in page
    link = re.search(r'aria-sort="ascending"><a href="([^"]+)"', page)
    assert link and 'aria-sort="descending"' in client.get(html.unescape(link[1])).text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/register?kind=roman", 422, "roman"),
        ("/register?sort=farge", 422, "farge"),
        ("/register?case=tull", 422, "saksnummer"),
        ("/register?from=i%20fjor", 422, "from"),
        ("/register?page=0", 422, "page"),
        ("/register/fil?format=exe", 422, "exe"),
        ("/sak?nr=99-99/25", 404, "99-99/25"),
        ("/sak?nr=%3Cscript%3Ealert(1)%3C/script%3E", 422, "saksnummer"),
        ("/finnes-ikke", 404, "finnes ikke"),
    ],
)
def test_what_cannot_be_shown_is_a_page_that_says_why(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in answer.text and "<script>alert" not in answer.text


def test_a_program_gets_the_same_as_a_problem(client: TestClient) -> None:
    answer = client.get("/register?kind=roman")
    assert answer.headers["content-type"] == "application/problem+json" and "roman" in answer.json()["detail"]


def test_a_sak_is_drawn_and_told_with_the_same_events(client: TestClient) -> None:
    page = client.get("/sak", params={"nr": "sak 5-52/25"}).text
    drawn = re.findall(r'<g class="chip (\w+)', page)
    told = re.findall(r'<span class="number" aria-hidden="true">(\d+)</span>', page)
    assert drawn and len(drawn) == len(told)
    assert 'role="img"' in page and "<title" in page


def test_the_events_of_a_drawing_do_not_lie_on_each_other(reader: Reader) -> None:
    for case in {row.case_number for row in reader.records() if row.case_number}:
        drawn = timeline(trace(reader, case))
        corners = sorted((chip.x, chip.y) for chip in drawn.chips)
        for (x, y), (other_x, other_y) in itertools.pairwise(corners):
            assert other_x - x >= CHIP_WIDTH or abs(other_y - y) >= CHIP_HEIGHT
        for chip in drawn.chips:
            assert chip.x >= 0 and chip.x + CHIP_WIDTH <= drawn.width and chip.y + CHIP_HEIGHT <= drawn.height


def test_the_roadmap_says_what_moved_and_what_vanished(client: TestClient) -> None:
    page = client.get("/veikart").text
    assert "fra 3. kvartal 2025 til 1. kvartal 2026" in page
    gone = page[page.index('<section class="quarter vanished">') :]
    assert "Samtaleassistent" in gone[: gone.index("</section>")]
    first = client.get("/veikart", params={"utgave": "2025-01-31"}).text
    assert 'class="quarter vanished"' not in first and "Samtaleassistent" in first


@pytest.mark.parametrize(("language", "word"), [("nn", "Leveransar"), ("en", "Deliveries")])
def test_the_language_is_chosen_by_a_link_and_kept(reader: Reader, language: str, word: str) -> None:
    with local(create_app(reader=reader)) as client:
        chosen = client.get("/register", params={"kind": "delivery", "sprak": language}).text
        assert f'<html lang="{language}">' in chosen and word in chosen and 'lang="nb"' in chosen
        assert word in client.get("/register").text


def test_a_plan_in_one_edition_says_that_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    plan = SAMPLES / "veikart" / "veikart-2025-q1.pdf"
    settings = IndexSettings(data=tmp_path)
    list(ingest([plan], settings))
    with Reader.open(settings) as reader, local(create_app(reader=reader)) as client:
        page = client.get("/veikart").text
    assert "eneste utgaven" in page and "Innsyn i prøvesvar" in page
    assert not re.findall(r'class="tag (?:later|earlier|vanished|new)"', page)
