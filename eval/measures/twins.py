"""Twin consistency: does the same question in nynorsk, English or misspelt land where the bokmål question does."""

from collections.abc import Mapping, Sequence

from assistant.answer import Citation
from eval.measures.right import right
from eval.observed import Observed

NAME = "twin_consistency"


def twin_consistency(seen: Sequence[Observed]) -> Mapping[str, float]:
    """Return, for each twin whose question was asked too, 1 when both end alike, by case id.

    Alike: the first citations share a character, or both answers are right. After the invariance tests of Ribeiro et
    al. 2020 ("Beyond Accuracy: Behavioral Testing of NLP Models with CheckList", section 2.1). A question that is
    itself refused says nothing about its twin.
    """
    by_id = {one.case.id: one for one in seen}
    pairs = [(one, by_id[one.case.twin]) for one in seen if one.case.twin and one.case.twin in by_id]
    return {one.case.id: float(_alike(one, root)) for one, root in pairs if root.answered}


def _alike(one: Observed, root: Observed) -> bool:
    if right(one) and right(root):
        return True
    firsts = one.answer.citations[:1] + root.answer.citations[:1]
    return len(firsts) == 2 and _share(*firsts)


def _share(one: Citation, other: Citation) -> bool:
    return (one.doc_id, one.page) == (other.doc_id, other.page) and one.start < other.end and other.start < one.end
