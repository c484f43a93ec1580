"""Every HTTP error as `application/problem+json` (RFC 9457), with one Norwegian sentence in `detail`.

Turns our own errors, wrong requests and HTTP errors into problems. It never shows a stack trace or what was
sent; an unforeseen error is logged by the guard, and the caller learns only that it happened.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from assistant.words import FIRST, Words, words
from index.errors import (
    BusyError,
    ForgottenError,
    ModelError,
    NotIndexedError,
    NotKeptError,
    SettingError,
    SourceError,
    StoreError,
    UsageError,
    VeiviserError,
)

MEDIA_TYPE = "application/problem+json"


class UnsupportedKindError(SourceError):
    """An uploaded file is of a kind that cannot be read: leave it out, or save it as another kind."""


class ForbiddenError(VeiviserError):
    """What was asked for is there, but not for this caller."""


class KeyedHTTPException(HTTPException):
    """A refusal by its status, with its sentence in the message catalogue too."""

    def __init__(
        self, status: int, detail: str, headers: Mapping[str, str], *, key: str, values: Mapping[str, object]
    ) -> None:
        super().__init__(status, detail, headers)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What an error looks like outside: `status` is the HTTP status, `detail` a sentence with the remedy, in bokmål.

    `key` and `values` are the same sentence in the message catalogue, where it is there; else `kind` names what the
    catalogue says around the sentence in another language.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    kind: str = "request"
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, w: Words) -> tuple[str, str]:
        """Return the sentence in the reader's language, and that language."""
        if w.language == FIRST:
            return self.detail, FIRST
        if not self.key:
            return w(f"error.of.{self.kind}", detail=self.detail), w.language
        values = {name: w.day(str(value)) if name == "day" else value for name, value in self.values.items()}
        return w(self.key, **values), w.language


# The first match counts, so leaves stand before what they inherit from.
_STATUS: tuple[tuple[type[VeiviserError], int, str], ...] = (
    (UnsupportedKindError, 415, "source"),
    (SourceError, 422, "source"),
    (UsageError, 422, "usage"),
    (NotIndexedError, 404, "missing"),
    (NotKeptError, 404, "missing"),
    (ForgottenError, 410, "missing"),
    (ForbiddenError, 403, "request"),
    (BusyError, 503, "busy"),
    (StoreError, 503, "store"),
    (ModelError, 503, "model"),
    (SettingError, 500, "setting"),
)

_USUAL = (400, 404, 405, 500)

_FAULTS = (
    "missing", "string_type", "string_unicode", "int_parsing", "int_type", "greater_than_equal", "less_than_equal",
    "extra_forbidden", "json_invalid", "model_attributes_type", "dict_type",
)  # fmt: skip


def problem_of(status: int, detail: str | None = None) -> Problem:
    """Return the problem for an HTTP status; without `detail` it says what is usual for the status."""
    title = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Error"
    if detail or status not in _USUAL:
        return Problem(title=title, status=status, detail=detail or f"{title}.")
    key = f"error.status.{status}"
    return Problem(title=title, status=status, detail=words(FIRST)(key), key=key)


def problem_of_error(error: VeiviserError) -> Problem:
    """Return the problem for one of our own errors; its text is already a sentence."""
    status, kind = next(((status, kind) for one, status, kind in _STATUS if isinstance(error, one)), (500, "request"))
    return replace(problem_of(status, str(error) or None), kind=kind, key=error.key, values=error.values)


def problem_of_http(error: HTTPException) -> Problem:
    """Return the problem for an HTTP error; its text is a sentence unless it is only the status's usual phrase."""
    usual = HTTPStatus(error.status_code).phrase if error.status_code in set(HTTPStatus) else ""
    detail = None if error.detail == usual or error.status_code in (400, 404, 405) else str(error.detail)
    problem = problem_of(error.status_code, detail)
    return replace(problem, key=error.key, values=error.values) if isinstance(error, KeyedHTTPException) else problem


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None, w: Words | None = None) -> Response:
    """Return the problem as a response, in the language of `w` where it has the sentence."""
    detail, language = problem.told(w or words(FIRST))
    shown = {"type": problem.type, "title": problem.title, "status": problem.status, "detail": detail}
    body = json.dumps(shown, ensure_ascii=False).encode()
    given = {"Content-Language": language, **(headers or {})}
    return Response(body, status_code=problem.status, headers=given, media_type=MEDIA_TYPE)


def problem_of_request(error: RequestValidationError) -> Problem:
    """Say in one sentence what is wrong with a request: the first of its faults, without its content."""
    fault = error.errors()[0]
    names = [str(part) for part in fault["loc"][1:] if not isinstance(part, int)]
    limits = fault.get("ctx") or {}
    named = (names[0] if names else str(fault["loc"][0]))[:100]
    values = {"field": named, "ge": limits.get("ge", ""), "le": limits.get("le", "")}
    kind = str(fault["type"]) if fault["type"] in _FAULTS else "other"
    key = "request.empty" if kind == "missing" and not names else f"request.{kind}"
    return replace(problem_of(422, words(FIRST)(key, **values)), key=key, values=values)


PageOfProblem = Callable[[Request, Problem], Response | None]
WordsOf = Callable[[Request], Words]


def install_problems(app: FastAPI, page_of: PageOfProblem, words_of: WordsOf) -> None:
    """Let every error that reaches the app leave as a problem, or as the page that `page_of` makes of it.

    `words_of` gives the language of the one who asked.
    """

    def reply(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
        return page_of(request, problem) or problem_response(problem, headers, words_of(request))

    def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
        return reply(request, problem_of_http(error), error.headers)

    def on_request(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class alone
        return reply(request, problem_of_request(error))

    def on_ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, VeiviserError)  # noqa: S101 - registered for this class alone
        problem = problem_of_error(error)
        return reply(request, problem, {"Retry-After": "5"} if problem.status == 503 else None)

    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_request)
    app.add_exception_handler(VeiviserError, on_ours)
