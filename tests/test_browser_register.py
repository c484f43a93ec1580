"""The register, a sak and the roadmap in Chromium."""

import io
import re
from collections.abc import Callable

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

Opener = Callable[..., Page]


def test_a_row_opens_its_source_beside_the_table(visit: Opener) -> None:
    page = visit("/register?kind=decision&meeting=55/25")
    rows = page.locator("tbody tr")
    text = rows.nth(1).locator("td.decision").inner_text()
    rows.nth(1).get_by_role("link", name=re.compile("^Kilde:")).click()
    expect(page.locator("#panel-place")).to_have_text(f"Kilde 2 av {rows.count()}")
    expect(page.locator("#marked")).to_contain_text(text)
    page.get_by_role("button", name="Neste kilde").press("Enter")
    expect(page.locator("#panel-place")).to_contain_text("Kilde 3 av")
    page.keyboard.press("Escape")
    expect(rows.nth(1).get_by_role("link", name=re.compile("^Kilde:"))).to_be_focused()


def test_the_table_is_narrowed_sorted_and_taken_home_by_keyboard(visit: Opener) -> None:
    page = visit("/register?kind=follow_up")
    everything = page.locator("tbody tr").count()
    page.get_by_label("Status").select_option("closed")
    page.get_by_label("Ord i raden").fill("fullmakt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("av ")
    shown = page.locator("tbody tr").count()
    assert 0 < shown < everything
    header = page.get_by_role("columnheader", name="Ansvarlig")
    header.get_by_role("link").press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").press("Enter")
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert sheet is not None and sheet.max_row == shown + 1


def test_a_sak_is_followed_from_the_table_through_its_meetings(visit: Opener) -> None:
    page = visit("/register?case=5-52/25")
    page.get_by_role("link", name="5-52/25").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sak 5-52/25")
    expect(page.get_by_role("img", name="Tidslinje for sak 5-52/25")).to_be_visible()
    assert page.locator("svg .chip").count() == page.locator(".events li").count()
    page.locator(".events a.cite").first.click()
    expect(page.locator("#marked")).to_be_visible()


def test_the_roadmap_tells_what_moved_and_shows_where_it_stands(visit: Opener) -> None:
    page = visit("/veikart")
    moved = page.locator(".cards li.later")
    expect(moved).to_contain_text("fra 3. kvartal 2025 til 1. kvartal 2026")
    moved.get_by_role("link").click()
    expect(page.locator("#marked")).to_contain_text("1. kvartal 2026")
    page.get_by_role("link", name="31. januar 2025").click()
    expect(page.locator(".quarter.vanished")).to_have_count(0)


def test_print_leaves_out_what_only_a_screen_needs(visit: Opener) -> None:
    page = visit("/register?kind=decision&meeting=55/25")
    page.emulate_media(media="print")
    for part in (".top", ".foot", ".narrow", ".tabs"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_a_phone_shows_each_row_as_a_card_that_is_still_a_table(visit: Opener) -> None:
    page = visit("/register?kind=decision&meeting=55/25", width=390, height=844)
    expect(page.get_by_role("table", name="Vedtak")).to_be_visible()
    expect(page.get_by_role("cell").first).to_be_visible()
    assert page.locator("tbody td").first.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Møte"'
