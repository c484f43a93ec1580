"""Learns what ranks candidates and what decides refusals, and writes the data files of `assistant/`.

First look: a linear listwise model over the quick features (`listwise.py`). Cues: `train_cue.py`. Ranking:
LambdaMART (Burges 2010) by LightGBM. Refusing, on questions that the ranking did not learn from: `refuse.py`.
Run as `python -m eval.train --screen` when the quick features have changed, then as `python -m eval.train`, which
prints what was found on questions held out in turn.
"""

import sys
from collections.abc import Iterable, Sequence

import lightgbm
import numpy as np

from assistant.asking import save_asking
from assistant.backing import BACKING_FILE, words
from assistant.confidence import CONFIDENCE_FILE, DOUBT_FILE, TEXTS_FILE, signals
from assistant.cue import CUE_FILE
from assistant.features import FEATURES
from assistant.forest import Forest
from assistant.lexicon import Floats
from assistant.premise import SHOWN
from assistant.rank import RANKING_FILE, SCREEN_FILE, rank
from assistant.stretch import QUICK
from eval.examples import Example, case_examples, norquad_examples, weight
from eval.listwise import learn_listwise
from eval.outcome import FOLDS, Outcome, fold
from eval.refuse import learn_refusing
from eval.train_cue import cues_held_out, learn_cues
from eval.trees import STEADY, forest_of, save

RIDGE = 0.001

# What can only speak for a candidate, and what can only speak against it.
_FOR = frozenset(
    """
    own above cue sense_own sense_above cosine cosine_above carries near_term near_focus case meeting date names_own
    names_near score adjacent focus focus_above density wanted wanted_above bm25 bm25_share
    """.split()
)
_AGAINST = frozenset(("gap", "sense_gap", "missing_terms", "rank"))
_RANKING = {
    "objective": "lambdarank", "label_gain": [0, 1, 4], "num_leaves": 15, "learning_rate": 0.08, "min_data_in_leaf": 40,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "lambdarank_truncation_level": 10,
    "monotone_constraints": [1 if name in _FOR else -1 if name in _AGAINST else 0 for name in FEATURES],
}  # fmt: skip
RANKING_ROUNDS = 250


def main() -> None:
    """Learn and write the data files; print how well questions go that were held out."""
    anew = "--screen" in sys.argv
    screen = np.ones(len(QUICK), dtype=np.float32) if anew else np.load(SCREEN_FILE)
    examples = list(case_examples(screen)) + list(norquad_examples(screen))
    if anew:
        np.save(SCREEN_FILE, learn_screen(examples))
        sys.stdout.write(f"{SCREEN_FILE.name} is new; learn the rest with `python -m eval.train`.\n")
        return
    np.save(CUE_FILE, learn_cues(examples))
    examples = list(cues_held_out(examples))
    outcomes = list(held_out(examples))
    report_ranking(outcomes)
    ranking = learn_ranking(examples)
    save(ranking, RANKING_FILE)
    refusing = learn_refusing(outcomes)
    save(refusing.words, BACKING_FILE)
    save(refusing.meetings, CONFIDENCE_FILE)
    save(refusing.texts, TEXTS_FILE)
    save_asking(refusing.asking)
    np.save(DOUBT_FILE, refusing.lines)


def learn_screen(examples: Iterable[Example]) -> Floats:
    """Return weights of the quick features that put right stretches first among all of their question."""
    used = [one for one in examples if any(grade > 1 for grade in one.all_grades)]
    table = np.concatenate([one.quick for one in used]).astype(np.float64)
    mean, deviation = table.mean(axis=0), table.std(axis=0) + 1e-6
    table = (table - mean) / deviation
    right = np.concatenate([np.array(one.all_grades) > 1 for one in used])
    importance = np.array([weight(one) for one in used])
    sizes = [len(one.all_grades) for one in used]
    found = learn_listwise(table, right, sizes, importance / importance.sum(), RIDGE)
    weights: Floats = (found / deviation).astype(np.float32)
    return weights


def learn_ranking(examples: Iterable[Example]) -> Forest:
    """Return trees that put right candidates first."""
    used = [one for one in examples if one.answerable and any(one.grades)]
    data = lightgbm.Dataset(
        np.concatenate([_table(one) for one in used]),
        np.concatenate([np.array(one.grades) for one in used]),
        group=[len(one.grades) for one in used],
        weight=np.concatenate([np.full(len(one.grades), weight(one)) for one in used]),
    )
    return forest_of(lightgbm.train({**_RANKING, **STEADY}, data, RANKING_ROUNDS), FEATURES)


def held_out(examples: Sequence[Example]) -> Iterable[Outcome]:
    """Yield each question as the ranking does that did not learn from it."""
    for part in range(FOLDS):
        forest = learn_ranking(one for one in examples if fold(one) != part)
        for one in examples:
            if fold(one) != part or not one.found:
                continue
            ranked = rank(one.found, forest)
            grades = {id(candidate): grade for candidate, grade in zip(one.found, one.grades, strict=True)}
            right = any(grades[id(each.candidate)] > 1 for each in ranked[:SHOWN])
            values = signals(one.question, one.matcher, one.frequency, ranked, one.when)
            table = words(one.question, one.matcher, one.frequency, [each.candidate for each in ranked])
            yield Outcome(example=one, ranked=ranked, right=right, values=values, words=table)


def report_ranking(outcomes: Sequence[Outcome]) -> None:
    """Print how often a right candidate was found, first, and among the first three and four, by source."""
    for source in sorted({one.example.source for one in outcomes}):
        chosen = [one for one in outcomes if one.example.source == source and one.example.answerable]
        if not chosen:
            continue
        places = [_place(one) for one in chosen]
        shares = [sum(place < most for place in places) / len(places) for most in (1, 3, SHOWN, 1000)]
        words = ", ".join(f"{n} {s:.3f}" for n, s in zip(("first", "three", "four", "found"), shares, strict=True))
        sys.stdout.write(f"ranking, {source}: {len(chosen)} asked, {words}\n")


def _place(one: Outcome) -> int:
    grades = {id(candidate): grade for candidate, grade in zip(one.example.found, one.example.grades, strict=True)}
    return next((n for n, each in enumerate(one.ranked) if grades[id(each.candidate)] > 1), 1000)


def _table(one: Example) -> Floats:
    return np.stack([candidate.values for candidate in one.found])


if __name__ == "__main__":
    main()
