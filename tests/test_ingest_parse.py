"""Whole files in, pages with blocks out: what stands in a document must be there, as what it is, once."""

import itertools
import os
from pathlib import Path

import factories_files as files
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import Block, BlockKind, Page
from index.errors import SourceError
from ingest.parse import ConfinedParser, Parsed, parse
from ingest.parse.codec import decode, encode
from ingest.parse.ocr import tesseract

HEADING, PARAGRAPH, ENTRY, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ENTRY, BlockKind.TABLE_ROW
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
MARKDOWN_PARTS = ("# ", "- ", "  - ", "1. ", "> ", "| a | b |\n|---|---|\n", "```\n", "---\n", "[a]: b\n", "===\n")
HTML_PARTS = ("<p>", "</p>", "<tr><td>", "<li>", "<h2>", "<br>", "<table>", "<pre>", "<!--", "&#0;", "&shy;")
RARE_PARTS = ("\n\n", "\n", "\t", "\r\n", "\x0c", "\u2028", "\u00ad", "\u202e", "\ud800", "\0", "e\u0301")
BOARD_PARTS = ("Sak 1-3/25", "• punkt", "Vedtak:", "æøå", "a) b", " ")
MARKUP = st.sampled_from(MARKDOWN_PARTS + HTML_PARTS + RARE_PARTS + BOARD_PARTS)
TEXTS = st.lists(st.one_of(MARKUP, st.text(max_size=20)), max_size=30).map("".join)


def outline(page: Page) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, page.text[block.start : block.end]) for block in page.blocks]


def kinds(page: Page, kind: BlockKind) -> list[str]:
    return [text for found, _, text in outline(page) if found is kind]


def assert_blocks_hold_everything(page: Page) -> None:
    edges = [0, *(edge for block in page.blocks for edge in (block.start, block.end)), len(page.text)]
    assert edges == sorted(edges)
    for block in page.blocks:
        text = page.text[block.start : block.end]
        assert text
        assert text == text.strip()
    between = (
        itertools.batched(edges, 2) if hasattr(itertools, "batched") else zip(edges[::2], edges[1::2], strict=True)
    )
    assert not "".join(page.text[start:end] for start, end in between).strip()


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_blocks_are_ordered_and_hold_every_letter(suffix: str, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        parsed = parse(data, f"notat{suffix}")
    except SourceError as refused:
        assert str(refused).startswith(f"«notat{suffix}»")
        return
    for page in parsed.pages:
        assert_blocks_hold_everything(page)
        assert not any(ord(letter) < 32 and letter != "\n" for letter in page.text)
    assert decode(encode(parsed)) == parsed


@given(text=st.text(alphabet=st.sampled_from("abc æøåÆØÅ.,-•#|*1\n()"), min_size=1).filter(str.strip))
def test_text_and_markdown_keep_the_files_own_offsets(text: str) -> None:
    for suffix in (".txt", ".md"):
        assert parse(text.encode(), f"notat{suffix}").pages[0].text == text


def test_a_word_document_keeps_its_structure() -> None:
    parsed = parse(files.docx_bytes(), "referat.docx")
    assert parsed.title == "Referat fra møte 3/25"
    assert [page.number for page in parsed.pages] == [1, 2]
    assert outline(parsed.pages[0]) == [
        (PARAGRAPH, 0, "Produktstyret for Helseportalen"),
        (HEADING, 1, "Referat fra møte 3/25"),
        (HEADING, 1, "Sak 1-3/25 Godkjenning av innkalling"),
        (PARAGRAPH, 0, "Innkallingen ble godkjent."),
        (ENTRY, 1, "Første oppfølging"),
        (ENTRY, 2, "Under den første"),
        (ENTRY, 1, "Nummerert punkt"),
        (ROW, 0, "Leveranse | Frist"),
        (ROW, 0, "Ny innlogging | 1. mars 2025"),
        (HEADING, 4, "Vedtak"),
        (PARAGRAPH, 0, "Siste på side 1."),
        (PARAGRAPH, 0, "Følsomhet: Intern (gul)"),
    ]
    assert parsed.pages[1].text == "Først på side 2.\n\nGjelder."


def test_slides_are_read_as_they_are_seen() -> None:
    parsed = parse(files.pptx_bytes(), "saksliste.pptx")
    first, second, third, fourth = parsed.pages
    assert outline(first) == [
        (HEADING, 1, "Saksliste"),
        (ENTRY, 1, "Godkjenning av innkalling"),
        (ENTRY, 2, "Med forbehold"),
        (PARAGRAPH, 0, "Notater:"),
        (PARAGRAPH, 0, "Husk å takke for innsatsen."),
    ]
    assert second.text == "Til venstre\n\nTil høyre\n\nInnerst i gruppen"
    assert kinds(third, HEADING) == ["Veikart 2025"]
    assert kinds(third, PARAGRAPH) == ["Bruk i millioner"]
    assert kinds(third, ROW) == [
        "Leveranse | Kvartal",
        "Innsyn | 3. kvartal",
        "| 2024 | 2025",
        "Innlogginger | 1,5 | 2",
    ]
    assert (fourth.text, fourth.blocks) == ("", ())
    assert fourth.warning is not None
    assert fourth.warning.startswith("Lysbilde 4 i «saksliste.pptx» har ingen tekst")


def test_a_pdf_page_is_parted_by_size_weight_and_distance() -> None:
    lines = [
        "# Referat fra møtet",
        "",
        "Innkallingen ble godkjent uten merknader, og styret gikk så",
        "over til neste sak.",
    ]
    lines += [
        "",
        "** Oppfølging",
        "",
        "• Mandatet sendes ut til alle",
        "  medlemmene.",
        "• Veikartet legges fram, og",
        "1. juni er fristen.",
    ]
    first, second = parse(files.pdf_bytes(lines, ["Andre side."]), "referat.pdf").pages
    assert outline(first) == [
        (HEADING, 1, "Referat fra møtet"),
        (PARAGRAPH, 0, "Innkallingen ble godkjent uten merknader, og styret gikk så\nover til neste sak."),
        (HEADING, 4, "Oppfølging"),
        (ENTRY, 1, "• Mandatet sendes ut til alle\nmedlemmene."),
        (ENTRY, 1, "• Veikartet legges fram, og\n1. juni er fristen."),
    ]
    assert second.text == "Andre side."


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("Referat fra møtet i mars", "Referat fra møtet i mars"),
        ("Mal for alle dokumenter", "Referat fra møtet"),
        ("Microsoft Word - utkast.docx", "Referat fra møtet"),
    ],
)
def test_a_title_from_metadata_must_be_borne_out(named: str, title: str) -> None:
    data = files.pdf_bytes(["# Referat fra møtet", "", *["Møtet ble holdt i mars."] * 9], title=named)
    assert parse(data, "a.pdf").title == title


MARKDOWN = """---
title: Mandat for styret
---
# Formål

Styret gir råd
om utvikling.

- Første punkt
  fortsetter her
\t- Under det
- Andre punkt

| Sak | Frist |
| --- | --- |
| 1-3/25 | mars |

Undertittel
-----------
```
kode
```
[lenke]: https://example.org
"""


def test_markdown_keeps_its_markup_and_shows_its_structure() -> None:
    parsed = parse(MARKDOWN.encode(), "mandat.md")
    assert parsed.title == "Mandat for styret"
    assert parsed.pages[0].text == MARKDOWN.replace("\t", " ")
    assert outline(parsed.pages[0]) == [
        (PARAGRAPH, 0, "---\ntitle: Mandat for styret\n---"),
        (HEADING, 1, "# Formål"),
        (PARAGRAPH, 0, "Styret gir råd\nom utvikling."),
        (ENTRY, 1, "- Første punkt\n  fortsetter her"),
        (ENTRY, 2, "- Under det"),
        (ENTRY, 1, "- Andre punkt"),
        (ROW, 0, "| Sak | Frist |"),
        (ROW, 0, "| --- | --- |"),
        (ROW, 0, "| 1-3/25 | mars |"),
        (HEADING, 2, "Undertittel\n-----------"),
        (PARAGRAPH, 0, "```\nkode\n```"),
        (PARAGRAPH, 0, "[lenke]: https://example.org"),
    ]


HTML = """<!DOCTYPE html><html><head><title>Referat fra styret</title><style>p {}</style></head><body>
<h1>Referat fra <em>styret</em></h1><p>Første linje<br>andre   linje</p><script>fy()</script>
<ul><li>Punkt<ul><li>Under</li></ul></li><li>Neste</li></ul><p hidden>skjult</p>
<p style="display: none">også skjult</p><table><tr><th>Sak</th><th>Frist</th></tr>
<tr><td><p>1-3/25</p></td><td>mars</td></tr></table>løs tekst</body></html>"""


def test_html_is_read_without_markup_and_what_is_hidden() -> None:
    parsed = parse(HTML.encode(), "referat.html")
    assert parsed.title == "Referat fra styret"
    assert outline(parsed.pages[0]) == [
        (HEADING, 1, "Referat fra styret"),
        (PARAGRAPH, 0, "Første linje\nandre linje"),
        (ENTRY, 1, "Punkt"),
        (ENTRY, 2, "Under"),
        (ENTRY, 1, "Neste"),
        (ROW, 0, "Sak | Frist"),
        (ROW, 0, "1-3/25 | mars"),
        (PARAGRAPH, 0, "løs tekst"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sak 2-3/25\n\nStyret drøftet.", [(HEADING, 2), (PARAGRAPH, 0)]),
        ("GODKJENNING AV INNKALLING\n\nGodkjent.", [(HEADING, 1), (PARAGRAPH, 0)]),
        ("3. Godkjenning\n\nGodkjent.", [(HEADING, 2), (PARAGRAPH, 0)]),
        ("1. En ting\n\n2. En annen", [(ENTRY, 1), (ENTRY, 1)]),
        ("1. mars 2025\n\nMøtet ble satt.", [(PARAGRAPH, 0), (PARAGRAPH, 0)]),
        ("PROM\n\n5 % 10 %", [(HEADING, 1), (PARAGRAPH, 0)]),
        ("X X X X\n\n04. April 2024", [(PARAGRAPH, 0), (PARAGRAPH, 0)]),
        ("Oppfølging:\n• En lang\nlinje\n  - under\n• to", [(PARAGRAPH, 0), (ENTRY, 1), (ENTRY, 2), (ENTRY, 1)]),
        ("Kort linje uten punktum\n\nMer.", [(PARAGRAPH, 0), (PARAGRAPH, 0)]),
        ("Første linje\nandre linje", [(PARAGRAPH, 0)]),
        ("Kort.\n" + "En lang linje. " * 20 + "\nKort.", [(PARAGRAPH, 0)] * 3),
    ],
)
def test_plain_text_is_parted_with_caution(text: str, expected: list[tuple[BlockKind, int]]) -> None:
    page = parse(text.encode(), "notat.txt").pages[0]
    assert [(block.kind, block.level) for block in page.blocks] == expected


@pytest.mark.parametrize(
    ("data", "text", "warned"),
    [
        ("Blåbær".encode(), "Blåbær", False),
        ("Blåbær".encode("utf-8-sig"), "Blåbær", False),
        ("Blåbær".encode("utf-16"), "Blåbær", False),
        ("Blåbær – «så»".encode("cp1252"), "Blåbær – «så»", True),
        ("æøåæøå".encode() + b"\xff", "æøåæøå\ufffd", True),
        ("Bla\u030abær".encode(), "Blåbær", False),
        (b"a\r\nb\rc\0\x07d", "a\nb\ncd", False),
        (b"sam\xc2\xadhand\xe2\x80\x8bling\xe2\x80\xae", "samhandling", False),
        (b"a\tb", "a b", False),
    ],
)
def test_text_is_decoded_and_cleaned(data: bytes, text: str, *, warned: bool) -> None:
    parsed = parse(data, "notat.txt")
    assert parsed.pages[0].text == text
    assert bool(parsed.warnings) is warned
    assert all("«notat.txt»" in warning for warning in parsed.warnings)


@pytest.mark.parametrize("name", ["poster.jsonl", "poster.jsonl.gz"])
def test_each_record_is_a_page(name: str) -> None:
    lines = (
        '{"title": "Møte 1", "text": "Sak 1-3/25\\n\\nGodkjent.", "year": 2025}\n\n{"tekst": 1}\n{"text": "Slutt."}\n'
    )
    data = files.gzip_bytes(lines.encode()) if name.endswith(".gz") else lines.encode()
    first, second, third = parse(data, name).pages
    assert first.text == "Møte 1\n\nSak 1-3/25\n\nGodkjent."
    assert (second.number, second.text) == (2, "")
    assert second.warning is not None
    assert second.warning.startswith(f"Post 2 i «{name}»")
    assert (third.number, third.text, third.warning) == (3, "Slutt.", None)


def test_a_scanned_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with ConfinedParser() as parser:
        page = parser.parse(files.scanned_pdf_bytes(), "skannet.pdf").pages[0]
    assert page.text == ""
    assert page.warning is not None
    assert page.warning.startswith("Side 1 i «skannet.pdf» har ingen tekst")
    assert "tesseract-ocr-nor" in page.warning


def test_a_scanned_page_is_read_within_the_childs_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files.fake_tesseract(tmp_path, says="Vedtak: Mandatet godkjennes.")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with ConfinedParser() as parser:
        page = parser.parse(files.scanned_pdf_bytes(), "skannet.pdf").pages[0]
    assert page.text.strip() == "Vedtak: Mandatet godkjennes."
    assert page.warning is not None
    assert page.warning.startswith("Side 1 i «skannet.pdf» er skannet")
    assert_blocks_hold_everything(page)


@pytest.mark.skipif(tesseract() is None, reason="tesseract with Norwegian (tesseract-ocr-nor) is not installed")
def test_tesseract_reads_norwegian_letters_of_a_scanned_page() -> None:
    said = (
        "Vedtak i sak 6-54/25: Styret godkjenner avtalen.",
        "Årlig kostnad er 4,2 millioner kroner.",
        "Bør følges opp.",
    )
    with ConfinedParser() as parser:
        page = parser.parse(files.photographed_pdf_bytes(*said), "skannet.pdf").pages[0]
    assert " ".join(page.text.split()) == " ".join(said)
    assert page.warning is not None and "gjenkjent med tesseract" in page.warning
    assert_blocks_hold_everything(page)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data beside the checkout")
def test_real_papers_are_read_whole() -> None:
    paths = [path for path in sorted(SHARED.rglob("*")) if path.suffix in (".pdf", ".docx", ".pptx", ".md", ".txt")]
    with ConfinedParser() as parser:
        for path in paths[:: max(1, len(paths) // 40)]:
            parsed: Parsed = parser.parse(path.read_bytes(), path.name)
            assert all(page.text or page.warning for page in parsed.pages)
            for page in parsed.pages:
                assert_blocks_hold_everything(page)


def test_a_block_survives_the_pipe() -> None:
    blocks = tuple(Block(start=n, end=n + 1, kind=kind, level=n) for n, kind in enumerate(BlockKind))
    page = Page(number=3, text="abcd", blocks=blocks, warning="Side 3.")
    parsed = Parsed(media_type="text/plain", title=None, pages=(page,), warnings=("«a» er rar.",))
    assert decode(encode(parsed)) == parsed
