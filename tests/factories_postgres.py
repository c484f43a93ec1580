"""A PostgreSQL of its own for the tests, from Debian's programs, on a socket in a folder that is deleted afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest version's; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server and give the address of its database."""
    folder = programs()
    assert folder is not None
    root = os.geteuid() == 0  # the server refuses to run as root
    owner = pwd.getpwnam("postgres") if root else None
    place = Path(tempfile.mkdtemp(prefix="veiviser-pg-"))
    try:
        if owner:
            os.chown(place, owner.pw_uid, owner.pw_gid)

        def call(*words: str) -> None:
            subprocess.run(
                [str(folder / words[0]), *words[1:]],
                check=True, capture_output=True, timeout=60, cwd=place,
                user=owner.pw_uid if owner else None, group=owner.pw_gid if owner else None,
                extra_groups=[] if owner else None, env={**os.environ, "LC_ALL": "C.UTF-8"},
            )  # fmt: skip

        data = str(place / "data")
        call("initdb", "-D", data, "-U", "styre", "-A", "trust", "-N", "-E", "UTF8")
        quiet = f"-k {place} -c listen_addresses='' -c fsync=off"
        call("pg_ctl", "-D", data, "-w", "-o", quiet, "-l", str(place / "log"), "start")
        try:
            yield f"postgresql://styre@/postgres?host={place}"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)
