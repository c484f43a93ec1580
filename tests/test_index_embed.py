"""Dense vectors: a named model is used, and one that is missing, broken or another than before is refused."""

from pathlib import Path

import pytest
from factories import make_chunks, make_document, original

from index.embed import open_embedder
from index.errors import SettingError
from index.reader import Reader
from index.settings import IndexSettings
from index.writer import Writer

MEANINGS: dict[str, tuple[float, ...]] = {
    "hund": (1.0, 0.1, 0.0),
    "bikkje": (0.9, 0.2, 0.0),
    "budsjett": (0.0, 0.1, 1.0),
}


def make_model(folder: Path, meanings: dict[str, tuple[float, ...]] = MEANINGS) -> str:
    """Save a sentence-transformers model that knows three words."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.normalizers import Lowercase
    from tokenizers.pre_tokenizers import Whitespace

    dimension = len(next(iter(meanings.values())))
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, **{w: n for n, w in enumerate(meanings, 1)}}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.array([[0.01] * dimension, *meanings.values()], dtype=np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))
    return str(folder)


def add(settings: IndexSettings, *, rebuild: bool = False) -> None:
    with Writer.open(settings, rebuild=rebuild) as writer:
        for text in ("Bikkje", "Budsjett"):
            document = make_document([text], source=f"{text}.txt", title="")
            writer.put(Path("/") / document.source, document, make_chunks(document), original([text]))
        writer.publish()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_model_finds_what_shares_no_word_and_changing_it_needs_a_rebuild(tmp_path: Path) -> None:
    data = tmp_path / "data"
    plain = IndexSettings(data=data)
    named = IndexSettings(data=data, embedding_model=make_model(tmp_path / "model"))
    add(named)
    with Reader.open(named) as reader:
        assert reader.search("hund")[0].chunk.text == "Bikkje"
        assert [hit.chunk.text for hit in reader.legs("hund").dense] == ["Bikkje", "Budsjett"]
    for opened in (lambda: Writer.open(plain), lambda: Reader.open(plain).search("hund")):
        with pytest.raises(SettingError, match=r"VEIVISER_EMBEDDING_MODEL.*ingest --rebuild"):
            opened()
    other = make_model(tmp_path / "other", {w: (*v, 0.5) for w, v in MEANINGS.items()})
    changed = IndexSettings(data=data, embedding_model=other)
    with pytest.raises(SettingError, match="ingest --rebuild"):
        Writer.open(changed)
    add(changed, rebuild=True)
    with Reader.open(changed) as reader:
        assert len(reader.legs("hund").dense) == 2
    add(plain, rebuild=True)
    with Reader.open(plain) as reader:
        assert reader.search("hund") == ()
        assert reader.search("bikkje")[0].chunk.text == "Bikkje"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_model_that_is_not_there_is_a_sentence_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    settings = IndexSettings(data=tmp_path, embedding_model=str(tmp_path / "missing"))
    with pytest.raises(SettingError, match=r"VEIVISER_EMBEDDING_MODEL=.*missing") as raised:
        open_embedder(settings)
    assert "\n" not in str(raised.value)


def test_without_a_named_model_there_is_none(tmp_path: Path) -> None:
    assert open_embedder(IndexSettings(data=tmp_path)) is None
