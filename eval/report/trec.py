"""Results → run and qrels files in TREC's form, for trec_eval and its kin.

A document is a place in the papers, `source#page:start-end`, with blanks percent-encoded.
"""

from collections.abc import Sequence
from pathlib import Path

from eval.result import Result

TAG = "styreveiviser"


def write_trec(results: Sequence[Result], folder: Path) -> None:
    """Write `SET.run` and `SET.qrels` into `folder` for each set that was searched. What is held out is not written."""
    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        if not result.qrels:
            continue
        (folder / f"{result.name}.qrels").write_text(
            "".join(f"{query} 0 {item} {grade}\n" for query, item, grade in result.qrels), encoding="utf-8"
        )
        (folder / f"{result.name}.run").write_text("".join(_run(result)), encoding="utf-8")


def _run(result: Result) -> list[str]:
    lines: list[str] = []
    rank: dict[str, int] = {}
    for query, item, score in result.rows_of_run:
        rank[query] = rank.get(query, 0) + 1
        lines.append(f"{query} Q0 {item} {rank[query]} {score:g} {TAG}\n")
    return lines
