"""What the service has done, for Prometheus: requests by route and status, how long they took, what is indexed.

Counts no question, answer or reader; routes are counted by their pattern, never by the address that was asked for.
"""

import time

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api_parts import Library
from index.errors import VeiviserError

_NO_ROUTE = "(none)"


class Meters:
    """The figures of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("veiviser_requests", "Requests that were answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "veiviser_request_seconds", "From a request to the end of its answer.", ("route",), registry=self.registry
        )
        self._documents = Gauge("veiviser_documents", "Documents that are indexed.", registry=self.registry)
        self._passages = Gauge("veiviser_passages", "Passages that are indexed.", registry=self.registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, library: Library) -> bytes:
        """Return all figures as Prometheus reads them; an index that cannot be read leaves its own as they were."""
        try:
            library.refresh()
            counts = library.counts()
        except VeiviserError:
            return generate_latest(self.registry)
        self._documents.set(counts.documents)
        self._passages.set(counts.chunks)
        return generate_latest(self.registry)


class Measured:
    """ASGI middleware that counts each request when its answer has ended."""

    def __init__(self, app: ASGIApp, *, meters: Meters) -> None:
        self._app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            route = getattr(scope.get("route"), "path", _NO_ROUTE)
            self._meters.request(scope["method"], route, status, time.perf_counter() - started)


def metrics_router(meters: Meters, library: Library) -> APIRouter:
    """Return the endpoint `/metrics`."""
    router = APIRouter(tags=["Drift"])

    @router.get("/metrics", summary="Tall for Prometheus")
    def metrics() -> Response:
        return Response(meters.text(library), media_type=CONTENT_TYPE_LATEST)

    return router
