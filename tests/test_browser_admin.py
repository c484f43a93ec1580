"""Administration in Chromium: as the secretariat uses it, with and without a script, and when things go wrong."""

import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import visiting
from factories_api import write_board
from factories_files import pdf_bytes
from factories_site import running_site
from playwright.sync_api import Browser, Page, expect
from test_browser_access import COLOURS, EVERYTHING, assert_axe_finds_nothing

from index.lock import WriteLock

Opener = Callable[..., Page]
TOKEN = "en-lang-hemmelighet-1234"  # noqa: S105 - of this test alone
MOST = 2 * 1024 * 1024
TURNED = "notat \u202egro.exe.md"
MARKUP = "<img src=x onerror=alert(1)>.txt"
NOTE = {"name": "notat.md", "mimeType": "text/markdown", "buffer": b"# Notat\n\nFrokosten koster 41 kroner.\n"}
DROP = """(files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text], name));
    for (const kind of ["dragenter", "dragover", "drop"])
        document.querySelector("#upload").dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""  # noqa: E501


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("admin")
    write_board(folder / "styret")
    with running_site(folder, samples=folder / "styret", upload_bytes_max=MOST) as address:
        yield address


@pytest.fixture
def administer(own_site: str, browser: Browser) -> Iterator[Opener]:
    with visiting(own_site, browser) as opener:
        yield opener


def file(name: str, words: str) -> dict[str, object]:
    return {"name": name, "mimeType": "text/plain", "buffer": words.encode()}


def test_a_file_is_chosen_read_in_and_answers(administer: Opener) -> None:
    page = administer("/administrasjon")
    expect(page.get_by_role("row")).to_have_count(5)
    page.get_by_label("Last opp dokumenter").set_input_files([NOTE])
    expect(page.locator(".outcome.good")).to_contain_text("Lest inn.")
    expect(page.get_by_role("status")).to_contain_text("notat.md: Lest inn.")
    expect(page.get_by_role("row").filter(has_text="opplastet/notat.md")).to_be_visible()
    page.get_by_label("Last opp dokumenter").set_input_files([NOTE])
    expect(page.locator(".outcome.good").nth(1)).to_contain_text("erstatter dokumentet som hadde samme navn")
    page.goto("/?q=Hva+koster+frokosten%3F")
    expect(page.locator(".turn .answer")).to_contain_text("41 kroner")


def test_dropped_files_are_told_of_one_by_one_and_no_name_does_harm(administer: Opener) -> None:
    page = administer("/administrasjon")
    page.evaluate(DROP, [[TURNED, "Styret drøftet parkering."], [MARKUP, "Styret drøftet sykler."], ["tom.txt", ""]])
    expect(page.locator(".outcome.good, .outcome.bad")).to_have_count(3)
    told = page.locator(".outcome")
    expect(told.nth(0)).to_contain_text("notat [U+202E]gro.exe.md")
    expect(told.nth(1)).to_contain_text("<img src=x onerror=alert(1)>.txt")
    expect(told.nth(2)).to_contain_text("mangler navn eller innhold: velg en annen fil")
    expect(page.get_by_role("row").filter(has_text="opplastet/img src=x onerror")).to_have_count(1)
    assert page.locator("#list img, #outcomes img").count() == 0


REFUSED = {
    "kind": ({"name": "bilde.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n...."}, "støttes ikke"),
    "large": (file("stor.txt", "x" * (MOST + 1)), "grensen er 2 MB"),
    "locked": (
        {"name": "laast.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes(("Hemmelig",), password="x")},  # noqa: S106
        "lagre den uten passord",
    ),
    "cut": (
        {"name": "kuttet.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes(("Hei",))[:400]},
        "hent eller lagre filen på nytt",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_file_that_cannot_be_taken_says_why_and_leaves_no_trace(administer: Opener, fault: str) -> None:
    given, words = REFUSED[fault]
    page = administer("/administrasjon")
    before = page.get_by_role("row").count()
    page.locator("#files").set_input_files([given])
    expect(page.locator(".outcome.bad")).to_contain_text(words)
    page.reload()
    expect(page.get_by_role("row")).to_have_count(before)
    expect(page.locator(".failed")).to_have_count(0)


def test_two_files_of_one_name_do_not_replace_each_other_unseen(administer: Opener) -> None:
    page = administer("/administrasjon")
    page.evaluate(DROP, [["likt.txt", "Styret drøftet ski."], ["likt.txt", "Styret drøftet snø."]])
    expect(page.locator(".outcome.good")).to_have_count(1)
    expect(page.locator(".outcome.bad")).to_contain_text("Gi dem ulike navn")


def test_a_connection_lost_on_the_way_is_told_and_tried_again(administer: Opener) -> None:
    page = administer("/administrasjon")
    page.route("**/v1/documents", lambda route: route.abort())
    page.locator("#files").set_input_files([file("brutt.txt", "Styret drøftet båter.")])
    expect(page.locator(".outcome.bad")).to_contain_text("ingenting er lagt inn av denne")
    page.unroute("**/v1/documents")
    page.get_by_role("button", name="Prøv igjen: brutt.txt").press("Enter")
    expect(page.locator(".outcome.good")).to_contain_text("brutt.txt")
    expect(page.locator(".outcome.bad")).to_have_count(0)


def test_an_upload_that_stops_halfway_is_never_seen(administer: Opener, own_site: str) -> None:
    host, port = own_site.removeprefix("http://").split(":")
    head = 'Content-Disposition: form-data; name="file"; filename="halv.txt"'
    with socket.create_connection((host, int(port))) as caller:
        caller.sendall(
            f"POST /v1/documents HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            f"Content-Length: 90000\r\n\r\n--b\r\n{head}\r\n\r\nStyret drøftet".encode()
        )
    page = administer("/administrasjon")
    expect(page.get_by_role("row").first).to_be_visible()
    expect(page.get_by_text("halv.txt")).to_have_count(0)


def test_reading_again_tells_how_it_went_and_keeps_the_document(administer: Opener) -> None:
    page = administer("/administrasjon?text=referat-7-25")
    page.get_by_role("button", name=re.compile("Les inn på nytt: Referat")).press("Enter")
    expect(page.locator(".outcome.good")).to_contain_text("Lest inn på nytt.")
    expect(page.get_by_role("heading", name="Det som er gjort nå")).to_be_focused()
    page.get_by_role("button", name="Les inn alle på nytt").click()
    expect(page.locator(".outcome.good").filter(has_text="Alle dokumenter")).to_contain_text(
        "Ikke lest: 0.", timeout=30_000
    )
    expect(page.get_by_role("row").filter(has_text="referat-7-25.pdf")).to_have_count(1)


def test_a_document_is_taken_out_only_after_a_question_by_keyboard_alone(administer: Opener) -> None:
    page = administer("/administrasjon")
    page.locator("#files").set_input_files([file("bort.txt", "Styret drøftet ballonger.")])
    expect(page.locator(".outcome.good")).to_be_visible()
    link = page.get_by_role("row").filter(has_text="bort.txt").get_by_role("link", name=re.compile("^Ta ut:"))
    link.press("Enter")
    page.get_by_role("link", name="Avbryt").press("Enter")
    link.press("Enter")
    address = page.url
    page.get_by_role("button", name="Ta ut").press("Enter")
    expect(page.locator(".outcome.good")).to_contain_text("Tidligere svar beholder sitatene sine")
    expect(page.get_by_role("row").filter(has_text="bort.txt")).to_have_count(0)
    page.goto(address)
    expect(page.locator(".trouble")).to_contain_text("finnes ikke i indeksen")


def test_all_of_it_works_without_a_script(administer: Opener) -> None:
    page = administer("/administrasjon", java_script_enabled=False)
    page.get_by_label("Last opp dokumenter").set_input_files(
        [
            file("uten.txt", "Styret drøftet skript."),
            file("tom.txt", ""),
        ]
    )
    page.get_by_role("button", name="Last opp", exact=True).click()
    expect(page.locator(".outcome.good")).to_contain_text("uten.txt")
    expect(page.locator(".outcome.bad")).to_contain_text("velg en annen fil")
    page.get_by_role("button", name="Les inn på nytt: uten").click()
    expect(page.locator(".outcome.good")).to_contain_text("Lest inn på nytt.")
    page.get_by_role("link", name="Ta ut: uten").click()
    page.get_by_role("button", name="Ta ut").click()
    expect(page.get_by_role("row").filter(has_text="uten.txt")).to_have_count(0)
    page.get_by_role("button", name="Last opp", exact=True).click()
    expect(page.locator(".outcome.bad")).to_contain_text("velg en eller flere filer først")


def test_the_list_is_narrowed_and_sorted(administer: Opener) -> None:
    page = administer("/administrasjon")
    page.get_by_label("Slag").select_option("mandate")
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_role("row")).to_have_count(2)
    page.goto("/administrasjon")
    page.get_by_role("link", name="Sider").click()
    counts = [int(re.sub(r"\D.*", "", text)) for text in page.locator("tbody td:nth-child(4)").all_inner_texts()]
    assert counts == sorted(counts) and len(set(counts)) > 1
    expect(page.get_by_role("columnheader", name="Sider")).to_have_attribute("aria-sort", "ascending")


def test_axe_finds_nothing_while_files_wait_and_the_page_is_light(administer: Opener) -> None:
    page = administer("/administrasjon")
    page.route("**/v1/documents", lambda route: None)
    page.locator("#files").set_input_files([file("en.txt", "En."), file("to.txt", "To.")])
    expect(page.locator(".outcome").last).to_contain_text("Venter på tur")
    assert_axe_finds_nothing(page, EVERYTHING, looked_at=10)
    page.emulate_media(color_scheme="dark")
    assert_axe_finds_nothing(page, COLOURS, looked_at=1)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
    weight = page.evaluate(f"{sizes}.reduce((sum, one) => sum + (one.encodedBodySize || 0), 0)")
    assert 5_000 < weight < 100_000


def test_with_a_token_nobody_comes_in_without_it(tmp_path: Path, browser: Browser) -> None:
    write_board(tmp_path / "styret")
    with (
        running_site(tmp_path, samples=tmp_path / "styret", admin_token=TOKEN) as address,
        visiting(address, browser) as visit,
    ):
        page = visit("/administrasjon")
        expect(page).to_have_url(re.compile("/administrasjon/inn$"))
        assert_axe_finds_nothing(page, EVERYTHING, looked_at=8)
        page.get_by_label("Administratornøkkel").fill("feil")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Nøkkelen er feil")
        assert_axe_finds_nothing(page, EVERYTHING, looked_at=8)
        page.get_by_label("Administratornøkkel").fill(TOKEN)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Administrasjon")
        (cookie,) = [one for one in page.context.cookies() if one.get("name") == "styreveiviser_admin"]
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and TOKEN not in cookie["value"]
        page.locator("#files").set_input_files([NOTE])
        expect(page.locator(".outcome.good")).to_be_visible()
        page.get_by_role("button", name="Logg ut").click()
        expect(page).to_have_url(re.compile("/administrasjon/inn$"))
        assert page.request.post("/v1/documents", multipart={"file": NOTE}).status == 401


def test_while_another_process_reads_in_the_page_says_whom_it_waits_for(tmp_path: Path, browser: Browser) -> None:
    write_board(tmp_path / "styret")
    with (
        running_site(tmp_path, samples=tmp_path / "styret", wait_seconds=2) as address,
        visiting(address, browser) as visit,
    ):
        lock = WriteLock(tmp_path / "data", wait_seconds=1, progress=None)
        page = visit("/administrasjon")
        page.locator("#files").set_input_files([NOTE])
        expect(page.locator(".outcome")).to_contain_text("Leser …")
        expect(page.locator(".outcome.bad")).to_contain_text(f"nummer {os.getpid()}")
        lock.release()
