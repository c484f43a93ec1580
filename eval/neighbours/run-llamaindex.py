"""LlamaIndex as its documentation has it, with the static model that this project ships."""

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import qdrant_client
from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.qdrant import QdrantVectorStore
from report import answer, report
from safetensors.numpy import load_file
from tokenizers import Tokenizer

folder, questions, model = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
vectors = load_file(model / "model.safetensors")["embedding.weight"].astype(np.float32)


class StaticEmbedding(BaseEmbedding):
    def _get_text_embedding(self, text: str) -> list[float]:
        found = vectors[tokenizer.encode(text, add_special_tokens=False).ids or [0]].mean(axis=0)
        return (found / np.linalg.norm(found)).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def opened() -> Any:
    store = QdrantVectorStore("texts", client=qdrant_client.QdrantClient(":memory:"))
    return VectorStoreIndex.from_documents(
        SimpleDirectoryReader(folder).load_data(),
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[SentenceSplitter()],
        embed_model=StaticEmbedding(),
    ).as_retriever(similarity_top_k=40)


started = time.perf_counter()
retriever = opened()
ingested = time.perf_counter() - started


def search(question: str) -> list[tuple[int, str]]:
    found = retriever.retrieve(question)
    return [(int(Path(one.node.metadata["file_name"]).stem), one.node.get_content()) for one in found]


report(answer(search, questions), ingested)
