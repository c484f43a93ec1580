"""What a question takes for granted and what it asks for, held against the passages that would answer it.

Names must stand whole, numbers as they are, amounts in the kind asked for. Gives numbers; `confidence.py` weighs
them together with the rest.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from assistant.amount import Amount, asked_amount, counted, holds
from assistant.features import FEATURES, Candidate
from assistant.lexicon import Floats
from assistant.question import Question
from index.chunk import Chunk

SHOWN = 4  # candidates that an answer is made of
_NAMED_AMONG = 6  # candidates that a name may stand in
_LEAST = ("gap", "sense_gap", "missing_terms")
_MOST = ("names_least", "focus", "rarest")

# Of the best candidate; "shown" are the first four. Parts that the question lacks give 0.5.
PREMISES = (
    *(f"asks_{amount.value}" for amount in Amount),
    "amount",  # 1 when the best candidate holds an amount of the kind asked for
    "amount_shown",  # … when one of the shown does
    "amount_chunk",  # … when its chunk does
    "counted",  # how near a number stands to what is counted
    "counted_shown",  # … the most among the shown
    "name_own",  # how far the name that is covered least stands whole in the best candidate
    "name_above",  # … or in what stands above it
    "name_chunk",  # … or in its chunk
    "name_shown",  # … in the first six or what stands above them
    "names",  # how many names
    "number_own",  # 1 when every number of the question stands in the best candidate
    "number_above",  # … or above it
    "number_chunk",  # … or in its chunk
    "numbers",  # how many numbers
    *(f"least_{name}" for name in _LEAST),  # among the shown
    *(f"most_{name}_shown" for name in _MOST),
    "year_met",  # 1 when a year of the question is that of one of the first three papers
    "year_beyond",  # by how many years the question's latest year is past that of the latest of ten papers
)

_NAME = re.compile(r"(?<!\w)[A-ZÆØÅÁČĐŠŽ][\w'-]*(?:[ -](?:og |i )?[A-ZÆØÅÁČĐŠŽ0-9][\w'-]*)*")
_NUMBER = re.compile(r"(?<![\w/-])\d+(?:[.,]\d+)?(?![\w/-])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PART = 0.5  # what a name is worth of which only parts stand there


def premises(question: Question, ranked: Sequence[Candidate]) -> Floats:
    """Return the values of PREMISES. `ranked` are the candidates, best first, at least one."""
    best, shown = ranked[0], ranked[:SHOWN]
    amount = asked_amount(question.text)
    focus = question.focus if amount in (Amount.COUNT, Amount.SHARE) else None
    held = [holds(amount, one.text) for one in shown]
    near = [counted(focus, one.text) for one in shown]
    table = np.stack([one.values for one in shown])
    return np.array(
        [
            *(float(amount is each) for each in Amount),
            held[0], max(held), holds(amount, best.chunk.text),
            near[0], max(near),
            *_names(question.text, ranked),
            *_numbers(question.text, best),
            *(float(table[:, FEATURES.index(name)].min()) for name in _LEAST),
            *(float(table[:, FEATURES.index(name)].max()) for name in _MOST),
            *_years(question.text, ranked),
        ],
        dtype=np.float32,
    )  # fmt: skip


def names_of(question: str) -> list[str]:
    """Return the names of a question in small letters, each whole: `helse sør-øst rhf`."""
    found: list[str] = []
    for match in _NAME.finditer(question.strip()):
        name = match.group()
        if match.start() == 0:  # the first word is written large in any case
            name = name.partition(" ")[2]
        if name:
            found.append(name.lower())
    return found


def _names(question: str, ranked: Sequence[Candidate]) -> list[float]:
    names, best = names_of(question), ranked[0]
    above = _flat(_above(best.chunk))
    own, chunk = _flat(best.text) + "\n" + above, _flat(best.chunk.text) + "\n" + above
    shown = [_flat(one.text) + "\n" + _flat(_above(one.chunk)) for one in ranked[:_NAMED_AMONG]]
    return [
        _least(_whole(name, _flat(best.text)) for name in names),
        _least(_whole(name, own) for name in names),
        _least(_whole(name, chunk) for name in names),
        _least(max(_whole(name, text) for text in shown) for name in names),
        float(len(names)),
    ]


def _numbers(question: str, best: Candidate) -> list[float]:
    numbers = _NUMBER.findall(question)
    above = _above(best.chunk)
    texts = (best.text, f"{best.text}\n{above}", f"{best.chunk.text}\n{above}")
    held = [_least(float(bool(re.search(rf"\b{re.escape(one)}\b", text))) for one in numbers) for text in texts]
    return [*held, float(len(numbers))]


def _years(question: str, ranked: Sequence[Candidate]) -> tuple[float, float]:
    asked = [int(year) for year in _YEAR.findall(question)]
    papers = [int(one.chunk.meeting_date[:4]) for one in ranked[:10] if one.chunk.meeting_date]
    beyond = max((year - max(papers) for year in asked), default=0) if papers else 0
    return _least(float(year in papers[:3]) for year in asked), float(max(beyond, 0))


def _above(chunk: Chunk) -> str:
    return " ".join([chunk.title, *chunk.headings, chunk.meeting_date or ""])


def _whole(name: str, text: str) -> float:
    """Return 1 when a name stands in `text`, also without the s of the genitive; less for parts of it."""
    if name in text or name.removesuffix("s") in text:
        return 1.0
    parts = [part for part in re.split(r"[ -]", name) if len(part) > 1]
    return _PART * sum(part in text for part in parts) / len(parts) if len(parts) > 1 else 0.0


def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def _least(values: Iterable[float]) -> float:
    return min(values, default=0.5)
