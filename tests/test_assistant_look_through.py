"""A service that has looked through its papers meets no passage for the first time."""

from pathlib import Path

import pytest

from assistant import windows
from assistant.expect import LEAVES_TRACE, cued, traces
from assistant.look_through import look_through
from assistant.signs import CUES, signs
from eval.run import indexed

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"


def test_every_passage_is_known_afterwards_and_it_stops_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "_KNOWN", {})
    with indexed([SAMPLES / "2025-02"]) as reader:
        assert look_through(reader, stopped=lambda: True) == 0
        assert look_through(reader) == reader.counts().chunks > 10
        chunks = [chunk for row in reader.documents() for chunk in reader.chunks(row.doc_id)]
    assert {chunk.chunk_id for chunk in chunks} <= set(windows._KNOWN)
    assert all((windows.analysed(chunk).signs != windows.UNCOUNTED).all() for chunk in chunks)


def test_what_is_kept_of_a_stretch_is_what_stands_in_it() -> None:
    with indexed([SAMPLES / "2025-02"]) as reader:
        chunks = [chunk for row in reader.documents() for chunk in reader.chunks(row.doc_id)]
    found = 0
    for chunk in chunks:
        (detail,) = windows._analyse([chunk])
        for number, window in enumerate(detail.windows):
            text = windows.window_text(chunk, window)
            counted = [len(traces(kind, text)) for kind in LEAVES_TRACE] + [cued(kind, text) for kind in CUES]
            assert signs(chunk, detail, number) == counted == signs(chunk, detail, number)
            found += sum(counted)
    assert found > len(chunks)
