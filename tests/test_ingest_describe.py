"""A paper says which board and version it is; what does not agree is a warning on the document."""

from pathlib import Path

import pytest

from index.document import Kind
from index.reader import Reader
from index.settings import IndexSettings
from ingest.describe import Description, describe
from ingest.outcome import Outcome
from ingest.pipeline import ingest


@pytest.mark.parametrize(
    ("source", "title", "text", "board"),
    [
        ("a.docx", "Referat fra møte 51/25 i Produktstyret for Portalen", "", "Produktstyret for Portalen"),
        ("a.md", "Fagforum møte nr 20", "# Meeting 20 Fagforum", "Fagforum"),
        ("a.txt", "MØTEINNKALLING", "Utvalg: Formannskapet\nMøtested: Salen", "Formannskapet"),
        ("a.md", "Møte i feature-team for data - 02.03.2023", "", "feature-team for data"),
        ("produktstyret-portalen-2024.txt", "Saker", "Om Produktstyret Portalen", "Produktstyret Portalen"),
        ("a.md", "Referat fra møte i Helsestyret 12. mars 2025", "", "Helsestyret"),
        ("a.md", "Møte i Kulturstyret den 3. mai 2025", "", "Kulturstyret"),
        ("notat.md", "Notat om brukerinnsikt", "Vi har intervjuet 22 innbyggere.", None),
    ],
)  # fmt: skip
def test_the_board_is_read_where_it_stands(source: str, title: str, text: str, board: str | None) -> None:
    assert describe(source, title, Kind.MINUTES, text).board == board


def test_a_mandate_tells_version_and_when_it_is_valid() -> None:
    text = "Mandat for Produktstyret\n\nVersjon 2.0. Gyldig fra 1. april 2025 til 31. mars 2027. Erstatter versjon 1.0."
    assert describe("mandat.docx", "Mandat for Produktstyret", Kind.MANDATE, text) == Description(
        board="Produktstyret", version="2.0", valid_from="2025-04-01", valid_to="2027-03-31", draft=None
    )
    assert describe("utkast-mandat.docx", "Utkast til mandat", Kind.MANDATE, text).draft == "Utkast"
    assert describe("veikart-v0.5.pptx", "Veikart v0.5", Kind.ROADMAP, "").draft == "v0.5"


def _read(folder: Path, **files: str) -> list[Outcome]:
    papers = folder / "papirer"
    papers.mkdir(exist_ok=True)
    for name, text in files.items():
        (papers / f"{name}.md").write_text(text, encoding="utf-8")
    return list(ingest([papers], IndexSettings(data=folder / "data")))


def test_a_case_number_that_contradicts_the_date_is_a_warning_on_the_document(tmp_path: Path) -> None:
    text = "# Referat fra møte 44/24 i Styret\n\nDato: 4. april 2025\n\n## Sak 1-44/24 Budsjett\n\nVedtak: Godkjent.\n"
    (outcome,) = _read(tmp_path, referat=text)
    assert any("1-44/24" in warning and "2025-04-04" in warning for warning in outcome.warnings)
    with Reader.open(IndexSettings(data=tmp_path / "data")) as reader:
        assert reader.documents()[0].warnings == outcome.warnings and len(reader.records()) == 2


def test_two_papers_that_claim_the_same_meeting_are_named(tmp_path: Path) -> None:
    text = "# Referat fra møte 44/24 i Styret\n\nDato: {} april 2024\n\n## Sak 1-44/24 Budsjett\n\nVedtak: Godkjent.\n"
    outcomes = _read(tmp_path, a=text.format("4."), b=text.format("9."))
    assert [bool(outcome.warnings) for outcome in outcomes] == [False, True]
    assert "papirer/a.md" in outcomes[1].warnings[0]


def test_rows_without_column_names_give_what_is_certain_and_a_warning(tmp_path: Path) -> None:
    text = (
        "# Saksliste møte 44/24\n\n| 1-44/24 | Budsjett | Drøfting | 10.00-10.10 |\n"
        "|---|---|---|---|\n| 2-44/24 | Plan | | |\n"
    )
    (outcome,) = _read(tmp_path, saksliste=text)
    assert any("kolonneoverskrifter" in warning for warning in outcome.warnings)
    with Reader.open(IndexSettings(data=tmp_path / "data")) as reader:
        assert [record.case_number for record in reader.records()] == ["1-44/24"]
