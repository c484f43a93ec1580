"""A service that has looked through its papers meets no passage for the first time."""

from pathlib import Path

import pytest

from assistant import windows
from assistant.look_through import look_through
from eval.run import indexed

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"


def test_every_passage_is_known_afterwards_and_it_stops_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "_KNOWN", {})
    with indexed([SAMPLES / "2025-02"]) as reader:
        assert look_through(reader, stopped=lambda: True) == 0
        assert look_through(reader) == reader.counts().chunks > 10
        chunks = [chunk for row in reader.documents() for chunk in reader.chunks(row.doc_id)]
    assert {chunk.chunk_id for chunk in chunks} <= set(windows._KNOWN)
