"""A long-lived child process with little memory and little time, for reading what others made.

The parent sends one request at a time, a JSON header and raw bytes, and waits for one reply of the same
shape; nothing is pickled. A child that dies, hangs or eats too much is killed with everything it started,
the file is named in a `SourceError`, and the next call starts a new child. What it does not do: hide the file
system or the network from the child; the limits stop runaway and crashing readers, and keep secrets that
stand in the environment out.

    def handle(header, body): return {"pages": 3}, b"..."     # at the top of the child's module

    with Confined(module="ingest.parse.child") as confined:
        header, body = confined.call({"suffix": ".pdf"}, data, name="referat.pdf")
"""

import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, NoReturn, Self

import index.errors
from index.errors import SettingError, SourceError, VeiviserError

# A frame is the two lengths, the header as JSON, and the body.
_LENGTHS = struct.Struct(">IQ")
_HEADER_BYTES_MAX = 4 * 1024 * 1024
_BODY_BYTES_MAX = 1024 * 1024 * 1024
_START_SECONDS = 60

# All that the child sees of the environment: where programs, libraries and Tesseract's language data are.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "TESSDATA_PREFIX")

# Isolated mode ignores PYTHONPATH and the working folder, so the parent says where the packages are.
_BOOT = (
    "import json, sys; sys.path.extend(p for p in json.loads(sys.argv[1]) if p not in sys.path); "
    "from index.confine_child import main; main(*sys.argv[2:])"
)


class Confined:
    """One limited child process that runs `handle(header, body)` of `module`, started at the first call.

    `memory_mb` limits the child's address space (Linux alone; elsewhere only time is limited), `seconds` the
    wall clock of one call. Calls from several threads take turns. Use as a context manager, or call `close`.
    """

    def __init__(self, *, module: str, memory_mb: int = 2048, seconds: float = 120) -> None:
        self._module = module
        self._memory_mb = memory_mb
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, or None when no child is running."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def call(self, header: Mapping[str, object], body: bytes = b"", *, name: str) -> tuple[dict[str, object], bytes]:
        """Send one request, return the header and body of its reply.

        `name` is what the user calls the file; it is part of every message. Errors of `index.errors` that the
        child raises are raised here as they are. Raises `SourceError` when the child dies, runs past its time
        or memory, or fails in a way that nobody foresaw, and `SettingError` when it cannot start at all.
        """
        with self._turn:
            process = self._started()
            deadline = _Deadline(process, self._seconds)
            try:
                write_frame(_pipe(process.stdin), header, body)
                reply, reply_body = read_frame(_pipe(process.stdout))
            except (EOFError, OSError, ValueError):
                self._explain_death(name, deadline)
            except BaseException:
                self._stop()
                raise
            finally:
                deadline.cancel()
            if "error" in reply:
                self._raise(reply, name)
            return reply, reply_body

    def close(self) -> None:
        """Stop the child and everything it started; a later call would start a new one."""
        with self._turn:
            self._stop()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        paths = [str(Path(__file__).resolve().parent.parent), *(p for p in sys.path if Path(p).is_absolute())]
        limits = [str(self._memory_mb), str(self._seconds)]
        self._process = process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BOOT, json.dumps(paths), self._module, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        self._await_ready(process)
        return process

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = _Deadline(process, _START_SECONDS)
        try:
            ready, _ = read_frame(_pipe(process.stdout))
            failure = str(ready["error"]) if "error" in ready else ""
        except (EOFError, OSError, ValueError):
            failure = f"den stoppet med kode {_exit_code(process)}"
        finally:
            deadline.cancel()
        if failure:
            self._stop()
            raise SettingError(
                f"Leseprosessen {self._module} startet ikke ({failure}): installer Styreveiviser på nytt, "
                f"eller gi den mer minne enn {self._memory_mb} MB."
            )

    def _explain_death(self, name: str, deadline: "_Deadline") -> NoReturn:
        code = _exit_code(self._process) if self._process is not None else 0
        self._stop()
        if deadline.passed or (sys.platform != "win32" and code == -signal.SIGALRM):
            raise SourceError(
                f"«{name}» krevde for mye tid (over {self._seconds:g} sekunder): del filen i mindre deler, "
                "eller lagre den på nytt og prøv igjen."
            ) from None
        if sys.platform != "win32" and code == -signal.SIGKILL:
            self._raise_memory(name)
        raise SourceError(
            f"«{name}» fikk leseren til å stoppe ({_exit_words(code)}); filen er skadet eller krevde for mye "
            f"minne (over {self._memory_mb} MB): åpne den i programmet den ble laget i, og lagre den på nytt."
        ) from None

    def _raise_memory(self, name: str) -> NoReturn:
        raise SourceError(
            f"«{name}» krevde for mye minne (over {self._memory_mb} MB): del filen i mindre deler og prøv igjen."
        ) from None

    def _raise(self, reply: Mapping[str, object], name: str) -> NoReturn:
        kind, text = str(reply["error"]), str(reply.get("text", ""))
        if kind == "MemoryError":
            self._stop()
            self._raise_memory(name)
        known = getattr(index.errors, kind, None)
        if isinstance(known, type) and issubclass(known, VeiviserError):
            raise known(text)
        raise SourceError(
            f"«{name}» kunne ikke leses ({kind}); filen er trolig skadet: åpne den i programmet den ble "
            "laget i, lagre den på nytt og prøv igjen."
        )

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                _pipe(pipe).close()
            except OSError:  # unsent bytes to a dead child
                continue


class _Deadline:
    """Kills the process group after `seconds` unless cancelled; `passed` tells that it did."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.passed = False
        self._process = process
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def _expire(self) -> None:
        self.passed = True
        _kill(self._process)

    def cancel(self) -> None:
        """Stop the clock; returns when no kill can follow any more."""
        self._timer.cancel()
        self._timer.join()


def _environment() -> dict[str, str]:
    return {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ} | {"OMP_THREAD_LIMIT": "1"}


def write_frame(pipe: IO[bytes], header: Mapping[str, object], body: bytes) -> None:
    """Write one frame; raises `OSError` when the other side is gone."""
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    pipe.write(_LENGTHS.pack(len(head), len(body)) + head)
    pipe.write(body)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> tuple[dict[str, object], bytes]:
    """Read one frame; raises `EOFError` when the other side is gone, `ValueError` when it is no frame."""
    head_length, body_length = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    if head_length > _HEADER_BYTES_MAX or body_length > _BODY_BYTES_MAX:
        raise ValueError("frame too large")
    header = json.loads(_exactly(pipe, head_length))
    if not isinstance(header, dict):
        raise ValueError("frame header is no object")
    return header, _exactly(pipe, body_length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and what it started; one already reaped is left alone, its number may be in use."""
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _exit_code(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a child whose pipe has closed; one that closed it and lives on is killed."""
    try:
        return process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        _kill(process)
        return process.wait()


def _exit_words(code: int) -> str:
    if code >= 0:
        return f"kode {code}"
    return signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
