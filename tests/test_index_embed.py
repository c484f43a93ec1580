"""The dense leg: a real, tiny sentence-transformers model made here; no model is ever fetched."""

from pathlib import Path

import pytest
from factories import make_chunks, make_document, original

from index.errors import SettingError
from index.reader import Reader
from index.settings import IndexSettings
from index.writer import Writer

TEXTS = ("Budsjett og regnskap.", "Mandat for utvalget.", "Lys og varme i skolen.")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of a model with one axis for each word, in which two words mean the same."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", "budsjett", "pengebruk", "mandat", "lys", "varme"]
    places = {word: place for place, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(places, unk_token=words[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.eye(len(words), dtype=np.float32) + 0.01
    weights[2] = weights[1]
    folder = tmp_path_factory.mktemp("model")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))
    return str(folder)


def fill(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer:
        for number, text in enumerate(TEXTS):
            document = make_document([text.lower()], source=f"{number}.txt")
            writer.put(Path(f"/{number}"), document, make_chunks(document), original([text.lower()]))
        writer.publish()


def test_a_named_model_finds_what_no_word_finds(tmp_path: Path, model: str) -> None:
    settings = IndexSettings(data=tmp_path / "data", embedding_model=model)
    fill(settings)
    with Reader.open(settings) as reader:
        legs = reader.legs("pengebruk")
        assert legs.words == ()
        assert legs.dense[0].chunk.source == "0.txt"
        assert reader.search("pengebruk")[0].chunk.source == "0.txt"


def test_without_a_model_there_is_no_dense_leg(tmp_path: Path) -> None:
    settings = IndexSettings(data=tmp_path / "data")
    fill(settings)
    with Reader.open(settings) as reader:
        assert reader.legs("pengebruk").dense == ()
        assert reader.legs("budsjett").words[0].chunk.source == "0.txt"


def test_an_index_made_with_another_model_is_refused_until_it_is_rebuilt(tmp_path: Path, model: str) -> None:
    without = IndexSettings(data=tmp_path / "data")
    named = IndexSettings(data=tmp_path / "data", embedding_model=model)
    fill(without)
    with Reader.open(named) as reader, pytest.raises(SettingError, match=r"VEIVISER_EMBEDDING_MODEL.*--rebuild"):
        reader.search("budsjett")
    with pytest.raises(SettingError, match="VEIVISER_EMBEDDING_MODEL"):
        Writer.open(named)
    with Writer.open(named, rebuild=True) as writer:
        writer.publish()
    with Reader.open(named) as reader:
        assert reader.search("pengebruk")[0].chunk.source == "0.txt"
    with Reader.open(without) as reader, pytest.raises(SettingError, match="ingen modell"):
        reader.search("budsjett")


def test_a_model_that_cannot_be_loaded_is_a_sentence_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    settings = IndexSettings(data=tmp_path / "data", embedding_model=str(tmp_path / "tom"))
    with pytest.raises(SettingError, match=r"VEIVISER_EMBEDDING_MODEL=.*tom"):
        Writer.open(settings)
