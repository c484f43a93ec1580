"""Tagging while writing: chunks → their subject terms in the manifest, and what the store filters them by.

Works inside the writer's open transaction. An index is tagged by one vocabulary: another one needs `--rebuild`.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from index.analyze import word_terms
from index.chunk import Chunk
from index.errors import SettingError
from index.manifest import read_meta
from index.provenance import VOCABULARY
from index.settings import IndexSettings
from index.stage import set_meta
from index.subject import Term
from index.tag import Tagger, of_document
from index.tag_rows import DOCUMENT, folded
from index.tag_view import Text
from index.vocabulary.keep import open_vocabulary


class Tags:
    """The terms of one manifest, as its writer changes them."""

    def __init__(self, connection: sqlite3.Connection, settings: IndexSettings) -> None:
        self._connection = connection
        self._tagger = Tagger(open_vocabulary(settings))
        self._number = {uri: number for number, uri in enumerate(self._tagger.vocabulary.uris)}
        self._above: dict[str, tuple[str, ...]] = {}

    def check(self) -> None:
        """Raise SettingError when the index was tagged by another vocabulary."""
        made = read_meta(self._connection, VOCABULARY)
        if made is not None and made != self._tagger.vocabulary.fingerprint:
            raise SettingError(
                "VEIVISER_VOCABULARY eller vokabularet som følger med, er endret siden dokumentene ble lest inn; "
                "kjør `veiviser ingest --rebuild`, eller still innstillingen tilbake."
            )

    def put(self, chunks: Sequence[Chunk], words: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """Tag the chunks of one document, store the terms, and return by chunk their URIs and all above them.

        `words` are the terms of the words of each chunk's text.
        """
        if read_meta(self._connection, VOCABULARY) != self._tagger.vocabulary.fingerprint:
            self._begin()
        above = {chunk.headings: word_terms("\n".join(chunk.headings)) for chunk in chunks}
        terms = self._tagger.assign_each(
            [
                Text(text=chunk.text, found=found, above=above[chunk.headings])
                for chunk, found in zip(chunks, words, strict=True)
            ]
        )
        if chunks:
            title = self._tagger.assign(chunks[0].title)
            self._store(chunks[0].doc_id, of_document(title, terms), terms)
        return [self._with_above(found) for found in terms]

    def _begin(self) -> None:
        """Forget every term, and write down the vocabulary."""
        vocabulary = self._tagger.vocabulary
        for table in ("tags", "subjects", "subject_labels"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608
        self._connection.executemany(
            "INSERT INTO subjects VALUES (?, ?, ?)",
            (
                (uri, vocabulary.name(number), json.dumps(vocabulary.parents_of(number)))
                for number, uri in enumerate(vocabulary.uris)
            ),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO subject_labels VALUES (?, ?)",
            (
                (folded(label), uri)
                for uri, labels in zip(vocabulary.uris, vocabulary.labels, strict=True)
                for label in labels
            ),
        )
        set_meta(self._connection, VOCABULARY, vocabulary.fingerprint)

    def _store(self, doc_id: str, own: Sequence[Term], terms: Sequence[Sequence[Term]]) -> None:
        number = self._connection.execute("SELECT number FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()[0]
        self._connection.execute("DELETE FROM tags WHERE document = ?", (number,))
        rows = [*self._rows(DOCUMENT, own)]
        for ordinal, found in enumerate(terms):
            rows.extend(self._rows(ordinal, found))
        self._connection.executemany(
            "INSERT INTO tags VALUES (?, ?, ?, ?)", [(number, ordinal, uri, place) for ordinal, uri, place in rows]
        )

    def _rows(self, ordinal: int, terms: Sequence[Term]) -> Iterator[tuple[int, str, int | None]]:
        own = {term.uri: place for place, term in enumerate(terms)}
        for uri in self._with_above(terms):
            yield ordinal, uri, own.get(uri)

    def _with_above(self, terms: Sequence[Term]) -> tuple[str, ...]:
        vocabulary = self._tagger.vocabulary
        found: dict[str, None] = {}
        for term in terms:
            found[term.uri] = None
            if term.uri not in self._above:
                self._above[term.uri] = vocabulary.above(self._number[term.uri])
            found.update(dict.fromkeys(self._above[term.uri]))
        return tuple(found)
