"""What a reader makes of one file: pages of text, before anybody asks what kind of document it is."""

from dataclasses import dataclass

from index.document import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One file, read. `title` comes from its metadata or first heading; None when neither says anything.

    `warnings` are sentences about the whole file (a wrong suffix, doubtful letters); what concerns one page
    alone is that page's `warning`.
    """

    media_type: str
    title: str | None
    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()
