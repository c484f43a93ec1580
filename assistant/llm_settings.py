"""Which language model writes, if any, and within which limits: settings read once from the environment.

Opens nothing. Without `VEIVISER_LLM_URL` or `VEIVISER_LLM_CLASS` there is no model, and nothing of it is imported.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import urlsplit

from index.errors import SettingError
from index.settings import is_loopback

KNOWN_LLM = (
    "VEIVISER_LLM_URL",
    "VEIVISER_LLM_MODEL",
    "VEIVISER_LLM_API_KEY",
    "VEIVISER_LLM_CLASS",
    "VEIVISER_LLM_OPTIONS",
    "VEIVISER_LLM_TIMEOUT",
    "VEIVISER_LLM_RETRIES",
    "VEIVISER_LLM_CONTEXT",
    "VEIVISER_LLM_MAX_TOKENS",
    "VEIVISER_LLM_PRICE_IN",
    "VEIVISER_LLM_PRICE_OUT",
    "VEIVISER_LLM_CURRENCY",
    "VEIVISER_LLM_CROSS_ENCODER",
)
_CLASS = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_LEAST_PROMPT = 500  # tokens that must be left for the instructions and a source


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """A language model and its limits.

    `url` is an OpenAI-compatible server's, ending in `/v1`; `llm_class` names another LlamaIndex class, and `options`
    are arguments for its constructor. `timeout` is seconds for a whole answer, retries included. `context` and
    `max_tokens` are tokens. Prices are for a million tokens, in `currency`. `cross_encoder` is a sentence-transformers
    model, by name or path, that must agree to each sentence.
    """

    model: str
    url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    llm_class: str | None = None
    options: Mapping[str, object] = field(default_factory=dict, repr=False)
    timeout: float = 60.0
    retries: int = 2
    context: int = 8_192
    max_tokens: int = 800
    price_in: float | None = None
    price_out: float | None = None
    currency: str = "NOK"
    cross_encoder: str | None = None

    @property
    def name(self) -> str:
        """What readers are told that the model is called: a folder's own name, without the path to it."""
        return PurePath(self.model).name if self.model.startswith(("/", "./", "../", "~")) else self.model

    def cost(self, prompt: int, completion: int) -> float | None:
        """Return what so many tokens cost, in `currency`; None where no price is set."""
        if self.price_in is None and self.price_out is None:
            return None
        return round(((self.price_in or 0.0) * prompt + (self.price_out or 0.0) * completion) / 1_000_000, 6)


def llm_from_environment(environ: Mapping[str, str]) -> LlmSettings | None:
    """Return the language model that `environ` names, None where it names none.

    Raises SettingError, one sentence that names the setting.
    """
    given = {name: value for name in KNOWN_LLM if (value := environ.get(name, "").strip())}
    url, llm_class = given.get("VEIVISER_LLM_URL"), given.get("VEIVISER_LLM_CLASS")
    if not given:
        return None
    if url is None and llm_class is None:
        name = next(iter(given))
        raise SettingError(f"{name} er satt, men ingen språkmodell: sett VEIVISER_LLM_URL, eller fjern {name}.")
    if "VEIVISER_LLM_MODEL" not in given:
        raise SettingError("VEIVISER_LLM_MODEL mangler: oppgi navnet på modellen som tjeneren skal bruke.")
    context, max_tokens = _whole(given, "CONTEXT", 8_192, 1_000), _whole(given, "MAX_TOKENS", 800, 16)
    if context - max_tokens < _LEAST_PROMPT:
        raise SettingError(
            f"VEIVISER_LLM_CONTEXT ({context}) må være minst {_LEAST_PROMPT} større enn VEIVISER_LLM_MAX_TOKENS "
            f"({max_tokens})."
        )
    return LlmSettings(
        model=given["VEIVISER_LLM_MODEL"],
        url=_address(url),
        api_key=given.get("VEIVISER_LLM_API_KEY"),
        llm_class=_class(llm_class),
        options=_options(given.get("VEIVISER_LLM_OPTIONS")),
        timeout=_number(given, "TIMEOUT", least=0.1) or 60.0,
        retries=_whole(given, "RETRIES", 2, 0),
        context=context,
        max_tokens=max_tokens,
        price_in=_number(given, "PRICE_IN"),
        price_out=_number(given, "PRICE_OUT"),
        currency=given.get("VEIVISER_LLM_CURRENCY", "NOK"),
        cross_encoder=given.get("VEIVISER_LLM_CROSS_ENCODER"),
    )


def llm_warnings(settings: LlmSettings | None) -> list[str]:
    """Return one sentence for each setting that works but should be mended."""
    if settings is None or settings.url is None:
        return []
    address = urlsplit(settings.url)
    if address.scheme == "https" or is_loopback(address.hostname or ""):
        return []
    return [f"Utdrag av dokumentene sendes ukryptert til {address.hostname}; bruk https i VEIVISER_LLM_URL."]


def _address(url: str | None) -> str | None:
    if url is None:
        return None
    wrong = SettingError(
        "VEIVISER_LLM_URL er ikke en gyldig adresse; skriv den som http://localhost:11434/v1 eller https://navn/v1."
    )
    try:
        address = urlsplit(url)
        _ = address.port
    except ValueError as error:
        raise wrong from error
    if address.scheme not in ("http", "https") or not address.hostname:
        raise wrong
    if address.username or address.password:
        raise SettingError("VEIVISER_LLM_URL kan ikke inneholde passord; bruk VEIVISER_LLM_API_KEY.")
    return url.rstrip("/")


def _class(name: str | None) -> str | None:
    if name is not None and not _CLASS.fullmatch(name):
        raise SettingError(
            f"VEIVISER_LLM_CLASS ({name}) er ikke navnet på en klasse; skriv det som llama_index.llms.ollama.Ollama."
        )
    return name


def _options(text: str | None) -> dict[str, object]:
    if text is None:
        return {}
    wrong = SettingError('VEIVISER_LLM_OPTIONS er ikke et JSON-objekt; skriv det som {"temperature": 0}.')
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise wrong from error
    if not isinstance(found, dict):
        raise wrong
    return found


def _number(given: Mapping[str, str], name: str, least: float = 0.0) -> float | None:
    """Return a number that is at least `least`; None where none is given."""
    text = given.get(f"VEIVISER_LLM_{name}")
    if text is None:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < least:
        raise SettingError(f"VEIVISER_LLM_{name} ({text}) må være et tall som er minst {least:g}.")
    return value


def _whole(given: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = given.get(f"VEIVISER_LLM_{name}")
    if text is None:
        return default
    if not text.isdecimal() or not least <= int(text) <= 10_000_000:
        raise SettingError(f"VEIVISER_LLM_{name} ({text}) må være et helt tall som er minst {least}.")
    return int(text)
