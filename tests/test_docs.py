"""What is told of the settings is what there is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_NAME = re.compile(r'"((?:VEIVISER|QDRANT)_[A-Z_]*[A-Z])"')
_READ_BY = ("index/settings.py", "assistant/settings.py", "assistant/llm_settings.py")
NAMES = sorted({name for file in _READ_BY for name in _NAME.findall((ROOT / file).read_text(encoding="utf-8"))})


def test_settings_are_found() -> None:
    assert {"VEIVISER_DATA", "VEIVISER_ADMIN_TOKEN", "VEIVISER_LLM_URL", "QDRANT_URL"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_told_of(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")


def test_no_setting_is_told_of_that_does_not_exist() -> None:
    told = re.findall(r"`((?:VEIVISER|QDRANT)_[A-Z_]*[A-Z])`", (ROOT / "docs" / "drift.md").read_text(encoding="utf-8"))
    assert set(told) <= set(NAMES)
