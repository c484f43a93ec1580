"""The pages as HTML in the reader's language: whole pages, and parts of them for the page's script.

Everything is escaped by the templates; signs that could hide or turn text around are shown as what they are. Knows
which language a reader wants; knows no documents.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.admin import ADMIN_PATH
from assistant.answer import Citation
from assistant.problem import Problem, problem_of
from assistant.read_feedback import COMMENT_MAX
from assistant.stored import Fault
from assistant.words import FIRST, LANGUAGES, Words, chosen_language, words
from index.place import Place

FOLDER = Path(__file__).parent / "page"
ASSETS = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "admin.css": "text/css; charset=utf-8",
    "admin.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
LANGUAGE_KEY = "sprak"  # the name of the query parameter and of the cookie
_LANGUAGE_DAYS = 365
# Errors that have a sentence in every language.
_USUAL = {404: "trouble.page_missing", 500: "trouble.unforeseen"}
_FOR_READERS = ("/svar/", "/samtale/")  # addresses that are handed on: a page, whatever the caller says that it takes
_FOR_PROGRAMS = ("/v1/", "/assets/", "/openapi.json", "/mcp", "/metrics")
# Signs without a shape: they turn the reading direction or hide letters. Joiners inside emoji are let be.
_HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0000-\u0008\u000b-\u001f\u007f]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who reads, as far as a page needs to know: the language, and the address to come back to in another one."""

    words: Words
    path: str
    query: tuple[tuple[str, str], ...]
    chose: bool

    def in_language(self, language: str) -> str:
        """Return the address of this page in another language."""
        return f"{self.path}?{urlencode((*self.query, (LANGUAGE_KEY, language)))}"

    def with_query(self, key: str, value: str) -> str:
        """Return the address of this page with another value of one key."""
        return f"{self.path}?{urlencode((*((name, one) for name, one in self.query if name != key), (key, value)))}"


def visitor_of(request: Request) -> Visitor:
    """Return who reads, by the query, the cookie and the browser's languages."""
    asked = request.query_params.get(LANGUAGE_KEY)
    language = chosen_language(asked, request.cookies.get(LANGUAGE_KEY), request.headers.get("accept-language", ""))
    query = tuple((key, value) for key, value in request.query_params.multi_items() if key != LANGUAGE_KEY)
    w = words(language, request.app.state.zone)
    return Visitor(words=w, path=request.url.path, query=query, chose=asked in LANGUAGES)


async def reading(request: Request) -> Visitor:
    """Return who reads. Not a plain function, which would wait for a thread of its own."""
    return visitor_of(request)


Reading = Annotated[Visitor, Depends(reading)]


class Pages:
    """The templates of `assistant/page`."""

    def __init__(self, *, keeps: bool = True) -> None:
        """`keeps` tells whether answers are kept, and so have addresses of their own."""
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(visible=visible, source_address=source_address)
        self._environment.globals.update(
            assets={name: f"/assets/{name}?v={_version(name)}" for name in ASSETS},
            languages=LANGUAGES,
            keeps=keeps,
            faults=tuple(Fault),
            comment_max=COMMENT_MAX,
        )

    def part(self, name: str, visitor: Visitor, **values: object) -> str:
        """Return one template as HTML. In it, `w` are the words, `visitor` who reads, and `values` by their names."""
        return self._environment.get_template(name).render(w=visitor.words, visitor=visitor, **values)

    def page(self, name: str, visitor: Visitor, *, status: int = 200, **values: object) -> HTMLResponse:
        """Return a whole page; a language that was just chosen is kept in a cookie for next time."""
        response = HTMLResponse(self.part(name, visitor, **values), status_code=status)
        if visitor.chose:
            response.set_cookie(
                LANGUAGE_KEY, visitor.words.language, max_age=_LANGUAGE_DAYS * 86_400, httponly=True, samesite="lax"
            )
        return response

    def of_problem(self, request: Request, problem: Problem) -> Response | None:
        """Return an error as a page, where someone who reads asked for one; None where a program did."""
        asks = request.method == "GET" or request.url.path.startswith(ADMIN_PATH)
        reads = asks and "text/html" in request.headers.get("accept", "")
        if not request.url.path.startswith(_FOR_READERS) and (not reads or request.url.path.startswith(_FOR_PROGRAMS)):
            return None
        key = next((key for status, key in _USUAL.items() if problem == problem_of(status)), "")
        visitor = visitor_of(request)
        text, language = ("", FIRST) if key else problem.told(visitor.words)
        return self.page("trouble.html", visitor, status=problem.status, key=key, text=text, language=language)


def visible(text: object) -> str:
    """Return a text with every sign that has no shape of its own written as its number.

    >>> visible("rapport\\u202efdp.exe")
    'rapport[U+202E]fdp.exe'
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))


def source_address(citation: Citation | Place) -> str:
    """Return the address of the page that shows a citation's source, or another place, with the quote marked."""
    return f"/kilde/{citation.doc_id}/{citation.page}?start={citation.start}&end={citation.end}"


def _version(name: str) -> str:
    """Return a short hash of an asset, so that a browser keeps it until it changes."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]
