"""LOS beside the project: its concepts without their definitions, and the definitions as questions.

Nothing of it is kept: the file is read where it lies.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.run import ROOT

LOS = ROOT.parent / "shared" / "data" / "los" / "los.rdf"
LANGUAGES = ("nb", "nn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Los:
    """`labels_only` is the vocabulary as RDF/XML without any skos:note; `definitions` by language and URI."""

    labels_only: bytes
    definitions: Mapping[str, Mapping[str, str]]


def read_los(path: Path = LOS) -> Los:
    """Read LOS. Definitions that are a placeholder of stars alone are left out."""
    import rdflib
    from rdflib.namespace import RDF, SKOS

    graph = rdflib.Graph()
    graph.parse(path)
    definitions: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for concept in sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str):
        for note in graph.objects(concept, SKOS.note):
            language = getattr(note, "language", None)
            if language in definitions and str(note).strip("* "):
                definitions[language][str(concept)] = str(note)
    for told in (SKOS.note, SKOS.definition, SKOS.scopeNote):
        graph.remove((None, told, None))
    return Los(labels_only=graph.serialize(format="xml").encode("utf-8"), definitions=definitions)


def for_tuning(uri: str) -> bool:
    """Say whether a concept belongs to the half that weights may be tuned on; the hash of its URI decides."""
    return hashlib.sha256(uri.encode("utf-8")).digest()[0] % 2 == 0
