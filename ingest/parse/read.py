"""Picks the reader for a file by what it holds; its suffix decides only between kinds of text.

It reads from bytes alone, opens nothing and fetches nothing. `parse` trusts its readers not to hang or crash the
process: for files from others, use `ingest.parse.confined`.
"""

import dataclasses
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath

from index.errors import SourceError, VeiviserError
from ingest.parse.decode import decode_text, looks_like_html, unpack
from ingest.parse.limits import FILE_BYTES_MAX, MEGABYTE, PDF_BYTES_MAX, TEXT_BYTES_MAX, WARNINGS_MAX
from ingest.parse.parsed import Parsed
from ingest.parse.zipped import check_zip

SUPPORTED = "PDF, DOCX, PPTX, HTML, Markdown, ren tekst og JSONL"

_SUFFIXES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_SPOKEN = {"text": "en tekstfil", "markdown": "Markdown"} | {
    kind: kind.upper() for kind in ("pdf", "docx", "pptx", "html", "jsonl")
}
_PDF_WITHIN = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_LOCKED = "EncryptedPackage".encode("utf-16-le")
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# What is recognised only to be refused by its right name.
_REFUSED = (
    (b"\x89PNG", "et bilde (PNG)"),
    (b"\xff\xd8\xff", "et bilde (JPEG)"),
    (b"GIF8", "et bilde (GIF)"),
    (b"BM", "et bilde (BMP)"),
    (b"II*\0", "et bilde (TIFF)"),
    (b"MM\0*", "et bilde (TIFF)"),
    (b"RIFF", "bilde, lyd eller film"),
    (b"{\\rtf", "et RTF-dokument"),
    (b"Rar!", "et arkiv (RAR)"),
    (b"7z\xbc\xaf", "et arkiv (7z)"),
    (b"\x7fELF", "et program"),
    (b"MZ\x90", "et program"),
    (b"%!PS", "et PostScript-dokument"),
)


class FileKind(StrEnum):
    """What a file holds."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    JSONL = "jsonl"


def parse(data: bytes, name: str) -> Parsed:
    """Read one file from its bytes. `name` is the path shown to users; its suffix settles ties between texts.

    Raises `SourceError` with one sentence that names the file and the remedy, for every file that cannot be used.
    """
    if not data.strip(b"\0\t\n\r ") and len(data) <= FILE_BYTES_MAX:
        raise SourceError(f"«{name}» er tom: lagre filen på nytt med innhold, eller ta den bort.")
    try:
        parsed = _read(data, name)
    except (VeiviserError, MemoryError):
        raise
    except Exception as error:
        # The readers are other people's, and so are the files: whatever they stumble on is about the file.
        raise SourceError(
            f"«{name}» er skadet eller laget på en måte som ikke støttes ({type(error).__name__}): åpne filen i "
            "programmet den ble laget i, og lagre den på nytt eller som PDF."
        ) from error
    return _within_limits(parsed, name)


def too_large(name: str, size: int, limit: int) -> SourceError:
    """Return the error for a file of `size` bytes where `limit` is allowed."""
    return SourceError(
        f"«{name}» er på {size / MEGABYTE:.0f} MB, og grensen er {limit // MEGABYTE} MB: del filen i mindre deler."
    )


def _read(data: bytes, name: str) -> Parsed:
    if _is_pdf(data, name):
        _check_size(data, name, PDF_BYTES_MAX)
        from ingest.parse.pdf import read as read_pdf

        return _named(read_pdf(data, name), FileKind.PDF, name)
    _check_size(data, name, FILE_BYTES_MAX)
    if data.startswith(_ZIP):
        return _read_zip(data, name)
    _refuse_binary(data, name)
    if data.startswith(_GZIP):
        return _read_text(unpack(data, name), name, name.lower().removesuffix(".gz"))
    return _read_text(data, name, name.lower())


def _is_pdf(data: bytes, name: str) -> bool:
    """Whether a PDF begins here. Some have a mail's or a printer's lines first; a text may write of PDFs too."""
    if data.startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:_PDF_WITHIN] and _promised(name.lower()) in (None, FileKind.PDF)


def _promised(name: str) -> str | None:
    """What the suffix of a file says that it holds; None when it says nothing known."""
    return _SUFFIXES.get(PurePosixPath(name.replace("\\", "/")).suffix)


def _check_size(data: bytes, name: str, limit: int) -> None:
    if len(data) > limit:
        raise too_large(name, len(data), limit)


def _read_zip(data: bytes, name: str) -> Parsed:
    members = check_zip(data, name)
    if "word/document.xml" in members:
        from ingest.parse.docx import read as read_docx

        return _named(read_docx(data, name), FileKind.DOCX, name)
    if "ppt/presentation.xml" in members:
        from ingest.parse.pptx import read as read_pptx

        return _named(read_pptx(data, name), FileKind.PPTX, name)
    if any(member.startswith("xl/") for member in members):
        raise _unsupported(name, "et regneark", "lagre det som PDF")
    if "mimetype" in members:
        raise _unsupported(name, "et OpenDocument", "lagre det som DOCX, PPTX eller PDF")
    raise _unsupported(name, "et arkiv (ZIP)", "pakk det ut og les inn filene i det")


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if _OLE_LOCKED in data:
            raise SourceError(f"«{name}» er beskyttet med passord: lagre den uten passord og prøv igjen.")
        raise _unsupported(name, "i et gammelt Office-format", "lagre den som DOCX, PPTX eller PDF")
    for magic, what in _REFUSED:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:32]):
            raise _unsupported(name, what, "lagre den som PDF med tekst")


def _unsupported(name: str, what: str, remedy: str) -> SourceError:
    return SourceError(f"«{name}» er {what} og støttes ikke: {remedy}. Støttet: {SUPPORTED}.")


def _read_text(data: bytes, name: str, suffixed: str) -> Parsed:
    suffix = _promised(suffixed)
    decoded = decode_text(data, html=suffix == FileKind.HTML)
    if decoded is None:
        raise _unreadable(name, suffix)
    text, warnings = decoded.text, (decoded.warning.format(name=name),) if decoded.warning else ()
    if len(text) > TEXT_BYTES_MAX:
        raise too_large(name, len(data), TEXT_BYTES_MAX)
    kind = _text_kind(text, suffix)
    parsed = _text_reader(kind, name)(text)
    parsed = dataclasses.replace(parsed, warnings=warnings + parsed.warnings)
    return _named(parsed, kind, name) if suffix in ("pdf", "docx", "pptx") else parsed


def _text_kind(text: str, suffix: str | None) -> FileKind:
    if suffix not in (FileKind.MARKDOWN, FileKind.JSONL) and looks_like_html(text):
        return FileKind.HTML
    if suffix in (FileKind.HTML, FileKind.MARKDOWN, FileKind.JSONL):
        return FileKind(suffix)
    return FileKind.TEXT


def _text_reader(kind: FileKind, name: str) -> Callable[[str], Parsed]:
    from ingest.parse import html, jsonl, markdown, text

    readers: dict[FileKind, Callable[[str], Parsed]] = {
        FileKind.HTML: html.read,
        FileKind.MARKDOWN: markdown.read,
        FileKind.JSONL: lambda decoded: jsonl.read(decoded, name),
    }
    return readers.get(kind, text.read)


def _unreadable(name: str, suffix: str | None) -> SourceError:
    if suffix is None:
        return SourceError(f"«{name}» er verken dokument eller tekst og støttes ikke. Støttet: {SUPPORTED}.")
    return SourceError(
        f"«{name}» har endelsen til {_SPOKEN[suffix]}, men innholdet er noe annet eller skadet: hent filen på "
        f"nytt, eller lagre den på nytt i programmet den ble laget i. Støttet: {SUPPORTED}."
    )


def _named(parsed: Parsed, kind: FileKind, name: str) -> Parsed:
    """Add a warning when the suffix promises something else than the file holds."""
    if _promised(name.lower()) in (None, kind):
        return parsed
    warning = f"«{name}» har feil endelse: innholdet er {kind.upper()} og ble lest som det; gi filen riktig endelse."
    return dataclasses.replace(parsed, warnings=(warning, *parsed.warnings))


def _within_limits(parsed: Parsed, name: str) -> Parsed:
    size = sum(len(page.text.encode()) for page in parsed.pages)
    if size > TEXT_BYTES_MAX:
        raise too_large(name, size, TEXT_BYTES_MAX)
    if size == 0 and not any(page.warning for page in parsed.pages):
        raise SourceError(f"«{name}» har ingen tekst: lagre filen på nytt med innhold, eller ta den bort.")
    return dataclasses.replace(parsed, warnings=parsed.warnings[:WARNINGS_MAX])
