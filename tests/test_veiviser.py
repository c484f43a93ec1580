"""The front door as a user meets it: real processes, exit codes, one sentence for what went wrong, and kill -9."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "documents"
KILLS = int(os.environ.get("CRASHES", "6"))


def _start(data: Path, *words: str, **environ: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VEIVISER_", "QDRANT_"))}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "veiviser.py"), "--data", str(data), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**kept, **environ},
    )


def _run(data: Path, *words: str, **environ: str) -> tuple[int, str, str]:
    process = _start(data, *words, **environ)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front") / "data"
    code, out, _ = _run(folder, "ingest", str(SAMPLES), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and lines[-1]["summary"]["failed"] == 0
    assert len(lines) - 1 == lines[-1]["summary"]["indexed"] >= 20
    return folder


def test_ask_answers_on_stdout_alone(data: Path) -> None:
    code, out, err = _run(data, "ask", "Hvem leder produktstyret?", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer["status"] == "answered" and answer["composer"] == "extractive"
    assert all(sentence["citations"] for sentence in answer["sentences"])


def test_register_is_one_object_a_line_and_a_workbook_goes_to_a_file(data: Path) -> None:
    code, out, err = _run(data, "register", "--kind", "decision", "--meeting", "52/25", "--format", "json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "") and [row["case_number"] for row in rows] == [f"{n}-52/25" for n in range(1, 7)]
    assert all(row["citation"]["quote"].startswith("Vedtak:") for row in rows)
    code, out, err = _run(data, "register", "--case", "1-1/01", "--format", "csv")
    assert code == 0 and len(out.splitlines()) == 1 and "ingen rader" in err
    for wrong in (("--kind", "vedtak"), ("--from", "i går"), ("--format", "pdf")):
        code, out, err = _run(data, "register", *wrong)
        assert (code, out) == (2, "") and err.startswith("veiviser: ") and err.count("\n") == 1


def test_trace_follows_a_case_and_says_when_there_is_none(data: Path) -> None:
    code, out, _ = _run(data, "trace", "sak 5-51/25", "--json")
    found = json.loads(out)
    assert code == 0 and found["case_number"] == "5-51/25" and found["events"][-1]["event"] == "changed"
    assert _run(data, "trace", "99-51/25")[0] == 1
    assert _run(data, "trace", "tull")[0] == 2
    code, out, _ = _run(data, "status", "--json")
    assert code == 0 and json.loads(out)["register"]["rows"]["delivery"] == 23


def test_batches_keep_order_and_ids(data: Path, tmp_path: Path) -> None:
    lines = [{"id": f"q{n}", "question": q} for n, q in enumerate(("Hvem leder styret?", "Hva er vedtatt?"))]
    lines.append({"id": "q2", "question": "Hva er vedtatt?", "filter": {"kind": "mandate"}})
    file = tmp_path / "batch.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    for command in ("ask", "search"):
        code, out, _ = _run(data, command, "--batch", str(file))
        assert code == 0
        assert [json.loads(line)["id"] for line in out.splitlines()] == ["q0", "q1", "q2"]
    assert {hit["kind"] for hit in json.loads(out.splitlines()[2])["hits"]} == {"mandate"}


@pytest.mark.parametrize(
    ("words", "environ", "sentence"),
    [
        (("ask", ""), {}, "tomt"),
        (("ask", "x" * 10_000), {}, "for langt"),
        (("ask", "Hva?", "--filter", "farge=rød"), {}, "farge"),
        (("ask", "Hva?", "--filter", "kind"), {}, "NØKKEL=VERDI"),
        (("status",), {"VEIVISER_DATAA": "x"}, "VEIVISER_DATAA"),
        (("status",), {"QDRANT_URL": "ikke en adresse"}, "QDRANT_URL"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(
    data: Path, words: tuple[str, ...], environ: dict[str, str], sentence: str
) -> None:
    code, out, err = _run(data, *words, **environ)
    assert (code, out) == (2, "")
    assert sentence in err and len(err.strip().splitlines()) == 1


def test_bad_files_cost_one_line_each_and_the_rest_is_read(tmp_path: Path) -> None:
    papers = tmp_path / "papirer"
    papers.mkdir()
    (papers / "tom.pdf").write_bytes(b"")
    (papers / "tull.docx").write_bytes(os.urandom(5_000))
    (papers / "halv.pdf").write_bytes((SAMPLES / "mandat" / "mandat-v2.0.pdf").read_bytes()[:3_000])
    (papers / "..skjult navn\n.txt").write_text("Styret vedtok å kjøpe en rød hjelm.", encoding="utf-8")
    (papers / "god.txt").write_text("Styret vedtok å kjøpe en blå sykkel til vaktmesteren.", encoding="utf-8")
    code, out, err = _run(tmp_path / "data", "ingest", str(papers))
    failures = [line for line in err.splitlines() if line.startswith("FEIL")]
    assert code == 1 and "3 feilet" in out
    assert len(failures) == 3
    assert all(any(name in line for line in failures) for name in ("tom.pdf", "tull.docx", "halv.pdf"))
    code, out, _ = _run(tmp_path / "data", "ask", "Hva vedtok styret å kjøpe til vaktmesteren?", "--json")
    assert "blå sykkel" in json.loads(out)["text"]


def test_what_is_removed_no_longer_answers(tmp_path: Path) -> None:
    papers = tmp_path / "papirer"
    papers.mkdir()
    (papers / "a.txt").write_text("Kassereren heter Petra Prøve og sitter ut året.", encoding="utf-8")
    (papers / "b.txt").write_text("Styret møtes hver tirsdag i kantina.", encoding="utf-8")
    assert _run(tmp_path / "d", "ingest", str(papers))[0] == 0
    assert "Petra" in _run(tmp_path / "d", "ask", "Hva heter kassereren?")[1]
    assert _run(tmp_path / "d", "remove", "papirer/a.txt")[0] == 0
    assert "Petra" not in _run(tmp_path / "d", "ask", "Hva heter kassereren?")[1]
    assert _run(tmp_path / "d", "remove", "papirer/a.txt")[0] == 1


def test_two_ingests_at_once_both_end_well(tmp_path: Path) -> None:
    both = [_start(tmp_path / "d", "ingest", str(SAMPLES), "--json") for _ in range(2)]
    ends = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    indexed = [json.loads(out.splitlines()[-1])["summary"]["indexed"] for out, _ in ends]
    assert sorted(indexed)[0] == 0 and sorted(indexed)[1] >= 20


def test_a_killed_ingest_loses_nothing_that_was_reported(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    reported: set[str] = set()
    for _ in range(KILLS):
        process = _start(tmp_path / "d", "ingest", str(SAMPLES), "--json")
        time.sleep(chance.uniform(0.2, 1.6))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate(timeout=60)
        lines = [json.loads(line) for line in out.splitlines() if line.endswith("}")]
        reported |= {line["doc_id"] for line in lines if line.get("doc_id")}
        code, out, err = _run(tmp_path / "d", "status", "--json")
        assert code == 0, err
        assert reported <= {row["doc_id"] for row in json.loads(out)["documents_list"]}
    assert _run(tmp_path / "d", "ingest", str(SAMPLES))[0] == 0
    assert _run(tmp_path / "fresh", "ingest", str(SAMPLES))[0] == 0
    counts = [json.loads(_run(tmp_path / name, "status", "--json")[1]) for name in ("d", "fresh")]
    for key in ("documents", "pages", "chunks", "meetings"):
        assert counts[0][key] == counts[1][key]
    hits = [_run(tmp_path / name, "search", "vedtak om mandat", "--json")[1] for name in ("d", "fresh")]
    assert json.loads(hits[0])["hits"] == json.loads(hits[1])["hits"]


def test_tag_answers_batches_in_order_and_names_files_with_their_terms(data: Path, tmp_path: Path) -> None:
    texts = ["Fullmakt for apotek mangler i veikartet.", "Katten sover på sofaen.", "Utkast til mandat"]
    file = tmp_path / "batch.jsonl"
    file.write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in enumerate(texts)), encoding="utf-8")
    code, out, err = _run(data, "tag", "--batch", str(file))
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err, [line["id"] for line in lines]) == (0, "", [0, 1, 2])
    assert lines[0]["terms"] and not lines[1]["terms"]
    for line, text in zip(lines, texts, strict=True):
        for term in line["terms"]:
            assert set(term) == {"uri", "label", "score", "evidence"}
            assert all(text[piece["start"] : piece["end"]] == piece["text"] for piece in term["evidence"])
    code, out, err = _run(data, "tag", str(SAMPLES / "mandat"), "--json")
    files = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and len(files) == 2
    assert "Mandat" in [term["label"] for term in files[0]["terms"]]
    assert any(chunk["terms"] for chunk in files[0]["chunks"])
    code, out, _ = _run(data, "tag", str(SAMPLES / "mandat"))
    assert code == 0 and "Mandat (" in out


def test_a_vocabulary_that_cannot_be_used_is_one_sentence_and_exit_code_2(data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "v.ttl"
    broken.write_text("ikke turtle", encoding="utf-8")
    for words in (("tag", str(SAMPLES / "mandat")), ("ingest", str(SAMPLES / "mandat"))):
        for path in (broken, tmp_path / "borte.ttl"):
            code, out, err = _run(data, *words, VEIVISER_VOCABULARY=str(path))
            assert (code, out, err.count("\n")) == (2, "", 1) and "VEIVISER_VOCABULARY" in err
