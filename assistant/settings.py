"""What keeps conversations and who may change papers: the settings of this room, read once from the environment.

Does not open a database, and does not check that one answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.words import OSLO
from index.errors import SettingError

KNOWN = ("VEIVISER_DATABASE_URL", "VEIVISER_RETENTION_DAYS", "VEIVISER_ADMIN_TOKEN", "VEIVISER_TIME_ZONE")
DAYS_MAX = 36_500
TOKEN_MIN = 16  # characters
_SCHEMES = ("sqlite", "postgresql", "postgres", "postgresql+pg8000")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantSettings:
    """Everything that this room needs to know from outside.

    Without `database_url` conversations lie in the data folder; without `retention_days` they are kept until someone
    deletes them, with 0 nothing is kept; without `admin_token` papers are changed from this machine alone. Times are
    told by the clocks of `time_zone`, and kept in UTC.
    """

    database_url: str | None = field(default=None, repr=False)
    retention_days: int | None = None
    admin_token: str | None = field(default=None, repr=False)
    time_zone: ZoneInfo = OSLO


def from_environment(environ: Mapping[str, str]) -> AssistantSettings:
    """Return the settings that `environ` holds. Raises SettingError, one sentence that names the setting."""
    return AssistantSettings(
        database_url=_database(environ),
        retention_days=_days(environ),
        admin_token=_token(environ),
        time_zone=_zone(environ),
    )


def _text(environ: Mapping[str, str], name: str) -> str | None:
    return environ.get(name, "").strip() or None


def _database(environ: Mapping[str, str]) -> str | None:
    text = _text(environ, "VEIVISER_DATABASE_URL")
    if text is not None and text.partition("://")[0] not in _SCHEMES:
        raise SettingError(
            "VEIVISER_DATABASE_URL er ingen kjent database; skriv den som postgresql://bruker@vert/navn "
            "eller sqlite:////mappe/fil.sqlite3."
        )
    return text


def _days(environ: Mapping[str, str]) -> int | None:
    text = _text(environ, "VEIVISER_RETENTION_DAYS")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) > DAYS_MAX:
        raise SettingError(
            f"VEIVISER_RETENTION_DAYS ({text}) er ikke et helt antall dager fra 0 (ingen tas vare på) til {DAYS_MAX}."
        )
    return int(text)


def _token(environ: Mapping[str, str]) -> str | None:
    text = _text(environ, "VEIVISER_ADMIN_TOKEN")
    if text is not None and (len(text) < TOKEN_MIN or not text.isascii() or not text.isprintable() or " " in text):
        raise SettingError(
            f"VEIVISER_ADMIN_TOKEN må være minst {TOKEN_MIN} tegn uten mellomrom og uten æ, ø og å; "
            "lag en med «openssl rand -hex 24»."
        )
    return text


def _zone(environ: Mapping[str, str]) -> ZoneInfo:
    text = _text(environ, "VEIVISER_TIME_ZONE")
    try:
        return ZoneInfo(text) if text else OSLO
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingError(
            f"VEIVISER_TIME_ZONE ({text}) er ingen tidssone: skriv den som Europe/Oslo, eller UTC."
        ) from error
