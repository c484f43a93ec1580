"""The language of passages: one that differs from its document's is told, one that only holds a name is not."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search import search
from eval.run import indexed
from index.filter import Filter
from index.language import language_of, language_of_passage

PASSAGES = {
    "nb": (
        "Styret drøftet hvordan kommunene kan få mer hjelp, og ba sekretariatet om å komme tilbake med en plan.",
        "Det ble ikke fattet noe vedtak, men flere medlemmer ønsker å se på kostnadene ved løsningen.",
    ),
    "nn": (
        "Styret drøfta korleis kommunane kan få meir hjelp, og bad sekretariatet om å kome tilbake med ein plan.",
        "Det vart ikkje gjort noko vedtak, men fleire medlemer ønskjer å sjå på kostnadene ved løysinga.",
    ),
    "en": (
        "The board discussed how the municipalities can get more help, and asked the secretariat for a plan.",
        "No decision was made, but several members would like to know what the solution will cost.",
    ),
    "se": (
        "Stivra lea mearridan ahte dát ášši galgá ovddiduvvot boahtte čoahkkimis, ja čállingoddi ráhkada plána.",
        "Dat ii lean vel čielggas man ollu čoavddus máksá, muhto lahtut háliidit eanet dieđuid.",
    ),
}


@pytest.mark.parametrize(
    ("expected", "language", "text"),
    [
        (expected, language, text)
        for expected, (language, texts) in itertools.product(PASSAGES, PASSAGES.items())
        for text in texts
    ],
)
def test_a_passage_has_its_own_language_whatever_its_documents_is(expected: str, language: str, text: str) -> None:
    assert language_of_passage(text, expected) == language


@pytest.mark.parametrize(
    "text",
    [
        "Status for arbeidet",
        "Ved Jánoš Čáhput og Máret Ánne",
        "Innlegg om «The art of the possible»",
        "Helse Vest IKT",
        "12.40–13.40 | 6-44/24 | Beslutning",
        "",
    ],
)
def test_names_titles_and_short_lines_keep_the_language_of_their_document(text: str) -> None:
    assert language_of_passage(text, "nb") == "nb"
    assert language_of_passage(text, "nn") == "nn"


@given(st.text(max_size=80), st.sampled_from(list(PASSAGES)))
def test_any_text_has_one_of_the_languages(text: str, expected: str) -> None:
    assert language_of_passage(text, expected) in PASSAGES and language_of(text) in PASSAGES


def test_the_filter_finds_a_sami_and_an_english_passage_in_a_norwegian_paper(tmp_path: Path) -> None:
    parts = [
        f"# {name}\n\n{' '.join(PASSAGES[language])}"
        for name, language in (
            ("Drøfting", "nb"),
            ("Čoahkkáigeassu", "se"),
            ("Summary", "en"),
            ("Samandrag", "nn"),
            ("Mer", "nb"),
        )
    ]
    (tmp_path / "referat.md").write_text("\n\n".join(parts), encoding="utf-8")
    with indexed([tmp_path]) as reader:
        assert reader.documents()[0].language == "nb"
        for language, texts in PASSAGES.items():
            hits = search("styret stivra board", reader=reader, filter=Filter(languages=(language,)))
            assert hits and all(hit.chunk.language == language for hit in hits)
            assert any(texts[0] in hit.chunk.text for hit in hits)
