"""What is indexed, as the first view tells it, with example questions, remembered as long as nothing has been written.

Trying the examples takes a while over many papers, so that is done beside, and a page waits only a moment for it.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event, Lock

from assistant.api_parts import Parts
from assistant.examples import EXAMPLES, TRIED_MAX, examples
from assistant.look_through import look_through
from assistant.problem import problem_of_error
from assistant.suggest import Checked
from assistant.words import FIRST, Words, words
from index.errors import VeiviserError
from index.rows import Counts

MOMENT = 0.4  # seconds that a first view waits for its examples
_EMPTY = Counts(documents=0, pages=0, chunks=0, meetings=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is indexed. `language` is that of the examples; `waiting` tells that they are still being tried.

    `trouble` is a sentence when the index cannot be read.
    """

    counts: Counts = _EMPTY
    updated: str = ""
    examples: tuple[str, ...] = ()
    language: str = FIRST
    waiting: bool = False
    trouble: str = ""


class Shelves:
    """Remembers the examples of each language."""

    def __init__(self, parts: Parts, checked: Checked) -> None:
        self._library = parts.library
        self._checked = checked
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="examples")
        self._lock = Lock()
        self._stopped = Event()
        self._as_of: str | None = ""
        self._tried: dict[str, Future[tuple[str, tuple[str, ...]]]] = {}

    def close(self) -> None:
        """Stop what is done beside; an example that is being tried ends first."""
        self._stopped.set()
        self._beside.shutdown(wait=True, cancel_futures=True)

    def shelf(self, w: Words, seconds: float = MOMENT) -> Shelf:
        """Return what is indexed now, with the examples if they are there within so many seconds."""
        try:
            self._library.refresh()
            shelf = Shelf(counts=self._library.counts(), updated=self._library.published_at or "")
            language, found = self._examples(w).result(timeout=seconds)
            return replace(shelf, examples=found, language=language)
        except TimeoutError:
            return replace(shelf, waiting=True)
        except VeiviserError as error:
            return Shelf(trouble=problem_of_error(error).told(w)[0])

    def warm(self) -> None:
        """Begin to try the examples of the first language, then to look through all passages.

        An index that cannot be read is told of by the page.
        """
        with suppress(VeiviserError):
            self._examples(words(FIRST))
            self._beside.submit(look_through, self._library, stopped=self._stopped.is_set)

    def _examples(self, w: Words) -> "Future[tuple[str, tuple[str, ...]]]":
        publication = self._library.publication
        with self._lock:
            if self._as_of != publication:
                self._as_of, self._tried = publication, {}
            if w.language not in self._tried:
                self._tried[w.language] = self._beside.submit(self._try, w)
            return self._tried[w.language]

    def _try(self, w: Words) -> tuple[str, tuple[str, ...]]:
        """Return the examples, in bokmål where none in the reader's language is answered."""
        for language in dict.fromkeys((w.language, FIRST)):
            candidates = examples(self._library, words(language))
            found = self._checked.first(candidates, EXAMPLES, TRIED_MAX, frozenset())
            if found:
                return language, found
        return FIRST, ()
