"""A filter as SQL over chunks `c` and documents `d`: the same that the store lets through."""

from index.filter import Filter


def chunk_conditions(chosen: Filter) -> tuple[list[str], list[str]]:
    """Return conditions that must all hold, with their values; subject terms must be URIs."""
    conditions: list[str] = []
    values: list[str] = []
    listed = {
        "c.kind": chosen.kinds,
        "c.meeting_number": chosen.meetings,
        "c.case_number": chosen.cases,
        "c.language": chosen.languages,
        "c.access": chosen.access,
        "d.doc_id": chosen.documents,
    }
    for column, wanted in listed.items():
        if wanted:
            conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
            values.extend(wanted)
    if chosen.sources:
        either = " OR ".join(
            "substr(d.source, 1, length(?)) = ?" if source.endswith("/") else "d.source = ?"
            for source in chosen.sources
        )
        conditions.append(f"({either})")
        values.extend(v for source in chosen.sources for v in ([source] * 2 if source.endswith("/") else [source]))
    for comparison, day in (("c.meeting_date >= ?", chosen.date_from), ("c.meeting_date <= ?", chosen.date_to)):
        if day:
            conditions.append(comparison)
            values.append(day)
    if chosen.subjects:
        marks = ",".join("?" * len(chosen.subjects))
        conditions.append(
            "EXISTS (SELECT 1 FROM tags o WHERE o.document = c.document AND o.ordinal = c.ordinal"  # noqa: S608
            f" AND o.uri IN ({marks}))"
        )
        values.extend(chosen.subjects)
    return conditions, values
