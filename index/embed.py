"""Text → one dense vector, by a sentence-transformers model that the settings name.

Nothing is imported and nothing is loaded when no model is named. A model that is named and cannot be loaded is
an error; the search never goes on without it.
"""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.sentence_models import load_encoder
from index.settings import IndexSettings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_PROBE = "Styret vedtok mandatet."
_BATCH = 64


class Embedder:
    """A loaded model. `identity` is its name, dimension and a fingerprint of what it answers."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        """Use `open_embedder`."""
        self._model = model
        probe = self.encode([_PROBE])[0]
        self.dimension = len(probe)
        answered = ",".join(f"{value:.2f}" for value in probe)
        self.identity = f"{name} ({self.dimension}, {hashlib.sha256(answered.encode()).hexdigest()[:8]})"

    def encode(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """Return one vector of length one for each text."""
        vectors = self._model.encode(list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return [tuple(float(value) for value in vector) for vector in vectors]


def open_embedder(settings: IndexSettings) -> Embedder | None:
    """Return the model that `settings` name, loaded; None when they name none. Raises SettingError."""
    name = settings.embedding_model
    if name is None:
        return None
    return Embedder(name, load_encoder(settings, name))
