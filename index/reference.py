"""How board papers point at things: case numbers, meeting numbers, dates and times, in every spelling.

Finds them in text and gives each one form. Does not decide what they mean where they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
_FOLDED = str.maketrans("ſıİ\u212a", "siik")  # letters that an expression takes for s, i and k when case is ignored
_MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))

# Three numbers: 6-44/24, 4/41-23, "sak 6 44/24", "sak 6/44/24", "sak 6-44-2024".
# Not inside a longer number, path or date.
_CASE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<a>\d{1,3})\s?[-\u2013]\s?(?P<am>\d{1,4})\s?/\s?(?P<ay>(?:20)?\d{2})"
    r"|(?P<b>\d{1,3})/(?P<bm>\d{1,4})[-\u2013](?P<by>(?:20)?\d{2})"
    r"|(?<=[Ss][Aa][Kk]\s)(?P<c>\d{1,3})[\s/](?P<cm>\d{1,4})/(?P<cy>(?:20)?\d{2})"
    r"|(?<=[Ss][Aa][Kk]\s)(?P<d>\d{1,3})-(?P<dm>\d{1,4})-(?P<dy>20\d{2})"
    r")(?![\d/-]|\.\d)"
)
# Two numbers after the word: "sak 15/96", "Saksnr. 0002/04", "PS 12/23", "styresak 45-2024"; "sak 12/24-1" is the first
# paper of case 12/24. Not another body's "NUIT-Sak 7-24", and not the range "sak 3-10".
_SHORT_CASE = re.compile(
    r"(?<![\w-])(?:(?:styre)?sak|saksnr|saksnummer|ps)\b\.?\s?:?\s?(?:nr\.?\s?)?0*(?P<n>\d{1,4})"
    r"(?:/(?P<y>(?:19|20)?\d{2})(?:-\d(?!\d))?|\s?[-\u2013]\s?(?P<hy>(?:19|20)\d{2}))(?![\d/-])",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b[A-ZÆØÅ]{2,}[-\u2013][Ss]ak(?:snr|snummer)?\.?\s?(?:nr\.?\s?)?$"
)  # before another body's number
_OTHERS_BEFORE = 24  # characters at most from such an abbreviation to the number
_HYPHEN_YEAR = re.compile(r"[-\u2013]\s?(?=(?:19|20)\d\d(?!\d))")
_SHORT_BEFORE = 18  # characters at most from the word to the number
_SHORT_AFTER = 8  # characters at least that tell where the year ends
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
# Every reference is at a whole number, so that the slow expressions above are tried there alone; a date may also begin
# with the month that stands before its first number.
_NUMBER = re.compile(r"\d\d*")  # a set first: that is looked for faster than a repetition
_MONTH_BEFORE = re.compile(rf"(?:{_MONTH})\.?\s\Z", re.IGNORECASE)
_MONTH_LENGTH = max(map(len, MONTH_NUMBER)) + 2  # with a full stop and a blank
# What may follow the blank after the number that a date begins with: a full stop, or the first letter of a month.
_AFTER_BLANK = frozenset({".", "\u017f", *(letter for name in MONTH_NUMBER for letter in (name[0], name[0].upper()))})
_MONTH_ENDS = frozenset(name[-3:] for name in MONTH_NUMBER)
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
    for match in _at_numbers(_CASE, text, "-\u2013/", after_blank="-\u2013"):
        if _OTHERS.search(text[max(0, match.start() - _OTHERS_BEFORE) : match.start()]):
            continue
        for key in ("a", "b", "c", "d"):
            if match.group(key):
                number, meeting = int(match.group(key)), int(match.group(key + "m"))
                year = _two_digit_year(match.group(key + "y"))
                yield Reference(value=f"{number}-{meeting}/{year}", start=match.start(), end=match.end())


def short_case_numbers(text: str) -> Iterator[Reference]:
    """Yield case numbers of bodies that number by year, as `NUMBER/YY`, for example `15/96`."""
    end = 0
    for number, slash in sorted((*_numbers_before_slashes(text), *_numbers_before_years(text))):
        match = _SHORT_CASE.search(text, max(end, number - _SHORT_BEFORE), slash + _SHORT_AFTER)
        if match:
            end = match.end()
            year = _two_digit_year(match.group("y") or match.group("hy"))
            yield Reference(value=f"{int(match.group('n'))}/{year}", start=match.start(), end=end)


def meeting_numbers(text: str) -> Iterator[Reference]:
    """Yield meeting numbers that follow the word for meeting, as `44/24` or `18`."""
    for match in _MEETING.finditer(text):
        year = match.group("y")
        number = str(int(match.group("n")))
        value = f"{number}/{_two_digit_year(year)}" if year else number
        yield Reference(value=value, start=match.start(), end=match.end())


def dates(text: str) -> Iterator[Reference]:
    """Yield dates as ISO 8601: `2024-04-04`, `2024-04` without a day, `--04-04` without a year."""
    end = 0
    for start, after in number_spans(text):
        digits = after - start
        if start < end or not (digits <= 2 or digits == 4):  # a day or a month, or a year
            continue
        match = None
        if text[start - 1 : start].isspace():
            match = _month_date(text, start, end)
        if match is None:
            character = text[after : after + 1]
            if digits == 4:
                goes_on = character == "-"
            elif character.isspace():
                goes_on = text[after + 1 : after + 2] in _AFTER_BLANK
            else:
                goes_on = character == "." or character.isalpha()
            if goes_on:
                match = _DATE.match(text, start)
        if match is None:
            continue
        end = match.end()
        if value := _iso(match):
            yield Reference(value=value, start=match.start(), end=end)


def times(text: str) -> Iterator[Reference]:
    """Yield times of day as `hh.mm`."""
    for match in _at_numbers(_TIME, text, ".:"):
        value = f"{int(match.group('h')):02d}.{match.group('min')}"
        yield Reference(value=value, start=match.start(), end=match.end())


@lru_cache(maxsize=4)
def number_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the whole numbers stand; the last texts are remembered, since each is asked for several times."""
    return tuple(match.span() for match in _NUMBER.finditer(text))


def _at_numbers(
    pattern: re.Pattern[str], text: str, following: str, *, after_blank: str = ""
) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` would, for a pattern that matches only from the first digit of a number on.

    The number is followed by one of the characters `following`, or by a blank and one of `after_blank` or a digit.
    """
    end = 0
    for start, after in number_spans(text):
        if start < end:
            continue
        character = text[after : after + 1]
        if character not in following:
            if not after_blank or not character.isspace():
                continue
            beyond = text[after + 1 : after + 2]
            if beyond not in after_blank and not beyond.isdecimal():
                continue
        if match := pattern.match(text, start):
            end = match.end()
            yield match


def _numbers_before_slashes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a number before a slash begins, and the slash; not those after a letter or a hyphen."""
    slash = text.find("/")
    while slash >= 0:
        start = slash
        while start and text[start - 1].isdecimal():
            start -= 1
        before = text[start - 1 : start]
        if start < slash and (before.isspace() or before in ".:rR"):  # the r of "nr"
            yield start, slash
        slash = text.find("/", slash + 1)


def _numbers_before_years(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a number before a hyphen and a year begins, and the hyphen; not those after a letter or a hyphen."""
    for match in _HYPHEN_YEAR.finditer(text) if "-" in text or "\u2013" in text else ():
        end = match.start() - text[match.start() - 1 : match.start()].isspace()
        start = end
        while start and text[start - 1].isdecimal():
            start -= 1
        if start < end and (text[start - 1 : start].isspace() or text[start - 1 : start] in (".", ":", "r", "R")):
            yield start, end


def _month_date(text: str, number: int, after: int) -> re.Match[str] | None:
    """Return the date that begins, not before `after`, with the month before the blank before `number`."""
    before = text[max(after, number - _MONTH_LENGTH) : number]
    end = before[:-1].removesuffix(".")[-3:]
    if end.isascii() and end.lower() not in _MONTH_ENDS:
        return None
    month = _MONTH_BEFORE.search(before)
    return _DATE.match(text, number - len(before) + month.start()) if month else None


def _iso(match: re.Match[str]) -> str | None:
    iy, im, iso_day, d, m, y, wd, wm, wy, em, ed, ey, mm, my = match.groups()
    if d:
        return _valid(_four_digit_year(y), int(m), int(d))
    if wd:
        return _valid(wy, month_number(wm), int(wd))
    if iy:
        return f"{iy}-{im}-{iso_day}"
    if ed:
        return _valid(ey, month_number(em), int(ed))
    return f"{my}-{month_number(mm):02d}"


def month_number(name: str) -> int:
    """Return 1 to 12 for a month as it was found, in any case. Raises KeyError for anything else."""
    return MONTH_NUMBER[name.translate(_FOLDED).lower()]


def _four_digit_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < 60 else f"19{year}"


def _valid(year: str | None, month: int, day: int) -> str | None:
    if not 1 <= day <= 31:
        return None
    return f"{year or '-'}-{month:02d}-{day:02d}"
