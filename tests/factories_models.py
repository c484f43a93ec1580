"""Tiny sentence-transformers models that tests make themselves: a few words, random weights, nothing downloaded."""

from pathlib import Path

WORDS = (
    "styret",
    "vedtok",
    "mandatet",
    "budsjettet",
    "ble",
    "økt",
    "hund",
    "bikkje",
    "møtet",
    "er",
    "i",
    "mars",
    "hvem",
)


def _tokenizer(folder: Path) -> None:
    from transformers import BertTokenizerFast

    vocabulary = folder / "vocab.txt"
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary.write_text("\n".join(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS)), encoding="utf-8")
    BertTokenizerFast(vocab_file=str(vocabulary)).save_pretrained(str(folder))


def _config(labels: int) -> object:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(WORDS) + 5,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        num_labels=labels,
    )


def make_encoder(folder: Path) -> str:
    """Save a bi-encoder: a transformer of one layer, mean of its words."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

    torch.manual_seed(1)
    _tokenizer(folder)
    BertModel(_config(2)).save_pretrained(str(folder))  # type: ignore[arg-type]
    SentenceTransformer(str(folder)).save(str(folder))
    return str(folder)


def make_cross_encoder(folder: Path) -> str:
    """Save a cross-encoder of one layer."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(1)
    _tokenizer(folder)
    model = BertForSequenceClassification(_config(1))  # type: ignore[arg-type]
    torch.nn.init.normal_(model.classifier.weight, std=3.0)
    model.save_pretrained(str(folder))
    return str(folder)
