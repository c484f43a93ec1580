"""Read the small markup that the sample texts are written in: front matter and a list of blocks.

`% key: value` is front matter, `#` to `###` a heading, `- ` a list entry, `| a | b |` a table row (the first
is the header), `---` a new slide or page, `@notes`, `@group`, `@chart` and `@scan` what only slides or a PDF
have; anything else is a paragraph, its lines joined by spaces. Knows no file format, and escapes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One heading, paragraph, entry, table, break, notes, group, chart or scan.

    `level` counts for headings only; `rows` holds the cells of a table, and elsewhere the pieces of a group,
    chart (label, value) or scan (lines).
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One sample text: where it goes (`paths`), its front matter, and its parts in order."""

    paths: tuple[str, ...]
    title: str
    date: str
    language: str
    marking: str
    parts: tuple[Part, ...]

    def slides(self) -> tuple[tuple[Part, ...], ...]:
        """Return the parts divided at the breaks, without the breaks."""
        slides: list[list[Part]] = [[]]
        for part in self.parts:
            if part.kind == "break":
                slides.append([])
            else:
                slides[-1].append(part)
        return tuple(tuple(slide) for slide in slides if slide)


def read_source(path: Path) -> Source:
    """Read one source file; raises ValueError when it names no path, title or date."""
    front: dict[str, list[str]] = {}
    body: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("% "):
            key, _, value = line[2:].partition(":")
            front.setdefault(key.strip(), []).append(value.strip())
        else:
            body.append(line)
    missing = {"path", "title", "date"} - front.keys()
    if missing:
        raise ValueError(f"{path.name} lacks front matter: {', '.join(sorted(missing))}")
    return Source(
        paths=tuple(front["path"]),
        title=front["title"][0],
        date=front["date"][0],
        language=front.get("language", ["nb"])[0],
        marking=front.get("marking", [""])[0],
        parts=tuple(_parts(body)),
    )


def _parts(lines: list[str]) -> Iterator[Part]:
    """Yield the parts; a blank line ends a paragraph and a table."""
    gathered: list[str] = []
    for line in [*lines, ""]:
        if gathered and (not line.strip() or _begins(line) or gathered[0][0] == "|" != line[0]):
            yield _part(gathered)
            gathered = []
        if line.strip():
            gathered.append(line.strip())


def _begins(line: str) -> bool:
    return line.startswith(("#", "- ", "---", "@"))


def _part(lines: list[str]) -> Part:
    """Turn the lines of one part into it."""
    first, text = lines[0], " ".join(lines)
    if first.startswith("|"):
        return Part(kind="table", rows=tuple(_cells(line) for line in lines))
    if first.startswith("#"):
        marks, _, rest = text.partition(" ")
        return Part(kind="heading", text=rest, level=len(marks))
    if first == "---":
        return Part(kind="break")
    if first.startswith("- "):
        return Part(kind="entry", text=text[2:])
    if first.startswith("@"):
        return _special(text)
    return Part(kind="paragraph", text=text)


def _special(text: str) -> Part:
    """Read `@notes TEXT`, `@group a / b`, `@chart TITLE: label=value; …` or `@scan line / line`."""
    name, _, rest = text[1:].partition(" ")
    if name == "notes":
        return Part(kind=name, text=rest)
    if name == "chart":
        title, _, series = rest.partition(":")
        pairs = (item.partition("=") for item in series.split(";"))
        return Part(kind=name, text=title, rows=tuple((a.strip(), b.strip()) for a, _, b in pairs))
    if name in ("group", "scan"):
        return Part(kind=name, rows=tuple((piece.strip(),) for piece in rest.split(" / ")))
    raise ValueError(f"Unknown mark: @{name}")


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
