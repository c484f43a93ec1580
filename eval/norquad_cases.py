"""NorQuAD's validation questions as cases over all its texts (Ivanova et al. 2023)."""

from collections.abc import Iterator
from pathlib import Path

from eval.case import Case, Place
from eval.norquad import questions, write_texts

_FOLDER = "norquad"


def norquad_cases() -> Iterator[Case]:
    """Yield the questions of the validation split, each answered by a span of its text."""
    for number, asked in enumerate(questions("validation")):
        source = f"{_FOLDER}/{asked.text}.txt"
        yield Case(
            id=f"norquad-{number}",
            corpus="norquad",
            question=asked.question,
            type="fact",
            language="nb",
            gold=tuple(Place(source=source, page=1, start=start, end=end) for start, end in asked.spans),
            nuggets=(),
            refused=None,
            twin=None,
            answer_is_span=True,
            filter={},
        )


def write_papers(folder: Path) -> Path:
    """Write every text as a file of its own under `folder` and return the folder of them."""
    papers = folder / _FOLDER
    papers.mkdir()
    write_texts(papers)
    return papers
