"""Writes a run as the files that were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.report.html import html
from eval.report.json_lines import write_json
from eval.report.junit import junit
from eval.report.markdown import markdown
from eval.report.trec import write_trec
from eval.result import Result
from index.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where to write what; None is not written. `trec` is a folder."""

    json: Path | None = None
    html: Path | None = None
    markdown: Path | None = None
    junit: Path | None = None
    trec: Path | None = None


def write_files(results: Sequence[Result], files: Files) -> None:
    """Write each file that is asked for. Raises UsageError when one cannot be written."""
    try:
        if files.json:
            write_json(results, files.json)
        if files.html:
            files.html.write_text(html(results), encoding="utf-8")
        if files.markdown:
            files.markdown.write_text(markdown(results), encoding="utf-8")
        if files.junit:
            files.junit.write_text(junit(results), encoding="utf-8")
        if files.trec:
            write_trec(results, files.trec)
    except OSError as error:
        raise UsageError(f"{error.filename} kan ikke skrives ({error.strerror}); oppgi en annen sti.") from error
