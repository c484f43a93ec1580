"""The manifest's table of sketches, and reading where passages stand again.

`prints` holds the sketch of each chunk; what is exactly the same is found by the number of its words in `chunks`.
Which chunks tell the same is worked out when it is asked for, from what is stored then: nothing is kept that the
removal of a document could make wrong.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.chunk import Chunk
from index.chunk_condition import chunk_conditions
from index.filter import Filter
from index.place import Place
from index.repeat import Numbers, alike, content, contradict, numbers, prints
from index.sketches import DOCUMENT, KEY, ORDINAL, Sketches
from index.tag_rows import resolved

SCHEMA = """
CREATE TABLE prints (
    print INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, PRIMARY KEY (print, document, ordinal)
) WITHOUT ROWID;
CREATE INDEX prints_by_document ON prints (document);
"""
PLACES_MAX = 200  # that are listed of one passage
_SHARED = 3  # prints that two passages have in common before they are compared
_COMPARED = 100  # passages with the most prints in common
_REMEMBERED = 20_000  # passages, about 1 kB each
_TOLD = 25_000  # passages, about 300 bytes each

Passage = tuple[Place, str]  # where it stands, and its text


def once(chunks: Sequence[Chunk]) -> frozenset[str]:
    """Return the ids of those chunks of one document that are searched: of a repeated passage the first.

    What stands under other headings or in another sak is searched by these too, so it stays.
    """
    first: dict[tuple[object, ...], str] = {}
    for chunk in chunks:
        key = (content(chunk.text), chunk.headings, chunk.case_number, chunk.meeting_date, chunk.language, chunk.title)
        first.setdefault(key, chunk.chunk_id)
    return frozenset(first.values())


def insert_prints(connection: sqlite3.Connection, document: int, chunks: Iterable[Chunk]) -> None:
    """Store the sketches of a document's chunks, in the place of those it had."""
    connection.execute("DELETE FROM prints WHERE document = ?", (document,))
    connection.executemany(
        "INSERT INTO prints VALUES (?, ?, ?)",
        ((one, document, ordinal) for ordinal, chunk in enumerate(chunks) for one in prints(chunk.text)),
    )


def quoted_places(chunk: Chunk, start: int, end: int, repeated: Sequence[Passage]) -> tuple[Place, ...]:
    """Return where else the words at page offsets [start, end) of a passage stand, in those that repeat it."""
    if not repeated:
        return ()
    wanted = _quoted(chunk.text[start - chunk.start : end - chunk.start])
    found = []
    for place, text in repeated:
        if match := wanted.search(text):
            found.append(replace(place, start=place.start + match.start(), end=place.start + match.end()))
    return tuple(found)


def _quoted(quote: str) -> re.Pattern[str]:
    """Return an expression that finds the words of a quote whatever stands between them."""
    said = re.findall(r"[^\W_]+", quote) or [quote]
    return re.compile(r"[\W_]+".join(map(re.escape, said)) + r"[.!?]?", re.IGNORECASE)


_PLACE = "d.doc_id, d.source, c.page, c.start, c.end, substr(p.text, c.start + 1, c.end - c.start)"
_CHUNKS = "chunks c JOIN documents d ON d.number = c.document"
_FROM = f"{_CHUNKS} JOIN pages p ON p.document = c.document AND p.number = c.page"
_KEYS = "(SELECT value AS key FROM json_each(?))"
_BY_KEY = f"c.document = ({DOCUMENT}) AND c.ordinal = ({ORDINAL})"
_ORDER = "c.meeting_date IS NULL, c.meeting_date DESC, d.source, c.page, c.start"


class Known:
    """What was read of one publication: its sketches, and passages by key."""

    def __init__(self) -> None:
        self.sketches = Sketches()
        self._passages: dict[int, Passage] = {}
        self._told: dict[int, tuple[int, Numbers]] = {}

    def look_at(self, connection: sqlite3.Connection, chunks: Sequence[Chunk]) -> None:
        """Note what the passages of some chunks tell, so that most need not be read to be told from another."""
        texts = {chunk.chunk_id: chunk.text for chunk in chunks}
        query = f"SELECT {KEY}, content, chunk_id FROM chunks WHERE chunk_id IN (SELECT value FROM json_each(?))"  # noqa: S608
        for key, said, chunk_id in connection.execute(query, (json.dumps(list(texts)),)):
            if len(self._told) < _TOLD:
                self._told[key] = (said, numbers(texts[chunk_id]))

    def may_be_near(self, key: int, said: int, own: Numbers) -> bool:
        """Say whether a passage may tell the same as one in other words; `said` and `own` are that one's."""
        told = self._told.get(key)
        return told is None or (told[0] != said and not contradict(told[1], own))

    def passages(self, connection: sqlite3.Connection, keys: Sequence[int]) -> list[Passage]:
        """Return the passages with these keys, in their order."""
        found = {key: self._passages[key] for key in keys if key in self._passages}
        missing = [key for key in keys if key not in found]
        if missing:
            query = f"SELECT key, {_PLACE} FROM {_KEYS} CROSS JOIN {_FROM} WHERE {_BY_KEY}"  # noqa: S608
            read = {row[0]: _placed(*row[1:]) for row in connection.execute(query, (json.dumps(missing),))}
            if len(self._passages) > _REMEMBERED:
                self._passages = {}
            self._passages.update(read)
            found.update(read)
        return [found[key] for key in keys]


def read_repeated(connection: sqlite3.Connection, known: Known, chunk: Chunk, chosen: Filter) -> list[Passage]:
    """Return where else a passage stands among what `chosen` lets through, with the text there.

    Those of the very same words come before nearly equal ones; newest meeting first, then by source. Raises UsageError
    when the filter names an unknown subject term.
    """
    conditions, values = chunk_conditions(resolved(connection, chosen))
    said = content(chunk.text)
    found = [
        *_same(connection, chunk, said, conditions, values),
        *_near(connection, known, chunk, said, conditions, values),
    ]
    return found[:PLACES_MAX]


def _same(
    connection: sqlite3.Connection, chunk: Chunk, said: int, conditions: Sequence[str], values: Sequence[str]
) -> list[Passage]:
    """Return passages of the very same words."""
    where = " AND ".join(["c.content = ?", "c.chunk_id != ?", *conditions])
    rows = connection.execute(
        f"SELECT {_PLACE} FROM {_FROM} WHERE {where} ORDER BY {_ORDER} LIMIT {PLACES_MAX}",  # noqa: S608
        (said, chunk.chunk_id, *values),
    )
    return [_placed(*row) for row in rows]


def _near(
    connection: sqlite3.Connection,
    known: Known,
    chunk: Chunk,
    said: int,
    conditions: Sequence[str],
    values: Sequence[str],
) -> list[Passage]:
    """Return passages that tell the same in other words: they have much the same sketch."""
    sketch = prints(chunk.text)
    keys = known.sketches.sharing(connection, sketch, min(_SHARED, len(sketch)), _COMPARED)
    own = numbers(chunk.text)
    keys = [key for key in keys if known.may_be_near(key, said, own)]
    if not keys:
        return []
    where = " AND ".join(["c.content != ?", *conditions])
    rows = connection.execute(
        f"SELECT key FROM {_KEYS} CROSS JOIN {_CHUNKS} WHERE {_BY_KEY} AND {where} ORDER BY {_ORDER}",  # noqa: S608
        (json.dumps(keys), said, *values),
    )
    passages = known.passages(connection, [key for (key,) in rows])
    return [passage for passage in passages if alike(chunk.text, passage[1])]


def _placed(doc_id: str, source: str, page: int, start: int, end: int, text: str) -> Passage:
    return Place(doc_id=doc_id, source=source, page=page, start=start, end=end), text
