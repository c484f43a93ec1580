"""A vocabulary ready for tagging: arrays that one file holds and that open in milliseconds.

Holds and stores; `compile.py` makes it, `index/tag.py` uses it.
"""

import json
import os
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Places = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """For each key (ascending) a stretch of `items` with `weights`: `items[starts[i]:starts[i + 1]]`."""

    keys: Numbers
    starts: Places
    items: Places
    weights: Floats

    def row(self, key: int) -> tuple[Places, Floats]:
        """Return the items and weights of one key; empty for an unknown one."""
        place = int(np.searchsorted(self.keys, np.uint32(key)))
        if place == len(self.keys) or int(self.keys[place]) != key:
            return self.items[:0], self.weights[:0]
        stretch = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return self.items[stretch], self.weights[stretch]

    def rows(self, keys: Numbers) -> tuple[Places, Floats, NDArray[np.int64]]:
        """Return the items and weights of several keys, one after another, with the place of the key of each."""
        places = np.searchsorted(self.keys, keys)
        which = np.flatnonzero(places < len(self.keys))
        which = which[self.keys[places[which]] == keys[which]]
        places = places[which]
        starts = self.starts[places]
        lengths = self.starts[places + 1] - starts
        before = np.cumsum(lengths) - lengths
        wanted = np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
        return self.items[wanted], self.weights[wanted], np.repeat(which, lengths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Concepts by number, 0 to n - 1, in the order of `uris`.

    `labels` holds every label of a concept, the shown one first. `parents` gives by concept its broader ones,
    each weighing its share. `grams` leads from character n-grams of Norwegian labels to concepts, `all_grams` from
    those of English ones too, `told` from the stems of definitions; `stems` leads from the stems of labels to
    labels, each weighing its share of the label. `label_concept`, `label_weight` (how much its stems tell),
    `label_size` (stems), `label_english` and `label_preferred` are by label. `vectors` are unit vectors by concept.
    `warnings` are what the files had that was left out.
    """

    fingerprint: str
    uris: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...]
    parents: Postings
    grams: Postings
    all_grams: Postings
    told: Postings
    stems: Postings
    label_concept: Places
    label_weight: Floats
    label_size: Places
    label_english: NDArray[np.bool_]
    label_preferred: NDArray[np.bool_]
    vectors: Floats

    def __len__(self) -> int:
        return len(self.uris)

    def name(self, number: int) -> str:
        """Return the label of a concept that is shown."""
        return self.labels[number][0]

    def parents_of(self, number: int) -> tuple[str, ...]:
        """Return the URIs of the concepts just above one."""
        return tuple(self.uris[int(parent)] for parent in self.parents.row(number)[0])

    def above(self, number: int, most: int = 64) -> tuple[str, ...]:
        """Return the URIs of the concepts above one, nearest first: at most `most`, and the step that passes it."""
        found: dict[int, None] = {}
        waiting = [number]
        while waiting and len(found) < most:
            step = [int(parent) for child in waiting for parent in self.parents.row(child)[0]]
            waiting = [parent for parent in dict.fromkeys(step) if parent not in found]
            found.update(dict.fromkeys(waiting))
        return tuple(self.uris[parent] for parent in found)


_POSTINGS = ("parents", "grams", "all_grams", "told", "stems")
_TEXTS = ("fingerprint", "uris", "labels", "warnings")


def save(compiled: Compiled, path: Path, *, small: bool = False) -> None:
    """Write the file in one go: a reader sees the old one or the new one, whole. `small` makes it open slower."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for field in fields(Compiled):
        value = getattr(compiled, field.name)
        if field.name in _POSTINGS:
            arrays.update({f"{field.name}.{part.name}": getattr(value, part.name) for part in fields(Postings)})
        elif field.name not in _TEXTS:
            arrays[field.name] = value
    texts = json.dumps({name: getattr(compiled, name) for name in _TEXTS}, ensure_ascii=False)
    arrays["texts"] = np.frombuffer(texts.encode("utf-8"), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".npz", delete=False) as file:
        try:
            (np.savez_compressed if small else np.savez)(file, allow_pickle=False, **arrays)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(path)


def load(path: Path) -> Compiled:
    """Read a file that `save` wrote. Raises OSError, ValueError or KeyError when it is missing or damaged."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    texts = json.loads(arrays.pop("texts").tobytes())
    more: dict[str, Any] = {
        name: Postings(**{part.name: arrays.pop(f"{name}.{part.name}") for part in fields(Postings)})
        for name in _POSTINGS
    }
    more.update(arrays)
    return Compiled(
        fingerprint=texts["fingerprint"],
        uris=tuple(texts["uris"]),
        labels=tuple(map(tuple, texts["labels"])),
        warnings=tuple(texts["warnings"]),
        **more,
    )
