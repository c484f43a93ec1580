"""The retriever in a query engine of LlamaIndex: its model gets our passages, and its sources have our places."""

from factories_model import Echo
from factories_samples import sample_reader
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.schema import MetadataMode

from assistant.llamaindex import VeiviserRetriever
from assistant.search import search
from index.filter import Filter

QUESTION = "Hva ble vedtatt om visningstid for prøvesvar?"


def test_a_query_engine_answers_from_our_passages() -> None:
    reader = sample_reader()
    model = Echo(model="ekko", says="Svaret står i kildene.", max_tokens=50, temperature=0.0)
    synthesizer = get_response_synthesizer(llm=model, response_mode=ResponseMode.COMPACT)
    engine = RetrieverQueryEngine(retriever=VeiviserRetriever(reader, top_k=5), response_synthesizer=synthesizer)
    response = engine.query(QUESTION)
    assert str(response) == "Svaret står i kildene."
    hits = search(QUESTION, reader=reader, top_k=5)
    assert [one.node.node_id for one in response.source_nodes] == [hit.chunk.chunk_id for hit in hits]
    for one in response.source_nodes:
        place = one.node.metadata
        page = reader.page(place["doc_id"], place["page"]).text
        assert page[place["start"] : place["end"]] == one.node.get_content()
        shown = one.node.get_content(metadata_mode=MetadataMode.LLM)
        assert place["title"] in shown and place["doc_id"] not in shown


def test_a_filter_and_an_empty_question_are_kept() -> None:
    retriever = VeiviserRetriever(sample_reader(), filter=Filter(kinds=("mandate",)), top_k=3)
    assert {one.node.metadata["kind"] for one in retriever.retrieve("medlemmer i styret")} == {"mandate"}
    assert retriever.retrieve("  ") == []
