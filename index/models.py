"""The learned models that the settings name, each loaded when it is first wanted and once in a process.

Safe for several threads. Holds nothing when no model is named.
"""

import threading

from index.cross import Judge, open_judge
from index.embed import Embedder, open_embedder
from index.settings import IndexSettings


class Models:
    """What is named in one set of settings."""

    def __init__(self, settings: IndexSettings) -> None:
        self._settings = settings
        self._embedder: Embedder | None = None
        self._judge: Judge | None = None
        self._lock = threading.Lock()

    def embedder(self) -> Embedder | None:
        """Return what turns text into vectors; None when none is named. Raises SettingError."""
        with self._lock:
            if self._embedder is None:
                self._embedder = open_embedder(self._settings)
            return self._embedder

    def judge(self) -> Judge | None:
        """Return what weighs passages against a question; None when none is named. Raises SettingError."""
        with self._lock:
            if self._judge is None:
                self._judge = open_judge(self._settings)
            return self._judge
