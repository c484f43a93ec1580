"""The suite over a few questions: files, determinism, held-out sets, baseline and gate, through `veiviser eval`."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.baseline import read_baseline
from eval.gate import blocks
from eval.report.files import Files
from eval.report.json_lines import latency_path
from eval.result import Result
from eval.run import CASES
from eval.sets import sets_of
from eval.suite import Wanted, evaluate, results_of
from index.errors import UsageError

KEPT = ("s001", "s007", "s023", "s033", "s070", "s077", "s136", "s143", "s153", "s172", "s359", "s364")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some of the sample cases."""
    file = tmp_path_factory.mktemp("cases") / "few.jsonl"
    rows = (CASES / "samples.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(row for row in rows if json.loads(row)["id"] in KEPT), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def written(few: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two runs, each with every file and a baseline, in a folder of its own."""
    folders = []
    for name in ("one", "two"):
        folder = tmp_path_factory.mktemp(name)
        files = Files(
            json=folder / "a.json", html=folder / "a.html", markdown=folder / "a.md", junit=folder / "a.xml",
            trec=folder / "trec",
        )  # fmt: skip
        assert evaluate([few], Wanted(files=files, reason="prøve", baseline=folder / "baseline.json")) == 0
        folders.append(folder)
    return folders


def test_two_runs_write_the_same_bytes_but_for_the_times(written: list[Path]) -> None:
    one, two = ({p.relative_to(f): p for p in f.rglob("*") if p.is_file()} for f in written)
    assert set(one) == set(two) and len(one) == 8
    for name, path in one.items():
        if name == Path("a.latency.json"):
            continue
        first, second = (
            re.sub(r'<section id="svartid">.*', "", p.read_text(), flags=re.DOTALL) for p in (path, two[name])
        )
        assert first == second, name


def test_times_stand_apart(written: list[Path]) -> None:
    times = json.loads(latency_path(written[0] / "a.json").read_text(encoding="utf-8"))
    assert times["few"]["p95_ms"] >= times["few"]["p50_ms"] > 0
    assert "timings" not in (written[0] / "a.json").read_text(encoding="utf-8")


def test_json_tells_each_question_and_then_the_set(written: list[Path]) -> None:
    rows = [json.loads(line) for line in (written[0] / "a.json").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows[:-1]] == sorted(KEPT)
    assert rows[0]["values"]["quote_fidelity"] == 1.0 and rows[0]["answer"]["text"]
    assert rows[-1]["classes"]["alle"]["count"] == len(KEPT)
    right = rows[-1]["classes"]["alle"]["right"]
    assert right["low"] <= right["value"] <= right["high"]


def test_trec_files_are_what_trec_eval_reads(written: list[Path]) -> None:
    run = [line.split() for line in (written[0] / "trec" / "few.run").read_text(encoding="utf-8").splitlines()]
    qrels = [line.split() for line in (written[0] / "trec" / "few.qrels").read_text(encoding="utf-8").splitlines()]
    assert {len(row) for row in run} == {6} and {len(row) for row in qrels} == {4}
    assert {row[0] for row in run} == {row[0] for row in qrels}
    assert {(row[0], row[2]) for row in run} & {(row[0], row[2]) for row in qrels}


def test_junit_has_a_case_for_each_question(written: list[Path]) -> None:
    suite = ElementTree.parse(written[0] / "a.xml").getroot().find("testsuite")  # noqa: S314  # own file
    assert suite is not None
    assert len(suite.findall("testcase")) == len(KEPT) == int(suite.attrib["tests"])
    assert len(suite.findall("testcase/failure")) == int(suite.attrib["failures"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action")]


def test_the_report_is_one_file_that_loads_nothing(written: list[Path]) -> None:
    reader = _Reader()
    reader.feed((written[0] / "a.html").read_text(encoding="utf-8"))
    assert "script" not in reader.tags and "svg" in reader.tags and "table" in reader.tags
    assert reader.links and all(link.startswith("#") for link in reader.links)


def test_markdown_has_a_row_for_each_class(written: list[Path]) -> None:
    text = (written[0] / "a.md").read_text(encoding="utf-8")
    assert "| alle | 12 |" in text and "| språk: en | 1 |" in text


def test_the_gate_is_open_for_the_same_answers_and_names_what_is_gone(few: Path, written: list[Path]) -> None:
    [result] = results_of(sets_of([few]), Wanted().own)
    baseline = read_baseline(written[0] / "baseline.json")
    assert list(blocks(result, baseline)) == []
    fewer = Result(name="few", verdicts=result.verdicts[1:], held_out=False, rows_of_run=(), qrels=())
    [sentence] = blocks(fewer, baseline)
    assert "1 spørsmål i grunnlinjen er borte (s001)" in sentence


def test_a_gate_without_a_baseline_says_what_to_do(few: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--set-baseline"):
        evaluate([few], Wanted(gate=True, baseline=tmp_path / "none.json"))
    (tmp_path / "broken.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match="er ikke en grunnlinje"):
        evaluate([few], Wanted(gate=True, baseline=tmp_path / "broken.json"))


def test_a_baseline_needs_a_reason(few: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="grunn"):
        evaluate([few], Wanted(reason=" ", baseline=tmp_path / "b.json"))
    assert not (tmp_path / "b.json").exists()


def test_what_is_held_out_is_told_in_totals_alone(few: Path, tmp_path: Path) -> None:
    [shown] = results_of(sets_of([few]), Wanted().own)
    held = Result(name="few", verdicts=shown.verdicts, held_out=True, rows_of_run=(), qrels=())
    from eval.report.files import write_files

    write_files([held], Files(json=tmp_path / "a.json", html=tmp_path / "a.html", junit=tmp_path / "a.xml"))
    for file in tmp_path.iterdir():
        text = file.read_text(encoding="utf-8")
        assert "s001" not in text and shown.verdicts[0].case and shown.verdicts[0].case.question not in text


def test_a_set_that_does_not_exist_is_named() -> None:
    with pytest.raises(UsageError, match="finnes-ikke"):
        sets_of([Path("finnes-ikke")])


def test_a_file_without_questions_is_refused_in_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "tom.jsonl"
    empty.write_text("")
    with pytest.raises(UsageError, match=r"tom\.jsonl har ingen prøvespørsmål; skriv ett på hver linje"):
        sets_of([empty])


def test_papers_that_are_not_at_hand_are_skipped_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("eval.norquad.FOLDER", tmp_path / "norquad")
    assert evaluate([Path("norquad")], Wanted()) == 0
    assert "norquad hoppes over" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(few: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kan ikke skrives"):
        evaluate([few], Wanted(files=Files(markdown=tmp_path / "none" / "a.md")))
