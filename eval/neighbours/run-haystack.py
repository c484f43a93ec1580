"""Haystack's in-memory BM25 pipeline, as its documentation has it."""

import sys
import time
from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from report import answer, report

folder, questions = Path(sys.argv[1]), Path(sys.argv[2])
started = time.perf_counter()
store = InMemoryDocumentStore()
writing = Pipeline()
writing.add_component("splitter", DocumentSplitter())
writing.add_component("writer", DocumentWriter(store))
writing.connect("splitter", "writer")
papers = [
    Document(content=path.read_text(encoding="utf-8"), meta={"number": int(path.stem)})
    for path in sorted(folder.glob("*.txt"))
]
writing.run({"splitter": {"documents": papers}})
asking = Pipeline()
asking.add_component("retriever", InMemoryBM25Retriever(store, top_k=40))
ingested = time.perf_counter() - started


def search(question: str) -> list[tuple[int, str]]:
    found = asking.run({"retriever": {"query": question}})["retriever"]["documents"]
    return [(document.meta["number"], document.content) for document in found]


report(answer(search, questions), ingested)
