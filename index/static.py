"""The static Norwegian sentence model that ships: text → one vector of length one, without torch.

Reads `index/static_model/`, which `train_static.py` makes: the vector of a text is the mean of its sub-words' vectors.
The weights are mapped into memory rather than read. Does not learn and does not search.
"""

import json
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

FOLDER = Path(__file__).parent / "static_model"
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
VECTORS = "embedding.weight"
_NUMBER = struct.Struct("<Q")

Floats = NDArray[np.float32]


class StaticModel:
    """A loaded model; may be used by several threads."""

    def __init__(self, tokenizer: Tokenizer, vectors: NDArray[np.float16]) -> None:
        """Use `static_model`."""
        self._tokenizer = tokenizer
        self._vectors = vectors
        self.dimension = int(vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length one for each text, one row a text; zero where nothing is known."""
        numbered = [one.ids for one in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
        rows = np.zeros((len(numbered), self.dimension), dtype=np.float32)
        for place, numbers in enumerate(numbered):
            if numbers:
                rows[place] = self._vectors[numbers].sum(axis=0, dtype=np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        scaled: Floats = rows / np.maximum(lengths, np.float32(1e-9))[:, None]
        return scaled


def read_vectors(path: Path, name: str = VECTORS) -> NDArray[np.float16]:
    """Return one 16-bit tensor of a safetensors file, mapped into memory. Raises ValueError when it is not there.

    The format: the header's length in eight bytes, a header in JSON, the numbers
    (https://github.com/huggingface/safetensors#format).
    """
    with path.open("rb") as file:
        size = _NUMBER.unpack(file.read(_NUMBER.size))[0]
        header = json.loads(file.read(size))
    told = header.get(name)
    if told is None or told["dtype"] != "F16":
        raise ValueError(f"{path.name} holds no 16-bit tensor {name}")
    start = _NUMBER.size + size + told["data_offsets"][0]
    return np.memmap(path, dtype="<f2", mode="r", offset=start, shape=tuple(told["shape"]))


@cache
def static_model() -> StaticModel:
    """Return the model that ships, loaded once in a process."""
    tokenizer = Tokenizer.from_file(str(FOLDER / TOKENIZER_FILE))
    return StaticModel(tokenizer, read_vectors(FOLDER / WEIGHTS_FILE))
