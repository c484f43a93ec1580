"""The sample board: its files are what its texts build, they all open, and its cases point into them."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from eval.case import read_cases as read_as_measured
from index.document import Page
from ingest.parse.read import parse

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
DOCUMENTS = SAMPLES / "documents"
SCANNED = ("2025-09/vedlegg-54-25-samarbeidsavtale-testmiljo.pdf", 2)
TYPES = (
    "fact person time number which reason case_type decision proposal follow_up delivery list yes_no definition "
    "comparison"
).split()
REASONS = "off_topic near_miss wrong_date wrong_body wrong_meeting false_premise withheld".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of the cases file; `gold` holds pairs of source and quote."""

    id: str
    question: str
    type: str
    language: str
    gold: tuple[tuple[str, str], ...]
    nuggets: tuple[tuple[str, ...], ...]
    refused: str | None
    twin: str | None
    filter: dict[str, str | list[str]]


def read_cases() -> Iterator[Case]:
    for line in (ROOT / "eval" / "cases" / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert record.pop("corpus") == "samples"
        yield Case(
            id=record.pop("id"),
            question=record.pop("question"),
            type=record.pop("type"),
            language=record.pop("language"),
            gold=tuple((place["source"], place["quote"]) for place in record.pop("gold")),
            nuggets=tuple(tuple(nugget) for nugget in record.pop("nuggets")),
            refused=record.pop("refused"),
            twin=record.pop("twin"),
            filter=record.pop("filter", {}),
        )
        assert not record, f"unknown keys: {sorted(record)}"


CASES = {case.id: case for case in read_cases()}


def relative_paths(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


COMMITTED = relative_paths(DOCUMENTS)


def build(folder: Path) -> Path:
    """Build in a process of its own, as a user does."""
    subprocess.run([sys.executable, "-W", "error", SAMPLES / "build.py", folder], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built"))


@cache
def pages(path: Path) -> tuple[Page, ...]:
    return parse(path.read_bytes(), path.name).pages


def squeezed(text: str) -> str:
    return " ".join(text.split())


@cache
def blocks(source: str) -> tuple[str, ...]:
    """Return the text of each block of a document named as the cases name it, white space squeezed."""
    read = pages(SAMPLES / source)
    return tuple(squeezed(page.text[block.start : block.end]) for page in read for block in page.blocks)


def test_the_texts_name_the_committed_files(built: Path) -> None:
    assert relative_paths(built) == COMMITTED


@pytest.mark.parametrize("path", COMMITTED)
def test_committed_files_say_what_the_texts_say(built: Path, path: str) -> None:
    assert [page.text for page in pages(DOCUMENTS / path)] == [page.text for page in pages(built / path)]


def test_a_second_build_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path)
    changed = [path for path in COMMITTED if (again / path).read_bytes() != (built / path).read_bytes()]
    assert changed == []


@pytest.mark.parametrize("path", COMMITTED)
def test_every_page_has_text_but_the_scanned_one(path: str) -> None:
    for page in pages(DOCUMENTS / path):
        if (path, page.number) == SCANNED:
            assert page.warning, "the scanned page is reported"
        else:
            assert page.text.strip(), f"page {page.number} of {path} is empty"


def test_a_slide_stands_twice() -> None:
    slides = [page.text for page in pages(DOCUMENTS / "2025-03/saksliste-52-25.pptx")]
    assert len(slides) - len(set(slides)) == 1


def test_the_samples_are_small() -> None:
    assert sum((DOCUMENTS / path).stat().st_size for path in COMMITTED) < 3_000_000


def test_ids_and_questions_are_unique() -> None:
    lines = (ROOT / "eval" / "cases" / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(CASES) == len(lines)
    assert len({case.question for case in CASES.values()}) == len(lines)


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.id)
def test_a_case_is_answerable_or_says_why_not(case: Case) -> None:
    assert case.type in TYPES
    assert case.language in ("nb", "nn", "en")
    if case.refused is None:
        assert case.gold
        assert case.nuggets
        assert all(nugget and all(nugget) for nugget in case.nuggets)
    else:
        assert case.refused in REASONS
        assert (case.gold, case.nuggets) == ((), ())


@pytest.mark.parametrize("case", [case for case in CASES.values() if case.gold], ids=lambda case: case.id)
def test_each_quote_stands_in_one_block_of_its_source(case: Case) -> None:
    for source, quote in case.gold:
        assert source.removeprefix("documents/") in COMMITTED
        assert any(squeezed(quote) in block for block in blocks(source)), f"{source}: {quote}"


@pytest.mark.parametrize("case", [case for case in CASES.values() if case.twin], ids=lambda case: case.id)
def test_a_twin_has_the_answer_of_its_question(case: Case) -> None:
    twin = CASES[case.twin or ""]
    assert twin.twin is None and twin.language == "nb"
    assert (case.gold, case.nuggets, case.type) == (twin.gold, twin.nuggets, twin.type)


def test_the_cases_cover_what_is_asked_of_them() -> None:
    cases = list(CASES.values())
    assert len(cases) >= 320
    kinds = Counter(case.refused for case in cases if case.refused)
    assert set(kinds) == set(REASONS)
    assert all(kinds[reason] >= 10 for reason in REASONS if reason != "withheld")
    types = Counter(case.type for case in cases if not case.refused)
    assert set(types) == set(TYPES) and min(types.values()) >= 8
    twins = [(case.twin, case.language) for case in cases if case.twin]
    assert sum((twin, "en") in twins for twin, language in twins if language == "nn") >= 30, "bokmål, nynorsk, English"
    assert sum(language == "nb" for _, language in twins) >= 20, "misspelt"


def test_the_part_to_measure_with_holds_every_kind() -> None:
    measured = [case for case in read_as_measured(ROOT / "eval" / "cases" / "samples.jsonl") if case.part == "measure"]
    assert len(measured) >= 100
    assert {case.refused for case in measured if case.refused} == set(REASONS)
    assert {case.language for case in measured} == {"nb", "nn", "en"}
    parts = {case.id: case.part for case in read_as_measured(ROOT / "eval" / "cases" / "samples.jsonl")}
    assert all(parts[case.id] == parts[case.twin] for case in CASES.values() if case.twin)
