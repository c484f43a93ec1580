"""A scripted server that speaks as OpenAI's does: what no real model does on demand, for the tests of the writer."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.llm_settings import LlmSettings

Pieces = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How the server answers once: `pieces` with `pause` seconds between, or a `status` that is no 200.

    After `drop_after` pieces it closes the connection without an end; `garbage` is sent in place of events.
    """

    pieces: Pieces = ()
    pause: float = 0.0
    status: int = 200
    drop_after: int | None = None
    garbage: bytes = b""
    wait: float = 0.0
    usage: bool = True


@dataclass(slots=True)
class Scripted:
    """A running scripted server: what it was asked, and whether a caller left before it had finished."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    finished: int = 0

    def settings(self, **more: Any) -> LlmSettings:
        """Return settings that lead here, quick to give up."""
        chosen = {"model": "skript", "url": f"{self.url}/v1", "timeout": 5.0, "retries": 0, **more}
        return LlmSettings(**chosen)


@contextmanager
def scripted(reply: Callable[[dict[str, Any]], Reply]) -> Iterator[Scripted]:
    """Serve, with a reply for each request body."""
    server: Scripted

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            """Keep silent."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(body)
            server.keys.append(self.headers.get("Authorization", ""))
            try:
                _answer(self, body, reply(body))
                server.finished += 1
            except OSError:
                server.left.set()

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    server = Scripted(url=f"http://127.0.0.1:{listener.server_address[1]}")
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


def _answer(handler: BaseHTTPRequestHandler, body: dict[str, Any], reply: Reply) -> None:
    time.sleep(reply.wait)
    handler.close_connection = True
    if reply.status != 200:
        text = json.dumps({"error": {"message": "<script>nede</script> hemmelig", "type": "server_error"}}).encode()
        handler.send_response(reply.status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    if reply.garbage:
        handler.wfile.write(reply.garbage)
        return
    for number, piece in enumerate(reply.pieces):
        if number == reply.drop_after:
            return
        _event(handler, body, {"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
        time.sleep(reply.pause)
    if reply.usage:
        usage = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
        _event(handler, body, {"choices": [], "usage": usage})
    handler.wfile.write(b"data: [DONE]\n\n")


def _event(handler: BaseHTTPRequestHandler, body: dict[str, Any], more: dict[str, Any]) -> None:
    frame = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": body["model"], **more}
    handler.wfile.write(b"data: " + json.dumps(frame).encode() + b"\n\n")
    handler.wfile.flush()
