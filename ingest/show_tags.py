"""Tagged files on a terminal or as JSON lines: one line a file. Does not tag anything."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from ingest.tag import Tagged

_WORDS_SHOWN = 4


def write_tags(files: Iterable[Tagged], *, as_json: bool) -> int:
    """Print every file and return the exit code: 1 when one of them could not be read."""
    failed = 0
    for file in files:
        if file.message:
            failed = 1
            sys.stderr.write(f"FEIL  {file.message}\n")
        elif as_json:
            sys.stdout.write(json.dumps(_row(file), ensure_ascii=False) + "\n")
        else:
            _show(file)
    return failed


def _row(file: Tagged) -> dict[str, object]:
    row = asdict(file)
    del row["message"]
    return row


def _show(file: Tagged) -> None:
    sys.stdout.write(f"{file.source}\n")
    if not file.terms:
        sys.stdout.write("      ingen emneord\n")
    for term in file.terms:
        words = dict.fromkeys(" ".join(piece.text.split()).lower() for piece in term.evidence)
        shown = ", ".join(list(words)[:_WORDS_SHOWN])
        sys.stdout.write(f"  {term.score:.2f}  {term.label} ({shown})\n")
