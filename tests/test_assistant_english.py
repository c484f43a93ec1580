"""English questions are read as the same question in bokmål, and the names in them are left alone."""

import pytest

from assistant.english import entries, in_bokmaal, is_english


@pytest.mark.parametrize(
    ("english", "bokmaal"),
    [
        ("Who chaired the meeting in June?", "Hvem ledet møtet i juni?"),
        ("When was the mandate approved?", "Når ble mandatet godkjent?"),
        ("Where was the meeting on June 12th?", "Hvor var møtet på 12. juni?"),
        ("How many votes did the proposal get?", "Hvor mange stemmer forslag fikk?"),
        ("Which follow-ups are open?", "Hvilke oppfølginger er åpne?"),
        ("When is the next meeting?", "Når er neste møte?"),
        ("What is the status of the core record?", "Hva er status for kjernejournal?"),
    ],
)
def test_a_question_in_english_is_put_in_bokmaal_words(english: str, bokmaal: str) -> None:
    assert in_bokmaal(english).text == bokmaal


def test_a_word_within_a_proper_name_is_left_alone() -> None:
    assert "Radical Health" in in_bokmaal("When is the Radical Health Festival?").text


def test_a_word_that_is_not_known_stays() -> None:
    assert "frobnicator" in in_bokmaal("What does the frobnicator cost?").text


def test_may_is_a_month_only_where_it_is_written_large() -> None:
    assert in_bokmaal("Who may vote in May 2025?").text == "Hvem kan stemme i mai 2025?"


@pytest.mark.parametrize("question", ["Hva er status?", "Kven leidde møtet?", "Når er neste møte?"])
def test_a_norwegian_question_is_not_english(question: str) -> None:
    assert not is_english(question)


def test_no_entry_lacks_its_english() -> None:
    assert all(form and form == form.strip() for form in entries())
