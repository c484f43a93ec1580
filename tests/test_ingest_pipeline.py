"""Reading a folder into an index, with real files and the real reader."""

import os
from pathlib import Path

from index.settings import IndexSettings
from ingest.outcome import Status
from ingest.pipeline import ingest

MINUTES = "# Referat\n\n## Sak 3/25 Budsjett\n\nStyret vedtok budsjettet for 2026 med en ramme på 40 millioner.\n"


def test_only_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder, settings = tmp_path / "in", IndexSettings(data=tmp_path / "data")
    folder.mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).write_text(MINUTES + name, encoding="utf-8")
    assert [one.status for one in ingest([folder], settings)] == [Status.INDEXED, Status.INDEXED]
    assert [one.status for one in ingest([folder], settings)] == [Status.UNCHANGED, Status.UNCHANGED]
    (folder / "b.md").write_text(MINUTES + "Endret.", encoding="utf-8")
    assert [one.status for one in ingest([folder], settings)] == [Status.UNCHANGED, Status.INDEXED]
    (folder / "a.md").unlink()
    assert [one.status for one in ingest([folder], settings, prune=True)] == [Status.UNCHANGED, Status.REMOVED]


def test_an_oversized_file_is_refused_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").touch()
    os.truncate(folder / "a.txt", 500 * 1024 * 1024)
    (folder / "b.md").write_text(MINUTES, encoding="utf-8")
    large, read = ingest([folder], IndexSettings(data=tmp_path / "data"))
    assert large.status is Status.FAILED
    assert "a.txt" in (large.message or "")
    assert "200 MB" in (large.message or "")
    assert read.status is Status.INDEXED
