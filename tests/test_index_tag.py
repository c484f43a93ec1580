"""Tagging: the right concept first, in both written standards, with words that stand in the text, or none at all."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.los import los_tagger
from eval.los_data import LOS, for_tuning, read_los
from index.analyze import word_terms
from index.meaning import meanings, split_compound
from index.settings import IndexSettings
from index.tag import Tagger
from index.tag_view import Text
from index.vocabulary.keep import open_vocabulary

NS = "https://styreveiviser.invalid/emne/"


@cache
def _tagger() -> Tagger:
    return Tagger(open_vocabulary(IndexSettings(data=Path("/nonexistent")), say=lambda sentence: None))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return _tagger()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    """A tagger by a vocabulary of four concepts."""
    folder = tmp_path_factory.mktemp("own")
    path = folder / "v.ttl"
    path.write_text(
        """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <http://e/> .
        e:home a skos:Concept ; skos:prefLabel "Trygghet i hjemmet"@nb, "Safety at home"@en ;
          skos:hiddenLabel "Digitalt tilsyn"@nb, "Digital medisindispenser"@nb, "Trygghetsalarm"@nb .
        e:fine a skos:Concept ; skos:prefLabel "Bot"@nb, "Fine"@en .
        e:gp a skos:Concept ; skos:prefLabel "Fastlege"@nb ; skos:hiddenLabel "Legekontor"@nb .
        e:plan a skos:Concept ; skos:prefLabel "Veikart"@nb, "Vegkart"@nn ; skos:altLabel "Leveranseplan"@nb .""",
        encoding="utf-8",
    )
    return Tagger(open_vocabulary(IndexSettings(data=folder, vocabulary=(path,))))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Revisjon av mandatet for produktstyret", "mandat"),
        ("Innbyggere som kan gi noen andre lov til å handle på sine vegne", "fullmakt"),
        ("Forslag til fordeling av kostnadene mellom regionene", "kostnadsfordeling"),
        ("Meldingstenesta var ute av drift i tre timar", "oppetid"),
        ("Årsak til at pasientar ikkje får sjå prøvesvara sine", "provesvar"),
        ("Vurdering av personvernkonsekvensar før lansering", "personvernkonsekvens"),
        ("Språkmodeller som svarer på spørsmål", "kunstig-intelligens"),
        ("E-resepten fornyes hos fastlegen", "resept"),
    ],
)
def test_the_concept_is_found_in_both_written_standards(tagger: Tagger, text: str, slug: str) -> None:
    assert NS + slug in [term.uri for term in tagger.rank(text)[:3]]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "12.04.2024", "Katten sover på sofaen.", "Ola satt ved vinduet og så på regnet.", "abc xyz", "Pause"],
)
def test_a_text_about_nothing_in_the_vocabulary_gets_no_term(tagger: Tagger, text: str) -> None:
    assert tagger.rank(text) == () == tagger.assign(text)


def test_digital_alone_is_not_about_safety_at_home(own: Tagger) -> None:
    for text in ("Digital dialog og digitale tjenester", "Den digitale strategien ble drøftet", "Digitalt møte"):
        assert "http://e/home" not in [term.uri for term in own.assign(text)]
    assert own.assign("Kommunen tilbyr digitalt tilsyn om natten")[0].uri == "http://e/home"


def test_english_labels_are_for_english_texts(own: Tagger, tagger: Tagger) -> None:
    assert own.assign("Det var fine dager på fjellet") == ()
    assert NS + "fullmakt" in [term.uri for term in tagger.rank("The power of attorney is missing from the plan")]


def test_stored_terms_are_ranked_terms(tagger: Tagger) -> None:
    text = "Fullmakt for apotek mangler i veikartet, og prøvesvar vises for sent."
    ranked = tagger.rank(text)
    assert set(tagger.assign(text)) <= set(ranked)
    assert [term.score for term in ranked] == sorted((term.score for term in ranked), reverse=True)


def test_headings_lend_weight_but_are_no_evidence(tagger: Tagger) -> None:
    text = "Ordningen prøves ut i tre kommuner, og de som får hjelp, slipper å låne bort passordet."
    above = "Digital fullmakt for pårørende"
    assert NS + "fullmakt" not in [term.uri for term in tagger.rank(text)]
    below = {term.uri: term for term in tagger.rank(text, above=above)}
    assert NS + "fullmakt" in below
    assert all(text[e.start : e.end] == e.text for term in below.values() for e in term.evidence)


def test_related_gives_other_words_for_what_is_asked(tagger: Tagger) -> None:
    (first, *_) = tagger.related("Kan mor logge inn på vegne av meg?")
    assert {"Fullmakt", "Digital fullmakt"} <= set(first.labels) or "Innlogging" in first.labels


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from("fullmakt Prøvesvar\n i, og «mandatet» 6-44/24 é 🙂".split(" "))).map(" ".join)
)
def test_evidence_stands_where_it_is_said_to_stand(text: str) -> None:
    for term in _tagger().rank(text):
        assert term.evidence and 0 <= term.score <= 1
        for piece in term.evidence:
            assert piece.text and text[piece.start : piece.end] == piece.text


def test_compounds_are_taken_apart_at_their_joint() -> None:
    known = {"skole", "skyss", "helse", "sektor"}.__contains__
    assert split_compound("skoleskyss", known) == ("skole", "skyss")
    assert split_compound("helsessektor", known) == ("helse", "sektor")
    assert split_compound("skolebuss", known) == ()


def test_words_used_alike_lie_nearer_than_others() -> None:
    known = meanings()
    near, far = (
        known.direction(["sykehus"]) @ known.direction(["pasient"]),
        known.direction(["sykehus"]) @ known.direction(["skogbruk"]),
    )
    assert near > far + 0.1


@pytest.mark.skipif(not LOS.is_file(), reason="LOS does not lie beside the project")
def test_los_definitions_lead_to_their_concepts(tmp_path: Path) -> None:
    los = read_los()
    tagger = los_tagger(los, tmp_path)
    for language in ("nb", "nn"):
        held = [(uri, text) for uri, text in los.definitions[language].items() if not for_tuning(uri)]
        first = [uri for uri, text in held if uri in [term.uri for term in tagger.rank(text)[:5]]]
        assert len(first) / len(held) > 0.75


def test_many_texts_are_tagged_as_each_alone(tagger: Tagger) -> None:
    texts = [
        ("Styret vedtok budsjettet for 2025 og ba om en ny økonomiplan.", "Sak 3/25 Budsjett"),
        ("", ""),
        ("", "Personvern og informasjonssikkerhet"),
        ("The board decided that the privacy of patients is to be protected.", ""),
        ("1 2 3", ""),
        ("Kommunene tar i bruk digitalt tilsyn i hjemmetjenesten.", "Oppfølging"),
    ] * 30
    read = [Text(text=text, found=word_terms(text), above=word_terms(above)) for text, above in texts]
    alone = [tagger.assign(text, above=above) for text, above in texts]
    assert tagger.assign_each(read) == [tuple(replace(term, evidence=()) for term in terms) for terms in alone]
    assert any(tagger.assign_each(read)) and tagger.assign_each([]) == []
