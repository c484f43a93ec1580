"""Work for a caller who may leave: when the connection closes, the work is told, and stops what it asked others for."""

import threading
from collections.abc import Callable
from typing import TypeVar

from anyio import create_task_group, to_thread
from starlette.requests import Request
from starlette.types import Receive

Result = TypeVar("Result")


async def attended(request: Request, work: Callable[[threading.Event], Result]) -> Result:
    """Return what `work` returns, run on a thread; the event that it gets is set when the caller has gone."""
    gone = threading.Event()
    outcome: list[Result] = []
    failure: list[Exception] = []

    def run() -> None:
        try:
            outcome.append(work(gone))
        except Exception as error:
            failure.append(error)

    async with create_task_group() as group:
        group.start_soon(watch, request.receive, gone)
        await to_thread.run_sync(run)
        group.cancel_scope.cancel()
    if failure:
        raise failure[0]
    return outcome[0]


async def watch(receive: Receive, gone: threading.Event) -> None:
    """Set `gone` when the caller closes the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()
