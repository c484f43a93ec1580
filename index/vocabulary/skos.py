"""SKOS files (RDF/XML, Turtle, JSON-LD) → concepts, with a sentence for everything that had to be left out.

What cannot be a vocabulary at all is a SettingError. Size is judged from the bytes before anything is parsed,
so that a file of a million concepts is refused at once. Matching and weighing are not done here.
"""

import logging
import warnings as python_warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SettingError
from index.vocabulary.concept import Concept, Label, LabelKind

if TYPE_CHECKING:
    import rdflib

BYTES_MAX = 64 * 1024 * 1024
LABELS_MAX = 200_000  # about 40,000 concepts in three languages: a minute of reading, once
_FORMATS = {".rdf": "xml", ".xml": "xml", ".owl": "xml", ".ttl": "turtle", ".jsonld": "json-ld", ".json": "json-ld"}
_SHOWN = 3  # examples in a warning
_NAME = "VEIVISER_VOCABULARY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """What was read: concepts by URI in ascending order, and warnings, one sentence each."""

    concepts: tuple[Concept, ...]
    warnings: tuple[str, ...]


def read_bytes(paths: Iterable[Path]) -> dict[Path, bytes]:
    """Return the bytes of each file. Raises SettingError for what is missing, unreadable or far too big."""
    found: dict[Path, bytes] = {}
    for path in paths:
        if path.suffix.lower() not in _FORMATS:
            known = ", ".join(sorted(_FORMATS))
            raise SettingError(f"{_NAME}: {path} har en ukjent filendelse; bruk en SKOS-fil som slutter på {known}.")
        try:
            size = path.stat().st_size
            if size > BYTES_MAX:
                raise SettingError(_too_big(str(path), f"{size // 1_000_000} MB, høyst {BYTES_MAX // 1_000_000}"))
            found[path] = path.read_bytes()
        except OSError as error:
            raise SettingError(
                f"{_NAME}: {path} kan ikke leses ({error.strerror}); oppgi stien til en SKOS-fil."
            ) from error
    for word, what in ((b"Label", "etiketter"), (b"Concept", "begreper")):
        count = sum(data.count(word) for data in found.values())
        if count > LABELS_MAX:
            names = ", ".join(str(path) for path in found)
            raise SettingError(_too_big(names, f"{count} {what}, høyst {LABELS_MAX}"))
    return found


def _too_big(path: str, size: str) -> str:
    return f"{_NAME}: {path} er for stor ({size}); ta ut den delen av vokabularet som trengs."


def read_skos(files: Mapping[Path, bytes]) -> Scheme:
    """Return the concepts of all files together. Raises SettingError when a file cannot be parsed or holds none."""
    graph = _graph(files)
    concepts, unnamed = _concepts(graph)
    if not concepts:
        names = ", ".join(str(path) for path in files)
        raise SettingError(f"{_NAME}: {names} har ingen skos:Concept med etikett; oppgi en SKOS-fil.")
    straight, circles = _without_circles(concepts)
    warnings = []
    if unnamed:
        warnings.append(f"{len(unnamed)} begreper uten etikett er utelatt ({_examples(unnamed)}).")
    if circles:
        warnings.append(f"{len(circles)} skos:broader i ring er utelatt ({_examples(circles)}).")
    return Scheme(concepts=straight, warnings=tuple(warnings))


def _graph(files: Mapping[Path, bytes]) -> "rdflib.Graph":
    import rdflib

    graph = rdflib.Graph()
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # odd URIs are kept as they are
    for path, data in files.items():
        form = _FORMATS[path.suffix.lower()]
        if form == "json-ld" and _names_remote_context(data):
            raise SettingError(
                f"{_NAME}: {path} viser til en @context på nettet, som ikke hentes; skriv @context inn i filen."
            )
        try:
            with python_warnings.catch_warnings():
                python_warnings.simplefilter("ignore")
                graph.parse(data=data, format=form)
        except Exception as error:  # rdflib raises whatever its parsers do
            reason = " ".join(str(error).split())[:120]
            raise SettingError(f"{_NAME}: {path} er ikke gyldig {form} ({reason}); rett filen.") from error
    return graph


def _names_remote_context(data: bytes) -> bool:
    """Say whether a JSON-LD document asks for a context from elsewhere: nothing is fetched."""
    import json

    try:
        waiting = [json.loads(data)]
    except (ValueError, RecursionError):
        return False  # the parser says what is wrong
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            contexts = value.get("@context", [])
            if any(isinstance(context, str) for context in (contexts if isinstance(contexts, list) else [contexts])):
                return True
            waiting.extend(value.values())
    return False


def _concepts(graph: "rdflib.Graph") -> tuple[dict[str, Concept], list[str]]:
    from rdflib import URIRef
    from rdflib.namespace import RDF, SKOS

    kinds = {
        SKOS.prefLabel: LabelKind.PREFERRED,
        SKOS.altLabel: LabelKind.ALTERNATIVE,
        SKOS.hiddenLabel: LabelKind.HIDDEN,
    }
    found: dict[str, Concept] = {}
    unnamed = []
    narrower = {(child, parent) for parent, child in graph.subject_objects(SKOS.narrower)}
    above: dict[str, set[str]] = {}
    for child, parent in {*graph.subject_objects(SKOS.broader), *narrower}:
        above.setdefault(str(child), set()).add(str(parent))
    for node in sorted(n for n in set(graph.subjects(RDF.type, SKOS.Concept)) if isinstance(n, URIRef)):
        labels = {
            Label(text=text, language=_language(value), kind=kind)
            for kind_uri, kind in kinds.items()
            for value in graph.objects(node, kind_uri)
            if (text := _text(value))
        }
        if not labels:
            unnamed.append(str(node))
            continue
        told = (SKOS.definition, SKOS.note, SKOS.scopeNote)
        definitions = {text for kind_uri in told for value in graph.objects(node, kind_uri) if (text := _text(value))}
        found[str(node)] = Concept(
            uri=str(node),
            labels=tuple(
                sorted(labels, key=lambda label: (label.kind != "pref", label.kind, label.language, label.text))
            ),
            definitions=tuple(sorted(definitions)),
            broader=tuple(sorted(above.get(str(node), ()))),
        )
    return found, unnamed


def _text(value: object) -> str:
    """Return a literal's text on one line; empty for a placeholder of stars alone and for half characters."""
    text = " ".join(str(value).split())
    if not text.strip("*-–. "):
        return ""
    return text.encode("utf-8", "ignore").decode("utf-8")[:2_000]


def _language(value: object) -> str:
    return (getattr(value, "language", None) or "").lower().split("-", 1)[0]


def _without_circles(concepts: Mapping[str, Concept]) -> tuple[tuple[Concept, ...], list[str]]:
    """Drop broader links to unknown concepts, and each that closes a circle; every link is looked at once."""
    kept: dict[str, list[str]] = {uri: [] for uri in concepts}
    circles: list[str] = []
    done: set[str] = set()
    for start in sorted(concepts):
        on_path = {start}
        path = [(start, iter(concepts[start].broader if start not in done else ()))]
        while path:
            uri, parents = path[-1]
            parent = next(parents, None)
            if parent is None:
                path.pop()
                on_path.discard(uri)
                done.add(uri)
            elif parent in on_path:
                circles.append(uri)
            elif parent in concepts:
                kept[uri].append(parent)
                if parent not in done:
                    on_path.add(parent)
                    path.append((parent, iter(concepts[parent].broader)))
    return tuple(replace(concept, broader=tuple(kept[uri])) for uri, concept in sorted(concepts.items())), circles


def _examples(uris: list[str]) -> str:
    return ", ".join(uris[:_SHOWN]) + (" …" if len(uris) > _SHOWN else "")
