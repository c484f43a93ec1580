"""The index's settings: what is read, what is refused, and in which words."""

from pathlib import Path

import pytest

from index.errors import SettingError
from index.settings import IndexSettings, from_environment, unknown_settings, warnings


def test_without_settings_everything_is_local_and_lexical() -> None:
    assert from_environment({}) == IndexSettings(data=Path.cwd() / ".veiviser")


def test_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    environ = {"VEIVISER_DATA": "/elsewhere"}
    assert from_environment(environ).data == Path("/elsewhere")
    assert from_environment(environ, tmp_path).data == tmp_path


def test_blank_settings_count_as_unset() -> None:
    assert from_environment({"QDRANT_URL": " ", "VEIVISER_EMBEDDING_MODEL": ""}) == from_environment({})


def test_the_key_is_never_shown() -> None:
    settings = from_environment({"QDRANT_URL": "https://q:6333", "QDRANT_API_KEY": "hemmelig"})
    assert settings.qdrant_api_key == "hemmelig"
    assert "hemmelig" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QDRANT_URL", "localhost:6333"),
        ("QDRANT_URL", "ftp://host"),
        ("QDRANT_URL", "http://"),
        ("QDRANT_URL", "http://host:notaport"),
        ("QDRANT_URL", "http://[::1"),
        ("QDRANT_URL", "https://user:secret@host"),
        ("QDRANT_COLLECTION", "a/b"),
        ("QDRANT_COLLECTION", "a b"),
        ("VEIVISER_DATA", __file__),
        ("VEIVISER_DATA", "a\0b"),
        ("VEIVISER_DATA", "~no-such-user-here/data"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(SettingError) as raised:
        from_environment({name: value})
    sentence = str(raised.value)
    assert name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "secret" not in sentence


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://qdrant.example.no:6333", True),
        ("http://10.0.0.5:6333", True),
        ("https://qdrant.example.no:6333", False),
        ("http://localhost:6333", False),
        ("http://127.0.0.1:6333", False),
        ("http://[::1]:6333", False),
    ],
)
def test_a_key_sent_in_the_clear_is_warned_of(url: str, warned: bool) -> None:
    sentences = warnings(from_environment({"QDRANT_URL": url, "QDRANT_API_KEY": "k"}))
    assert [("QDRANT_API_KEY" in sentence, "k " in url) for sentence in sentences] == [(True, False)] * warned
    assert warnings(from_environment({"QDRANT_URL": url})) == []


def test_unknown_names_are_reported_with_the_nearest_known_one() -> None:
    environ = {"VEIVISER_DAT": "x", "VEIVISER_ZZZZ": "1", "VEIVISER_DATA": "y", "OTHER": "z"}
    first, second = unknown_settings(environ, ["VEIVISER_DATA", "VEIVISER_EMBEDDING_MODEL"])
    assert "VEIVISER_DAT " in first
    assert "VEIVISER_DATA?" in first
    assert "VEIVISER_ZZZZ" in second
