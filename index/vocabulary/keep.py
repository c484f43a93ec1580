"""Opens the vocabulary that the settings name, or the one that ships; compiles it once and keeps what it made.

The compiled file lies in the data folder, named by a hash of the files' bytes and of everything that decides what
they become, so a changed file or a new release is compiled anew and nothing is ever stale. The vocabulary that ships
is compiled already (`shipped.npz`, made by `python -m index.vocabulary`): that saves a first ingest 0.2 s.
"""

import hashlib
import os
import sys
import threading
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from index.meaning import FILE as MEANING_FILE
from index.settings import IndexSettings
from index.sparse import fingerprint
from index.vocabulary.compile import compile_concepts
from index.vocabulary.compiled import Compiled, load, save
from index.vocabulary.skos import read_bytes, read_skos

FORM = 4  # of the compiled file
FOLDER = "vocabulary"
_SHIPPED = Path(__file__).parent
_SHIPPED_COMPILED = _SHIPPED / "shipped.npz"
_KEPT_MAX = 4  # compiled files in a data folder
_SLOW_BYTES = 4_000_000  # from here on, compiling is announced
_DIRECTORY_BYTES = 1_024
_OPEN: dict[str, Compiled] = {}
_LOCK = threading.Lock()


def shipped_files() -> tuple[Path, ...]:
    """Return the SKOS files of the vocabulary that ships."""
    return tuple(sorted(_SHIPPED.glob("*.ttl")))


def ship() -> Path:
    """Compile the vocabulary that ships into the file that ships beside it, and return that file."""
    contents = read_bytes(shipped_files())
    save(_compiled(_key(contents), contents), _SHIPPED_COMPILED, small=True)
    return _SHIPPED_COMPILED


def is_shipped_compiled() -> bool:
    """Say whether the compiled file that ships belongs to the vocabulary, analyzer and word vectors that ship."""
    return _shipped(_key(read_bytes(shipped_files()))) is not None


def open_vocabulary(settings: IndexSettings, *, say: Callable[[str], None] | None = None) -> Compiled:
    """Return the compiled vocabulary; `say` gets a sentence when something was left out or takes its time.

    Raises SettingError when VEIVISER_VOCABULARY names a file that is missing, too big or no SKOS.
    """
    files = settings.vocabulary or shipped_files()
    compiled = _opened(files, settings.data, say or _to_stderr)
    for warning in compiled.warnings:
        (say or _to_stderr)(f"VEIVISER_VOCABULARY: {warning}")
    return compiled


def _to_stderr(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _opened(files: tuple[Path, ...], data: Path, say: Callable[[str], None]) -> Compiled:
    contents = read_bytes(files)
    key = _key(contents)
    with _LOCK:
        if key not in _OPEN:
            if len(_OPEN) >= _KEPT_MAX:
                _OPEN.clear()
            _OPEN[key] = _loaded(key, contents, data / FOLDER / f"{key}.npz", say)
        return _OPEN[key]


def _loaded(key: str, contents: Mapping[Path, bytes], path: Path, say: Callable[[str], None]) -> Compiled:
    """Return what `path` holds or what ships, or else compile the vocabulary and keep it there."""
    if found := _read(path) or _shipped(key):
        return found
    if sum(map(len, contents.values())) > _SLOW_BYTES:
        say("Vokabularet leses inn og tas vare på; det kan ta et minutt, men bare denne gangen.")
    compiled = _compiled(key, contents)
    _keep(compiled, path, say)
    return compiled


def _shipped(key: str) -> Compiled | None:
    found = _read(_SHIPPED_COMPILED)
    return found if found and found.fingerprint == key else None


def _read(path: Path) -> Compiled | None:
    try:
        return load(path)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None  # not there, or damaged: it is made anew


def _compiled(key: str, contents: Mapping[Path, bytes]) -> Compiled:
    scheme = read_skos(contents)
    return compile_concepts(scheme.concepts, fingerprint=key, warnings=scheme.warnings)


def _keep(compiled: Compiled, path: Path, say: Callable[[str], None]) -> None:
    try:
        save(compiled, path)
        others = sorted(path.parent.glob("*.npz"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for old in others[_KEPT_MAX:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        say(
            f"{path.parent} kan ikke skrives ({error.strerror}), så vokabularet må leses på nytt hver gang; "
            "gi skriverettigheter."
        )


def _key(contents: Mapping[Path, bytes]) -> str:
    files = sorted(hashlib.sha256(data).hexdigest() for data in contents.values())
    return hashlib.sha256("\n".join([str(FORM), fingerprint(), _meaning_mark(), *files]).encode()).hexdigest()[:24]


@cache
def _meaning_mark() -> str:
    """Return a short name of the word vectors: the end of a zip file holds the checksums of all that is in it."""
    with MEANING_FILE.open("rb") as file:
        file.seek(-_DIRECTORY_BYTES, os.SEEK_END)
        return hashlib.sha256(file.read()).hexdigest()
