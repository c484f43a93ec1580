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
from assistant.words import FIRST, Words
from index.errors import UsageError

MARKDOWN = "md"
WORD = "docx"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEANS = re.compile(r"([\\`*_{}\[\]<>#+\-!|~&$])|(?<=\d)([.)])(?=\s)|^(=)")


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


def exported(answers: Sequence[Shown], format: str, w: Words) -> tuple[bytes, str, str]:
    """Return the file's bytes, its media type and its suffix, with our own words in the language of `w`.

    Raises UsageError for a format that does not exist.
    """
    if format == MARKDOWN:
        return _markdown(answers, w).encode("utf-8"), "text/markdown; charset=utf-8", MARKDOWN
    if format == WORD:
        return _word(answers, w), _DOCX_TYPE, WORD
    told = f"Formatet «{format[:20]}» finnes ikke: bruk {WORD} eller {MARKDOWN}."
    raise UsageError(told, key="error.choice", values={"value": format[:20]})


def _sources(shown: Shown, w: Words) -> Iterator[_Source]:
    standing = {source.number: source.standing for source in shown.now}
    for citation in cited(shown.kept.answer):
        yield _Source(
            number=citation.number,
            quote=visible(" ".join(citation.quote.split())),
            place=visible(_place(citation, w)),
            now=_now(standing.get(citation.number, Standing.REMOVED), w),
        )


def _now(standing: Standing, w: Words) -> str:
    return "" if standing is Standing.STANDS else w.known("standing", standing)


def _place(citation: Citation, w: Words) -> str:
    place = [citation.title, citation.source, w("place.page", page=citation.page)]
    if citation.case_number:
        place.append(w("place.case", case=citation.case_number))
    if citation.meeting_date:
        place.append(w("place.meeting", number=w.day(citation.meeting_date)))
    return ", ".join(place)


def _lines(shown: Shown, w: Words) -> list[str]:
    """Return the answer's paragraphs, each sentence with its numbers; a refusal in the reader's words."""
    answer = shown.kept.answer
    if answer.refusal and w.language != FIRST and w.has("refused", answer.refusal.reason):
        return [w.known("refused", answer.refusal.reason)]
    return [visible(marked(sentence)) for sentence in answer.sentences] or [visible(answer.text)]


def _told(shown: Shown, w: Words) -> str:
    """Return when the answer was given, of what, and by whom."""
    kept = shown.kept
    key = "file.quoted" if kept.answer.composer == "extractive" else "file.written"
    return w(key, moment=w.moment(kept.asked_at), model=kept.answer.composer, id=kept.answer.id)


def _heading(shown: Shown, w: Words) -> str:
    return w("chat.sources") if shown.kept.answer.citations else w("file.nearest")


def _markdown(answers: Sequence[Shown], w: Words) -> str:
    parts: list[str] = []
    for shown in answers:
        answer = shown.kept.answer
        parts.append(f"# {_plain(answer.question)}")
        if answer.understood_as:
            parts.append(f"*{_plain(w('chat.understood', question=answer.understood_as))}*")
        parts += [_plain(line) for line in _lines(shown, w)]
        sources = list(_sources(shown, w))
        if sources:
            parts.append(f"## {_heading(shown, w)}")
            parts += [
                f"\\[{one.number}\\] {_plain(one.place)}\n\n> {_plain(one.quote)}"
                + (f"\n\n*{one.now}*" if one.now else "")
                for one in sources
            ]
        parts.append(f"*{_plain(_told(shown, w))}*")
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Return a text on one line with every sign escaped that Markdown could take for markup.

    >>> _plain("[1] <b>a_b</b>")
    '\\\\[1\\\\] \\\\<b\\\\>a\\\\_b\\\\</b\\\\>'
    """
    return _MEANS.sub(lambda found: f"\\{found.group()}", " ".join(text.split()))


def _word(answers: Sequence[Shown], w: Words) -> bytes:
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = visible(answers[0].kept.answer.question)[:200] if answers else "Styreveiviser"
    document.core_properties.author = "Styreveiviser"
    for shown in answers:
        answer = shown.kept.answer
        document.add_heading(_xml(answer.question), level=1)
        if answer.understood_as:
            document.add_paragraph().add_run(_xml(w("chat.understood", question=answer.understood_as))).italic = True
        for line in _lines(shown, w):
            document.add_paragraph(_xml(line))
        sources = list(_sources(shown, w))
        if sources:
            document.add_heading(_heading(shown, w), level=2)
        for one in sources:
            document.add_paragraph().add_run(f"[{one.number}] {_xml(one.place)}").bold = True
            document.add_paragraph(_xml(one.quote), style="Quote")
            if one.now:
                document.add_paragraph(one.now)
        document.add_paragraph().add_run(_xml(_told(shown, w))).italic = True
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _xml(text: str) -> str:
    """Return a text that XML can hold: signs without a shape are written as their number."""
    return "".join(c for c in visible(text) if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
