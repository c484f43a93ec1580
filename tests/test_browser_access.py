"""Every state of every page: nothing that axe finds, nothing outside a narrow window; in light and in dark."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from test_browser_chat import DECIDED, SEVERAL, UNANSWERED, ask

Opener = Callable[..., Page]
Act = Callable[[Page], None]
# Around the element itself, or around the field that it fills.
FOCUS_IS_SEEN = """() => getComputedStyle(document.activeElement).outlineStyle !== "none"
    || getComputedStyle(document.activeElement.parentElement).boxShadow !== 'none'"""
EVERYTHING = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def assert_axe_finds_nothing(page: Page, rules: dict[str, object], *, looked_at: int) -> None:
    """Run axe; `looked_at` is how many rules must have found something to look at."""
    found = Axe().run(page, options=rules)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) >= looked_at


def nothing(page: Page) -> None:
    """Leave the page as it came."""


def narrowed(page: Page) -> None:
    page.locator("#narrow summary").click()
    page.locator("#n-kind-minutes").check()
    expect(page.locator("#narrow .tag")).to_be_visible()


def answered(page: Page) -> None:
    ask(page, SEVERAL)
    expect(page.locator(".further")).to_be_visible()


def loaded_again(page: Page) -> None:
    ask(page, DECIDED)
    page.evaluate("sessionStorage.clear()")  # so that the service itself shows the answer that the address names
    page.reload()
    expect(page.locator(".now").first).to_have_text("Dokumentet er uendret.")


def refused(page: Page) -> None:
    ask(page, UNANSWERED)


def lost(page: Page) -> None:
    page.route("**/page/answer", lambda route: route.abort())
    ask(page, DECIDED)


def running(page: Page) -> None:
    page.route("**/page/answer", lambda route: None)
    page.locator("#q").fill(DECIDED)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stopp")).to_be_visible()


def source_of_pdf(page: Page) -> None:
    ask(page, DECIDED)
    page.locator("a.cite.mark").first.click()
    expect(page.locator("#panel .picture img")).to_be_visible()


def source_of_text(page: Page) -> None:
    ask(page, SEVERAL)
    page.locator("a.cite.mark").first.click()
    expect(page.locator("#marked")).to_be_visible()


def source_of_row(page: Page) -> None:
    page.locator(".cites a.cite").first.click()
    expect(page.locator("#marked")).to_be_visible()


def doubted(page: Page) -> None:
    ask(page, DECIDED)
    page.locator(".wrong summary").click()
    page.get_by_label("Blander saker, møter eller personer").check()


def thanked(page: Page) -> None:
    doubted(page)
    page.get_by_role("button", name="Send tilbakemeldingen").click()
    expect(page.locator(".thanks")).to_be_visible()


def kept(page: Page) -> None:
    ask(page, DECIDED)
    page.get_by_role("link", name="Lenke til svaret").click()
    expect(page.locator(".now").first).to_be_visible()


def listed(page: Page) -> None:
    ask(page, DECIDED)
    page.goto("/samtaler")
    page.locator(".forget summary").click()
    expect(page.get_by_role("button", name="Ja, slett for godt")).to_be_visible()


def opened(page: Page) -> None:
    listed(page)
    page.locator(".talks li > a").click()
    expect(page.locator(".opened")).to_be_visible()


def remarks_opened(page: Page) -> None:
    page.locator(".remarks summary").first.click()


def asked_before_removal(page: Page) -> None:
    page.get_by_role("link", name="Ta ut:").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ta ut dokumentet?")


def refused_files(page: Page) -> None:
    page.locator("#files").set_input_files([{"name": "bilde.png", "mimeType": "image/png", "buffer": b"\x89PNG...."}])
    expect(page.locator(".outcome.bad")).to_be_visible()


STATES: dict[str, tuple[str, Act]] = {
    "first view": ("/", nothing),
    "narrowed": ("/", narrowed),
    "answered": ("/", answered),
    "answered, nynorsk": (f"/?sprak=nn&q={quote(SEVERAL)}", nothing),
    "answered, English": (f"/?sprak=en&q={quote(SEVERAL)}", nothing),
    "refused": ("/", refused),
    "running": ("/", running),
    "lost": ("/", lost),
    "wrong question": ("/?q=%3F%21", nothing),
    "wrong question, English": ("/?sprak=en&q=%3F%21", nothing),
    "source of a PDF": ("/", source_of_pdf),
    "source of a text": ("/", source_of_text),
    "feedback": ("/", doubted),
    "feedback sent": ("/", thanked),
    "kept answer": ("/", kept),
    "kept answer, missing": ("/svar/finnes-ikke?sprak=en", nothing),
    "no conversations": ("/samtaler?sprak=nn", nothing),
    "conversations": ("/", listed),
    "conversation": ("/", opened),
    "saker": ("/register?meeting=52/25", source_of_row),
    "vedtak": ("/register?kind=decision&meeting=52/25&sort=title", nothing),
    "innstillinger": ("/register?kind=recommendation&meeting=52/25", nothing),
    "oppfølging": ("/register?kind=follow_up&meeting=54/25&sprak=en", nothing),
    "leveranser": ("/register?kind=delivery&from=2025-09-01", nothing),
    "no rows": ("/register?text=finnesikke", nothing),
    "wrong case number, English": ("/register?case=x&sprak=en", nothing),
    "wrong date, nynorsk": ("/?q=Hva&from=2025-13-01&sprak=nn", nothing),
    "loaded again": ("/", loaded_again),
    "sak": ("/sak?nr=5-52/25", source_of_row),
    "sak, none chosen": ("/sak", nothing),
    "sak, unknown": ("/sak?nr=99-99/25", nothing),
    "roadmap": ("/veikart", source_of_row),
    "first roadmap": ("/veikart?utgave=2025-01-31&sprak=nn", nothing),
    "statement": ("/tilgjengelighet", nothing),
    "statement, nynorsk": ("/tilgjengelighet?sprak=nn", nothing),
    "statement, English": ("/tilgjengelighet?sprak=en", nothing),
    "documentation": ("/docs", nothing),
    "administration": ("/administrasjon", remarks_opened),
    "administration, nynorsk": ("/administrasjon?sprak=nn&state=remarks", remarks_opened),
    "administration, English": ("/administrasjon?sprak=en&kind=minutes&sort=pages", nothing),
    "administration, none": ("/administrasjon?text=finnesikke", nothing),
    "administration, asked before removal": ("/administrasjon", asked_before_removal),
    "administration, refused files": ("/administrasjon", refused_files),
    "missing": ("/finnes-ikke", nothing),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_falls_outside_a_narrow_window(visit: Opener, state: str) -> None:
    path, act = STATES[state]
    page = visit(path)
    act(page)
    assert_axe_finds_nothing(page, EVERYTHING, looked_at=10)
    page.emulate_media(color_scheme="dark")
    assert_axe_finds_nothing(page, COLOURS, looked_at=1)
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, f"{wide} pixels wide"


@pytest.mark.parametrize(
    "path",
    [
        "/sak?nr=5-52/25", "/veikart", "/register?kind=follow_up", "/register?kind=decision", "/register?kind=delivery",
        f"/?q={quote(SEVERAL)}", "/?q=Hva+koster+frokosten%3F", "/administrasjon",
    ],
)  # fmt: skip
def test_words_of_papers_that_are_too_long_are_broken(visit: Opener, path: str) -> None:
    page = visit(path, width=390)
    page.evaluate("for (const one of document.querySelectorAll('main bdi')) one.textContent = 'w'.repeat(150)")
    assert page.locator("main bdi").count()
    for width in (390, 768):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/register",
        "/register?kind=decision",
        "/register?kind=delivery",
        "/veikart",
        "/samtaler",
        "/administrasjon",
    ],
)
def test_nothing_falls_outside_at_any_width(visit: Opener, path: str) -> None:
    page = visit(path)
    for width in (320, 480, 640, 769, 900, 1024, 1072, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        ends = page.locator(".languages").evaluate("one => one.getBoundingClientRect().right")
        assert ends <= width, width


def test_focus_is_seen_and_moves_as_the_eye_does(visit: Opener) -> None:
    page = visit(f"/?q={quote(DECIDED)}")
    seen: list[tuple[float, float]] = []
    for _ in range(12):
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        assert box and box["width"] > 0
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML")
        seen.append((box["y"], box["x"]))
    assert len(set(seen)) == len(seen)
