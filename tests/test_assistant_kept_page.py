"""Kept answers as pages without a script: the quotes as they were, how their papers stand, and what is gone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories_api import Served, local, served

from assistant.api import create_app
from assistant.archive import Archive

NAME = "lån.md"
ASKED = "Hva er budsjettet for biblioteket?"
OPENS_FIRST = 'data-number="1" href="/kilde/'


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as board:
        yield board


def put(board: Served, kroner: int) -> str:
    """Upload the paper and return its address."""
    text = f"# Notat\n\nBudsjettet for biblioteket er {kroner} kroner.".encode()
    sent = board.client.post("/v1/documents", files={"file": (NAME, text)})
    assert sent.status_code == 201
    return str(sent.headers["location"])


def ask(board: Served) -> dict[str, Any]:
    answer: dict[str, Any] = board.client.post("/v1/ask", json={"question": ASKED}).json()
    assert answer["status"] == "answered"
    return answer


def test_a_kept_answer_is_a_page_with_its_quotes_and_says_that_the_papers_are_unchanged(board: Served) -> None:
    put(board, 900)
    answer = ask(board)
    response = board.client.get(f"/svar/{answer['id']}")
    assert response.status_code == 200 and response.headers["x-robots-tag"] == "noindex"
    page = response.text
    assert '<meta name="robots" content="noindex">' in page and ASKED in page and "900 kroner" in page
    assert "Alle dokumentene det siteres fra, er uendret." in page and "Spurt " in page
    source = re.search(r'class="cite title"[^>]*href="(/kilde/[^"]+)"', page)
    assert (
        source
        and OPENS_FIRST in page
        and '<mark id="marked">' in board.client.get(source[1].replace("&amp;", "&")).text
    )
    assert answer["conversation_id"] not in page  # who has the link reads; only the asker may delete


def test_a_kept_answer_tells_that_its_paper_has_changed_and_leads_to_the_new_one(board: Served) -> None:
    put(board, 900)
    answer = ask(board)
    put(board, 800)
    page = board.client.get(f"/svar/{answer['id']}").text
    assert "900 kroner" in page and "1\u00a0kilde er endret eller fjernet" in page
    assert "Dokumentet er endret etter at svaret ble gitt" in page and OPENS_FIRST not in page
    new = re.search(r'href="(/kilde/[^"]+/1)"', page)
    assert new and "800 kroner" in board.client.get(new[1]).text


def test_a_kept_answer_tells_that_its_paper_is_gone(board: Served) -> None:
    address = put(board, 900)
    answer = ask(board)
    assert board.client.delete(address).status_code == 204
    page = board.client.get(f"/svar/{answer['id']}", headers={"Accept-Language": "nn"}).text
    assert "900 kroner" in page and "Dokumentet er fjerna etter at svaret vart gitt" in page
    assert OPENS_FIRST not in page


@pytest.mark.parametrize("deleted", [True, False])
def test_what_is_gone_or_never_was_is_a_page_with_a_sentence(board: Served, deleted: bool) -> None:
    put(board, 900)
    number = ask(board)["id"] if deleted else "finnes-ikke"
    if deleted:
        assert board.client.delete(f"/v1/answers/{number}").status_code == 204
    response = board.client.get(f"/svar/{number}")
    assert response.status_code == (410 if deleted else 404)
    assert response.headers["content-type"].startswith("text/html")
    assert ("slettet" if deleted else "finnes ikke her") in response.text


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/svar/finnes-ikke", "nn", "Det du leitar etter, finst ikkje her"),
        ("/svar/finnes-ikke", "en", "What you are looking for is not here"),
        ("/?q=%3F!", "nn", "Spørsmålet er tomt: skriv eit spørsmål"),
        (f"/?q={'a' * 2_001}", "en", "The question is too long (2001 characters)"),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_language(board: Served, path: str, language: str, words: str) -> None:
    board.client.cookies.set("sprak", language)
    page = board.client.get(path).text
    assert words in page
    trouble = re.search(r'class="trouble".*?</div>', page, re.DOTALL)
    assert trouble and 'lang="nb"' not in trouble[0]


def test_a_program_is_told_in_the_language_that_it_takes(board: Served) -> None:
    asked = {"question": "?!"}
    for language, words in (("nn", "skriv eit spørsmål"), ("nb", "skriv et spørsmål")):
        response = board.client.post("/v1/ask", json=asked, headers={"Accept-Language": language})
        assert response.headers["content-language"] == language and words in response.json()["detail"]
        assert set(response.json()) == {"type", "title", "status", "detail"}


def test_where_no_answers_are_kept_nothing_that_needs_them_is_offered(board: Served) -> None:
    app = create_app(reader=board.reader, archive=Archive.in_memory(retention_days=0))
    with local(app) as client:
        page = client.get("/", params={"q": "Hva vedtok styret om felles testmiljø på Værøy?"}).text
        assert 'class="answer"' in page
        for offered in ("/svar/", "/samtaler", "/v1/conversations", 'class="after"', 'id="talk"'):
            assert offered not in page
        assert client.get("/samtaler").status_code == 404
        first = client.post("/v1/ask", json={"question": "Hva vedtok styret om felles testmiljø på Værøy?"}).json()
        assert client.get(f"/svar/{first['id']}").status_code == 404
        body = {"question": "og hva koster det?", "conversation_id": first["conversation_id"]}
        assert client.post("/v1/ask", json=body).json()["understood_as"]  # remembered for a while, so that one asks on


def test_a_page_that_names_its_answer_shows_it_again_and_does_not_give_the_conversation_away(board: Served) -> None:
    address = put(board, 900)
    answer = ask(board)
    put(board, 800)
    page = board.client.get("/", params={"q": ASKED, "svar": answer["id"]}).text
    assert "900 kroner" in page and "Dokumentet er endret etter at svaret ble gitt" in page
    assert answer["conversation_id"] not in page and len(board.client.get("/v1/conversations").json()) == 1
    assert "800 kroner" in board.client.get("/", params={"q": ASKED, "svar": "finnes-ikke"}).text
    other = board.client.get("/", params={"q": f"{ASKED} nå", "svar": answer["id"]}).text
    assert "800 kroner" in other and address not in other
