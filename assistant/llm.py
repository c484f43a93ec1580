"""The language model behind LlamaIndex's interface: any OpenAI-compatible server, or another class, by settings.

One of the two modules that import LlamaIndex, and imported only where a model is configured. Streams, retries what may
pass, stops asking a server that keeps failing, and stops at once when the reader is gone. Knows nothing of sources.
"""

import importlib
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pybreaker
from anyio import fail_after
from anyio.from_thread import start_blocking_portal
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.llms.llm import LLM
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from assistant.llm_settings import LlmSettings
from assistant.prompt import Prompt
from assistant.usage import Usage
from index.errors import ModelError, SettingError
from index.token_count import token_counter

OPENAI_LIKE = "llama_index.llms.openai_like.OpenAILike"
_FAILURES = 3  # in a row, after which the server is left alone …
REST_SECONDS = 30.0  # … for so long
_LOOK_UP = 0.1  # seconds between looks at whether the reader is still there
_CHARACTERS_A_TOKEN = 12  # a text of more is no text, and is cut off
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """The end of a text: what it took, or what went wrong."""

    usage: Usage | None = None
    error: BaseException | None = None


class Model:
    """One configured language model; safe to use from several threads."""

    def __init__(self, settings: LlmSettings, *, rest_seconds: float = REST_SECONDS) -> None:
        """Raises SettingError when the class cannot be made, or a package that it needs is not installed.

        `rest_seconds` is how long a server that keeps failing is left alone.
        """
        self.settings = settings
        self._count = token_counter()
        self._circuit_state = pybreaker.CircuitMemoryStorage(pybreaker.STATE_CLOSED)
        self._circuit = pybreaker.CircuitBreaker(
            fail_max=_FAILURES, reset_timeout=rest_seconds, state_storage=self._circuit_state
        )
        _made(settings)  # a wrong setting is found now, and not by the first reader

    @property
    def name(self) -> str:
        """What the model is called."""
        return self.settings.model

    def size(self, prompt: Prompt) -> int:
        """Return how many tokens a prompt takes, by tiktoken's cl100k_base, and a few for the messages' frames."""
        return self._count(prompt.system) + self._count(prompt.user) + 16

    def write(self, prompt: Prompt, gone: threading.Event) -> Iterator[str | Usage]:
        """Yield a text piece by piece, and lastly what it took. Ends at once when `gone` is set or it is closed.

        Raises ModelError, one sentence, when the model does not answer within its limits.
        """
        if self._is_resting():
            raise ModelError("Språkmodellen har feilet flere ganger på rad og får hvile litt")
        with start_blocking_portal() as portal:
            arriving: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
            running = portal.start_task_soon(self._pump, prompt, arriving)
            try:
                yield from self._arrived(arriving, running, gone)
            finally:
                running.cancel()

    def _arrived(
        self, arriving: "queue.SimpleQueue[str | _End]", running: "Future[None]", gone: threading.Event
    ) -> Iterator[str | Usage]:
        while not gone.is_set():
            try:
                piece = arriving.get(timeout=_LOOK_UP)
            except queue.Empty:
                continue
            if isinstance(piece, str):
                yield piece
                continue
            if piece.usage is not None:
                self._note(None)
                yield piece.usage
            elif piece.error is not None and not isinstance(piece.error, CancelledError):
                self._note(piece.error)
                raise ModelError(words_of(piece.error)) from piece.error
            return

    def _is_resting(self) -> bool:
        """Say whether the circuit is open, and not yet for so long that one try is due."""
        opened = self._circuit_state.opened_at
        if self._circuit.current_state != pybreaker.STATE_OPEN or opened is None:
            return False
        return datetime.now(UTC) < opened + timedelta(seconds=self._circuit.reset_timeout)

    def _note(self, error: BaseException | None) -> None:
        """Tell the circuit how it went."""

        def outcome() -> None:
            if error is not None:
                raise error

        try:
            self._circuit.call(outcome)
        except pybreaker.CircuitBreakerError:
            pass
        except BaseException as raised:
            if raised is not error:
                raise

    async def _pump(self, prompt: Prompt, arriving: "queue.SimpleQueue[str | _End]") -> None:
        """Fetch the text into the queue; cancelled, it closes the connection, and the server can stop."""
        started = time.perf_counter()
        try:
            with fail_after(self.settings.timeout):
                async with httpx.AsyncClient(timeout=self.settings.timeout) as client:
                    arriving.put(_End(usage=await self._fetch(prompt, arriving, started, client)))
        except Exception as error:
            arriving.put(_End(error=error))

    async def _fetch(
        self, prompt: Prompt, arriving: "queue.SimpleQueue[str | _End]", started: float, client: httpx.AsyncClient
    ) -> Usage:
        first: float | None = None
        text: list[str] = []
        told: tuple[int, int] | None = None
        model = _made(self.settings, client)
        length, most = 0, self.settings.max_tokens * _CHARACTERS_A_TOKEN
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(self.settings.retries + 1),
            wait=wait_random_exponential(multiplier=0.3, max=5.0),
            retry=retry_if_exception(lambda error: not text and may_pass(error)),
            reraise=True,
        ):
            with attempt:
                async for part in await model.astream_chat(_messages(prompt)):
                    told = _told(part.raw) or told
                    if not part.delta:
                        continue
                    first = first or time.perf_counter()
                    length += len(part.delta)
                    text.append(part.delta)
                    arriving.put(part.delta)
                    if length > most:
                        break
        if first is None:
            raise ModelError("Språkmodellen svarte uten tekst")
        counted = told or (self.size(prompt), self._count("".join(text)))
        now = time.perf_counter()
        return Usage(
            prompt=counted[0],
            completion=counted[1],
            first_token_ms=round((first - started) * 1000, 1),
            total_ms=round((now - started) * 1000, 1),
        )


def may_pass(error: BaseException) -> bool:
    """Say whether a failure may pass by itself: a lost connection, a server that is busy or has stumbled."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status in _PASSING
    names = {kind.__name__ for kind in type(error).__mro__}
    return bool(names & {"APIConnectionError", "TransportError", "ConnectionError", "IncompleteRead"})


def words_of(error: BaseException) -> str:
    """Say in Norwegian what went wrong, without anything that the server wrote."""
    if isinstance(error, ModelError):
        return str(error)
    if isinstance(error, TimeoutError):
        return "Språkmodellen svarte ikke i tide"
    status = getattr(error, "status_code", None)
    if status in (401, 403):
        return "Språkmodellens tjener godtok ikke VEIVISER_LLM_API_KEY"
    if status == 404:
        return "Språkmodellens tjener kjenner ikke modellen i VEIVISER_LLM_MODEL, eller adressen i VEIVISER_LLM_URL"
    if isinstance(status, int):
        return f"Språkmodellens tjener svarte med feil {status}"
    if may_pass(error):
        return "Språkmodellens tjener kan ikke nås"
    return "Språkmodellen svarte med noe som ikke kan leses"


def _messages(prompt: Prompt) -> list[ChatMessage]:
    return [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt.system),
        ChatMessage(role=MessageRole.USER, content=prompt.user),
    ]


def _told(raw: Any) -> tuple[int, int] | None:
    """Return the tokens that the server says it used, where it says so."""
    usage = getattr(raw, "usage", None)
    prompt, completion = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if isinstance(prompt, int) and isinstance(completion, int) and completion > 0:
        return prompt, completion
    return None


def _made(settings: LlmSettings, client: httpx.AsyncClient | None = None) -> LLM:
    """Return a LlamaIndex model; one for each text, since its connections belong to the loop that opened them."""
    name = settings.llm_class or OPENAI_LIKE
    module, _, kind = name.rpartition(".")
    try:
        maker = getattr(importlib.import_module(module), kind)
    except (ImportError, AttributeError) as error:
        remedy = "kjør `pip install 'styreveiviser[llm]'`" if settings.llm_class is None else "installer pakken"
        raise SettingError(
            f"Språkmodellen trenger {name}, som ikke er her; {remedy} eller rett innstillingen."
        ) from error
    arguments: dict[str, Any] = {"model": settings.model, "max_tokens": settings.max_tokens, "temperature": 0.0}
    if settings.llm_class is None:
        arguments |= _openai_like(settings) | {"async_http_client": client}
    elif settings.api_key:
        arguments["api_key"] = settings.api_key
    try:
        model = maker(**(arguments | dict(settings.options)))
    except Exception as error:  # whatever the class raises, the remedy is the same
        raise SettingError(
            f"Språkmodellen {name} kan ikke lages ({type(error).__name__}); rett VEIVISER_LLM_OPTIONS."
        ) from error
    if not isinstance(model, LLM):
        raise SettingError(f"VEIVISER_LLM_CLASS ({name}) er ingen språkmodell for LlamaIndex; oppgi en annen klasse.")
    return model


def _openai_like(settings: LlmSettings) -> dict[str, Any]:
    return {
        "api_base": settings.url,
        "api_key": settings.api_key or "none",  # the client wants one, and many servers need none
        "is_chat_model": True,
        "context_window": settings.context,
        "max_retries": 0,  # retried above, and only before the first token
        "timeout": settings.timeout,
        "additional_kwargs": {"stream_options": {"include_usage": True}},
    }
