"""Sentences that the sample papers carry (`faithful.txt`), each with the passage it stands on, as a source."""

from dataclasses import dataclass
from pathlib import Path

from assistant.cite import cite
from assistant.gather import sources_of
from assistant.source import Source
from index.chunk import Chunk, Unit
from index.filter import Filter
from index.reader import Reader

FILE = Path(__file__).with_name("faithful.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faithful:
    """One true sentence and its source."""

    text: str
    source: Source


def units(reader: Reader) -> list[tuple[str, Chunk, Unit]]:
    """Return every unit of the index, with its text on one line."""
    found: dict[str, Chunk] = {}
    for row in reader.documents():
        for chunk in reader.chunks(row.doc_id):
            found[chunk.chunk_id] = chunk
    return [
        (" ".join(chunk.text[unit.start - chunk.start : unit.end - chunk.start].split()), chunk, unit)
        for chunk in found.values()
        for unit in chunk.units
    ]


def faithful(reader: Reader) -> list[Faithful]:
    """Return the true sentences over the sample papers. Raises ValueError for a passage that no paper holds."""
    held = units(reader)
    found: list[Faithful] = []
    source: Source | None = None
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            begin = " ".join(line[1:].split())
            place = next(((chunk, unit) for text, chunk, unit in held if begin in text), None)
            if place is None:
                raise ValueError(f"no passage of the samples holds «{begin}»")
            chunk, unit = place
            (source,) = sources_of(
                [cite(chunk, unit.start, unit.end, number=1, reader=reader, filter=Filter())], 1, reader
            )
        elif line and not line.startswith("#") and source is not None:
            found.append(Faithful(text=line, source=source))
    return found
