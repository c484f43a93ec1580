"""How fast the page is, and whether it holds fifty readers at once. Run as `make bench-page`; asserts nothing.

Starts the real service over the sample papers, opens it in Chromium once, then lets readers ask without a pause: each
opens the page, asks, and looks at a source, over and over; with answers kept in the data folder, and with none kept.
The readers are a process of their own beside the service.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from eval.case import read_cases
from eval.run import CASES, ROOT

READERS, SECONDS, BEFORE = 50, 60.0, 30.0  # the readers also read before they are measured: caches fill
WARM_UP, MEASURED = 20, 200
WEIGHED = ("/", "/register", "/veikart")
_WEIGHT = (
    "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
    ".reduce((sum, one) => sum + one.encodedBodySize, 0)"
)


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--before", type=float, default=BEFORE)
    chosen = parser.parse_args()
    questions = [case.question for case in read_cases(CASES / "samples.jsonl")]
    with tempfile.TemporaryDirectory() as folder:
        _veiviser(folder, "ingest", str(ROOT / "samples" / "documents"))
        with _served(folder) as (address, _):
            for name, value, unit in _opened(address):
                _print(name, value, unit)
        for kept, days in (("answers kept", None), ("none kept", "0")):
            _print_heading(kept)
            with _served(folder, days) as (address, process):
                for name, value, unit in _first_bytes(address, questions):
                    _print(name, value, unit)
                for name, value, unit in _crowd(address, process, questions, chosen):
                    _print(name, value, unit)


@contextmanager
def _served(folder: str, retention_days: str | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the service and give its address as soon as it says it."""
    environment = {name: value for name, value in os.environ.items() if name != "VEIVISER_RETENTION_DAYS"}
    if retention_days is not None:
        environment["VEIVISER_RETENTION_DAYS"] = retention_days
    door = [sys.executable, str(ROOT / "veiviser.py"), "--data", folder, "serve", "--port", "0"]
    process = subprocess.Popen(door, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment)  # noqa: S603
    try:
        assert process.stderr is not None  # noqa: S101 - it was asked for
        yield process.stderr.readline().split()[1], process
    finally:
        process.terminate()
        process.communicate()


def _opened(address: str) -> Iterator[tuple[str, float, str]]:
    """Open the page cold, right after the service has started, and weigh what was sent."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        raise SystemExit("Chromium mangler: installer det med «apt-get install chromium».")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path, args=arguments) as browser:
        page = browser.new_page()
        started = time.perf_counter()
        page.goto(address)
        page.locator("#q").fill("Hvem leder produktstyret?")
        yield "first view, cold service, until a question can be written", (time.perf_counter() - started) * 1000, "ms"
        for path in WEIGHED:
            page = browser.new_context().new_page()
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            yield f"weight of {path}, as sent", page.evaluate(_WEIGHT) / 1000, "kB"


def _first_bytes(address: str, questions: list[str]) -> Iterator[tuple[str, float, str]]:
    """Ask one after the other: how long until the first byte of the answer's stream, and until its end."""
    first, whole = [], []
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
        for question in questions[: WARM_UP + MEASURED]:
            started = time.perf_counter()
            with client.stream("POST", "/page/answer", json={"question": question}) as response:
                chunks = response.iter_bytes()
                next(chunks)
                first.append((time.perf_counter() - started) * 1000)
                for _ in chunks:
                    pass
            whole.append((time.perf_counter() - started) * 1000)
    for share in (50, 95):
        yield f"first byte of a streamed answer, warm, p{share}", _at(first[WARM_UP:], share), "ms"
    for share in (50, 95):
        yield f"whole streamed answer with what to ask next, warm, p{share}", _at(whole[WARM_UP:], share), "ms"


def _crowd(
    address: str, process: subprocess.Popen[str], questions: list[str], chosen: argparse.Namespace
) -> Iterator[tuple[str, float, str]]:
    """Let many readers ask at once, and see what it costs."""
    asyncio.run(_readers(address, process.pid, questions, chosen.readers, chosen.before))
    times, errors, memory = asyncio.run(_readers(address, process.pid, questions, chosen.readers, chosen.seconds))
    yield f"{chosen.readers} readers for {chosen.seconds:.0f} s: requests", float(sum(map(len, times.values()))), ""
    yield "… errors", float(errors), ""
    for kind, found in times.items():
        for share in (50, 95):
            yield f"… {kind}, p{share}", _at(found, share) * 1000, "ms"
    for part, at in (("at first", 0), ("half way", len(memory) // 2), ("at the end", len(memory) - 1)):
        yield f"… memory of the service {part}", memory[at] / 1e6, "MB"


async def _readers(
    address: str, pid: int, questions: list[str], readers: int, seconds: float
) -> tuple[dict[str, list[float]], int, list[int]]:
    times: dict[str, list[float]] = {"page": [], "answer": [], "source": []}
    errors, memory = 0, []
    until = time.perf_counter() + seconds

    async def timed(kind: str, client: httpx.AsyncClient, method: str, path: str, body: object = None) -> str:
        nonlocal errors
        started = time.perf_counter()
        try:
            response = await client.request(method, path, json=body)
            failed = response.status_code != 200 or "event: error" in response.text
            text = response.text
        except httpx.HTTPError:
            failed, text = True, ""
        errors += failed
        times[kind].append(time.perf_counter() - started)
        return text

    async def reader(number: int) -> None:
        choose = random.Random(number)  # noqa: S311 - which question, not a secret
        async with httpx.AsyncClient(base_url=address, timeout=30, trust_env=False) as client:
            while time.perf_counter() < until:
                await timed("page", client, "GET", "/")
                text = await timed("answer", client, "POST", "/page/answer", {"question": choose.choice(questions)})
                source = text.partition('href=\\"/kilde/')[2].partition('\\"')[0].replace("&amp;", "&")
                if source:
                    await timed("source", client, "GET", f"/kilde/{source}&part=1")

    async def watch() -> None:
        while time.perf_counter() < until:
            memory.append(_resident(pid))
            await asyncio.sleep(1)

    await asyncio.gather(watch(), *(reader(number) for number in range(readers)))
    return times, errors, memory


def _resident(pid: int) -> int:
    """Return the resident memory of a process in bytes (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _at(values: list[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[share * (len(ordered) - 1) // 100] if ordered else float("nan")


def _veiviser(folder: str, *arguments: str) -> None:
    door = [sys.executable, str(ROOT / "veiviser.py"), "--data", folder, *arguments]
    subprocess.run(door, check=True, capture_output=True)  # noqa: S603


def _print_heading(text: str) -> None:
    sys.stdout.write(f"\n{text}\n")


def _print(name: str, value: float, unit: str) -> None:
    sys.stdout.write(f"{name:<70} {value:10.1f} {unit}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
