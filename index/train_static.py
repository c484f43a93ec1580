"""Learn a static Norwegian sentence model: `python -m index.train_static` → `index/static_model/`.

A text is the mean of the vectors of its sub-words (sentence-transformers' `StaticEmbedding`). Learned by multiple
negatives (Henderson et al. 2017) at 256, 128 and 64 dimensions at once (Kusupati et al., "Matryoshka Representation
Learning", 2022), in two rounds: with the other texts of a batch as wrong answers, and with hard negatives beside them,
which the model of the first round takes for nearer than they are. `README.md` beside the model tells of its data.

Needs the extra `test` and the texts beside the project; nothing of the text is kept but its most common sub-words.
"""

import gzip
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from index.static import FOLDER, TOKENIZER_FILE, VECTORS, WEIGHTS_FILE

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SUBWORDS = 24_000
DIMENSIONS = (256, 128, 64)
WORDS = 100  # of a text, at most
CLOZES = 90_000  # stretches taken out of their paragraph
BATCH = 1024
RATE = 0.03
ROUNDS = 2  # over all pairs, before hard negatives
HARD_ROUNDS = 2  # over the pairs that have one
PAIRS_WITH_NEGATIVES = 24_000
NEAREST = (3, 30)  # places that a hard negative is drawn from: the very first are often right too
QUESTIONS_TIMES = 3  # how often NorQuAD's training questions are shown a round
_WORD = re.compile(r"\S+")

Pair = tuple[str, str]
Floats = NDArray[np.float32]


def main() -> None:
    """Learn and write the model."""
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} finnes ikke; treningen trenger tekstene der.")
    torch.manual_seed(0)
    rng = random.Random(0)  # noqa: S311
    tokenizer = _tokenizer()
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=DIMENSIONS[0])], device="cpu")
    headed, twins, asked = list(_headed()), list(_twins()), list(_asked()) * QUESTIONS_TIMES
    pairs: list[tuple[str, ...]] = [*headed, *twins, *asked, *_clozes(rng)]
    _say(f"{len(headed)} headings, {len(twins)} twins, {len(asked)} questions, {len(pairs)} pairs in all")
    _learn(model, pairs, rng, ROUNDS)
    hard = _with_negatives(model, [*rng.sample(headed, min(len(headed), PAIRS_WITH_NEGATIVES)), *asked], rng)
    _learn(model, [*hard, *rng.sample(twins, len(twins) // 2)], rng, HARD_ROUNDS)
    _write(model, tokenizer)


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")


def _records(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _lines() -> Iterator[str]:
    for name in ("giellalt-nob", "giellalt-nno", "laws"):
        for record in _records(SHARED / "text" / f"{name}.jsonl.gz"):
            yield from record["text"].split("\n")


def _tokenizer() -> Tokenizer:
    """Return sub-words learned from every third line of running text, in lower case."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits()])
    trainer = trainers.BpeTrainer(
        vocab_size=SUBWORDS, min_frequency=8, special_tokens=["[UNK]"], limit_alphabet=300, show_progress=False
    )
    tokenizer.train_from_iterator(islice(_lines(), 0, None, 3), trainer)
    return tokenizer


def _short(text: str) -> str:
    words = [match.end() for match in islice(_WORD.finditer(text), WORDS)]
    return text[: words[-1]] if words else ""


def _headed() -> Iterator[Pair]:
    """Yield headings with the text below them: of laws, and short lines of running text."""
    seen: set[tuple[str, str]] = set()
    for title, body in (*_law_sections(), *_report_sections()):
        key = (title, body[:80])
        if key not in seen and title.strip() and body.strip():
            seen.add(key)
            yield title, _short(body)


def _law_sections() -> Iterator[Pair]:
    for record in _records(SHARED / "pairs" / "law-title-body.jsonl.gz"):
        yield record["title"], record["body"]


def _report_sections() -> Iterator[Pair]:
    for name in ("giellalt-nob", "giellalt-nno"):
        for record in _records(SHARED / "text" / f"{name}.jsonl.gz"):
            lines = [line.strip() for line in record["text"].split("\n")]
            for title, body in pairwise(lines):
                short = 3 < len(title) < 70 and len(title.split()) <= 7 and title[-1] not in ".:;,?!"
                if short and len(body) > 80 and body[-1] in ".:":
                    yield title, body


def _twins() -> Iterator[Pair]:
    """Yield sentences in bokmål with the same in nynorsk, both ways round."""
    for name in ("train", "dev"):
        with gzip.open(SHARED / "pairs" / f"nb-nn-{name}.tsv.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                first, second = line.rstrip("\n").split("\t")[:2]
                yield (first, second) if number % 2 else (second, first)
    for name in ("letters", "interface"):
        for record in _records(SHARED / "pairs" / f"nb-nn-{name}.jsonl"):
            yield record["nb"], record["nn"]


def _asked() -> Iterator[Pair]:
    """Yield NorQuAD's training questions with some hundred words around the answer."""
    texts = {record["doc_id"]: record["text"] for record in _records(SHARED / "norquad" / "documents.jsonl")}
    with (SHARED / "norquad" / "questions.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["split"] == "train":
                text, answer = texts[row["doc_id"]], row["answers"][0]
                start = text.rfind(" ", 0, max(1, answer["start"] - 250)) + 1
                yield row["question"], _short(text[start : answer["end"] + 250])


def _clozes(rng: random.Random) -> Iterator[Pair]:
    """Yield three to eight words beside each other, with the rest of their paragraph."""
    fit = [line for line in _lines() if 25 <= line.count(" ") <= 140]
    for line in rng.sample(fit, min(CLOZES, len(fit))):
        words = line.split()
        size = rng.randint(3, 8)
        place = rng.randrange(len(words) - size)
        yield " ".join(words[place : place + size]), _short(" ".join(words[:place] + words[place + size :]))


def _learn(model: SentenceTransformer, rows: Sequence[tuple[str, ...]], rng: random.Random, rounds: int) -> None:
    """Go over the rows (a text, its partner, and perhaps a wrong one) so many times, those of a kind together."""
    loss_of = MatryoshkaLoss(model, MultipleNegativesRankingLoss(model), matryoshka_dims=list(DIMENSIONS))
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE)
    kinds = [[row for row in rows if len(row) == size] for size in (2, 3)]
    steps = rounds * sum(len(kind) // BATCH for kind in kinds)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, max(steps, 1))
    for number in range(rounds):
        batches = [batch for kind in kinds for batch in _batches(kind, rng)]
        rng.shuffle(batches)
        losses = []
        for batch in batches:
            columns = [model.tokenize(list(column)) for column in zip(*batch, strict=True)]
            loss = loss_of(columns, torch.zeros(len(batch)))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        _say(f"round {number + 1}: {len(batches)} batches, loss {np.mean(losses):.3f}")


def _batches(rows: Sequence[tuple[str, ...]], rng: random.Random) -> Iterator[Sequence[tuple[str, ...]]]:
    """Yield full batches in which no first text stands twice, as it would be a wrong answer to itself."""
    shuffled = rng.sample(rows, len(rows))
    for start in range(0, len(shuffled) - BATCH + 1, BATCH):
        yield list({row[0]: row for row in shuffled[start : start + BATCH]}.values())


def _with_negatives(
    model: SentenceTransformer, pairs: Sequence[Pair], rng: random.Random
) -> Iterator[tuple[str, str, str]]:
    """Yield pairs with a text that the model takes for near though it is another's partner."""
    texts = list(dict.fromkeys(text for _, text in pairs))
    bodies = _encoded(model, texts)
    for start in range(0, len(pairs), BATCH):
        group = pairs[start : start + BATCH]
        likeness = _encoded(model, [label for label, _ in group]) @ bodies.T
        nearest = np.argpartition(-likeness, NEAREST[1], axis=1)[:, : NEAREST[1]]
        for number, (label, right) in enumerate(group):
            order = nearest[number][np.argsort(-likeness[number][nearest[number]])]
            wrong = [texts[at] for at in order[NEAREST[0] :] if texts[at] != right]
            yield label, right, rng.choice(wrong)


def _encoded(model: SentenceTransformer, texts: Sequence[str]) -> Floats:
    return np.asarray(
        model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False),
        dtype=np.float32,
    )


def _write(model: SentenceTransformer, tokenizer: Tokenizer) -> None:
    FOLDER.mkdir(exist_ok=True)
    (learned,) = model.parameters()
    weights = learned.detach().numpy().astype(np.float16)
    save_file({VECTORS: np.ascontiguousarray(weights)}, str(FOLDER / WEIGHTS_FILE))
    (FOLDER / TOKENIZER_FILE).write_text(tokenizer.to_str(), encoding="utf-8")
    _say(f"{FOLDER / WEIGHTS_FILE}: {(FOLDER / WEIGHTS_FILE).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
