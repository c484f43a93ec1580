"""Known terms near a misspelt one: all of them, and only them."""

import sqlite3
from pathlib import Path

import pytest
from factories import make_chunks, make_document, original
from hypothesis import given
from hypothesis import strategies as st

from index.manifest import connect_to_nothing
from index.reader import Reader
from index.settings import IndexSettings
from index.spelling import Vocabulary, distance, letters
from index.writer import Writer

WORD = st.text("abcå", min_size=1, max_size=9)


def manifest_of(counts: dict[str, int]) -> sqlite3.Connection:
    connection = connect_to_nothing()
    rows = [(term, df, len(term), letters(term)) for term, df in counts.items()]
    connection.executemany("INSERT INTO terms VALUES (?, ?, ?, ?)", rows)
    return connection


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("mandat", "mandat", 0),
        ("mandat", "mandt", 1),
        ("mandat", "manndat", 1),
        ("mandat", "mamdat", 1),
        ("mandat", "madnat", 1),
        ("mandat", "amndta", 2),
        ("budsjett", "busjet", 2),
        ("mandat", "budsjett", 3),
        ("", "ab", 2),
        ("ca", "abc", 3),
    ],
)
def test_distance_counts_edits_up_to_a_limit(a: str, b: str, edits: int) -> None:
    assert distance(a, b, 2) == distance(b, a, 2) == edits


@given(known=st.dictionaries(WORD, st.integers(1, 9), max_size=30), term=WORD)
def test_similar_terms_are_all_that_are_near_enough(known: dict[str, int], term: str) -> None:
    edits = 0 if len(term) < 4 else 1 if len(term) < 8 else 2
    expected = {other for other in known if other != term and slow_distance(term, other) <= edits}
    connection = manifest_of(known)
    found = Vocabulary().similar(connection, term, 1000)
    connection.close()
    assert {near.term for near in found} == (expected if edits else set())
    assert list(found) == sorted(found, key=lambda near: (near.distance, -near.df, near.term))
    assert all(near.df == known[near.term] for near in found)


def slow_distance(a: str, b: str) -> int:
    """Edits by the definition, without a limit."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            costs = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i - 1] != b[j - 1])]
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                costs.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(costs)
    return table[len(a), len(b)]


def test_numbers_and_case_numbers_are_never_corrected() -> None:
    connection = manifest_of({"6-44/24": 3, "2024-04-04": 9, "mandat": 1})
    vocabulary = Vocabulary()
    assert [vocabulary.similar(connection, term, 5) for term in ("6-44/25", "2024-04-05", "man")] == [(), (), ()]
    connection.close()


def test_a_reader_suggests_from_the_newest_publication(tmp_path: Path) -> None:
    settings = IndexSettings(data=tmp_path)
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        for text in ("Mandatet.", "Budsjettet."):
            document = make_document([text], source=text)
            writer.put(Path("/") / text, document, make_chunks(document), original([text]))
            writer.publish()
            reader.similar_terms("mandt")
        assert [near.term for near in reader.similar_terms("busjett")] == ["budsjett"]
        writer.drop(Path("/Budsjettet."))
        writer.publish()
        assert reader.similar_terms("busjett") == ()
