"""Which chunks a search may look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions that must all hold; None or an empty tuple puts no condition.

    `date_from` and `date_to` are ISO dates, both inclusive, compared with the meeting date. `sources` are
    source paths, or folders of them when they end in `/`. `languages` are `nb`, `nn`, `en`, `se`.
    `subjects` are URIs or labels of subject terms; what is tagged with a narrower one is let through too.
    """

    kinds: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
