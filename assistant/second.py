"""A second opinion on whether a source says a sentence: a sentence-transformers cross-encoder, where one is named.

Imports nothing where none is. A model that is named and cannot be loaded is an error, never passed over.
"""

import importlib.util
import math

from assistant.verify import Second
from index.errors import SettingError

_LEAST = 0.5  # probability of entailment, or of relevance where a model knows only that
_PROBE = ("Styret vedtok mandatet.", "Mandatet ble vedtatt.")


def open_second(name: str | None) -> Second | None:
    """Return what says whether a source says a sentence; None where no model is named. Raises SettingError."""
    if name is None:
        return None
    if importlib.util.find_spec("sentence_transformers") is None:
        raise SettingError(
            "VEIVISER_LLM_CROSS_ENCODER er satt, men sentence-transformers er ikke installert; "
            "kjør `pip install 'styreveiviser[models]'` eller fjern innstillingen."
        )
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name)
        labels = {str(label).lower(): int(number) for number, label in model.config.id2label.items()}
        entails = next((number for label, number in labels.items() if label.startswith("entail")), None)

        def second(source: str, sentence: str) -> bool:
            scores = [float(value) for value in model.predict([(source, sentence)], show_progress_bar=False).ravel()]
            return _probability(scores, entails) >= _LEAST

        second(*_PROBE)
    except Exception as error:  # whatever the libraries below raise, the remedy is the same
        raise SettingError(
            f"VEIVISER_LLM_CROSS_ENCODER={name} kan ikke brukes ({str(error).splitlines()[0]}); "
            "oppgi mappen til en nedlastet cross-encoder, eller fjern innstillingen."
        ) from error
    return second


def _probability(scores: list[float], entails: int | None) -> float:
    """Return the probability of entailment among several labels (softmax), or that of the only one."""
    if len(scores) == 1:
        return scores[0]  # CrossEncoder has put it through the logistic function
    if entails is None:
        raise ValueError("modellen har flere svar, og ingen av dem heter «entailment»")
    most = max(scores)
    weights = [math.exp(score - most) for score in scores]
    return weights[entails] / sum(weights)
