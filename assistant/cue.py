"""What kinds of words answer what kinds of questions: «når» by a month and a year, «hvor gammel» by «år» and «født».

Each word of a candidate (a number or a name by its shape, and with the word before it) is paired with the question's
kind, its first words and the word it asks about; a word of the question stands for any word of it. The pairs are hashed
to SLOTS weights (feature hashing, Weinberger et al. 2009), learned by `eval/train_cue.py`. Computes one number a text;
`rank.py` decides.
"""

import re
import zlib
from collections.abc import Sequence
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
_NUMBER, _ROW = 8, 24  # bytes of a hash, and of the three of a word


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
    read = [_read(text) for text in texts]
    table = np.frombuffer(b"".join(read), dtype=np.uint64).reshape(-1, 3)
    owners = np.repeat(np.arange(len(texts)), [len(rows) // _ROW for rows in read])
    hashes, theirs = _pairs(question, table, owners)
    lengths: Floats = np.sqrt(np.bincount(theirs, minlength=len(texts)) + 1).astype(np.float32)
    return (hashes % np.uint64(SLOTS)).astype(np.int64), theirs, lengths


def _pairs(question: Question, table: Hashes, owners: Slots) -> tuple[Hashes, Slots]:
    """Return the hashes of all pairs, and which text each is of."""
    words, stems = table[:, 0], table[:, 1]
    asked, said = _of_question(question.text)
    shaped = words != stems
    again = np.where(shaped & (words != _hash(_NAME)), _among(table[:, 2], said), _among(stems, asked))
    first = np.diff(owners, prepend=-1) != 0
    standing = np.where(again, _hash(_ASKED), stems)
    before = np.where(first, _hash("^"), np.roll(standing, 1))
    told = shaped | ~again
    words = np.where(again, _mixed(words, _hash(_ASKED)), words)
    after = _mixed(before[shaped], words[shaped])
    keys, keys_after = _keys(question), (question.expect.value, _opening(question.text, 1))
    found = (
        _mixed(words[told], _hashed(keys)[:, None]).ravel(),
        _mixed(after, _hashed([f"before {key}" for key in keys_after])[:, None]).ravel(),
        _mixed(standing[first], _hash(f"first {question.expect.value}")),
    )
    theirs = (np.tile(owners[told], len(keys)), np.tile(owners[shaped], len(keys_after)), owners[first])
    return np.concatenate(found), np.concatenate(theirs)


def _among(hashes: Hashes, few: Hashes) -> Mask:
    found: Mask = (hashes[:, None] == few).any(axis=1)
    return found


def _keys(question: Question) -> tuple[str, ...]:
    """Return what a question is known by: its kind, its first two words, the word it asks about; and any question."""
    focus = (f"focus {question.focus}",) if question.focus else ()
    return (f"expect {question.expect.value}", f"opening {_opening(question.text, 2)}", "any", *focus)


def _opening(text: str, count: int) -> str:
    return " ".join(word.lower() for word in _WORD.findall(text)[:count])


_NAME, _ASKED = "#name", "#asked"


@lru_cache(maxsize=_TEXTS)
def _read(text: str) -> bytes:
    """Return the words of a text, a row each: what it is known by (its shape, or its stem), its stem, and the whole.

    All three are hashed.
    """
    words = _WORD.findall(text)
    rows = b"".join(map(_known, words))
    if not words or words[0][0].isdigit():
        return rows
    return rows[_NUMBER : _ROW - _NUMBER] + rows[_NUMBER:]  # any first word is written large


@lru_cache(maxsize=_WORDS)
def _known(word: str) -> bytes:
    """Return the row of a word: three unsigned 64-bit numbers."""
    stem, whole = _hash(word[:_STEM].lower()), _hash(word.lower())
    return np.array([_hash(_shape(word)) if _shape(word) else stem, stem, whole], dtype=np.uint64).tobytes()


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
    rows = np.frombuffer(b"".join(map(_known, _WORD.findall(text))), dtype=np.uint64).reshape(-1, 3)
    return rows[:, 1], rows[:, 2]


def _hashed(keys: Sequence[str]) -> Hashes:
    return np.array([_hash(key) for key in keys], dtype=np.uint64)


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
