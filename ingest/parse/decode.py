"""Makes text of bytes: unpacks gzip within limits, finds the encoding, and says when it had to guess.

It tells text from what is no text at all, and HTML from other text; it looks no further.
"""

import re
import zlib
from dataclasses import dataclass

from index.errors import SourceError
from ingest.parse.limits import MEGABYTE, UNPACKED_TEXT_BYTES_MAX

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROLS_SHARE_MAX = 0.01
_CONTROLS_FEW = 4
_SAMPLE = 100_000
_HTML = re.compile(r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]")
_META_CHARSET = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([a-z0-9_-]+)")
_META_WITHIN = 2048
_LATIN = ("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, and a sentence with `{name}` in it where its letters are a guess."""

    text: str
    warning: str | None = None


def unpack(data: bytes, name: str) -> bytes:
    """Unpack gzip. Raises `SourceError` when it is cut short, damaged or unfolds to too much."""
    parts: list[bytes] = []
    size, rest = 0, data
    try:
        while rest.startswith(b"\x1f\x8b"):
            stream = zlib.decompressobj(wbits=31)
            part = stream.decompress(rest, UNPACKED_TEXT_BYTES_MAX + 1 - size)
            size += len(part)
            if size > UNPACKED_TEXT_BYTES_MAX:
                raise SourceError(
                    f"«{name}» pakker seg ut til over {UNPACKED_TEXT_BYTES_MAX // MEGABYTE} MB og ble ikke lest: "
                    "del filen i mindre deler."
                )
            if not stream.eof:
                raise EOFError
            parts.append(part)
            rest = stream.unused_data
    except (zlib.error, EOFError):
        raise SourceError(f"«{name}» er avkortet eller skadet: hent filen på nytt, eller pakk den på nytt.") from None
    return b"".join(parts)


def decode_text(data: bytes, *, html: bool = False) -> Decoded | None:
    """Decode text by its byte order mark, as UTF-8, or as Windows-1252; None when it is no text.

    `html` lets a charset named in the first bytes count.
    """
    decoded = _decode(data, html=html)
    if decoded is None:
        return None
    sample = decoded.text[:_SAMPLE]
    allowed = max(_CONTROLS_FEW, _CONTROLS_SHARE_MAX * len(sample))
    return None if len(_CONTROLS.findall(sample)) > allowed else decoded


def looks_like_html(text: str) -> bool:
    """Whether a text begins as an HTML page does."""
    return _HTML.match(text[:_SAMPLE]) is not None


def _decode(data: bytes, *, html: bool) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text=text, warning=_replaced(text))
    try:
        return Decoded(text=data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if sum(letter > "\x7f" for letter in text) >= 2 * wrong:  # mostly whole letters: damaged UTF-8
        return Decoded(text=text, warning=_replaced(text))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    meta = _META_CHARSET.search(data[:_META_WITHIN]) if html else None
    if meta and meta.group(1).decode("ascii").lower() in _LATIN:
        return Decoded(text=text)
    return Decoded(
        text=text,
        warning="«{name}» er ikke UTF-8 og ble lest som Windows-1252: se etter feil bokstaver, og lagre den som UTF-8.",
    )


def _replaced(text: str) -> str | None:
    if "\ufffd" not in text:
        return None
    return "«{name}» har tegn som ikke kan leses; de vises som «\ufffd»: lagre filen på nytt som UTF-8."
