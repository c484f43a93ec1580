"""How questions are read: what they ask for, which words match, what abbreviations stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.abbreviation import abbreviations, explain
from assistant.expect import new_traces, traces
from assistant.interpret import expectation
from assistant.lexicon import joined, lexicon
from assistant.match import Matcher, likeness
from assistant.question import Expect
from index.analyze import stem, terms


@pytest.mark.parametrize(
    ("question", "expect"),
    [
        ("Hvilken sakstype har sak 7-44/24?", Expect.ITEM_TYPE),
        ("Hvor mange fastleger ble intervjuet?", Expect.NUMBER),
        ("Kor mange møtte?", Expect.NUMBER),
        ("Hvem presenterer saken?", Expect.PERSON),
        ("Kven leier møtet?", Expect.PERSON),
        ("Når er det lunsj?", Expect.TIME),
        ("Hvem er aktør for triagering?", Expect.ORGANISATION),
        ("Hva er forslaget til vedtak?", Expect.PROPOSAL),
        ("Hva ble vedtatt om budsjettet?", Expect.DECISION),
        ("Hvorfor ble saken utsatt?", Expect.REASON),
        ("Hvilke utfordringer ble nevnt?", Expect.LIST),
        ("How many votes were cast?", Expect.NUMBER),
        ("Hva koster løsningen?", Expect.NUMBER),
        ("Hvor holdes møtet?", Expect.PLACE),
        ("Hvor lenge varer møtet?", Expect.NUMBER),
        ("Korleis vart saka løyst?", Expect.MANNER),
    ],
)
def test_expectation(question: str, expect: Expect) -> None:
    assert expectation(question) is expect


@pytest.mark.parametrize(
    ("asked", "found", "least", "most"),
    [
        ("skjema", "skjema", 1.0, 1.0),
        ("skjema", "skjemaløsning", 0.5, 0.9),
        ("løsning", "skjemaløsning", 0.5, 0.9),
        ("innbygg", "innbygger", 0.8, 0.9),
        ("styre", "vedtak", 0.0, 0.0),
        ("2024", "20244", 0.0, 0.0),
    ],
)
def test_likeness(asked: str, found: str, least: float, most: float) -> None:
    assert least <= likeness(asked, found) <= most


def test_a_rare_term_counts_more_than_a_common_one() -> None:
    matcher = Matcher(("vanlig", "sjelden"), {"vanlig": 90, "sjelden": 1}, 100, lexicon())
    rare, common = matcher.share(matcher.match(lexicon().rows([("sjelden",), ("vanlig",)])).form)
    assert rare > 0.9 > common > 0


def test_another_way_to_say_it_counts() -> None:
    matcher = Matcher(("eti",), {"eti": 3}, 100, lexicon(), {"eti": (("enkl", "tilgang"),)})
    whole, half = matcher.match(lexicon().rows([("enkl", "tilgang"), ("tilgang",)])).form[:, 0]
    assert (whole, half) == (pytest.approx(0.9), pytest.approx(0.45))


def test_near_meaning_counts_apart_from_form() -> None:
    matcher = Matcher((stem("oppnevner"),), {}, 100, lexicon())
    near, far, nothing = matcher.match(lexicon().rows([(stem("utpeker"),), (stem("lunsj"),), ()])).sense[:, 0]
    assert near > 0.4 > far
    assert nothing == 0
    assert not matcher.match(lexicon().rows([(stem("utpeker"),)])).form.any()


@given(
    st.lists(st.lists(st.sampled_from(["styr", "vedtak", "sak", "referat", "møt"]), max_size=5), min_size=1, max_size=6)
)
def test_texts_match_the_same_alone_and_together(texts: list[list[str]]) -> None:
    matcher = Matcher(("styr", "referat"), {"styr": 5}, 100, lexicon())
    together = matcher.match(lexicon().rows(texts))
    in_parts = matcher.match(joined(lexicon().rows_each([[text] for text in texts])))
    assert np.array_equal(together.form, in_parts.form)
    for number, text in enumerate(texts):
        alone = matcher.match(lexicon().rows([text]))
        assert np.array_equal(together.form[number], alone.form[0])
        assert np.allclose(together.sense[number], alone.sense[0], atol=1e-5)


def test_a_trace_that_stands_in_the_question_counts_for_nothing() -> None:
    assert new_traces(Expect.NUMBER, "De fikk 12 stemmer", "Hvor mange stemmer fikk de?")
    assert not new_traces(Expect.NUMBER, "I gruppe 12", "Hvor mange er det i gruppe 12?")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Norsk portaldrift leverer til Helse Fjell", ["norsk portaldrift", "helse fjell"]),
        ("Direktoratet ba NHN om svar", ["direktoratet", "nhn"]),
        ("og så er det noe som skjer i dag", []),
        ("Eksempel AS leverte tallene", ["eksempel as"]),
    ],
)
def test_organisations_are_told_from_common_words(text: str, names: list[str]) -> None:
    assert [trace.value for trace in traces(Expect.ORGANISATION, text)] == names


def test_abbreviations_are_explained_by_the_papers() -> None:
    assert abbreviations("Hva betyr ETI for NHN?") == ("ETI", "NHN")
    assert explain("ETI", ["Prosjektet Enklere tilgang til informasjon (ETI) startet"]) == tuple(
        terms("Enklere tilgang til informasjon")
    )
    assert explain("PLL", ["PLL - Pasientens legemiddelliste er her"])[0] == stem("pasientens")
    assert explain("XYZ", ["Noe annet (XYZ)"]) == ()
