"""References: found in every spelling and wherever they stand, and nothing else taken for one."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyze import terms, terms_below, tokens, word_terms
from index.reference import Reference, case_numbers, dates, short_case_numbers, times

Find = Callable[[str], Iterable[Reference]]

FOUND = (
    (dates, "4. april 2024", "2024-04-04"),
    (dates, "04.04.2024", "2024-04-04"),
    (dates, "4 . 4 . 24", "2024-04-04"),
    (dates, "2024-04-04", "2024-04-04"),
    (dates, "April 4th, 2024", "2024-04-04"),
    (dates, "sept. 12, 2023", "2023-09-12"),
    (dates, "12th May", "--05-12"),
    (dates, "mars 2021", "2021-03"),
    (dates, "4. mar\u017f 2021", "2021-03-04"),  # the long s of old print
    (case_numbers, "6-44/24", "6-44/24"),
    (case_numbers, "4/41\u201323", "4-41/23"),
    (case_numbers, "sak 6 44/24", "6-44/24"),
    (case_numbers, "sak 6/44/24", "6-44/24"),
    (case_numbers, "sak 06-44/2024", "6-44/24"),
    (case_numbers, "sak 6-44-2024", "6-44/24"),
    (short_case_numbers, "Saksnr. 0002/04", "2/04"),
    (short_case_numbers, "sak 45-2024", "45/24"),
    (short_case_numbers, "Styresak 045\u20132024", "45/24"),
    (short_case_numbers, "sak 12/24-1", "12/24"),
    (short_case_numbers, "saksnummer. : nr. 15/1996", "15/96"),
    (short_case_numbers, "PS 12/23", "12/23"),
    (times, "10.30", "10.30"),
    (times, "9:05", "09.05"),
)  # fmt: skip
NOT_FOUND = (
    (dates, "1.2.3.2024 11/12.10.2020 versjon 2024-04-041 markering 4 aprikos 32. mai 0. juni april 24"),
    (case_numbers, "1-2-3/24 12/13/14 6-44/24-2 2024-2026 NUIT-Sak 7-44/24 KS-sak nr. 7-44/24 6-44-2024 sak 6-44-24"),
    (short_case_numbers, "NUIT-Sak 7/24 NUIT-Sak 7-24 NUIT-Sak 7-2024 sak 15/96/2 sak 3-10 saken 3/20 1/22 2024-2026"),
    (times, "10.30.2 kl 25.10 3,10.30 10.30 % 12.50 mill"),
)


@pytest.mark.parametrize(("find", "text", "value"), FOUND)
def test_a_reference_is_found_in_each_spelling(find: Find, text: str, value: str) -> None:
    assert [(one.value, one.end) for one in find(text)] == [(value, len(text))]
    around = f"Vedtak 3, side 7: {text}, og 12 andre av 40 mai."
    assert value in [one.value for one in find(around)]


@pytest.mark.parametrize(("find", "text"), NOT_FOUND)
def test_what_looks_like_a_reference_is_left_alone(find: Find, text: str) -> None:
    assert list(find(text)) == []


@given(before=st.text("ab 1,(\n", max_size=8), after=st.text("ab ,(\n)", max_size=8))
def test_a_date_and_a_case_number_are_found_wherever_they_stand(before: str, after: str) -> None:
    for find, reference, value in ((dates, "4. april 2024", "2024-04-04"), (case_numbers, "6-44/24", "6-44/24")):
        text = f"{before} {reference} {after}"
        place = len(before) + 1
        assert (value, place, place + len(reference)) in [(one.value, one.start, one.end) for one in find(text)]


@given(st.text("0123456789./-: aprilmskte,'", max_size=60))
def test_terms_are_those_of_the_tokens_and_tokens_stand_in_order(text: str) -> None:
    found = tokens(text)
    assert terms(text) == [token.term for token in found]
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    starts = [token.start for token in found]
    assert starts == sorted(starts)


REFERRING = st.one_of(
    st.text("0123456789./-: aprilmskte,'\n", max_size=40),
    st.lists(
        st.sampled_from(
            ["sak", "Sak nr. ", "4.", "4", "april", "2024", "\n", " ", "-", "/", "24", "kl. 10", ".30", "mill", "og"]
        ),
        max_size=8,
    ).map("".join),
)


@given(above=REFERRING, text=REFERRING)
def test_a_text_read_apart_from_what_stands_above_it_has_the_same_terms(above: str, text: str) -> None:
    found, own = terms_below(above, text)
    assert sorted(found) == sorted(terms(f"{above}\n{text}" if above else text))
    assert own == list(word_terms(text))
