"""Repetition: what counts as the same passage, and where it stands as documents come and go."""

import tempfile
from pathlib import Path

import pytest
from factories import make_chunk, make_chunks, make_document, original
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index import repeat
from index.document import Access
from index.filter import Filter
from index.reader import Reader
from index.repeat import alike, contradict, numbers, prints, told_in, words
from index.settings import IndexSettings
from index.writer import Writer


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    """Settings of an empty data folder."""
    return IndexSettings(data=tmp_path / "data")


STANDING = "Styret skal sikre at portalen utvikles i tråd med nasjonale mål og brukernes behov i hele landet."


@pytest.mark.parametrize(
    "other",
    [
        STANDING.upper().replace(" ", "\n"),
        f"{STANDING}\nSide 3 av 12",
        STANDING.replace("nasjonale", "nasj0nale"),
        STANDING.replace("brukernes behov", "brukernesbehov"),
        STANDING.replace("portalen", "portalene"),
        f"{STANDING} Pasienter også.",
    ],
)
def test_the_same_passage_is_known_by_its_words(other: str) -> None:
    assert alike(STANDING, other) and alike(other, STANDING)
    assert len(set(prints(STANDING)) & set(prints(other))) >= 3 or len(prints(STANDING)) < 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STANDING, STANDING.replace("skal sikre", "skal ikke sikre")),
        (STANDING, STANDING.replace("skal", "bør")),
        (f"{STANDING} Rammen er 5 millioner.", f"{STANDING} Rammen er 7 millioner."),
        (f"I 2024: {STANDING}", f"{STANDING} Fra 2026."),
        (f"Møte 51/25. {STANDING}", f"Møte 52/25. {STANDING}"),
        (f"{STANDING} Saken økes.", f"{STANDING} Saken senkes."),
        ("Budsjett side 1.", "Budsjett side 2."),
        ("Sak 3 Eventuelt", "Sak 4 Eventuelt"),
    ],
)
def test_another_number_a_not_or_another_word_is_another_passage(one: str, other: str) -> None:
    assert not alike(one, other) and not alike(other, one)


_PIECES = st.lists(st.sampled_from("styret skal i 20 24 2024 24b 2 4 a2024 side".split()), min_size=6, max_size=14)


@given(one=_PIECES, other=_PIECES)
def test_passages_whose_numbers_contradict_each_other_are_never_one(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(other)
    assert contradict(numbers(first), numbers(second)) == contradict(numbers(second), numbers(first))
    if contradict(numbers(first), numbers(second)):
        assert repeat._missing(words(first), words(second)) == float("inf")


def test_what_is_told_in_a_longer_passage_is_not_told_again() -> None:
    longer = (
        f"Innledning om bakgrunnen for arbeidet og hvem som deltok. {STANDING} Deretter fulgte en runde rundt bordet."
    )
    assert told_in(STANDING, longer) and not told_in(longer, STANDING)
    assert not told_in(STANDING.replace("skal", "skal aldri"), longer)


def test_a_repeated_passage_is_searched_once_and_tells_where_else_it_stands(settings: IndexSettings) -> None:
    pack = make_document([STANDING, "Vedtak om budsjett.", STANDING], source="a.txt")
    near = make_document([STANDING.replace("nasjonale", "nasj0nale")], source="b.txt")
    with Writer.open(settings) as writer:
        for document in (pack, near):
            writer.put(
                Path(f"/{document.source}"), document, make_chunks(document),
                original([page.text for page in document.pages]),
            )  # fmt: skip
        writer.publish()
    with Reader.open(settings) as reader:
        hits = reader.search("nasjonale mål for portalen")
        assert [(hit.chunk.source, hit.chunk.page) for hit in hits] == [("a.txt", 1), ("b.txt", 1)]
        found = reader.repeats.places(hits[0].chunk, Filter())
        assert [(place.source, place.page) for place in found] == [("a.txt", 3), ("b.txt", 1)]
        start = STANDING.index("utvikles")
        quoted = reader.repeats.quoted(hits[0].chunk, start, start + len("utvikles i tråd med"), Filter())
        texts = [reader.passage(place.doc_id, place.page, place.start, place.end) for place in quoted]
        assert texts == ["utvikles i tråd med"] * 2


_WORDINGS = (
    STANDING, STANDING.replace("nasjonale", "nasj0nale"), STANDING.replace("skal", "bør"), "Eventuelt.",
    f"{STANDING} Rammen er 15 millioner.", f"{STANDING} Rammen er 17 millioner.",
)  # fmt: skip
_DOCUMENTS = st.lists(
    st.tuples(st.lists(st.sampled_from(_WORDINGS), min_size=1, max_size=3), st.sampled_from(list(Access))),
    min_size=1,
    max_size=4,
)


@hypothesis_settings(max_examples=25, deadline=None)
@given(
    documents=_DOCUMENTS,
    removed=st.sets(st.integers(0, 3)),
    seen=st.sets(st.sampled_from(list(Access))),
    looked_at=st.booleans(),
)
def test_places_are_those_that_are_left_and_may_be_seen(
    documents: list[tuple[list[str], Access]], removed: set[int], seen: set[Access], looked_at: bool
) -> None:
    made = [
        make_document(pages, source=f"{number}.txt", access=access) for number, (pages, access) in enumerate(documents)
    ]
    with tempfile.TemporaryDirectory() as folder:
        settings = IndexSettings(data=Path(folder))
        with Writer.open(settings) as writer:
            for document in made:
                writer.put(Path(f"/{document.source}"), document, make_chunks(document), b"")
            writer.publish()
            for number in removed & set(range(len(made))):
                writer.remove(made[number].doc_id)
            writer.publish()
        left = [document for number, document in enumerate(made) if number not in removed]
        chosen = Filter(access=tuple(seen))
        with Reader.open(settings) as reader:
            for document in left if looked_at else ():
                reader.look_at(document.doc_id)
            for document in left:
                for page in document.pages:
                    found = reader.repeats.places(make_chunk(document, page.number), chosen)
                    assert {(place.source, place.page) for place in found} == {
                        (other.source, twin.number)
                        for other in left
                        for twin in other.pages
                        if alike(twin.text, page.text)
                        and (not seen or other.access in seen)
                        and (other.source, twin.number) != (document.source, page.number)
                    }


def test_an_index_of_an_earlier_version_learns_what_repeats_when_it_is_rebuilt(settings: IndexSettings) -> None:
    document = make_document([STANDING], source="a.txt")
    twin = make_document([STANDING], source="b.txt")
    with Writer.open(settings) as writer:
        for one in (document, twin):
            writer.put(Path(f"/{one.source}"), one, make_chunks(one), b"")
        writer.publish()
    with Writer.open(settings) as writer:
        writer._connection.executescript(
            "DROP TABLE prints; DROP INDEX chunks_by_content; ALTER TABLE chunks DROP COLUMN content;"
            " UPDATE meta SET value = '2' WHERE key = 'schema';"
        )
    with Writer.open(settings, rebuild=True) as writer:
        writer.publish()
    with Reader.open(settings) as reader:
        found = reader.repeats.places(make_chunk(document), Filter())
        assert [place.source for place in found] == ["b.txt"]
