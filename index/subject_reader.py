"""Reading subject terms: which ones the index has and how often, and which a question is about.

Part of `Reader`, as its `subjects`. The tagger, which brings numpy, is opened at the first question, not before.
"""

import threading
from typing import TYPE_CHECKING

from index.connections import Connections
from index.filter import Filter
from index.manifest import read_meta
from index.provenance import TOKEN
from index.settings import IndexSettings
from index.store.condition import conditions
from index.subject import Related, Subject
from index.tag_rows import Facet, read_case_tags, read_facets, resolved

if TYPE_CHECKING:
    from index.tag import Tagger


class SubjectReader:
    """The subject terms of one data folder. Safe for several threads."""

    def __init__(self, connections: Connections, settings: IndexSettings) -> None:
        self._connections = connections
        self._settings = settings
        self._tagger: Tagger | None = None
        self._lock = threading.Lock()

    def facets(self, filter: Filter | None = None) -> tuple[Facet, ...]:
        """Return the terms of what `filter` lets through, with counts that hold narrower terms; most chunks first.

        Raises UsageError when the filter makes no sense.
        """
        wanted = filter or Filter()
        conditions(wanted)
        with self._connections.reading() as connection:
            return read_facets(connection, wanted) if read_meta(connection, TOKEN) else ()

    def check(self, filter: Filter) -> None:
        """Raise UsageError when `filter` names a subject term that the index does not know."""
        if filter.subjects:
            with self._connections.reading() as connection:
                if read_meta(connection, TOKEN):
                    resolved(connection, filter)

    def of_case(self, case_number: str) -> tuple[Subject, ...]:
        """Return the terms of one sak, in all its papers: those of most chunks first."""
        with self._connections.reading() as connection:
            return read_case_tags(connection, case_number)

    def of_question(self, question: str) -> tuple[Subject, ...]:
        """Return the subject terms of a question, the surest first. Raises as `related` does."""
        return tuple(Subject(uri=one.uri, label=one.labels[0]) for one in self.related(question))

    def related(self, question: str) -> tuple[Related, ...]:
        """Return the concepts that a question is about, with every way to say each; none where none is likely.

        Raises SettingError when the vocabulary cannot be read.
        """
        from index.tag import Tagger
        from index.vocabulary.keep import open_vocabulary

        with self._lock:
            if self._tagger is None:
                self._tagger = Tagger(open_vocabulary(self._settings))
        return self._tagger.related(question)
