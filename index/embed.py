"""Text → one dense vector, by the model that the settings name: the static one that ships, or a sentence-transformer.

Nothing is imported and nothing is loaded when no model is named. A model that is named and cannot be loaded is
an error; the search never goes on without it.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from index.sentence_models import load_encoder
from index.settings import IndexSettings

Encode = Callable[[list[str]], Iterable[Iterable[float]]]
STATIC = "static"  # the name of the model that ships

_PROBE = "Styret vedtok mandatet."
_BATCH = 64


class Embedder:
    """A loaded model. `identity` is its name, dimension and a fingerprint of what it answers."""

    def __init__(self, name: str, encode: Encode) -> None:
        """Use `open_embedder`."""
        self._encode = encode
        probe = self.encode([_PROBE])[0]
        self.dimension = len(probe)
        answered = ",".join(f"{value:.2f}" for value in probe)
        self.identity = f"{name} ({self.dimension}, {hashlib.sha256(answered.encode()).hexdigest()[:8]})"

    def encode(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        """Return one vector of length one for each text."""
        return [tuple(float(value) for value in vector) for vector in self._encode(list(texts))]


def open_embedder(settings: IndexSettings) -> Embedder | None:
    """Return the model that `settings` name, loaded; None when they name none. Raises SettingError."""
    name = settings.embedding_model
    if name is None:
        return None
    if name == STATIC:
        from index.static import static_model

        return Embedder(name, static_model().encode)
    encode = load_encoder(settings, name).encode
    return Embedder(name, partial(encode, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False))
