"""Kept answers as files to hand on: Markdown and Word, with every quote, its place and how it stands now.

Text of papers and questions is text: in Markdown every sign that could mean something is escaped. Reads no papers.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx import Document
from docx.shared import Pt

from assistant.answer import Citation
from assistant.ask import marked
from assistant.pages import visible
from assistant.standing import SourceNow, cited
from assistant.stored import Kept, Standing
from assistant.words import words
from index.errors import UsageError

MARKDOWN = "md"
WORD = "docx"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEANS = re.compile(r"([\\`*_{}\[\]<>#+\-!|~&$])|(?<=\d)([.)])(?=\s)|^(=)")
_NOW = {
    Standing.STANDS: "",
    Standing.CHANGED: "Dokumentet er endret etter at svaret ble gitt; sitatet er slik det sto da.",
    Standing.REMOVED: "Dokumentet er fjernet etter at svaret ble gitt; sitatet er slik det sto da.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A kept answer and how its sources stand now."""

    kept: Kept
    now: tuple[SourceNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    number: int
    quote: str
    place: str
    now: str


def exported(answers: Sequence[Shown], format: str) -> tuple[bytes, str, str]:
    """Return the file's bytes, its media type and its suffix. Raises UsageError for a format that does not exist."""
    if format == MARKDOWN:
        return _markdown(answers).encode("utf-8"), "text/markdown; charset=utf-8", MARKDOWN
    if format == WORD:
        return _word(answers), _DOCX_TYPE, WORD
    raise UsageError(f"Formatet «{format[:20]}» finnes ikke: bruk {WORD} eller {MARKDOWN}.")


def _sources(shown: Shown) -> Iterator[_Source]:
    standing = {source.number: source.standing for source in shown.now}
    for citation in cited(shown.kept.answer):
        yield _Source(
            number=citation.number,
            quote=visible(" ".join(citation.quote.split())),
            place=visible(_place(citation)),
            now=_NOW[standing.get(citation.number, Standing.REMOVED)],
        )


def _place(citation: Citation) -> str:
    place = [citation.title, citation.source, f"side {citation.page}"]
    if citation.case_number:
        place.append(f"sak {citation.case_number}")
    if citation.meeting_date:
        place.append(f"møte {words('nb').day(citation.meeting_date)}")
    return ", ".join(place)


def _lines(shown: Shown) -> list[str]:
    """Return the answer's paragraphs, each sentence with its numbers."""
    answer = shown.kept.answer
    return [visible(marked(sentence)) for sentence in answer.sentences] or [visible(answer.text)]


def _told(shown: Shown) -> str:
    """Return when the answer was given, of what, and by whom."""
    kept = shown.kept
    writer = "med sitater fra dokumentene" if kept.answer.composer == "extractive" else f"av {kept.answer.composer}"
    return f"Svart {words('nb').day(kept.asked_at)} kl. {kept.asked_at[11:16]} UTC {writer}. Svar-id {kept.answer.id}."


def _heading(shown: Shown) -> str:
    return "Kilder" if shown.kept.answer.citations else "Nærmeste utdrag, som ikke svarer på spørsmålet"


def _markdown(answers: Sequence[Shown]) -> str:
    parts: list[str] = []
    for shown in answers:
        answer = shown.kept.answer
        parts.append(f"# {_plain(answer.question)}")
        if answer.understood_as:
            parts.append(f"*Forstått som: {_plain(answer.understood_as)}*")
        parts += [_plain(line) for line in _lines(shown)]
        sources = list(_sources(shown))
        if sources:
            parts.append(f"## {_heading(shown)}")
            parts += [
                f"\\[{one.number}\\] {_plain(one.place)}\n\n> {_plain(one.quote)}"
                + (f"\n\n*{one.now}*" if one.now else "")
                for one in sources
            ]
        parts.append(f"*{_plain(_told(shown))}*")
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Return a text on one line with every sign escaped that Markdown could take for markup.

    >>> _plain("[1] <b>a_b</b>")
    '\\\\[1\\\\] \\\\<b\\\\>a\\\\_b\\\\</b\\\\>'
    """
    return _MEANS.sub(lambda found: f"\\{found.group()}", " ".join(text.split()))


def _word(answers: Sequence[Shown]) -> bytes:
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = visible(answers[0].kept.answer.question)[:200] if answers else "Styreveiviser"
    document.core_properties.author = "Styreveiviser"
    for shown in answers:
        answer = shown.kept.answer
        document.add_heading(_xml(answer.question), level=1)
        if answer.understood_as:
            document.add_paragraph().add_run(f"Forstått som: {_xml(answer.understood_as)}").italic = True
        for line in _lines(shown):
            document.add_paragraph(_xml(line))
        sources = list(_sources(shown))
        if sources:
            document.add_heading(_heading(shown), level=2)
        for one in sources:
            document.add_paragraph().add_run(f"[{one.number}] {_xml(one.place)}").bold = True
            document.add_paragraph(_xml(one.quote), style="Quote")
            if one.now:
                document.add_paragraph(one.now)
        document.add_paragraph().add_run(_xml(_told(shown))).italic = True
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _xml(text: str) -> str:
    """Return a text that XML can hold: signs without a shape are written as their number."""
    return "".join(c for c in visible(text) if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
