"""Where else the same words stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Another place that tells the same: offsets [start, end) into the text of one page of one document."""

    doc_id: str
    source: str
    page: int
    start: int
    end: int
