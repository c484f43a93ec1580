"""The guard around the whole app: who may call, how much they may send, and the headers on every reply.

Keeps foreign web pages away from a server on the user's own machine (DNS rebinding: the Host header; forged
uploads: the Origin header and the caller's address), cuts off bodies that are too large while they arrive,
and turns an unforeseen error into a problem without details. It does no login; put a proxy in front for that.
"""

import ipaddress
import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.admin import LOGIN_PATH, Admin, Refused
from assistant.pages import visitor_of
from assistant.problem import KeyedHTTPException, PageOfProblem, problem_of, problem_response
from index.settings import is_loopback

_log = logging.getLogger(__name__)

_JSON_BYTES_MAX = 1024 * 1024
# What a multipart body holds besides the file: boundaries, part headers, the name.
_MULTIPART_SLACK = 64 * 1024

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware, the outermost. `hosts` are names that may stand in the Host header besides loopback.

    With `0.0.0.0` or `::` among `hosts`, any IP address is let through too (a rebinding attack needs a name).
    `upload_bytes_max` limits the file of one upload, in bytes. `admin` tells who may change things, and `page_of` makes
    a page of a refusal or an unforeseen error for someone who reads.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        upload_bytes_max: int,
        admin: Admin,
        page_of: PageOfProblem,
    ) -> None:
        self._app = app
        self._admin = admin
        self._page_of = page_of
        self._hosts = frozenset(host.lower().strip("[]") for host in hosts)
        self._upload_bytes_max = upload_bytes_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message)
            await send(message)

        if not self._host_is_ours(Headers(scope=scope).get("host", "")):
            words = "Vertsnavnet er ukjent her: bruk adressen som tjenesten ble startet med."
            await problem_response(problem_of(400, words))(scope, receive, send_guarded)
            return
        refused = self._admin.refusal(Request(scope))
        if refused:
            headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else None
            await self._refuse(Request(scope), refused, headers)(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, self._limited(scope, receive), send_guarded)
        except Exception:
            _log.exception("unforeseen error in %s %s", scope["method"], scope["path"])
            if started:
                raise
            problem = problem_of(500)
            w = visitor_of(Request(scope)).words
            response = self._page_of(Request(scope), problem) or problem_response(problem, w=w)
            await response(scope, receive, send_guarded)

    def _refuse(self, request: Request, refused: Refused, headers: Mapping[str, str] | None) -> Response:
        if refused.status == 401 and request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse(LOGIN_PATH, status_code=303)
        problem = replace(problem_of(refused.status, refused.detail), key=refused.key)
        return self._page_of(request, problem) or problem_response(problem, headers, visitor_of(request).words)

    def _host_is_ours(self, header: str) -> bool:
        name = host_name(header)
        if name in self._hosts or is_loopback(name):
            return True
        return bool(self._hosts & {"0.0.0.0", "::"}) and _is_address(name)  # noqa: S104 - compared, not bound

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Count the body while it arrives, so that nothing too large is ever kept."""
        headers = Headers(scope=scope)
        upload = headers.get("content-type", "").lower().startswith("multipart/")
        most = self._upload_bytes_max + _MULTIPART_SLACK if upload else _JSON_BYTES_MAX
        announced = headers.get("content-length", "")
        received = int(announced) if announced.isdecimal() and int(announced) > most else 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive() if received <= most else {"type": "http.request"}
            received += len(message.get("body", b""))
            if received > most:
                raise too_large(self._upload_bytes_max if upload else most)
            return message

        return receive_limited


def too_large(bytes_max: int) -> KeyedHTTPException:
    """Return the refusal of a body above `bytes_max` bytes."""
    most = f"{bytes_max // (1024 * 1024)} MB" if bytes_max >= 1024 * 1024 else f"{bytes_max} byte"
    words = f"For stort: det største som tas imot, er {most}. Del det opp, eller les det inn lokalt."
    return KeyedHTTPException(413, words, {"Connection": "close"}, key="error.large", values={"most": most})


def host_name(header: str) -> str:
    """Return the name in a Host header, lower case, without port and brackets; empty when it is none."""
    try:
        return (urlsplit(f"//{header}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _add_headers(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
