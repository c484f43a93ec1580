"""The chat page as a browser gets it: it works without a script, and hostile text stays text."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from factories_api import HOSTILE, Served, local, served
from selectolax.lexbor import LexborHTMLParser

from assistant.api import create_app
from assistant.api_words import day, kind_word, thousands
from index.reader import Reader
from index.settings import IndexSettings

ANSWERED = "Hva vedtok styret om felles testmiljø på Værøy?"
ADDRESS = re.compile(r"""(?:src|href|action)=["']([^"']+)["']|url\(([^)]+)\)|@import\s+["']?([^"';]+)""")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


def parsed(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(text)


def text_of(tree: LexborHTMLParser, selector: str) -> str:
    return " ".join(" ".join(node.text() for node in tree.css(selector)).split())


def test_the_first_view_says_what_is_indexed(board: Served) -> None:
    tree = parsed(board.client.get("/").text)
    counts = text_of(tree, "dl.counts")
    assert all(words in counts for words in ("dokumenter3", "møte1", "sider4", "sist oppdatert"))
    assert tree.css_first("html[lang=nb]") is not None
    assert tree.css_first("label[for=q]") is not None and tree.css_first("#q") is not None


def test_every_example_question_is_answered(board: Served) -> None:
    examples = [node.text() for node in parsed(board.client.get("/").text).css(".example")]
    assert 1 <= len(examples) <= 4 and len(set(examples)) == len(examples)
    for question in examples:
        assert board.client.post("/v1/ask", json={"question": question}).json()["status"] == "answered"


def test_an_empty_index_is_told_with_the_remedy(tmp_path: Path) -> None:
    with Reader.open(IndexSettings(data=tmp_path / "tom")) as reader, local(create_app(reader=reader)) as client:
        page = client.get("/")
        assert page.status_code == 200
        assert "veiviser ingest" in page.text
        assert client.get("/", params={"q": ANSWERED}).status_code == 200
        assert client.get("/readyz").json()["documents"] == 0


def test_a_question_in_the_address_is_answered_without_a_script(board: Served) -> None:
    page = board.client.get("/", params={"q": ANSWERED})
    tree = parsed(page.text)
    answer = board.client.post("/v1/ask", json={"question": ANSWERED}).json()
    for sentence in answer["sentences"]:
        assert " ".join(sentence["text"].split()) in text_of(tree, ".answer")
    marks = tree.css(".answer a.cite")
    assert len(marks) >= len(answer["sentences"])
    for mark in marks:
        picture = board.client.get(str(mark.attributes["href"]))
        assert picture.headers["content-type"] == "image/png"
        assert picture.headers["x-marked-at"]
    assert len(tree.css(".sources li")) == len(answer["citations"])


def test_a_refusal_shows_what_was_searched_and_its_nearest_passages(board: Served) -> None:
    question = "Hvor mange plasser har testmiljø i Oslo?"
    tree = parsed(board.client.get("/", params={"q": question}).text)
    refusal = board.client.post("/v1/ask", json={"question": question}).json()["refusal"]
    assert "Søkte i 3 dokumenter" in text_of(tree, ".searched")
    assert all(term in text_of(tree, ".searched") for term in refusal["searched"]["terms"])
    assert "ikke på spørsmålet" in text_of(tree, ".note")
    assert len(tree.css(".sources li")) == len(refusal["nearest"]) > 0


@pytest.mark.parametrize("question", ["å" * 2_001, "?" * 3])
def test_a_question_that_cannot_be_asked_is_explained_and_not_lost(board: Served, question: str) -> None:
    page = board.client.get("/", params={"q": question})
    assert page.status_code == 422
    tree = parsed(page.text)
    assert text_of(tree, ".trouble").endswith(".")
    assert [node.text() for node in tree.css("#q")] == [question]


@pytest.mark.parametrize(
    "question", [HOSTILE, f'"></textarea>{HOSTILE}', "{{ 7 * 7 }} {% raw %}", "Hva sier merknaden?"]
)
def test_hostile_text_stays_text(board: Served, question: str) -> None:
    page = board.client.get("/", params={"q": question})
    tree = parsed(page.text)
    assert [str(node.attributes.get("src"))[:16] for node in tree.css("script")] == ["/assets/page.js?"]
    assert all(str(node.attributes["src"]).startswith("/assets/") for node in tree.css("img[src]"))
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert question.strip() in unescape(page.text)


def test_a_hostile_passage_is_shown_as_it_stands(board: Served) -> None:
    page = board.client.get("/", params={"q": "Hvilken merknad har mandatet for Produktstyret?"})
    assert "<script>alert" not in page.text
    assert "onerror" in text_of(parsed(page.text), ".turn")


@pytest.mark.parametrize("path", ["/", "/docs", f"/?q={ANSWERED}"])
def test_the_page_asks_no_other_host_and_has_no_inline_code(board: Served, path: str) -> None:
    text = board.client.get(path).text
    assert "style=" not in text and "<style" not in text and "javascript:" not in text
    for found in ADDRESS.finditer(text):
        address = unescape(next(part for part in found.groups() if part))
        assert not urlsplit(address).netloc and not urlsplit(address).scheme


@pytest.mark.parametrize("name", ["page.css", "page.js", "icon.svg"])
def test_assets_are_served_and_name_no_other_host(board: Served, name: str) -> None:
    asset = board.client.get(f"/assets/{name}")
    assert asset.status_code == 200
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", asset.text)
    assert "innerHTML" not in asset.text and "insertAdjacentHTML" not in asset.text


def test_the_documentation_names_every_address(board: Served) -> None:
    docs = text_of(parsed(board.client.get("/docs").text), ".path")
    api = board.client.get("/openapi.json").json()
    assert {"/v1/ask", "/v1/ask/stream", "/v1/search", "/v1/documents", "/healthz", "/readyz"} <= set(api["paths"])
    for path in api["paths"]:
        assert path in docs


@pytest.mark.parametrize(
    ("iso", "expected"),
    [("2025-03-12", "12. mars 2025"), ("2025-12-01T10:00:00+00:00", "1. desember 2025"), (None, ""), ("", "")],
)
def test_days_are_written_in_norwegian(iso: str | None, expected: str) -> None:
    assert day(iso) == expected


def test_words_and_numbers_are_norwegian() -> None:
    assert (kind_word("minutes"), kind_word("ukjent")) == ("Referat", "Dokument")
    assert (thousands(999), thousands(1_234_567)) == ("999", "1\u202f234\u202f567")
