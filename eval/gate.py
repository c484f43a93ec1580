"""The gate: is any class worse than the baseline, by a paired test over the same questions.

A promise (quotes, support, filters …) may not break for a single question. Anything else may go up here and down there,
as it does whenever weights are learned anew; a class is stopped when its questions fall so much more than they rise
that chance does not explain it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.baseline import Accepted, Baseline, kept
from eval.measures.measure import Use
from eval.measures.registry import TITLES, USES
from eval.paired import chance_of_loss
from eval.result import Result
from eval.verdict import Verdict
from index.errors import UsageError

CHANCE = 0.05  # a loss that chance explains more often than this does not stop anything
_TOLD = 12  # questions that a sentence names


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one class lost by one measure: means before and now, the chance of it, and the questions that fell."""

    measure: str
    before: float
    now: float
    chance: float
    fallen: tuple[str, ...]


def blocks(result: Result, baseline: Baseline) -> Iterator[str]:
    """Yield one sentence for each class that is stopped, naming measures and questions.

    Raises UsageError when the baseline does not know the set. Sets that are held out have no baseline and no gate.
    """
    if result.held_out:
        return
    accepted = baseline.sets.get(result.name)
    if accepted is None:
        raise UsageError(
            f"Grunnlinjen kjenner ikke settet {result.name}; kjør «veiviser eval {result.name} --set-baseline GRUNN»."
        )
    if gone := sorted(set(accepted) - {one.id for one in result.verdicts}):
        yield f"{result.name}: {len(gone)} spørsmål i grunnlinjen er borte ({_few(gone)}); skriv den på nytt."
    for name, verdicts in result.classes.items():
        losses = list(losses_of(verdicts, accepted))
        if losses:
            yield f"{result.name}, {name}: {'; '.join(map(_told, losses))}."


def unmeasured(result: Result, baseline: Baseline) -> tuple[str, ...]:
    """Return the questions that are new or changed since the baseline, and so are held against nothing."""
    accepted = {} if result.held_out else baseline.sets.get(result.name, {})
    return tuple(one.id for one in result.verdicts if accepted and _unlike(one, accepted))


def losses_of(verdicts: Sequence[Verdict], accepted: Mapping[str, Accepted]) -> Iterator[Loss]:
    """Yield the measures by which a class is worse than what was accepted."""
    for measure, use in USES.items():
        if use is Use.SHOWN:
            continue
        pairs = list(_pairs(verdicts, accepted, measure))
        fallen = tuple(key for key, before, now in pairs if now < before)
        if not fallen:
            continue
        chance = 0.0 if use is Use.HELD else chance_of_loss([now - before for _, before, now in pairs])
        if chance <= CHANCE:
            yield Loss(
                measure=measure,
                before=sum(before for _, before, _ in pairs) / len(pairs),
                now=sum(now for _, _, now in pairs) / len(pairs),
                chance=chance,
                fallen=fallen,
            )


def _pairs(
    verdicts: Sequence[Verdict], accepted: Mapping[str, Accepted], measure: str
) -> Iterator[tuple[str, float, float]]:
    for one in verdicts:
        before = accepted.get(one.id)
        if before is None or before.fingerprint != one.fingerprint:
            continue
        now = kept(one)
        if measure in now and measure in before.values:
            yield one.id, before.values[measure], now[measure]


def _unlike(one: Verdict, accepted: Mapping[str, Accepted]) -> bool:
    return one.id not in accepted or accepted[one.id].fingerprint != one.fingerprint


def _told(loss: Loss) -> str:
    chance = "" if USES[loss.measure] is Use.HELD else f", p = {loss.chance:.3f}"
    return (
        f"«{TITLES[loss.measure]}» falt fra {loss.before:.3f} til {loss.now:.3f}{chance} "
        f"({len(loss.fallen)} ned: {_few(loss.fallen)})"
    )


def _few(names: Sequence[str]) -> str:
    more = f" og {len(names) - _TOLD} til" if len(names) > _TOLD else ""
    return ", ".join(names[:_TOLD]) + more
