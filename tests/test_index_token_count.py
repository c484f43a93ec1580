"""Tokens are counted as tiktoken counts them, and a broken installation is told of."""

from pathlib import Path

import pytest
import tiktoken
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core import __file__ as llama_index

from index import token_count
from index.errors import SettingError
from index.token_count import ENCODING, token_counter

TEXTS = st.text("abÆøåéČŠ  \n'sStTlLvVeErR_0923.,:;-–…«»()§\u00a0\t²½ªµſ日😀", max_size=40) | st.text(max_size=20)


@pytest.fixture(scope="module")
def whole() -> tiktoken.Encoding:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIKTOKEN_CACHE_DIR", str(Path(llama_index).parent / "_static" / "tiktoken_cache"))
        return tiktoken.get_encoding(ENCODING)


@given(text=TEXTS)
def test_a_text_has_as_many_tokens_as_tiktoken_says(whole: tiktoken.Encoding, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert token_counter()(text) == len(whole.encode_ordinary(text))


def test_a_missing_or_another_file_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_count, "_SHA256", "0" * 64)
    token_counter.cache_clear()
    with pytest.raises(SettingError, match="llama-index-core"):
        token_counter()
    token_counter.cache_clear()
