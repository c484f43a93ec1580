"""How many tokens a text is, offline: by tiktoken, with the encoding that llama-index-core carries.

Imports neither of them before it is asked. Language models count in their own ways; this is near enough for a budget.
"""

import hashlib
import re
from binascii import a2b_base64
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from index.errors import SettingError

# cl100k_base as OpenAI published it: the name of tiktoken's file, its hash, and where it divides a text.
ENCODING = "cl100k_base"
_FILE = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_DIVIDED = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]"
    r"|\s+(?!\S)|\s"
)
# The same for texts of plain letters alone, as nearly all are.
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿčđŋšŧžČĐŊŠŦŽ"
_PLAIN = re.compile(rf"[\n -~{_LETTERS}\u00a0«»§°–—‘’“”•…]*")
_PIECE = re.compile(
    rf"'(?:[sdmtSDMT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\n{_LETTERS}0-9]?+[{_LETTERS}]++|[0-9]{{1,3}}+"
    rf"| ?[^\s{_LETTERS}0-9]++\n*+|\s++\Z|\s*\n|\s+(?!\S)|\s"
)
_CACHED = 100_000

Counter = Callable[[str], int]


class _Pieces(dict[str, int]):
    """How many tokens each piece of text is that was met: most words of a paper are met again."""

    def __init__(self, counted: Counter) -> None:
        super().__init__()
        self._counted = counted

    def __missing__(self, piece: str) -> int:
        if len(self) >= _CACHED:
            self.clear()
        self[piece] = tokens = self._counted(piece)
        return tokens


@lru_cache(maxsize=1)
def token_counter() -> Counter:
    """Return a function that counts tokens, from the encoding that llama-index-core carries; never downloads.

    Raises SettingError when the encoding's file is not there, or is another one.
    """
    ranks = _ranks()
    import tiktoken

    encoding = tiktoken.Encoding(ENCODING, pat_str=_DIVIDED, mergeable_ranks=ranks, special_tokens={})
    pieces = _Pieces(lambda text: len(encoding.encode_ordinary(text)))

    def counted(text: str) -> int:
        if not _PLAIN.fullmatch(text):
            return len(encoding.encode_ordinary(text))
        return sum(map(pieces.__getitem__, _PIECE.findall(text)))

    return counted


def _ranks() -> dict[bytes, int]:
    """Return the encoding's tokens with their ranks: its file has a line for each, the token in base 64 and its rank.

    The ranks ascend from 0, and the hash says that it is that file, so they are not read.
    """
    package = find_spec("llama_index")
    roots = list(package.submodule_search_locations or ()) if package else []
    files = [Path(root) / "core" / "_static" / "tiktoken_cache" / _FILE for root in roots]
    file = next((file for file in files if file.is_file()), None)
    content = file.read_bytes() if file else b""
    if hashlib.sha256(content).hexdigest() != _SHA256:
        raise SettingError("Ordtelleren mangler: pakken llama-index-core er ikke hel; installer den på nytt med pip.")
    tokens = content.split()[::2]
    return dict(zip(map(a2b_base64, tokens), range(len(tokens)), strict=True))
