"""Which passages share much of a sketch: the same as counting all of them."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from index.sketches import DOCUMENT, ORDINAL, Sketches

_SKETCHES = st.lists(st.sets(st.integers(0, 9), max_size=6), max_size=25)


@given(stored=_SKETCHES, asked=st.lists(st.integers(0, 9), min_size=1, max_size=6, unique=True), data=st.data())
def test_those_that_share_most_come_first_and_none_is_missed(
    stored: list[set[int]], asked: list[int], data: st.DataObject
) -> None:
    least = data.draw(st.integers(1, len(asked)))
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE prints (print INTEGER, document INTEGER, ordinal INTEGER)")
    for number, sketch in enumerate(stored):
        connection.executemany(
            "INSERT INTO prints VALUES (?, ?, ?)", [(one, number // 4, number % 4) for one in sketch]
        )
    shared = {(number // 4, number % 4): len(sketch & set(asked)) for number, sketch in enumerate(stored)}
    wanted = sorted((place for place in shared if shared[place] >= least), key=lambda place: (-shared[place], place))
    sketches = Sketches()
    for _ in range(2):  # read, and remembered
        keys = sketches.sharing(connection, asked, least, 7)
        query = f"SELECT {DOCUMENT}, {ORDINAL} FROM (SELECT ? AS key)"  # noqa: S608
        assert [connection.execute(query, (key,)).fetchone() for key in keys] == wanted[:7]
    connection.close()
