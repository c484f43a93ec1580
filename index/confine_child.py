"""The child's side of `index.confine`: takes its limits, then answers frames until the parent is gone.

Runs in the child process alone. What a reader prints, in Python or in C, goes nowhere; the pipe to the parent
is kept out of its reach. It may write no file (the limit on file size is zero) and leaves no core dump.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import IO

from index.confine import read_frame, write_frame
from index.errors import VeiviserError

Handler = Callable[[Mapping[str, object], bytes], tuple[Mapping[str, object], bytes]]

_OPEN_FILES = 128
# The parent kills at its limit; this is for a child whose parent is no longer there to do it.
_ALARM_SLACK_SECONDS = 10


def main(module: str, memory_mb: str, seconds: str) -> None:
    """Limit this process, import `module`, and pass each frame to its `handle` until the pipe closes."""
    requests, replies = _own_pipes()
    _limit(int(memory_mb))
    try:
        handle: Handler = importlib.import_module(module).handle
    except Exception as error:
        write_frame(replies, {"error": f"{type(error).__name__}: {error}"}, b"")
        return
    write_frame(replies, {"ready": True}, b"")
    _serve(handle, requests, replies, int(float(seconds)) + _ALARM_SLACK_SECONDS)


def _serve(handle: Handler, requests: IO[bytes], replies: IO[bytes], alarm_seconds: int) -> None:
    while True:
        _alarm(0)
        try:
            header, body = read_frame(requests)
        except EOFError:
            return
        _alarm(alarm_seconds)
        reply, reply_body = _answer(handle, header, body)
        write_frame(replies, reply, reply_body)


def _answer(handle: Handler, header: Mapping[str, object], body: bytes) -> tuple[Mapping[str, object], bytes]:
    try:
        return handle(header, body)
    except (VeiviserError, MemoryError) as error:
        return {"error": type(error).__name__, "text": str(error)}, b""
    except (Exception, SystemExit) as error:
        # The class alone: the text of an unforeseen error may hold anything, and helps no user.
        return {"error": f"uventet {type(error).__name__}"}, b""


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Move the pipes away from 0 and 1, so that a stray print cannot break a frame."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return requests, replies


def _limit(memory_mb: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    if sys.platform == "linux":  # macOS refuses a limit below what is mapped at start, which is everything
        memory = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _alarm(seconds: int) -> None:
    if sys.platform != "win32":
        signal.alarm(seconds)
