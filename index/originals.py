"""The files as they came: kept byte for byte below their hash, so that a citation can be checked years later.

Does not know which are needed: the manifest does.
"""

import os
import secrets
from collections.abc import Container
from pathlib import Path

FOLDER = "originals"
_TEMPORARY = ".tmp"


def original_path(data: Path, sha256: str) -> Path:
    """Return where the bytes with this hash (hex) are kept."""
    return data / FOLDER / sha256[:2] / sha256


def keep_original(data: Path, sha256: str, content: bytes) -> None:
    """Keep `content`: whole and on the disk when this returns, or not at all. Raises OSError."""
    path = original_path(data, sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{secrets.token_hex(8)}{_TEMPORARY}")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def sweep_originals(data: Path, needed: Container[str]) -> None:
    """Remove what no document refers to, and what a killed writer left half written."""
    for path in (data / FOLDER).glob("??/*"):
        if path.name not in needed:
            path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
