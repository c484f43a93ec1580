"""What goes wrong is said in the reader's language: every kind of error, and every page on which one is met."""

import re
from collections.abc import Iterator

import pytest
from factories_api import Served, served

from assistant.problem import ForbiddenError, UnsupportedKindError, problem_of, problem_of_error
from assistant.words import words
from index.errors import UsageError, VeiviserError

OTHERS = ("nn", "en")
# Words of bokmål that neither nynorsk nor English has.
_BOKMAAL = re.compile(r"\b(?:ikke|hvilke|noe|dokumentene|forespørselen|bruker|siden er)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("words")) as board:
        yield board


def kinds(of: type[VeiviserError] = VeiviserError) -> list[type[VeiviserError]]:
    below = [kind for one in of.__subclasses__() for kind in kinds(one)]
    return [of, *below]


def test_every_kind_of_error_has_words_in_every_language() -> None:
    assert {UnsupportedKindError, ForbiddenError, UsageError} <= set(kinds())
    for kind in kinds():
        problem = problem_of_error(kind("Dette gikk ikke: prøv igjen."))
        assert problem.told(words("nb")) == ("Dette gikk ikke: prøv igjen.", "nb")
        for language in OTHERS:
            text, told_in = problem.told(words(language))
            assert told_in == language and text != problem.detail and problem.detail in text  # the exact one stays


@pytest.mark.parametrize("status", [400, 404, 405, 500])
@pytest.mark.parametrize("language", OTHERS)
def test_every_usual_status_has_words_in_every_language(status: int, language: str) -> None:
    text, told_in = problem_of(status).told(words(language))
    assert told_in == language and not _BOKMAAL.search(text)


@pytest.mark.parametrize(
    "path",
    [
        "/?q=%3F!",
        "/?q=Hva&from=2025-13-01",
        "/?q=Hva&from=2025-02-01&to=2025-01-01",
        "/?q=Hva&kind=finnes-ikke",
        "/?q=Hva&los=finnes-ikke",
        "/register?kind=finnes-ikke",
        "/register?case=x",
        "/register?from=i+fjor",
        "/register?sort=finnes-ikke",
        "/register?page=0",
        "/register?page=to",
        "/register/fil?format=doc",
        "/sak?nr=x",
        "/sak?nr=99-99/99",
        "/kilde/finnes-ikke/1",
        "/kilde/finnes-ikke/null",
        "/svar/finnes-ikke",
        "/samtale/finnes-ikke",
        "/administrasjon?state=finnes-ikke",
        "/administrasjon?sort=finnes-ikke",
        "/administrasjon/fjern?doc=finnes-ikke",
        "/finnes-ikke",
    ],
)
@pytest.mark.parametrize("language", OTHERS)
def test_every_page_says_what_is_wrong_in_the_readers_language(board: Served, path: str, language: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    board.client.cookies.set("sprak", language)
    response = board.client.get(path, headers=headers)
    board.client.cookies.clear()
    assert 400 <= response.status_code < 500
    trouble = re.search(r'class="trouble".*?</div>', response.text, re.DOTALL)
    assert trouble and 'lang="nb"' not in trouble[0] and "In Norwegian" not in trouble[0]
    assert not _BOKMAAL.search(re.sub(r"finnes-ikke", "", trouble[0]))


@pytest.mark.parametrize("language", OTHERS)
def test_the_administrator_is_told_in_her_language_what_became_of_a_file(board: Served, language: str) -> None:
    board.client.cookies.set("sprak", language)
    none = board.client.post("/administrasjon/last-opp", headers={"Accept": "text/html"}).text
    twice = [("file", ("a.md", b"# En")), ("file", ("a.md", b"# To")), ("file", ("b.exe", b"MZ"))]
    told = board.client.post("/administrasjon/last-opp", files=twice, headers={"Accept": "text/html"}).text
    board.client.cookies.clear()
    w = words(language)
    assert w("admin.no_file") in none and w("admin.same_name", name="a.md") in told
    assert w("error.of.source", detail="").split(".")[0] in told  # the rest is what the reader of files said
