"""The chat page in Chromium, as a board member meets it."""

import re
from collections.abc import Callable

import httpx
import pytest
from factories_site import HOSTILE_WORDS
from playwright.sync_api import Page, Route, expect

Opener = Callable[..., Page]
DECIDED = "Hva ble vedtatt i saken «Møteplan 2026»?"
SEVERAL = "Hvem var til stede på møte 54/25?"
UNANSWERED = "Hvor høyt er Galdhøpiggen?"


def ask(page: Page, question: str) -> None:
    """Ask as a reader does, and wait for the answer."""
    before = page.locator(".turn").count()
    page.get_by_role("textbox", name="Spørsmålet ditt").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(before + 1)
    expect(page.locator(".turn").last.locator(".answer, .trouble").first).to_be_visible()


def test_the_first_view_tells_what_is_there_and_its_examples_are_answered(visit: Opener) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_have_text("Spør styrets dokumenter")
    expect(page.locator(".counts")).to_contain_text("28")
    expect(page.locator("a.example")).to_have_count(4)
    question = page.locator("a.example").first.inner_text()
    page.locator("a.example").first.click()
    expect(page.locator(".turn .question")).to_have_text(question)
    expect(page.locator(".turn .sources li").first).to_be_visible()


def test_an_answer_streams_and_tells_a_screen_reader(visit: Opener) -> None:
    page = visit()
    ask(page, DECIDED)
    expect(page.locator(".turn .answer")).to_contain_text("11. juni")
    expect(page.get_by_role("status")).to_contain_text("1 kilde")
    expect(page).to_have_title(re.compile("Møteplan 2026"))
    expect(page.locator("#q")).to_be_focused()
    assert "q=Hva+ble+vedtatt" in page.url


def test_a_citation_opens_its_page_beside_the_answer_with_the_words_marked(visit: Opener) -> None:
    page = visit()
    ask(page, DECIDED)
    page.get_by_role("link", name=re.compile("^Kilde 1:")).first.click()
    panel = page.get_by_role("complementary", name="Kilden ved siden av svaret")
    expect(panel).to_contain_text("Kilde 1 av 1")
    expect(panel.locator("mark")).to_have_text(page.locator(".turn blockquote").inner_text())
    expect(panel.locator("mark")).to_be_in_viewport()
    picture = panel.get_by_role("img", name=re.compile("med utdraget merket"))
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    assert panel.get_by_role("link", name=re.compile("originalen")).get_attribute("href").endswith("/file#page=3")  # type: ignore[union-attr]
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("^Kilde 1:")).first).to_be_focused()


def test_next_and_previous_lead_through_the_sources(visit: Opener) -> None:
    page = visit()
    ask(page, SEVERAL)
    total = page.locator(".turn .sources li").count()
    assert total > 1
    page.locator(".turn a.cite.mark").first.click()
    back, onward = page.get_by_role("button", name="Forrige kilde"), page.get_by_role("button", name="Neste kilde")
    expect(back).to_be_disabled()
    for number in range(2, total + 1):
        onward.click()
        expect(page.locator("#panel-place")).to_have_text(f"Kilde {number} av {total}")
        expect(page.locator(f".cite.mark[data-number='{number}'][aria-current]")).to_have_count(1)
        quote = page.locator(".turn blockquote").nth(number - 1).text_content() or ""
        expect(page.locator("#marked")).to_have_text(" ".join(quote.split()))
    expect(onward).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#panel-place")).to_have_text(f"Kilde {total - 1} av {total}")


def test_a_refusal_says_where_it_looked_and_shows_what_lies_nearest(visit: Opener) -> None:
    page = visit()
    ask(page, UNANSWERED)
    expect(page.locator(".refused .searched")).to_contain_text("28")
    expect(page.locator(".sources h3")).to_have_text("Nærmeste utdrag")
    page.locator(".sources a.cite").first.click()
    expect(page.locator("#panel-place")).to_contain_text("Utdrag 1 av")
    expect(page.locator(".further")).to_have_count(0)


def test_a_question_is_narrowed_and_the_counts_follow(visit: Opener) -> None:
    page = visit()
    page.get_by_text("Avgrens søket").click()
    page.get_by_label("Møte", exact=True).select_option("54/25")
    expect(page.locator("label:has(#n-kind-minutes) .soft")).to_have_text("1")
    page.locator("#n-kind-minutes").check()
    expect(page.locator("#narrow .tag")).to_have_text("2 valgt")
    ask(page, SEVERAL)
    expect(page.locator(".narrowed")).to_have_text("Søkte bare i: Referat, møte 54/25.")
    for place in page.locator(".sources .place").all_inner_texts():
        assert "Referat" in place and "18. september 2025" in place
    assert "meeting=54%2F25" in page.url
    page.get_by_role("link", name="Nullstill").click()
    expect(page.locator("#narrow .tag")).to_be_hidden()


def test_what_is_offered_after_an_answer_is_answered_with_something_new(visit: Opener) -> None:
    page = visit()
    ask(page, DECIDED)
    told = page.locator(".turn blockquote").all_inner_texts()
    offered = page.locator(".turn .further a").all_inner_texts()
    assert offered
    page.locator(".turn .further a").first.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".question")).to_have_text(offered[0])
    last = page.locator(".turn").last
    expect(last.locator("blockquote").first).to_be_visible()
    assert set(last.locator("blockquote").all_inner_texts()) - set(told)


def test_a_reload_brings_the_whole_conversation_back(visit: Opener) -> None:
    page = visit()
    ask(page, DECIDED)
    ask(page, UNANSWERED)
    page.reload()
    expect(page.locator(".turn .question")).to_have_text([DECIDED, UNANSWERED])
    expect(page.get_by_role("status")).to_have_text("Samtalen er hentet fram igjen slik den var.")
    page.locator(".turn a.cite.mark").first.click()
    expect(page.locator("#marked")).to_be_visible()
    page.get_by_role("link", name="Ny samtale").click()
    expect(page.locator(".turn")).to_have_count(0)


def test_two_tabs_are_two_conversations(visit: Opener) -> None:
    page = visit()
    ask(page, DECIDED)
    other = page.context.new_page()
    other.goto("/")
    ask(other, UNANSWERED)
    page.reload()
    other.reload()
    expect(page.locator(".turn .question")).to_have_text([DECIDED])
    expect(other.locator(".turn .question")).to_have_text([UNANSWERED])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('event: token\ndata: {"text": "Møtene i 2026 holdes"}\n\nevent: tok', "Forbindelsen ble brutt"),
        (None, "Fikk ikke kontakt med tjenesten"),
    ],
)
def test_a_lost_connection_is_a_sentence_and_the_question_is_kept(visit: Opener, body: str | None, words: str) -> None:
    page = visit()

    def cut(route: Route) -> None:
        if body is None:
            route.abort()
        else:
            route.fulfill(body=body, content_type="text/event-stream")

    page.route("**/page/answer", cut)
    ask(page, DECIDED)
    expect(page.locator(".turn .trouble")).to_contain_text(words)
    expect(page.get_by_role("status")).to_contain_text(words)
    expect(page.locator("#q")).to_have_value(DECIDED)
    if body:
        expect(page.locator(".turn .answer")).to_have_text("Møtene i 2026 holdes")
    page.unroute("**/page/answer")
    page.keyboard.press("Enter")
    expect(page.locator(".turn").last.locator(".sources")).to_be_visible()


def test_an_answer_under_way_can_be_stopped(visit: Opener) -> None:
    page = visit()
    page.route("**/page/answer", lambda route: None)  # never answered
    page.locator("#q").fill(DECIDED)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stopp").click()
    expect(page.locator(".turn .trouble")).to_contain_text("Du stoppet svaret")
    expect(page.locator("#q")).to_have_value(DECIDED)
    expect(page.get_by_role("button", name="Spør", exact=True)).to_be_visible()


def test_a_document_removed_behind_a_citation_is_a_sentence(visit: Opener, site: str) -> None:
    note = "Notat om sykkelparkering\n\nSykkelskuret ved Tindeveien får 40 plasser i 2031.\n"
    sent = httpx.post(f"{site}/v1/documents", files={"file": ("sykkel.txt", note.encode(), "text/plain")})
    page = visit()
    ask(page, "Hvor mange plasser får sykkelskuret ved Tindeveien?")
    assert httpx.delete(f"{site}{sent.headers['location']}").status_code == 204
    page.locator(".turn a.cite.mark").first.click()
    expect(page.locator("#panel .trouble")).to_contain_text("Dokumentet er fjernet")
    expect(page.locator(".turn blockquote").first).to_contain_text("40 plasser")


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script> hva?", "<img src=x onerror=alert(1)> om \u202egnp.exe?"]
)
def test_markup_and_turned_text_in_a_question_is_shown_as_text(visit: Opener, question: str) -> None:
    page = visit()
    ask(page, question)
    shown = question.replace("\u202e", "[U+202E]")
    expect(page.locator(".turn .question")).to_have_text(shown)
    page.reload()
    expect(page.locator(".turn .question")).to_have_text(shown)


def test_markup_and_turned_text_in_a_document_is_shown_as_text(visit: Opener) -> None:
    page = visit()
    ask(page, "Hva koster kattepasset i foajeen?")
    expect(page.locator(".turn .answer")).to_contain_text(HOSTILE_WORDS)
    expect(page.locator(".turn .answer")).to_contain_text("<b>og ikke mer</b>")
    expect(page.locator(".turn .cite.title")).to_contain_text("<script>alert('x')</script>")
    page.locator(".turn a.cite.mark").first.click()
    expect(page.locator("#marked")).to_contain_text("<b>og ikke mer</b>")
    expect(page.locator("#panel .file")).to_contain_text("notat [U+202E]gro.exe.md")
    assert page.locator("#panel b, .turn b").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()


def test_the_page_works_without_a_script(visit: Opener) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_role("textbox", name="Spørsmålet ditt").fill(DECIDED)
    page.get_by_role("button", name="Spør", exact=True).click()
    expect(page.locator(".turn .answer")).to_contain_text("11. juni")
    page.locator(".turn a.cite.mark").first.click()
    expect(page.locator("#marked")).to_contain_text("11. juni")
    expect(page.get_by_role("link", name=re.compile("Forrige side"))).to_be_visible()


def test_everything_is_reached_by_the_keyboard(visit: Opener) -> None:
    page = visit()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til innholdet")).to_be_focused()
    ask(page, DECIDED)
    page.locator(".turn").evaluate("turn => { turn.tabIndex = -1; turn.focus(); }")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("^Kilde 1:")).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-place")).to_be_focused()
    expect(page.locator("#panel .picture img")).to_be_visible()
    panel = ("Forrige kilde", "Neste kilde", "Lukk kilden", "Bilde av siden", "Teksten på siden")
    for name in (*panel, "Åpne originalen på side 3"):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_accessible_name(name)


def test_quotes_carry_their_own_language(visit: Opener) -> None:
    page = visit("/?sprak=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("#q").fill("Kva vart vedteke om testmiljø?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn blockquote").first).to_have_attribute("lang", "nn")
    expect(page.locator(".turn .sources h3").first).to_have_text("Sources")


def test_the_first_view_weighs_less_than_100_kilobytes(visit: Opener) -> None:
    page = visit("/tilgjengelighet")
    for path in ("/", "/register", "/veikart"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        weight = page.evaluate(
            "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
            ".reduce((sum, one) => sum + one.encodedBodySize, 0)"
        )
        assert 5_000 < weight < 100_000, (path, weight)


def test_a_follow_up_is_understood_from_what_this_tab_asked_before_and_not_in_a_new_conversation(visit: Opener) -> None:
    page = visit()
    ask(page, SEVERAL)
    ask(page, "og i møte 55/25?")
    understood = page.locator(".turn").last.locator(".narrowed")
    expect(understood).to_contain_text("til stede i møte 55/25")
    page.reload()
    ask(page, "og i møte 53/25?")
    expect(page.locator(".turn").last.locator(".narrowed")).to_contain_text("til stede i møte 53/25")
    page.get_by_role("link", name="Ny samtale").click()
    ask(page, "og i møte 52/25?")
    expect(page.locator(".turn").last.locator(".narrowed")).to_have_count(0)
