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


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What an error looks like outside: `status` is the HTTP status, `detail` a sentence with the remedy, in bokmål.

    `key` and `values` are the same sentence in the message catalogue, where it is there.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, w: Words) -> tuple[str, str]:
        """Return the sentence in the reader's language and that language, or in bokmål where there is no other."""
        if not self.key or w.language == FIRST:
            return self.detail, FIRST
        return w(self.key, **self.values), w.language


# The first match counts, so leaves stand before what they inherit from.
_STATUS: tuple[tuple[type[VeiviserError], int], ...] = (
    (UnsupportedKindError, 415),
    (SourceError, 422),
    (UsageError, 422),
    (NotIndexedError, 404),
    (NotKeptError, 404),
    (ForgottenError, 410),
    (ForbiddenError, 403),
    (BusyError, 503),
    (StoreError, 503),
    (SettingError, 500),
)

_WORDS = {
    400: "Forespørselen kunne ikke leses: se /docs for hva som ventes.",
    404: "Adressen finnes ikke her: se /docs for adressene som finnes.",
    405: "Adressen tar ikke imot denne metoden: se /docs for metodene som finnes.",
    500: "Noe gikk galt hos oss, og feilen er skrevet i loggen: prøv igjen, og meld fra om det fortsetter.",
}

_FIELD_WORDS = {
    "missing": "«{field}» mangler: legg det til.",
    "string_type": "«{field}» skal være tekst.",
    "string_unicode": "«{field}» inneholder tegn som ikke er gyldig Unicode: skriv teksten på nytt.",
    "int_parsing": "«{field}» skal være et helt tall.",
    "int_type": "«{field}» skal være et helt tall.",
    "greater_than_equal": "«{field}» er for lite: det minste er {ge}.",
    "less_than_equal": "«{field}» er for stort: det største er {le}.",
    "extra_forbidden": "«{field}» er ikke kjent her: ta det bort, eller se /docs for hva som finnes.",
    "json_invalid": "Forespørselen er ikke gyldig JSON: se /docs for et eksempel.",
    "model_attributes_type": "Forespørselen skal være et JSON-objekt (Content-Type: application/json).",
    "dict_type": "«{field}» skal være et objekt med navn og verdi.",
}


def problem_of(status: int, detail: str | None = None) -> Problem:
    """Return the problem for an HTTP status; without `detail` it says what is usual for the status."""
    title = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Error"
    return Problem(title=title, status=status, detail=detail or _WORDS.get(status, f"{title}."))


def problem_of_error(error: VeiviserError) -> Problem:
    """Return the problem for one of our own errors; its text is already a sentence."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return replace(problem_of(status, str(error) or None), key=error.key, values=error.values)


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None, w: Words | None = None) -> Response:
    """Return the problem as a response, in the language of `w` where it has the sentence."""
    detail, language = problem.told(w or words(FIRST))
    shown = {"type": problem.type, "title": problem.title, "status": problem.status, "detail": detail}
    body = json.dumps(shown, ensure_ascii=False).encode()
    given = {"Content-Language": language, **(headers or {})}
    return Response(body, status_code=problem.status, headers=given, media_type=MEDIA_TYPE)


def sentence_of(error: RequestValidationError) -> str:
    """Say in one sentence what is wrong with a request: the first of its faults, without its content."""
    fault = error.errors()[0]
    names = [str(part) for part in fault["loc"][1:] if not isinstance(part, int)]
    field = names[0] if names else str(fault["loc"][0])
    limits = fault.get("ctx") or {}
    words = _FIELD_WORDS.get(str(fault["type"]), "«{field}» er ikke som ventet: se /docs for formen.")
    if fault["type"] == "missing" and not names:
        return "Forespørselen mangler innhold: se /docs for hva som ventes."
    return words.format(field=field[:100], ge=limits.get("ge", ""), le=limits.get("le", ""))


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
        usual = HTTPStatus(error.status_code).phrase if error.status_code in set(HTTPStatus) else ""
        detail = None if error.detail == usual or error.status_code in (400, 404, 405) else str(error.detail)
        return reply(request, problem_of(error.status_code, detail), error.headers)

    def on_request(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class alone
        return reply(request, problem_of(422, sentence_of(error)))

    def on_ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, VeiviserError)  # noqa: S101 - registered for this class alone
        problem = problem_of_error(error)
        return reply(request, problem, {"Retry-After": "5"} if problem.status == 503 else None)

    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_request)
    app.add_exception_handler(VeiviserError, on_ours)
