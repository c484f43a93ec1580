"""How many tokens a text has: tiktoken, with the encoding file that the llama-index-core wheel carries.

Imports neither of them before it is asked. Language models count in their own ways; this is near enough for a budget.
"""

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from index.errors import SettingError

ENCODING = "cl100k_base"
# The name of the encoding's file, and its hash: tiktoken would fetch the file anew where it is another one.
_FILE = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"

Counter = Callable[[str], int]


@lru_cache(maxsize=1)
def token_counter() -> Counter:
    """Return a function that counts tokens, from the encoding that llama-index-core carries; never downloads.

    Raises SettingError when the encoding's file is not there, or is another one.
    """
    package = find_spec("llama_index")
    roots = list(package.submodule_search_locations or ()) if package else []
    files = [Path(root) / "core" / "_static" / "tiktoken_cache" / _FILE for root in roots]
    file = next((file for file in files if file.is_file()), None)
    if file is None or hashlib.sha256(file.read_bytes()).hexdigest() != _SHA256:
        raise SettingError("Ordtelleren mangler: pakken llama-index-core er ikke hel; installer den på nytt med pip.")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(file.parent)
    import tiktoken

    encoding = tiktoken.get_encoding(ENCODING)
    return lambda text: len(encoding.encode_ordinary(text))
