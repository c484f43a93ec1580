"""The page's Norwegian words for what the types hold in English: kinds, dates, counts. Bokmål."""

from index.document import Kind

KIND_WORDS = {
    Kind.NOTICE.value: "Innkalling",
    Kind.AGENDA.value: "Saksliste",
    Kind.MINUTES.value: "Referat",
    Kind.MANDATE.value: "Mandat",
    Kind.ROADMAP.value: "Veikart",
    Kind.SLIDES.value: "Presentasjon",
    Kind.ATTACHMENT.value: "Vedlegg",
}
_MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember"
).split()  # fmt: skip


def kind_word(kind: str) -> str:
    """Return what a kind of document is called: `minutes` is «Referat»."""
    return KIND_WORDS.get(kind, "Dokument")


def day(iso: str | None) -> str:
    """Return an ISO date or time as it is written: `2024-04-04` is «4. april 2024»; empty for None.

    >>> day("2024-04-04T10:00:00+00:00")
    '4. april 2024'
    """
    if not iso:
        return ""
    year, month, number = iso[:10].split("-")
    return f"{int(number)}. {_MONTHS[int(month) - 1]} {year}"


def thousands(number: int) -> str:
    """Return a count with a narrow no-break space between thousands."""
    return f"{number:,}".replace(",", "\u202f")
