"""The whole service on a port of this machine over the sample papers, and one paper that is up to no good."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from factories_api import HOSTILE

from assistant.api import create_app
from assistant.api_parts import UPLOAD_BYTES_MAX, UploadResult
from assistant.serve import address_of, listening, result_of
from index.reader import Reader
from index.settings import IndexSettings
from ingest.pipeline import ingest
from ingest.upload import Uploads

SAMPLES = Path(__file__).parent.parent / "samples" / "documents"
# Turned around by a browser that is not told better, the name ends in «exe.md».
HOSTILE_NAME = "notat \u202egro.exe.md"
HOSTILE_WORDS = "Kattepasset i foajeen koster 17 kroner"
_HOSTILE_PAPER = f"# Notat {HOSTILE}\n\n{HOSTILE_WORDS} \u202e<b>og ikke mer</b>\u202c.\n"


@contextmanager
def running_site(
    folder: Path,
    *,
    samples: Path = SAMPLES,
    admin_token: str | None = None,
    upload_bytes_max: int = UPLOAD_BYTES_MAX,
    wait_seconds: float = 20.0,
) -> Iterator[str]:
    """Read the papers in below `folder`, serve them, and give the address."""
    papers = folder / "papirer"
    papers.mkdir(parents=True)
    (papers / HOSTILE_NAME).write_text(_HOSTILE_PAPER, encoding="utf-8")
    settings = IndexSettings(data=folder / "data")
    list(ingest([samples, papers], settings))
    uploads = Uploads(settings=settings, wait_seconds=wait_seconds)

    def upload(data: bytes, name: str) -> UploadResult:
        return result_of(uploads.add(data, name))

    def reread(doc_id: str) -> UploadResult:
        return result_of(uploads.reread(doc_id))

    with Reader.open(settings) as reader, listening("127.0.0.1", 0) as listener:
        app = create_app(
            reader=reader,
            upload=upload,
            remove=uploads.remove,
            reread=reread,
            warm=True,
            admin_token=admin_token,
            upload_bytes_max=upload_bytes_max,
        )
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield address_of(listener)
        finally:
            server.should_exit = True
            thread.join()
