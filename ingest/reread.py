"""Les inn på nytt: one indexed document is read again, from its file, or from the kept copy where the file is gone.

The old version stays until the new one is whole; when the file cannot be read any more, the old one stays.
"""

from pathlib import Path

from index.errors import SourceError
from index.reader import Reader
from index.settings import IndexSettings
from ingest.outcome import Outcome, Status
from ingest.pipeline import ingest_bytes


def reread(doc_id: str, settings: IndexSettings) -> Outcome:
    """Read a document again. Raises NotIndexedError, BusyError, and SourceError when it cannot be read."""
    with Reader.open(settings) as reader:
        row = reader.document(doc_id)
        paths = [Path(file.path) for file in reader.files() if file.doc_id == doc_id]
        path = next((path for path in paths if path.is_file()), paths[0])
        kept = path if path.is_file() else reader.original(doc_id)
    try:
        data = kept.read_bytes()
    except OSError as error:
        raise SourceError(f"{row.source} kan ikke leses ({error.strerror}); gi lesetilgang og prøv igjen.") from error
    outcome = ingest_bytes(data, row.source, path, settings)
    if outcome.status is Status.FAILED:
        raise SourceError(outcome.message or f"{row.source} kunne ikke leses.")
    return outcome
