"""This project beside its neighbours, in one run: `python -m eval.side_by_side [--envs FOLDER]`.

The same texts and questions (NorQuAD's validation split over all texts), each system in an environment of its own, one
thread. Prints the table of `docs/benchmarks.md`. Needs the data beside the project, and pip for the environments.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

from eval import norquad
from eval.run import ROOT
from index.static import FOLDER

SCRIPTS = Path(__file__).resolve().parent / "neighbours"
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
_COLUMNS = (
    ("tekst først", "text_first", ".3f"),
    ("MRR@10", "reciprocal_rank", ".3f"),
    ("svar i 1 000 tegn", "within_1000", ".3f"),
    ("svar i 3 000 tegn", "within_3000", ".3f"),
    ("innlesing s", "ingest_seconds", ".1f"),
    ("spørring p50 ms", "query_ms_p50", ".1f"),
    ("p95 ms", "query_ms_p95", ".1f"),
    ("minne MB", "memory_mb", ".0f"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A system: its script `run-SCRIPT.py` and the packages of its environment; none where it is this project's."""

    name: str
    script: str
    packages: tuple[str, ...] = ()


NEIGHBOURS = (
    Neighbour(name="Styreveiviser", script="veiviser"),
    Neighbour(name="bm25s, norske stammer", script="bm25s", packages=("bm25s==0.3.16", "PyStemmer==3.1.0")),
    Neighbour(
        name="LlamaIndex, standard",
        script="llamaindex",
        packages=(
            "llama-index-core==0.14.25",
            "llama-index-vector-stores-qdrant==0.10.4",
            "llama-index-readers-file==0.7.0",
            "safetensors==0.8.0",
            "tokenizers==0.23.3",
        ),
    ),
    Neighbour(name="Haystack, BM25", script="haystack", packages=("haystack-ai==3.4.1",)),
)


def main() -> None:
    """Make the environments, run each system, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--envs", type=Path, help="where environments are kept from run to run")
    kept = parser.parse_args().envs
    if not norquad.at_hand():
        sys.exit(f"{norquad.FOLDER} finnes ikke; sammenligningen trenger tekstene der.")
    with tempfile.TemporaryDirectory(prefix="veiviser-side-") as folder:
        work = Path(folder)
        texts, questions = work / "texts", work / "questions.jsonl"
        texts.mkdir()
        norquad.write_texts(texts)
        questions.write_text("".join(_lines()), encoding="utf-8")
        print(f"| system | {' | '.join(heading for heading, _, _ in _COLUMNS)} | linjer kode |")
        print(f"| --- |{' --- |' * (len(_COLUMNS) + 1)}")
        for neighbour in NEIGHBOURS:
            python = _python(neighbour, kept or work / "envs")
            found = _run(python, neighbour, texts, questions)
            cells = [format(found[key], spec) for _, key, spec in _COLUMNS]
            print(f"| {neighbour.name} | {' | '.join(cells)} | {_code_lines(neighbour)} |", flush=True)


def _lines() -> list[str]:
    rows = []
    for one in norquad.questions("validation"):
        answers = [norquad.texts()[one.text][start:end] for start, end in one.spans]
        rows.append(json.dumps({"question": one.question, "text": one.text, "answers": answers}) + "\n")
    return rows


def _python(neighbour: Neighbour, envs: Path) -> Path:
    """Return the interpreter of a system's environment, made when it is not there."""
    if not neighbour.packages:
        return Path(sys.executable)
    folder = envs / neighbour.script
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *neighbour.packages], check=True)  # noqa: S603
    return python


def _run(python: Path, neighbour: Neighbour, texts: Path, questions: Path) -> dict[str, float]:
    script = SCRIPTS / f"run-{neighbour.script}.py"
    environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": "" if neighbour.packages else str(ROOT)}
    command = [python, script, texts, questions, FOLDER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{script.name} feilet: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _code_lines(neighbour: Neighbour) -> int:
    """Return how many lines of the script are neither blank nor its docstring."""
    lines = (SCRIPTS / f"run-{neighbour.script}.py").read_text(encoding="utf-8").splitlines()
    return sum(1 for line in lines if line.strip() and not line.startswith('"""'))


if __name__ == "__main__":
    main()
