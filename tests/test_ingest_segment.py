"""Pages become units that can be quoted and chunks that are verbatim, whatever the text is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analyze import terms
from index.document import Access, Document, Kind, Page
from index.errors import SourceError
from index.reference import case_numbers, dates, meeting_numbers, times
from ingest.parse import parse
from ingest.segment import Context, segment
from ingest.sentence import sentences
from ingest.split import split

LINES = st.sampled_from(
    [
        "Sak 3-44/24",
        "6-44/24 Arbeid med satsing",
        "Oppfølging: Informasjon gis i møtet.",
        "• Første punkt som går over",
        "to linjer",
        "Ref. veikart Prosjekt Aktør Status",
        "Helse Nord",
        "86%",
        "av fastleger",
        "Orientering 10.20-10.40",
        "",
        "",
        "",
        "# Overskrift",
        "x" * 900,
        "Styret vedtok saken. Den ble enstemmig vedtatt, jf. § 4 nr. 2.",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LINES, max_size=25).map("\n".join) | st.text(max_size=400), st.sampled_from([".txt", ".md"]))
def test_units_can_be_quoted_and_chunks_are_verbatim(text: str, suffix: str) -> None:
    if not text.strip():
        return
    try:
        pages = parse(text.encode("utf-8", "ignore"), f"referat{suffix}").pages
    except SourceError:
        return
    for page in pages:
        _check(page)


def _check(page: Page) -> None:
    document = Document(
        doc_id="d", source="s", title="t", kind=Kind.MINUTES, language="nb", access=Access.OPEN,
        sha256="0", media_type="text/plain", pages=(page,),
    )  # fmt: skip
    last = 0
    for chunk in split(document, page, segment(page, Context()), len):
        assert chunk.text == page.text[chunk.start : chunk.end]
        assert chunk.units[0].start == chunk.start and chunk.units[-1].end == chunk.end
        for unit in chunk.units:
            assert last <= unit.start < unit.end <= unit.start + 400
            assert page.text[unit.start : unit.end].strip()
            last = unit.end


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Styret møttes. Det vedtok saken.", ["Styret møttes.", "Det vedtok saken."]),
        ("Jf. § 4 nr. 2 og bl.a. kap. 3 gjelder.", ["Jf. § 4 nr. 2 og bl.a. kap. 3 gjelder."]),
        ("Møtet 4. April 2024 ble ledet av Ola M. Nordby.", ["Møtet 4. April 2024 ble ledet av Ola M. Nordby."]),
        ("Er det vedtatt? Ja! Slutt.", ["Er det vedtatt?", "Ja!", "Slutt."]),
        ("Dette er en linje som er brutt av leseren før den\ner ferdig.", None),
        ("86%\nav fastlegene", None),
        (
            "Det kom 26 personer på seminaret. Gruppene pekte på tre retninger for\n"
            "2026–2028: fullmakter, samhandling og enklere språk.",
            [
                "Det kom 26 personer på seminaret.",
                "Gruppene pekte på tre retninger for\n2026–2028: fullmakter, samhandling og enklere språk.",
            ],
        ),
    ],
)
def test_sentences(text: str, parts: list[str] | None) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == (parts or [text])


@pytest.mark.parametrize(
    ("text", "cases", "days"),
    [
        ("6-44/24 og 4/41-23", ["6-44/24", "4-41/23"], []),
        ("Sak 6-44/24, sak 6 44/24", ["6-44/24", "6-44/24"], []),
        ("NUIT-Sak 7-24 og 2024-2026", [], []),
        ("8. juni 2023, 08.06.23, 2023-06-08", [], ["2023-06-08"] * 3),
        ("i april 2024 og 4. april", [], ["2024-04", "--04-04"]),
        ("kl. 10.00-10.05 og 23,6 mill", [], []),
    ],
)
def test_references(text: str, cases: list[str], days: list[str]) -> None:
    assert [found.value for found in case_numbers(text)] == cases
    assert [found.value for found in dates(text)] == days


def test_times_and_meetings() -> None:
    assert [found.value for found in times("10.00-10.05, kl. 9:30")] == ["10.00", "10.05", "09.30"]
    assert [found.value for found in meeting_numbers("møte 44/24 og møte nr 18, møtet 8. juni")] == ["44/24", "18"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("løysinga for innbyggjarane", "løsningen for innbyggerne"),
        ("moglegheiter", "muligheter"),
        ("sak 6/44-24", "Sak 6-44/24"),
        ("10 000 meldinger", "10.000 meldinger"),
        ("den 8. juni 2023", "08.06.23"),
        ("E-helse", "ehelse"),
    ],
)
def test_different_spellings_are_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []
