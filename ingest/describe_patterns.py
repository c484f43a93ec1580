"""Where boards, versions, dates of validity and draft marks are recognised; `value` is what is told."""

from ingest.patterns import Pattern
from ingest.register_patterns import pattern

_NAME = r"(?P<value>(?-i:[A-ZÆØÅ])[^\n,.|]{3,100})"
_BODY = (
    r"(?:styret?|rådet?|utvalg(?:et)?|tinget|fagforum|forum(?:et)?|nemnda?|komit[eé](?:en)?|formannskap(?:et)?"
    r"|gruppen?|plenum|team(?:et)?)"
)

BODY = pattern(
    rf"{_BODY}$",
    hits=("produktstyret", "Formannskapet", "Fagforum"),
    misses=("styringslinjer", "referat"),
)
BOARDS: tuple[Pattern, ...] = (
    pattern(
        rf"\b(?:møte|møtet|meeting)\s+(?:nr\.?\s*)?\d[\d/]*\s+(?:(?:i|in)\s+)?{_NAME}",
        hits=("Referat fra møte 51/25 i Produktstyret for Helseportalen", "Møte 18 i Fagforum for data"),
        misses=("møte 51/25 i dag", "I møte 12 ble"),
    ),
    pattern(
        r"^(?:utvalg|organ|råd/styre|styre/råd|møteorgan)\s*:\s*(?P<value>[^\n|:]{3,80})$",
        hits=("Utvalg: Formannskapet",),
        misses=("Utvalg: ", "Utvalgte saker: to"),
    ),
    pattern(
        rf"\bmøte i\s+(?P<value>[\w-]*{_BODY}\b[^\n,.|]{{0,90}})",
        hits=("Møte i fagteam for datadeling - 02.03.2023", "Møte i data-fagforum"),
        misses=("møte i dag", "Møte i rom 12"),
    ),
    pattern(
        rf"^(?:mandat|reglement|instruks|vedtekter) for\s+{_NAME}",
        hits=("Mandat for Fagforum for data", "Mandat for Produktstyret for Helseportalen, versjon 1.0"),
        misses=("Revisjon av mandat for styret",),
    ),
    pattern(
        rf"^(?:referat\s+|innkalling\s+|saksliste\s+)?(?P<value>(?-i:[A-ZÆØÅ])[\w -]*{_BODY})\s+møte\b",
        hits=("Fagforum møte nr 20", "Referat Fagforum møte nr 2"),
        misses=("Saker til neste møte",),
    ),
    pattern(
        rf"^(?P<value>(?-i:[A-ZÆØÅ])[\w-]*{_BODY}\b(?:\s(?:for|i|ved)\s[^\n.:|]{{3,60}})?)$",
        hits=("Produktstyret for Helseportalen (eksempel)", "Kommunestyret"),
        misses=("Styret vedtar planer og budsjetter", "Saksliste"),
    ),
)
VERSION = pattern(
    r"\bv(?:ersjon|\.)?\s?(?P<value>\d{1,2}(?:\.\d{1,2}){0,2})\b",
    hits=("Versjon 1.0. Gyldig fra", "mandat v2.0", "versjon 2"),
    misses=("vedtak 2", "visjon 2030"),
)
VALID = pattern(
    r"\b(?:gyldig|gjelder|gjeld|gjeldende|valid)\s+(?P<value>(?:fra|frå|til|t\.o\.m\.|from)\s.{6,60})",
    hits=("Gyldig fra 1. januar 2024 til 31. mars 2025", "Mandatet gjelder fra 1. april 2025."),
    misses=("gjelder alle regioner",),
)
DRAFT = pattern(
    r"(?P<value>\b(?:høringsutkast|utkast|draft|foreløpig (?:versjon|utgave))\b|\bv0\.\d{1,2}\b)",
    hits=("Utkast til mandat", "Veikart 2024-2028 v0.5", "DRAFT"),
    misses=("utkastet ble drøftet", "v1.0"),
)
