"""Norwegian running text → sentences, by offsets.

Knows the abbreviations, initials, ordinals and dates that end in a full stop without ending a sentence, and
that a line break inside a paragraph is a space unless the line clearly ended. Does not parse grammar.
"""

import re
from collections.abc import Iterator

QUOTE_MAX = 400  # characters: no citation is longer

_ABBREVIATIONS = frozenset(
    """
    nr bl a f eks ca jf jfr pr kl mill mrd hhv evt inkl ekskl osv mv m fl ift iht mht st kst tlf vedr ang avd
    kap pkt sst kr dvs d s o e p t i r el etc no red s k gj gnr bnr fung adm dir ass medl repr tidl u off offl
    jan feb mar apr jun jul aug sep sept okt nov des vs dr prof saksnr arkivsaksnr min maks stk forts
    """.split()
)
_END = re.compile(r"[.!?…]+[»\"”')\]]*(?=\s)|\n")
_STARTS_LOWER = re.compile(r"\s*[a-zæøåäöáčđŋšŧž]")
# A line that is a figure alone: what it counts stands on the next.
FIGURE = re.compile(r"^\s*[>#~<]?\s?\d[\d .,]*\s?(?:%|mill\.?|mrd\.?|kr)?$", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?:;…]\W*$")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence of `text[start:end]`: no outer blanks, at most 400 characters."""
    wrap = _wrap_width(text[start:end])
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group() == "\n":
            if not _line_ends(text, (start, begin), match.start(), (match.end(), end), wrap):
                continue
        elif not _sentence_ends(text, begin, match, end):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _wrap_width(text: str) -> int:
    """Return the width that the paragraph's lines were wrapped at, or 0 when its lines are not wrapped."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = max(len(line) for line in lines)
    return width if len(lines) > 1 and width <= 140 else 0


def _line_ends(text: str, begins: tuple[int, int], line_end: int, after: tuple[int, int], wrap: int) -> bool:
    """Say whether a sentence ends with its line. `begins` are the paragraph's and the sentence's first character.

    `after` are the next line's first character and the paragraph's end.
    """
    next_start, end = after
    first = text.rfind("\n", begins[0], line_end) + 1 or begins[0]
    if text[next_start:end].lstrip(" \t").startswith("\n"):
        return not _STARTS_LOWER.match(text, next_start, end)
    if _STARTS_LOWER.match(text, next_start, end):
        return False
    line = text[max(begins[1], first) : line_end].rstrip()
    if FIGURE.match(line):
        return False
    if _TERMINAL.search(line) or not wrap:
        return True
    return len(text[first:line_end].rstrip()) < 0.7 * wrap


def _sentence_ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if _STARTS_LOWER.match(text, match.end(), end):
        return False
    if not match.group().startswith("."):
        return True
    word = _last_word(text, begin, match.start())
    last = text[word : match.start()].rstrip(".…\n")
    if not last:
        return True
    if last.lower() in _ABBREVIATIONS and not text[match.start() : match.end()].startswith(".."):
        return False
    if len(last) == 1 and last.isalpha() and last.isupper():
        return False  # an initial: Erik M. Hansen
    return not (last.isdigit() and len(last) <= 2 and (word == begin or _month_follows(text, match)))


def _last_word(text: str, begin: int, end: int) -> int:
    """Return where the letters and digits begin that `text[begin:end]` ends in, before full stops; `end` for none."""
    last = end
    if last > begin and text[last - 1] == "\n":
        last -= 1
    while last > begin and text[last - 1] in ".…":
        last -= 1
    start = last
    while start > begin and text[start - 1].isalnum():
        start -= 1
    return start if start < last else end


def _month_follows(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 5].strip().lower()
    return following[:3] in {
        "jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des",
    }  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > QUOTE_MAX:
        cut = _cut(text, start)
        yield from _trimmed(text, start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield (start, end)


def _cut(text: str, start: int) -> int:
    """Return where to break an overlong stretch: after a semicolon or comma, else at a blank, else hard."""
    window = text[start : start + QUOTE_MAX]
    for mark in ("; ", ", ", " ", "\n"):
        at = window.rfind(mark, QUOTE_MAX // 2)
        if at > 0:
            return start + at + 1
    return start + QUOTE_MAX
