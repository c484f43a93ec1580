"""Models that the settings name run through ONNX, and give what they give through torch.

`make test` runs this file once more in `.venv-onnx`, where the packages for ONNX are; they hold transformers back.
"""

import gc
import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest
from factories_models import make_cross_encoder, make_encoder

from index.cross import open_judge
from index.embed import open_embedder
from index.errors import SettingError
from index.settings import Backend, IndexSettings

TEXTS = ("Styret vedtok mandatet i mars", "Styret vedtok budsjettet", "Mandatet ble økt", "Møtet i mars er vedtok")
QUESTION = "Hvem vedtok mandatet i mars?"
INSTALLED = importlib.util.find_spec("optimum") is not None
HERE = INSTALLED or "VEIVISER_TEST_ONNX" in os.environ  # asked for, it runs, or fails
pytestmark = pytest.mark.filterwarnings("ignore")  # of the model libraries
with_onnx = pytest.mark.skipif(not HERE, reason="the packages for ONNX are not here: `make test-onnx` has its own")


@with_onnx
def test_onnx_gives_the_vectors_that_torch_gives(tmp_path: Path) -> None:
    model = make_encoder(tmp_path / "model")
    plain = open_embedder(IndexSettings(data=tmp_path, embedding_model=model))
    onnx = open_embedder(IndexSettings(data=tmp_path, embedding_model=model, model_backend="onnx"))
    assert plain is not None and onnx is not None
    assert np.allclose(plain.encode(TEXTS), onnx.encode(TEXTS), atol=1e-4)
    assert plain.identity == onnx.identity  # an index need not be made anew
    del onnx
    gc.collect()  # what the library leaves to be cleaned up, while its warnings are passed over


@with_onnx
def test_onnx_scores_passages_as_torch_does(tmp_path: Path) -> None:
    model = make_cross_encoder(tmp_path / "cross")
    plain = open_judge(IndexSettings(data=tmp_path, rerank_model=model))
    onnx = open_judge(IndexSettings(data=tmp_path, rerank_model=model, model_backend="onnx"))
    assert plain is not None and onnx is not None
    scores = plain.scores(QUESTION, TEXTS)
    assert len(set(scores)) == len(TEXTS)
    assert np.allclose(scores, onnx.scores(QUESTION, TEXTS), atol=1e-4)
    del onnx
    gc.collect()


@pytest.mark.parametrize("backend", ["openvino"] if INSTALLED else ["onnx", "openvino"])
def test_a_backend_without_its_packages_is_a_sentence_with_the_remedy(tmp_path: Path, backend: Backend) -> None:
    settings = IndexSettings(data=tmp_path, embedding_model="noe", model_backend=backend)
    with pytest.raises(SettingError, match=rf"VEIVISER_MODEL_BACKEND={backend}.*pip install '[a-z-]+\[{backend}\]'"):
        open_embedder(settings)
