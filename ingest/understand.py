"""What a document is to the board: its title, kind, meeting, date, language and access label.

Reads names, front matter and the first lines; the marks of who may read are looked for on every page. Does
not read saker or vedtak.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.document import Access, Kind, Page
from index.language import language_of
from index.reference import case_numbers, dates, meeting_numbers
from ingest import patterns
from ingest.patterns import Pattern

HEAD = 800  # characters from the start that say what a document is
SAMPLE = 20_000  # characters that the language is judged by

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FRONT_KEY = re.compile(r"^(\w+):\s*(.+?)\s*$", re.MULTILINE)
_FILE_DATE = re.compile(r"((?:19|20)\d{2})[-_.](0[1-9]|1[0-2])[-_.](0[1-9]|[12]\d|3[01])(?!\d)")
_FILE_DATE_NORWEGIAN = re.compile(r"(?<!\d)(\d{2})\.(\d{2})\.(\d{2,4})(?!\d)")
_DATE_LINE = re.compile(r"^\W*(?:møte)?dato\w*\b[^\n]*|^\W*(?:tid|tidspunkt)\b[^\n]*", re.IGNORECASE | re.MULTILINE)

_KINDS: tuple[tuple[Kind, Pattern], ...] = (
    (Kind.MINUTES, patterns.MINUTES),
    (Kind.ROADMAP, patterns.ROADMAP),
    (Kind.NOTICE, patterns.NOTICE),
    (Kind.MANDATE, patterns.MANDATE),
    (Kind.AGENDA, patterns.AGENDA),
    (Kind.SLIDES, patterns.SLIDES),
    (Kind.ATTACHMENT, patterns.ATTACHMENT),
)
# One of these is in every line that says who may read; most pages have none, and are not looked at line by line.
_ACCESS_MARKS = ("følsomhet", "intern", "(rød)", "(sort)", "(svart)", "off", "unntatt", "untatt")
_SLIDES_MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What was found out about one document, or about one record of a collection."""

    title: str
    kind: Kind
    language: str
    access: Access
    meeting_number: str | None
    meeting_date: str | None


def understand(source: str, title: str | None, media_type: str, pages: tuple[Page, ...]) -> Understanding:
    """Return what the document is. `source` is its shown path, `title` what its reader found."""
    head = "\n".join(page.text[:HEAD] for page in pages[:2])[: 2 * HEAD]
    front = front_matter(pages[0].text) if pages else {}
    shown = front.get("title") or title or PurePosixPath(source).stem
    return Understanding(
        title=" ".join(shown.split())[:200],
        kind=kind_of(source, shown, head, media_type),
        language=language_of("\n".join(page.text[:SAMPLE] for page in pages[:20])[:SAMPLE]),
        access=access_of(pages),
        meeting_number=front.get("motenr") or meeting_number_of(source, head, pages),
        meeting_date=meeting_date_of(source, front, head),
    )


def front_matter(text: str) -> dict[str, str]:
    """Return the plain `key: value` lines of Markdown front matter; none where there is none."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}
    return {key.lower(): value.strip("\"'") for key, value in _FRONT_KEY.findall(match.group(1))}


def kind_of(source: str, title: str, head: str, media_type: str) -> Kind:
    """Return the kind: the file name decides, then folder, title, first line and file format."""
    path = PurePosixPath(source)
    first_line = head.strip().split("\n", 1)[0]
    for words in (path.stem, str(path.parent), title, first_line):
        for kind, pattern in _KINDS:
            if pattern.expression.search(words.replace("_", " ")):
                return kind
    return Kind.SLIDES if media_type == _SLIDES_MEDIA else Kind.ATTACHMENT


def access_of(pages: tuple[Page, ...]) -> Access:
    """Return the strictest label that any page is marked with; open where none is marked."""
    label = Access.OPEN
    for page in pages:
        folded = page.text.casefold()
        if not any(mark in folded for mark in _ACCESS_MARKS):
            continue
        for line in page.text.split("\n"):
            if len(line) > 120:
                continue
            if patterns.EXEMPT.expression.search(line):
                return Access.EXEMPT
            if patterns.INTERNAL.expression.search(line):
                label = Access.INTERNAL
    return label


def meeting_number_of(source: str, head: str, pages: tuple[Page, ...]) -> str | None:
    """Return the meeting's number: said in the head or name, else the latest one of the case numbers."""
    for text in (PurePosixPath(source).stem.replace("_", " "), head):
        for reference in meeting_numbers(text):
            if "/" in reference.value or "nr" in text[reference.start : reference.end].lower():
                return reference.value
    seen = Counter(number.value.split("-", 1)[1] for page in pages for number in case_numbers(page.text))
    often = [value for value, times in seen.items() if times * 4 >= max(seen.values())]
    return max(often, key=_by_year, default=None)


def _by_year(meeting: str) -> tuple[int, int]:
    number, year = meeting.split("/")
    return int(year), int(number)


def meeting_date_of(source: str, front: dict[str, str], head: str) -> str | None:
    """Return the meeting's ISO date: from front matter, the file name, a line that says so, or the head."""
    if "dato" in front:
        for reference in dates(front["dato"]):
            return reference.value if len(reference.value) == 10 else None
    name = PurePosixPath(source).name
    if match := _FILE_DATE.search(name):
        return "-".join(match.groups())
    if _FILE_DATE_NORWEGIAN.search(name.replace("_", " ")):
        for reference in dates(name.replace("_", " ")):
            if len(reference.value) == 10:
                return reference.value
    for line in _DATE_LINE.findall(head):
        for reference in dates(line):
            if len(reference.value) == 10 and not reference.value.startswith("-"):
                return reference.value
    return _first_full_date(head)


def _first_full_date(text: str) -> str | None:
    for reference in dates(text):
        if len(reference.value) == 10 and not reference.value.startswith("-"):
            return reference.value
    return None
