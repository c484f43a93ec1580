"""Learns which words answer which kinds of questions: the weights of `assistant/cue.py`.

A listwise logistic model (`listwise.py`) over the hashed pairs of each question's candidates. The ranking sees what it
says of questions that it did not learn from (stacked generalisation, Wolpert 1992), so that it trusts it no more than
it deserves.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

from assistant.cue import SLOTS, cue_slots
from assistant.features import with_cues
from assistant.lexicon import Floats
from eval.examples import Example, weight
from eval.listwise import learn_listwise
from eval.outcome import FOLDS, fold

_RIDGE = 0.5
_STEPS = 40


def cues_held_out(examples: Sequence[Example]) -> Iterator[Example]:
    """Yield the examples, their candidates with cues by weights that have not learned from the question."""
    parts = [learn_cues(one for one in examples if fold(one) != part) for part in range(FOLDS)]
    for one in examples:
        yield replace(one, found=with_cues(one.question, one.found, parts[fold(one)]))


def learn_cues(examples: Iterable[Example]) -> Floats:
    """Return SLOTS weights, as 16-bit numbers, that put right candidates before the others of their question."""
    used = [one for one in examples if any(grade > 1 for grade in one.grades)]
    table, right = _table(used), np.concatenate([np.array(one.grades) > 1 for one in used])
    sizes = [len(one.grades) for one in used]
    importance = np.array([weight(one) for one in used])
    found = learn_listwise(table, right, sizes, importance, _RIDGE, _STEPS)
    weights: Floats = found.astype(np.float16)
    return weights


def _table(examples: Sequence[Example]) -> csr_matrix:
    """Return a row a candidate and a column a slot: what each weight is multiplied by."""
    rows, columns, values, count = [], [], [], 0
    for one in examples:
        slots, owners, lengths = cue_slots(one.question, [candidate.text for candidate in one.found])
        rows.append(owners + count)
        columns.append(slots)
        values.append(1.0 / lengths[owners])
        count += len(one.found)
    places = (np.concatenate(rows), np.concatenate(columns))
    table = csr_matrix((np.concatenate(values).astype(np.float32), places), shape=(count, SLOTS))
    table.sum_duplicates()
    return table
