"""Questions about NorQuAD's texts that no text of the set answers, and questions that one does: to learn refusing from.

The questions are ours, after SQuAD 2.0 (Rajpurkar et al. 2018): on a text's topic, naming what it names. Only texts
that the validation split asks nothing about are used. Does not ask them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from eval.case import Case, case_of
from eval.run import CASES
from index.errors import UsageError

FILE = CASES / "norquad-missing.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A question about the text of NorQuAD that has the number `text`; `case.refused` says that none answers."""

    case: Case
    text: int


def missing_cases() -> Iterator[Missing]:
    """Yield the questions, first those that no text answers. Raises UsageError naming the line that is not one."""
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            yield Missing(case=case_of(row), text=int(row["text"]))
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{FILE}, linje {number} er ikke et prøvespørsmål ({error}); rett linjen.") from error
