"""What every neighbour is asked and what it reports: one JSON object on stdout. Knows none of them.

Standard library alone, since it runs in each one's own environment.
"""

import json
import math
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Search = Callable[[str], list[tuple[int, str]]]  # a question → the number of a text and the words found, best first


def answer(search: Search, questions: Path) -> Iterator[dict[str, Any]]:
    """Ask every question (`{"question", "text", "answers"}` a line) and yield how it went."""
    for line in questions.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        started = time.perf_counter()
        hits = search(row["question"])
        seconds = time.perf_counter() - started
        texts = list(dict.fromkeys(number for number, _ in hits))[:10]
        yield {
            "seconds": seconds,
            "first": texts[:1] == [row["text"]],
            "reciprocal": 1 / (1 + texts.index(row["text"])) if row["text"] in texts else 0.0,
            "read": _read(row, hits),
        }


def _read(row: dict[str, Any], hits: list[tuple[int, str]]) -> float:
    """Return how many characters are read until an answer has been, infinite where none is."""
    read, least = 0, math.inf
    for number, words in hits:
        if number == row["text"]:
            for wanted in row["answers"]:
                at = words.find(wanted)
                if at >= 0:
                    least = min(least, read + at + len(wanted))
        read += len(words)
    return least


def report(rows: Iterator[dict[str, Any]], ingested: float) -> None:
    """Print the measures of all questions; `ingested` is in seconds, memory in megabytes at its highest."""
    found = list(rows)
    times = sorted(row["seconds"] for row in found)
    measures = {
        "text_first": _mean(found, lambda row: row["first"]),
        "reciprocal_rank": _mean(found, lambda row: row["reciprocal"]),
        "within_1000": _mean(found, lambda row: row["read"] <= 1000),
        "within_3000": _mean(found, lambda row: row["read"] <= 3000),
        "ingest_seconds": ingested,
        "query_ms_p50": 1000 * times[len(times) // 2],
        "query_ms_p95": 1000 * times[int(0.95 * (len(times) - 1))],
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(measures))


def _mean(rows: list[dict[str, Any]], value: Callable[[dict[str, Any]], float]) -> float:
    return sum(map(value, rows)) / len(rows)
