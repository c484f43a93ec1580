"""Fusion over the sample cases: in no class of question is what is found worse than what its best leg finds alone."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

import pytest

from assistant.ask import READ_CLOSELY
from assistant.interpret import interpret
from assistant.search import find, search
from eval.case import read_cases
from eval.examples import holds
from eval.run import CASES, gold_of
from index.hit import Hit
from index.reader import Reader

FEWEST = 8  # questions of a class
Holds = Callable[[Hit], bool]
SHOWN = 10


def _found(hits: Sequence[Hit], right: Holds, most: int) -> bool:
    return any(right(hit) for hit in hits[:most])


@pytest.fixture(scope="module")
def shares(reader: Reader) -> dict[str, dict[str, float]]:
    """In what share of the questions of each class a passage that answers is found: by each leg and by the whole."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for case in read_cases(CASES / "samples.jsonl"):
        if case.refused or case.filter:
            continue
        answers = holds(*gold_of(case, reader))

        def right(hit: Hit) -> bool:
            return answers(hit.chunk)  # noqa: B023

        question = interpret(case.question, reader)
        legs = reader.legs(question.search_text, limit=READ_CLOSELY)
        for name, hits in (("words", legs.words), ("grams", legs.grams), ("dense", legs.dense)):
            found[case.type][f"{name} {SHOWN}"].append(_found(hits, right, SHOWN))
            found[case.type][f"{name} {READ_CLOSELY}"].append(_found(hits, right, READ_CLOSELY))
        read = find(question, reader=reader, top_k=READ_CLOSELY)
        found[case.type][f"all {READ_CLOSELY}"].append(_found(read, right, READ_CLOSELY))
        found[case.type][f"all {SHOWN}"].append(_found(search(case.question, reader=reader), right, SHOWN))
    return {
        kind: {name: sum(values) / len(values) for name, values in each.items()}
        for kind, each in found.items()
        if len(next(iter(each.values()))) >= FEWEST
    }


def _behind(each: dict[str, float], most: int) -> float:
    return max(each[f"{leg} {most}"] for leg in ("words", "grams", "dense")) - each[f"all {most}"]


def test_search_shows_what_its_best_leg_would_show_in_every_class(shares: dict[str, dict[str, float]]) -> None:
    assert len(shares) >= 12
    assert not {kind: each for kind, each in shares.items() if _behind(each, SHOWN) > 0}


def test_what_is_read_lacks_one_question_in_fifty_at_most_that_the_best_leg_finds(
    shares: dict[str, dict[str, float]],
) -> None:
    assert not {kind: each for kind, each in shares.items() if _behind(each, READ_CLOSELY) > 0.02}


def test_each_leg_is_measured_by_itself(shares: dict[str, dict[str, float]]) -> None:
    values = list(chain.from_iterable((each[f"words {SHOWN}"], each[f"grams {SHOWN}"]) for each in shares.values()))
    assert any(each[f"words {SHOWN}"] != each[f"grams {SHOWN}"] for each in shares.values()) and min(values) > 0
