"""This project: the default path, offline and without a model."""

import sys
import tempfile
import time
from pathlib import Path

from report import answer, report

from assistant.search import search as find
from index.reader import Reader
from index.settings import IndexSettings
from ingest.pipeline import ingest

folder, questions = Path(sys.argv[1]), Path(sys.argv[2])
with tempfile.TemporaryDirectory() as data:
    started = time.perf_counter()
    settings = IndexSettings(data=Path(data))
    list(ingest([folder], settings))
    reader = Reader.open(settings)
    ingested = time.perf_counter() - started

    def search(question: str) -> list[tuple[int, str]]:
        return [(int(Path(hit.chunk.source).stem), hit.chunk.text) for hit in find(question, reader=reader, top_k=40)]

    report(answer(search, questions), ingested)
    reader.close()
