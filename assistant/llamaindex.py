"""Styreveiviser's search as a retriever of LlamaIndex, for those who build on that: passages with their places.

The other module that imports LlamaIndex. Imported by whoever wants it, and by nothing here.
"""

from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.search import search
from index.filter import Filter
from index.hit import Hit
from index.reader import Reader

# What a model is told of a passage beside its words; the rest is for whoever cites it.
_SHOWN = ("title", "meeting_date", "case_number")


class VeiviserRetriever(BaseRetriever):
    """Gives the best passages for a question, each once, as text nodes whose metadata say where they stand.

    `page_text[start:end] == node.text`, as everywhere. `filter` keeps what it lets through alone.
    """

    def __init__(self, reader: Reader, *, filter: Filter | None = None, top_k: int = 10, **kwargs: Any) -> None:
        """Search `reader`, which the caller opens and closes."""
        self._reader = reader
        self._filter = filter
        self._top_k = top_k
        super().__init__(**kwargs)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = query_bundle.query_str.strip()
        if not question:
            return []
        self._reader.refresh()
        hits = search(question, reader=self._reader, filter=self._filter, top_k=self._top_k)
        return [NodeWithScore(node=node_of(hit), score=hit.score) for hit in hits]


def node_of(hit: Hit) -> TextNode:
    """Return a passage as a node; its id is the passage's."""
    chunk = hit.chunk
    place = {
        "doc_id": chunk.doc_id,
        "title": chunk.title,
        "source": chunk.source,
        "kind": chunk.kind,
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "case_number": chunk.case_number,
        "meeting_date": chunk.meeting_date,
        "language": chunk.language,
        "access": chunk.access,
    }
    hidden = [key for key in place if key not in _SHOWN or place[key] is None]
    return TextNode(
        id_=chunk.chunk_id,
        text=chunk.text,
        metadata=place,
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=hidden,
    )
