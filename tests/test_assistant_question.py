"""How questions are read: what they ask for, which words match, what abbreviations stand for."""

import pytest

from assistant.abbreviation import abbreviations, explain
from assistant.expect import carries
from assistant.interpret import expectation
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
    matcher = Matcher(("vanlig", "sjelden"), {"vanlig": 90, "sjelden": 1}, 100)
    assert matcher.share(matcher.covered(["sjelden"])) > 0.9 > matcher.share(matcher.covered(["vanlig"]))


def test_another_way_to_say_it_counts() -> None:
    matcher = Matcher(("eti",), {"eti": 3}, 100, {"eti": (("enkl", "tilgang"),)})
    assert matcher.covered(["enkl", "tilgang"])[0] == pytest.approx(0.9)
    assert matcher.covered(["tilgang"])[0] == pytest.approx(0.45)


def test_a_trace_that_stands_in_the_question_counts_for_nothing() -> None:
    assert carries(Expect.NUMBER, "De fikk 12 stemmer", "Hvor mange stemmer fikk de?") == 1.0
    assert carries(Expect.NUMBER, "I gruppe 12", "Hvor mange er det i gruppe 12?") == 0.0


def test_abbreviations_are_explained_by_the_papers() -> None:
    assert abbreviations("Hva betyr ETI for NHN?") == ("ETI", "NHN")
    assert explain("ETI", ["Prosjektet Enklere tilgang til informasjon (ETI) startet"]) == tuple(
        terms("Enklere tilgang til informasjon")
    )
    assert explain("PLL", ["PLL - Pasientens legemiddelliste er her"])[0] == stem("pasientens")
    assert explain("XYZ", ["Noe annet (XYZ)"]) == ()
