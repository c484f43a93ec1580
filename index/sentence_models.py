"""Loading models of sentence-transformers that the settings name: one that cannot be loaded is an error with a remedy.

Nothing is imported before a model is wanted. Does not embed and does not rank.
"""

import importlib.util
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from index.errors import SettingError
from index.settings import IndexSettings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

Model = TypeVar("Model")

# What a backend runs on, and what to install for it.
_NEEDED = {
    "onnx": ("optimum.onnxruntime", "styreveiviser[onnx]"),
    "openvino": ("optimum.intel", "sentence-transformers[openvino]"),
}


def load_encoder(settings: IndexSettings, name: str) -> "SentenceTransformer":
    """Return the bi-encoder `name`. Raises SettingError."""

    def load() -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer

        model: SentenceTransformer = SentenceTransformer(name, backend=settings.model_backend)
        return model

    return _loaded("VEIVISER_EMBEDDING_MODEL", name, settings.model_backend, load)


def load_cross_encoder(settings: IndexSettings, name: str) -> "CrossEncoder":
    """Return the cross-encoder `name`. Raises SettingError."""

    def load() -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        model: CrossEncoder = CrossEncoder(name, backend=settings.model_backend)
        return model

    return _loaded("VEIVISER_RERANK_MODEL", name, settings.model_backend, load)


def _loaded(setting: str, name: str, backend: str, load: Callable[[], Model]) -> Model:
    if importlib.util.find_spec("sentence_transformers") is None:
        raise SettingError(
            f"{setting} er satt, men sentence-transformers er ikke installert; "
            "kjør `pip install 'styreveiviser[models]'` eller fjern innstillingen."
        )
    if (needed := _NEEDED.get(backend)) and not _is_installed(needed[0]):
        raise SettingError(
            f"VEIVISER_MODEL_BACKEND={backend} trenger {needed[0]}, som ikke er installert; "
            f"kjør `pip install '{needed[1]}'` eller fjern innstillingen."
        )
    try:
        return load()
    except Exception as error:  # whatever the libraries below raise, the remedy is the same
        told = (str(error).splitlines() or [type(error).__name__])[0]
        raise SettingError(
            f"{setting}={name} kan ikke lastes ({told}); "
            "oppgi mappen til en nedlastet sentence-transformers-modell, eller fjern innstillingen."
        ) from error


def _is_installed(module: str) -> bool:
    package = module.partition(".")[0]
    return importlib.util.find_spec(package) is not None and importlib.util.find_spec(module) is not None
