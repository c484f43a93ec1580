"""Who may administer: this machine alone, or, where an administrator token is set, whoever shows it.

Decides from the headers alone, before any of a body is read. The token is compared in constant time and never logged;
a browser is given a cookie that is made from it and does not hold it.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from index.settings import is_loopback

ADMIN_PATH = "/administrasjon"
LOGIN_PATH = f"{ADMIN_PATH}/inn"
COOKIE = "styreveiviser_admin"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_READS = ("GET", "HEAD", "OPTIONS")
_READ_ADMIN = re.compile(rf"/v1/(?:conversations|feedback)/?|{ADMIN_PATH}(?:/.*)?")
_WRITE_ADMIN = re.compile(rf"/v1/documents(?:/.*)?|/v1/answers/.*|{ADMIN_PATH}(?:/.*)?")
_WRITE_OWN = re.compile(r"/v1/(?:feedback|conversations/.*)|/(?:svar|samtale)/.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a call is refused: the HTTP status and the sentence."""

    status: int
    detail: str
    key: str


class Admin:
    """Lets administrators through."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    @property
    def by_token(self) -> bool:
        """Whether a token is set: then nobody administers without it."""
        return self._token is not None

    def refusal(self, request: Request) -> Refused | None:
        """Say why a call is refused: not by an administrator, or sent by another web page; else None."""
        path, reads = request.url.path, request.method in _READS
        administers = bool((_READ_ADMIN if reads else _WRITE_ADMIN).fullmatch(path))
        if not reads and (administers or _WRITE_OWN.fullmatch(path)) and not _same_origin(request):
            return Refused(
                status=403,
                detail="En annen nettside sendte forespørselen: send den fra denne tjenestens egen adresse.",
                key="error.foreign",
            )
        if not administers or (path == LOGIN_PATH and self.by_token) or self.allows(request):
            return None
        if self.by_token:
            return Refused(
                status=401,
                detail="Dette krever administratornøkkelen: send den som «Authorization: Bearer …», "
                f"eller logg inn på {ADMIN_PATH}.",
                key="error.token",
            )
        return Refused(
            status=403,
            detail="Bare maskinen som tjenesten kjører på, kan legge til og fjerne dokumenter: "
            "bruk «veiviser ingest» og «veiviser remove» der, eller sett VEIVISER_ADMIN_TOKEN.",
            key="error.elsewhere",
        )

    def allows(self, request: Request) -> bool:
        """Say whether the caller administers."""
        if self._token is None:
            client = request.client.host if request.client else ""
            return is_loopback(client) and not any(name in request.headers for name in _FORWARDED)
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.holds(shown.strip()):
            return True
        return hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self.cookie().encode())

    def holds(self, shown: str) -> bool:
        """Compare what was shown with the token, in the same time whatever it is."""
        wanted = hashlib.sha256((self._token or "").encode()).digest()
        return self._token is not None and hmac.compare_digest(
            hashlib.sha256(shown.encode("utf-8", "surrogatepass")).digest(), wanted
        )

    def cookie(self) -> str:
        """Return what a browser is given that showed the token."""
        return hmac.new((self._token or "").encode(), b"styreveiviser administrator", hashlib.sha256).hexdigest()


def _same_origin(request: Request) -> bool:
    """Say whether a page of our own sent the call, or none at all.

    A browser that sends no referrer writes `null` for the origin, and says in `Sec-Fetch-Site` where it is from.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    if origin == "null":
        return request.headers.get("sec-fetch-site") == "same-origin"
    return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
