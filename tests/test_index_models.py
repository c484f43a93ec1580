"""Models that the settings name run, through torch; what cannot run is a sentence that says what to do."""

from pathlib import Path

import pytest
from factories import make_chunks, make_document, original
from factories_models import make_cross_encoder

from assistant.search import search
from index.cross import open_judge
from index.errors import SettingError
from index.reader import Reader
from index.settings import IndexSettings, from_environment
from index.writer import Writer

TEXTS = ("Styret vedtok mandatet i mars", "Styret vedtok budsjettet", "Mandatet ble økt", "Møtet i mars er vedtok")
QUESTION = "Hvem vedtok mandatet i mars?"
pytestmark = pytest.mark.filterwarnings("ignore")  # of the model libraries


def filled(settings: IndexSettings) -> IndexSettings:
    with Writer.open(settings) as writer:
        for text in TEXTS:
            document = make_document([text], source=f"{text}.txt", title="")
            writer.put(Path("/") / document.source, document, make_chunks(document), original([text]))
        writer.publish()
    return settings


def test_a_named_cross_encoder_decides_the_order_and_none_is_loaded_unless_named(tmp_path: Path) -> None:
    plain = filled(IndexSettings(data=tmp_path / "data"))
    named = IndexSettings(data=tmp_path / "data", rerank_model=make_cross_encoder(tmp_path / "cross"))
    assert open_judge(plain) is None
    judge = open_judge(named)
    assert judge is not None
    with Reader.open(named) as reader:
        hits = search(QUESTION, reader=reader)
    with Reader.open(plain) as reader:
        unnamed = search(QUESTION, reader=reader)
    scores = judge.scores(QUESTION, [hit.chunk.text for hit in hits])
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == len(TEXTS)
    assert {hit.chunk.chunk_id for hit in hits} == {hit.chunk.chunk_id for hit in unnamed}
    assert [hit.chunk.text for hit in hits] != [hit.chunk.text for hit in unnamed]


def test_a_cross_encoder_that_is_not_there_is_an_error_and_never_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    filled(IndexSettings(data=tmp_path / "data"))
    missing = IndexSettings(data=tmp_path / "data", rerank_model=str(tmp_path / "missing"))
    with Reader.open(missing) as reader, pytest.raises(SettingError, match=r"VEIVISER_RERANK_MODEL=.*missing.*fjern"):
        search(QUESTION, reader=reader)


def test_a_backend_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingError, match=r"VEIVISER_MODEL_BACKEND.*torch, onnx, openvino"):
        from_environment({"VEIVISER_MODEL_BACKEND": "tensorrt"})
    assert from_environment({"VEIVISER_MODEL_BACKEND": "onnx"}).model_backend == "onnx"
