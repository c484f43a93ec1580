"""What tests share: the sample papers as an index and as a running site, and Chromium.

Without Chromium the browser tests fail; they are never skipped.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from factories_site import running_site
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from eval.run import CORPORA, indexed
from index.reader import Reader

expect.set_options(timeout=15_000)  # a busy machine is no fault of the page
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """The sample papers, read in once for all tests that only ask."""
    with indexed(CORPORA["samples"]) as opened:
        yield opened


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service over the sample papers."""
    with running_site(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Not for the session: while Playwright runs, its loop bars `asyncio.run` in other tests."""
    path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Chromium mangler: installer det med «apt-get install chromium».")
    with sync_playwright() as playwright:
        # As root, which CI runs as, Chromium only starts without its sandbox.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        with playwright.chromium.launch(executable_path=path, args=arguments) as browser:
            yield browser


@pytest.fixture
def visit(site: str, browser: Browser) -> Iterator[Opener]:
    """Open a path of the site, as in `visiting`."""
    with visiting(site, browser) as opener:
        yield opener


@contextmanager
def visiting(site: str, browser: Browser) -> Iterator[Opener]:
    """Open a path of a site in a fresh browser session; at the end, nothing may have gone wrong or elsewhere.

    Every request went to the site itself, no script failed or was kept from running, and no dialog came up.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(path: str = "/", *, width: int = 1280, height: int = 800, **options: Any) -> Page:
        given = {"locale": "nb-NO", "reduced_motion": "reduce"} | options
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=site, **given)
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("request", lambda request: _note_foreign(request.url, site, wrong))
        context.on("page", lambda page: _watch(page, wrong))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong, wrong


def _note_foreign(url: str, site: str, wrong: list[str]) -> None:
    if not url.startswith(f"{site}/"):
        wrong.append(f"request to another host: {url}")


def _watch(page: Page, wrong: list[str]) -> None:
    def on_dialog(dialog: Any) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on("dialog", on_dialog)
    page.on("console", lambda said: wrong.append(f"refused: {said.text}") if "Content Security" in said.text else None)
