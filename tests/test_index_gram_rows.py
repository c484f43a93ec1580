"""Numbers of n-grams worked out together are those of each one."""

from hypothesis import given
from hypothesis import strategies as st

from index.analyze import GRAM_LENGTHS
from index.gram_rows import LENGTHS, gram_rows
from index.sparse import term_number

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=14)


@given(st.lists(WORDS, max_size=12))
def test_the_numbers_of_many_terms_are_those_of_each_ngram(terms: list[str]) -> None:
    rows = gram_rows(terms)
    for term in terms:
        marked = f"<{term}>"
        grams = [marked[i : i + n] for n in LENGTHS for i in range(len(marked) - n + 1)]
        assert rows[term].tolist() == [term_number(gram) for gram in grams]


def test_what_is_searched_are_the_first_of_them() -> None:
    assert LENGTHS[: len(GRAM_LENGTHS)] == GRAM_LENGTHS
