"""Kept answers as pages without a script: the quotes as they were, how their papers stand, and what is gone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories_api import Served, served

NAME = "lån.md"
ASKED = "Hva er budsjettet for biblioteket?"


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
    assert source and '<mark id="marked">' in board.client.get(source[1].replace("&amp;", "&")).text
    assert answer["conversation_id"] not in page  # who has the link reads; only the asker may delete


def test_a_kept_answer_tells_that_its_paper_has_changed_and_leads_to_the_new_one(board: Served) -> None:
    put(board, 900)
    answer = ask(board)
    put(board, 800)
    page = board.client.get(f"/svar/{answer['id']}").text
    assert "900 kroner" in page and "1\u00a0kilde er endret eller fjernet" in page
    assert "Dokumentet er endret etter at svaret ble gitt" in page and 'class="cite title"' not in page
    new = re.search(r'href="(/kilde/[^"]+/1)"', page)
    assert new and "800 kroner" in board.client.get(new[1]).text


def test_a_kept_answer_tells_that_its_paper_is_gone(board: Served) -> None:
    address = put(board, 900)
    answer = ask(board)
    assert board.client.delete(address).status_code == 204
    page = board.client.get(f"/svar/{answer['id']}", headers={"Accept-Language": "nn"}).text
    assert "900 kroner" in page and "Dokumentet er fjerna etter at svaret vart gitt" in page
    assert "/kilde/" not in page


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
