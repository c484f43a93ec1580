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
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    marks = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
    numbers = {word: number for number, word in enumerate((*marks, *WORDS))}
    tokenizer = Tokenizer(models.WordLevel(numbers, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    ends = [("[CLS]", numbers["[CLS]"]), ("[SEP]", numbers["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends
    )
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), marks, strict=True))
    folder.mkdir(parents=True, exist_ok=True)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names).save_pretrained(str(folder))


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
