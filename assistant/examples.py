"""Example questions for the first view, made from the documents that are there.

Knows where their words come from; the phrases stand in the catalogue, and `suggest.py` keeps those that are answered.
"""

import re
from collections.abc import Iterable, Iterator

from assistant.api_parts import Library
from assistant.suggest import Suggestion
from assistant.words import Words
from index.document import BlockKind, Kind
from index.reference import case_numbers
from index.rows import DocumentRow

EXAMPLES = 4
TRIED_MAX = 16
_PAGES_READ = 3
_TITLE_MAX = 60
_QUARTER = re.compile(r"\b([1-4])\. kvartal (20\d\d)\b")
# Cases that every meeting has; asking about one shows little.
_ROUTINE = re.compile(r"godkjenning|oppfølging|status|eventuelt|evaluering|neste møte|orientering", re.IGNORECASE)


def examples(library: Library, w: Words) -> Iterator[Suggestion]:
    """Yield questions in turns, one of each sort, the latest first, so that the first few differ."""
    rows = sorted(library.documents(), key=lambda row: row.meeting_date or "", reverse=True)
    minutes = [row for row in rows if row.kind == Kind.MINUTES]
    turns = [
        _decisions(library, minutes[:3], w),
        _planned(rows, w),
        _attendance(minutes, w),
        _mandated(rows, w),
        (Suggestion(question=w("suggest.about", name=_name(row))) for row in rows),
    ]
    while turns:
        for turn in tuple(turns):
            question = next(turn, None)
            if question is None:
                turns.remove(turn)
            else:
                yield question


def _decisions(library: Library, rows: Iterable[DocumentRow], w: Words) -> Iterator[Suggestion]:
    for row in rows:
        for case, title in _cases(library, row):
            if _ROUTINE.match(title):
                continue
            question = w("suggest.decided_title", title=title) if title else w("suggest.decided", case=case)
            yield Suggestion(question=question, case=case)


def _planned(rows: Iterable[DocumentRow], w: Words) -> Iterator[Suggestion]:
    for row in rows:
        quarter = _QUARTER.search(row.title)
        if row.kind == Kind.ROADMAP and quarter:
            yield Suggestion(question=w("suggest.planned", number=quarter[1], year=quarter[2]))


def _attendance(rows: Iterable[DocumentRow], w: Words) -> Iterator[Suggestion]:
    for row in rows:
        if row.meeting_number:
            question = w("suggest.present", meeting=row.meeting_number)
            yield Suggestion(question=question, meeting_date=row.meeting_date)


def _mandated(rows: Iterable[DocumentRow], w: Words) -> Iterator[Suggestion]:
    if any(row.kind == Kind.MANDATE for row in rows):
        yield Suggestion(question=w("suggest.purpose"))
        yield Suggestion(question=w("suggest.tasks"))


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
