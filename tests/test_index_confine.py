"""A confined child that misbehaves costs one sentence: the parent lives, and the next call is answered."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.confine import Confined
from index.errors import SettingError, SourceError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the deeds of the child are those of POSIX")
RESTED = 5


@pytest.fixture
def confined() -> Iterator[Confined]:
    with Confined(module="confined_child", memory_mb=1024, seconds=RESTED) as confined:
        yield confined


def ask(confined: Confined, deed: str, body: bytes = b"") -> tuple[dict[str, object], bytes]:
    return confined.call({"do": deed}, body, name="referat.pdf")


@pytest.mark.parametrize("size", [0, 1, 65_536, 20_000_000])
def test_bytes_come_back_as_they_went_in_spite_of_noise(confined: Confined, size: int) -> None:
    body = os.urandom(size)
    assert ask(confined, "echo", body)[1] == body


def test_one_child_answers_thousands_of_calls(confined: Confined) -> None:
    pids = {ask(confined, "echo", str(n).encode())[0]["pid"] for n in range(3000)}
    assert pids == {confined.pid}


def test_threads_take_turns(confined: Confined) -> None:
    answers: dict[int, bytes] = {}

    def one(number: int) -> None:
        for _ in range(50):
            answers[number] = ask(confined, "echo", str(number).encode())[1]

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: str(number).encode() for number in range(8)}


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("swallow", "krevde for mye minne (over 1024 MB)"),
        ("killed", "krevde for mye minne (over 1024 MB)"),
        ("crash", "SIGSEGV"),
        ("leave", "kode 3"),
        ("stumble", "uventet KeyError"),
        ("write", "uventet OSError"),
    ],
)
def test_a_bad_end_is_one_sentence_and_the_next_call_is_answered(
    confined: Confined, tmp_path: Path, deed: str, reason: str
) -> None:
    target = tmp_path / "written"
    with pytest.raises(SourceError) as caught:
        ask(confined, deed, str(target).encode())
    assert str(caught.value).startswith("«referat.pdf»")
    assert reason in str(caught.value)
    assert not target.exists() or target.read_bytes() == b""
    assert ask(confined, "echo", b"ja")[1] == b"ja"


def test_what_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    pipe = _opened(tmp_path / "pipe")
    with Confined(module="confined_child", seconds=2) as confined:
        with pytest.raises(SourceError, match="krevde for mye tid"):
            ask(confined, "sleep", str(tmp_path / "pipe").encode())
        assert confined.pid is None
        assert ask(confined, "echo", b"ja")[1] == b"ja"
    assert _all_written(pipe) == b"started\n"


def test_a_child_killed_between_calls_is_replaced(confined: Confined) -> None:
    ask(confined, "echo")
    before = confined.pid
    assert before is not None
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert ask(confined, "echo", b"ja")[1] == b"ja"
    assert confined.pid != before


def test_a_refusal_is_raised_as_the_child_raised_it(confined: Confined) -> None:
    with pytest.raises(SourceError) as caught:
        ask(confined, "refuse", "«a.pdf» er tom.".encode())
    assert str(caught.value) == "«a.pdf» er tom."


def test_a_reply_that_is_no_frame_ends_the_child(confined: Confined) -> None:
    with pytest.raises(SourceError, match="«referat"):
        ask(confined, "babble")
    assert ask(confined, "echo", b"ja")[1] == b"ja"


def test_secrets_in_the_environment_stay_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "hemmelig")
    with Confined(module="confined_child") as confined:
        reply = ask(confined, "environment")[0]
    assert "OPENAI_API_KEY" not in str(reply["names"])
    assert "PATH" in str(reply["names"])
    assert reply["core"] == 0


def test_a_module_that_is_not_there_is_a_setting_error() -> None:
    with (
        Confined(module="ingest.ikke_her") as confined,
        pytest.raises(SettingError, match="startet ikke"),
    ):
        ask(confined, "echo")


def test_no_child_is_left_behind(confined: Confined) -> None:
    ask(confined, "echo")
    pid = confined.pid
    assert pid is not None
    confined.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    pipe = _opened(tmp_path / "pipe")
    code = (
        "import os, signal, sys; sys.path[:0] = sys.argv[2:]; from index.confine import Confined; "
        "Confined(module='confined_child').call({'do': 'hold'}, sys.argv[1].encode(), name='a'); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    here = Path(__file__).resolve().parent
    arguments = [str(tmp_path / "pipe"), str(here.parent), str(here)]
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=False)
    assert done.returncode == -signal.SIGKILL
    assert _all_written(pipe) == b"started\n"


def _opened(path: Path) -> int:
    """Make a named pipe and open it for reading: it ends when the last process that writes to it does."""
    os.mkfifo(path)
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK)


def _all_written(pipe: int) -> bytes:
    """Return what was written, once nobody is left to write more; fails when somebody stays for ten seconds."""
    parts: list[bytes] = []
    for _ in range(200):
        try:
            part = os.read(pipe, 100)
        except BlockingIOError:
            time.sleep(0.05)
            continue
        if not part:
            os.close(pipe)
            return b"".join(parts)
        parts.append(part)
    pytest.fail("a process that should be dead still holds the pipe")
