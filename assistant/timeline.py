"""A sak's trace as a drawing: where each meeting and each event stands, in the units of an SVG. Writes no markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.trace import Event, Step, Trace

_NARROW, _WIDE = 168, 300  # between two meetings, by the time between them
_UNITS_A_DAY = 1.4
_MARGIN = 84
_TOP, _ROW, _FOOT = 76, 40, 12
CHIP_WIDTH, CHIP_HEIGHT = 148, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A meeting on the line: its middle, and which meeting it is."""

    x: int
    number: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """An event under its meeting: its upper left corner. `case_number` is that of another sak, or None."""

    x: int
    y: int
    event: Event
    case_number: str | None
    place: int  # in the list of events, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole drawing."""

    width: int
    height: int
    stops: tuple[Stop, ...]
    chips: tuple[Chip, ...]
    chip: tuple[int, int] = (CHIP_WIDTH, CHIP_HEIGHT)


def timeline(trace: Trace) -> Timeline:
    """Return the drawing of a trace: meetings from left to right, further apart the longer the time between them."""
    meetings: dict[tuple[str | None, str | None], list[tuple[int, Step]]] = {}
    for place, step in enumerate(trace.events, start=1):
        meetings.setdefault((step.meeting.date, step.meeting.number), []).append((place, step))
    stops: list[Stop] = []
    chips: list[Chip] = []
    for (day, number), steps in meetings.items():
        x = stops[-1].x + _distance(stops[-1].date, day) if stops else _MARGIN
        stops.append(Stop(x=x, number=number, date=day))
        chips.extend(_chips(x, steps, trace.case_number))
    rows = max((len(steps) for steps in meetings.values()), default=0)
    width = (stops[-1].x if stops else 0) + _MARGIN
    return Timeline(width=width, height=_TOP + rows * _ROW + _FOOT, stops=tuple(stops), chips=tuple(chips))


def _chips(x: int, steps: Sequence[tuple[int, Step]], case: str) -> list[Chip]:
    return [
        Chip(
            x=x - CHIP_WIDTH // 2,
            y=_TOP + row * _ROW,
            event=step.event,
            case_number=step.case_number if step.case_number != case else None,
            place=place,
        )
        for row, (place, step) in enumerate(steps)
    ]


def _distance(before: str | None, after: str | None) -> int:
    if not before or not after:
        return _NARROW
    days = (date.fromisoformat(after) - date.fromisoformat(before)).days
    return round(min(max(_NARROW, days * _UNITS_A_DAY), _WIDE))
