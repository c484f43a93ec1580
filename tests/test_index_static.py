"""The static model that ships: quick to open, without torch, and nearer to what means the same."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embed import open_embedder
from index.settings import IndexSettings
from index.static import FOLDER, WEIGHTS_FILE, read_vectors, static_model


def test_a_nynorsk_question_lies_nearest_its_bokmaal_twin() -> None:
    bokmaal = ("Hvem leder styret?", "Hva koster driften av portalen?", "Når ble ordlisten tilgjengelig?")
    nynorsk = ("Kven leier styret?", "Kva kostar drifta av portalen?", "Når vart ordlista tilgjengeleg?")
    likeness = static_model().encode(bokmaal) @ static_model().encode(nynorsk).T
    assert likeness.argmax(axis=1).tolist() == [0, 1, 2]


def test_vectors_have_length_one_and_nothing_has_none() -> None:
    lengths = np.linalg.norm(static_model().encode(["Styret vedtok mandatet.", ""]), axis=1)
    assert np.allclose(lengths, [1.0, 0.0], atol=1e-5)


def test_torch_is_not_imported() -> None:
    code = (
        "import sys; from index.static import static_model; "
        "static_model().encode(['styret']); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_file_without_the_tensor_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no 16-bit tensor missing"):
        read_vectors(FOLDER / WEIGHTS_FILE, "missing")


def test_the_settings_put_it_beside_the_words(tmp_path: Path) -> None:
    embedder = open_embedder(IndexSettings(data=tmp_path, embedding_model="static"))
    assert embedder is not None and embedder.dimension == 256
    assert embedder.identity.startswith("static (256, ")
    assert np.isclose(np.linalg.norm(embedder.encode(["Styret vedtok mandatet."])[0]), 1.0, atol=1e-5)
