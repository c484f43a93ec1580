"""A reader's feedback → an evaluation case: the question, and the cited places where the reader said that it was right.

What only a person can know stands as `FYLL UT`, which the suite refuses with the line's number until it is filled in.
"""

import json
import sys
from typing import Any

from assistant.archive import Archive
from assistant.outer import outer_filter
from assistant.stored import Feedback, Kept, Verdict
from eval.run import ROOT
from eval.sets import OWN
from index.errors import NotKeptError
from index.language import language_of

FILL_IN = "FYLL UT"
_SAMPLES = ROOT / "samples"
_TYPES = "fact, number, time, person, list, decision, proposal, reason, follow_up, delivery …"


def write_case(feedback_id: str, archive: Archive) -> None:
    """Print the case of one feedback on stdout as one line, and on stderr what to do with it. Raises NotKeptError."""
    row = next((one for one in archive.feedback() if feedback_id in (one.id, one.answer_id)), None)
    if row is None:
        raise NotKeptError(
            f"Tilbakemeldingen «{feedback_id}» finnes ikke blant de bevarte: GET /v1/feedback viser dem med id."
        )
    case = case_line(row, archive.answer(row.answer_id))
    sys.stdout.write(json.dumps(case, ensure_ascii=False) + "\n")
    sys.stderr.write(f"{advice(row, case)}\n")


def case_line(row: Feedback, kept: Kept) -> dict[str, Any]:
    """Return the case as one line of a file of cases, with `FILL_IN` where a person must decide."""
    answer, right = kept.answer, row.verdict is Verdict.RIGHT
    question = answer.understood_as or answer.question
    answered = right and answer.status == "answered"
    gold = [{"source": one.source, "page": one.page, "quote": one.quote} for one in answer.citations]
    known = all((_SAMPLES / one.source).is_file() for one in answer.citations)
    return {
        "id": f"f-{row.id}",
        "corpus": "samples" if answer.citations and known else OWN,
        "question": question,
        "type": FILL_IN,
        "language": language_of(question),
        "gold": gold if answered else [] if right else FILL_IN,
        "nuggets": [[sentence.text] for sentence in answer.sentences] if answered else [] if right else FILL_IN,
        "refused": FILL_IN if right and not answered else None,
        "twin": None,
        "filter": outer_filter(kept.filter),
    }


def advice(row: Feedback, case: dict[str, Any]) -> str:
    """Say in bokmål what a person must fill in before the case can be used."""
    wanted = [f"«type» ({_TYPES})"]
    if row.verdict is Verdict.WRONG:
        told = f" Leseren skrev: «{row.comment}»." if row.comment else ""
        wanted.append("«gold» (kilde, side og sitat der svaret står) og «nuggets» (hva svaret må inneholde)")
        return f"Leseren sa at svaret var galt.{told} Fyll ut {', '.join(wanted)}; eller «refused»."
    if case["refused"] == FILL_IN:
        wanted.append("«refused» (hvorfor papirene ikke svarer: off_topic, near_miss, wrong_date …)")
    else:
        wanted.append("og kort «nuggets» ned til det svaret må inneholde")
    return f"Leseren sa at svaret var riktig. Fyll ut {', '.join(wanted)}."
