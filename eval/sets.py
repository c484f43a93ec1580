"""The sets of questions that can be run, by name or by file, each with the papers that it is asked of."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import norquad
from eval.case import Case, read_cases
from eval.norquad_cases import norquad_cases, write_papers
from eval.run import CASES, CORPORA, indexed
from index.errors import UsageError
from index.reader import Reader
from index.settings import IndexSettings

SHIPPED = ("samples", "shared-dev", "shared-train", "shared-test", "shared-fresh")
NORQUAD = "norquad"
DEFAULT = ("samples",)
OWN = "indexed"  # the corpus of a case that is asked of what is read in, not of papers that are read in for it
# Nobody develops on these: no question of theirs is named in any report, only totals.
HELD_OUT = frozenset(("shared-test", "shared-fresh"))
TWO_PARTS = frozenset(("samples",))  # sets with a part to develop on and a part to measure with


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSet:
    """Questions of one name, asked of one corpus. `papers` are None where they are made for the occasion.

    `own` tells that they are asked of what the user has read in; there are no papers then.
    """

    name: str
    cases: tuple[Case, ...]
    papers: tuple[Path, ...] | None
    own: bool = False

    @property
    def missing(self) -> Path | None:
        """Return a folder of papers that is not at hand; None when all are."""
        needed = (norquad.FOLDER,) if self.papers is None else self.papers
        return next((path for path in needed if not path.is_dir()), None)


def sets_of(named: Sequence[Path]) -> list[CaseSet]:
    """Return the sets for names or files; the default when none is given.

    Raises UsageError for what is neither, and for a case whose corpus does not exist.
    """
    return [one for path in named or [Path(name) for name in DEFAULT] for one in _sets(path)]


def _sets(path: Path) -> Iterator[CaseSet]:
    if str(path) == NORQUAD:
        cases = tuple(norquad_cases()) if norquad.at_hand() else ()
        yield CaseSet(name=NORQUAD, cases=cases, papers=None)
        return
    file = CASES / f"{path}.jsonl" if str(path) in SHIPPED else path
    if not file.is_file():
        raise UsageError(
            f"{path} er verken en fil med prøvespørsmål eller et sett; settene er {', '.join((*SHIPPED, NORQUAD))}."
        )
    cases = tuple(read_cases(file))
    if not cases:
        raise UsageError(f"{file} har ingen prøvespørsmål; skriv ett på hver linje, som i eval/cases/README.md.")
    by_papers: dict[tuple[Path, ...], list[Case]] = {}
    for case in cases:
        if case.corpus not in (*CORPORA, OWN):
            names = ", ".join((*CORPORA, OWN))
            raise UsageError(f"Prøvespørsmål {case.id}: korpuset «{case.corpus}» finnes ikke; bruk {names}.")
        by_papers.setdefault(CORPORA.get(case.corpus, ()), []).append(case)
    for papers, cases_of in by_papers.items():
        yield CaseSet(name=file.stem, cases=tuple(cases_of), papers=papers, own=not papers)


@contextmanager
def opened(one: CaseSet, own: IndexSettings) -> Iterator[Reader]:
    """Give a reader over a set's papers; `own` names the index of what the user has read in."""
    if one.own:
        with Reader.open(own) as reader:
            yield reader
        return
    with papers_of(one) as papers, indexed(papers) as reader:
        yield reader


@contextmanager
def papers_of(one: CaseSet) -> Iterator[tuple[Path, ...]]:
    """Give the folders of a set's papers."""
    if one.papers is not None:
        yield one.papers
        return
    with TemporaryDirectory(prefix="veiviser-norquad-") as folder:
        yield (write_papers(Path(folder)),)
