"""The chat page without a script: what it offers, answers and refuses, and that documents cannot take it over."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from factories_api import Served, served

ANSWERED = "Hva vedtok styret om felles testmiljø på Værøy?"
ASSETS = ("page.css", "page.js", "icon.svg")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


def test_the_first_view_says_what_is_there_and_offers_questions_that_are_answered(board: Served) -> None:
    page = board.client.get("/").text
    assert '<html lang="nb">' in page and "Spør styrets dokumenter" in page
    examples = board.client.get("/page/examples").text  # on a slow machine they come after the page
    links = re.findall(r'class="example" href="([^"]+)"', examples)
    assert links
    for link in links:
        assert 'class="answer"' in board.client.get(link).text


def test_a_plain_form_gets_the_answer_with_links_to_its_sources(board: Served) -> None:
    page = board.client.get("/", params={"q": ANSWERED}).text
    assert "1. juni 2025" in page and "Kilder" in page
    sources = set(re.findall(r'href="(/kilde/[^"]+)"', page))
    assert sources
    for address in sources:
        source = board.client.get(address.replace("&amp;", "&"))
        assert source.status_code == 200 and '<mark id="marked">' in source.text


def test_a_refusal_says_so_and_shows_where_it_looked(board: Served) -> None:
    page = board.client.get("/", params={"q": "Hvilken farge har Mars?"}).text
    assert 'class="answer refused"' in page and "Søkte i 3\u00a0dokumenter" in page and "<h3>Kilder" not in page


@pytest.mark.parametrize("question", ["?!", "å" * 2_001])
def test_a_question_that_cannot_be_asked_is_kept_in_the_field(board: Served, question: str) -> None:
    response = board.client.get("/", params={"q": question})
    assert response.status_code == 422 and 'role="alert"' in response.text
    assert f">{question}</textarea>" in response.text


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script>?", '"><img src=x onerror=alert(1)>', "{{ 7 * 191 }} hva?", "Merknad alert"]
)
def test_no_text_becomes_markup(board: Served, question: str) -> None:
    page = board.client.get(f"/?q={quote(question)}").text
    assert "<script>alert" not in page and "<img src=x" not in page and "1337" not in page
    assert len(re.findall(r"<script\b", page)) == 1


@pytest.mark.parametrize("path", ["/", "/docs", *(f"/assets/{name}" for name in ASSETS)])
def test_nothing_is_fetched_from_another_host(board: Served, path: str) -> None:
    response = board.client.get(path)
    assert response.status_code == 200
    assert not re.findall(r"(?:src|href|url|@import|fetch)\W{1,3}(?:https?:)?//", response.text)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    assert not re.findall(r"<[a-z][^>]*\son[a-z]+=|<[a-z][^>]*\sstyle=", response.text)


def test_the_documentation_names_every_address(board: Served) -> None:
    page = board.client.get("/docs").text
    for path in board.client.get("/openapi.json").json()["paths"]:
        assert path in page


@pytest.mark.parametrize(("language", "words"), [("nb", "Noe gikk galt hos oss"), ("en", "Something went wrong")])
def test_an_unforeseen_error_is_a_page_without_details(
    board: Served, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("en hemmelighet")

    monkeypatch.setattr(board.reader, "counts", fail)
    answer = board.client.get("/", params={"sprak": language}, headers={"Accept": "text/html"})
    board.client.cookies.clear()
    assert answer.status_code == 500 and words in answer.text and "hemmelighet" not in answer.text


@pytest.mark.parametrize("query", ["kind=roman", "from=i-fjor", "los=finnes-ikke", "kind=roman&q=Hva%3F"])
def test_a_wrong_condition_is_a_sentence_on_the_page(board: Served, query: str) -> None:
    answer = board.client.get(f"/?{query}")
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert query.split("&")[0].split("=")[1] in answer.text


def test_a_filter_is_kept_in_the_form_and_said_with_the_answer(board: Served) -> None:
    page = board.client.get("/", params={"q": ANSWERED, "kind": "minutes", "meeting": "", "from": "2025-01-01"}).text
    assert "Søkte bare i: Referat, fra 1. januar 2025." in page
    assert re.search(r'value="minutes" checked', page) and 'value="2025-01-01"' in page
