"""Runs the chat page and the HTTP API over the index until someone stops it.

Knows sockets and uvicorn; the app is put together in `api.py`. Reads no files in by itself: uploading and
removing are handed in by the front door.
"""

import errno
import socket
import sys

import uvicorn

from assistant.api import create_app
from assistant.api_parts import Uploading, UploadOutcome, UploadResult
from assistant.archive import Archive
from assistant.llm_settings import LlmSettings
from assistant.settings import AssistantSettings
from assistant.writer import open_writer
from index.errors import SettingError, SourceError
from index.reader import Reader
from index.settings import IndexSettings

_GRACE_SECONDS = 3


class _Server(uvicorn.Server):
    """Says on stderr where it listens, once it does."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say where."""
        await super().startup(sockets)
        if self.started:
            sys.stderr.write(f"Styreveiviser: {self._address}\n")
            sys.stderr.flush()


def serve(
    settings: IndexSettings,
    uploads: Uploading,
    *,
    host: str,
    port: int,
    own: AssistantSettings,
    llm: LlmSettings | None = None,
) -> None:
    """Serve until Ctrl-C. Port 0 takes a free one; `llm` names the language model that writes, if any.

    `own` tells where conversations are kept and who may administer. Raises `SettingError` when the address, the model
    or the database cannot be had.
    """

    with listening(host, port) as listener, Reader.open(settings) as reader:
        writer = open_writer(llm, reader) if llm else None
        archive = Archive.open(own, settings.data)
        archive.expire()
        app = create_app(
            reader=reader,
            upload=lambda data, name: result_of(uploads.add(data, name)),
            remove=uploads.remove,
            reread=lambda doc_id: result_of(uploads.reread(doc_id)),
            hosts=(host,),
            warm=True,
            writer=writer,
            archive=archive,
            admin_token=own.admin_token,
            zone=own.time_zone,
        )
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        try:
            _Server(config, address_of(listener)).run(sockets=[listener])
        except KeyboardInterrupt:
            sys.stderr.write("Styreveiviser er stoppet.\n")


def result_of(outcome: UploadOutcome) -> UploadResult:
    """Return what the front door says of a file in its outer shape. Raises SourceError when nothing came of it."""
    if outcome.doc_id is None:
        raise SourceError(f"«{outcome.source}» ble ikke lest inn: velg en annen fil.")
    return UploadResult(doc_id=outcome.doc_id, source=outcome.source, warnings=outcome.warnings)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; raises `SettingError` naming `--host` or `--port`."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
        # Handed on to every connection: without it, what is sent after the headers waits 40 ms for their receipt.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (socket.gaierror, UnicodeError) as error:
        raise SettingError(f"--host {host} er ingen adresse her: bruk 127.0.0.1 eller maskinens egen.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            words = f"Porten {port} er i bruk: velg en annen med --port, for eksempel --port {port % 65535 + 1}."
        elif error.errno == errno.EACCES:
            words = f"Porten {port} krever rettigheter som mangler: velg en over 1023 med --port."
        else:
            words = f"--host {host} kan ikke brukes ({error.strerror}): bruk 127.0.0.1 eller maskinens egen adresse."
        raise SettingError(words) from error


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{port}"
