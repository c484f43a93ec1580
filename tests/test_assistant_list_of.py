"""A list that is asked for is told whole: its line above, its entries, none of the list beside it."""

from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.list_of import LIST_MAX, beside, led_by, wants_list
from eval.run import indexed

PAPER = """# Notat om valg av plattform

## Vurdering av Fjordplattformen

- Fordeler
  - enkel installasjon
  - god dokumentasjon
- Ulemper
  - tung å drifte
  - kostbare lisenser
  - vanskelig feilsøking

## Områder som plattformen skal dekke

Områdene er ikke rangert:
{areas}

## Møteplan

Følgende møtedatoer foreslås for plattformgruppa:
Tirsdag 9. mars 2027
Tirsdag 25. mai 2027
Tirsdag 24. august 2027

## Eier

Plattformen eies av sekretariatet.
"""
AREAS = tuple(f"område {word}" for word in "alfa beta gamma delta epsilon zeta eta theta jota kappa lambda my".split())


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "notat.md").write_text(PAPER.format(areas="\n".join(f"- {one}" for one in AREAS)), encoding="utf-8")
    return folder


def told(question: str, folder: Path) -> list[str]:
    with indexed([folder]) as reader:
        return [one.text for one in ask(question, reader=reader).sentences]


def test_what_a_line_leads_to_is_told_and_the_list_beside_it_is_not(papers: Path) -> None:
    said = told("Hva er ulempene med Fjordplattformen?", papers)
    assert {"tung å drifte", "kostbare lisenser", "vanskelig feilsøking"} <= set(said)
    assert said.index("tung å drifte") < said.index("vanskelig feilsøking")


def test_a_long_list_is_told_to_its_end(papers: Path) -> None:
    assert set(AREAS) <= set(told("Hvilke områder skal plattformen dekke?", papers))


def test_lines_without_bullets_are_a_list_too(papers: Path) -> None:
    said = " ".join(told("Hvilke møtedatoer foreslås for plattformgruppa?", papers))
    assert all(day in said for day in ("9. mars", "25. mai", "24. august"))


def test_entries_know_their_own_level(papers: Path) -> None:
    with indexed([papers]) as opened:
        chunks = opened.chunks(opened.documents()[0].doc_id)
        chunk = next(one for one in chunks if "Ulemper" in one.text)
        texts = [chunk.text[unit.start - chunk.start : unit.end - chunk.start] for unit in chunk.units]
        costly = next(number for number, text in enumerate(texts) if "kostbare" in text)
        leader, entries = beside(chunk, costly)
        assert leader is not None
        assert texts[leader] == "- Ulemper"
        assert [texts[number] for number in entries] == [
            "- tung å drifte",
            "- kostbare lisenser",
            "- vanskelig feilsøking",
        ]
        assert led_by(chunk, leader) == entries
        assert len(entries) <= LIST_MAX


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("Hva er ulempene med løsningen?", True),
        ("Kva tre mål har prosjektet?", True),
        ("Hvem er med i gruppe 2?", True),
        ("Hvilke innspill kom inn?", True),
        ("Hva er fristen for høringen?", False),
        ("Hvem leder styret?", False),
        ("Hvilken sakstype har saken?", False),
    ],
)
def test_a_question_wants_one_or_many(question: str, many: bool, papers: Path) -> None:
    with indexed([papers]) as opened:
        assert wants_list(interpret(question, opened)) is many


def test_a_question_for_one_thing_is_not_answered_with_a_list(papers: Path) -> None:
    assert told("Hvem eier plattformen?", papers)[0] == "Plattformen eies av sekretariatet."
