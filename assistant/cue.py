"""What kinds of words answer what kinds of questions: «når» by a month and a year, «hvor gammel» by «år» and «født».

Each word of a candidate (a number or a name by its shape, and with the word before it) is paired with the question's
kind, its first words and the word it asks about; a word of the question stands for any word of it. The pairs are hashed
to SLOTS weights (feature hashing, Weinberger et al. 2009), learned by `eval/train_cue.py`. Computes one number a text;
`rank.py` decides.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Floats
from assistant.question import Question

CUE_FILE = Path(__file__).with_name("cue.npy")
SLOTS = 1 << 17
Slots = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|[%()«:]")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_STEM = 6  # letters in which words of one kind are the same
_LONGEST = 4  # digits; longer numbers are alike
_WORDS, _TEXTS = 100_000, 20_000  # remembered


def cues(question: Question, texts: Sequence[str], weights: Floats) -> Floats:
    """Return for each text how far its words are such as answer this kind of question; 0 is neither.

    `weights` are SLOTS numbers: `cue_weights`, or such as have not learned from the question.
    """
    slots, owners, lengths = cue_slots(question, texts)
    found: Floats = (np.bincount(owners, weights[slots], minlength=len(texts)) / lengths).astype(np.float32)
    return found


@lru_cache(maxsize=1)
def cue_weights() -> Floats:
    """Return the weights that ship, one a slot. Raises ValueError when they are for another number of slots."""
    found: Floats = np.load(CUE_FILE).astype(np.float32)
    if len(found) != SLOTS:
        raise ValueError(f"{CUE_FILE.name} was learned for {len(found)} slots; run `python -m eval.train`.")
    return found


def cue_slots(question: Question, texts: Sequence[str]) -> tuple[Slots, Slots, Floats]:
    """Return the slot of every pair, the number of the text it belongs to, and each text's length.

    The length, by which the sum of the weights is divided, is the root of one more than the text has pairs.
    """
    tables = [_read(text) for text in texts]
    owners = np.repeat(np.arange(len(texts)), [len(table) for table in tables])
    found = [(_slot(hashes), owners[chosen]) for hashes, chosen in _pairs(question, np.concatenate(tables), owners)]
    slots, theirs = (np.concatenate(parts) for parts in zip(*found, strict=True))
    lengths: Floats = np.sqrt(np.bincount(theirs, minlength=len(texts)) + 1).astype(np.float32)
    return slots, theirs, lengths


def _pairs(question: Question, table: Hashes, owners: Slots) -> Iterator[tuple[Hashes, Mask]]:
    """Yield the hashes of pairs, and which words of `table` they are of."""
    words, stems = table[:, 0], table[:, 1]
    asked, said = _of_question(question.text)
    shaped = words != stems
    again = np.where(shaped & (words != _hash(_NAME)), np.isin(table[:, 2], said), np.isin(stems, asked))
    first = np.diff(owners, prepend=-1) != 0
    standing = np.where(again, _hash(_ASKED), stems)
    before = np.where(first, _hash("^"), np.roll(standing, 1))
    words = np.where(again, _mixed(words, _hash(_ASKED)), words)
    told = shaped | ~again
    for key in _keys(question):
        yield _mixed(words[told], _hash(key)), told
    after = _mixed(before, words)
    told = shaped
    for key in (question.expect.value, _opening(question.text, 1)):
        yield _mixed(after[told], _hash(f"before {key}")), told
    yield _mixed(standing[first], _hash(f"first {question.expect.value}")), first


def _keys(question: Question) -> tuple[str, ...]:
    """Return what a question is known by: its kind, its first two words, the word it asks about; and any question."""
    focus = (f"focus {question.focus}",) if question.focus else ()
    return (f"expect {question.expect.value}", f"opening {_opening(question.text, 2)}", "any", *focus)


def _opening(text: str, count: int) -> str:
    return " ".join(word.lower() for word in _WORD.findall(text)[:count])


_NAME, _ASKED = "#name", "#asked"


@lru_cache(maxsize=_TEXTS)
def _read(text: str) -> Hashes:
    """Return one row a word: what it is known by (its shape, or its stem), its stem, and the word itself, hashed."""
    words = _WORD.findall(text)
    table = np.array([_known(word) for word in words], dtype=np.uint64).reshape(len(words), 3)
    if words and not words[0][0].isdigit():
        table[0, 0] = table[0, 1]  # any first word is written large
    return table


@lru_cache(maxsize=_WORDS)
def _known(word: str) -> tuple[int, int, int]:
    stem, whole = int(_hash(word[:_STEM].lower())), int(_hash(word.lower()))
    return int(_hash(_shape(word))) if _shape(word) else stem, stem, whole


def _shape(word: str) -> str:
    """Return what a number or a name looks like; nothing for another word."""
    if not word[0].isdigit():
        return _NAME if word[0].isupper() else ""
    if _YEAR.fullmatch(word):
        return "#year"
    return f"#number {min(len(word), _LONGEST)}" if word.isdigit() else "#parts"


@lru_cache(maxsize=64)
def _of_question(text: str) -> tuple[Hashes, Hashes]:
    """Return the stems of a question's words, and the words."""
    words = [_known(word) for word in _WORD.findall(text)]
    return np.array([word[1] for word in words], np.uint64), np.array([word[2] for word in words], np.uint64)


@lru_cache(maxsize=_WORDS)
def _hash(text: str) -> np.uint64:
    return np.uint64(zlib.crc32(text.encode()) << 29 | zlib.adler32(text.encode()) & 0x1FFFFFFF)


def _mixed(left: Hashes, right: Hashes | np.uint64) -> Hashes:
    """Return one hash of two, by the last steps of MurmurHash3 (Appleby 2011)."""
    with np.errstate(over="ignore"):
        mixed: Hashes = (left ^ (right * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(0xC4CEB9FE1A85EC53)
    return mixed ^ (mixed >> np.uint64(33))


def _slot(hashes: Hashes) -> Slots:
    return (hashes % np.uint64(SLOTS)).astype(np.int64)
