"""SKOS files: what is read, what is left out with a sentence, what is refused, and what is kept compiled."""

import json
import time
from pathlib import Path

import pytest

from index.errors import SettingError
from index.settings import IndexSettings, from_environment
from index.vocabulary.compiled import load
from index.vocabulary.concept import Concept
from index.vocabulary.keep import FOLDER, is_shipped_compiled, open_vocabulary, shipped_files
from index.vocabulary.skos import LABELS_MAX, Scheme, read_bytes, read_skos

ROOT = Path(__file__).resolve().parent.parent
LOS = ROOT.parent / "shared" / "data" / "los" / "los.rdf"
LOS_URIS = Path(__file__).parent / "los_uris.txt"
SKOS = "http://www.w3.org/2004/02/skos/core#"
HEAD = f"@prefix skos: <{SKOS}> .\n@prefix e: <http://e/> .\n"


def _read(folder: Path, text: str, name: str = "v.ttl") -> Scheme:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_skos(read_bytes([path]))


def _said(folder: Path, text: str) -> tuple[list[str], IndexSettings]:
    """Return what opening a vocabulary says, and its settings."""
    path = folder / "v.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    settings = IndexSettings(data=folder / "data", vocabulary=(path,))
    said: list[str] = []
    open_vocabulary(settings, say=said.append)
    return said, settings


@pytest.fixture(scope="module")
def shipped() -> dict[str, Concept]:
    scheme = read_skos(read_bytes(shipped_files()))
    assert scheme.warnings == ()
    return {concept.uri: concept for concept in scheme.concepts}


def test_every_concept_that_ships_can_be_named_in_three_languages_and_is_explained(shipped: dict[str, Concept]) -> None:
    assert len(shipped) >= 150
    for uri, concept in shipped.items():
        named = {label.language for label in concept.labels if label.kind == "pref"}
        assert named == {"nb", "nn", "en"} and concept.definitions, uri
        assert any(label.kind == "hidden" for label in concept.labels), uri


def test_no_label_that_ships_stands_for_two_concepts(shipped: dict[str, Concept]) -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for uri, concept in shipped.items():
        for label in concept.labels:
            owners.setdefault((label.text.lower(), label.language), set()).add(uri)
    assert {label: uris for label, uris in owners.items() if len(uris) > 1} == {}


def test_links_into_los_lead_to_real_concepts() -> None:
    known = set(LOS_URIS.read_text(encoding="utf-8").split())
    used = {
        part.strip("<> ;.,")
        for file in shipped_files()
        for part in file.read_text(encoding="utf-8").split()
        if part.startswith("<https://psi.norge.no/los/")
    }
    assert used == known and len(used) >= 50


@pytest.mark.skipif(not LOS.is_file(), reason="LOS does not lie beside the project")
def test_the_list_of_los_concepts_is_of_concepts_that_los_has() -> None:
    theirs = {concept.uri for concept in read_skos(read_bytes([LOS])).concepts}
    assert set(LOS_URIS.read_text(encoding="utf-8").split()) <= theirs
    assert len(theirs) == 526


def test_the_three_forms_of_skos_are_read_alike(tmp_path: Path) -> None:
    turtle = _read(tmp_path, HEAD + 'e:a a skos:Concept ; skos:prefLabel "Mandat"@nb ; skos:note "Oppgaven."@nb .')
    xml = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="{SKOS}">
      <skos:Concept rdf:about="http://e/a"><skos:prefLabel xml:lang="nb">Mandat</skos:prefLabel>
      <skos:note xml:lang="nb">Oppgaven.</skos:note></skos:Concept></rdf:RDF>"""
    value = {"@language": "nb", "@value": "Mandat"}
    note = {"@language": "nb", "@value": "Oppgaven."}
    node = {"@id": "http://e/a", "@type": f"{SKOS}Concept", f"{SKOS}prefLabel": value, f"{SKOS}note": note}
    assert _read(tmp_path, xml, "v.rdf") == turtle == _read(tmp_path, json.dumps(node), "v.jsonld")
    assert turtle.concepts[0].name == "Mandat" and turtle.concepts[0].definitions == ("Oppgaven.",)


def test_placeholders_of_stars_are_no_labels_and_no_definitions(tmp_path: Path) -> None:
    text = 'e:a a skos:Concept ; skos:prefLabel "*"@en, "Gebyr"@nb ; skos:note "**"@nb .'
    (concept,) = _read(tmp_path, HEAD + text).concepts
    assert [label.text for label in concept.labels] == ["Gebyr"] and concept.definitions == ()


def test_circles_and_concepts_without_a_label_are_left_out_with_a_sentence(tmp_path: Path) -> None:
    said, settings = _said(
        tmp_path,
        """e:a a skos:Concept ; skos:prefLabel "A"@nb ; skos:broader e:b . e:b a skos:Concept ; skos:prefLabel "B"@nb ;
        skos:broader e:c . e:c a skos:Concept ; skos:prefLabel "C"@nb ; skos:broader e:a, e:c . e:d a skos:Concept .""",
    )
    assert len(said) == 2 and "ring" in said[1] and "uten etikett" in said[0] and "http://e/d" in said[0]
    compiled = open_vocabulary(settings, say=said.append)
    assert [compiled.above(number) for number in range(3)] == [("http://e/b", "http://e/c"), ("http://e/c",), ()]


def test_narrower_says_the_same_as_broader(tmp_path: Path) -> None:
    text = 'e:a a skos:Concept ; skos:prefLabel "A" ; skos:narrower e:b . e:b a skos:Concept ; skos:prefLabel "B" .'
    assert {c.uri: c.broader for c in _read(tmp_path, HEAD + text).concepts} == {
        "http://e/a": (),
        "http://e/b": ("http://e/a",),
    }


def test_a_chain_of_thousands_is_read_in_a_moment(tmp_path: Path) -> None:
    links = (f'e:c{n} a skos:Concept ; skos:prefLabel "Emne {n}" ; skos:broader e:c{n + 1} .' for n in range(3_000))
    started = time.monotonic()
    assert len(_read(tmp_path, HEAD + "\n".join(links)).concepts) == 3_000
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("v.ttl", "dette er ikke turtle", "ikke gyldig turtle"),
        ("v.rdf", "<rdf", "ikke gyldig xml"),
        ("v.jsonld", "{", "ikke gyldig json-ld"),
        ("v.jsonld", '{"@context": "https://eksempel.invalid/c.jsonld", "@id": "x:a"}', "hentes"),
        ("v.ttl", HEAD, "ingen skos:Concept"),
        ("v.csv", "a;b", "filendelse"),
    ],
)
def test_a_file_that_is_no_vocabulary_is_refused_in_one_sentence(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(SettingError, match=said) as caught:
        _read(tmp_path, text, name)
    assert name in str(caught.value) and "\n" not in str(caught.value)


def test_a_million_concepts_are_refused_before_anything_is_parsed(tmp_path: Path) -> None:
    lines = "".join(f'<x:{n}> a skos:Concept ; skos:prefLabel "{n}" .\n' for n in range(LABELS_MAX + 1))
    started = time.monotonic()
    with pytest.raises(SettingError, match="for stor"):
        _read(tmp_path, HEAD + lines)
    assert time.monotonic() - started < 10


def test_a_missing_file_is_named_with_its_setting(tmp_path: Path) -> None:
    settings = from_environment({"VEIVISER_VOCABULARY": str(tmp_path / "borte.ttl")}, tmp_path)
    with pytest.raises(SettingError, match=r"VEIVISER_VOCABULARY.*borte\.ttl"):
        open_vocabulary(settings)


@pytest.mark.parametrize("mark", [":", ",", ", ", " "])
def test_several_files_may_be_named(tmp_path: Path, mark: str) -> None:
    paths = [tmp_path / "a.ttl", tmp_path / "b.ttl"]
    for path in paths:
        path.write_text(HEAD, encoding="utf-8")
    settings = from_environment({"VEIVISER_VOCABULARY": mark.join(map(str, paths))}, tmp_path)
    assert settings.vocabulary == tuple(paths)


def test_a_path_with_blanks_is_one_path(tmp_path: Path) -> None:
    path = tmp_path / "mine emner.ttl"
    path.write_text(HEAD, encoding="utf-8")
    assert from_environment({"VEIVISER_VOCABULARY": str(path)}, tmp_path).vocabulary == (path,)


def test_the_compiled_file_is_kept_and_made_anew_when_a_file_changes_or_it_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.vocabulary.keep._OPEN", {})
    said, settings = _said(tmp_path, 'e:a a skos:Concept ; skos:prefLabel "Mandat"@nb .')
    (kept,) = (settings.data / FOLDER).iterdir()
    first = load(kept)
    kept.write_bytes(b"PK")
    monkeypatch.setattr("index.vocabulary.keep._OPEN", {})
    assert open_vocabulary(settings).fingerprint == first.fingerprint == load(kept).fingerprint
    _said(tmp_path, 'e:a a skos:Concept ; skos:prefLabel "Fullmakt"@nb .')
    assert said == [] and len(list((settings.data / FOLDER).iterdir())) == 2
    assert open_vocabulary(settings).name(0) == "Fullmakt"


def test_the_vocabulary_that_ships_is_compiled_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.vocabulary.keep._OPEN", {})
    assert is_shipped_compiled(), "run `python -m index.vocabulary`"
    open_vocabulary(IndexSettings(data=tmp_path))
    assert not (tmp_path / FOLDER).exists()
