"""What a reader does with an answer in Chromium: hand its link on, take it along, say what is wrong with it."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import httpx
from docx import Document
from playwright.sync_api import Page, expect
from test_browser_chat import DECIDED, SEVERAL, ask

Opener = Callable[..., Page]


def test_the_link_to_an_answer_is_copied_and_opens_it_for_someone_else(visit: Opener, site: str) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, DECIDED)
    page.get_by_role("button", name="Kopier lenken").click()
    expect(page.get_by_role("status")).to_have_text("Lenken er kopiert.")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(f"{site}/svar/")
    other = visit(address.removeprefix(site))
    expect(other.locator(".turn .answer")).to_contain_text("11. juni")
    expect(other.locator(".now")).to_have_text("Dokumentet er uendret.")
    other.locator("a.cite.mark").first.click()
    expect(other.locator("#marked")).to_be_visible()


def test_what_is_wrong_is_told_by_the_keyboard_and_kept(visit: Opener, site: str) -> None:
    page = visit()
    ask(page, DECIDED)
    page.locator(".wrong summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Fristen <b>mangler</b>")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send tilbakemeldingen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Takk! Tilbakemeldingen er tatt vare på.")
    expect(page.locator(".thanks")).to_be_focused()
    newest = httpx.get(f"{site}/v1/feedback").json()[0]
    assert (newest["verdict"], newest["reason"], newest["comment"]) == (
        "wrong",
        "missing_details",
        "Fristen <b>mangler</b>",
    )
    page.reload()
    expect(page.locator(".thanks")).to_be_visible()  # not asked for twice


def test_an_answer_is_said_to_be_right(visit: Opener, site: str) -> None:
    page = visit()
    ask(page, DECIDED)
    page.get_by_role("button", name="Ja, det stemmer").click()
    expect(page.locator(".thanks")).to_be_visible()
    assert httpx.get(f"{site}/v1/feedback").json()[0]["verdict"] == "right"


def test_feedback_that_did_not_arrive_is_still_there(visit: Opener) -> None:
    page = visit()
    ask(page, DECIDED)
    page.route("**/v1/feedback", lambda route: route.abort())
    page.locator(".wrong summary").click()
    page.get_by_label("Fortell gjerne mer").fill("Datoen er gal")
    page.get_by_role("button", name="Send tilbakemeldingen").click()
    expect(page.locator(".verdict .trouble")).to_contain_text("ble ikke sendt")
    expect(page.get_by_role("status")).to_contain_text("ble ikke sendt")
    expect(page.get_by_label("Fortell gjerne mer")).to_have_value("Datoen er gal")


def test_an_answer_and_a_conversation_are_taken_along_as_files(visit: Opener, tmp_path: Path) -> None:
    page = visit("/?sprak=en")
    page.locator("#q").fill(DECIDED)
    page.keyboard.press("Enter")
    expect(page.locator(".after")).to_be_visible()
    with page.expect_download() as got:
        page.locator(".after").get_by_role("link", name="Markdown").click()
    got.value.save_as(tmp_path / "svar.md")
    text = (tmp_path / "svar.md").read_text(encoding="utf-8")
    assert "## Sources" in text and "11\\. juni" in text and "page 3" in text
    page.locator("#q").fill(SEVERAL)
    page.keyboard.press("Enter")
    expect(page.locator(".after")).to_have_count(2)
    with page.expect_download() as got:
        page.locator("#talk").get_by_role("link", name="Word").click()
    assert re.fullmatch(r"styreveiviser-.*\.docx", got.value.suggested_filename)
    got.value.save_as(tmp_path / "samtale.docx")
    whole = Document(io.BytesIO((tmp_path / "samtale.docx").read_bytes()))
    assert [one.text for one in whole.paragraphs if one.style.name == "Heading 1"] == [DECIDED, SEVERAL]


def test_without_a_script_feedback_is_a_form_and_the_conversation_goes_on(visit: Opener, site: str) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_role("textbox", name="Spørsmålet ditt").fill(SEVERAL)
    page.get_by_role("button", name="Spør", exact=True).click()
    expect(page.locator(".turn .question")).to_have_text(SEVERAL)
    page.get_by_role("textbox", name="Spørsmålet ditt").fill("og i møte 55/25?")
    page.get_by_role("button", name="Spør", exact=True).click()
    expect(page.locator(".narrowed")).to_contain_text("møte 55/25")
    page.locator(".wrong summary").click()
    page.get_by_label("Kilder mangler").check()
    page.get_by_role("button", name="Send tilbakemeldingen").click()
    expect(page.locator(".thanks")).to_have_text("Takk! Tilbakemeldingen er tatt vare på.")
    assert "/svar/" in page.url
    assert httpx.get(f"{site}/v1/feedback").json()[0]["reason"] == "missing_sources"
