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
from ingest.outcome import Outcome, Status
from ingest.pipeline import ingest_bytes
from ingest.remove import remove

FOLDER = "opplastet"  # the folder that uploaded files are shown under
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploads:
    """Takes uploaded files into the data folder, and documents out of the index."""

    settings: IndexSettings

    def add(self, data: bytes, name: str) -> Outcome:
        """Keep and read one file. A file of the same name is replaced. Raises SourceError when it cannot be read."""
        shown = safe_name(name)
        path = self._keep(data, shown)
        outcome = ingest_bytes(data, f"{FOLDER}/{shown}", path, self.settings)
        if outcome.status is Status.FAILED:
            raise SourceError(outcome.message or f"{shown} kunne ikke leses.")
        return outcome

    def remove(self, doc_id: str) -> None:
        """Take one document out. Raises NotIndexedError."""
        remove(doc_id, self.settings)

    def _keep(self, data: bytes, shown: str) -> Path:
        """Write the bytes under a name made of the shown name's hash: what a user types never becomes a path."""
        folder = self.settings.data / "uploads"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / hashlib.sha256(shown.encode()).hexdigest()[:32]
        written = path.with_suffix(f".{os.getpid()}.part")
        written.write_bytes(data)
        written.replace(path)
        return path


def safe_name(name: str) -> str:
    """Return the last part of a file name, in NFC, without control characters and path marks."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    cleaned = _UNSAFE.sub("_", last).strip(" .")
    return cleaned[:150] or "uten-navn"
