"""Paths on the command line → the files to read, each with the path that users will see.

Hidden files and the lock files of office programs are passed over; folders behind symbolic links are not
entered. Does not open files.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_PASSED_OVER = ("~$", ".")
_PASSED_OVER_NAMES = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read: where it is, and the path that is shown: `minutes/2024-04-04.pdf`."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A path that could not be looked into, with a sentence that says why and what to do."""

    path: Path
    shown: str
    message: str


def absolute(path: Path) -> Path:
    """Return the path from the root, without `..`; symbolic links stay as they are."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  (resolve() would follow links)


def sources(paths: Iterable[Path]) -> Iterator[Source | Unreadable]:
    """Yield every file at or below `paths`, each once, folder by folder in order of name."""
    seen: set[Path] = set()
    for given in paths:
        root = absolute(given)
        for found in _below(root) if root.is_dir() else _single(root):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def _single(path: Path) -> Iterator[Source | Unreadable]:
    shown = _shown(path, path.parent)
    if not os.path.lexists(path):
        message = f"{path} finnes ikke; sjekk at stien er riktig skrevet."
        yield Unreadable(path=path, shown=shown, message=message)
    else:
        yield Source(path=path, shown=shown)


def _below(root: Path) -> Iterator[Source | Unreadable]:
    troubles: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(_PASSED_OVER) and name not in _PASSED_OVER_NAMES:
                path = Path(folder, name)
                yield Source(path=path, shown=_shown(path, root))
    for trouble in troubles:
        path = Path(os.fsdecode(trouble.filename or root))
        message = f"Mappen {path} kan ikke leses ({trouble.strerror}); gi lesetilgang og les den inn på nytt."
        yield Unreadable(path=path, shown=_shown(path, root), message=message)


def _shown(path: Path, root: Path) -> str:
    """Return the path below `root` with the root's own name first, always with `/` and without lone surrogates."""
    shown = (Path(root.name) / path.relative_to(root)).as_posix()
    return shown.encode("utf-8", "replace").decode("utf-8")
