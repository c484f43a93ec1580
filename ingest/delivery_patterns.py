"""Where rows of roadmaps and plans are recognised: each pattern beside what it must match and what it must not."""

from ingest.register_patterns import pattern

CODE = pattern(
    r"^(?P<code>(?-i:[A-ZÆØÅ]{1,4})\s?-?\s?\d{1,3}(?:\.\d{1,2})?)\s+(?=\S)",
    hits=("V-01 Innsyn i prøvesvar", "T12 Kampanje"),
    misses=("Aldersgruppe 12-16", "2024 Q2"),
)
DUE = pattern(
    r"\b(?:[1-4]\.\s?kvartal|[QK][1-4]|[1-4]\.?\s?[QK]|(?:første|andre|1\.|2\.)\s?halvår|(?:januar|februar|mars|april|mai|juni"
    r"|juli|august|september|oktober|november|desember))\s(?:20)\d\d\b|\b20\d\d\s?[QK][1-4]\b",
    hits=("2. kvartal 2025", "Q3 2024", "2024 Q2", "juni 2025"),
    misses=("2. kvartal", "versjon 2024"),
)
ORGANISATION_AT_START = pattern(
    r"^(?:norsk\s+(?:helsenett|\w+)|helse\s+(?:nord|vest|midt(?:-norge)?|sør-øst)(?:\s+(?:rhf|ikt|hf))?|\w*direktoratet"
    r"(?:\s+for\s+[\w-]+)?|folkehelseinstituttet|pasientreiser(?:\shf)?|\w+departementet|nav|ks|nhn|fhi|hemit|sykehuspartner"
    r"|\w+\skommune|program(?:met)?\s[\w-]+(?:\s[\w-]+)?|alle|flere|felles)(?:\s*\([^()]{1,40}\))?$",
    hits=(
        "Norsk portaldrift (Forvaltning)",
        "Direktoratet for eksempelhelse (prøve)",
        "Helse Sør-øst",
        "Pasientreiser",
    ),
    misses=("Pasientreiser – ny søknad", "Direktoratet for", "Kort for gravide"),
)
NEW = pattern(
    r"\bny(?:tt)?\s+(?:innslag|i\s+(?:veikartet|vegkartet|planen))\b|^\W*ny\W*$",
    hits=("Ny i veikartet", "Nytt innslag", "Ny i veikartet, juridisk avklaring"),
    misses=("Nytt varslingssenter", "ny behandling av visningstid"),
)
LEGEND = pattern(
    r"^\W*(?:nytt innslag|oppdatert (?:fremgang|framgang|status)|ikke påbegynt|endret|utgår)\b.{0,80}$",
    hits=("• Nytt innslag", "• Oppdatert fremgang", "Ikke påbegynt – Under arbeid – Levert"),
    misses=("Oppdateringer i ungdomsapp",),
)
GOES_ON = pattern(
    r"(?:[,+–-]|\b(?:i|på|for|av|til|med|og|eller|som|å|om|fra|ved|hos|under|mot|behandlende|eget|digital))$",
    hits=("Bestilling av", "Apper i katalogen,", "Lettere for alle å"),
    misses=("Kontroll i drift",),
)
