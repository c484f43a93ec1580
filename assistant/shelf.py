"""What is indexed, as the first view tells it, remembered as long as nothing has been written."""

import threading
from dataclasses import dataclass

from assistant.api_examples import examples
from assistant.api_parts import Parts
from index.errors import VeiviserError
from index.filter import Filter
from index.rows import Counts

_EMPTY = Counts(documents=0, pages=0, chunks=0, meetings=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is indexed. `trouble` is a sentence when the index cannot be read."""

    counts: Counts = _EMPTY
    updated: str = ""
    examples: tuple[str, ...] = ()
    trouble: str = ""


class Shelves:
    """Remembers the shelf; trying the example questions takes a while."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = threading.Lock()
        self._key: str | None = ""
        self._examples: tuple[str, ...] = ()

    def shelf(self) -> Shelf:
        """Return what is indexed now."""
        library = self._parts.library
        try:
            library.refresh()
            counts = library.counts()
            updated = library.published_at or ""
            with self._lock:
                if self._key != library.publication:
                    self._examples, self._key = examples(library, self._answers), library.publication
                return Shelf(counts=counts, updated=updated, examples=self._examples)
        except VeiviserError as error:
            return Shelf(trouble=str(error))

    def _answers(self, question: str) -> bool:
        return self._parts.ask(question, Filter()).status == "answered"
