"""What the confined child of `test_index_confine.py` does: whatever it is asked, good or bad."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from index.errors import SourceError

Reply = tuple[Mapping[str, object], bytes]
HELD: list[int] = []


def echo(body: bytes) -> Reply:
    print("noise on stdout")
    os.write(1, b"more noise")
    return {"pid": os.getpid()}, body


def environment(body: bytes) -> Reply:
    return {"names": sorted(os.environ), "core": resource.getrlimit(resource.RLIMIT_CORE)[0]}, b""


def sleep(body: bytes) -> Reply:
    subprocess.Popen(["/bin/sh", "-c", 'exec >"$0"; echo started; sleep 600', body.decode()])
    time.sleep(600)
    return {}, b""


def hold(body: bytes) -> Reply:
    HELD.append(os.open(body.decode(), os.O_WRONLY))
    os.write(HELD[-1], b"started\n")
    return {}, b""


def swallow(body: bytes) -> Reply:
    return {"length": len(bytearray(8 << 30))}, b""


def crash(body: bytes) -> Reply:
    os.kill(os.getpid(), signal.SIGSEGV)
    return {}, b""


def killed(body: bytes) -> Reply:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}, b""


def leave(body: bytes) -> Reply:
    os._exit(3)


def stumble(body: bytes) -> Reply:
    raise KeyError(body.decode())


def refuse(body: bytes) -> Reply:
    raise SourceError(body.decode())


def babble(body: bytes) -> Reply:
    return {"long": "a" * (5 << 20)}, b""


def write(body: bytes) -> Reply:
    Path(body.decode()).write_text("secret")
    return {}, b""


DEEDS: dict[str, Callable[[bytes], Reply]] = {
    deed.__name__: deed
    for deed in (echo, environment, sleep, hold, swallow, crash, killed, leave, stumble, refuse, babble, write)
}


def handle(header: Mapping[str, object], body: bytes) -> Reply:
    return DEEDS[str(header["do"])](body)
