"""Reads scanned pages with Tesseract, where it is installed with Norwegian.

A page that is not read says why and what to install. It does not judge how well a page was read.
"""

import functools
import io
import shutil
import subprocess
import time

import pypdfium2 as pdfium

from ingest.parse.limits import OCR_DPI, OCR_FILE_SECONDS, OCR_PAGE_SECONDS, OCR_PIXELS_MAX

_LANGUAGE = "nor"
_POINTS_PER_INCH = 72


class Ocr:
    """Reads the scanned pages of one file, until its time is up."""

    def __init__(self) -> None:
        self._deadline = time.monotonic() + OCR_FILE_SECONDS

    def read(self, document: pdfium.PdfDocument, number: int, name: str) -> tuple[str, str]:
        """Return the text of a page (empty when it was not read) and a warning that names the page."""
        page = f"Side {number} i «{name}»"
        program = tesseract()
        if program is None:
            return "", (
                f"{page} har ingen tekst og er trolig skannet: installer tesseract-ocr og tesseract-ocr-nor, "
                "og les filen inn på nytt."
            )
        seconds = min(OCR_PAGE_SECONDS, self._deadline - time.monotonic())
        if seconds <= 0:
            return "", (
                f"{page} er skannet og ble ikke lest, fordi filen har for mange skannede sider "
                f"(over {OCR_FILE_SECONDS} sekunder): del filen i mindre deler."
            )
        try:
            text = _recognise(program, _picture(document, number), seconds)
        except (OSError, subprocess.SubprocessError, pdfium.PdfiumError):
            return "", f"{page} er skannet, og tesseract klarte ikke å lese den: skann siden på nytt."
        if not text.strip():
            return "", f"{page} har ingen tekst, og tesseract fant ingen i bildet: se på siden selv."
        return text, f"{page} er skannet; teksten er gjenkjent med tesseract og kan inneholde feil."


@functools.cache
def tesseract() -> str | None:
    """Return the path of a Tesseract that knows Norwegian, or None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = _run(program, ["--list-langs"], b"", OCR_PAGE_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return None
    return program if _LANGUAGE in listed.split() else None


def _picture(document: pdfium.PdfDocument, number: int) -> bytes:
    """Render a page in shades of grey, as PGM: at most `OCR_PIXELS_MAX` pixels."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = OCR_DPI / _POINTS_PER_INCH
        scale = min(scale, (OCR_PIXELS_MAX / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        picture = io.BytesIO()
        bitmap.to_pil().save(picture, "PPM")
        bitmap.close()
    finally:
        page.close()
    return picture.getvalue()


def _recognise(program: str, picture: bytes, seconds: float) -> str:
    return _run(program, ["stdin", "stdout", "-l", _LANGUAGE], picture, seconds)


def _run(program: str, arguments: list[str], given: bytes, seconds: float) -> str:
    """Run Tesseract on pipes alone: the child may write no file."""
    done = subprocess.run(  # noqa: S603 - a fixed program, and no argument comes from a document
        [program, *arguments], input=given, capture_output=True, timeout=seconds, check=True
    )
    return done.stdout.decode("utf-8", "replace")
