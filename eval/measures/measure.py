"""What a measure is: a name, what it is used for, and the function that gives one question's value."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from eval.observed import Observed


class Use(StrEnum):
    """What the gate does with a measure."""

    HELD = "held"  # a promise: no question may fall, not one
    TESTED = "tested"  # a class may not fall by more than chance explains
    SHOWN = "shown"  # reported, never blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure. `of` gives a question's value, higher is better; None where it says nothing about the question."""

    name: str
    title: str
    use: Use
    of: Callable[[Observed], float | None]
