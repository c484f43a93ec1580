"""Where follow-ups and their states are recognised: each pattern beside what it must match and what it must not."""

from ingest.register_patterns import pattern

LIST_HEADING = pattern(
    r"^\W*(?:status\s+)?(?:for\s+)?(?:oppfølgings(?:saker|punkter|liste)|oppfølging (?:fra|av) (?:forrige|siste) møte"
    r"|oppfølgjingssaker|aksjons(?:punkter|liste)|aksjonspunkt(?:er)?|action (?:items|points))\b(?!\s*:)",
    hits=("Status oppfølgingssaker", "Oppfølgingssaker fra forrige møte", "## Aksjonspunkter"),
    misses=("Oppfølging: Sak 8-44/24 i dette møtet", "Oppfølgingssak:"),
)
LIST_HEADER = pattern(
    r"^\W*sak\w*\s+(?:tittel\s+)?oppfølg?j?ing\w*\s+(?:ansvarl[ie]g\s+)?(?:frist\s+)?status\W*$",
    hits=("Sak Oppfølging Ansvarlig Status", "Sak Oppfølging Status"),
    misses=("Saker til oppfølging: ingen", "Sak | Oppfølging | Status"),
)
LABEL = pattern(
    r"^\W{0,6}(?:oppfølg(?:j?ing)?(?:spunkt(?:er)?|s?sak(?:er)?)?|følg(?:es|jast) opp(?: videre)?"
    r"|aksjon(?:er|spunkt(?:er)?)?|action(?: items?| points?)?s?|to-?do|å gjøre|videre oppfølging"
    r"|neste steg|next steps?|gjøremål|gjeremål|arbeidsoppgaver?|videre arbeid|vidare arbeid|ap\b)"
    r"(?:\s*[-–(][^:]{0,40})?\s*:\s*\W{0,3}",
    hits=(
        "Oppfølging: Norsk portaldrift tar inn",
        "**Aksjon:**",
        "Aksjon: opprett issue",
        "Oppfølgjing: Vi kjem att",
        "AP: Ola sender ut lenken",
        "Vidare arbeid:",
        "Gjøremål:",
    ),
    misses=("Oppfølgingssaker fra forrige møte", "Aksjonen er ferdig", "reaksjon: ingen", "API: FHIR"),
)
REPLY = pattern(
    r"^\W{0,4}(?:oppfølg(?:j)?ing|svar|status)\s*:\s*",
    hits=("Oppfølging: Sak 8-51/25 i dette møtet.", "Svar: Lukket"),
    misses=("Oppfølgingen skjer i møtet", "Statusgjennomgang for portalen"),
)
STOP = pattern(
    r"^\W{0,4}(?:forslag til (?:beslutning|vedtak)|vedtak|beslutning|innstilling)\s*:",
    hits=("Forslag til beslutning: Produktstyret tar sak til orientering.", "Vedtak: Saken utsettes."),
    misses=("Vedtaket følges opp: nei",),
)
STATES = {
    "closed": pattern(
        r"\b(?:lukk(?:et|es|a)|ferdig(?:stilt|behandlet)?|avslutt(?:et|a)|publisert|gjennomført|levert|utført|closed"
        r"|done)\b",
        hits=("Lukket. Ordlisten ble publisert", "Lukka.", "Ordlisten er ferdig og publisert på"),
        misses=("Pågår", "lukking av saker"),
    ),
    "in_meeting": pattern(
        r"\bi dette møtet\b|\b(?:gis|gjevast|tas|behandles|svares ut) i møtet\b|\barbeidssesjon i\b",
        hits=("Sak 8-51/25 i dette møtet.", "Svar gis i møtet."),
        misses=("i møtet i desember",),
    ),
    "waiting": pattern(
        r"\b(?:avvent(?:er|ar)?|venter|ventar|på vent|utsatt|utsett)\b",
        hits=("Avventer rapporten", "Saken avventer svar"),
        misses=("som ventes i mai",),
    ),
    "planned": pattern(
        r"\b(?:planlegg(?:es|ast)|planlagt|(?:til|for) (?:e(?:t|it) )?(?:senere|seinare) møte)\b"
        r"|\bkommer (?:tilbake|som (?:egen )?sak)\b|\bkjem (?:att|tilbake)\b|\btas inn\b",
        hits=(
            "Saken planlegges for et senere møte",
            "Saken planlegges til senere møte",
            "Tas inn i utgaven for 2. kvartal",
        ),
        misses=("planleggingen er lukket",),
    ),
    "open": pattern(
        r"\b(?:pågår|under arbeid|i arbeid|påbegynt|starta|startet|forberedes|førebus|følges opp|åpen|open|i gang"
        r"|i rute)\b",
        hits=("Pågår. Utprøving ved to sykehus er startet.", "Saken forberedes i samarbeid"),
        misses=("Lukket",),
    ),
}
RESPONSIBLE = pattern(
    r"^(?P<who>(?:(?-i:[A-ZÆØÅ])[\w.-]*(?:\s(?-i:[A-ZÆØÅ])[\w.-]*){0,3}"
    r"|(?-i:[A-ZÆØÅ])\w*(?:styret|rådet|direktoratet|departementet|utvalget|gruppa|gruppen|teamet)"
    r"|Direktoratet for [\w-]+|Norsk \w+|Team \w+))"
    r"\s(?:skal|vil|må|tar|tek|legger|legg|skriver|skriv|utarbeider|utarbeidar|sender|melder|kommer|kjem|undersøker"
    r"|oppretter|innkaller|følger|følgjer|lager|lagar|avklarer|sjekker|kaller|deler|forbereder|oppdaterer|vurderer"
    r"|reviderer|publiserer|ser på|jobber|arbeider|presenterer|inviterer|kontakter|gjennomfører|bidrar|beskriver|rydder"
    r"|leverer)\b",
    hits=("Norsk portaldrift tar inn avhengigheter", "Sekretariatet skriver et forslag", "NHN innkaller til møte"),
    misses=("Produktstyret ønsker en sak", "opprett issue for å rette opp"),
)
NAMED_RESPONSIBLE = pattern(
    r"\b(?:ansvarl[ie]g|ansvar|eier)\s*:\s*(?P<who>[^\n.;|)]{2,60})",
    hits=("(Ansvarlig: NHN)", "Ansvar: Sekretariatet"),
    misses=("ansvarlig myndighet",),
)
DUE = pattern(
    r"\b(?:frist|innen|innan|senest|seinast|i møtet|til møtet|deadline)\s*:?\s*(?P<when>(?:\d{1,2}\.\s?\w+\s\d{4}"
    r"|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d\d-\d\d))",
    hits=("med frist 24. oktober 2025.", "innen 1. juni 2025", "i møtet 5. februar 2026."),
    misses=("i møtet i desember", "fristen er ute"),
)
WISH = pattern(
    r"\b(?:ønsk(?:er|jer)|ønskjer|ber(?: \w+)? om|bad om|etterspør|etterlyser|behov for)\b",
    hits=("Styret ønsker at etaten orienterer", "Behov for å rydde i endringer"),
    misses=("reviderer mandatet",),
)
URL_ALONE = pattern(
    r"^\s*https?://\S+\s*$",
    hits=("https://www.example.no/styre",),
    misses=("Se https://www.example.no",),
)
PRESENT = pattern(
    r"^\W{0,5}(?:til ?stede|tilstades|deltak(?:ere|arar)|deltok|møtte|present|attendees|participants|observatør(?:er)?"
    r"|ikke til stede|forfall)\b",
    hits=("## Til stede", "## Deltakere", "### Ikke til stede", "Til stede: Kari, Ola"),
    misses=("Stedet er avklart", "deltakelse er gratis"),
)
_DOES = (
    r"(?:dobbelt)?sjekk[ea]r|kontakt[ea]r|lag[ea]r|sender|følgj?er opp|opprett[ea]r|kall(?:er|ar) inn|innkall(?:er|ar)"
    r"|undersøk(?:er|jer)|avklar(?:er|ar)"
    r"|ta?r (?:kontakt|initiativ|ansvar|en runde|ein runde)|ta?r (?:\w+\s){1,2}(?:inn|videre|vidare|opp|med)"
    r"|tek (?:kontakt|initiativ|ansvar|ein runde)|tek (?:\w+\s){1,2}(?:inn|vidare|opp|med)"
    r"|set(?:ter|er|t) opp|skriv(?:er)?|går (?:i)?gj[eo]nnom|bestill(?:er|ar)"
    r"|invit[ea]r(?:er)?|førebur|forbered(?:er)?|viderebehandl(?:er|ar)|jobb(?:er|ar) med|arbeid(?:er|ar) med|purr(?:er|ar)"
    r"|rydd(?:er|ar)|høyrer med|hører med|snakk(?:er|ar) med|pratar? med|meld(?:er)? (?:inn|tilbake|attende|frå|fra)"
    r"|ring(?:er|jer)|skaffar?|skaffer|finn(?:er)? (?:ut|fram|en|ein)|oppdater(?:er|ar)|publiser(?:er|ar)|del(?:er|ar) ut"
    r"|utarbeid(?:er|ar)|vurder(?:er|ar) om|ordn(?:er|ar)|fiks(?:er|ar)|book(?:er|ar)|sørg(?:er|jer) for|koordiner(?:er|ar)"
    r"|organiser(?:er|ar)|legg(?:er)? fr[ae]m|kjem (?:att|tilbake)|kommer tilbake"
)
TASK = pattern(
    r"(?:^\W*|[_*(]+)(?P<who>@\w+|De som [\w\s]{3,30}?|(?-i:[A-ZÆØÅ])[\w-]+(?:\s(?-i:[A-ZÆØÅ])[\w-]+){0,2})(?:\s@\w+)?\s*:?\s"
    rf"(?:{_DOES})\b",
    hits=(
        "* __Kari lager et utkast til plan__", "NHN innkaller til 2 timers møte", "@kari sjekker hvor dette er",
        "* Medisiner __(Ola kontakter Kari)__", "- Ola: jobber med listen", "NHN tar forslaget inn i teamet sitt",
        "- Ola kontaktar kommunen", "* Kari følgjer opp saka", "Ola ringer leverandøren", "Kari tek saka vidare",
        "- Ola booker møterom", "Kari inviterer fagmiljøet", "* Ola finner ut hvem som eier registeret",
    ),
    misses=(
        "* Mye data sendes inn", "hvem følger opp?", "løsningen sender data", "Ringeriket er med", "Kari la fram planen",
    ),
)  # fmt: skip
PLANNING = pattern(
    r"planlegging",
    hits=("Planleggingsmøte for fagforum", "Planlegging av forum 5"),
    misses=("Plan for møtet",),
)
UNASSIGNED = pattern(
    r"^\W*(?:eventuelt\s[\w\s]{3,30}\s)?(?:kall(?:er)? (?:vi )?inn til|tar kontakt med|følg(?:er)? opp\b|sjekk(?:er)? med|send(?:er)? (?:ut|inn)"
    r"|avklar(?:er)?\b|undersøk(?:er)?\b|beskriv\b|opprett\b|oppdater\b|kontakt\b|inviter\b)(?!.*\?)",
    hits=("* Kaller inn til nytt møte", "Beskriv valget i rapporten", "- Avklar med NHN"),
    misses=("* Avklaring av eierskap", "Beskrivelse av løsningen", "Sender data inn på FHIR"),
)
