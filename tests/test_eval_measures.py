"""Each measure gives what its definition says, over answers made by hand; means, intervals and the paired test."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Sentence, Timings, Tokens
from eval.case import Case, Reason
from eval.interval import mean_of
from eval.measures.contain import holds, level, supported
from eval.measures.crag import crag
from eval.measures.entities import entity_fidelity
from eval.measures.latency import percentile
from eval.measures.nuggets import nugget_recall
from eval.measures.proposals import decisions_only
from eval.measures.quotes import quote_fidelity
from eval.measures.ranking import place_name
from eval.measures.right import right
from eval.measures.support import citation_precision, citation_recall
from eval.observed import Observed
from eval.paired import chance_of_loss

PAGE = "Styret vedtok 12,5 millioner kroner den 4. april 2024. Kari Eksempel ledet møtet."
FIRST, SECOND = PAGE[:54], PAGE[55:]


def citation(number: int, quote: str, start: int) -> Citation:
    return Citation(
        number=number, doc_id="d", title="t", source="a.txt", kind="minutes", page=1, case_number=None,
        meeting_date=None, quote=quote, start=start, end=start + len(quote), los=(), access="open", chunk_id="c",
    )  # fmt: skip


def observed(*sentences: tuple[str, int], refused: Reason | None = None, **changes: object) -> Observed:
    """Return an answer whose sentences cite FIRST (1) and SECOND (2); no sentences is a refusal."""
    case = Case(
        id="x1", corpus="samples", question="Hva ble vedtatt?", type="decision", language="nb", gold=(),
        nuggets=() if refused else (("12,5 millioner", "12,5 mill"), ("4. april",)), refused=refused, twin=None,
        answer_is_span=False, filter={},
    )  # fmt: skip
    answer = Answer(
        id="a", question=case.question, status="answered" if sentences else "refused",
        text="\n".join(text for text, _ in sentences),
        sentences=tuple(Sentence(text=text, citations=(number,)) for text, number in sentences),
        citations=(citation(1, FIRST, 0), citation(2, SECOND, 55)) if sentences else (), refusal=None,
        composer="extractive", tokens=Tokens(), timings_ms=Timings(search=1.0, compose=1.0, total=2.0),
    )  # fmt: skip
    seen = Observed(
        case=case, answer=answer, found=(), gold={("a.txt", 1): [(0, 54)]}, gold_texts=(FIRST,), proposals={},
        documents={}, page=lambda doc_id, page: PAGE,
    )  # fmt: skip
    return replace(seen, **changes)  # type: ignore[arg-type]


def test_a_quoted_answer_is_right_supported_and_in_place() -> None:
    seen = observed((FIRST, 1), (SECOND, 2))
    assert (right(seen), nugget_recall(seen), crag(seen)) == (1.0, 1.0, 1.0)
    assert (citation_recall(seen), citation_precision(seen)) == (1.0, 1.0)
    assert (quote_fidelity(seen), entity_fidelity(seen)) == (1.0, 1.0)


def test_swapped_citations_support_nothing() -> None:
    seen = observed((FIRST, 2), (SECOND, 1))
    assert (citation_recall(seen), citation_precision(seen)) == (0.0, 0.0)


def test_a_changed_number_or_name_is_found() -> None:
    assert entity_fidelity(observed(("Styret vedtok 12,6 millioner kroner den 4. april 2024.", 1))) == pytest.approx(
        3 / 4
    )
    assert entity_fidelity(observed(("Det var Ola Eksempel som ledet møtet.", 2))) == 0.0


def test_a_citation_that_adds_nothing_costs_precision() -> None:
    seen = observed((FIRST, 1))
    both = replace(seen.answer, sentences=(Sentence(text=FIRST, citations=(1, 2)),))
    assert citation_recall(replace(seen, answer=both)) == 1.0
    assert citation_precision(replace(seen, answer=both)) == 0.5


def test_a_moved_quote_does_not_stand() -> None:
    seen = observed((FIRST, 1))
    moved = replace(seen.answer, citations=(citation(1, FIRST, 1),))
    assert quote_fidelity(replace(seen, answer=moved)) == 0.0


def test_crag_punishes_wrong_answers_more_than_none() -> None:
    assert crag(observed((SECOND, 2))) == -1.0
    assert crag(observed(("Styret vedtok 12,5 millioner kroner.", 1))) == 0.5
    assert crag(observed()) == 0.0
    assert crag(observed(refused=Reason.NEAR_MISS)) == 1.0
    assert crag(observed((FIRST, 1), refused=Reason.NEAR_MISS)) == -1.0


def test_a_proposal_cited_as_a_decision_is_found() -> None:
    seen = observed((FIRST, 1), (SECOND, 2), proposals={("a.txt", 1): [(60, 70)]})
    assert decisions_only(seen) == 0.5


def test_a_number_counts_only_where_it_is_not_part_of_another() -> None:
    assert holds("det var 11 møter", "11") and not holds("det var 110 møter", "11") and not holds("11,5", "11")


def test_support_is_by_whole_words_in_order() -> None:
    assert supported("Styret vedtok [1].", "styret\nvedtok dette")
    assert not supported("vedtok styret", "styret vedtok") and not supported("ret ved", "styret vedtok")


def test_names_of_places_have_no_blanks() -> None:
    assert place_name("min mappe/referat å.pdf", 2, 5, 9) == "min%20mappe/referat%20%C3%A5.pdf#2:5-9"


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2.0), (0.95, 4.0), (0.0, 1.0)])
def test_percentile_is_by_nearest_rank(share: float, expected: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == expected


@pytest.mark.parametrize(
    ("differences", "expected"),
    [([-1.0] * 5, 1 / 32), ([-1.0] * 3 + [0.0] * 40, 1 / 8), ([1.0, -1.0], 0.75), ([], 1.0), ([0.0], 1.0)],
)
def test_the_paired_test_counts_signs(differences: list[float], expected: float) -> None:
    assert chance_of_loss(differences) == pytest.approx(expected)


def test_many_changes_are_drawn_alike_each_time() -> None:
    many = [-1.0] * 20 + [1.0] * 5
    assert chance_of_loss(many) == chance_of_loss(many) < 0.01
    assert chance_of_loss([-one for one in many]) > 0.99


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_a_mean_lies_in_its_interval_and_is_the_same_twice(values: list[float]) -> None:
    mean = mean_of(values)
    assert mean == mean_of(values) and mean is not None
    assert 0.0 <= mean.low <= mean.high <= 1.0
    assert min(values) <= mean.value + 1e-9 and mean.value <= max(values) + 1e-9


@given(st.text())
def test_levelling_twice_changes_nothing(text: str) -> None:
    assert level(level(text)) == level(text)
