"""Agenda items tagged by hand with the concepts of the vocabulary that ships: where each stands, and its concepts.

`subjects/agenda.jsonl` names file, page, offsets and a hash of the text, never the text: some of the papers lie
beside the project and are not part of it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eval.case import Place, located
from eval.run import ROOT
from index.document import Page
from ingest.parse import ConfinedParser

AGENDA = Path(__file__).resolve().parent / "subjects" / "agenda.jsonl"
NAMESPACE = "https://styreveiviser.invalid/emne/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectCase:
    """One agenda item with its text, and the URIs of the concepts that a person gave it."""

    file: str
    text: str
    subjects: frozenset[str]


def read_subject_cases() -> tuple[tuple[SubjectCase, ...], int]:
    """Return the items whose papers are at hand, and how many are not. Raises ValueError when a text has changed."""
    rows = [json.loads(line) for line in AGENDA.read_text(encoding="utf-8").splitlines()]
    there = [row for row in rows if (ROOT / row["file"]).is_file()]
    with ConfinedParser() as parser:
        return tuple(_cases(there, parser)), len(rows) - len(there)


def _cases(rows: list[dict[str, Any]], parser: ConfinedParser) -> Iterator[SubjectCase]:
    @cache
    def pages(file: str) -> tuple[Page, ...]:
        path = ROOT / file
        return parser.parse(path.read_bytes(), path.name).pages

    for row in rows:
        place = Place(
            source=row["file"], page=row["page"], start=row["start"], end=row["end"], sha256=row["sha256"],
            quote=None, quote_sha256=None, quote_chars=None,
        )  # fmt: skip
        text = next(page.text for page in pages(row["file"]) if page.number == row["page"])
        found = located(place, text)
        if found is None:
            raise ValueError(f"{row['file']}, page {row['page']}: an agenda item is not there any more; tag it anew")
        subjects = frozenset(NAMESPACE + slug for slug in row["subjects"])
        yield SubjectCase(file=row["file"], text=text[found[0] : found[1]], subjects=subjects)
