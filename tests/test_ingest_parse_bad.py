"""Files that cannot be used: one sentence each, naming the file and the remedy; nothing crashes, nothing hangs."""

import random
import socket
from collections.abc import Iterator

import factories_files as files
import pytest

from index.errors import SourceError
from ingest.parse import ConfinedParser, Parsed, parse
from ingest.parse.limits import TEXT_BYTES_MAX

RANDOM = random.Random(20250401).randbytes(4000)  # noqa: S311 - noise, not a secret
PDF = files.pdf_bytes(["Sak 1-3/25 Godkjenning av innkalling", "Innkallingen ble godkjent."] * 10)
DOCX = files.docx_bytes()
MEGABYTES_40 = b'{"text": "' + b"a" * (70 * 1024 * 1024) + b'"}'

BAD = [
    ("tom.pdf", b"", "er tom"),
    ("blank.txt", b" \n\n\t", "er tom"),
    ("nuller.docx", bytes(3000), "er tom"),
    ("låst.pdf", files.pdf_bytes(["hemmelig"], password="x"), "passord"),  # noqa: S106
    ("låst.docx", files.ole_bytes(locked=True), "passord"),
    ("gammel.doc", files.ole_bytes(locked=False), "lagre den som DOCX"),
    ("gammel.ppt", files.ole_bytes(locked=False), "lagre den som DOCX"),
    ("halv.pdf", PDF[: len(PDF) // 2], "avkortet"),
    ("hode.pdf", b"%PDF-1.7\n%%EOF", "ikke en hel PDF-fil"),
    ("halv.docx", DOCX[: len(DOCX) // 2], "avkortet"),
    ("vridd.docx", DOCX[:2000] + RANDOM[:500] + DOCX[2500:], "avkortet eller skadet"),
    ("halv.jsonl.gz", files.gzip_bytes(RANDOM)[:2000], "avkortet"),
    ("bombe.docx", files.docx_bomb(60), "pakker seg ut"),
    ("stor.docx", files.docx_bomb(101), "pakker seg ut"),
    ("løgn.docx", files.lying_docx_bomb(60), "skadet"),
    ("deler.docx", files.zip_bytes({f"word/{n}": b"" for n in range(20_001)}), "deler"),
    ("bombe.jsonl.gz", files.gzip_bytes(MEGABYTES_40), "pakker seg ut"),
    ("ark.xlsx", files.zip_bytes({"xl/workbook.xml": b"<x/>"}), "regneark"),
    ("arkiv.zip", files.zip_bytes({"inni.zip": files.zip_bytes({"a": b"a"})}), "ZIP"),
    ("bilde.png", b"\x89PNG\r\n\x1a\n" + RANDOM, "støttes ikke"),
    ("brev.rtf", b"{\\rtf1 hei}", "støttes ikke"),
    ("tungt.txt", b"a" * (TEXT_BYTES_MAX + 1), "grensen er 20 MB"),
    ("poster.jsonl", b'{"navn": "uten tekst"}\n', "«text»"),
    ("mange.jsonl", b'{"text": "a"}\n' * 5001, "5000"),
    *((f"støy{suffix}", RANDOM, "Støttet:") for suffix in (".pdf", ".docx", ".pptx", ".html", ".md", ".txt", ".x")),
]
IDS = [name for name, _, _ in BAD]


@pytest.fixture(scope="module")
def parser() -> Iterator[ConfinedParser]:
    with ConfinedParser() as parser:
        yield parser


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=IDS)
def test_a_bad_file_is_refused_in_one_sentence(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(data, name)
    sentence = str(caught.value)
    assert sentence.startswith(f"«{name}»")
    assert reason in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=IDS)
def test_the_child_says_the_same(parser: ConfinedParser, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as here:
        parse(data, name)
    with pytest.raises(SourceError) as there:
        parser.parse(data, name)
    assert str(there.value) == str(here.value)


@pytest.mark.parametrize("cut", [100, len(PDF) // 3, len(PDF) // 2, len(PDF) - 40])
def test_a_pdf_cut_anywhere_is_refused(cut: int) -> None:
    with pytest.raises(SourceError, match="avkortet"):
        parse(PDF[:cut], "kuttet.pdf")


def test_growing_entities_do_not_grow() -> None:
    try:
        parsed = parse(files.docx_with_entities(), "lol.docx")
    except SourceError as refused:
        assert str(refused).startswith("«lol.docx»")
    else:
        assert "hahaha" not in _text(parsed)


def test_a_packed_file_inside_a_document_stays_packed() -> None:
    assert "Innkallingen ble godkjent." in _text(parse(files.docx_with_zip_inside(), "med vedlegg.docx"))


def test_a_picture_on_the_network_is_not_fetched(unheard: tuple[socket.socket, str]) -> None:
    listener, address = unheard
    parsed = parse(files.docx_with_external_picture(address), "lenket.docx")
    assert _text(parsed) == "Teksten ved bildet."
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.fixture
def unheard() -> Iterator[tuple[socket.socket, str]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener, f"http://127.0.0.1:{listener.getsockname()[1]}/bilde.png"


def test_deep_html_is_read(parser: ConfinedParser) -> None:
    deep = "<div>" * 50_000 + "innerst" + "</div>" * 50_000
    assert _text(parser.parse(f"<html><body>{deep}".encode(), "dyp.html")) == "innerst"


def test_deep_lists_in_markdown_are_read(parser: ConfinedParser) -> None:
    deep = "\n".join("  " * depth + f"- punkt {depth}" for depth in range(400))
    assert "punkt 399" in _text(parser.parse(deep.encode(), "dyp.md"))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl"])
def test_one_huge_line_is_read(parser: ConfinedParser, suffix: str) -> None:
    line = "ord " * 1_000_000
    data = f'{{"text": "{line}"}}' if suffix == ".jsonl" else line
    assert _text(parser.parse(data.encode(), f"lang{suffix}")).count("ord") == 1_000_000


def test_a_file_that_needs_too_much_memory_is_refused() -> None:
    with ConfinedParser(memory_mb=160) as small:
        with pytest.raises(SourceError, match=r"«stor\.txt» .*minne .*160 MB"):
            small.parse(b"ord og " * 14_000_000, "stor.txt")
        assert _text(small.parse(b"Tekst.", "liten.txt")) == "Tekst."


def test_a_file_that_needs_too_much_time_is_refused() -> None:
    slow = b"<html>" + b"<div>" * 2_000_000
    with ConfinedParser(seconds=1) as hasty:
        with pytest.raises(SourceError, match=r"«treg\.html» krevde for mye tid"):
            hasty.parse(slow, "treg.html")
        assert _text(hasty.parse(b"Tekst.", "liten.txt")) == "Tekst."


def test_a_file_with_the_wrong_suffix_is_read_with_a_warning() -> None:
    parsed = parse(PDF, "feil.docx")
    assert parsed.media_type == "application/pdf"
    assert parsed.warnings == (
        "«feil.docx» har feil endelse: innholdet er PDF og ble lest som det; gi filen riktig endelse.",
    )


@pytest.mark.parametrize(
    "text", ["PK-utvalget møttes.", "En PDF begynner med %PDF-1.7.", "BM er et merke.", "GIF er et bilde."]
)
def test_text_that_begins_as_another_kind_is_text(text: str) -> None:
    assert _text(parse(text.encode(), "notat.txt")) == text


def test_a_pdf_with_lines_before_it_is_a_pdf() -> None:
    assert parse(b"X-Mailer: a\r\n\r\n" + PDF, "sendt.pdf").media_type == "application/pdf"


def test_a_name_is_no_path() -> None:
    parsed = parse(b"Tekst.", "../../etc/passwd.txt")
    assert _text(parsed) == "Tekst."
    with pytest.raises(SourceError, match=r"«\.\./\.\./etc/passwd»"):
        parse(b"", "../../etc/passwd")


def _text(parsed: Parsed) -> str:
    return "\n".join(page.text for page in parsed.pages)
