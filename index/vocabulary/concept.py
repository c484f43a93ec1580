"""Begrep: one concept of a SKOS vocabulary, as it was read."""

from dataclasses import dataclass
from enum import StrEnum


class LabelKind(StrEnum):
    """How a label stands to its concept, in the words of SKOS."""

    PREFERRED = "pref"
    ALTERNATIVE = "alt"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label. `language` is `nb`, `nn`, `en` or another tag in lower case; empty when none is given."""

    text: str
    language: str
    kind: LabelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Begrep. `broader` holds URIs of concepts of the same vocabulary, nearest first and never in a circle."""

    uri: str
    labels: tuple[Label, ...]
    definitions: tuple[str, ...]
    broader: tuple[str, ...]

    @property
    def name(self) -> str:
        """The label that is shown: preferred, in bokmål before nynorsk, no language and any other."""
        order = {"nb": 0, "no": 1, "nn": 2, "": 3, "en": 4}
        ranked = sorted(
            self.labels,
            key=lambda label: (label.kind is not LabelKind.PREFERRED, order.get(label.language, 5)),
        )
        return ranked[0].text
