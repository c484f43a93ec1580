"""Subject terms over HTTP: which ones the papers have, how often, and which a question is about."""

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.api_bodies import FacetQuery
from assistant.api_parts import Parts
from assistant.outer import read_filter, read_question
from index.subject import Related
from index.tag_rows import Facet


def facets_router(parts: Parts) -> APIRouter:
    """Return the endpoints `/v1/facets` and `/v1/terms`."""
    router = APIRouter(prefix="/v1", tags=["Emneord"])

    @router.get(
        "/facets",
        summary="Emneordene i papirene, med antall",
        description="Tar de samme filtrene som søket. Antallene regner med det som har et snevrere emneord.",
    )
    def facets(query: Annotated[FacetQuery, Query()]) -> dict[str, tuple[Facet, ...]]:
        conditions = read_filter(query.conditions())
        parts.library.refresh()
        return {"facets": parts.library.subjects.facets(conditions)[: query.top_k]}

    @router.get("/terms", summary="Emneordene til et spørsmål")
    def terms(q: str) -> dict[str, str | tuple[Related, ...]]:
        question = read_question(q)
        return {"query": question, "terms": parts.library.subjects.related(question)}

    return router
