"""The writer of one index: its sources, the language model and the checks, put together where a model is configured."""

import threading
from collections.abc import Iterator, Sequence

from assistant.answer import Answer
from assistant.condense import condense
from assistant.gather import gather
from assistant.llm_settings import LlmSettings
from assistant.second import open_second
from assistant.spoken_of import Exchange
from assistant.verify import Second
from assistant.write import Shown, Writes, asks_model, write
from index.filter import Filter
from index.reader import Reader


class Writer:
    """Lets a language model write answers that were found without it. Safe to use from several threads."""

    def __init__(self, model: Writes, reader: Reader, second: Second | None = None) -> None:
        """Use `open_writer`, or hand in a model."""
        self._model = model
        self._reader = reader
        self._second = second

    def steps(self, found: Answer, filter: Filter, gone: threading.Event) -> Iterator[Shown | Answer]:
        """Yield the sentences of an answer as they pass, and lastly the answer; only that where no model is asked."""
        if not asks_model(found):
            yield found
            return
        sources = gather(found, reader=self._reader, filter=filter)
        yield from write(found, sources, self._model, gone=gone, second=self._second)

    def condense(self, question: str, exchanges: Sequence[Exchange], gone: threading.Event) -> str | None:
        """Return a follow-up as a question that stands alone; None where the model has none to offer."""
        return condense(question, exchanges, self._model, gone)

    def answer(self, found: Answer, filter: Filter, gone: threading.Event | None = None) -> Answer:
        """Return the answer as the model wrote it, checked."""
        last = found
        for step in self.steps(found, filter, gone or threading.Event()):
            if isinstance(step, Answer):
                last = step
        return last


def open_writer(settings: LlmSettings, reader: Reader) -> Writer:
    """Return the writer that the settings name. Raises SettingError, with the remedy, where something is missing."""
    from assistant.llm import Model  # imports LlamaIndex: two seconds that only those who configured a model pay

    return Writer(Model(settings), reader, open_second(settings.cross_encoder))
