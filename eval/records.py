"""How right the register is: precision and recall of its records by source and kind, against places read by hand.

A record is right when one of the same kind was read at its place: they share at least half of the shorter one.
Gold files hold scopes (stretches that were read in full) and the records inside them, as offsets with hashes; what
is found outside every scope is not counted. `python -m eval.records` prints the tables.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.case import Place, located
from eval.run import ROOT, SHARED, indexed
from index.errors import UsageError
from index.reader import Reader
from index.record import Record, kind_of
from index.record_filter import RecordFilter

_HASHED = "sha256:"
GOLD = Path(__file__).resolve().parent / "register"
PAPERS: dict[str, tuple[Path, ...]] = {
    "minutes": (SHARED[1],),
    "seed": (SHARED[0],),
    "samples": (ROOT / "samples" / "documents",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One line of a gold file: a scope, or a record of a kind with the fields that must be right."""

    split: str
    source: str
    page: int
    kind: str | None
    place: Place
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was read, found, and right, of one source and kind; `fields` counts right and asked fields by name."""

    split: str
    source: str
    kind: str
    wanted: int
    found: int
    right_found: int
    right_wanted: int
    fields: dict[str, tuple[int, int]]

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None when nothing was found."""
        return self.right_found / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was read that was found; None when nothing was read."""
        return self.right_wanted / self.wanted if self.wanted else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    page: tuple[str, int]
    start: int
    end: int


def read_gold(path: Path) -> Iterator[Gold]:
    """Yield the lines of a gold file. Raises UsageError naming the line that is none."""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(text)
            place = Place(
                source=row["source"], page=row["page"], start=row.get("start"), end=row.get("end"),
                sha256=row.get("sha256"), quote=row.get("quote"),
            )  # fmt: skip
            yield Gold(
                split=row["split"], source=row["source"], page=row["page"], kind=row.get("kind"), place=place,
                fields=row.get("fields", {}),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{path}, linje {number} er ikke en fasit ({error}); rett linjen.") from error


def score(gold: Sequence[Gold], reader: Reader) -> list[Score]:
    """Return the scores by split, source and kind. Raises UsageError when a place does not stand in the papers."""
    documents = {row.source: row.doc_id for row in reader.documents()}
    scopes = [(one, _stretch(one, documents, reader)) for one in gold if one.kind is None]
    wanted = [(one, _stretch(one, documents, reader)) for one in gold if one.kind is not None]
    found: list[tuple[str, _Stretch, Any]] = [
        (kind_of(record).value, _stretch_of(record), record)
        for record in reader.records(RecordFilter(sources=tuple({one.source for one in gold})))
    ]
    scores: list[Score] = []
    for split, group in sorted({(one.split, group_of(one.source)) for one in gold}):
        read = [stretch for one, stretch in scopes if (one.split, group_of(one.source)) == (split, group)]
        asked = [pair for pair in wanted if (pair[0].split, group_of(pair[0].source)) == (split, group)]
        inside = [one for one in found if any(_shares(one[1], scope) for scope in read)]
        for kind in sorted({one.kind for one in gold if one.kind}):
            of_kind = [(one, stretch) for one, stretch in asked if one.kind == kind]
            scores.append(_score(split, group, kind, of_kind, [one for one in inside if one[0] == kind]))
    return scores


def rows_of(gold: Sequence[Gold], reader: Reader) -> Iterator[tuple[Gold, bool, float | None]]:
    """Yield each record that was read, whether it is in the register, and the share of its fields that are right.

    The share is None for a record without fields. Raises UsageError when a place does not stand in the papers.
    """
    documents = {row.source: row.doc_id for row in reader.documents()}
    records = reader.records(RecordFilter(sources=tuple({one.source for one in gold})))
    for one in gold:
        if one.kind is None:
            continue
        stretch = _stretch(one, documents, reader)
        match = next((r for r in records if kind_of(r).value == one.kind and _shares(_stretch_of(r), stretch)), None)
        fields = [
            match is not None and _is(_plain(getattr(match, name)), wanted) for name, wanted in one.fields.items()
        ]
        yield one, match is not None, sum(fields) / len(fields) if fields else None


def _stretch_of(record: Record) -> _Stretch:
    return _Stretch(page=(record.source, record.page), start=record.start, end=record.end)


def group_of(source: str) -> str:
    """Return the source that a paper is reported under: its folder, or the collection's name."""
    parts = source.split("/")
    return (parts[1] if len(parts) > 1 and parts[0] == "minutes" else parts[0]).removesuffix(".jsonl.gz")


def _score(
    split: str,
    group: str,
    kind: str,
    wanted: Sequence[tuple[Gold, _Stretch]],
    found: Sequence[tuple[str, _Stretch, Any]],
) -> Score:
    matched = [(one, next((f for f in found if _shares(f[1], stretch)), None)) for one, stretch in wanted]
    fields: dict[str, tuple[int, int]] = {}
    for one, match in matched:
        for name, value in one.fields.items():
            right, asked = fields.get(name, (0, 0))
            fields[name] = (right + (match is not None and _is(_plain(getattr(match[2], name)), value)), asked + 1)
    return Score(
        split=split, source=group, kind=kind, wanted=len(wanted), found=len(found),
        right_found=sum(any(_shares(one[1], stretch) for _, stretch in wanted) for one in found),
        right_wanted=sum(match is not None for _, match in matched), fields=fields,
    )  # fmt: skip


def _is(said: Any, value: Any) -> bool:
    """Say whether a field is right; what may not be committed is compared by its hash."""
    if isinstance(value, str) and value.startswith(_HASHED):
        written = json.dumps(said, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()[:16] == value.removeprefix(_HASHED)
    return bool(said == value)


def _plain(value: Any) -> Any:
    """Return a field as it stands in JSON: presenters as `[name, organisation]`."""
    if isinstance(value, tuple):
        return [[one.name, one.organisation] if hasattr(one, "name") else one for one in value]
    return value


def _shares(one: _Stretch, other: _Stretch) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return one.page == other.page and 2 * common >= min(one.end - one.start, other.end - other.start) > 0


def _stretch(gold: Gold, documents: dict[str, str], reader: Reader) -> _Stretch:
    if gold.source not in documents:
        raise UsageError(f"Fasiten viser til {gold.source}, som ikke er lest inn.")
    found = located(gold.place, reader.page(documents[gold.source], gold.page).text)
    if found is None:
        raise UsageError(f"Stedet {gold.place.start}–{gold.place.end} i {gold.source}, side {gold.page}, finnes ikke.")
    return _Stretch(page=(gold.source, gold.page), start=found[0], end=found[1])


def print_scores(title: str, scores: Iterable[Score]) -> None:
    """Print one table."""
    table = Table("del", "kilde", "slag", title=title, title_justify="left")
    for heading in ("fasit", "funnet", "presisjon", "dekning", "felt rett"):
        table.add_column(heading, justify="right")
    for one in scores:
        if one.wanted or one.found:
            fields = ", ".join(f"{name} {right}/{asked}" for name, (right, asked) in one.fields.items())
            table.add_row(
                one.split, one.source, one.kind, str(one.wanted), str(one.found), _share(one.precision),
                _share(one.recall), fields,
            )  # fmt: skip
    Console(width=150).print(table)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def run() -> list[Score]:
    """Measure every gold file whose papers are at hand, print the tables and return the scores."""
    scores: list[Score] = []
    for path in sorted(GOLD.glob("*.jsonl")):
        papers = PAPERS[path.stem]
        if missing := [folder for folder in papers if not folder.is_dir()]:
            sys.stderr.write(
                f"Registeret over {path.stem} måles ikke, for {missing[0].name} ligger ikke ved prosjektet.\n"
            )
            continue
        gold = list(read_gold(path))
        with indexed(papers) as reader:
            measured = score(gold, reader)
        print_scores(f"Register: {path.stem}", measured)
        scores.extend(measured)
    return scores


if __name__ == "__main__":
    run()
