"""Which passages hold each number of the sketches, remembered while a publication lasts.

The commonest runs of words stand in thousands of passages, and are asked for again and again. Does not compare texts.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence

from index.repeat import PRINTS

_MOST = 300_000  # places that are remembered, some 60 bytes each
# A passage's key is one number: its document's, and its ordinal in it.
_ORDINAL_BITS = 32
DOCUMENT, ORDINAL = f"key >> {_ORDINAL_BITS}", f"key & {(1 << _ORDINAL_BITS) - 1}"  # in SQL
KEY = f"document << {_ORDINAL_BITS} | ordinal"
_HOLDERS = f"SELECT {KEY} FROM prints WHERE print = ?"  # noqa: S608


class Sketches:
    """The sketches of one publication, read number by number."""

    def __init__(self) -> None:
        self._holders: dict[int, frozenset[int]] = {}
        self._remembered = 0

    def sharing(self, connection: sqlite3.Connection, sketch: Sequence[int], least: int, most: int) -> list[int]:
        """Return the keys of at most `most` passages with `least` numbers of a sketch: those with most of them first.

        A passage that has `least` of the numbers has one of the rarest `len(sketch) - least + 1`, so that only those
        passages are counted.
        """
        holders = sorted((self._of(connection, one) for one in sketch), key=len)
        first = len(holders) - least + 1
        counted: Counter[int] = Counter()
        for places in holders[:first]:
            counted.update(places)
        for places in holders[first:]:
            counted.update(places.intersection(counted))
        found = sorted((-shared, place) for place, shared in counted.items() if shared >= least)
        return [place for _, place in found[:most]]

    def _of(self, connection: sqlite3.Connection, one: int) -> frozenset[int]:
        known = self._holders.get(one)
        if known is None:
            rows = connection.execute(_HOLDERS, (one,))
            known = frozenset(place for (place,) in rows)
            if self._remembered > _MOST:
                self._holders, self._remembered = {}, 0
            self._holders[one] = known
            self._remembered += len(known) + PRINTS
        return known
