"""Where the index lives and what serves it: the settings of this room, read once from the environment.

Does not open anything, and does not check that a server answers.
"""

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from index.errors import SettingError

DEFAULT_DATA = ".veiviser"
DEFAULT_COLLECTION = "styreveiviser"
Backend = Literal["torch", "onnx", "openvino"]
BACKENDS: tuple[Backend, ...] = ("torch", "onnx", "openvino")
KNOWN = (
    "VEIVISER_DATA",
    "VEIVISER_EMBEDDING_MODEL",
    "VEIVISER_RERANK_MODEL",
    "VEIVISER_MODEL_BACKEND",
    "VEIVISER_VOCABULARY",
    "QDRANT_URL",
    "QDRANT_API_KEY",
    "QDRANT_COLLECTION",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    """Everything that the index needs to know from outside.

    Without `qdrant_url` the vectors lie in `data`; without `embedding_model` the search is lexical alone;
    without `rerank_model` what was found is put in order by the trees that ship; `model_backend` runs both models;
    without `vocabulary` texts are tagged by the vocabulary that ships.
    """

    data: Path
    qdrant_url: str | None = None
    qdrant_api_key: str | None = field(default=None, repr=False)
    qdrant_collection: str = DEFAULT_COLLECTION
    embedding_model: str | None = None
    rerank_model: str | None = None
    model_backend: Backend = BACKENDS[0]
    vocabulary: tuple[Path, ...] = ()


def from_environment(environ: Mapping[str, str], data: Path | None = None) -> IndexSettings:
    """Return the settings that `environ` holds; `data` (from the command line) goes before `VEIVISER_DATA`.

    Raises SettingError, one sentence that names the setting.
    """
    return IndexSettings(
        data=_data(environ, data),
        qdrant_url=_url(environ),
        qdrant_api_key=_text(environ, "QDRANT_API_KEY"),
        qdrant_collection=_collection(environ),
        embedding_model=_text(environ, "VEIVISER_EMBEDDING_MODEL"),
        rerank_model=_text(environ, "VEIVISER_RERANK_MODEL"),
        model_backend=_backend(environ),
        vocabulary=_vocabulary(environ),
    )


def warnings(settings: IndexSettings) -> list[str]:
    """Return one sentence for each setting that works but should be mended."""
    if not settings.qdrant_url or not settings.qdrant_api_key:
        return []
    address = urlsplit(settings.qdrant_url)
    if address.scheme == "https" or is_loopback(address.hostname or ""):
        return []
    return [f"QDRANT_API_KEY sendes ukryptert til {address.hostname}; bruk en adresse med https i QDRANT_URL."]


def unknown_settings(environ: Mapping[str, str], known: Iterable[str]) -> list[str]:
    """Return one sentence for each `VEIVISER_*` name that is not among `known`, with the nearest known."""
    names = sorted(known)
    sentences = []
    for name in sorted(environ):
        if name.startswith("VEIVISER_") and name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"mente du {near[0]}?" if near else f"kjente navn er {', '.join(names)}."
            sentences.append(f"Innstillingen {name} finnes ikke; {hint}")
    return sentences


def _text(environ: Mapping[str, str], name: str) -> str | None:
    return environ.get(name, "").strip() or None


def _data(environ: Mapping[str, str], data: Path | None) -> Path:
    chosen = data if data is not None else Path(_text(environ, "VEIVISER_DATA") or DEFAULT_DATA)
    if "\0" in str(chosen):
        raise SettingError("VEIVISER_DATA inneholder et nulltegn; oppgi stien til en mappe.")
    path = _home(chosen, "VEIVISER_DATA")
    try:
        in_the_way = path.exists() and not path.is_dir()
    except OSError as error:
        raise SettingError(f"VEIVISER_DATA ({path}) kan ikke leses ({error.strerror}).") from error
    if in_the_way:
        raise SettingError(f"VEIVISER_DATA ({path}) er en fil; oppgi en mappe.")
    return path


def _vocabulary(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the files of VEIVISER_VOCABULARY: one path, or several with the mark of PATH, commas or blanks between.

    Whether they can be read is found out when they are.
    """
    name = "VEIVISER_VOCABULARY"
    text = _text(environ, name)
    if text is None:
        return ()
    if "\0" in text:
        raise SettingError(f"{name} inneholder et nulltegn; oppgi stien til en SKOS-fil.")
    for mark in ("\0", os.pathsep, ",", None):
        paths = tuple(_home(Path(part.strip()), name) for part in text.split(mark) if part.strip())
        if all(path.exists() for path in paths):
            return paths
    return tuple(_home(Path(part), name) for part in text.split(os.pathsep) if part.strip())


def _home(path: Path, name: str) -> Path:
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise SettingError(f"{name} ({path}) viser til en hjemmemappe som ikke finnes.") from error


def _url(environ: Mapping[str, str]) -> str | None:
    text = _text(environ, "QDRANT_URL")
    if text is None:
        return None
    wrong = SettingError(
        "QDRANT_URL er ikke en gyldig adresse; skriv den som http://localhost:6333 eller https://navn:6333."
    )
    try:
        address = urlsplit(text)
        _ = address.port
    except ValueError as error:
        raise wrong from error
    if address.scheme not in ("http", "https") or not address.hostname:
        raise wrong
    if address.username or address.password:
        raise SettingError("QDRANT_URL kan ikke inneholde passord; bruk QDRANT_API_KEY.")
    return text


def _backend(environ: Mapping[str, str]) -> Backend:
    name = _text(environ, "VEIVISER_MODEL_BACKEND") or BACKENDS[0]
    for backend in BACKENDS:
        if backend == name:
            return backend
    raise SettingError(f"VEIVISER_MODEL_BACKEND ({name!r}) finnes ikke; velg {', '.join(BACKENDS)}.")


def _collection(environ: Mapping[str, str]) -> str:
    name = _text(environ, "QDRANT_COLLECTION") or DEFAULT_COLLECTION
    if len(name) > 255 or any(c in '<>:"/\\|?*\0\x1f' or c.isspace() for c in name):
        raise SettingError(f"QDRANT_COLLECTION ({name!r}) er ikke et gyldig navn; bruk bokstaver, tall og bindestrek.")
    return name


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
