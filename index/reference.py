"""How board papers point at things: case numbers, meeting numbers, dates and times, in every spelling.

Finds them in text and gives each one form. Does not decide what they mean where they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = (
    ("januar", "jan", "january"),
    ("februar", "feb", "february"),
    ("mars", "mar", "march"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "october"),
    ("november", "nov"),
    ("desember", "des", "december"),
)
MONTH_NUMBER = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
_MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))

# Three numbers: 6-44/24, 4/41-23, "sak 6 44/24". Not inside a longer number, path or date.
_CASE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<a>\d{1,3})\s?[-\u2013]\s?(?P<am>\d{1,4})\s?/\s?(?P<ay>(?:20)?\d{2})"
    r"|(?P<b>\d{1,3})/(?P<bm>\d{1,4})[-\u2013](?P<by>(?:20)?\d{2})"
    r"|(?<=[Ss][Aa][Kk]\s)(?P<c>\d{1,3})\s(?P<cm>\d{1,4})/(?P<cy>(?:20)?\d{2})"
    r")(?![\d/-]|\.\d)"
)
# Two numbers after the word: "sak 15/96", "Saksnr. 0002/04", "PS 12/23". Not another body's "NUIT-Sak 7-24".
_SHORT_CASE = re.compile(
    r"(?<![\w-])(?:sak|saksnr|saksnummer|ps)\b\.?\s?:?\s?(?:nr\.?\s?)?0*(?P<n>\d{1,4})"
    r"/(?P<y>(?:19|20)?\d{2})(?![\d/-])",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:møte\w*|meeting)\s*(?:nr|nummer|number|no)?\.?\s*#?(?P<n>\d{1,4})(?:/(?P<y>(?:20)?\d{2}))?(?![\d.:-]|/\d)",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?<![\d/.-])(?:"
    rf"(?P<iy>(?:19|20)\d{{2}})-(?P<im>0[1-9]|1[0-2])-(?P<id>[0-2]\d|3[01])(?!\d)"
    rf"|(?P<d>[0-3]?\d)\s?\.\s?(?P<m>0?[1-9]|1[0-2])\s?\.\s?(?P<y>(?:19|20)\d{{2}}|\d{{2}})(?![\d])(?!\.\d)"
    rf"|(?P<wd>[0-3]?\d)(?:\.|st|nd|rd|th)?\s?(?P<wm>{_MONTH})\b\.?,?(?:\s(?P<wy>(?:19|20)\d{{2}})\b)?"
    rf"|(?P<em>{_MONTH})\.?\s(?P<ed>[0-3]?\d)(?:st|nd|rd|th)?,?(?:\s(?P<ey>(?:19|20)\d{{2}})\b)(?!\d)"
    rf"|(?<!\w)(?P<mm>{_MONTH})\s(?P<my>(?:19|20)\d{{2}})\b"
    rf")",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\d.:,/])(?P<h>[01]?\d|2[0-3])[.:](?P<min>[0-5]\d)(?![\d:]|\.\d|\s?%|\s?mill)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One found reference: `value` is its only form, `start` and `end` are offsets into the text."""

    value: str
    start: int
    end: int


def _two_digit_year(year: str) -> str:
    return year[-2:]


def case_numbers(text: str) -> Iterator[Reference]:
    """Yield case numbers as `NUMBER-MEETING/YY`, for example `6-44/24`, in the order they stand."""
    for match in _CASE.finditer(text):
        for key in ("a", "b", "c"):
            if match.group(key):
                number, meeting = int(match.group(key)), int(match.group(key + "m"))
                year = _two_digit_year(match.group(key + "y"))
                yield Reference(value=f"{number}-{meeting}/{year}", start=match.start(), end=match.end())


def short_case_numbers(text: str) -> Iterator[Reference]:
    """Yield case numbers of bodies that number by year, as `NUMBER/YY`, for example `15/96`."""
    for match in _SHORT_CASE.finditer(text):
        value = f"{int(match.group('n'))}/{_two_digit_year(match.group('y'))}"
        yield Reference(value=value, start=match.start(), end=match.end())


def meeting_numbers(text: str) -> Iterator[Reference]:
    """Yield meeting numbers that follow the word for meeting, as `44/24` or `18`."""
    for match in _MEETING.finditer(text):
        year = match.group("y")
        number = str(int(match.group("n")))
        value = f"{number}/{_two_digit_year(year)}" if year else number
        yield Reference(value=value, start=match.start(), end=match.end())


def dates(text: str) -> Iterator[Reference]:
    """Yield dates as ISO 8601: `2024-04-04`, `2024-04` without a day, `--04-04` without a year."""
    for match in _DATE.finditer(text):
        value = _iso(match)
        if value:
            yield Reference(value=value, start=match.start(), end=match.end())


def times(text: str) -> Iterator[Reference]:
    """Yield times of day as `hh.mm`."""
    for match in _TIME.finditer(text):
        value = f"{int(match.group('h')):02d}.{match.group('min')}"
        yield Reference(value=value, start=match.start(), end=match.end())


def _iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    if found["iy"]:
        return f"{found['iy']}-{found['im']}-{found['id']}"
    if found["d"]:
        return _valid(_four_digit_year(found["y"]), int(found["m"]), int(found["d"]))
    if found["wd"]:
        return _valid(found["wy"], MONTH_NUMBER[found["wm"].lower()], int(found["wd"]))
    if found["ed"]:
        return _valid(found["ey"], MONTH_NUMBER[found["em"].lower()], int(found["ed"]))
    return f"{found['my']}-{MONTH_NUMBER[found['mm'].lower()]:02d}"


def _four_digit_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < 60 else f"19{year}"


def _valid(year: str | None, month: int, day: int) -> str | None:
    if not 1 <= day <= 31:
        return None
    return f"{year or '-'}-{month:02d}-{day:02d}"
