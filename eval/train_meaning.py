"""Learn what words mean from running text: `python -m eval.train_meaning` → `index/meaning.npz`.

1. Count which stems stand near each other (window of 8) in `../shared/data/text`, weigh by positive pointwise
   mutual information and keep 96 dimensions (Levy and Goldberg, "Neural Word Embedding as Implicit Matrix
   Factorization", 2014).
2. Bend the vectors, and with them each stem's weight (its length), so that a heading lies near the text below
   it, a bokmål sentence near its nynorsk twin, and rare words near the paragraph they were taken out of: InfoNCE
   over batches (van den Oord et al., 2018), held near the vectors of step 1.
3. Keep the vectors as bytes, by the CRC-32 of each stem, ascending.

Takes about ten minutes on two cores. Needs the extra `test`; nothing of the text is kept.
"""

import array
import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
import torch
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd
from torch.nn.functional import cross_entropy, normalize

from eval.run import ROOT
from index.analyze import terms
from index.meaning import FILE, split_compound
from index.sparse import term_number

SHARED = ROOT.parent / "shared" / "data"
STEMS = 40_000
DIMENSIONS = 96
WINDOW = 8
CLOZES = 150_000  # paragraphs that rare words are taken out of
EPOCHS = 2
BATCH = 512
RATE = 0.002
HOLD = 10.0  # how firmly vectors are held near those of step 1
_BOUNDARY = -1

Floats = NDArray[np.float32]
Pair = tuple[list[int], list[int]]  # label, text


def main() -> None:
    """Train and write the vectors."""
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} finnes ikke; treningen trenger tekstene der.")
    stream, names = _stream()
    counts = np.bincount(stream[stream >= 0], minlength=len(names))
    kept = np.argsort(-counts, kind="stable")[:STEMS]
    renumbered = np.full(len(names) + 1, _BOUNDARY - 1, dtype=np.int32)
    renumbered[kept] = np.arange(len(kept))
    renumbered[_BOUNDARY] = _BOUNDARY
    text = renumbered[stream]
    number_of = {names[old]: new for new, old in enumerate(kept)}
    start = _factorised(text)
    weights = np.log(np.maximum(np.log(counts.sum() / (counts[kept] + 5)) - 4, 0.3)).astype(np.float32)
    pairs = [*_pairs(number_of), *_clozes(text, weights)]
    _say(f"{len(number_of)} stems, {len(pairs)} pairs")
    _write(_bent(start, weights, pairs), sorted(number_of, key=number_of.__getitem__))


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")


def _paragraphs() -> Iterator[str]:
    for name in ("giellalt-nob", "giellalt-nno", "laws"):
        for record in _records(SHARED / "text" / f"{name}.jsonl.gz"):
            yield from record["text"].split("\n")
    for first, second in _twins():
        yield f"{first} {second}"


def _records(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _twins() -> Iterator[tuple[str, str]]:
    """Yield sentences in bokmål with the same in nynorsk."""
    for name in ("train", "dev"):
        with gzip.open(SHARED / "pairs" / f"nb-nn-{name}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                first, second = line.rstrip("\n").split("\t")[:2]
                yield first, second
    for name in ("letters", "interface"):
        for record in _records(SHARED / "pairs" / f"nb-nn-{name}.jsonl"):
            yield record["nb"], record["nn"]


def _stems(text: str) -> list[str]:
    return [term for term in terms(text) if term[0].isalpha() and len(term) < 40]


def _stream() -> tuple[NDArray[np.int32], list[str]]:
    """Return every different paragraph as numbers of stems, each ended by a boundary, and the stems by number."""
    numbers: dict[str, int] = {}
    stream = array.array("i")
    seen: set[str] = set()
    for paragraph in _paragraphs():
        if len(paragraph) < 20 or paragraph in seen:
            continue
        seen.add(paragraph)
        stems = _stems(paragraph)
        if len(stems) >= 3:
            stream.extend(numbers.setdefault(stem, len(numbers)) for stem in stems)
            stream.append(_BOUNDARY)
    return np.frombuffer(stream, dtype=np.int32), list(numbers)


def _factorised(text: NDArray[np.int32]) -> Floats:
    """Return a unit vector for each stem, from what stands near it."""
    paragraph = np.cumsum(text == _BOUNDARY)
    together = sparse.csr_matrix((STEMS, STEMS), dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        left, right = text[:-distance], text[distance:]
        near = (left >= 0) & (right >= 0) & (paragraph[:-distance] == paragraph[distance:])
        cells, times = np.unique(left[near].astype(np.int64) * STEMS + right[near], return_counts=True)
        counted = (times.astype(np.float32), (cells // STEMS, cells % STEMS))
        together = together + sparse.csr_matrix(counted, shape=(STEMS, STEMS))
    both = (together + together.T).tocoo()
    total = np.bincount(both.row, weights=both.data, minlength=STEMS)
    context = total**0.75 / np.sum(total**0.75)
    information = np.log(both.data / total[both.row] / context[both.col])
    positive = information > 0
    places = (both.row[positive], both.col[positive])
    matrix = sparse.csr_matrix((information[positive], places), shape=(STEMS, STEMS), dtype=np.float32)
    left, strengths, _ = randomized_svd(matrix, n_components=DIMENSIONS, n_iter=3, random_state=0)
    vectors = left * np.sqrt(strengths)
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    units: Floats = (vectors / lengths).astype(np.float32)
    return units


def _pairs(number_of: dict[str, int]) -> Iterator[Pair]:
    """Yield headings with the text below them, and sentences with their twins."""
    for title, body in _headed():
        label, text = _numbered(_stems(title), number_of), _numbered(_stems(body[:1200])[:120], number_of)
        if label and len(text) >= 4:
            yield label, text
    for first, second in _twins():
        label, text = _numbered(_stems(first), number_of), _numbered(_stems(second), number_of)
        if label and text:
            yield label, text


def _headed() -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for title, body in (*_law_sections(), *_report_sections()):
        key = (title, body[:80])
        if key not in seen:
            seen.add(key)
            yield title, body


def _law_sections() -> Iterator[tuple[str, str]]:
    for record in _records(SHARED / "pairs" / "law-title-body.jsonl.gz"):
        yield record["title"], record["body"]


def _report_sections() -> Iterator[tuple[str, str]]:
    """Yield short lines without a final mark, each with the long line below it."""
    for name in ("giellalt-nob", "giellalt-nno"):
        for record in _records(SHARED / "text" / f"{name}.jsonl.gz"):
            lines = [line.strip() for line in record["text"].split("\n")]
            for title, body in pairwise(lines):
                short = 3 < len(title) < 70 and len(title.split()) <= 7 and title[-1] not in ".:;,?!"
                if short and len(body) > 80 and body[-1] in ".:":
                    yield title, body


def _numbered(stems: Iterable[str], number_of: dict[str, int]) -> list[int]:
    found = []
    for stem in stems:
        if stem in number_of:
            found.append(number_of[stem])
        else:
            found.extend(number_of[part] for part in split_compound(stem, number_of.__contains__))
    return found


def _clozes(text: NDArray[np.int32], weights: Floats) -> Iterator[Pair]:
    """Yield one to three rare words beside each other, with the rest of their paragraph."""
    rng = random.Random(0)  # noqa: S311
    ends = np.flatnonzero(text == _BOUNDARY)
    starts = np.concatenate([[0], ends[:-1] + 1])
    fit = [(s, e) for s, e in zip(starts, ends, strict=True) if 10 <= e - s <= 150]
    for start, end in rng.sample(fit, min(CLOZES, len(fit))):
        stems = [int(number) for number in text[start:end] if number >= 0]
        if len(stems) < 8:
            continue
        size = rng.choice((1, 1, 2, 3))
        ranked = [
            (float(np.mean(weights[stems[i : i + size]])) + 2 * rng.random(), i) for i in range(len(stems) - size)
        ]
        place = max(ranked)[1]
        label, rest = stems[place : place + size], stems[:place] + stems[place + size :]
        if rng.random() < 0.5:
            rest = [stem for stem in rest if stem not in label]
        if rest:
            yield label, rest


def _bent(start: Floats, weights: Floats, pairs: list[Pair]) -> Floats:
    """Return the vectors of step 2, each as long as its stem weighs."""
    torch.manual_seed(0)
    rng = random.Random(0)  # noqa: S311
    vectors = torch.nn.EmbeddingBag(STEMS, DIMENSIONS, mode="sum")
    vectors.weight.data = torch.from_numpy(start.copy())
    held, held_weights = torch.from_numpy(start), torch.from_numpy(weights)
    learned = torch.nn.Parameter(held_weights.clone())
    sharpness = torch.nn.Parameter(torch.tensor(2.7))
    groups = [
        {"params": [vectors.weight], "lr": RATE},
        {"params": [learned], "lr": 5 * RATE},
        {"params": [sharpness], "lr": 0.01},
    ]
    optimiser = torch.optim.Adam(groups)

    def encoded(lists: Sequence[list[int]]) -> torch.Tensor:
        flat = torch.tensor([number for numbers in lists for number in numbers])
        offsets = torch.tensor(np.cumsum([0, *(len(numbers) for numbers in lists[:-1])]))
        return normalize(vectors(flat, offsets, per_sample_weights=learned[flat].exp()), dim=1)

    for epoch in range(EPOCHS):
        rng.shuffle(pairs)
        losses = []
        for begin in range(0, len(pairs) - BATCH, BATCH):
            batch = pairs[begin : begin + BATCH]
            alike = encoded([text for _, text in batch]) @ encoded([label for label, _ in batch]).T * sharpness.exp()
            alike = alike.masked_fill(_same_label(batch), -1e4)
            wanted = torch.arange(BATCH)
            loss = (cross_entropy(alike, wanted) + cross_entropy(alike.T, wanted)) / 2
            drift = ((vectors.weight - held) ** 2).sum(1).mean() + ((learned - held_weights) ** 2).mean()
            optimiser.zero_grad()
            (loss + HOLD * drift).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            losses.append(loss.item())
        _say(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}")
    bent: Floats = (vectors.weight * learned.exp()[:, None]).detach().numpy()
    return bent


def _same_label(batch: Sequence[Pair]) -> torch.Tensor:
    """Return where another pair of the batch has the same label, which is then no wrong answer."""
    numbers: dict[tuple[int, ...], int] = {}
    labels = torch.tensor([numbers.setdefault(tuple(sorted(label)), len(numbers)) for label, _ in batch])
    return (labels[:, None] == labels[None, :]) & ~torch.eye(len(batch), dtype=torch.bool)


def _write(vectors: Floats, stems: Sequence[str]) -> None:
    keys = np.array([term_number(stem) for stem in stems], dtype=np.uint32)
    unique, first = np.unique(keys, return_index=True)
    rows = vectors[first]
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9).astype(np.float32) / 127
    small = np.round(rows / scales[:, None]).astype(np.int8)
    np.savez(FILE, keys=unique, vectors=small, scales=scales)
    _say(f"{FILE}: {FILE.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
