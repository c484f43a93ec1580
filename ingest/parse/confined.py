"""Reads files in a limited child process, so that a bad file costs one sentence and nothing else."""

from types import TracebackType
from typing import Self

from index.confine import Confined
from index.errors import SourceError
from ingest.parse.codec import decode
from ingest.parse.limits import CHILD_MEMORY_MB, CHILD_SECONDS, PDF_BYTES_MAX
from ingest.parse.parsed import Parsed
from ingest.parse.read import too_large


class ConfinedParser:
    """Reads one file after another in one child process, started at the first file.

    Use as a context manager, or call `close`. Calls from several threads take turns.
    """

    def __init__(self, *, memory_mb: int = CHILD_MEMORY_MB, seconds: float = CHILD_SECONDS) -> None:
        self._confined = Confined(module="ingest.parse.child", memory_mb=memory_mb, seconds=seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, data: bytes, name: str) -> Parsed:
        """Read a file as `ingest.parse.parse` does; raises `SourceError` also when it needs too much."""
        if len(data) > PDF_BYTES_MAX:
            raise too_large(name, len(data), PDF_BYTES_MAX)
        _, body = self._confined.call({"name": name}, data, name=name)
        try:
            return decode(body)
        except (ValueError, TypeError):
            raise SourceError(f"«{name}» ga et uleselig svar fra leseren: lagre filen på nytt.") from None

    def close(self) -> None:
        """Stop the child process."""
        self._confined.close()
