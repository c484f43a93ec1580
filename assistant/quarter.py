"""Kvartal: which quarter a plan's words name: «2. kvartal 2025», «Q2 2025», «juni 2025», «30.06.2025», «høsten 2025».

Reads words; knows no deliveries. Each pattern stands beside a text that it must match and one that it must not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
_ORDINALS = {"første": 1, "fyrste": 1, "andre": 2, "annet": 2, "tredje": 3, "fjerde": 4}
_SEASONS = {"vår": 2, "sommer": 3, "haust": 4, "høst": 4}
_YEAR = r"(?P<year>20\d{2})"
_SHORT_YEAR = r"(?:(?P<year>20\d{2})|['’]?(?P<short>\d{2}))(?!\d)"
# (pattern, what it must match, what it must not match)
PATTERNS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(rf"\b(?P<quarter>[1-4])\. ?kv(?:artal)?\b\.?,? {_YEAR}", re.I),
        "2. kvartal 2025",
        "12. kvartal",
    ),
    (
        re.compile(rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}) kvartal\b,?(?: i)? {_YEAR}", re.I),
        "fjerde kvartal 2025",
        "femte kvartal 2025",
    ),
    (re.compile(rf"\bQ(?P<quarter>[1-4])[ /.–-]*{_SHORT_YEAR}", re.I), "Q2-25", "Q5 2025"),
    (re.compile(rf"\b{_YEAR}[ /.–-]*Q(?P<quarter>[1-4])\b", re.I), "2024 Q2", "2024 Q25"),
    (re.compile(rf"\b(?P<half>[12])\. ?halvår,? {_YEAR}", re.I), "1. halvår 2025", "halvår 2025"),
    (re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)}),? {_YEAR}", re.I), "1. juni 2025", "juni"),
    (re.compile(rf"(?<![\d.])(?:\d{{1,2}}\.)?(?P<digits>0?[1-9]|1[0-2])\.{_YEAR}(?!\d)"), "30.06.2025", "30.13.2025"),
    (re.compile(rf"\b{_YEAR}-(?P<digits>0[1-9]|1[0-2])-\d\d\b"), "2025-06-30", "2025-13-01"),
    (re.compile(rf"\b(?P<season>vår|sommer|høst|haust)\w*,? {_YEAR}", re.I), "høsten 2025", "høsten"),
    (re.compile(rf"\b(?:utgangen|slutten) av {_YEAR}", re.I), "innen utgangen av 2025", "i 2025"),
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quarter:
    """A quarter of a year: `number` is 1 to 4."""

    year: int
    number: int

    def after(self, other: "Quarter") -> int:
        """Return how many quarters this one lies after another; less than 0 when before."""
        return (self.year - other.year) * 4 + self.number - other.number

    def next(self) -> "Quarter":
        """Return the quarter after this one."""
        return Quarter(year=self.year + self.number // 4, number=self.number % 4 + 1)


def quarter_in(text: str) -> Quarter | None:
    """Return the quarter that a text names; the last one where it names several («fra Q2 2025 til Q4 2025»).

    >>> quarter_in("Planlagt i 2. kvartal 2025"), quarter_in("i rute")
    (Quarter(year=2025, number=2), None)
    """
    return max(_named(text), key=lambda found: found[0], default=(0, None))[1]


def _named(text: str) -> Iterator[tuple[int, Quarter]]:
    for pattern, _, _ in PATTERNS:
        for match in pattern.finditer(text):
            yield match.end(), _read(match)


def _read(match: re.Match[str]) -> Quarter:
    found = match.groupdict()
    year = int(found.get("year") or f"20{found.get('short')}")
    return Quarter(year=year, number=_number(found))


def _number(found: dict[str, str | None]) -> int:
    if quarter := found.get("quarter"):
        return int(quarter)
    if ordinal := found.get("ordinal"):
        return _ORDINALS[ordinal.lower()]
    if half := found.get("half"):
        return 2 * int(half)
    if month := found.get("month"):
        return _MONTHS.index(month.lower()) // 3 + 1
    if digits := found.get("digits"):
        return (int(digits) - 1) // 3 + 1
    return _SEASONS.get((found.get("season") or "").lower(), 4)
