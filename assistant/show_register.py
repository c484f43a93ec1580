"""Register rows and a case's trace for a terminal. Does not choose them."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.export import as_csv, as_xlsx
from assistant.register import RegisterRow, outer_row
from assistant.show import as_json
from assistant.show_trace import outcome_word
from index.errors import UsageError

FORMATS = ("table", "json", "csv", "xlsx")
_KIND_WORDS = {
    "agenda_item": "sak",
    "decision": "vedtak",
    "recommendation": "innstilling",
    "vote": "votering",
    "follow_up": "oppfølging",
    "delivery": "leveranse",
}
_ITEM_TYPES = {"drofting": "drøfting"}
_TEXT_MAX = 160
_PLAIN_WIDTH = 200  # characters a line where there is no terminal


def write_register(rows: Sequence[RegisterRow], format: str) -> None:
    """Write the rows to stdout in one of `FORMATS`. Raises UsageError for another, and for xlsx on a terminal."""
    match format:
        case "json":
            for row in rows:
                sys.stdout.write(as_json(outer_row(row), {}) + "\n")
        case "csv":
            sys.stdout.write(as_csv(rows).replace("\r\n", "\n"))
        case "xlsx":
            if sys.stdout.isatty():
                raise UsageError("Et regneark kan ikke vises her: send det til en fil, «… --format xlsx > fil.xlsx».")
            sys.stdout.buffer.write(as_xlsx(rows))
        case "table":
            _print_table(rows)
        case _:
            raise UsageError(f"Formatet «{format[:40]}» finnes ikke: bruk {', '.join(FORMATS)}.")
    sys.stdout.flush()
    if not rows:
        sys.stderr.write("Registeret har ingen rader som passer.\n")


def _print_table(rows: Sequence[RegisterRow]) -> None:
    if not rows:
        return
    table = Table("Slag", "Sak", "Møte", "Hva", "Status", "Hvem", "Kilde")
    for row in rows:
        table.add_row(*(Text(cell) for cell in _cells(row)))
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PLAIN_WIDTH)
    console.print(table)


def _cells(row: RegisterRow) -> tuple[str, ...]:
    people = ", ".join(one.name for one in row.presenters or ())
    what = row.title if row.kind == "agenda_item" else row.text
    outcome = outcome_word(row.outcome) if row.outcome else None
    status = row.status or outcome or _ITEM_TYPES.get(row.item_type or "", row.item_type) or ""
    place = f"{row.citation.source}, side {row.citation.page}"
    words = " ".join((what or "").split())
    short = words if len(words) <= _TEXT_MAX else words[:_TEXT_MAX].rsplit(" ", 1)[0] + " …"
    who = row.responsible or row.actor or people
    return (
        _KIND_WORDS[row.kind], row.case_number or row.roadmap_ref or "", row.meeting.number or row.meeting.date or "",
        short, str(status), who, place,
    )  # fmt: skip
