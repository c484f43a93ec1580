"""A small board library, read in from real files, and the app over it, for the tests of the HTTP API and the page."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factories_files import pdf_bytes
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.api_parts import UploadResult
from assistant.problem import UnsupportedKindError
from assistant.serve import result_of
from index.reader import Reader
from index.settings import IndexSettings
from ingest.outcome import Status
from ingest.pipeline import ingest
from ingest.upload import Uploads

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)> & «sitat» \"to\""
MINUTES = (
    "# Referat fra møte 7/25 i Produktstyret",
    "Dato: 12. mars 2025",
    "",
    "# Sak 3-7/25 Felles testmiljø på Værøy",
    "Saksinnleder: Åse Øverli",
    "",
    "Vedtak: Produktstyret vedtar å opprette et felles testmiljø på Værøy fra 1. juni 2025.",
    "",
    "Kostnaden på 2,4 millioner kroner dekkes av fylkeskommunen og samarbeids-",
    "partene i fellesskap.",
)
MANDATE = f"""# Mandat for Produktstyret

Styret skal møtes seks ganger i året.

Lederen velges for to år. 🙂 Nestlederen velges for ett år.

Merknad: {HOSTILE}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running app: `client` calls from this machine, `reader` reads the same index."""

    client: TestClient
    reader: Reader
    settings: IndexSettings

    def doc_id(self, suffix: str) -> str:
        """Return the id of the document whose source ends so."""
        return next(row.doc_id for row in self.reader.documents() if row.source.endswith(suffix))


def write_board(folder: Path) -> None:
    """Write the library's files."""
    folder.mkdir(parents=True)
    (folder / "referat-7-25.pdf").write_bytes(pdf_bytes(MINUTES, ("Side to er kort.",)))
    (folder / "mandat æ ø å.md").write_text(MANDATE, encoding="utf-8")
    (folder / "notat.html").write_text(
        "<html><head><title>Notat om budsjett</title></head><body><h1>Notat om budsjett</h1>"
        "<p>Budsjettet for 2026 er 14 millioner kroner.</p></body></html>",
        encoding="utf-8",
    )


@contextmanager
def served(folder: Path, *, upload_bytes_max: int = 100_000, hosts: tuple[str, ...] = ()) -> Iterator[Served]:
    """Read the library in below `folder` and serve it."""
    write_board(folder / "papirer")
    settings = IndexSettings(data=folder / "data")
    outcomes = list(ingest([folder / "papirer"], settings))
    assert all(outcome.status is Status.INDEXED for outcome in outcomes), outcomes

    uploads = Uploads(settings=settings)

    def upload(data: bytes, name: str) -> UploadResult:
        if name.endswith(".exe"):
            raise UnsupportedKindError(f"«{name}» er av en type som ikke kan leses: last opp PDF, DOCX eller PPTX.")
        outcome = uploads.add(data, name)
        assert outcome.doc_id is not None
        return UploadResult(doc_id=outcome.doc_id, source=outcome.source, warnings=outcome.warnings)

    def reread(doc_id: str) -> UploadResult:
        return result_of(uploads.reread(doc_id))

    with Reader.open(settings) as reader:
        app = create_app(
            reader=reader,
            upload=upload,
            remove=uploads.remove,
            reread=reread,
            hosts=hosts,
            upload_bytes_max=upload_bytes_max,
        )
        with local(app) as client:
            yield Served(client=client, reader=reader, settings=settings)


def local(app: Any, *, client: str = "127.0.0.1", host: str = "127.0.0.1:8000") -> TestClient:
    """Return a client that calls the app from an address, by a host name."""
    return TestClient(app, base_url=f"http://{host}", client=(client, 50_000), raise_server_exceptions=False)


def events(body: str) -> list[tuple[str, Any]]:
    """Return the server-sent events of a body: names and data."""
    found = []
    for part in body.strip().split("\n\n"):
        name, data = part.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found
