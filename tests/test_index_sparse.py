"""Scores: the two vectors' product is BM25, stored and asked sides agree, and the fusion keeps to the words."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from factories import make_chunk, make_chunks, make_document, original
from hypothesis import given
from hypothesis import strategies as st

from index import sparse
from index.analyze import terms
from index.chunk import embedding_text
from index.fuse import fuse, rank
from index.position import Position
from index.reader import Reader
from index.settings import IndexSettings
from index.sparse import AVERAGE_TERMS, K1, QUANTUM, B, features, idf, query_grams, query_words, term_number
from index.store import Found
from index.weigh import distinct, weigh
from index.writer import Writer

TEXT = st.text("abdeiklmnorstvåø 2-/.", max_size=200)


def test_the_score_of_the_words_leg_is_bm25(tmp_path: Path) -> None:
    texts = ["Budsjett og budsjett for skolen.", "Mandat for skolen.", "Budsjett."]
    documents = [make_document([text], source=f"{n}.txt", title="T") for n, text in enumerate(texts)]
    settings = IndexSettings(data=tmp_path)
    with Writer.open(settings) as writer:
        for document in documents:
            writer.put(Path("/") / document.source, document, make_chunks(document), original([document.pages[0].text]))
        writer.publish()
    with Reader.open(settings) as reader:
        found = {hit.chunk.source: hit.score for hit in reader.legs("budsjett i skolen").words}
    for document in documents:
        counted = terms(embedding_text(make_chunks(document)[0]))
        expected = 0.0
        for term, df in ((terms("budsjett")[0], 2), (terms("skolen")[0], 2)):
            tf, rarity = counted.count(term), math.log(1 + (3 - df + 0.5) / (df + 0.5))
            expected += rarity * tf * (K1 + 1) / (tf + K1 * (1 - B + B * len(counted) / AVERAGE_TERMS))
        assert found[document.source] == pytest.approx(expected, abs=2 * QUANTUM)


@given(text=TEXT)
def test_the_stored_and_the_asked_side_count_alike(text: str) -> None:
    chunk = make_chunk(make_document([text or "x"], title="t"))
    counted, [weighed] = features(embedding_text(chunk)), weigh([terms(embedding_text(chunk))])
    assert sorted(counted.terms) == sorted(weighed.terms)
    assert sorted(counted.grams) == weighed.grams.tolist()
    assert weighed.words_vector.indices == tuple(sorted({term_number(term) for term in counted.terms}))
    names, grams = distinct(chunk)
    assert (names, grams.tolist()) == (weighed.terms, weighed.grams.tolist())
    for vector in (weighed.words_vector, weighed.grams_vector):
        assert all(0.0 < value <= K1 + 1 for value in vector.values)
        assert all((value / QUANTUM).is_integer() for value in vector.values), "sums are exact in any order"
        assert list(vector.indices) == sorted(set(vector.indices))


@given(df=st.integers(1, 1000), chunks=st.integers(1, 1000))
def test_what_is_rarer_weighs_more_and_never_nothing(df: int, chunks: int) -> None:
    if df < chunks:
        assert idf(df, chunks) > idf(df + 1, chunks) > 0.0


def test_words_that_no_chunk_holds_are_left_out_of_the_question() -> None:
    counted = features("mandat ukjentord")
    assert len(query_words(counted, {"mandat": 3}, 10).indices) == 1
    assert query_grams(counted, {}, 10).indices == ()


def test_numbers_of_terms_are_the_same_in_another_process() -> None:
    code = "from index.sparse import *; print(term_number('læring'), fingerprint())"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert answers == {f"{term_number('læring')} {sparse.fingerprint()}\n"}


SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 30.0), max_size=8)


@given(words=SCORES, grams=SCORES, dense=SCORES)
def test_the_other_legs_together_never_overturn_a_first_that_words_alone_tell(
    words: dict[str, float], grams: dict[str, float], dense: dict[str, float]
) -> None:
    fused = fuse(Found(words=tuple(words.items()), grams=tuple(grams.items()), dense=tuple(dense.items())))
    best = max(words, key=lambda key: words[key], default=None)
    for other in fused:
        if best is not None and other != best and words.get(other, 0.0) < 0.09 * words[best]:
            assert fused[best] > fused[other]


@given(words=SCORES, order=st.permutations("abcdefgh"))
def test_equal_scores_stand_in_the_order_of_their_documents(words: dict[str, float], order: list[str]) -> None:
    places = {chunk: Position("same.txt", "d", order.index(chunk), 1, 0, 9, None) for chunk in order}
    ranked = rank(dict.fromkeys(words, 0.5), words, places)
    assert [one.chunk_id for one in ranked] == sorted(words, key=order.index)
    assert {one.chunk_id: one.bm25 for one in ranked} == words


def test_searching_lexically_imports_no_model_and_no_client_of_a_server() -> None:
    code = (
        "import sys, tempfile, pathlib; from index.reader import Reader; from index.settings import IndexSettings\n"
        "Reader.open(IndexSettings(data=pathlib.Path(tempfile.mkdtemp()))).search('mandat')\n"
        "print([m for m in ('torch', 'sentence_transformers', 'qdrant_client') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert np.uint32(2**32 - 1) == 2**32 - 1  # the width of a term's number
