"""Follow-up questions: conversations of two or three turns, of which the last must be answered rightly.

`python -m eval.conversation` asks those that ship and prints a table, and then asks the plain questions of the sample
suite with a turn of another question before each: a question that stands alone must be answered as without it.
"""

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.ask import ask
from assistant.converse import converse
from assistant.spoken_of import Exchange
from eval.case import Case, case_of, read_cases
from eval.measures.cited import cited_first
from eval.measures.right import right
from eval.run import CASES, CORPORA, indexed, watcher
from index.errors import UsageError
from index.reader import Reader

CONVERSATIONS = CASES / "conversations" / "samples.jsonl"
SEED = 7  # of the turn that is put before a question that stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The earlier questions, and the last one as a case."""

    turns: tuple[str, ...]
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a conversation went: what the last question was understood as, and how right its answer was."""

    conversation: Conversation
    understood_as: str | None
    right: bool
    cited_first: bool


def read_conversations(path: Path) -> Iterator[Conversation]:
    """Yield the conversations of a file. Raises UsageError naming the line that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            yield Conversation(turns=tuple(row["turns"]), case=case_of(row))
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{path}, linje {number} er ingen samtale ({error}); rett linjen.") from error


def outcome_of(conversation: Conversation, reader: Reader) -> Outcome:
    """Ask the questions in turn and judge the last answer."""
    exchanges: list[Exchange] = []
    for question in (*conversation.turns, conversation.case.question):
        answer = converse(question, exchanges, lambda whole: ask(whole, reader=reader), reader)
        exchanges.append(Exchange(question=answer.understood_as or question, citations=answer.citations))
    seen = watcher(reader)(conversation.case, answer, ())
    return Outcome(
        conversation=conversation,
        understood_as=answer.understood_as,
        right=right(seen) == 1.0,
        cited_first=cited_first(seen) == 1.0,
    )


def changed_by_a_turn(cases: Sequence[Case], reader: Reader) -> list[str]:
    """Return the ids of questions that are answered otherwise when the turn of another question stands before them."""
    chance = random.Random(SEED)  # noqa: S311 - which turn stands before which question, the same in every run
    changed = []
    for case in cases:
        before = chance.choice([other for other in cases if other.id != case.id])
        first = ask(before.question, reader=reader)
        exchange = Exchange(question=before.question, citations=first.citations)
        alone = ask(case.question, reader=reader)
        after = converse(case.question, [exchange], lambda whole: ask(whole, reader=reader), reader)
        if after.understood_as is not None or (after.text, after.citations) != (alone.text, alone.citations):
            changed.append(case.id)
    return changed


def main() -> int:
    """Print the table, and how many questions that stand alone were answered otherwise."""
    console = Console(width=120)
    with indexed(CORPORA["samples"]) as reader:
        outcomes = [outcome_of(one, reader) for one in read_conversations(CONVERSATIONS)]
        cases = list(read_cases(CASES / "samples.jsonl"))
        changed = changed_by_a_turn(cases, reader)
    console.print(_table(_by_class(outcomes)))
    for outcome in outcomes:
        if not outcome.right:
            case = outcome.conversation.case
            console.print(f"feil {case.id}: {case.question} – forstått som: {outcome.understood_as or case.question}")
    console.print(
        f"Spørsmål som står alene og ble besvart annerledes etter en annen replikk: {len(changed)} av {len(cases)}."
    )
    return 0


def _by_class(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    classes: dict[str, list[Outcome]] = {"alle": list(outcomes)}
    for outcome in outcomes:
        case = outcome.conversation.case
        classes.setdefault(case.type, []).append(outcome)
        classes.setdefault(f"språk {case.language}", []).append(outcome)
    return classes


def _table(classes: Mapping[str, Sequence[Outcome]]) -> Table:
    table = Table("klasse", title="Oppfølgingsspørsmål", title_justify="left")
    for heading in ("samtaler", "rett", "feil", "siterte rett først"):
        table.add_column(heading, justify="right")
    for name, outcomes in classes.items():
        right = sum(outcome.right for outcome in outcomes)
        first = sum(outcome.cited_first for outcome in outcomes)
        table.add_row(name, str(len(outcomes)), str(right), str(len(outcomes) - right), str(first))
    return table


if __name__ == "__main__":
    sys.exit(main())
