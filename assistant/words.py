"""The page's words in the reader's language: the message catalogue, counts, dates.

One file a language in `page/words`; each holds the same keys. Bokmål is the first language and what an unknown one
becomes. Chooses no language for a quote: that is the quote's own.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "page" / "words"
FIRST = "nb"
LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
OSLO = ZoneInfo("Europe/Oslo")
_DATE = len("2024-04-04")
_THOUSANDS = {"nb": "\u202f", "nn": "\u202f", "en": ","}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's messages by key: `words("chat.title")`. An unknown key is a `KeyError`, never an empty text.

    Times are told by the clocks of `zone`.
    """

    language: str
    messages: Mapping[str, str]
    zone: ZoneInfo = OSLO

    def __call__(self, key: str, **values: object) -> str:
        """Return a message, with `{name}` replaced by the values."""
        return self.messages[key].format(**values) if values else self.messages[key]

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun: `count("unit.document", 2)` is «2 dokumenter»."""
        return f"{self.number(number)}\u00a0{self.noun(key, number)}"

    def noun(self, key: str, number: int) -> str:
        """Return the noun that goes with a number, from `KEY.one` or `KEY.many`."""
        return self.messages[f"{key}.one" if number == 1 else f"{key}.many"]

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart."""
        return f"{number:,}".replace(",", _THOUSANDS[self.language])

    def day(self, iso: str | None) -> str:
        """Return an ISO date, or the local date of an ISO time: `2024-04-04` is «4. april 2024»; empty for None."""
        if not iso:
            return ""
        year, month, number = (self._local(iso).isoformat() if len(iso) > _DATE else iso)[:_DATE].split("-")
        return self("date.day", day=int(number), month=self(f"date.month.{int(month)}"), year=year)

    def moment(self, iso: str) -> str:
        """Return an ISO time as the local day and time of day; a clock that always follows UTC says so."""
        local = self._local(iso)
        clock = f"{local:{self('date.clock')}}" + ("\u00a0UTC" if self.zone.key in ("UTC", "Etc/UTC") else "")
        return self("date.moment", day=self.day(iso), clock=clock)

    def _local(self, iso: str) -> datetime:
        return datetime.fromisoformat(iso).astimezone(self.zone)

    def known(self, group: str, value: str | None) -> str:
        """Return the word for a value from a fixed list, `GROUP.VALUE`, or the value itself where it has none."""
        return self.messages.get(f"{group}.{value}", value or "")

    def has(self, group: str, value: str | None) -> bool:
        """Tell whether a value is one of a fixed list that has words."""
        return f"{group}.{value}" in self.messages

    def for_script(self, group: str = "script") -> str:
        """Return the messages that a script shows, a group of its own, as JSON by their last name."""
        begin = f"{group}."
        own = {key.removeprefix(begin): text for key, text in self.messages.items() if key.startswith(begin)}
        return json.dumps(own, ensure_ascii=False)


@cache
def words(language: str, zone: ZoneInfo = OSLO) -> Words:
    """Return the words of a language, of the first one where there is no such, with times by the clocks of `zone`."""
    known = language if language in LANGUAGES else FIRST
    read = tomllib.loads((FOLDER / f"{known}.toml").read_text(encoding="utf-8"))
    return Words(language=known, messages=dict(_flat(read, "")), zone=zone)


def _flat(table: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", str(value)))
    return found


def chosen_language(asked: str | None, kept: str | None, accepted: str) -> str:
    """Return the language to show: the one asked for, else the one kept from before, else by what a browser accepts.

    A browser's list moves the choice to nynorsk alone: most readers here have browsers in English and want bokmål.

    >>> chosen_language(None, None, "nn-NO,nn;q=0.9,en;q=0.5"), chosen_language(None, None, "en-US,en")
    ('nn', 'nb')
    """
    for choice in (asked, kept):
        if choice in LANGUAGES:
            return choice
    wanted = [part.split(";")[0].strip().lower()[:2] for part in accepted.split(",")]
    norwegian = [language for language in wanted if language in ("nb", "nn", "no")]
    return "nn" if norwegian[:1] == ["nn"] else FIRST
