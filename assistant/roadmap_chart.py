"""A roadmap as a drawing: a row for each delivery, a column for each quarter, an arrow from where it stood to where
it stands. Writes no markup."""

from dataclasses import dataclass

from assistant.quarter import Quarter
from assistant.roadmap import Line, Move, Roadmap

COLUMN, ROW, TOP = 112, 52, 44
_QUARTERS_MIN = 3  # room for the names
_TRACK = 36  # from the top of a row to its line; the name stands above


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One delivery: its middle line, where it stands (`x`) and where it stood at first (`from_x`, or None)."""

    y: int
    x: int | None
    from_x: int | None
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The whole drawing. `columns` are the quarters with their middles."""

    width: int
    height: int
    columns: tuple[tuple[int, Quarter], ...]
    bars: tuple[Bar, ...]
    column: int = COLUMN


def chart(plan: Roadmap) -> Chart:
    """Return the drawing of a roadmap: what comes first stands on top, what has no quarter below."""
    middles = {quarter: number * COLUMN + COLUMN // 2 for number, quarter in enumerate(plan.quarters)}
    last = Quarter(year=9999, number=4)
    lines = sorted(plan.lines, key=lambda line: (line.now.quarter or last, line.move is Move.VANISHED))
    bars = tuple(
        Bar(
            y=TOP + number * ROW + _TRACK,
            x=middles.get(line.now.quarter) if line.now.quarter else None,
            from_x=_from(line, middles),
            line=line,
        )
        for number, line in enumerate(lines)
    )
    return Chart(
        width=max(_QUARTERS_MIN, len(plan.quarters)) * COLUMN,
        height=TOP + len(bars) * ROW + 8,
        columns=tuple((x, quarter) for quarter, x in middles.items()),
        bars=bars,
    )


def _from(line: Line, middles: dict[Quarter, int]) -> int | None:
    """Return where a delivery stood at first, when that is elsewhere than now."""
    first = next((place.quarter for place in line.places if place.quarter), None)
    return middles[first] if first and line.now.quarter and first != line.now.quarter else None
