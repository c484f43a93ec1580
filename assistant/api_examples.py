"""Example questions for the first view, made from the documents that are there, kept only when they are answered.

Knows the phrases and where their words come from; finds no answers itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from assistant.api_parts import Library
from index.document import BlockKind, Kind
from index.reference import case_numbers
from index.rows import DocumentRow

EXAMPLES = 4
_TRIED_MAX = 16
_PAGES_READ = 3
_TITLE_MAX = 60
_QUARTER = re.compile(r"\b([1-4])\. kvartal (20\d\d)\b")
# Cases that every meeting has; asking about one shows little.
_ROUTINE = re.compile(r"godkjenning|oppfølging|status|eventuelt|evaluering|neste møte|orientering", re.IGNORECASE)


def examples(library: Library, answers: Callable[[str], bool]) -> tuple[str, ...]:
    """Return at most four questions for which `answers` holds, about different things, the latest first."""
    found: list[str] = []
    for tried, question in enumerate(_candidates(library)):
        if tried >= _TRIED_MAX or len(found) == EXAMPLES:
            break
        if question not in found and answers(question):
            found.append(question)
    return tuple(found)


def _candidates(library: Library) -> Iterator[str]:
    """Yield questions in turns, one of each sort, so that the four differ."""
    rows = sorted(library.documents(), key=lambda row: row.meeting_date or "", reverse=True)
    minutes = [row for row in rows if row.kind == Kind.MINUTES]
    turns = [
        _decisions(library, minutes[:3]),
        _planned(rows),
        _attendance(minutes),
        _mandated(rows),
        (f"Hva handler {_name(row)} om?" for row in rows),
    ]
    while turns:
        for turn in tuple(turns):
            question = next(turn, None)
            if question is None:
                turns.remove(turn)
            else:
                yield question


def _decisions(library: Library, rows: Iterable[DocumentRow]) -> Iterator[str]:
    for row in rows:
        for case, title in _cases(library, row):
            if _ROUTINE.match(title):
                continue
            yield f"Hva ble vedtatt i saken «{title}»?" if title else f"Hva ble vedtatt i sak {case}?"


def _planned(rows: Iterable[DocumentRow]) -> Iterator[str]:
    for row in rows:
        quarter = _QUARTER.search(row.title)
        if row.kind == Kind.ROADMAP and quarter:
            yield f"Hvilke leveranser er planlagt i {quarter[1]}. kvartal {quarter[2]}?"


def _attendance(rows: Iterable[DocumentRow]) -> Iterator[str]:
    for row in rows:
        if row.meeting_number:
            yield f"Hvem var til stede på møte {row.meeting_number}?"


def _mandated(rows: Iterable[DocumentRow]) -> Iterator[str]:
    if any(row.kind == Kind.MANDATE for row in rows):
        yield from (
            "Hva er formålet med styret?",
            "Hvilke oppgaver har styret etter mandatet?",
        )


def _cases(library: Library, row: DocumentRow) -> Iterator[tuple[str, str]]:
    """Yield number and title of the cases in the headings of a document's first pages, later ones first.

    The first cases of a meeting are routine: agenda, approval, follow-up. An unusable title is empty.
    """
    found: dict[str, str] = {}
    for number in range(1, min(row.page_count, _PAGES_READ) + 1):
        page = library.page(row.doc_id, number)
        for block in page.blocks:
            heading = page.text[block.start : block.end]
            for case in case_numbers(heading if block.kind is BlockKind.HEADING else ""):
                title = re.sub(r"\s+", " ", heading[case.end :]).strip(" :.–-|")
                found.setdefault(case.value, title if 5 <= len(title) <= _TITLE_MAX else "")
    yield from reversed(found.items())


def _name(row: DocumentRow) -> str:
    """Return a title as it stands in the middle of a sentence."""
    title = re.sub(r"\s+", " ", row.title).strip()
    return f"«{title if len(title) <= _TITLE_MAX else title[:_TITLE_MAX].rsplit(' ', 1)[0] + ' …'}»"
