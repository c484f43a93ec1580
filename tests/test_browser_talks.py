"""This browser's conversations in Chromium: found again, gone on with, deleted; and answers that were cut off."""

import re
from collections.abc import Callable
from urllib.parse import quote

import httpx
from playwright.sync_api import Page, Route, expect
from test_browser_chat import DECIDED, SEVERAL, UNANSWERED, ask

Opener = Callable[..., Page]


def test_a_conversation_is_found_again_and_gone_on_with(visit: Opener) -> None:
    page = visit()
    ask(page, UNANSWERED)
    ask(page, SEVERAL)
    page.get_by_role("link", name="Ny samtale").click()
    ask(page, DECIDED)
    page.get_by_role("link", name="Samtaler", exact=True).click()
    expect(page.locator(".talks li > a")).to_have_text([DECIDED, UNANSWERED])
    expect(page.locator(".talks .place").last).to_contain_text("2\u00a0spørsmål · sist ")
    page.locator(".talks li > a").last.click()
    expect(page.locator(".turn .question")).to_have_text([UNANSWERED, SEVERAL])
    expect(page.locator(".now").first).to_have_text("Dokumentet er uendret.")
    ask(page, "og i møte 55/25?")
    expect(page.locator(".turn").last.locator(".narrowed")).to_contain_text("til stede i møte 55/25")
    other = page.context.new_page()
    other.goto(page.url)
    page.reload()
    for tab in (page, other):
        expect(tab.locator(".turn .question")).to_have_text([UNANSWERED, SEVERAL, "og i møte 55/25?"])


def test_loading_a_page_again_begins_no_other_conversation(visit: Opener, site: str) -> None:
    def held() -> int:
        return len(httpx.get(f"{site}/v1/conversations").json())

    page, before = visit(), held()
    ask(page, DECIDED)
    page.reload()
    expect(page.locator(".turn .question")).to_have_text([DECIDED])
    page.locator(".languages a", has_text="en").click()
    expect(page.locator(".sources h3")).to_have_text("Sources")
    page.locator(".languages a", has_text="nb").click()
    ask(page, SEVERAL)
    page.reload()
    expect(page.locator(".turn .question")).to_have_text([DECIDED, SEVERAL])
    assert held() == before + 1
    other = visit(f"/?q={quote(DECIDED)}")  # a link to a question: its answer is gone on with
    expect(other).to_have_url(re.compile("svar="))
    ask(other, SEVERAL)
    other.reload()
    other.get_by_role("link", name="Samtaler", exact=True).click()
    expect(other.locator(".talks .place")).to_contain_text(["2\u00a0spørsmål"])
    assert held() == before + 2


def test_another_browser_does_not_see_them(visit: Opener) -> None:
    ask(visit(), DECIDED)
    other = visit("/samtaler")
    expect(other.locator("#talks")).to_contain_text("Ingen samtaler ennå.")


def test_a_conversation_is_deleted_once_that_is_confirmed(visit: Opener, site: str) -> None:
    page = visit()
    ask(page, DECIDED)
    link = str(page.locator(".permalink").get_attribute("href"))
    page.goto("/samtaler")
    address = str(page.locator(".talks li > a").get_attribute("href"))
    page.locator(".forget summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".forget form")).to_contain_text("slettes for godt")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Samtalen er slettet.")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("#talks")).to_contain_text("Ingen samtaler ennå.")
    assert [httpx.get(f"{site}{one}").status_code for one in (link, address)] == [410, 410]
    page.goto("/")
    ask(page, DECIDED)
    expect(page.locator(".turn > .note")).to_have_count(0)  # it begins anew and complains of nothing


def test_a_conversation_that_is_gone_is_told_of_once(visit: Opener, site: str) -> None:
    page = visit()
    ask(page, DECIDED)
    talk = page.evaluate("sessionStorage.getItem('samtale-id')")
    assert httpx.delete(f"{site}/v1/conversations/{talk}").status_code == 204
    page.goto("/samtaler")
    expect(page.locator("#talks .gone")).to_have_text("1\u00a0samtale er slettet eller utløpt, og finnes ikke lenger.")
    page.reload()
    expect(page.locator("#talks")).to_contain_text("Ingen samtaler ennå.")
    expect(page.locator("#talks .gone")).to_have_count(0)
    page.goto(f"/samtale/{quote(talk)}")
    expect(page.locator(".trouble")).to_contain_text("slettet")


def test_without_a_script_a_conversation_is_opened_and_deleted(visit: Opener) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_role("textbox", name="Spørsmålet ditt").fill(DECIDED)
    page.get_by_role("button", name="Spør", exact=True).click()
    page.wait_for_url(re.compile(r"samtale="))
    expect(page.locator(".turn .question")).to_have_text([DECIDED])
    talk = re.search(r"samtale=([^&]+)", page.url)
    assert talk
    page.reload()
    page.get_by_role("textbox", name="Spørsmålet ditt").fill(SEVERAL)
    page.get_by_role("button", name="Spør", exact=True).click()
    expect(page.locator(".turn .question").last).to_have_text(SEVERAL)
    page.goto(f"/samtale/{talk[1]}")
    expect(page.locator(".turn .question")).to_have_text([DECIDED, SEVERAL])
    page.locator(".forget summary").click()
    page.get_by_role("button", name="Ja, slett for godt").click()
    expect(page.locator(".trouble")).to_contain_text("slettet")


def test_a_question_cut_off_is_asked_again_at_a_press_and_keeps_what_came(visit: Opener) -> None:
    page = visit()
    body = 'event: token\ndata: {"text": "Møtene i 2026 holdes"}\n\n'
    page.route("**/page/answer", lambda route: route.fulfill(body=body, content_type="text/event-stream"))
    ask(page, DECIDED)
    page.unroute("**/page/answer")
    page.get_by_role("button", name="Spør på nytt").click()
    expect(page.locator(".turn").last.locator(".sources")).to_be_visible()
    expect(page.locator(".turn").first.locator(".answer")).to_have_text("Møtene i 2026 holdes")
    expect(page.get_by_role("button", name="Spør på nytt")).to_have_count(0)


def test_a_reload_in_the_middle_of_an_answer_loses_nothing(visit: Opener) -> None:
    page = visit()
    ask(page, SEVERAL)
    page.route("**/page/answer", _never)
    page.locator("#q").fill(DECIDED)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stopp")).to_be_visible()
    page.reload()
    expect(page.locator(".turn .question")).to_have_text([SEVERAL, DECIDED])
    expect(page.get_by_role("status")).to_contain_text("Siden ble lastet på nytt før svaret var ferdig")
    page.unroute("**/page/answer")
    page.get_by_role("button", name="Spør på nytt").click()
    expect(page.locator(".turn").last.locator(".answer")).to_contain_text("11. juni")


def _never(route: Route) -> None:
    """Leave a request without an answer."""
