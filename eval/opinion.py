"""What a language model thinks of the answers: `python -m eval.opinion [--count N]`. It advises, and gates nothing.

The model of `VEIVISER_LLM_URL` reads each answer over the sample papers with its quotes, and says if they carry it.
A judge of this kind is lenient: read its reasons, not its share.
"""

import argparse
import os
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer
from assistant.ask import ask
from assistant.gather import sources_of
from assistant.llm_settings import llm_from_environment
from assistant.outer import read_filter
from assistant.prompt import judge_prompt, new_marks, visible
from assistant.usage import Usage
from assistant.write import Writes
from eval.case import read_cases
from eval.run import CASES, CORPORA, indexed
from index.errors import SettingError, VeiviserError
from index.reader import Reader

REASON_MAX = 300  # characters of a model's reason


class Verdict(StrEnum):
    """What the judge says; UNREADABLE where it says something else."""

    SUPPORTED = "støttet"
    PARTLY = "delvis"
    UNSUPPORTED = "ikke støttet"
    UNREADABLE = "uleselig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A verdict with the model's own reason, on one line."""

    verdict: Verdict
    reason: str


def opinion(answer: Answer, reader: Reader, model: Writes) -> Opinion:
    """Return what a model thinks of an answered question. Raises ModelError when it does not answer."""
    sources = sources_of(answer.citations, len(answer.citations), reader)
    prompt = judge_prompt(answer.question, answer.text, sources, new_marks())
    pieces = model.write(prompt, threading.Event())
    return read_opinion("".join(piece for piece in pieces if not isinstance(piece, Usage)))


def read_opinion(text: str) -> Opinion:
    """Read the judge's reply: the verdict on its first line, then the reason."""
    first, _, rest = visible(text).strip().partition("\n")
    said = first.strip(" «».:*").lower()
    verdict = next((one for one in Verdict if said == one and one is not Verdict.UNREADABLE), Verdict.UNREADABLE)
    return Opinion(verdict=verdict, reason=" ".join(rest.split())[:REASON_MAX])


def main() -> int:
    """Ask the judge about the sample cases, and print what it does not support and the counts."""
    parser = argparse.ArgumentParser(prog="python -m eval.opinion")
    parser.add_argument("--count", type=int, default=50, help="hvor mange svar som vurderes")
    count = parser.parse_args().count
    settings = llm_from_environment(os.environ)
    if settings is None:
        raise SettingError("Ingen språkmodell er valgt: sett VEIVISER_LLM_URL og VEIVISER_LLM_MODEL.")
    from assistant.llm import Model

    model, counted = Model(settings), Counter[Verdict]()
    with indexed(CORPORA["samples"]) as reader:
        for case in read_cases(CASES / "samples.jsonl"):
            answer = ask(case.question, reader=reader, filter=read_filter(case.filter))
            if answer.status != "answered" or counted.total() >= count:
                continue
            told = opinion(answer, reader, model)
            counted[told.verdict] += 1
            if told.verdict is not Verdict.SUPPORTED:
                sys.stdout.write(f"{case.id}  {told.verdict}: {told.reason}\n")
    sys.stdout.write("  ".join(f"{verdict} {number}" for verdict, number in counted.most_common()) + "\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except VeiviserError as error:
        sys.stderr.write(f"eval.opinion: {error}\n")
        sys.exit(2 if isinstance(error, SettingError) else 1)
