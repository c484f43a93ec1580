"""Every pattern matches its own evidence and nothing of its counter-evidence."""

import pytest

from ingest import patterns
from ingest.patterns import Pattern

PATTERNS = {name: value for name, value in vars(patterns).items() if isinstance(value, Pattern)}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_keeps_to_its_evidence(name: str) -> None:
    pattern = PATTERNS[name]
    assert pattern.hits and pattern.misses
    assert [line for line in pattern.hits if not pattern.expression.search(line)] == []
    assert [line for line in pattern.misses if pattern.expression.search(line)] == []
