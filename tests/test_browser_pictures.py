"""The pictures of the user guide, taken of the sample papers: `make pictures` keeps them in `docs/pictures/`.

Each test run takes them all anew, so that a state that can no longer be reached is told of; only `make pictures`
writes them into the guide's folder.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from test_browser_chat import DECIDED, UNANSWERED, ask

Opener = Callable[..., Page]
ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "brukerveiledning.md"
KEPT = ROOT / "docs" / "pictures"
HEAVIEST = 250_000  # bytes
NAMED = re.compile(r"!\[([^\]]+)\]\(pictures/([\w-]+)\.png\)")
WIDE, PHONE = (1100, 760), (390, 780)


def _first_view(page: Page) -> None:
    expect(page.locator("a.example").first).to_be_visible()


def _answered(page: Page) -> None:
    ask(page, DECIDED)
    page.get_by_role("link", name=re.compile("^Kilde 1:")).first.click()
    picture = page.get_by_role("img", name=re.compile("med utdraget merket"))
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500


def _asked_by_phone(page: Page) -> None:
    ask(page, DECIDED)


def _refused(page: Page) -> None:
    ask(page, UNANSWERED)
    expect(page.locator(".refused .searched")).to_be_visible()


def _tabled(page: Page) -> None:
    assert page.locator("tbody tr").count() > 3


def _traced(page: Page) -> None:
    expect(page.locator("svg").first).to_be_visible()


def _planned(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("svg, table").first).to_be_visible()


def _administered(page: Page) -> None:
    assert page.locator("tbody tr").count() > 3


PICTURES: dict[str, tuple[str, tuple[int, int], Callable[[Page], None]]] = {
    "forside": ("/", WIDE, _first_view),
    "svar-med-kilde": ("/", WIDE, _answered),
    "svar-telefon": ("/", PHONE, _asked_by_phone),
    "ikke-svar": ("/", WIDE, _refused),
    "register": ("/register?kind=follow_up", WIDE, _tabled),
    "sak": ("/sak?nr=5-52/25", WIDE, _traced),
    "veikart": ("/veikart", WIDE, _planned),
    "administrasjon": ("/administrasjon?text=referat", (1280, 820), _administered),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_guide_can_be_taken(visit: Opener, tmp_path: Path, name: str) -> None:
    path, (width, height), reach = PICTURES[name]
    page = visit(path, width=width, height=height)
    reach(page)
    folder = KEPT if os.environ.get("VEIVISER_TEST_PICTURES") else tmp_path
    taken = folder / f"{name}.png"
    page.screenshot(path=taken, animations="disabled", caret="hide")
    assert 5_000 < taken.stat().st_size < HEAVIEST


def test_the_guide_shows_every_picture_and_none_that_is_missing() -> None:
    shown = NAMED.findall(GUIDE.read_text(encoding="utf-8"))
    assert [name for _, name in shown] == list(PICTURES)
    assert all(len(words) > 20 for words, _ in shown)  # what it shows, for who does not see it
    assert {file.stem for file in KEPT.iterdir()} == set(PICTURES)
    assert all(file.stat().st_size < HEAVIEST for file in KEPT.iterdir())
