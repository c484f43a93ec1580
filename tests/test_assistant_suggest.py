"""Suggested questions are offered only when they are answered, about what they name, with something new."""

from dataclasses import replace

import pytest
from factories_rows import make_row

from assistant.answer import Answer, Citation, Refusal, Searched, Timings, Tokens
from assistant.suggest import Checked, Suggestion, places_of

REFUSED = Refusal(reason="not_in_documents", searched=Searched(documents=1, chunks=1, terms=()), nearest=())
CASE = "5-52/25"


def answer(*citations: Citation) -> Answer:
    return Answer(
        id="a",
        question="q",
        status="answered" if citations else "refused",
        text="",
        sentences=(),
        citations=citations,
        refusal=None if citations else REFUSED,
        composer="extractive",
        tokens=Tokens(),
        timings_ms=Timings(search=0, compose=0, total=0),
    )


def cited(start: int, case: str | None = CASE) -> Citation:
    return replace(make_row(case_number=case).citation, start=start)


class Asked:
    """Answers from a table, and counts how often it was asked."""

    def __init__(self, **answers: Answer) -> None:
        self.answers, self.times, self.publication = answers, 0, "one"

    def checked(self) -> Checked:
        return Checked(self.ask, lambda: self.publication)

    def ask(self, question: str) -> Answer:
        self.times += 1
        return self.answers[question]


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        (answer(cited(10)), True),
        (answer(), False),
        (answer(cited(10, "4-52/25")), False),
        (answer(cited(0)), False),
        (answer(cited(0), cited(10)), True),
    ],
    ids=["answered", "refused", "another sak", "nothing new", "something new"],
)
def test_a_question_is_offered_only_with_a_new_answer_about_its_sak(given: Answer, offered: bool) -> None:
    told = places_of(answer(cited(0)))
    found = Asked(q=given).checked().first([Suggestion(question="q", case=CASE)], 3, 8, told)
    assert found == (("q",) if offered else ())


def test_a_question_about_a_meeting_must_cite_that_meeting() -> None:
    asked = Asked(q=answer(cited(10))).checked()
    assert asked.first([Suggestion(question="q", meeting_date="2025-03-20")], 3, 8, frozenset()) == ("q",)
    assert asked.first([Suggestion(question="q", meeting_date="2025-06-12")], 3, 8, frozenset()) == ()


def test_no_more_are_looked_at_than_allowed_and_no_more_given_than_wanted() -> None:
    asked = Asked(a=answer(), b=answer(cited(1)), c=answer(cited(2)), d=answer(cited(3)))
    candidates = [Suggestion(question=name) for name in "abcd"]
    assert asked.checked().first(candidates, 3, 2, frozenset()) == ("b",)
    assert asked.checked().first(candidates, 2, 9, frozenset()) == ("b", "c")


def test_what_was_checked_is_remembered_until_documents_change() -> None:
    asked = Asked(q=answer(cited(1)))
    checked = asked.checked()
    for _ in range(3):
        checked.first([Suggestion(question="q")], 1, 1, frozenset())
    assert asked.times == 1
    asked.publication, asked.answers = "two", {"q": answer()}
    assert checked.first([Suggestion(question="q")], 1, 1, frozenset()) == ()
