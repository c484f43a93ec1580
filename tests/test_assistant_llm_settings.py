"""The settings of the language model: what is read, what is refused, and in which words."""

import pytest

from assistant.llm_settings import LlmSettings, llm_from_environment, llm_warnings
from index.errors import SettingError

URL = {"VEIVISER_LLM_URL": "http://localhost:11434/v1/", "VEIVISER_LLM_MODEL": "gemma3"}


def test_without_settings_there_is_no_model() -> None:
    assert llm_from_environment({}) is None
    assert llm_from_environment({"VEIVISER_LLM_URL": " "}) is None


def test_a_server_needs_an_address_and_a_model() -> None:
    assert llm_from_environment(URL) == LlmSettings(model="gemma3", url="http://localhost:11434/v1")
    more = {**URL, "VEIVISER_LLM_API_KEY": "hemmelig", "VEIVISER_LLM_PRICE_IN": "2,5", "VEIVISER_LLM_TIMEOUT": "9"}
    settings = llm_from_environment(more)
    assert settings is not None and settings.api_key == "hemmelig" and "hemmelig" not in repr(settings)
    assert (settings.price_in, settings.timeout, settings.cost(2_000_000, 5)) == (2.5, 9.0, 5.0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "localhost:11434"),
        ("URL", "ftp://x/v1"),
        ("URL", "http://[::1"),
        ("URL", "http://bruker:passord@x/v1"),
        ("MODEL", ""),
        ("CLASS", "Ollama; import os"),
        ("OPTIONS", "{nei"),
        ("OPTIONS", "[1]"),
        ("TIMEOUT", "0"),
        ("TIMEOUT", "evig"),
        ("TIMEOUT", "nan"),
        ("RETRIES", "-1"),
        ("RETRIES", "2.5"),
        ("CONTEXT", "900"),
        ("MAX_TOKENS", "8000"),
        ("PRICE_IN", "-1"),
        ("PRICE_OUT", "gratis"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"VEIVISER_LLM_{name}") as caught:
        llm_from_environment({**URL, f"VEIVISER_LLM_{name}": value})
    assert "\n" not in str(caught.value) and "passord@" not in str(caught.value)


def test_a_setting_without_a_model_is_refused() -> None:
    with pytest.raises(SettingError, match="VEIVISER_LLM_TIMEOUT er satt"):
        llm_from_environment({"VEIVISER_LLM_TIMEOUT": "5"})


def test_papers_that_leave_the_machine_unencrypted_are_warned_of() -> None:
    assert llm_warnings(None) == [] == llm_warnings(llm_from_environment(URL))
    far = llm_from_environment({**URL, "VEIVISER_LLM_URL": "http://modell.example/v1"})
    assert "ukryptert" in llm_warnings(far)[0]
    assert llm_warnings(llm_from_environment({**URL, "VEIVISER_LLM_URL": "https://modell.example/v1"})) == []
