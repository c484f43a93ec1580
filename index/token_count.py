"""How many tokens a text is, offline: by tiktoken, with the encoding that llama-index-core carries.

Imports neither of them before it is asked. Language models count in their own ways; this is near enough for a budget.
"""

import os
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from index.errors import SettingError

ENCODING = "cl100k_base"

Counter = Callable[[str], int]


@lru_cache(maxsize=1)
def token_counter() -> Counter:
    """Return a function that counts tokens, from the encoding that llama-index-core carries; never downloads.

    Raises SettingError when the encoding's file is not there.
    """
    package = find_spec("llama_index")
    roots = list(package.submodule_search_locations or ()) if package else []
    folders = [Path(root) / "core" / "_static" / "tiktoken_cache" for root in roots]
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        raise SettingError("Ordtelleren mangler: pakken llama-index-core er ikke hel; installer den på nytt med pip.")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken

    encoding = tiktoken.get_encoding(ENCODING)
    return lambda text: len(encoding.encode_ordinary(text))
