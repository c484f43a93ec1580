"""Question and passages → how well each passage answers, by a cross-encoder that the settings name.

Nothing is imported and nothing is loaded when no model is named. What the model says is used as it is; nothing falls
back to another order when it fails.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.sentence_models import load_cross_encoder
from index.settings import IndexSettings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 16


class Judge:
    """A loaded cross-encoder."""

    def __init__(self, model: "CrossEncoder") -> None:
        """Use `open_judge`."""
        self._model = model

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return one number a text, the higher the better it answers; they compare within one question."""
        if not texts:
            return []
        pairs: list[Any] = [(question, text) for text in texts]
        found = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        return [float(score) for score in found]


def open_judge(settings: IndexSettings) -> Judge | None:
    """Return the cross-encoder that `settings` name, loaded; None when they name none. Raises SettingError."""
    name = settings.rerank_model
    return None if name is None else Judge(load_cross_encoder(settings, name))
