"""One writer at a time: a lock on a file of the data folder, which the system releases when its holder dies."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

from index.errors import BusyError

FILE_NAME = "write.lock"
_POLL_SECONDS = 0.05


class WriteLock:
    """The lock of one data folder; the file holds the process number of its holder."""

    def __init__(self, data: Path, *, wait_seconds: float, progress: Callable[[str], None] | None) -> None:
        """Take the lock, waiting at most `wait_seconds`. Raises BusyError that names the holder."""
        path = data / FILE_NAME
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._wait(path, wait_seconds, progress)
        except BaseException:
            os.close(self._descriptor)
            raise
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)

    def _wait(self, path: Path, wait_seconds: float, progress: Callable[[str], None] | None) -> None:
        deadline = time.monotonic() + wait_seconds
        told = False
        while not self._try():
            holder = os.pread(self._descriptor, 32, 0).decode("ascii", "replace") or "ukjent"
            if time.monotonic() >= deadline:
                raise BusyError(
                    f"En annen prosess (nummer {holder}) skriver til {path.parent}; "
                    "vent til den er ferdig og kjør på nytt."
                )
            if progress and not told:
                progress(f"Venter på prosess {holder}, som skriver til {path.parent}.")
                told = True
            time.sleep(_POLL_SECONDS)

    def _try(self) -> bool:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Let the next writer in."""
        os.close(self._descriptor)
