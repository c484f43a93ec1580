"""Opplasting: a file handed over by the API is kept in the data folder and read in like any other.

The name is text to show, never a path. Does not speak HTTP.
"""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.settings import IndexSettings
from index.writer import Writer
from ingest.outcome import Outcome, Status
from ingest.pipeline import ingest_bytes
from ingest.remove import remove
from ingest.reread import reread

FOLDER = "opplastet"  # the folder that uploaded files are shown under
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploads:
    """Takes uploaded files into the data folder, and documents out of the index."""

    settings: IndexSettings
    wait_seconds: float = 20.0  # for another process that is reading in

    def add(self, data: bytes, name: str) -> Outcome:
        """Keep and read one file. A file of the same name is replaced. Raises SourceError when it cannot be read."""
        shown = safe_name(name)
        path = self._path(shown)
        outcome = ingest_bytes(data, f"{FOLDER}/{shown}", path, self.settings, wait_seconds=self.wait_seconds)
        if outcome.status is Status.FAILED:
            self._forget(path)
            raise SourceError(outcome.message or f"{shown} kunne ikke leses.")
        _keep(data, path)
        return outcome

    def reread(self, doc_id: str) -> Outcome:
        """Read one document again. Raises NotIndexedError, and SourceError when it cannot be read."""
        return reread(doc_id, self.settings)

    def remove(self, doc_id: str) -> None:
        """Take one document out. Raises NotIndexedError."""
        remove(doc_id, self.settings)

    def _path(self, shown: str) -> Path:
        """Return where a file is kept: what a user types never becomes a path, only its hash does."""
        return self.settings.data / "uploads" / hashlib.sha256(shown.encode()).hexdigest()[:32]

    def _forget(self, path: Path) -> None:
        """Leave no trace of a file that was refused; where an earlier version is indexed, it stays, with the reason."""
        with Writer.open(self.settings) as writer:
            row = writer.file(path)
            if row is not None and row.doc_id is None:
                writer.drop(path)
                writer.publish()


def _keep(data: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(f".{os.getpid()}.part")
    written.write_bytes(data)
    written.replace(path)


def safe_name(name: str) -> str:
    """Return the last part of a file name, in NFC, without control characters and path marks."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    cleaned = _UNSAFE.sub("_", last).strip(" .")
    return cleaned[:150] or "uten-navn"
