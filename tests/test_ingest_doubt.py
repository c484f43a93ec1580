"""Papers that contradict themselves or each other: a sentence on the document, and the rest is read."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.run import indexed
from index.reader import Reader
from index.record import AgendaItem

HEAD = "# Referat fra møte 44/24 i Prøvestyret\n\nDato: 4. april 2024\n\n"


def _written(folder: Path, papers: Mapping[str, str]) -> Path:
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _warnings(reader: Reader) -> str:
    return " ".join(warning for row in reader.documents() for warning in row.warnings)


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        (
            {"a.md": HEAD + "## Sak 3-44/23 Budsjett\n\nVedtak: Budsjettet vedtas.\n"},
            "3-44/23 stemmer ikke med møtedatoen",
        ),
        ({"a.md": HEAD, "b.md": HEAD + "Ny utgave.\n"}, "sier at det er referat fra møte 44/24"),
        (
            {
                "a.md": HEAD + "## Sak 3-44/24 Budsjett for neste år\n\nVedtak: Budsjettet vedtas.\n\n## Oppfølging\n\n"
                "| Sak | Tittel | Oppfølging | Status |\n|---|---|---|---|\n"
                "| 3-44/24 | Revisjon av mandatet | Sekretariatet skriver et utkast. | Pågår |\n"
            },
            "3-44/24 står på sakslisten med én tittel og i oppfølgingslisten med en annen",
        ),
        (
            {
                "a.md": HEAD
                + "|  |  |  |\n|---|---|---|\n| 1-44/24 | Godkjenning | Ola |\n| 2-44/24 | Budsjett | Kari |\n"
            },
            "har saksnummer, men ingen kjente kolonneoverskrifter",
        ),
    ],
)
def test_what_does_not_agree_is_said_of_the_document_and_the_rest_is_read(
    papers: Mapping[str, str], said: str, tmp_path: Path
) -> None:
    with indexed([_written(tmp_path, papers)]) as reader:
        assert said in _warnings(reader)
        assert len(reader.documents()) == len(papers) and reader.counts().chunks > 0


def test_papers_that_agree_get_no_warning(tmp_path: Path) -> None:
    agenda = (
        "# Innkalling til møte 44/24 i Prøvestyret\n\nDato: 4. april 2024\n\n"
        "| Sak | Tittel | Type |\n|---|---|---|\n| 3-44/24 | Budsjett | Beslutning |\n"
    )
    minutes = (
        HEAD + "## Sak 3-44/24 Budsjett\n\nVedtak: Budsjettet vedtas.\n\n| Sak | Tittel | Oppfølging | Status |\n"
        "|---|---|---|---|\n| 3-44/24 | Budsjettet | Sekretariatet kunngjør det. | Pågår |\n"
        "| 2-43/24 | Plan | Skrive. | Lukket |\n"
    )
    with indexed([_written(tmp_path, {"innkalling.md": agenda, "referat.md": minutes})]) as reader:
        assert _warnings(reader) == ""


def test_noise_from_a_reader_of_pictures_gives_no_saker_and_stops_nothing(tmp_path: Path) -> None:
    noise = "l1l ~~ S4k 3-4A/2A  8udsj3tt \u00ac|| Vedt4k: 8udsj..  \n" * 40
    with indexed(
        [_written(tmp_path, {"skann.md": HEAD + noise + "\n## Sak 3-44/24 Budsjett\n\nVedtak: Godkjent.\n"})]
    ) as reader:
        items = [record for record in reader.records() if isinstance(record, AgendaItem)]
        assert [item.case_number for item in items] == ["3-44/24"]
