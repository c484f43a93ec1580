"""Every pattern matches its own evidence and nothing of its counter-evidence."""

from collections.abc import Iterator

import pytest

from ingest import (
    delivery_patterns,
    describe_patterns,
    follow_up_patterns,
    outcome_patterns,
    patterns,
    register_patterns,
)
from ingest.patterns import Pattern, holds

MODULES = (patterns, register_patterns, follow_up_patterns, delivery_patterns, describe_patterns, outcome_patterns)


def _inside(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _inside(one)


PATTERNS = {
    f"{module.__name__}.{name}.{number}": found
    for module in MODULES
    for name, value in vars(module).items()
    for number, found in enumerate(_inside(value))
}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_keeps_to_its_evidence(name: str) -> None:
    pattern = PATTERNS[name]
    assert pattern.hits and pattern.misses
    assert [line for line in pattern.hits if not pattern.expression.search(line)] == []
    assert [line for line in pattern.misses if pattern.expression.search(line)] == []


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_passes_over_nothing_that_it_finds(name: str) -> None:
    pattern = PATTERNS[name]
    lines = [line for hit in pattern.hits for line in (hit, hit.upper())]
    assert [line for line in lines if bool(pattern.expression.search(line)) != bool(pattern.search(line))] == []


def test_words_are_held_in_any_case() -> None:
    assert holds("BESLUTNİNG", ("beslutning",)) and holds("Beſlutning", ("beslutning",))
    assert not holds("Beslutning", ("vedtak",))
