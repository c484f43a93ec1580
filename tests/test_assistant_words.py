"""The message catalogue: every language has every message, each is used, and nothing else is asked for."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.register_table import COLUMNS
from assistant.roadmap import Move
from assistant.trace import Event
from assistant.words import FOLDER, LANGUAGES, words
from index.document import Kind
from index.record import ItemType, Outcome, Progress

ASSISTANT = FOLDER.parent.parent
# A key as it stands in a template or a module: whole, or its beginning where the end is put together.
_KEY = re.compile(r"""["']((?:[a-z_]+\.)+[a-z_0-9]*)["']""")
_KNOWN = re.compile(r"""\bknown\(["']([a-z_]+(?:\.[a-z_]+)*)["']""")
_FORMATTED = re.compile(r"""f["']((?:[a-z_]+\.)+)\{""")
_ELSEWHERE = {"chat.completion", "chat.completion.chunk"}  # names of another interface that look like keys
_IN_SCRIPT = re.compile(r"\bwords\.([a-z_]+)\b")
_NAMED = re.compile(r"\{(\w+)\}")


def used() -> tuple[set[str], set[str]]:
    """Return the keys that are written out, and the beginnings whose end is put together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in (*ASSISTANT.glob("*.py"), *Path(ASSISTANT.parent, "index").glob("*.py"), *FOLDER.parent.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        whole |= {key for key in _KEY.findall(text) if not key.endswith((".", ".html", ".csv", ".xlsx", ".css", ".js"))}
        begun |= {key for key in _KEY.findall(text) if key.endswith(".")} | set(_FORMATTED.findall(text))
        begun |= {f"{group}." for group in _KNOWN.findall(text)}
    for script, group in (("page.js", "script"), ("admin.js", "admin_script")):
        text = Path(FOLDER.parent, script).read_text(encoding="utf-8")
        whole |= {f"{group}.{name}" for name in _IN_SCRIPT.findall(text)}
    return whole, begun


def test_every_language_has_every_message_with_the_same_values() -> None:
    first = words("nb").messages
    for language in LANGUAGES:
        own = words(language).messages
        assert set(own) == set(first)
        for key, text in own.items():
            assert text.strip(), key
            assert set(_NAMED.findall(text)) == set(_NAMED.findall(first[key])), (language, key)


def test_no_message_is_unused_and_none_is_missing() -> None:
    whole, begun = used()
    messages = set(words("nb").messages)
    stems = {key.rsplit(".", 1)[0] for key in messages if key.endswith((".one", ".many"))}
    unused = {
        key
        for key in messages
        if key not in whole and key.rsplit(".", 1)[0] not in whole & stems and not key.startswith(tuple(begun))
    }
    assert not unused
    groups = {key.split(".", 1)[0] for key in messages}
    assert not {key for key in whole if key.split(".", 1)[0] in groups} - messages - stems - _ELSEWHERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fixed_value_has_a_word(language: str) -> None:
    messages = words(language).messages
    fixed = {
        "kind": Kind,
        "record": COLUMNS,
        "column": {name for names in COLUMNS.values() for name in names},
        "item_type": ItemType,
        "outcome": Outcome,
        "progress": Progress,
        "event": Event,
        "move": set(Move) - {Move.SAME},
    }
    assert {f"{group}.{value}" for group, values in fixed.items() for value in values} <= set(messages)


@pytest.mark.parametrize(
    ("language", "date", "number"),
    [("nb", "4. april 2024", "12\u202f345"), ("nn", "4. april 2024", "12\u202f345"), ("en", "4 April 2024", "12,345")],
)
def test_dates_and_numbers_are_written_as_the_language_does(language: str, date: str, number: str) -> None:
    w = words(language)
    assert (w.day("2024-04-04T10:00:00+00:00"), w.number(12_345), w.day(None)) == (date, number, "")
    assert w.count("unit.page", 1) != w.count("unit.page", 2)


@pytest.mark.parametrize(
    ("iso", "language", "zone", "told"),
    [
        ("2025-06-01T12:05:00.000000+00:00", "nb", "Europe/Oslo", "1. juni 2025 kl. 14.05"),
        ("2025-12-31T23:30:00.000000+00:00", "en", "Europe/Oslo", "1 January 2026 at 00:30"),
        ("2025-12-31T23:30:00.000000+00:00", "nn", "UTC", "31. desember 2025 kl. 23.30\u00a0UTC"),
    ],
)
def test_a_time_is_told_by_the_clocks_where_the_board_is(iso: str, language: str, zone: str, told: str) -> None:
    w = words(language, ZoneInfo(zone))
    assert w.moment(iso) == told and told.startswith(w.day(iso))
    assert w.day("2025-12-31") in ("31. desember 2025", "31 December 2025")  # a date has no hour to move it
