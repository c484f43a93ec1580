"""Answers, passages and status for a terminal, and as JSON. Does not decide anything."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer, Citation
from assistant.certainty import certainty, words
from index.hit import Hit
from index.place import Place
from index.reader import Reader
from index.settings import IndexSettings

PLACES_SHOWN = 4
_KIND_WORDS = {
    "notice": "innkalling",
    "agenda": "saksliste",
    "minutes": "referat",
    "mandate": "mandat",
    "roadmap": "veikart",
    "slides": "presentasjon",
    "attachment": "vedlegg",
}


def as_json(value: object, more: Mapping[str, object]) -> str:
    """Return a dataclass or mapping as one line of JSON, with the fields of `more` in place of its own."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    if isinstance(plain, Mapping):
        plain = {**plain, **more}
    return json.dumps(plain, ensure_ascii=False, default=_plain)


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def show_answer(answer: Answer) -> None:
    """Print an answer with its sources, or a refusal with what was searched and the nearest passages."""
    console = Console(soft_wrap=False, highlight=False)
    console.print(Text(answer.text))
    if answer.writing:
        console.print(Text(answer.writing.notice, style="italic"))
    console.print()
    if answer.refusal:
        searched = answer.refusal.searched
        words = ", ".join(searched.terms) or "ingen ord"
        console.print(Text(f"Lette i {searched.documents} dokumenter ({searched.chunks} avsnitt) etter: {words}"))
        if answer.refusal.nearest:
            console.print(Text("Nærmeste avsnitt:"))
        for citation in answer.refusal.nearest:
            _print_citation(console, citation)
        return
    for citation in answer.citations:
        _print_citation(console, citation)


def _print_citation(console: Console, citation: Citation) -> None:
    place = [citation.source, f"side {citation.page}"]
    if citation.case_number:
        place.append(f"sak {citation.case_number}")
    if citation.meeting_date:
        place.append(citation.meeting_date)
    console.print(Text(f"[{citation.number}] {citation.title} – {', '.join(place)}", style="bold"))
    console.print(Text(f"    «{' '.join(citation.quote.split())}»"))
    _print_places(console, "    ", citation.also)


def _print_places(console: Console, indent: str, also: Sequence[Place]) -> None:
    """Print where else the same stands: the first few places, and how many more there are."""
    if also:
        different = list(dict.fromkeys(f"{place.source}, side {place.page}" for place in also))
        more = f" og {len(different) - PLACES_SHOWN} steder til" if len(different) > PLACES_SHOWN else ""
        console.print(Text(f"{indent}Står også i {'; '.join(different[:PLACES_SHOWN])}{more}.", style="dim"))


def show_hits(hits: Sequence[Hit]) -> None:
    """Print ranked passages with their scores."""
    console = Console(highlight=False)
    if not hits:
        sys.stderr.write("Ingen avsnitt nevner dette.\n")
    for hit in hits:
        chunk = hit.chunk
        line = f"{hit.rank}. {chunk.title} – {chunk.source}, side {chunk.page} ({hit.score:.3f})"
        console.print(Text(line, style="bold"))
        console.print(Text("   " + " ".join(chunk.text.split())))
        _print_places(console, "   ", hit.also)


def status_rows(reader: Reader, settings: IndexSettings) -> dict[str, Any]:
    """Return what is indexed, for JSON."""
    return {
        **asdict(reader.counts()),
        "register": asdict(certainty(reader)),
        "data": str(settings.data),
        "published_at": reader.published_at,
        "documents_list": [asdict(row) for row in reader.documents()],
        "failed": [
            {"path": row.path, "message": row.message} for row in reader.files() if row.status.value == "failed"
        ],
    }


def show_status(reader: Reader, settings: IndexSettings) -> None:
    """Print what is indexed as a table."""
    console = Console(highlight=False)
    counts = reader.counts()
    if not counts.documents:
        console.print(Text(f"Ingen dokumenter i {settings.data}. Les inn med «veiviser ingest MAPPE»."))
        return
    table = Table("Dokument", "Type", "Møte", "Dato", "Språk", "Tilgang", "Sider", "Avsnitt")
    for row in reader.documents():
        cells = (
            row.source, _KIND_WORDS.get(row.kind, row.kind), row.meeting_number or "", row.meeting_date or "",
            row.language, row.access, str(row.page_count), str(row.chunk_count),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    console.print(
        Text(
            f"{counts.documents} dokumenter, {counts.pages} sider, {counts.chunks} avsnitt, {counts.meetings} møter. "
            f"Sist oppdatert {reader.published_at}."
        )
    )
    console.print(Text(words(certainty(reader))))
    for row in reader.documents():
        for warning in row.warnings:
            sys.stderr.write(f"OBS   {row.source}: {warning}\n")
    for file in reader.files():
        if file.status.value == "failed":
            sys.stderr.write(f"FEIL  {file.message}\n")
